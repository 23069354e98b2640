"""The posterior over the ladder, given ratings and knowledge checks: rung, rating habit and area levels at once.

The model. A person stands at x on the ladder and rates in a habit of their own: a bias that all their ratings share, in
area levels, and a noise, small or large. An area's level is the target at x plus a deviation e. A rating is a graded
response (Samejima 1969, normal ogive) to level + bias; a check is a three-parameter logistic item (Birnbaum, in Lord &
Novick, "Statistical Theories of Mental Test Scores", 1968) on the level, with the expert's difficulty and a share that
is guessed. "I don't know" counts as wrong. Everything is summed over a grid (Bock & Mislevy 1982), areas being
independent given x and the habit.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import chain
from math import exp, log, log2, sqrt
from operator import add, mul
from typing import NamedTuple

from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.knowledge import Answered
from mlcareer.core.level import RUNGS
from mlcareer.core.posterior import MODEL, rating_probability
from mlcareer.core.skill import Area


class Habit(NamedTuple):
    """How people of a kind rate themselves: noise of one rating, mean and spread of the bias, in area levels.

    `share` is how many of all who take the quiz are of this kind (0-1); our own estimate.
    """

    noise: float
    bias_mean: float
    bias_sd: float
    share: float


HABITS = (Habit(0.9, 0.4, 0.5, 0.8), Habit(1.6, 0.6, 1.2, 0.2))
"""Careful raters, and raters whose words agree with what they can do as loosely as the meta-analyses found (r 0.3)."""
PER_RUNG = 5
POSITIONS = tuple(round(0.6 + 0.2 * k, 1) for k in range(PER_RUNG * len(RUNGS)))
"""The grid: five points a rung, so that no rung is favoured."""
OF_RUNG = tuple(slice(start, start + PER_RUNG) for start in range(0, len(POSITIONS), PER_RUNG))
"""The stretch of the grid that belongs to each rung."""
STRIDE = 4
"""Step of bias and deviation; levels are counted in tenths, so that a likelihood is a slice of one table."""
BIASES = range(-16, 29, STRIDE)
"""Rating bias, in tenths of a level."""
DEVIATIONS = range(-20, 21, STRIDE)
"""An area's deviation from its target, in tenths of a level."""
SCATTER = 0.8
"""How far what a person knows in an area lies from the target, in levels: skill 0.7, knowledge 0.4 around it."""
SLOPE = 1.5
"""How steeply the chance of knowing rises with the level, per level; an expert's estimate, as are difficulties."""
SOFT_SLOPE = 0.6
"""Share of SLOPE where situations are judged rather than facts known."""
SOFT_AREAS = ("communication", "leadership")
GUESSED = 0.17
"""Share of right answers among those who do not know; below 1/4, as some say so."""
OFFSET = 80
"""Place of level 0 in the tables, which reach from 8 levels below to 16 above."""
TABLE = range(-OFFSET, 2 * OFFSET)
Rows = list[list[float]]


class CheckedEstimator:
    """One person's prior and answered checks; ratings are given with each question, so that what-if is cheap.

    The hypotheses about a person's habit are numbered: for each of HABITS in turn, each of BIASES.
    """

    def __init__(self, areas: Sequence[Area], start: float | None, answered: Sequence[Answered] = ()) -> None:
        self.areas = areas
        self._heights = {area.id: [round(10 * area.target_at(x)) for x in POSITIONS] for area in areas}
        spread = MODEL.prior_sd
        places = [0.0 if start is None else -0.5 * ((x - start) / spread) ** 2 for x in POSITIONS]
        habits = [log(share) for habit in HABITS for share in bias_shares(habit)]
        self._prior = [[place + habit for habit in habits] for place in places]
        scatter = [exp(-0.5 * (e / 10 / SCATTER) ** 2) for e in DEVIATIONS]
        total = sum(scatter)
        self._scatter = [share / total for share in scatter]
        self._curves: dict[int, list[list[float]]] = {}
        self._knowing = {soft: _curve_of_knowing(SLOPE * (SOFT_SLOPE if soft else 1.0)) for soft in (False, True)}
        self.answered: tuple[Answered, ...] = ()
        self._weights = {area.id: [self._scatter] * len(POSITIONS) for area in areas}
        self._tables: dict[tuple[str, int | None], Rows] = {}
        self._by_rung: dict[tuple[str, float], Rows] = {}
        for one in answered:
            self.answer(one)

    def answer(self, one: Answered) -> None:
        """Take in one answered check; of an area that this estimator does not know it is left out."""
        if one.area not in self._weights:
            return
        self.answered = (*self.answered, one)
        self._weights[one.area] = self._with(self._weights[one.area], one)
        self._tables = {key: table for key, table in self._tables.items() if key[0] != one.area}

    def instead(self, answered: Sequence[Answered], area: str) -> "CheckedEstimator":
        """Return the estimator as it would be had these checks been answered, which differ in one area only."""
        other = copy(self)
        other.answered = tuple(answered)
        weights = [self._scatter] * len(POSITIONS)
        for one in answered:
            if one.area == area:
                weights = self._with(weights, one)
        other._weights = {**self._weights, area: weights}  # noqa: SLF001  # another of its own kind
        other._tables = {key: table for key, table in self._tables.items() if key[0] != area}  # noqa: SLF001
        return other

    def joint(self, ratings: Mapping[str, int]) -> Rows:
        """Return the probability of each position and habit, summing to 1."""
        logs = self._prior
        checked = {one.area for one in self.answered}
        for area in sorted({*ratings, *checked}):  # sorted: rounding must not depend on the order of the answers
            logs = _added(logs, self._table(area, ratings.get(area)))
        highest = max(map(max, logs))
        masses = [[exp(value - highest) for value in row] for row in logs]
        total = sum(map(sum, masses))
        return [[mass / total for mass in row] for row in masses]

    def posterior(self, ratings: Mapping[str, int]) -> list[float]:
        """Return the probability of each grid position, summing to 1."""
        return [sum(row) for row in self.joint(ratings)]

    def mean(self, ratings: Mapping[str, int]) -> float:
        """Return the mean position, in rungs."""
        return sum(x * mass for x, mass in zip(POSITIONS, self.posterior(ratings), strict=True))

    def area_masses(self, area: str, rating: int, joint: Rows) -> Rows:
        """Return the probability of each position and deviation of one area, from the joint posterior."""
        curves, rows = self._curve(rating), []
        first, reach = OFFSET + BIASES[0], len(BIASES) * STRIDE
        table = self._table(area, rating)
        for height, masses, logs, weights in zip(self._heights[area], joint, table, self._weights[area], strict=True):
            shares = [mass / exp(value) for mass, value in zip(masses, logs, strict=True)]
            of_habit = [shares[at : at + len(BIASES)] for at in range(0, len(shares), len(BIASES))]
            sums = []
            for e in DEVIATIONS:
                start = first + height + e
                parts = zip(of_habit, curves, strict=True)
                sums.append(sum(sum(map(mul, part, curve[start : start + reach : STRIDE])) for part, curve in parts))
            rows.append(list(map(mul, sums, weights)))
        return rows

    def levels(self, area: str, masses: Rows) -> list[tuple[float, float]]:
        """Return the possible levels of one area (0-5 and beyond) with their probabilities."""
        return [
            ((height + e) / 10, mass)
            for height, row in zip(self._heights[area], masses, strict=True)
            for e, mass in zip(DEVIATIONS, row, strict=True)
        ]

    def area_level(self, area: str, masses: Rows) -> tuple[float, float]:
        """Return mean and standard deviation of the person's level in one area (0-5), from its masses."""
        found = self.levels(area, masses)
        mean = sum(level * mass for level, mass in found)
        variance = sum(mass * (level - mean) ** 2 for level, mass in found)
        return min(max(mean, float(LOWEST)), float(HIGHEST)), sqrt(variance)

    def shortfall(self, area: str, masses: Rows, minimum: int) -> float:
        """Return how sure it is (0-1), from all answers, that the level in an area is below `minimum` less 0.5."""
        return min(1.0, sum(mass for level, mass in self.levels(area, masses) if level < minimum - 0.5))

    def tells(self, area: str, difficulty: float, masses: Rows, chances: Sequence[float]) -> float:
        """Return the information (bits) about the rung that a check of this difficulty is expected to bring."""
        known = self._known_by_rung(area, difficulty)
        right = [sum(map(mul, chain.from_iterable(masses[of]), rows)) for of, rows in zip(OF_RUNG, known, strict=True)]
        left = sum(chance * _entropy(share / chance) for share, chance in zip(right, chances, strict=True) if chance)
        return max(0.0, _entropy(sum(right)) - left)

    def _with(self, weights: Rows, one: Answered) -> Rows:
        """Return the weights of an area's deviations once one more check is answered."""
        rows = []
        for row, known in zip(weights, self._known(one.area, one.difficulty), strict=True):
            chances = known if one.right else [1 - share for share in known]
            rows.append(list(map(mul, row, chances)))
        return rows

    def _table(self, area: str, rating: int | None) -> Rows:
        """Return the log-likelihood of an area's rating, if it has one, and checks at each position and habit."""
        table = self._tables.get((area, rating))
        if table is None:
            table = self._tables[area, rating] = self._likelihood(area, rating, self._weights[area])
        return table

    def _likelihood(self, area: str, rating: int | None, area_weights: Rows) -> Rows:
        low, high = OFFSET + DEVIATIONS[0], OFFSET + DEVIATIONS[-1] + 1
        curves, table = self._curve(rating), []
        for height, weights in zip(self._heights[area], area_weights, strict=True):
            row = []
            for curve in curves:
                for bias in BIASES:
                    at = height + bias
                    row.append(log(sum(map(mul, curve[at + low : at + high : STRIDE], weights))))
            table.append(row)
        return table

    def _curve(self, rating: int | None) -> list[list[float]]:
        """Return for each habit the chance of this rating along the table of levels; 1 where none was given."""
        if rating is None:
            return [[1.0] * len(TABLE) for _ in HABITS]
        if rating not in self._curves:
            self._curves[rating] = [
                [rating_probability(rating, z / 10, habit.noise) + 1e-6 for z in TABLE] for habit in HABITS
            ]
        return self._curves[rating]

    def _known_by_rung(self, area: str, difficulty: float) -> Rows:
        """Return the chance of a right answer, each rung's positions and deviations in one row; computed once."""
        if (area, difficulty) not in self._by_rung:
            known = self._known(area, difficulty)
            self._by_rung[area, difficulty] = [list(chain.from_iterable(known[of])) for of in OF_RUNG]
        return self._by_rung[area, difficulty]

    def _known(self, area: str, difficulty: float) -> Rows:
        """Return the chance of a right answer at each position and deviation."""
        curve, easier = self._knowing[area in SOFT_AREAS], OFFSET - round(10 * difficulty)
        low, high = easier + DEVIATIONS[0], easier + DEVIATIONS[-1] + 1
        return [curve[low + height : high + height : STRIDE] for height in self._heights[area]]


def rung_chances(joint: Rows) -> list[float]:
    """Return the probability of each rung, lowest first."""
    return [sum(map(sum, joint[of])) for of in OF_RUNG]


def bias_shares(habit: Habit) -> list[float]:
    """Return how probable each bias is together with the habit."""
    shares = [exp(-0.5 * ((b / 10 - habit.bias_mean) / habit.bias_sd) ** 2) for b in BIASES]
    total = sum(shares)
    return [habit.share * share / total for share in shares]


def _added(logs: Rows, more: Rows) -> Rows:
    return [list(map(add, row, extra)) for row, extra in zip(logs, more, strict=True)]


def _curve_of_knowing(slope: float) -> list[float]:
    return [GUESSED + (1 - GUESSED) / (1 + exp(-slope * z / 10)) for z in TABLE]


def _entropy(share: float) -> float:
    if not 0 < share < 1:
        return 0.0
    return -share * log2(share) - (1 - share) * log2(1 - share)
