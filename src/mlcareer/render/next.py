"""The best steps now: in short, or one in full with what to do and where to learn."""

from mlcareer.core.next import NextSteps
from mlcareer.core.suggestion import Suggestion
from mlcareer.render.certificates import draw_reminders
from mlcareer.render.freshness import draw_aged
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import counted, hours

LABEL = 11
"""Columns of the labels before what they name."""


def draw(screen: Screen, view: NextSteps) -> None:
    """Draw the next steps: one in full, several in short."""
    if not view.suggestions:
        screen.title(f"Nothing is missing for {view.target.title}", aside="by what is known so far")
        screen.say("mlcareer quiz looks again; mlcareer skills shows specialisations to choose from.")
        if view.reminders:
            _reminders(screen, view)
            screen.sources(_sources(view))
        return
    screen.title(f"{counted(len(view.suggestions), 'step')} to do now", aside=_direction(view))
    for number, suggestion in enumerate(view.suggestions, 1):
        screen.blank()
        _suggestion(screen, number, suggestion, full=len(view.suggestions) == 1)
    screen.blank()
    left = f"{counted(view.skills_left, 'skill')} and {hours(view.hours_left)} to {view.target.title}"
    if not view.skills_left:
        left = f"By your ratings no skill is missing for {view.target.title}: what is left is to show it"
    screen.say((f"{left}; {counted(view.done, 'step')} done. Hours are our estimate.", DIM))
    if len(view.suggestions) > 1:
        screen.say(("mlcareer next --full: what to do and where to learn, step by step.", DIM))
    _reminders(screen, view)
    draw_aged(screen, view.aged)
    screen.sources(_sources(view))


def draw_full(screen: Screen, view: NextSteps) -> None:
    """Draw every step in full."""
    screen.title(f"{counted(len(view.suggestions), 'step')} to do now", aside=_direction(view))
    for number, suggestion in enumerate(view.suggestions, 1):
        screen.blank()
        _suggestion(screen, number, suggestion, full=True)
    _reminders(screen, view)
    draw_aged(screen, view.aged)
    screen.sources(_sources(view))


def _reminders(screen: Screen, view: NextSteps) -> None:
    """Draw the certificates to speak of, below a line of their own."""
    if view.reminders:
        screen.blank()
        draw_reminders(screen, view.reminders)


def _sources(view: NextSteps) -> list[str]:
    steps = [suggestion.source for suggestion in view.suggestions]
    return [*steps, *(line.source for line in view.reminders if line.source)]


def _direction(view: NextSteps) -> str:
    if view.level is view.target:
        return f"· to fill out {view.target.title}"
    return f"· from {view.level.title} towards {view.target.title}"


def _suggestion(screen: Screen, number: int, suggestion: Suggestion, *, full: bool) -> None:
    screen.say((f"{number}. {suggestion.title}", ACCENT), f" ({hours(suggestion.hours)}, {suggestion.kind.value})")
    because = f"{suggestion.because[0].upper()}{suggestion.because[1:]}."
    _line(screen, "why", f"{because} {suggestion.why}" if full else because)
    for action in suggestion.do if full else ():
        _line(screen, "do" if action is suggestion.do[0] else "", f"· {action}")
    _line(screen, "done when", suggestion.done_when)
    for link in suggestion.learn if full else suggestion.learn[:1]:
        part = f", {link.part}" if link.part else ""
        seen = f" (seen {link.checked})" if link.checked else " (not checked)"
        _line(screen, "learn" if link is suggestion.learn[0] else "", f"{link.title}{part}{seen}")
        screen.say(link.url, indent=3 + LABEL)
    _line(screen, "finished?", f"mlcareer done {suggestion.step}")


def _line(screen: Screen, label: str, words: str) -> None:
    screen.say((f"{label:<{LABEL}}", DIM), words, indent=3, hang=LABEL)
