"""Simulated people with a known place on the ladder: how they rate themselves, what they know, what they answer.

The respondents are those of the field's literature on self-ratings: a person's areas scatter around the targets of
their rung, they share one bias, and every rating carries noise; what they know differs a little from what they can do.
"mid" and "harsh" differ in how large bias and noise are; harsh is the size that the meta-analyses found.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.checked_posterior import SOFT_AREAS
from mlcareer.core.knowledge import Bank
from mlcareer.core.skill import Area


class Case(NamedTuple):
    """How people rate: mean and spread of their bias, and the noise of one rating, in area levels.

    `guess` is the share of right answers (0-1) to checks that they do not know.
    """

    bias_mean: float
    bias_sd: float
    noise: float
    guess: float = 0.15


MID, HARSH = Case(0.40, 0.50, 0.8), Case(0.60, 1.20, 1.6)
GUESSER = 0.25
"""The guess of people who never say that they do not know: one of four options."""
SCATTER, KNOWLEDGE = 0.7, 0.4
"""How far an area's level lies from its target, and knowledge from the level."""
SLOPE, SLOPE_SPREAD, SOFT = 1.6, 0.25, 0.6
"""A check's real slope a level, its spread (of the logarithm), and the share of it where situations are judged."""
MISJUDGED = 0.4
"""How far a check's real difficulty lies from the expert's."""


class People(NamedTuple):
    """A panel: `ratings` by person and area, `right` by person and item, as answered if asked."""

    position: NDArray[np.float64]
    ratings: NDArray[np.int64]
    right: NDArray[np.bool_]

    @property
    def rung(self) -> NDArray[np.int64]:
        """The rung (1-5) nearest to each position; halves go up."""
        rungs: NDArray[np.int64] = np.clip(np.floor(self.position + 0.5).astype(int), 1, 5)
        return rungs


def at_centres(count: int) -> list[float]:
    """Return `count` positions on each of the five rungs."""
    return [float(rung) for rung in range(1, 6) for _ in range(count)]


def evenly_spread(count: int, seed: int) -> list[float]:
    """Return 5 x `count` positions spread evenly from 0.5 to 5.5."""
    return list(np.random.default_rng(seed).uniform(0.5, 5.5, 5 * count))


def simulated(
    positions: Sequence[float],
    case: Case,
    areas: Sequence[Area],
    bank: Bank,
    seed: int,
    sitting: int = 0,
    bank_seed: int | None = None,
) -> People:
    """Return the people at these positions: person i is drawn from seed + i, the answers from that and the sitting.

    How the expert misjudged an item is drawn anew for each person, or, with a `bank_seed`, once for everybody.
    """
    of_area = [
        next(number for number, area in enumerate(areas) if area.id == part.area)
        for part in bank.areas
        for _ in part.checks
    ]
    difficulty = np.array([check.difficulty for part in bank.areas for check in part.checks])
    soft = np.array([SOFT if areas[number].id in SOFT_AREAS else 1.0 for number in of_area])
    ratings, right = [], []
    for number, position in enumerate(positions):
        person = np.random.default_rng(seed + number)
        answers = np.random.default_rng((seed + number, 1 + sitting))  # 1: numpy reads (n, 0) as n
        level = np.array([area.target_at(position) for area in areas]) + person.normal(0, SCATTER, len(areas))
        known = level + person.normal(0, KNOWLEDGE, len(areas))
        said = level + person.normal(case.bias_mean, case.bias_sd) + answers.normal(0, case.noise, len(areas))
        ratings.append(np.clip(np.floor(said + 0.5), LOWEST, HIGHEST).astype(int))
        errors = answers if bank_seed is None else np.random.default_rng((bank_seed, 1))
        slope = SLOPE * np.exp(errors.normal(0, SLOPE_SPREAD, len(difficulty))) * soft
        above = known[of_area] - difficulty - errors.normal(0, MISJUDGED, len(difficulty))
        right.append(answers.random(len(difficulty)) < case.guess + (1 - case.guess) / (1 + np.exp(-slope * above)))
    return People(np.array(positions), np.array(ratings), np.array(right))
