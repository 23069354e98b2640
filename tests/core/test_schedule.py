"""Steps laid out in hours and days: two at once at most, none before what it needs, no day named beyond the horizon."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import LAWS, TODAY

from mlcareer.core.pace import Pace, late_factor, pace
from mlcareer.core.schedule import HORIZON_YEARS, LOOK_AHEAD, Calendar, Laid, Task, lay_out

EVEN = pace([])
READING = Task("r", 10.0, hands_on=False, after=())
BUILDING = READING._replace(hands_on=True)
NEAR = 1e-6


@st.composite
def lines(draw: st.DrawFn) -> list[Task]:
    """Return tasks in line, each behind what it needs; many of equal length, so that two end at once."""
    lengths = st.integers(1, 6).map(lambda n: 5.0 * n) | st.floats(0.05, 90)
    tasks: list[Task] = []
    for number in range(draw(st.integers(0, 14))):
        before = [task.step for task in tasks]
        after = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
        begun = draw(st.integers(0, 5)) == 0
        tasks.append(Task(f"t{number}", draw(lengths), draw(st.booleans()), tuple(after), begun))
    return tasks


PACES = st.lists(st.tuples(st.floats(1, 90), st.floats(1, 90)), max_size=5).map(pace)


def by_id(laid: Sequence[Laid]) -> dict[str, Laid]:
    """Return what was laid out by its step."""
    return {one.step: one for one in laid}


@LAWS
@given(lines(), PACES)
def test_everything_is_laid_out_once(tasks: list[Task], speed: Pace):
    """Each task is laid out once, works its own hours, and no hour is lost or idle."""
    layout = lay_out(tasks, speed)
    assert sorted(one.step for one in layout.steps) == sorted(task.step for task in tasks)
    worked: Counter[str] = Counter()
    at = 0.0
    for span in layout.spans:
        assert span.begins == pytest.approx(at)
        at = span.ends
        for step in span.steps:
            worked[step] += (span.ends - span.begins) / len(span.steps)  # type: ignore[assignment]
    assert at == pytest.approx(sum(task.hours for task in tasks))
    assert worked == pytest.approx({task.step: task.hours for task in tasks})


@LAWS
@given(lines(), PACES)
def test_two_at_once_at_most_and_never_two_of_a_kind(tasks: list[Task], speed: Pace):
    """At most two tasks share a moment, one to read and one to build unless the second was begun by the person."""
    known = {task.step: task for task in tasks}
    for span in lay_out(tasks, speed).spans:
        assert 1 <= len(span.steps) <= 2
        if len(span.steps) == 2:
            first, second = (known[step] for step in span.steps)
            assert first.hands_on is not second.hands_on or second.begun


@LAWS
@given(lines(), PACES)
def test_none_begins_before_what_it_needs_has_ended(tasks: list[Task], speed: Pace):
    """A task begins once all it needs has ended, and works from then until it ends."""
    layout = lay_out(tasks, speed)
    found = by_id(layout.steps)
    for task in tasks:
        assert all(found[task.step].begins >= found[first].ends - NEAR for first in task.after)
        spans = [span for span in layout.spans if task.step in span.steps]
        assert spans[0].begins == found[task.step].begins
        assert spans[-1].ends == found[task.step].ends


@LAWS
@given(lines(), PACES)
def test_order_in_line_counts(tasks: list[Task], speed: Pace):
    """A task waits only for what it needs, or for one of the other kind: the first in line ready begins first."""
    layout = lay_out(tasks, speed)
    found = by_id(layout.steps)
    for place, task in enumerate(tasks):
        for later in tasks[place + 1 :]:
            ready = all(found[first].ends <= found[later.step].begins + NEAR for first in task.after)
            if ready and found[later.step].begins < found[task.step].begins - NEAR:
                span = next(span for span in layout.spans if later.step in span.steps)
                assert len(span.steps) == 2
                assert span.steps[-1] == later.step


@LAWS
@given(lines(), PACES)
def test_ends_stand_in_order_and_late_is_later(tasks: list[Task], speed: Pace):
    """Tasks are told in the order in which they end; late lies behind likely, and never falls along the way."""
    laid = lay_out(tasks, speed).steps
    for one in laid:
        assert one.begins < one.ends < one.late
    for before, after in pairwise(laid):
        assert before.ends <= after.ends
        assert before.late <= after.late


@LAWS
@given(lines(), PACES)
def test_the_last_late_end_is_that_of_the_whole(tasks: list[Task], speed: Pace):
    """The late end of the last task is that of all hours together, so that it agrees with the fit to a day."""
    laid = lay_out(tasks, speed).steps
    if laid:
        total, squares = sum(task.hours for task in tasks), sum(task.hours**2 for task in tasks)
        assert laid[-1].late == pytest.approx(total * late_factor(speed, total, squares))


def test_two_that_end_together_leave_no_sliver():
    """Two tasks that end at one time but for the computer's rounding end at one time."""
    line = [READING._replace(step="a", hours=0.3), *(BUILDING._replace(step=f"b{h}", hours=h) for h in (0.1, 0.2))]
    assert 0.3 - 0.1 != 0.2
    assert [span.steps for span in lay_out(line, EVEN).spans] == [("a", "b0.1"), ("a", "b0.2")]


def test_the_first_that_is_ready_begins():
    """Where the first in line still needs a later one, that one begins."""
    line = [READING._replace(step="a", after=("b",)), READING._replace(step="b")]
    assert [one.step for one in lay_out(line, EVEN).steps] == ["b", "a"]


def test_the_second_comes_from_near_by():
    """Beside a long task to read, one to build is begun that stands near in line, but none from far down."""
    line = [READING._replace(step=f"t{number}") for number in range(LOOK_AHEAD + 3)]
    for place in range(1, len(line)):
        tasks = [task._replace(hands_on=number == place) for number, task in enumerate(line)]
        [begins] = [one.begins for one in lay_out(tasks, EVEN).steps if one.step == f"t{place}"]
        assert (begins == 0.0) is (place <= LOOK_AHEAD)


def test_what_was_begun_goes_beside_its_own_kind():
    """Two tasks to read that were both begun share the week; two that were not stand one behind the other."""
    tasks = [READING._replace(step=step, begun=True) for step in "ab"]
    assert [one.begins for one in lay_out(tasks, EVEN).steps] == [0.0, 0.0]
    calm = [task._replace(begun=False) for task in tasks]
    assert [one.begins for one in lay_out(calm, EVEN).steps] == [0.0, 10.0]


def test_two_that_wait_for_each_other_are_laid_out_all_the_same():
    """A circle in somebody's own pack does not keep the plan from ending."""
    tasks = [
        READING._replace(step="a", after=("b",)),
        BUILDING._replace(step="b", after=("a",)),
        BUILDING._replace(step="c", after=("gone",)),
    ]
    assert [one.step for one in lay_out(tasks, EVEN).steps] == ["a", "b", "c"]


# The calendar


WEEKS = st.floats(0.5, 80) | st.sampled_from([0.5, 0.7, 1.0, 6.0, 7.0, 8.4, 80.0])
HOURS = st.floats(0, 4000) | st.integers(0, 4000).map(float)


@LAWS
@given(WEEKS, HOURS, HOURS)
def test_later_hours_fall_on_later_days(week: float, hours: float, more: float):
    """More hours of work never end or begin sooner; work ends no sooner than it begins."""
    calendar = Calendar(TODAY, week)
    far = date.max
    sooner, later = sorted((hours, more))
    for day_of in (calendar.begins, calendar.ends):
        assert (day_of(sooner) or far) <= (day_of(later) or far)
    if sooner < later - NEAR:
        assert (calendar.begins(sooner) or far) <= (calendar.ends(later) or far)


@LAWS
@given(WEEKS, WEEKS, HOURS)
def test_more_hours_a_week_never_end_later(week: float, other: float, hours: float):
    """With more hours a week the same work begins and ends no later."""
    few, many = (Calendar(TODAY, each) for each in sorted((week, other)))
    assert (many.ends(hours) or date.max) <= (few.ends(hours) or date.max)
    assert (many.begins(hours) or date.max) <= (few.begins(hours) or date.max)


@LAWS
@given(WEEKS, st.integers(0, 3000))
def test_hours_until_a_day_are_done_by_that_day(week: float, days: int):
    """The hours there are up to a day end on it, and a little more ends on the next."""
    calendar, day = Calendar(TODAY, week), TODAY + timedelta(days)
    hours = calendar.hours_until(day)
    assert calendar.ends(hours) == day
    assert calendar.ends(hours * (1 + NEAR)) == day + timedelta(1)
    assert calendar.begins(hours) == day + timedelta(1)


@pytest.mark.parametrize("week", [0.5, 0.7, 1.1, 4.2, 6.0, 9.3, 79.9])
def test_rounding_moves_no_day(week: float):
    """For years to come the hours up to a day are done on that day, whatever a float makes of a seventh."""
    calendar = Calendar(TODAY, week)
    for days in range(1500):
        day = TODAY + timedelta(days)
        assert calendar.ends(calendar.hours_until(day)) == day
        assert calendar.begins(calendar.hours_until(day)) == day + timedelta(1)


def test_no_hours_before_the_start():
    """Before the first day there is no hour to work."""
    assert Calendar(TODAY, 7.0).hours_until(TODAY - timedelta(1)) == 0
    assert Calendar(TODAY, 7.0).hours_until(TODAY - timedelta(400)) == 0
    assert Calendar(TODAY, 7.0).hours_until(TODAY) == 1


def test_a_week_holds_its_hours():
    """The first week's hours end on its seventh day; the next begins with the eighth."""
    calendar = Calendar(TODAY, 6.0)
    assert calendar.ends(6.0) == TODAY + timedelta(6)
    assert calendar.begins(6.0) == TODAY + timedelta(7)
    assert (calendar.begins(0.0), calendar.ends(0.0)) == (TODAY, TODAY)


def test_leap_days_are_days():
    """The 29th of February is a day like others, to begin on, to work over and to end on."""
    leap = date(2028, 2, 29)
    assert Calendar(leap, 7.0).ends(1.0) == leap
    assert Calendar(date(2028, 2, 28), 7.0).ends(2.0) == leap
    assert Calendar(date(2028, 2, 28), 7.0).ends(3.0) == date(2028, 3, 1)
    assert Calendar(leap, 7.0).ends(366.0) == date(2029, 2, 28)
    assert Calendar(leap, 7.0).hours_until(date(2028, 3, 1)) == 2.0


def test_no_day_is_named_beyond_the_horizon():
    """Twenty years ahead a day is still named, after that none."""
    calendar = Calendar(TODAY, 7.0)
    days = int(HORIZON_YEARS * 365.25)
    assert calendar.begins(days) == TODAY + timedelta(days)
    assert calendar.begins(days + 1) is None
    assert calendar.ends(days + 1) == TODAY + timedelta(days)
    assert calendar.ends(days + 2) is None
    assert calendar.ends(1e9) is None
