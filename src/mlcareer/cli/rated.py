"""The rated part of mlcareer quiz, at a terminal: what is told before the first question, then the open questions."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from mlcareer.cli.context import today
from mlcareer.core.assessment import (
    BACKGROUND,
    YEARS,
    Answers,
    Assessment,
    Item,
    items,
    still_asked,
    unanswered,
)
from mlcareer.core.record import Record
from mlcareer.core.retake import is_early, retake_after
from mlcareer.errors import InterruptedByUserError
from mlcareer.render.words import counted

if TYPE_CHECKING:
    from mlcareer.profile.store import Profile
    from mlcareer.prompts.ask import Prompter

Mode = Literal["quick", "standard", "deep"]
QUICK: Mode = "quick"
USUAL: Mode = "standard"
INSTEAD = "answer with --answers FILE, or with --background, --years and --rate AREA=0..5 for each area"
WELCOME = (
    "Two questions to start from, then fourteen areas: pick the line that fits what you have done, compared with the "
    "engineers you work with."
)
SAVED, KEPT_NOWHERE = "Every answer is saved as you go, here only.", "Nothing is saved."
KEYS = "Choose with the arrows or a number, then Enter; b and Enter goes back; Ctrl-C stops."
GOES_ON = "your answers are saved; to go on: mlcareer quiz"


class Wish(NamedTuple):
    """What the command line says about the quiz: its mode, whether a file has its ratings, how to ask and begin."""

    mode: Mode | None
    from_file: bool
    restart: bool
    plain: bool


def rated(assessment: Assessment, given: Answers, person: "Profile | None", wish: Wish) -> tuple[Answers, Mode]:
    """Ask what file and flags left open, saving every answer as it comes; return the answers and the quiz's mode.

    Goes on with a quiz that was interrupted, in its own mode unless another is wished for. Raises WrongUsageError where
    there is no terminal.
    """
    from mlcareer.prompts.ask import prompter, require_terminal

    require_terminal(INSTEAD)
    record = person.record() if person else Record()  # a profile that cannot be read is refused before any question
    if wish.restart:
        record = record._replace(under_way=None, under_way_mode=None)
    mode = _mode(wish, record)
    if mode == QUICK and (wish.from_file or not unanswered(assessment, given)):
        return given, mode  # all that matters is said
    prompts = prompter(plain=wish.plain, instead=INSTEAD)
    if person is not None:
        given = _resumed(assessment, person, record.under_way, given, mode)
    _tell(prompts, assessment, given, record, saving=person is not None)
    if mode != QUICK:
        prompts.note(_checks_to_come(mode))
    return (given if wish.from_file else _asked(prompts, assessment, given, person, mode)), mode


def open_ratings(assessment: Assessment, given: Answers) -> list[str]:
    """Return the areas without a rating; background and years may stay open."""
    return [item.key for item in unanswered(assessment, given) if item.key not in (BACKGROUND, YEARS)]


def _mode(wish: Wish, record: Record) -> Mode:
    """Return the mode wished for, else that of the quiz under way, else the usual one.

    A file of ratings is checked even where a quick quiz is under way: it does not need that quiz's answers.
    """
    if wish.mode is not None:
        return wish.mode
    if record.under_way_mode == "deep":
        return "deep"
    return QUICK if record.under_way_mode == QUICK and not wish.from_file else USUAL


def _resumed(assessment: Assessment, person: "Profile", before: Answers | None, given: Answers, mode: Mode) -> Answers:
    """Return the answers saved before with those given now on top, and make sure all are saved."""
    person.begin(mode, anew=before is None)
    merged = still_asked(assessment, before or Answers())
    for key, value in given.pairs():
        merged = merged.answered(key, value)
        person.save_answer(key, value, mode)
    return merged


def _tell(prompts: "Prompter", assessment: Assessment, given: Answers, record: Record, *, saving: bool) -> None:
    """Say what comes: where it goes on or how it works, whether it is early."""
    latest, questions = record.latest, items(assessment)
    left = len(unanswered(assessment, given))
    if latest and record.under_way is None and is_early(latest.on, today()):
        due = retake_after(latest.on).isoformat()
        prompts.note(f"Your last quiz was on {latest.day}. The next says most after {due}; you can take it now.")
    if record.under_way is not None:
        checks = f", and {counted(len(given.checks), 'check')}" if given.checks else ""
        answered = f"{len(questions) - left} of {len(questions)} answered{checks}"
        prompts.note(f"Going on: {answered}. --restart begins anew.")
    elif open_ratings(assessment, given):
        prompts.note(f"{WELCOME} {SAVED if saving else KEPT_NOWHERE}")
        prompts.note(KEYS)


def _checks_to_come(mode: Mode) -> str:
    from mlcareer.core.adaptive import MODES

    return (
        f"Your ratings will be checked: after them come at most {MODES[mode].most} questions on what you said. "
        '"I don\'t know" is a fair answer. An answer to a check stands: b goes back in the ratings only. '
        "Everything stays on this machine."
    )


def _asked(
    prompts: "Prompter", assessment: Assessment, given: Answers, person: "Profile | None", mode: Mode
) -> Answers:
    """Ask every item that is open, and again the one before where the person goes back."""
    from mlcareer.prompts.ask import ask

    order = items(assessment)
    number = _first_open(order, given)
    while number < len(order):
        item = order[number]
        hint = assessment.stem if item.choices and item.key != BACKGROUND else ""
        try:
            shown = item._replace(at=dict(given.pairs()).get(item.key))  # where it is asked again, on the answer given
            answer = ask(prompts, shown, place=f"{number + 1:>2}/{len(order)}", hint=hint, back=number > 0)
        except InterruptedByUserError:
            kept = person and given.pairs()
            raise InterruptedByUserError("stopped", way_out=GOES_ON if kept else "nothing was saved") from None
        if answer is None:
            number -= 1
            continue
        given = given.answered(item.key, answer)
        if person is not None:
            person.save_answer(item.key, answer, mode)
        number = _first_open(order, given)
    return given


def _first_open(order: tuple[Item, ...], given: Answers) -> int:
    """Return the place of the first item without an answer, or the end."""
    return next((place for place, item in enumerate(order) if not given.has(item.key)), len(order))
