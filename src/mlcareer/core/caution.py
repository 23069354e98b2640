"""Patterns of answers that fit somebody clicking through: they widen the result and are said, never held against it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from mlcareer.core.level import RUNGS

FEWEST_RATINGS = 10
"""Ratings below which no pattern is looked for."""
FEWEST_CHECKS = 6
"""Checks below which it says nothing that none was known."""
WILD_STEP = 3.0
"""Mean step between neighbouring ratings, in levels, from which they alternate; 1 to 2 is usual."""
DOUBT = 0.5
"""Share of the probability that such a pattern leaves open, spread evenly over the rungs; our own estimate."""


class Caution(StrEnum):
    """A pattern that makes a result less certain than its answers alone would say."""

    ALL_SAME = "all_same"
    ALTERNATING = "alternating"
    NO_IDEA = "no_idea"


def cautions(ratings: Sequence[int], checks: Mapping[str, int]) -> tuple[Caution, ...]:
    """Return the patterns found in the ratings, in the order asked, and the checks (item id: option, 0 for no idea)."""
    found = []
    if len(ratings) >= FEWEST_RATINGS:
        if len(set(ratings)) == 1:
            found.append(Caution.ALL_SAME)
        if sum(abs(b - a) for a, b in pairwise(ratings)) >= WILD_STEP * (len(ratings) - 1):
            found.append(Caution.ALTERNATING)
    if len(checks) >= FEWEST_CHECKS and not any(checks.values()):
        found.append(Caution.NO_IDEA)
    return tuple(found)


def widened(chances: Sequence[float], found: Sequence[Caution]) -> list[float]:
    """Return the chances of the rungs, with DOUBT spread over all where a pattern was found; the order stays."""
    doubt = DOUBT if found else 0.0
    return [(1 - doubt) * chance + doubt / len(RUNGS) for chance in chances]
