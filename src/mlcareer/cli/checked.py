"""The checked part of mlcareer quiz: answers to checks by flag, and the adaptive questions after the ratings."""

from typing import TYPE_CHECKING
from zlib import crc32

from mlcareer.cli.rated import GOES_ON
from mlcareer.core.assessment import CHECK, Answers, Choice, Item
from mlcareer.errors import InterruptedByUserError, WrongUsageError, unlike_any

if TYPE_CHECKING:
    from mlcareer.core.checked_posterior import CheckedEstimator
    from mlcareer.core.knowledge import Answered, Bank, Check
    from mlcareer.pack.library import Library
    from mlcareer.profile.store import Profile

NO_IDEA, NONE = "I don't know", "option0"
"""The answer that says nothing, and its value; a menu stands on it at first, so that a slip of Enter claims nothing."""


def with_checks(pack: "Library", given: Answers, flags: list[str]) -> Answers:
    """Return the answers with those of --check on top.

    Raises WrongUsageError where a flag is no ITEM=0..4, or where flag or file name a check that is not in the bank.
    """
    if not flags and not given.checks:
        return given
    from mlcareer.core.knowledge import DONT_KNOW, OPTIONS

    for flag in flags:
        item, _, option = flag.partition("=")
        if option not in map(str, range(DONT_KNOW, OPTIONS + 1)):
            raise WrongUsageError(f"--check {flag}: expected {item}=1 to {OPTIONS}, or 0 for no idea")
        given = given.answered(f"{CHECK}{item}", option)
    known = [check.id for part in pack.checks().areas for check in part.checks]
    for item in given.checks:
        if item not in known:
            raise WrongUsageError(unlike_any("check", item, known))
    return given


def checked(pack: "Library", given: Answers, mode: str, person: "Profile | None", *, plain: bool) -> Answers:
    """Ask checks until the mode has what it wants, saving every answer as it comes; those of the last quiz come last.

    Without a terminal WrongUsageError names the check to answer next, with its options in the file's order.
    """
    from mlcareer.core.adaptive import MODES, Sitting, next_check
    from mlcareer.core.checked_posterior import CheckedEstimator
    from mlcareer.core.placement import known_start
    from mlcareer.prompts.ask import ask, has_terminal, prompter

    bank, areas = pack.checks(), pack.skills().areas
    start = known_start(given, pack.assessment(), areas)
    estimator = CheckedEstimator(areas, start, bank.marked(given.checks))
    latest = person.record().latest if person else None
    seed = crc32(f"{sorted(given.ratings.items())} {latest.finished if latest else ''}".encode())
    seen = frozenset(latest.answers.checks if latest else ()) - frozenset(given.checks)
    most = MODES[mode].most
    while check := next_check(estimator, bank, Sitting(MODES[mode], given.ratings, _asked(estimator), seed, seen)):
        if not has_terminal():
            options = "; ".join(f"{number} {option}" for number, option in enumerate(check.options, 1))
            raise WrongUsageError(
                f"check {check.id} is open: {check.stem} {options}",
                way_out=f"answer with --check {check.id}=1 to 4, or 0 for no idea",
            )
        place = f"check {len(estimator.answered) + 1}, at most {most}"
        try:
            answer = ask(prompter(plain=plain, instead="use --check"), _item(check, seed), place=place)
        except InterruptedByUserError:
            raise InterruptedByUserError("stopped", way_out=GOES_ON if person else "nothing was saved") from None
        option = (answer or NONE).removeprefix("option")
        given = given.answered(f"{CHECK}{check.id}", option)
        if person is not None:
            person.save_answer(f"{CHECK}{check.id}", option, mode)
        estimator.answer(_marked(bank, check, given))
    return given


def _asked(estimator: "CheckedEstimator") -> tuple[str, ...]:
    """Return the checks that count as asked: an older quiz may have met others, which are gone."""
    return tuple(one.item for one in estimator.answered)


def _marked(bank: "Bank", check: "Check", given: Answers) -> "Answered":
    return bank.marked({check.id: given.checks[check.id]})[0]


def _item(check: "Check", seed: int) -> Item:
    """Return a check as something to ask; the options' values name their place in the file, not on the screen."""
    from mlcareer.core.adaptive import shown_order

    choices = [Choice(f"option{number}", check.options[number - 1]) for number in shown_order(check, seed)]
    return Item(f"{CHECK}{check.id}", check.stem, (*choices, Choice(NONE, NO_IDEA)), at=NONE)
