"""mlcareer note."""

from typing import Annotated

import typer

from mlcareer.cli.marked import Said, given
from mlcareer.cli.options import JsonOption, StepArgument
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import Mark
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show

app = command_app()


@app.command()
def note(
    step: StepArgument,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="One line, for yourself.", show_default=False)
    ] = None,
    hours: Annotated[str | None, typer.Option("--hours", metavar="H", help="Hours spent since the last time.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Note a line, or hours spent, on a step.

    Hours noted on the way are taken off what the plan still sets aside for the step.

    Example: mlcareer note learn_containers "multi-stage builds are clear now" --hours 2.5
    """
    if not text and hours is None:
        raise WrongUsageError("nothing to note", way_out=f'mlcareer note {step} "ONE LINE", or --hours H')
    spent, line = given(hours, " ".join(text) if text else None, "note")
    show("step", Said(step).save(Mark.NOTED, spent, line), as_json=as_json)
