"""mlcareer start."""

from mlcareer.cli.marked import Said
from mlcareer.cli.options import JsonOption, StepArgument
from mlcareer.cli.tree import command_app
from mlcareer.core.mark import Mark
from mlcareer.render.output import show

app = command_app()


@app.command()
def start(step: StepArgument, as_json: JsonOption = False) -> None:
    """Say that you have begun a step.

    It comes first in the plan from now on. Two at once is the most that gets finished; nothing stops you at three.

    Example: mlcareer start learn_containers
    """
    show("step", Said(step).save(Mark.STARTED), as_json=as_json)
