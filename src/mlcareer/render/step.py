"""What became of a step, and what is worth knowing then."""

from mlcareer.core.marking import AT_ONCE, StepMarked
from mlcareer.core.pace import LEAST_RATIO
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
TOOK_BACK = {
    "started": "you began",
    "done": "you did",
    "skipped": "you left out",
    "known": "you have behind you",
    "noted": "you noted something on",
}
NEXT = "mlcareer next shows what comes now · mlcareer undo takes it back"


def draw(screen: Screen, marked: StepMarked) -> None:
    """Draw what became of a step."""
    named = f"{marked.title} ({marked.step})"
    if marked.took_back:
        screen.say(f"Taken back: that {TOOK_BACK.get(marked.took_back or '', '')} {named}, said on {marked.said}.")
        _note(screen, marked)
        return
    if not marked.changed:
        screen.say(f"Already {ALREADY[marked.status]} since {marked.at[:10]}: {named}.")
        return
    word, means = SAID[marked.status]
    screen.say((f"{word}: ", GOOD), f"{named}{f'; {means}' if means else ''}.")
    _note(screen, marked)
    told = _hours(screen, marked)
    if marked.status == "started":
        if marked.needs:
            screen.say(("It builds on what you have not yet: ", WARNING), f"{', '.join(marked.needs)}.")
        if marked.begun > AT_ONCE:
            screen.say((f"{marked.begun} steps are begun now; two at once is the most that gets finished.", WARNING))
    screen.say((NEXT, DIM))
    if told and marked.source:
        screen.sources([marked.source])


def _note(screen: Screen, marked: StepMarked) -> None:
    if marked.note:
        screen.say(f"Your words: {marked.note}")


def _hours(screen: Screen, marked: StepMarked) -> bool:
    """Say what the hours mean for the pace; tell whether there are any."""
    if marked.hours is None or marked.spent is None or not marked.likely:
        return False
    words = f"{marked.spent:g} h spent so far; ours is {marked.likely} h."
    if marked.status == "done" and marked.spent < LEAST_RATIO * marked.likely:
        words += " So few tell that you had it behind you, not how fast you work: they do not count for your pace."
    elif marked.status == "done" and marked.pace:
        words += f" Your pace is now {marked.pace:g} h for each hour of ours."
    screen.say(words)
    return True
