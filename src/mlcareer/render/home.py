"""The start page."""

from mlcareer.core.standing import Home
from mlcareer.render.certificates import draw_reminder
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import counted, hours, percent


def draw(screen: Screen, home: Home) -> None:
    """Draw where the person stands and what comes next."""
    if home.you:
        you = home.you
        screen.title(
            f"You stand at {you.level.title}", aside=f"· {percent(you.probability)} likely, by the quiz of {you.day}"
        )
    else:
        screen.title("mlcareer", aside="· find your place on the machine-learning-engineer ladder, and the way up")
        screen.say("Everything stays on this machine. The quiz takes a quarter of an hour.")
    if home.answered:
        checks = f", and {counted(home.checks, 'check')}" if home.checks else ""
        screen.say(f"A quiz is under way: {home.answered} of {home.questions} answered{checks}.")
    if home.next:
        screen.say("Next: ", (home.next.title, ACCENT), f" ({hours(home.next.hours)}). {home.next.because}.", hang=6)
    if home.done:
        screen.say((f"{counted(home.done, 'step')} done", DIM))
    if home.retake_after and not home.answered:
        screen.say((f"Retake the quiz after {home.retake_after}.", DIM))
    if home.reminders:
        draw_reminder(screen, home.reminders)
    if home.next:
        screen.sources([home.next.source])
    screen.blank()
