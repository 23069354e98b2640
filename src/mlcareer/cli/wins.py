"""mlcareer wins."""

from typing import Annotated, Literal

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption, day_named, level_names
from mlcareer.cli.tree import command_app
from mlcareer.core.level import level_named
from mlcareer.core.win import Wanted, arrange
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show

app = command_app()

Export = Literal["md"]


@app.command()
def wins(
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only wins from this day on, such as 2026-05-01.")
    ] = None,
    area: Annotated[str | None, typer.Option("--area", "-a", metavar="AREA", help="Only wins of this area.")] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            "-l",
            metavar="LEVEL",
            help="Evidence for this rung instead of your next.",
            autocompletion=level_names,
        ),
    ] = None,
    export: Annotated[
        Export | None, typer.Option("--export", metavar="md", help="Write Markdown, for a promotion packet.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Your wins as evidence for promotion.

    What your next rung asks beyond the one you stand on, and under each area the wins tied to it. A win tied to several
    areas is told under the one named first and numbered under the others. Wins of rungs you have left come after.

    Before any quiz, and without --level, wins are listed by date. Nothing scores them.

    Example: mlcareer wins --since 2026-05-01 --export md
    """
    if export is not None and as_json:
        raise WrongUsageError("--export and --json do not go together", way_out="write one of them")
    pack = library()
    skills = pack.skills()
    wanted = Wanted(
        since=day_named("--since", since) if since is not None else None,
        area=skills.area(area).id if area is not None else None,
        level=level_named(level) if level is not None else None,
    )
    person = profile()
    view = arrange(person.wins(), person.standings(), pack.roadmap(), skills, wanted)
    show("wins", view, as_json=as_json, look="markdown" if export else "")
