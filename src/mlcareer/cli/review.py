"""mlcareer quiz --result, --review, --compare: looking back at finished quizzes. Nothing is asked or saved."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.cli.context import library, profile
from mlcareer.cli.placed import placement_of
from mlcareer.core.record import Taken
from mlcareer.core.retake import retake_after
from mlcareer.errors import MlcareerError, WrongUsageError
from mlcareer.pack.library import Library
from mlcareer.render.output import show

if TYPE_CHECKING:
    from mlcareer.core.review import Review

COMPARED = 2
"""How many quizzes --compare needs."""


class Look(NamedTuple):
    """What is wanted of finished quizzes: the last one's result, what it missed, how it differs from the one before."""

    result: bool
    review: bool
    compare: bool


def look_back(look: Look, *, anew: Sequence[str], plain: bool, as_json: bool) -> None:
    """Show what is wanted of the finished quizzes.

    Raises WrongUsageError where it is two things, or where `anew` names an option that only a new quiz understands.
    """
    looks = [f"--{name}" for name, wanted in zip(look._fields, look, strict=True) if wanted]
    both = (*looks, *anew)[:2]
    if len(both) > 1:
        raise WrongUsageError(
            f"{both[0]} and {both[1]} do not go together",
            way_out=f"mlcareer quiz {both[0]} looks back at what is finished: leave {both[1]} out",
        )
    if look.result:
        _result(library(), as_json=as_json)
    elif look.review:
        _review(library(), plain=plain, as_json=as_json)
    else:
        _compare(library(), as_json=as_json)


def _result(pack: Library, *, as_json: bool) -> None:
    """Show the result of the last quiz as it reads with today's pack."""
    from mlcareer.core.placing import place_in_full

    latest = profile().record().latest
    if latest is None:
        raise MlcareerError("no quiz is finished yet", way_out="mlcareer quiz begins one: a quarter of an hour")
    bank = pack.checks() if latest.answers.checks else None
    found = place_in_full(latest.answers, pack.assessment(), pack.roadmap(), pack.skills().areas, bank)
    show("placement", found._replace(retake_after=retake_after(latest.on).isoformat()), as_json=as_json)


def _review(pack: Library, *, plain: bool, as_json: bool) -> None:
    """Show the missed checks of the last quiz: one by one at a terminal, else all at once."""
    from mlcareer.core.review import review
    from mlcareer.prompts.ask import has_terminal

    view = review(profile().record().latest, pack.checks(), pack.skills().areas, pack.check_passes())
    if as_json or len(view.missed) <= 1 or not (has_terminal() and sys.stdout.isatty()):
        show("review", view, as_json=as_json)
    else:
        _walk_through(view, plain=plain)


def _compare(pack: Library, *, as_json: bool) -> None:
    """Show the last finished quiz beside the one before."""
    from mlcareer.core.comparison import compare

    finished = profile().finished(COMPARED)
    if len(finished) < COMPARED:
        so_far = f"one quiz, of {finished[0].day}, is finished" if finished else "no quiz is finished yet"
        raise MlcareerError(f"{so_far}, and a comparison needs two", way_out=_way_to_two(finished))
    now, then = ((taken, placement_of(pack, taken.answers)) for taken in finished)
    show("comparison", compare(then, now), as_json=as_json)


def _way_to_two(finished: Sequence[Taken]) -> str:
    if not finished:
        return "mlcareer quiz begins the first: a quarter of an hour"
    return f"mlcareer quiz takes the second; it says most after {retake_after(finished[0].on).isoformat()}"


def _walk_through(view: "Review", *, plain: bool) -> None:
    """Show one missed check after the other, as long as the person goes on."""
    from mlcareer.prompts.ask import prompter

    prompts = prompter(plain=plain, instead="")
    show("review", view, as_json=False, look="head")
    for item in view.missed:
        show("review", item, as_json=False, look="missed")
        left = len(view.missed) - item.number
        if left and not prompts.go_on(f"Enter: the next one ({left} left); q: stop"):
            break
    show("review", view, as_json=False, look="end")
