"""The posterior over the ladder, given self-ratings: Bayes on a grid, calibrated for a bias that all ratings share.

One rating. A person stands at x on the ladder (rung units). An area's level scatters around its target t(x) at that
rung, and the rating scatters around the level plus the bias people have on average, so that a rating r has probability
P(r - 0.5 < t(x) + bias + noise < r + 0.5): the graded-response form of Samejima ("Estimation of latent ability using a
response pattern of graded scores", Psychometrika Monograph 17, 1969) with a normal ogive, on a grid of positions (Bock
& Mislevy, "Adaptive EAP estimation of ability in a microcomputer environment", Applied Psychological Measurement 6,
1982).

All of them. A person's own bias lies in every rating, so fourteen ratings tell less than fourteen independent ones
would. Their log-likelihoods are therefore added up and scaled by the ratio of Godambe information to Fisher
information: a calibrated composite likelihood (Pauli, Racugno & Ventura, "Bayesian composite marginal likelihoods",
Statistica Sinica 21, 2011).

Why not one bias parameter in the grid. That posterior is sharper under its own assumptions, but it lets a better
answer lower the level: in an area whose target hardly rises, a higher rating is best explained by more bias, which
discounts all the others. Here every rating moves the posterior by a monotone likelihood ratio with a scale that does
not depend on the ratings, so a better answer never lowers the level. docs/placement.md has the argument and figures.
"""

from collections.abc import Mapping, Sequence
from math import erfc, exp, log, sqrt
from typing import NamedTuple

from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.level import RUNGS
from mlcareer.core.skill import Area

POSITIONS = tuple(round(0.4 + 0.1 * k, 1) for k in range(53))
"""The grid; every rung is one of its points, so that a target is linear between neighbours."""


class Model(NamedTuple):
    """The parameters, in area levels but for the prior's spread, which is in rungs; our own estimates.

    `area_scatter` is how far areas lie from their targets among people of one rung; `area_unevenness` is the same among
    all who take the quiz, many of whom come from neighbouring jobs and are strong in a few areas. `level_mean` and
    `level_sd` are what is assumed of anybody's level in one area before they rate it.
    """

    bias_mean: float = 0.4
    bias_sd: float = 0.6
    rating_noise: float = 0.8
    area_scatter: float = 0.7
    area_unevenness: float = 1.0
    prior_sd: float = 1.3
    level_mean: float = 2.5
    level_sd: float = 1.5


MODEL = Model()


class Estimator:
    """One person's prior and the areas they rated, with the tables that make what-if questions cheap."""

    def __init__(self, areas: Sequence[Area], start: float) -> None:
        self.areas = areas
        self._prior = [-0.5 * ((x - start) / MODEL.prior_sd) ** 2 for x in POSITIONS]
        self._targets = {area.id: tuple(area.target_at(x) for x in POSITIONS) for area in areas}
        self._scales = self._information_ratios()
        self._tables: dict[tuple[str, int], list[float]] = {}

    def posterior(self, ratings: Mapping[str, int]) -> list[float]:
        """Return the probability of each grid position, summing to 1."""
        weights = self._prior
        for area, rating in sorted(ratings.items()):  # sorted: rounding must not depend on the order of the answers
            weights = [so_far + gain for so_far, gain in zip(weights, self._table(area, rating), strict=True)]
        highest = max(weights)
        masses = [exp(weight - highest) for weight in weights]
        total = sum(masses)
        return [mass / total for mass in masses]

    def area_level(self, area: str, rating: int, posterior: Sequence[float]) -> tuple[float, float]:
        """Return mean and standard deviation of the person's level in one area (0-5).

        At each position the rating, with noise and bias, is weighed against the target with its scatter, both taken as
        normal; the result is mixed over the posterior.
        """
        from_target, from_rating = 1 / MODEL.area_unevenness**2, 1 / (MODEL.rating_noise**2 + MODEL.bias_sd**2)
        variance = 1 / (from_target + from_rating)
        seen = (rating - MODEL.bias_mean) * from_rating
        means = [(target * from_target + seen) * variance for target in self._targets[area]]
        mean = sum(mass * level for mass, level in zip(posterior, means, strict=True))
        spread = sum(mass * (level - mean) ** 2 for mass, level in zip(posterior, means, strict=True))
        return min(max(mean, float(LOWEST)), float(HIGHEST)), sqrt(variance + spread)

    def _table(self, area: str, rating: int) -> list[float]:
        """Return what a rating adds to the log-posterior at each position, 0 at the first."""
        table = self._tables.get((area, rating))
        if table is None:
            noise = sqrt(MODEL.rating_noise**2 + MODEL.area_scatter**2)
            logs = [log(rating_probability(rating, t + MODEL.bias_mean, noise)) for t in self._targets[area]]
            table = [0.0]
            for scale, before, after in zip(self._scales, logs, logs[1:], strict=False):
                table.append(table[-1] + scale * (after - before))
            self._tables[area, rating] = table
        return table

    def _information_ratios(self) -> list[float]:
        """Return, between neighbouring positions, how much of the independent ratings' information is really there.

        Fisher information over the variance of the score when all ratings share a bias; the variances of noise,
        scatter and rounding (1/12) add up for one rating.
        """
        single = MODEL.rating_noise**2 + MODEL.area_scatter**2 + 1 / 12
        ratios = []
        for k in range(len(POSITIONS) - 1):
            rises = [self._targets[area.id][k + 1] - self._targets[area.id][k] for area in self.areas]
            squares = sum(rise * rise for rise in rises)
            shared = MODEL.bias_sd**2 * sum(rises) ** 2
            ratios.append(squares * single / (squares * single + shared) if squares else 0.0)
        return ratios


def rung_chances(posterior: Sequence[float]) -> list[float]:
    """Return the mass of each rung, lowest first; the ladder's ends take what lies beyond them."""
    chances = [0.0] * len(RUNGS)
    for position, mass in zip(POSITIONS, posterior, strict=True):
        chances[nearest_rung(position) - 1] += mass
    return chances


def rating_probability(rating: int, level: float, noise: float) -> float:
    """Return the probability of `rating` where ratings scatter around `level`; the scale's ends are open."""
    low = (rating - 0.5 - level) / noise if rating > LOWEST else -40.0
    high = (rating + 0.5 - level) / noise if rating < HIGHEST else 40.0
    if low > 0:  # the same mass seen from the other tail, where no digits are lost
        low, high = -high, -low
    return mass_below(high) - mass_below(low)


def shortfall(rating: int, minimum: int) -> float:
    """Return how sure it is, from one rating alone, that the level behind it is below `minimum` less 0.5.

    The rating less the mean bias is weighed against what is assumed of anybody, both as normals.
    """
    from_prior, from_rating = 1 / MODEL.level_sd**2, 1 / (MODEL.rating_noise**2 + MODEL.bias_sd**2)
    variance = 1 / (from_prior + from_rating)
    mean = (MODEL.level_mean * from_prior + (rating - MODEL.bias_mean) * from_rating) * variance
    return mass_below((minimum - 0.5 - mean) / sqrt(variance))


def nearest_rung(position: float) -> int:
    """Return the number (1-5) of the rung nearest a position; halves go up, the ends take what lies beyond."""
    return min(max(int(position + 0.5), 1), len(RUNGS))


def mass_below(z: float) -> float:
    """Return the standard normal's mass below z."""
    return 0.5 * erfc(-z / sqrt(2))
