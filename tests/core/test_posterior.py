"""The posterior: it sums to one, moves one way only, and knows that ratings share a bias."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from math import isclose, log, sqrt
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.posterior import (
    MODEL,
    POSITIONS,
    Estimator,
    mass_below,
    nearest_rung,
    rating_probability,
    rung_chances,
    shortfall,
)
from mlcareer.core.skill import SkillMap

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=50, deadline=None, database=None, phases=PHASES)
RATING = st.integers(0, 5)
FOURTEEN = st.lists(RATING, min_size=14, max_size=14)
START = st.floats(0.4, 5.6)
BETTER = st.tuples(FOURTEEN, st.integers(0, 13), st.integers(1, 5)).map(
    lambda case: (case[0], [min(r + case[2], 5) if n == case[1] else r for n, r in enumerate(case[0])])
)
"""Fourteen ratings, and the same with one of them better."""
ROUNDING = 1e-9

PosteriorOf = Callable[..., list[float]]


@pytest.fixture(scope="module")
def estimator(skills: SkillMap) -> Callable[[float], Estimator]:
    """Return a way to make an estimator of all areas that starts somewhere."""
    return lambda start: Estimator(skills.areas, start)


@pytest.fixture(scope="module")
def posterior_of(skills: SkillMap, estimator: Callable[[float], Estimator]) -> PosteriorOf:
    """Return a way to get the posterior of fourteen ratings, from a start."""
    return lambda ratings, start=3.0: estimator(start).posterior(rated(skills, ratings))


def rated(skills: SkillMap, ratings: Sequence[int]) -> Mapping[str, int]:
    """Return one rating an area."""
    return {area.id: rating for area, rating in zip(skills.areas, ratings, strict=True)}


def above(masses: Sequence[float]) -> list[float]:
    """Return the mass from each place upwards."""
    return list(accumulate(reversed(masses)))[::-1]


def mean_and_spread(posterior: Sequence[float]) -> tuple[float, float]:
    """Return mean and standard deviation in rungs."""
    mean = sum(x * mass for x, mass in zip(POSITIONS, posterior, strict=True))
    return mean, sqrt(sum(mass * (x - mean) ** 2 for x, mass in zip(POSITIONS, posterior, strict=True)))


@LAWS
@given(FOURTEEN, START)
def test_posterior_sums_to_one(posterior_of: PosteriorOf, ratings: list[int], start: float):
    """Whatever is answered, the posterior and the chances of the rungs are probabilities that sum to 1."""
    posterior = posterior_of(ratings, start)
    assert min(posterior) >= 0
    assert isclose(sum(posterior), 1, abs_tol=ROUNDING)
    assert isclose(sum(rung_chances(posterior)), 1, abs_tol=ROUNDING)


@LAWS
@given(BETTER, START)
def test_better_rating_moves_mass_up(posterior_of: PosteriorOf, pair: tuple[list[int], list[int]], start: float):
    """A better rating never lowers the probability of standing above any position of the ladder."""
    before, after = (above(posterior_of(ratings, start)) for ratings in pair)
    assert all(late >= early - ROUNDING for early, late in zip(before, after, strict=True))


@LAWS
@given(FOURTEEN, START, START)
def test_higher_start_moves_mass_up(posterior_of: PosteriorOf, ratings: list[int], one: float, other: float):
    """A higher starting point never lowers the probability of standing above any position."""
    low, high = (above(posterior_of(ratings, start)) for start in sorted((one, other)))
    assert all(late >= early - ROUNDING for early, late in zip(low, high, strict=True))


@LAWS
@given(FOURTEEN, st.randoms(use_true_random=False))
def test_order_of_ratings_is_irrelevant_to_the_last_bit(
    skills: SkillMap, estimator: Callable[[float], Estimator], ratings: list[int], shuffler: Random
):
    """The order in which ratings arrive changes not one bit of the posterior."""
    answers = list(rated(skills, ratings).items())
    shuffled = shuffler.sample(answers, len(answers))
    person = estimator(3.0)
    assert person.posterior(dict(shuffled)) == person.posterior(dict(answers))


@pytest.mark.parametrize("start", [1.0, 2.4, 5.0])
def test_without_ratings_the_prior_stands(estimator: Callable[[float], Estimator], start: float):
    """Without ratings the posterior is the prior: most probable at the starting point."""
    posterior = estimator(start).posterior({})
    assert POSITIONS[posterior.index(max(posterior))] == pytest.approx(start, abs=0.05)


@given(st.floats(-1, 7), st.floats(0.3, 2))
@LAWS
def test_ratings_cover_all_outcomes(level: float, noise: float):
    """Around any level the six ratings' probabilities sum to 1."""
    assert isclose(sum(rating_probability(rating, level, noise) for rating in range(6)), 1, abs_tol=ROUNDING)


def test_no_rating_is_impossible(skills: SkillMap):
    """No rating has probability 0 anywhere on the ladder, so that no logarithm breaks."""
    noise = sqrt(MODEL.rating_noise**2 + MODEL.area_scatter**2)
    for area in skills.areas:
        for position in POSITIONS:
            for rating in range(6):
                assert rating_probability(rating, area.target_at(position) + MODEL.bias_mean, noise) > 0


@given(RATING, st.floats(-6, 11), st.floats(0.5, 2))
@LAWS
def test_scale_is_the_same_from_both_ends(rating: int, level: float, noise: float):
    """Seen from the other end of the scale a rating is as probable, far out in the tails too."""
    probability = rating_probability(rating, level, noise)
    assert probability > 0
    assert rating_probability(5 - rating, 5 - level, noise) == pytest.approx(probability, rel=1e-6)


@given(st.floats(-1, 7), st.integers(1, 4))
@LAWS
def test_middle_rating_is_likeliest_at_its_level(level: float, rating: int):
    """A rating of 1 to 4 is never likelier around another level than around its own."""
    assert rating_probability(rating, float(rating), 1.0) >= rating_probability(rating, level, 1.0)


def test_ratings_that_share_a_bias_tell_less(skills: SkillMap, estimator: Callable[[float], Estimator]):
    """Fourteen ratings leave more doubt than fourteen independent ones would."""
    ratings = rated(skills, [3] * 14)
    noise = sqrt(MODEL.rating_noise**2 + MODEL.area_scatter**2)
    logs = [-0.5 * ((x - 3.0) / MODEL.prior_sd) ** 2 for x in POSITIONS]
    for area in skills.areas:
        for number, position in enumerate(POSITIONS):
            logs[number] += log(rating_probability(3, area.target_at(position) + MODEL.bias_mean, noise))
    masses = [2.718281828459045 ** (weight - max(logs)) for weight in logs]
    independent = [mass / sum(masses) for mass in masses]
    assert mean_and_spread(estimator(3.0).posterior(ratings))[1] > 1.3 * mean_and_spread(independent)[1]


def test_more_ratings_leave_less_doubt(skills: SkillMap):
    """A person who rated all areas is placed more surely than one who rated a single area."""
    one = Estimator(skills.areas[:1], 3.0).posterior({skills.areas[0].id: 3})
    every = Estimator(skills.areas, 3.0).posterior(rated(skills, [3] * 14))
    assert mean_and_spread(every)[1] < mean_and_spread(one)[1]


@LAWS
@given(BETTER)
def test_better_rating_lowers_no_area(
    skills: SkillMap, estimator: Callable[[float], Estimator], pair: tuple[list[int], list[int]]
):
    """A better rating lowers the estimate of no area, and each estimate stays within 0 to 5."""
    person = estimator(3.0)
    before, after = (person.posterior(rated(skills, ratings)) for ratings in pair)
    for area, worse, better in zip(skills.areas, *pair, strict=True):
        low, low_spread = person.area_level(area.id, worse, before)
        high, high_spread = person.area_level(area.id, better, after)
        assert 0 <= low <= high + ROUNDING <= 5 + ROUNDING
        assert min(low_spread, high_spread) > 0


def test_every_rung_is_on_the_grid():
    """The grid ascends and each rung is one of its points."""
    assert all(low < high for low, high in pairwise(POSITIONS))
    assert {1.0, 2.0, 3.0, 4.0, 5.0} <= set(POSITIONS)


@pytest.mark.parametrize(
    ("position", "rung"), [(0.4, 1), (1.49, 1), (1.5, 2), (2.4, 2), (2.5, 3), (4.5, 5), (5.6, 5), (9.0, 5), (0.0, 1)]
)
def test_nearest_rung(position: float, rung: int):
    """Halves go up, and the ends of the ladder take what lies beyond them."""
    assert nearest_rung(position) == rung


def test_mass_below_is_the_normal_distribution():
    """mass_below agrees with the table of the standard normal, in both tails."""
    assert mass_below(0) == 0.5
    assert mass_below(1.2816) == pytest.approx(0.90, abs=1e-5)
    assert mass_below(-1.96) == pytest.approx(0.025, abs=1e-4)
    assert mass_below(-9) > 0


@LAWS
@given(RATING, RATING, st.integers(1, 5))
def test_shortfall_falls_with_the_rating(one: int, other: int, minimum: int):
    """The better the rating, the less sure a shortfall; the higher the minimum, the surer."""
    low, high = sorted((one, other))
    assert 0 <= shortfall(high, minimum) <= shortfall(low, minimum) <= 1
    assert shortfall(low, minimum) <= shortfall(low, minimum + 1)
