"""The pace: what hours spent say of the hours to come, against the same model computed by brute force."""

from collections.abc import Sequence
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import LAWS, NOON, Case

from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.pace import LEAST_RATIO, MOST_RATIO, OWN, SPREAD, Pace, chance_within, late_factor, pace
from mlcareer.core.skill import HOURS_HIGH

SPENT = st.lists(st.tuples(st.floats(0.5, 200), st.integers(1, 100).map(float)), max_size=12)
DRAWS = 20_000
FACTORS = [(), ((30.0, 20.0),), ((10.0, 20.0), (9.0, 12.0), (50.0, 90.0)), ((40.0, 20.0),) * 6]


def clipped(taken: float, likely: float) -> float:
    """Return the logarithm of one step's ratio, as far as it may pull."""
    return log(min(max(taken / likely, LEAST_RATIO), MOST_RATIO))


def test_nothing_spent_means_the_hours_of_the_pack():
    """Without hours said the pace is 1, and one step's late end the 80 % point of the pack's band."""
    assert pace([]) == Pace(1.0, pytest.approx(OWN), 0)
    assert chance_within(pace([]), 10, 100, 10 * HOURS_HIGH) == pytest.approx(0.9, abs=1e-4)
    assert late_factor(pace([]), 10, 100) == pytest.approx(exp(0.8416 * SPREAD))


@LAWS
@given(SPENT)
def test_update_is_that_of_a_grid(spent: Sequence[tuple[float, float]]):
    """Median and spread of the pace are those of prior times likelihood on a fine grid."""
    grid = np.linspace(-4, 4, 8001)
    weight = -(grid**2) / (2 * OWN**2)
    for taken, likely in spent:
        weight = weight - (clipped(taken, likely) - grid) ** 2 / (2 * OWN**2)
    chances = np.exp(weight - weight.max())
    chances /= chances.sum()
    mean = float((chances * grid).sum())
    found = pace(spent)
    assert log(found.factor) == pytest.approx(mean, abs=1e-6)
    assert found.spread == pytest.approx(float(np.sqrt((chances * (grid - mean) ** 2).sum())), rel=1e-6)
    assert found.steps == len(spent)


@LAWS
@given(SPENT, st.randoms(use_true_random=False))
def test_order_of_evidence_does_not_matter(spent: list[tuple[float, float]], shuffler: object):
    """Hours said in another order give the very same pace."""
    assert pace(shuffler.sample(spent, len(spent))) == pace(spent)  # type: ignore[attr-defined]


@LAWS
@given(SPENT, st.floats(0.5, 200))
def test_more_evidence_narrows_and_pulls(spent: list[tuple[float, float]], taken: float):
    """One more step narrows the pace, and moves it towards that step's own ratio, never past it."""
    before, after = pace(spent), pace([*spent, (taken, 20.0)])
    own = clipped(taken, 20.0)
    assert after.spread < before.spread
    assert abs(log(after.factor) - own) <= abs(log(before.factor) - own) + 1e-12
    assert (log(after.factor) - log(before.factor)) * (own - log(before.factor)) >= -1e-12


def test_a_slip_of_the_keys_is_no_pace():
    """A thousand hours for a step of ten count as a hundred, none as one; a step of no hours says nothing."""
    assert pace([(1000.0, 10.0)]) == pace([(100.0, 10.0)])
    assert pace([(0.0, 10.0)]) == pace([(1.0, 10.0)])
    assert pace([(5.0, 0.0)]) == pace([])


@LAWS
@given(SPENT, st.floats(1, 5000), st.floats(0.01, 1), st.floats(1, 9000), st.floats(1, 9000))
def test_chance_and_late_agree(
    spent: list[tuple[float, float]], hours: float, share: float, available: float, more: float
):
    """With the late hours the chance is 80 %; more hours never lower it; it stays between 0 and 1."""
    speed, squares = pace(spent), share * hours**2
    late = hours * late_factor(speed, hours, squares)
    assert chance_within(speed, hours, squares, late) == pytest.approx(0.8, abs=1e-4)
    few, many = sorted((available, more))
    assert 0 <= chance_within(speed, hours, squares, few) <= chance_within(speed, hours, squares, many) <= 1


def test_edges_of_the_chance():
    """Nothing to do is surely done; with no time nothing is."""
    assert chance_within(pace([]), 0, 0, 0) == 1
    assert chance_within(pace([]), 5, 25, 0) == 0
    assert chance_within(pace([]), 5, 25, -1) == 0


def totals(speed: Pace, hours: Sequence[float]) -> np.ndarray:
    """Return hours drawn from the model: each step's likely hours, times the person's pace, times its own luck."""
    rng = np.random.default_rng(20261124)
    own = np.exp(rng.normal(0, OWN, (DRAWS, len(hours))))
    return np.exp(rng.normal(0, speed.spread, DRAWS)) * (own * np.array(hours)).sum(axis=1)


@pytest.mark.parametrize("spent", FACTORS)
@pytest.mark.parametrize("hours", [(20.0,), (60.0, 5.0, 5.0), (10.0,) * 8, tuple(range(4, 60, 3))])
def test_likely_late_and_chance_against_a_simulation(hours: Sequence[float], spent: Sequence[tuple[float, float]]):
    """Likely is the median, late the 80 % point, and chances are those of 20,000 draws from the model."""
    speed = pace(spent)
    drawn = totals(speed, hours)
    total, squares = sum(hours), sum(each**2 for each in hours)
    assert total == pytest.approx(np.median(drawn), rel=0.05)
    assert total * late_factor(speed, total, squares) == pytest.approx(np.quantile(drawn, 0.8), rel=0.05)
    for share in (0.6, 0.8, 1.0, 1.1, 1.3, 1.7, 2.5):
        simulated = float((drawn <= share * total).mean())
        assert chance_within(speed, total, squares, share * total) == pytest.approx(simulated, abs=0.03)


@pytest.mark.parametrize("target", [Level.ENTRY, Level.MID, Level.LEAD])
@pytest.mark.parametrize("taken", [None, 0.6, 1.7])
def test_a_whole_plan_against_a_simulation(nobody: Case, target: Level, taken: float | None):
    """The likely and late end of a shipped plan are the median and the 80 % point of the model's draws, within 5 %."""
    case = nobody.wishing(to=target, hours=80.0)
    if taken is not None:
        done = [step for step in case.basis.steps.steps if step.id in case.legs[:4]]
        said = {step.id: StepState(step.id, Mark.DONE, NOON, None, taken * step.hours) for step in done}
        case = Case(case.placement, case.basis._replace(said=said))
    plan = case.plan
    assert plan.pace.steps == (4 if taken else 0)
    assert plan.likely
    assert plan.late
    drawn = totals(plan.pace, [leg.step.hours * plan.pace.factor for leg in case.way.legs]) * 7 / plan.hours_a_week
    for day, share in ((plan.likely, 0.5), (plan.late, 0.8)):
        assert (day - plan.begins).days + 1 == pytest.approx(np.quantile(drawn, share), rel=0.05, abs=1)
