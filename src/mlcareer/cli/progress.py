"""mlcareer progress."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile, today
from mlcareer.cli.options import JsonOption
from mlcareer.cli.remembered import remembered
from mlcareer.cli.tree import command_app
from mlcareer.core.progress import Progress, first_week, progress
from mlcareer.render.output import show

app = command_app()


@app.command("progress")
def progress_(
    every: Annotated[bool, typer.Option("--all", help="Every area, and more of the quizzes.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Where you were, are and will be.

    Your quizzes over time, areas then and now, hours a week, steps done, wins, and when your plan reaches the next
    rung: with the hours you plan, and with those you really spent. Nothing is kept of looking.

    Example: mlcareer progress --all
    """
    view = remembered("progress", Progress, "", _progress)
    show("progress", view, as_json=as_json, look="empty" if view.is_empty else "all" if every else "")


def _progress() -> tuple[Progress, bool]:
    from mlcareer.cli.placed import ground_of
    from mlcareer.cli.updated import tell_update

    pack, person, day = library(), profile(), today()
    record, history = person.record(in_short=True), person.history(first_week(day))
    was_told = tell_update(pack, person, record)
    placement, basis = ground_of(pack, record)
    return progress(history, record, placement, basis, day), not was_told
