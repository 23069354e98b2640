"""mlcareer roadmap."""

from typing import Annotated

import typer

from mlcareer.cli.aging import with_ages
from mlcareer.cli.context import library, record_if_readable
from mlcareer.cli.options import JsonOption, level_names
from mlcareer.cli.tree import command_app
from mlcareer.core.level import level_named
from mlcareer.core.record import here
from mlcareer.core.roadmap import WholeLadder, difference, one_rung
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show

app = command_app()


@app.command()
def roadmap(
    level: Annotated[
        str | None,
        typer.Argument(metavar="[LEVEL]", help="One rung in depth.", show_default=False, autocompletion=level_names),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="LEVEL", help="Show the way up to this rung.", autocompletion=level_names),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The ladder, one rung of it, or the way between two.

    Without LEVEL, --to starts from where your last quiz put you.

    Example: mlcareer roadmap mid --to senior
    """
    start = level_named(level) if level is not None else None
    target = level_named(to) if to is not None else None
    pack = library()
    you = here(record_if_readable())
    ladder = pack.roadmap()
    if target is not None:
        start = start or (you.level if you else None)
        if start is None:
            raise WrongUsageError(
                "--to needs a rung to start from", way_out=f"mlcareer roadmap entry --to {target.value}"
            )
        view = difference(ladder, pack.skills(), start, target, you)
        show("roadmap.difference", with_ages(view), as_json=as_json)
    elif start is not None:
        show("roadmap.level", with_ages(one_rung(ladder, pack.skills(), start, you)), as_json=as_json)
    else:
        show("roadmap", with_ages(WholeLadder(ladder.role, you, ladder.about, ladder.rungs)), as_json=as_json)
