"""The best steps now, each with why, hours, what to do and when it is done."""

from mlcareer.core.plan import NextSteps, Suggestion
from mlcareer.core.standing import StepMarked
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD
from mlcareer.render.words import hours


def draw(screen: Screen, view: NextSteps) -> None:
    """Draw the next steps."""
    if not view.suggestions:
        screen.title(f"Nothing is missing for {view.target.title}", aside="by what is known so far")
        screen.say("mlcareer quiz looks again; mlcareer skills shows specialisations to choose from.")
        return
    count = len(view.suggestions)
    screen.title(f"{_number(count)} to do now", aside=f"· from {view.level.title} towards {view.target.title}")
    for number, suggestion in enumerate(view.suggestions, 1):
        screen.blank()
        _suggestion(screen, number, suggestion)
    screen.blank()
    left = f"{view.skills_left} skills and {hours(view.hours_left)} to {view.target.title}"
    if not view.skills_left:
        left = f"By your ratings no skill is missing for {view.target.title}: what is left is to show it"
    screen.say((f"{left}; {view.done} steps done. Hours are our estimate, as a band. Finished one?", DIM))
    screen.say(("mlcareer done STEP · mlcareer undo", DIM))
    screen.sources([suggestion.source for suggestion in view.suggestions])


def draw_step(screen: Screen, marked: StepMarked) -> None:
    """Draw what became of a step."""
    if marked.status == "done" and marked.changed:
        screen.say(("Done: ", GOOD), f"{marked.title} ({marked.step}).")
        screen.say(("mlcareer next shows what comes now · mlcareer undo takes it back", DIM))
    elif marked.status == "done":
        screen.say(f"Already done since {marked.at[:10]}: {marked.title} ({marked.step}).")
    else:
        screen.say(f"Taken back: {marked.title} ({marked.step}) is open again.")


def _suggestion(screen: Screen, number: int, suggestion: Suggestion) -> None:
    screen.say((f"{number}. {suggestion.title}", ACCENT), f" ({hours(suggestion.hours)}, {suggestion.kind.value})")
    screen.say(("why     ", DIM), f"{_sentence(suggestion.because)} {suggestion.why}", indent=3, hang=8)
    for place, action in enumerate(suggestion.do):
        screen.say(("do      " if place == 0 else "        ", DIM), f"· {action}", indent=3, hang=10)
    screen.say(("done    ", DIM), f"when: {suggestion.done_when}", indent=3, hang=8)
    for place, link in enumerate(suggestion.learn):
        part = f", {link.part}" if link.part else ""
        seen = f" (seen {link.checked})" if link.checked else " (not checked)"
        label = "learn   " if place == 0 else "        "
        screen.say((label, DIM), f"{link.title}{part}{seen}", indent=3, hang=8)
        screen.say(link.url, indent=11)
    screen.say(("closes  ", DIM), f"{', '.join(suggestion.closes)} · mlcareer done {suggestion.step}", indent=3, hang=8)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _number(count: int) -> str:
    words = {1: "One step", 2: "Two steps", 3: "Three steps"}
    return words.get(count, f"{count} steps")
