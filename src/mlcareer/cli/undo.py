"""mlcareer undo."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.standing import StepMarked
from mlcareer.errors import NotFoundError
from mlcareer.render.output import show

app = command_app()


@app.command()
def undo(
    step: Annotated[
        str | None,
        typer.Argument(metavar="[STEP]", help="The step's id; without it, the last one.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take back a step marked as done.

    Example: mlcareer undo
    """
    steps = library().steps()
    wanted = steps.step(step).id if step is not None else None
    person = profile()
    taken_back = person.take_back(wanted)
    if taken_back is None:
        what = f"{wanted} is not marked as done" if wanted else "no step is marked as done"
        raise NotFoundError(
            f"{what}, so there is nothing to undo", way_out="mlcareer profile show lists the steps done"
        )
    title = next((known.title for known in steps.steps if known.id == taken_back.step), taken_back.step)
    show("step", StepMarked(taken_back.step, title, "open", changed=True, at=person.now), as_json=as_json)
