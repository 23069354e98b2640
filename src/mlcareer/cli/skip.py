"""mlcareer skip."""

from typing import Annotated

import typer

from mlcareer.cli.marked import Said, given
from mlcareer.cli.options import JsonOption, StepArgument
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import Mark
from mlcareer.render.output import show

app = command_app()


@app.command()
def skip(
    step: StepArgument,
    known: Annotated[bool, typer.Option("--known", help="You have it behind you: its skills count as held.")] = False,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="One line, for yourself.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Leave a step out of the plan.

    What it would have taught stays open, and the plan says so; with --known it counts as learned. mlcareer undo brings
    the step back.

    Example: mlcareer skip learn_testing --known
    """
    _, reason = given(None, why, "reason")
    show("step", Said(step).save(Mark.KNOWN if known else Mark.SKIPPED, None, reason), as_json=as_json)
