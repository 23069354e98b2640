"""mlcareer done."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import Mark
from mlcareer.core.standing import StepMarked
from mlcareer.render.output import show

app = command_app()


@app.command()
def done(
    step: Annotated[str, typer.Argument(metavar="STEP", help="The step's id, as mlcareer next shows it.")],
    as_json: JsonOption = False,
) -> None:
    """Mark a step as done.

    Example: mlcareer done learn_containers
    """
    found = library().steps().step(step)
    person = profile()
    person.record()  # a profile that cannot be read is not written on
    changed = person.mark(found.id, Mark.DONE)
    at = next((entry.at for entry in person.record().done if entry.step == found.id), person.now)
    show("step", StepMarked(found.id, found.title, "done", changed, at), as_json=as_json)
