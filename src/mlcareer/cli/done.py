"""mlcareer done."""

from typing import Annotated

import typer

from mlcareer.cli.marked import Said, ask_after, given, tell_certificate
from mlcareer.cli.options import JsonOption, PlainOption, StepArgument
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import Mark
from mlcareer.core.step import Kind
from mlcareer.render.output import show

app = command_app()


@app.command()
def done(
    step: StepArgument,
    hours: Annotated[
        str | None, typer.Option("--hours", metavar="H", help="Hours it took since you last gave any.")
    ] = None,
    proof: Annotated[
        str | None, typer.Option("--proof", metavar="TEXT", help="A link or one line that shows it.")
    ] = None,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Mark a step as done, with the hours it took.

    In a terminal it asks for hours and proof where neither is given; Enter leaves them open. Hours tell your pace, and
    the plan's dates follow it. For a step that is done already they are added.

    Example: mlcareer done learn_containers --hours 14 --proof https://example.org/my-image
    """
    said = Said(step)
    spent, shown = given(hours, proof, "proof")
    if hours is None and proof is None and not (said.before and said.before.mark is Mark.DONE):
        spent, shown = ask_after(plain=plain)
    is_more = said.before is not None and said.before.mark is Mark.DONE and not (spent is None and shown is None)
    show("step", said.save(Mark.NOTED if is_more else Mark.DONE, spent, shown), as_json=as_json)
    if said.step.kind is Kind.CERTIFICATION and not is_more:
        tell_certificate(said)
