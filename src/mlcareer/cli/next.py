"""mlcareer next."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.standing import last_placement, steps_from
from mlcareer.cli.tree import command_app
from mlcareer.errors import NotFoundError
from mlcareer.render.output import show

app = command_app()


@app.command("next")
def next_(
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=20, help="How many steps.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """The best steps for you now, each with why.

    Ordered by what they add towards the next rung for an hour of work, prerequisites first.

    Example: mlcareer next --count 1
    """
    pack, record = library(), profile().record()
    placement = last_placement(pack, record)
    if placement is None:
        raise NotFoundError("no placement yet, so nothing to plan from", way_out="mlcareer quiz takes four minutes")
    show("next", steps_from(pack, record, placement, count), as_json=as_json)
