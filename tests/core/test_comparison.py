"""Two quizzes side by side: what changed, and when that is more than the uncertainty."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers
from mlcareer.core.comparison import Comparison, compare
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.record import Taken
from mlcareer.pack.library import Library

PACK = Library(None)
AREAS, BANK = PACK.skills().areas, PACK.checks()
Rated = Callable[..., Answers]
E, J, M, S, L = RUNGS
rungs = st.integers(0, 4)
ranges = st.tuples(rungs, rungs, rungs).map(sorted)


def placed(answers: Answers) -> Placement:
    """Return the placement of answers."""
    return place(answers, PACK.assessment(), PACK.roadmap(), AREAS, BANK)


BASE = placed(Answers(ratings={area.id: 2 for area in AREAS}))


def sat(low: Level, level: Level, high: Level, day: str = "2026-11-01") -> tuple[Taken, Placement]:
    """Return a quiz of that day with this level and 80 % range."""
    placement = BASE._replace(level=level, range_low=low, range_high=high)
    return Taken(f"{day}T12:00:00+00:00", "quick", Answers(), level, 0.5), placement


def taken(answers: Answers) -> tuple[Taken, Placement]:
    """Return a quiz with these answers."""
    placement = placed(answers)
    return Taken(
        "2026-11-01T12:00:00+00:00", placement.mode, answers, placement.level, placement.probability
    ), placement


def check_ids(count: int) -> dict[str, int]:
    """Return that many checks of the bank with their keys."""
    return {part.checks[0].id: part.checks[0].key for part in BANK.areas[:count]}


@pytest.mark.parametrize(
    ("then", "now", "beyond"),
    [
        ((E, J, J), (S, S, L), True),  # far apart
        ((E, E, J), (M, M, S), True),  # the ranges do not even touch
        ((E, J, M), (M, S, L), True),  # they overlap, but neither level lies within the other's range
        ((E, J, M), (J, M, S), False),
        ((E, J, M), (M, M, S), False),  # one of the two levels is enough
        ((J, J, J), (J, M, S), False),
        ((J, J, M), (J, J, M), False),
    ],
)
def test_more_than_the_uncertainty(then: tuple[Level, Level, Level], now: tuple[Level, Level, Level], beyond: bool):
    """A change is no more than the uncertainty where ranges overlap and one level lies within the other's range."""
    assert compare(sat(*then), sat(*now)).beyond_uncertainty is beyond
    assert compare(sat(*now), sat(*then)).beyond_uncertainty is beyond


@given(ranges, ranges)
def test_same_level_is_never_a_change(then: list[int], now: list[int]):
    """A level that stayed the same is no change, however wide the ranges; nor does it matter which comes first."""
    one, other = (sat(*(RUNGS[rung] for rung in chosen)) for chosen in (then, now))
    view, back = compare(one, other), compare(other, one)
    assert view.beyond_uncertainty == back.beyond_uncertainty
    assert view.rungs == -back.rungs == now[1] - then[1]
    assert view.rungs or not view.beyond_uncertainty


@pytest.mark.parametrize(("then", "now", "days"), [("2026-11-01", "2026-11-20", 19), ("2024-02-28", "2024-03-01", 2)])
def test_days_between(then: str, now: str, days: int):
    """The days between two quizzes are those of the calendar."""
    view = compare(sat(J, J, M, then), sat(J, J, M, now))
    assert (view.days, view.then.day, view.now.day) == (days, then, now)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_areas_then_and_now(data: st.DataObject):
    """Each area has its rating and estimate of both quizzes."""
    first, second = ({area.id: data.draw(st.integers(0, 5)) for area in AREAS} for _ in range(2))
    view = compare(taken(Answers(ratings=first)), taken(Answers(ratings=second)))
    assert {area.area: area.rating_then for area in view.areas} == first
    assert {area.area: area.rating_now for area in view.areas} == second
    estimates = {area.area: area.estimate for area in placed(Answers(ratings=second)).areas}
    assert {area.area: area.estimate_now for area in view.areas} == estimates


def test_area_of_one_quiz_only(rated: Rated):
    """An area that only one quiz rated is there, with nothing for the other."""
    every = rated(2)
    half = Answers(ratings={area.id: 3 for area in AREAS[1:]})
    view: Comparison = compare(taken(every), taken(half))
    first = next(area for area in view.areas if area.area == AREAS[0].id)
    assert len(view.areas) == len(AREAS)
    assert (first.rating_then, first.rating_now, first.estimate_now) == (2, None, None)


def test_checks_are_counted(rated: Rated):
    """Checks asked and right are counted by today's pack; what it no longer holds is told apart."""
    right = check_ids(4)
    wrong = {id_: 0 for id_ in check_ids(6) if id_ not in right}
    view = compare(taken(rated(2)), taken(rated(2)._replace(checks={**right, **wrong, "gone_for_good": 1})))
    assert (view.then.checks, view.then.right, view.then.gone) == (0, 0, 0)
    assert (view.now.checks, view.now.right, view.now.gone) == (6, 4, 1)
