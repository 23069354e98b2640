"""Whether a plan fits before a day: as its dates say, with hours a week that suffice, dropping only what may go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import TODAY, WIDE, Case, Cases, Place, Rated

from mlcareer.core.fit import Fit, Verdict
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.core.plan import Plan
from mlcareer.core.step import Kind

BEST_FIRST = [Verdict.FITS, Verdict.TIGHT, Verdict.MISSES]
DAYS = st.integers(0, 3000) | st.integers(0, 120)


def fit_of(plan: Plan) -> Fit:
    """Return the fit of a plan that has a day to end by."""
    assert plan.fit
    return plan.fit


@st.composite
def due(draw: st.DrawFn, cases: Cases) -> Case:
    """Return somebody with a day to end by: any, or near the day on which their plan ends."""
    case = draw(cases)
    likely, late = case.plan.likely, case.plan.late
    days = draw(DAYS)
    near = [end - timedelta(draw(st.integers(-1, 1))) for end in (likely, late) if end]
    return case.wishing(by=max(draw(st.sampled_from([case.plan.begins + timedelta(days), *near])), case.plan.begins))


def verdict_by_dates(plan: Plan, by: date) -> Verdict:
    """Return the verdict that the plan's own dates give."""
    if not plan.steps or (plan.late and plan.late <= by):
        return Verdict.FITS
    return Verdict.TIGHT if plan.likely and plan.likely <= by else Verdict.MISSES


@WIDE
@given(st.data())
def test_verdict_is_that_of_the_dates(cases: Cases, data: st.DataObject):
    """A plan fits where its late end is in time, is tight where only the likely one is, and misses where neither."""
    plan = data.draw(due(cases)).plan
    assert plan.by
    assert fit_of(plan).by == plan.by
    if plan.by - plan.begins < timedelta(7000):  # beyond the horizon no date is named
        assert fit_of(plan).verdict is verdict_by_dates(plan, plan.by)


@WIDE
@given(st.data())
def test_probability_is_that_of_the_verdict(cases: Cases, data: st.DataObject):
    """What fits ends in time in four cases of five or more, what does not in fewer."""
    fit = fit_of(data.draw(due(cases)).plan)
    assert 0 <= fit.probability <= 1
    assert fit.probability >= 0.79999 if fit.verdict is Verdict.FITS else fit.probability <= 0.80001


@WIDE
@given(st.data(), DAYS, DAYS)
def test_a_later_day_never_fits_worse(cases: Cases, data: st.DataObject, days: int, more: int):
    """With a later day the probability does not fall, the verdict does not worsen, and no more is dropped."""
    case = data.draw(cases)
    soon, late = (fit_of(case.wishing(by=case.plan.begins + timedelta(day)).plan) for day in sorted((days, more)))
    assert soon.probability <= late.probability
    assert BEST_FIRST.index(late.verdict) <= BEST_FIRST.index(soon.verdict)
    assert set(late.drop) <= set(soon.drop)
    assert soon.hours_available <= late.hours_available
    assert (soon.hours_a_week_likely or 0) >= (late.hours_a_week_likely or 0)


@WIDE
@given(st.data())
def test_hours_a_week_suffice_and_one_less_does_not(cases: Cases, data: st.DataObject):
    """With the hours a week that are named the plan is in time, likely or surely; with an hour less it is not."""
    case = data.draw(due(cases))
    fit = fit_of(case.plan)
    for hours, good in (
        (fit.hours_a_week_likely, {Verdict.FITS, Verdict.TIGHT}),
        (fit.hours_a_week_sure, {Verdict.FITS}),
    ):
        assert hours is not None
        if hours > 0:
            assert fit_of(case.wishing(hours=float(hours)).plan).verdict in good
        if hours > 1:
            assert fit_of(case.wishing(hours=float(hours - 1)).plan).verdict not in good
        assert hours > 0 or not case.plan.steps


@pytest.mark.parametrize("weeks", range(1, 40, 3))
@pytest.mark.parametrize("hours", [0.7, 1.1, 4.2, 6.0, 9.3])
def test_a_whole_number_of_hours_is_not_rounded_up(nobody: Case, weeks: int, hours: float):
    """Where the hours divide evenly the plan is just in time: no rounding of the computer's adds an hour or misses."""
    step = nobody.basis.steps.step(nobody.legs[0])
    steps = nobody.basis.steps._replace(steps=(step._replace(hours=6 * weeks),))
    skill = nobody.basis.skills.skill(step.closes[0])
    skills = nobody.basis.skills._replace(skills=(skill,))
    case = Case(nobody.placement, nobody.basis._replace(steps=steps, skills=skills))
    fit = fit_of(case.wishing(hours=hours, by=TODAY + timedelta(7 * weeks - 1)).plan)
    assert fit.hours_a_week_likely == 6
    case = case.wishing(hours=hours)
    assert case.plan.likely
    assert fit_of(case.wishing(by=case.plan.likely).plan).verdict is Verdict.TIGHT


@WIDE
@given(st.data())
def test_what_is_dropped_may_go(cases: Cases, data: st.DataObject):
    """Only what misses drops steps: never what a step kept needs, never a step that leads through a gate."""
    case = data.draw(due(cases))
    fit, gap = fit_of(case.plan), case.way.gap
    assert fit.verdict is Verdict.MISSES or (fit.drop, fit.drop_hours, fit.keeps) == ((), 0, True)
    legs = {leg.step.id: leg for leg in case.way.legs}
    assert len(set(fit.drop)) == len(fit.drop)
    kept = legs.keys() - set(fit.drop)
    for step in kept:
        assert set(legs[step].after) <= kept
    asked = {
        skill
        for skill in gap.needed
        for gate in [gap.gates.get(gap.skills[skill].area)]
        if gate and gap.skills[skill].level <= gate.minimum
    }
    studies = {step for step, leg in legs.items() if leg.step.kind is not Kind.PROJECT}
    at_gates = {step for step in studies if asked & set(legs[step].step.closes)}
    assert not at_gates & set(fit.drop)
    if not fit.keeps:
        waited_for = {first for step in kept for first in legs[step].after}
        assert kept - waited_for <= at_gates


@WIDE
@given(st.data())
def test_what_is_left_fits(cases: Cases, data: st.DataObject):
    """Without the steps dropped the rest is in time, and with the last of them it would not be."""
    case = data.draw(due(cases))
    fit = fit_of(case.plan)
    left = {step.what.step: step.left for step in case.plan.steps}
    rest = sum(hours for step, hours in left.items() if step not in fit.drop)
    room = 0.05 * (len(left) + 1)
    assert rest <= fit.hours_available + room or not fit.keeps
    assert rest >= fit.hours_available - room or fit.keeps
    assert fit.drop_hours == pytest.approx(sum(left[step] for step in fit.drop), abs=room + 0.5)
    if fit.drop:
        assert rest + left[fit.drop[-1]] > fit.hours_available - room


@WIDE
@given(st.data())
def test_what_stays_open_is_said(cases: Cases, data: st.DataObject):
    """The areas left open are those whose missing skills the steps dropped would have closed."""
    case = data.draw(due(cases))
    fit, gap = fit_of(case.plan), case.way.gap
    closes = [s for step in fit.drop for s in case.basis.steps.step(step).closes if s in gap.needed]
    assert set(fit.leaves_open) == {gap.areas[gap.skills[skill].area].name for skill in closes}
    assert len(set(fit.leaves_open)) == len(fit.leaves_open)


@pytest.mark.parametrize("level", range(5))
def test_what_is_held_stays_closed(placed: Place, rated: Rated, nobody: Case, level: int):
    """A dropped project leaves no area open whose skills, as far as it shows them, are held."""
    case = Case(placed(rated(level)), nobody.basis).wishing(by=TODAY)
    fit, gap = fit_of(case.plan), case.way.gap
    dropped = {skill for step in fit.drop for skill in case.basis.steps.step(step).closes}
    assert dropped - gap.needed
    assert set(fit.leaves_open) == {gap.areas[gap.skills[skill].area].name for skill in dropped & gap.needed}


@pytest.mark.parametrize("target", [Level.ENTRY, Level.MID, Level.LEAD])
def test_the_least_useful_goes_first(nobody: Case, target: Level):
    """Of what may go the step of least worth for its hours goes first."""
    case = nobody.wishing(to=target, hours=20.0)
    assert case.plan.likely
    fit = fit_of(case.wishing(by=case.plan.likely - timedelta(3)).plan)
    worth = {leg.step.id: leg.value / leg.step.hours for leg in case.way.legs}
    needed = {first for leg in case.way.legs for first in leg.after}
    assert fit.keeps
    assert fit.drop[0] == min(worth.keys() - needed, key=lambda step: (worth[step], step))


def test_the_way_through_a_gate_stays(placed: Place, rated: Rated, nobody: Case):
    """Where little fits, the way through a gate is what is kept; where not even that fits, it is said."""
    case = Case(placed(rated(4, serving=0)), nobody.basis).wishing(to=None)
    assert case.plan.likely
    [gate] = [gate for gate in case.placement.gates if gate.blocks]
    skills = case.basis.skills
    leads = {skill.id for skill in skills.in_area(gate.area) if skill.level <= gate.minimum}
    way_through = {leg.step.id for leg in case.way.legs if leg.step.kind is Kind.STUDY and leads & set(leg.step.closes)}
    drops = [
        fit_of(case.wishing(by=TODAY + timedelta(days)).plan) for days in range(0, (case.plan.likely - TODAY).days, 5)
    ]
    assert way_through
    assert set(drops[0].drop) == set(case.legs) - way_through
    assert not drops[0].keeps
    assert drops[-1].keeps
    assert all(not way_through & set(fit.drop) for fit in drops)


@pytest.mark.parametrize("days", [-1, -400])
def test_a_day_that_is_over(nobody: Case, days: int):
    """A day before the first can hold nothing: no chance, no hours a week that would do, nothing to drop for it."""
    fit = fit_of(nobody.wishing(by=TODAY + timedelta(days)).plan)
    assert (fit.verdict, fit.probability, fit.hours_available) == (Verdict.PAST, 0.0, 0.0)
    assert (fit.hours_a_week_likely, fit.hours_a_week_sure, fit.drop) == (None, None, ())


def test_no_day_no_fit(nobody: Case):
    """Without a day to end by nothing is said of fitting; one done step does not ask for it either."""
    assert nobody.plan.fit is None
    assert nobody.saying(nobody.legs[0], Mark.DONE).plan.fit is None
