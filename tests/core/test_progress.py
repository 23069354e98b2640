"""Progress: sums that are right, thinning that keeps the ends, changes called so only beyond the uncertainty."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.history import AreaLevels, Estimate, History, Quizzed, monday
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepEvent, states
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.plan import make
from mlcareer.core.progress import (
    ENOUGH_WEEKS,
    LATELY,
    LATEST_STEPS,
    WEEKS,
    Change,
    Progress,
    area_trends,
    first_week,
    hours_spent,
    progress,
    steps_so_far,
    thinned,
)
from mlcareer.core.record import Record, Taken
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Steps
from mlcareer.core.wish import Wish

TODAY = date(2026, 11, 22)
few = settings(max_examples=30, deadline=None)
days = st.integers(-40, 600).map(lambda back: TODAY - timedelta(days=back))
said = st.lists(st.tuples(days, st.integers(0, 400).map(lambda tenths: tenths / 10)), max_size=40)
levels = st.tuples(*[st.integers(0, 50).map(lambda tenths: tenths / 10)] * 3).map(sorted)
estimates = levels.map(lambda three: Estimate(three[1], three[0], three[2]))


@pytest.fixture(scope="module")
def placement(rated: Callable[..., Answers], assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Placement:
    """Return the placement of somebody at the beginning."""
    return place(rated(1), assessment, roadmap, skills.areas)


def past(words: Sequence[tuple[date, float]]) -> History:
    """Return the history of hours said on days."""
    weeks: dict[date, float] = {}
    for day, hours in words:
        weeks[monday(day)] = weeks.get(monday(day), 0.0) + hours
    since = min((day for day, _ in words), default=None)
    return History(weeks=weeks, hours=sum(hours for _, hours in words), hours_since=since)


def event(number: int, step: str, what: Mark, day: date, hours: float | None = None) -> StepEvent:
    """Return something said of a step on a day."""
    return StepEvent(number, step, what, f"{day}T12:00:00+00:00", hours, f"proof {number}")


# Thinning


@given(st.lists(st.integers()), st.integers(2, 20))
def test_thinning_keeps_ends_and_order(items: list[int], most: int):
    """Thinned items are no more than asked for, stand in order, and the first and the last are among them."""
    numbered = list(enumerate(items))
    found = thinned(numbered, most)
    assert len(found) == min(len(items), most)
    assert list(found) == sorted(set(found))
    assert not items or (found[0], found[-1]) == (numbered[0], numbered[-1])


@given(st.integers(2, 20), st.integers(2, 500))
def test_thinning_is_even(most: int, number: int):
    """No gap between two kept items is wider than another by more than one."""
    found = thinned(range(number), most)
    gaps = {after - before for before, after in pairwise(found)}
    assert max(gaps) - min(gaps) <= 1


# Hours


@few
@given(said)
def test_weeks_add_up(words: list[tuple[date, float]]):
    """The weeks told hold just the hours said within them, and all hours are in the total."""
    spent = hours_spent(past(words), 6.0, TODAY)
    first, beyond = first_week(TODAY), monday(TODAY) + timedelta(weeks=1)
    within = sum(hours for day, hours in words if first <= day < beyond)
    assert sum(week.hours for week in spent.weeks) == pytest.approx(within)
    assert spent.total == pytest.approx(sum(hours for _, hours in words))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weeks_are_mondays_without_a_gap(today: date):
    """Fifty-two Mondays follow each other, and today lies in the last week."""
    weeks = [week.begins for week in hours_spent(History(), 6.0, today).weeks]
    assert len(weeks) == WEEKS
    assert weeks == [weeks[0] + timedelta(weeks=number) for number in range(WEEKS)]
    assert weeks[0].weekday() == 0
    assert 0 <= (today - weeks[-1]).days < 7


@few
@given(said)
def test_lately_is_the_mean_of_whole_weeks(words: list[tuple[date, float]]):
    """Lately is the mean of the whole weeks since hours were first said, twelve at most; silent weeks count as 0."""
    spent = hours_spent(past(words), 6.0, TODAY)
    begun = monday(min((day for day, _ in words), default=TODAY))
    number = min(max((monday(TODAY) - begun).days // 7, 0), LATELY)
    first = monday(TODAY) - timedelta(weeks=number)
    within = [hours for day, hours in words if first <= day < monday(TODAY)]
    assert spent.lately_weeks == number
    assert spent.lately == (pytest.approx(sum(within) / number, abs=0.051) if number else None)
    assert spent.with_hours == len({monday(day) for day, hours in words if hours and first <= day < monday(TODAY)})


# Areas


def trend_of(skills: SkillMap, then: Estimate, now: Estimate) -> Change | None:
    """Return what is said of an area that was estimated so by two quizzes."""
    area = skills.areas[0].id
    first, last = (AreaLevels(TODAY, "standard", {area: estimate}) for estimate in (then, now))
    return area_trends(History(first=first, last=last), skills.areas, Level.MID).areas[0].change


@few
@given(estimates, estimates)
def test_change_only_beyond_the_uncertainty(skills: SkillMap, then: Estimate, now: Estimate):
    """A change is called one just where neither estimate lies in the other's range, and turns round with time."""
    within = then.low <= now.estimate <= then.high or now.low <= then.estimate <= now.high
    change = trend_of(skills, then, now)
    turned = {Change.UP: Change.DOWN, Change.DOWN: Change.UP, Change.WITHIN: Change.WITHIN}
    assert (change is Change.WITHIN) is within
    assert within or (change is Change.UP) is (now.estimate > then.estimate)
    assert change
    assert trend_of(skills, now, then) is turned[change]


def test_one_quiz_is_no_trend(skills: SkillMap):
    """With one quiz that kept its areas there is a now and no then; with none there is neither."""
    one = AreaLevels(TODAY, "quick", {area.id: Estimate(2, 1, 3) for area in skills.areas})
    found = area_trends(History(first=one), skills.areas, Level.MID)
    assert (found.then, found.now) == (None, TODAY)
    assert {area.change for area in found.areas} == {None}
    none = area_trends(History(), skills.areas, Level.MID)
    assert (none.then, none.now, none.areas) == (None, None, ())


# Steps


@few
@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(list(Mark)), days), max_size=30))
def test_steps_are_counted_once(skills: SkillMap, steps: Steps, words: list[tuple[int, Mark, date]]):
    """Steps done and begun are those whose last word says so; the latest come first, and months hold their days."""
    ids = [step.id for step in steps.steps[:8]] + ["withdrawn"]
    words = sorted(words, key=lambda word: word[2])
    events = tuple(event(number, ids[step], what, day) for number, (step, what, day) in enumerate(words))
    basis = Basis(skills, steps, states(events))
    found = steps_so_far(Record(events=events), basis, TODAY)
    last = {made.step: made for made in events if made.what is not Mark.NOTED}
    done = [made for made in last.values() if made.what is Mark.DONE]
    assert found.done == len(done)
    assert {line.step for line in found.begun} == {one.step for one in last.values() if one.what is Mark.STARTED}
    assert [line.day for line in found.latest] == sorted(
        (date.fromisoformat(one.at[:10]) for one in done), reverse=True
    )[:LATEST_STEPS]
    assert {(line.step, line.proof) for line in found.latest} <= {(one.step, one.note) for one in done}
    assert sum(month.steps for month in found.months) == sum("2025-12" <= one.at[:7] <= "2026-11" for one in done)


def test_a_step_renamed_is_one_step(skills: SkillMap, steps: Steps):
    """Hours and proof said under an earlier id belong to the step as it is called today."""
    step = steps.steps[0]._replace(formerly=("of_old",))
    pack = Steps((step, *steps.steps[1:]))
    events = (event(1, "of_old", Mark.STARTED, TODAY, 2.0), event(2, "of_old", Mark.DONE, TODAY, 3.0))
    said_of = states(made._replace(step=step.id) for made in events)
    found = steps_so_far(Record(events=events), Basis(skills, pack, said_of), TODAY)
    assert [(line.step, line.title, line.hours, line.proof) for line in found.latest] == [
        (step.id, step.title, 5.0, "proof 2")
    ]


# The forecast


def look(placement: Placement, skills: SkillMap, steps: Steps, history: History, hours: float = 6.0) -> Progress:
    """Return the progress of somebody who plans with so many hours a week."""
    wish = Wish(hours=hours)
    taken = Taken("2026-11-22T12:00:00+00:00", "quick", Answers(), placement.level, placement.probability)
    return progress(history, Record(latest=taken, wish=wish), placement, Basis(skills, steps, {}, wish), TODAY)


def weekly(hours: float, weeks: int = LATELY) -> History:
    """Return the history of somebody who said so many hours in each of the last whole weeks."""
    return past([(monday(TODAY) - timedelta(weeks=number + 1), hours) for number in range(weeks)])


def test_forecast_is_the_plan(placement: Placement, skills: SkillMap, steps: Steps):
    """The forecast ends on the days on which the plan does, and so does the second one at the same hours."""
    plan = make(placement, Basis(skills, steps, {}, Wish(hours=6.0)), TODAY)
    ahead = look(placement, skills, steps, weekly(6.0)).forecast
    assert (ahead.planned.likely, ahead.planned.late) == (plan.likely, plan.late)
    assert ahead.really == ahead.planned
    assert (ahead.target, ahead.steps_left, ahead.placed) == (plan.target, len(plan.steps), True)


@settings(max_examples=10, deadline=None)
@given(st.integers(5, 400), st.integers(5, 400))
def test_more_real_hours_never_end_later(placement: Placement, skills: SkillMap, steps: Steps, one: int, other: int):
    """Who really spends more hours a week is never told a later day."""
    low, high = (look(placement, skills, steps, weekly(tenths / 10)).forecast.really for tenths in sorted((one, other)))
    assert low
    assert high
    assert (high.likely or date.max) <= (low.likely or date.max)
    assert (high.late or date.max) <= (low.late or date.max)


@pytest.mark.parametrize("weeks", range(LATELY + 1))
def test_too_few_weeks_tell_no_rate(placement: Placement, skills: SkillMap, steps: Steps, weeks: int):
    """Below four whole weeks since hours were first said there is no second forecast, from four on there is one."""
    found = look(placement, skills, steps, weekly(4.0, weeks))
    assert (found.forecast.really is not None) is (weeks >= ENOUGH_WEEKS)


def test_silent_weeks_count(placement: Placement, skills: SkillMap, steps: Steps):
    """Weeks in which no hours were said count as such: who fell silent is told a later day, in the end none at all."""
    busy = look(placement, skills, steps, weekly(6.0)).forecast.really
    first = monday(TODAY) - timedelta(weeks=LATELY)
    found = look(placement, skills, steps, past([(first, 6.0), (first + timedelta(weeks=1), 6.0)]))
    assert found.hours.lately == 1.0
    assert busy
    assert found.forecast.really
    assert (found.forecast.really.likely or date.max) > (busy.likely or date.max)
    silent = look(placement, skills, steps, past([(first - timedelta(weeks=2), 6.0)]))
    assert (silent.hours.lately, silent.hours.tells_rate, silent.forecast.really) == (0.0, True, None)


def test_placements_do_not_move_the_forecast(placement: Placement, skills: SkillMap, steps: Steps):
    """However steep the quizzes so far, the forecast stays the plan's."""
    quizzes = tuple(Quizzed(TODAY - timedelta(days=90 - 30 * k), "quick", level, 0.9) for k, level in enumerate(Level))
    found = look(placement, skills, steps, History(quizzes=quizzes))
    assert found.forecast == look(placement, skills, steps, History()).forecast
    assert found.quizzes == quizzes


def test_empty_is_empty(placement: Placement, skills: SkillMap, steps: Steps):
    """There is nothing to look back at before a quiz, a step, an hour or a win; each of them ends that."""
    assert look(placement, skills, steps, History()).is_empty
    assert not look(placement, skills, steps, weekly(1.0, 1)).is_empty
    assert not look(placement, skills, steps, History(wins=1)).is_empty
    assert not look(placement, skills, steps, History(quizzes=(Quizzed(TODAY, "quick", Level.MID, 0.5),))).is_empty
