"""What became of a step, and what is worth knowing then."""

from mlcareer.core.marking import AT_ONCE, StepMarked
from mlcareer.render.screen import Screen
from mlcareer.render.theme import DIM, GOOD, WARNING

SAID = {
    "started": ("Begun", "it comes first in the plan now"),
    "done": ("Done", ""),
    "skipped": ("Left out", "what it would have taught stays open"),
    "known": ("Known", "its skills count as held"),
    "noted": ("Noted", ""),
}
ALREADY = {"started": "begun", "done": "done", "skipped": "left out", "known": "counted as known"}
NEXT = "mlcareer next shows what comes now · mlcareer undo takes it back"


def draw(screen: Screen, marked: StepMarked) -> None:
    """Draw what became of a step."""
    named = f"{marked.title} ({marked.step})"
    if marked.status == "open":
        back = {"started": "its beginning", "noted": "a note"}.get(marked.took_back or "", f"{marked.took_back}")
        screen.say(f"Taken back: {back}, of {named}{_words(marked)}.")
        return
    if not marked.changed:
        screen.say(f"Already {ALREADY[marked.status]} since {marked.at[:10]}: {named}.")
        return
    word, means = SAID[marked.status]
    screen.say((f"{word}: ", GOOD), f"{named}{f'; {means}' if means else ''}{_words(marked)}.")
    _hours(screen, marked)
    if marked.status == "started":
        if marked.needs:
            screen.say(("It builds on what you have not yet: ", WARNING), f"{', '.join(marked.needs)}.")
        if marked.begun > AT_ONCE:
            screen.say((f"{marked.begun} steps are begun now; two at once is the most that gets finished.", WARNING))
    screen.say((NEXT, DIM))


def _words(marked: StepMarked) -> str:
    return f": {marked.note}" if marked.note else ""


def _hours(screen: Screen, marked: StepMarked) -> None:
    """Say what the hours mean for the pace."""
    if marked.hours is None or marked.spent is None or not marked.likely:
        return
    pace = (
        f" Your pace is now {marked.pace:g} h for each hour of ours." if marked.status == "done" and marked.pace else ""
    )
    screen.say(f"{marked.spent:g} h spent so far; ours is {marked.likely} h.{pace}")
