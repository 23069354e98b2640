"""Placement from ratings and knowledge checks: a posterior over rung, rating bias and area levels; the next check.

The model. A person stands at x on the ladder and rates with a bias b that all their ratings share, in area levels. An
area's level is the target at x plus a deviation e. A rating is a graded response (Samejima 1969, normal ogive) to
level + b; a check is a three-parameter logistic item (Birnbaum, in Lord & Novick, "Statistical Theories of Mental Test
Scores", 1968) on the level, with the expert's difficulty and a share that is guessed. "I don't know" counts as wrong.
Everything is summed over a grid (Bock & Mislevy 1982), areas being independent given x and b.

The next check is the one whose answer is expected to tell most about the rung (mutual information: Lindley, "On a
measure of the information provided by an experiment", Annals of Mathematical Statistics 27, 1956).
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from math import exp, log, log2, sqrt
from operator import mul
from typing import NamedTuple
from zlib import crc32

from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.knowledge import Answered, Bank, Check
from mlcareer.core.posterior import MODEL, POSITIONS, nearest_rung, rating_probability, rung_chances
from mlcareer.core.skill import Area

BIASES = range(-16, 25, 4)
"""Rating bias in tenths of a level; levels are counted in tenths so that tables can be sliced."""
DEVIATIONS = range(-20, 21, 4)
"""An area's deviation from its target, in tenths of a level."""
SLOPE = 1.2
"""How steeply the chance of knowing rises with the level, per level; below the true one, as experts err."""
SOFT_SLOPE = 0.6
"""Share of SLOPE where situations are judged rather than facts known."""
SOFT_AREAS = ("communication", "leadership")
GUESSED = 0.2
"""Share of right answers among those who do not know; below 1/4, as some say so."""
BIAS_MEAN, BIAS_SD = 0.35, 0.6
MOST_PER_AREA = 4
NEAR_BEST = 0.05
"""Checks that tell nearly as much as the best, by this share, are drawn by lot: no item is shown to everybody."""
OFFSET = 80
"""Place of level 0 in the tables, which reach from 8 levels below to 16 above."""
TABLE = range(-OFFSET, 2 * OFFSET)
Rows = list[list[float]]
_RUNGS = [nearest_rung(x) for x in POSITIONS]
OF_RUNG = tuple(slice(_RUNGS.index(k), _RUNGS.index(k) + _RUNGS.count(k)) for k in sorted(set(_RUNGS)))
"""The stretch of the grid that belongs to each rung."""


class Mode(NamedTuple):
    """How long the quiz checks: `fewest` and `most` checks, and how sure of the rung (0-1) it must be to stop."""

    name: str
    fewest: int
    most: int
    sure: float


QUICK, STANDARD, DEEP = Mode("quick", 0, 0, 0.0), Mode("standard", 6, 24, 0.80), Mode("deep", 6, 40, 0.88)
MODES = {mode.name: mode for mode in (QUICK, STANDARD, DEEP)}


class Sitting(NamedTuple):
    """One person's quiz so far: ratings, the ids of checks asked, and the seed that draws among equals."""

    mode: Mode
    ratings: Mapping[str, int]
    asked: Sequence[str]
    seed: int


class CheckedEstimator:
    """One person's prior and answered checks; ratings are given with each question, so that what-if is cheap."""

    def __init__(self, areas: Sequence[Area], start: float | None, answered: Sequence[Answered] = ()) -> None:
        self.areas = areas
        self._heights = {area.id: [round(10 * area.target_at(x)) for x in POSITIONS] for area in areas}
        spread = MODEL.prior_sd
        places = [0.0 if start is None else -0.5 * ((x - start) / spread) ** 2 for x in POSITIONS]
        biases = [-0.5 * ((b / 10 - BIAS_MEAN) / BIAS_SD) ** 2 for b in BIASES]
        self._prior = [[place + bias for bias in biases] for place in places]
        scatter = [exp(-0.5 * (e / 10 / MODEL.area_scatter) ** 2) for e in DEVIATIONS]
        total = sum(scatter)
        self._scatter = [share / total for share in scatter]
        self._curves: dict[int, list[float]] = {}
        self._knowing = {soft: _curve_of_knowing(SLOPE * (SOFT_SLOPE if soft else 1.0)) for soft in (False, True)}
        self._weights = {area.id: [self._scatter] * len(POSITIONS) for area in areas}
        self._tables: dict[tuple[str, int], Rows] = {}
        self._by_rung: dict[tuple[str, float], Rows] = {}
        for one in answered:
            self.answer(one)

    def answer(self, one: Answered) -> None:
        """Take in one answered check; of an area that was not rated it is left out."""
        if one.area not in self._weights:
            return
        rows = []
        for weights, known in zip(self._weights[one.area], self._known(one.area, one.difficulty), strict=True):
            chances = known if one.right else [1 - share for share in known]
            rows.append(list(map(mul, weights, chances)))
        self._weights[one.area] = rows
        self._tables = {key: table for key, table in self._tables.items() if key[0] != one.area}

    def joint(self, ratings: Mapping[str, int]) -> Rows:
        """Return the probability of each position and bias, summing to 1."""
        logs = self._prior
        for area, rating in sorted(ratings.items()):
            table = self._table(area, rating)
            logs = [[a + log(b) for a, b in zip(row, more, strict=True)] for row, more in zip(logs, table, strict=True)]
        highest = max(map(max, logs))
        masses = [[exp(value - highest) for value in row] for row in logs]
        total = sum(map(sum, masses))
        return [[mass / total for mass in row] for row in masses]

    def posterior(self, ratings: Mapping[str, int]) -> list[float]:
        """Return the probability of each grid position, summing to 1."""
        return [sum(row) for row in self.joint(ratings)]

    def bias(self, ratings: Mapping[str, int]) -> float:
        """Return by how many levels the ratings are expected to run above what the person can do."""
        return sum(mass * b / 10 for row in self.joint(ratings) for mass, b in zip(row, BIASES, strict=True))

    def area_masses(self, area: str, rating: int, joint: Rows) -> Rows:
        """Return the probability of each position and deviation of one area, from the joint posterior."""
        curve, rows = self._curve(rating), []
        first = OFFSET + BIASES[0]
        table = self._table(area, rating)
        for height, masses, totals, weights in zip(self._heights[area], joint, table, self._weights[area], strict=True):
            shares = [mass / total for mass, total in zip(masses, totals, strict=True)]
            starts = [first + height + e for e in DEVIATIONS]
            sums = [sum(map(mul, shares, curve[start : start + 41 : 4])) for start in starts]
            rows.append(list(map(mul, sums, weights)))
        return rows

    def levels(self, area: str, masses: Rows) -> list[tuple[float, float]]:
        """Return the possible levels of one area (0-5 and beyond) with their probabilities."""
        return [
            ((height + e) / 10, mass)
            for height, row in zip(self._heights[area], masses, strict=True)
            for e, mass in zip(DEVIATIONS, row, strict=True)
        ]

    def area_level(self, area: str, rating: int, joint: Rows) -> tuple[float, float]:
        """Return mean and standard deviation of the person's level in one area (0-5)."""
        found = self.levels(area, self.area_masses(area, rating, joint))
        mean = sum(level * mass for level, mass in found)
        variance = sum(mass * (level - mean) ** 2 for level, mass in found)
        return min(max(mean, float(LOWEST)), float(HIGHEST)), sqrt(variance)

    def shortfall(self, area: str, rating: int, joint: Rows, minimum: int) -> float:
        """Return how sure it is (0-1), from all answers, that the level in an area is below `minimum` less 0.5."""
        masses = self.area_masses(area, rating, joint)
        return min(1.0, sum(mass for level, mass in self.levels(area, masses) if level < minimum - 0.5))

    def tells(self, area: str, difficulty: float, masses: Rows, chances: Sequence[float]) -> float:
        """Return the information (bits) about the rung that a check of this difficulty is expected to bring."""
        known = self._known_by_rung(area, difficulty)
        right = [sum(map(mul, chain.from_iterable(masses[of]), rows)) for of, rows in zip(OF_RUNG, known, strict=True)]
        left = sum(chance * _entropy(share / chance) for share, chance in zip(right, chances, strict=True) if chance)
        return _entropy(sum(right)) - left

    def _table(self, area: str, rating: int) -> Rows:
        """Return the likelihood of an area's rating and checks at each position and bias."""
        table = self._tables.get((area, rating))
        if table is None:
            curve, table = self._curve(rating), []
            for height, weights in zip(self._heights[area], self._weights[area], strict=True):
                starts = [OFFSET + height + bias for bias in BIASES]
                table.append([sum(map(mul, curve[at - 20 : at + 21 : 4], weights)) for at in starts])
            self._tables[area, rating] = table
        return table

    def _curve(self, rating: int) -> list[float]:
        if rating not in self._curves:
            self._curves[rating] = [rating_probability(rating, z / 10, MODEL.rating_noise) + 1e-6 for z in TABLE]
        return self._curves[rating]

    def _known_by_rung(self, area: str, difficulty: float) -> Rows:
        """Return the same for each rung in one row; what only the pack decides is computed once."""
        if (area, difficulty) not in self._by_rung:
            known = self._known(area, difficulty)
            self._by_rung[area, difficulty] = [list(chain.from_iterable(known[of])) for of in OF_RUNG]
        return self._by_rung[area, difficulty]

    def _known(self, area: str, difficulty: float) -> Rows:
        """Return the chance of a right answer at each position and deviation."""
        curve, easier = self._knowing[area in SOFT_AREAS], OFFSET - round(10 * difficulty)
        return [curve[easier + height - 20 : easier + height + 21 : 4] for height in self._heights[area]]


def next_check(estimator: CheckedEstimator, bank: Bank, sitting: Sitting) -> Check | None:
    """Return the check to ask next, None where it is time to stop: sure enough, the most asked, or nothing left.

    Deterministic; about 20 milliseconds in plain Python.
    """
    mode, ratings, asked, seed = sitting
    joint = estimator.joint(ratings)
    chances = rung_chances([sum(row) for row in joint])
    if len(asked) >= mode.most or (len(asked) >= mode.fewest and max(chances) >= mode.sure):
        return None
    worth: list[tuple[float, list[Check]]] = []
    for part in bank.areas:
        open_ = [check for check in part.checks if check.id not in asked]
        if part.area not in ratings or len(part.checks) - len(open_) >= MOST_PER_AREA:
            continue
        masses = estimator.area_masses(part.area, ratings[part.area], joint)
        for difficulty in sorted({check.difficulty for check in open_}):
            alike = [check for check in open_ if check.difficulty == difficulty]
            worth.append((estimator.tells(part.area, difficulty, masses, chances), alike))
    if not worth:
        return None
    best = max(bits for bits, _ in worth)
    near = [check for bits, alike in worth if bits >= best * (1 - NEAR_BEST) for check in alike]
    return min(near, key=lambda check: _lot(f"{seed}:{len(asked)}:{check.id}"))


def shown_order(check: Check, seed: int) -> tuple[int, ...]:
    """Return the options (counted from 1) in the order to show them: shuffled by the seed unless they are ordered."""
    order = range(1, len(check.options) + 1)
    return tuple(order if check.ordered else sorted(order, key=lambda number: _lot(f"{seed}:{check.id}:{number}")))


def _lot(ticket: str) -> int:
    """Return a number that is as good as drawn for this ticket; checksums of near texts are near, so it is mixed."""
    return crc32(crc32(ticket.encode()).to_bytes(4, "big")[::-1] + ticket.encode()) * 2654435761 % 2**32


def _curve_of_knowing(slope: float) -> list[float]:
    return [GUESSED + (1 - GUESSED) / (1 + exp(-slope * z / 10)) for z in TABLE]


def _entropy(share: float) -> float:
    if not 0 < share < 1:
        return 0.0
    return -share * log2(share) - (1 - share) * log2(1 - share)
