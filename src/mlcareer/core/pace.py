"""How fast a person works against the hours of the pack, from the hours they say they spent, and how sure that is.

The model: the hours a step takes are its likely hours times the person's pace times the step's own luck, both
lognormal. Before anything is known the two share the spread of the pack's band evenly: its high end, +60 %, is read as
the 90 % point. Each step with hours spent then narrows the pace: the conjugate normal update on the logarithm (Gelman
et al., Bayesian Data Analysis, 3rd edition, section 2.5).
"""

from collections.abc import Iterable
from math import erf, exp, fsum, log, sqrt
from typing import NamedTuple

from mlcareer.core.skill import HOURS_HIGH

Z80, Z90 = 0.8416, 1.2816
"""The standard normal's 80 % and 90 % points."""
SPREAD = log(HOURS_HIGH) / Z90
"""Standard deviation of the logarithm of one step's hours, before anything is known of the person."""
OWN = SPREAD / sqrt(2)
"""The part of it that is the step's own luck; the other half is the person's pace."""
LEAST_RATIO, MOST_RATIO = 0.25, 4.0
"""Hours spent over hours in the pack, as far as one step may pull: a slip of the keys is no pace."""


class Pace(NamedTuple):
    """Hours the person takes for one hour of the pack: the median, the spread of its logarithm, from how many steps."""

    factor: float
    spread: float
    steps: int


def pace(spent: Iterable[tuple[float, float]]) -> Pace:
    """Return the pace from pairs of hours spent and hours in the pack; 1 where there are none."""
    logs = [log(min(max(taken / likely, LEAST_RATIO), MOST_RATIO)) for taken, likely in spent if likely > 0]
    variance = OWN**2  # of the pace beforehand, and of one step around it: the same
    left = variance / (1 + len(logs))
    return Pace(exp(fsum(logs) / (1 + len(logs))), sqrt(left), len(logs))


def late_factor(pace_: Pace, hours: float, squares: float) -> float:
    """Return by what to multiply likely hours to reach the hours that suffice in four cases of five.

    `hours` is the sum of the steps' hours, `squares` that of their squares: more steps even out their luck.
    """
    share = squares / hours**2 if hours else 1.0
    return exp(_drift(share) + Z80 * _deviation(pace_, share))


def chance_within(pace_: Pace, hours: float, squares: float, available: float) -> float:
    """Return the probability that steps of so many likely hours take no more than those available (0 to 1)."""
    if hours <= 0:
        return 1.0
    if available <= 0:
        return 0.0
    share = squares / hours**2
    distance = (log(available / hours) - _drift(share)) / _deviation(pace_, share)
    return 0.5 * (1 + erf(distance / sqrt(2)))


def _drift(share: float) -> float:
    """Return by how much the median of a sum lies above the sum of medians (logarithm): overruns outweigh underruns."""
    return OWN**2 / 2 * (1 - share)


def _deviation(pace_: Pace, share: float) -> float:
    return sqrt(pace_.spread**2 + OWN**2 * share)
