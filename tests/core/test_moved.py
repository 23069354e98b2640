"""What moved since the plan was told: the days, the steps, the order, each exactly; nothing where nothing did."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import NOON, SOURCE, TODAY, WIDE, Case, Cases

from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.moved import TELLING_DAYS, Moved, is_worth_keeping, moved
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.plan import make, outlook
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Kind, Step, Steps


def told(case: Case, today: date = TODAY, edition: str = "one") -> Outlook:
    """Return the outlook of somebody's plan as of a day."""
    return outlook(make(case.placement, case.basis, today), today, edition)


def change(before: Case, after: Case, days: int = 0) -> Moved | None:
    """Return what moved from one state of a person to another, so many days later."""
    return moved(told(before), told(after, TODAY + timedelta(days)), after.basis)


@WIDE
@given(st.data())
def test_nothing_is_told_where_nothing_changed(cases: Cases, data: st.DataObject):
    """The same person on the same day has no news, nor on the next six days."""
    case = data.draw(cases)
    assert change(case, case) is None
    if case.plan.likely and case.plan.begins == TODAY:
        assert change(case, case, TELLING_DAYS - 1) is None


@WIDE
@given(st.data())
def test_an_outlook_is_the_plan_in_short(cases: Cases, data: st.DataObject):
    """An outlook holds each step of the plan in the order of the route, with its dates, and the plan's end."""
    case = data.draw(cases)
    short, plan = told(case), case.plan
    pace = round(plan.pace.factor, 3)
    assert short == (0, TODAY, plan.target, plan.hours_a_week, plan.likely, plan.late, short.steps, "one", pace)
    assert [due.step for due in short.steps] == case.legs
    by_id = {step.what.step: step for step in plan.steps}
    for due in short.steps:
        step = by_id[due.step]
        assert due == (step.what.step, step.what.hours.likely, step.likely, step.late)


@WIDE
@given(st.data())
def test_done_in_time_is_no_news(plain_cases: Cases, data: st.DataObject):
    """A step done reorders nothing that is told, adds nothing, and is told as done where there is other news."""
    case = data.draw(plain_cases).without(Mark.STARTED)
    if case.legs:
        done = data.draw(st.sampled_from(case.legs))
        after = case.saying(done, Mark.DONE)
        news = change(case, after)
        gone = set(case.legs) - set(after.legs) - {done}
        if news is not None:
            assert not news.reordered
            assert (news.done, news.skipped, news.added, set(news.gone)) == ((done,), (), (), gone)
            assert abs(news.days or 0) >= TELLING_DAYS or gone or (news.likely is None) != (news.likely_before is None)


@pytest.mark.parametrize("weeks", [1, 2, 5])
def test_weeks_of_doing_nothing_are_a_slip_of_as_many(nobody: Case, weeks: int):
    """Where nothing was done the end moves by the days that passed, and nothing else is told: that is the reason."""
    news = change(nobody, nobody, 7 * weeks)
    assert news
    assert news.days == 7 * weeks
    assert news.likely_before
    assert news.likely == news.likely_before + timedelta(7 * weeks)
    assert (news.since, news.target_before, news.hours_a_week_before) == (TODAY, None, None)
    assert (news.done, news.skipped, news.added, news.gone, news.hours_changed) == ((), (), (), (), ())
    assert (news.reordered, news.new_pack) == (False, False)


def test_the_plan_kept_up_with_is_no_news(nobody: Case):
    """Whoever does the steps when they are due hears nothing of the end moving, for a year."""
    case = nobody.wishing(hours=12.0)
    before, first = told(case), case.plan
    due = [step for step in first.steps if step.likely and step.likely < TODAY + timedelta(365)]
    assert len(due) > 10
    for step in due:
        assert step.likely
        assert step.begins
        case = case.saying(step.what.step, Mark.DONE)
        running = [one.what.step for one in due if one.begins < step.likely < (one.likely or date.max)]
        news = moved(before, told(case, step.likely + timedelta(1)), case.basis)
        assert news is None or (running and not news.reordered and not news.added and not news.gone)


def test_a_skipped_step_is_told(nobody: Case):
    """A step left out is news, under its own name."""
    skipped = nobody.legs[5]
    news = change(nobody, nobody.saying(skipped, Mark.SKIPPED))
    assert news
    assert (news.skipped, news.done, news.gone, news.added, news.reordered) == ((skipped,), (), (), (), False)


def test_another_rung_or_week_is_told(nobody: Case):
    """Another target or other hours a week are told as they were before."""
    news = change(nobody, nobody.wishing(to=Level.MID))
    assert news
    assert (news.target_before, news.hours_a_week_before) == (Level.LEAD, None)
    news = change(nobody, nobody.wishing(hours=7.5))
    assert news
    assert (news.target_before, news.hours_a_week_before) == (None, 6.0)


def test_an_end_out_of_sight_is_told(nobody: Case):
    """An end that is no longer named, or named for the first time, is news without a count of days."""
    far, near = nobody.wishing(hours=0.5), nobody.wishing(hours=20.0)
    for before, after in ((far, near), (near, far)):
        news = change(before, after)
        assert news
        assert news.days is None


# Made up, to the letter


def line(steps: str, *, likely: date | None = TODAY, hours: int = 5, edition: str = "one") -> Outlook:
    """Return an outlook of steps of one letter each."""
    dues = tuple(Due(step, hours, likely, likely) for step in steps)
    return Outlook(0, TODAY, Level.MID, 6.0, likely, likely, dues, edition)


def pack(said: Mapping[str, Mark] | None = None, **ids: str) -> Basis:
    """Return a pack of steps of one letter, what was said of them, and today's id of those that had another."""
    steps = tuple(
        Step(name, Kind.STUDY, name.upper(), ("s",), 5, "", (), "", *SOURCE)._replace(
            formerly=tuple(old for old, new in ids.items() if new == name)
        )
        for name in "abcdefgx"
        if name not in ids
    )
    states = {step: StepState(step, mark, NOON) for step, mark in (said or {}).items()}
    return Basis(SkillMap((), ()), Steps(steps), states)


LINES = st.lists(st.sampled_from("abcdefg"), unique=True).map("".join)


@WIDE
@given(LINES, LINES, st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(Mark)))
def test_what_came_went_and_changed_places_is_exact(before: str, after: str, marks: dict[str, Mark]):
    """Each step that left is told once, as done, skipped or gone; each that came as added; order by those in both."""
    news = moved(line(before), line(after), pack(marks))
    left = [step for step in before if step not in after]
    done = tuple(step for step in left if marks.get(step) in {Mark.DONE, Mark.KNOWN})
    skipped = tuple(step for step in left if marks.get(step) is Mark.SKIPPED)
    gone = tuple(step for step in left if step not in {*done, *skipped})
    added = tuple(step for step in after if step not in before)
    reordered = [step for step in before if step in after] != [step for step in after if step in before]
    assert (news is not None) == bool(skipped or gone or added or reordered)
    if news:
        assert (news.done, news.skipped, news.gone, news.added) == (done, skipped, gone, added)
        assert (news.reordered, news.days, news.hours_changed) == (reordered, 0, ())
        assert news.titles == {step: step.upper() for step in (*done, *skipped, *gone, *added)}


@WIDE
@given(st.integers(-40, 40))
def test_days_are_told_from_a_week_on(days: int):
    """The end is told to have moved where it moved by a week or more, in either direction."""
    news = moved(line("ab"), line("ab", likely=TODAY + timedelta(days)), pack())
    assert (news is not None) == (abs(days) >= TELLING_DAYS)
    assert news is None or news.days == days


def test_a_renamed_step_is_no_news():
    """A step that an update gave another id is the same step: not gone, not new, not in another place."""
    assert moved(line("abc"), line("xbc"), pack(a="x")) is None
    assert moved(line("abc"), line("xbc"), pack()) is not None


@pytest.mark.parametrize("today", ["xc", "cx"])
def test_two_steps_made_one_are_one(today: str):
    """Two steps that became one stand once, in the place of the first: nothing is gone, nothing has changed places."""
    news = moved(line("abc"), line(today), pack(a="x", b="x"))
    assert (news is None) is (today == "xc")
    assert news is None or (news.reordered, news.gone, news.added) == (True, (), ())


def test_other_hours_in_the_pack_are_told():
    """A step whose hours the pack changed is told; a new pack that changed no step of the plan is none."""
    news = moved(line("ab"), line("ab", hours=7, edition="two"), pack())
    assert news
    assert (news.hours_changed, news.new_pack) == (("a", "b"), True)
    assert moved(line("ab"), line("ab", edition="two"), pack()) is None


def test_another_pace_is_told_beside_other_news():
    """Where the pace changed, that of before is told with what else moved; by itself it is no news."""
    before, after = line("ab"), line("ab", likely=TODAY + timedelta(9))._replace(pace=1.2)
    news = moved(before, after, pack())
    assert news
    assert news.pace_before == 1.0
    assert moved(before, before._replace(pace=1.2), pack()) is None


def test_done_alone_is_not_worth_keeping():
    """Steps done and a new pack by themselves are nothing to tell; each other change is."""
    quiet = Moved(TODAY, TODAY, TODAY, 0, None, None, ("a",), (), (), (), False, (), True)  # noqa: FBT003  # the record's order
    assert not is_worth_keeping(quiet)
    for loud in (
        {"days": 7},
        {"days": -7},
        {"likely": None, "days": None},
        {"target_before": Level.MID},
        {"hours_a_week_before": 5.0},
        {"skipped": ("b",)},
        {"added": ("b",)},
        {"gone": ("b",)},
        {"reordered": True},
        {"hours_changed": ("b",)},
    ):
        assert is_worth_keeping(quiet._replace(**loud)), loud
