"""mlcareer undo."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.placed import basis_of
from mlcareer.cli.tree import command_app
from mlcareer.cli.updated import tell_update
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
    tell_update(library(), person, person.record(in_short=True))
    event = person.take_back(*((wanted.id, *wanted.formerly) if wanted else ()))
    if event is None:
        what = f"nothing was said of {wanted.id}" if wanted else "nothing was said of any step"
        raise NotFoundError(
            f"{what}, so there is nothing to undo", way_out="mlcareer profile show lists the steps done"
        )
    today = steps.current(event.step)
    state = basis_of(library(), person.record()).said.get(today)
    known = next((step for step in steps.steps if step.id == today), None)
    view = StepMarked(
        step=today,
        title=known.title if known else today,
        status=(state.mark if state and state.mark else "open"),
        changed=True,
        at=person.now,
        hours=event.hours,
        likely=known.hours if known else None,
        note=event.note,
        took_back=event.what.value,
        said=event.at[:10],
        source=known.source if known else None,
        as_of=known.as_of if known else None,
    )
    show("step", view, as_json=as_json)
