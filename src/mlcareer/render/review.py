"""What was missed in the last quiz, with the reasons and what to read."""

from mlcareer.core.knowledge import DONT_KNOW
from mlcareer.core.review import Missed, Review
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted


def draw(screen: Screen, view: Review) -> None:
    """Draw all that was missed."""
    draw_head(screen, view)
    for item in view.missed:
        draw_missed(screen, item)
    draw_end(screen, view)


def draw_head(screen: Screen, view: Review) -> None:
    """Draw how many were missed, and how many are not known any more."""
    shown = view.checks - view.gone
    if not shown:
        screen.title("Nothing to review:", aside=f"today's pack holds none of the checks of your quiz of {view.day}.")
    elif view.missed:
        screen.title(f"{len(view.missed)} of {counted(shown, 'check')} missed", aside=f"· the quiz of {view.day}")
    else:
        right = "the one check was right" if shown == 1 else f"all {shown} checks were right"
        screen.title("Nothing missed:", aside=f"{right} in the quiz of {view.day}.")
    if view.gone and shown:
        verb = "is" if view.gone == 1 else "are"
        screen.say((f"{counted(view.gone, 'more check')} of that quiz {verb} no longer in the pack.", DIM))


def draw_missed(screen: Screen, item: Missed) -> None:
    """Draw one check: the question, what was answered, what is right and why, what to read."""
    screen.blank()
    screen.say((f"{item.number}. {item.name} · {item.topic}", ACCENT))
    screen.say(item.stem, indent=3)
    screen.blank()
    for number, option in enumerate(item.options, 1):
        _option(screen, item, number, option)
    if item.answer == DONT_KNOW:
        screen.say(("✗ your answer: ", WARNING), "I don't know", indent=3, hang=2)
    screen.blank()
    screen.say(("Why it is right: ", DIM), item.why_key, indent=3, hang=2)
    if item.why_answer:
        screen.say(("Why yours is not: ", DIM), item.why_answer, indent=3, hang=2)
    screen.say(("Read: ", DIM), item.reference.title, indent=3, hang=2)
    screen.unbroken(item.reference.url, indent=5)
    screen.say((f"Checked: {_solvers(item.solved_blind)}; no person has reviewed it yet.", DIM), indent=3, hang=2)


def _solvers(count: int) -> str:
    return f"solved blind by {counted(count, 'language-model session')}" if count else "solved blind by nobody"


def draw_end(screen: Screen, view: Review) -> None:
    """Draw where the questions come from."""
    if view.missed:
        screen.sources([item.source for item in view.missed])


def _option(screen: Screen, item: Missed, number: int, option: str) -> None:
    if number == item.key:
        screen.say(("✓ right answer: ", GOOD), option, indent=3, hang=2)
    elif number == item.answer:
        screen.say(("✗ your answer: ", WARNING), option, indent=3, hang=2)
    else:
        screen.say("· ", option, indent=3, hang=2)
