"""The posterior over the ladder, given self-ratings: a grid over position and claim.

The model. A person stands at x on the ladder (rung units) and, when rating themselves, answers as if they stood at
u = x + b; b is their bias. Each area's level scatters around its target at that rung, and a rating scatters around the
level, so that a rating r has probability P(r - 0.5 < t(u) + noise < r + 0.5): the graded-response form of Samejima
("Estimation of latent ability using a response pattern of graded scores", Psychometrika Monograph 17, 1969) with a
normal ogive. The posterior is computed on a grid (Bock & Mislevy, "Adaptive EAP estimation of ability in a
microcomputer environment", Applied Psychological Measurement 6, 1982).

Why b is in rung units. Every rating then speaks of u alone, with a monotone likelihood ratio, and x given u is
stochastically increasing because b's density is log-concave; so a better answer never lowers the level, whatever the
other answers are. With one bias in level units that is false: a better rating in an area whose target is flat would
only look like more bias. docs/placement.md has the argument and the simulation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, sqrt

from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.ladder import RUNGS
from mlcareer.core.skill import Area

POSITIONS = tuple(round(0.4 + 0.1 * k, 1) for k in range(53))
CLAIMS = tuple(round(-1.0 + 0.1 * k, 1) for k in range(87))
DEVIATIONS = tuple(-2.0 + 0.25 * k for k in range(17))

Grid = list[list[float]]


@dataclass(frozen=True, slots=True)
class Model:
    """The estimator's parameters: positions and bias in rungs, noise and scatter in area levels; our own estimates."""

    bias_mean: float = 0.43
    bias_sd: float = 0.73
    rating_noise: float = 0.8
    area_scatter: float = 0.7
    prior_sd: float = 1.3


MODEL = Model()


class Estimator:
    """One person's prior and the pack's areas, with the tables that make what-if questions cheap."""

    def __init__(self, areas: Sequence[Area], start: float) -> None:
        self.areas = areas
        self.targets = {area.id: tuple(area.target_at(min(claim, 6.0)) for claim in CLAIMS) for area in areas}
        self.prior: Grid = [
            [
                normal((x - start) / MODEL.prior_sd) * normal((u - x - MODEL.bias_mean) / MODEL.bias_sd)
                for u in CLAIMS
            ]
            for x in POSITIONS
        ]
        self._rung_prior = [[0.0] * len(CLAIMS) for _ in RUNGS]
        for x, row in zip(POSITIONS, self.prior, strict=True):
            rung = self._rung_prior[nearest_rung(x) - 1]
            rung[:] = [so_far + mass for so_far, mass in zip(rung, row, strict=True)]
        self._tables: dict[tuple[str, int], list[float]] = {}

    def evidence(self, ratings: Mapping[str, int]) -> list[float]:
        """Return the likelihood of the ratings at each claim u, up to a factor."""
        likelihood = [1.0] * len(CLAIMS)
        for area, rating in sorted(ratings.items()):  # sorted: rounding must not depend on the order of the answers
            likelihood = [so_far * p for so_far, p in zip(likelihood, self._table(area, rating), strict=True)]
        return likelihood

    def joint(self, ratings: Mapping[str, int]) -> Grid:
        """Return the posterior over (position, claim), summing to 1."""
        likelihood = self.evidence(ratings)
        joint = [[p * likely for p, likely in zip(row, likelihood, strict=True)] for row in self.prior]
        total = sum(map(sum, joint))
        return [[mass / total for mass in row] for row in joint]

    def chances(self, ratings: Mapping[str, int]) -> list[float]:
        """Return the posterior of each rung, lowest first, summing to 1."""
        likelihood = self.evidence(ratings)
        masses = [sum(p * likely for p, likely in zip(row, likelihood, strict=True)) for row in self._rung_prior]
        total = sum(masses)
        return [mass / total for mass in masses]

    def area_level(self, area: Area, rating: int, joint: Grid) -> tuple[float, float]:
        """Return mean and standard deviation of the person's level in one area, from the posterior and its rating."""
        shifts = [self._deviation(level, rating) for level in self.targets[area.id]]
        cells = [
            (mass, area.target_at(x) + mean, variance)
            for x, row in zip(POSITIONS, joint, strict=True)
            for mass, (mean, variance) in zip(row, shifts, strict=True)
        ]
        mean = sum(mass * level for mass, level, _ in cells)
        variance = sum(mass * ((level - mean) ** 2 + within) for mass, level, within in cells)
        return min(max(mean, float(LOWEST)), float(HIGHEST)), sqrt(variance)

    def _table(self, area: str, rating: int) -> list[float]:
        """Return the probability of a rating at each claim u."""
        table = self._tables.get((area, rating))
        if table is None:
            spread = sqrt(MODEL.rating_noise**2 + MODEL.area_scatter**2)
            table = [rating_probability(rating, level, spread) for level in self.targets[area]]
            self._tables[area, rating] = table
        return table

    def _deviation(self, level: float, rating: int) -> tuple[float, float]:
        """Return mean and variance of an area's deviation from its target, given the rating and the claimed level."""
        mass = [
            normal(e / MODEL.area_scatter) * rating_probability(rating, level + e, MODEL.rating_noise)
            for e in DEVIATIONS
        ]
        total = sum(mass)
        mean = sum(m * e for m, e in zip(mass, DEVIATIONS, strict=True)) / total
        return mean, sum(m * e * e for m, e in zip(mass, DEVIATIONS, strict=True)) / total - mean * mean


def rating_probability(rating: int, level: float, spread: float) -> float:
    """Return the probability that someone of area level `level` picks `rating`; the scale's ends are open."""
    low = (rating - 0.5 - level) / spread if rating > LOWEST else -40.0
    high = (rating + 0.5 - level) / spread if rating < HIGHEST else 40.0
    if low > 0:  # the same mass seen from the other tail, where no digits are lost
        low, high = -high, -low
    return mass_below(high) - mass_below(low)


def nearest_rung(position: float) -> int:
    """Return the number (1-5) of the rung nearest a position; halves go up, the ends take what lies beyond."""
    return min(max(int(position + 0.5), 1), len(RUNGS))


def mass_below(z: float) -> float:
    """Return the standard normal's mass below z."""
    return 0.5 * erfc(-z / sqrt(2))


def normal(z: float) -> float:
    """Return the standard normal's density at z, unscaled."""
    return exp(-0.5 * z * z)
