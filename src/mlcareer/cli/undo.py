"""mlcareer undo."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.marking import StepMarked
from mlcareer.errors import NotFoundError
from mlcareer.render.output import show

app = command_app()


@app.command()
def undo(
    step: Annotated[
        str | None,
        typer.Argument(metavar="[STEP]", help="The step's id; without it, whichever was last.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take back the last thing you said of a step.

    Done, begun, skipped or a note: whichever was last. Nothing is deleted from the profile.

    Example: mlcareer undo
    """
    steps = library().steps()
    wanted = steps.step(step) if step is not None else None
    person = profile()
    event = person.take_back(*((wanted.id, *wanted.formerly) if wanted else ()))
    if event is None:
        what = f"nothing was said of {wanted.id}" if wanted else "nothing was said of any step"
        raise NotFoundError(
            f"{what}, so there is nothing to undo", way_out="mlcareer profile show lists the steps done"
        )
    today = steps.current(event.step)
    title = next((known.title for known in steps.steps if known.id == today), today)
    view = StepMarked(today, title, "open", changed=True, at=person.now, hours=event.hours, note=event.note)
    show("step", view._replace(took_back=event.what.value), as_json=as_json)
