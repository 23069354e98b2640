"""What became of a step."""

from mlcareer.core.standing import StepMarked
from mlcareer.render.screen import Screen
from mlcareer.render.theme import DIM, GOOD


def draw(screen: Screen, marked: StepMarked) -> None:
    """Draw what became of a step."""
    named = f"{marked.title} ({marked.step})"
    if marked.status == "open":
        screen.say(f"Taken back: {named} is open again.")
    elif marked.changed:
        screen.say(("Done: ", GOOD), f"{named}.")
        screen.say(("mlcareer next shows what comes now · mlcareer undo takes it back", DIM))
    else:
        screen.say(f"Already done since {marked.at[:10]}: {named}.")
