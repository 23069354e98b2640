"""Steps laid out in hours of work, then in days: at most two at once, one to read and one to build.

The layout is made in hours of work, whatever a week holds, and only then laid on the calendar. So more hours a week can
never end later, and another number of hours reorders nothing.
"""

from collections.abc import Sequence
from datetime import MAXYEAR, date, timedelta
from math import ceil, floor
from typing import NamedTuple

from mlcareer.core.pace import Pace, late_factor

LOOK_AHEAD = 6
"""How many steps further down the line the second of two may come from: beyond it, order counts more than variety."""
DAYS = 7
HORIZON_YEARS = 20
"""Beyond this no day is named: a plan that long says only that it needs more hours a week."""
ROUNDING = 1e-9


class Task(NamedTuple):
    """A step to lay out: likely hours still to do, whether it is building rather than reading, what must end before."""

    step: str
    hours: float
    hands_on: bool
    after: tuple[str, ...]
    begun: bool = False


class Span(NamedTuple):
    """A stretch of work, from one count of hours to another, shared evenly by one step or two."""

    begins: float
    ends: float
    steps: tuple[str, ...]


class Laid(NamedTuple):
    """A step laid out: the hours of work at which it begins, likely ends, and ends in four cases of five."""

    step: str
    begins: float
    ends: float
    late: float


class Layout(NamedTuple):
    """The steps in the order in which they end, and the stretches of work they share."""

    steps: tuple[Laid, ...]
    spans: tuple[Span, ...]


def lay_out(tasks: Sequence[Task], pace: Pace) -> Layout:
    """Return the tasks laid out in hours of work, prerequisites first, at most two at once."""
    waiting = list(tasks)
    ended: set[str] = set()
    active: list[tuple[Task, float, float]] = []  # task, hours left, hour at which it began
    spans: list[Span] = []
    laid: list[Laid] = []
    now, squares, late = 0.0, 0.0, 0.0
    while waiting or active:
        while (task := _next(waiting, [one for one, _, _ in active], ended)) is not None:
            waiting.remove(task)
            active.append((task, task.hours, now))
        shortest = min(left for _, left, _ in active)
        spent = shortest * len(active)
        spans.append(Span(now, now + spent, tuple(task.step for task, _, _ in active)))
        now += spent
        for task, left, begins in active:
            if left <= shortest + ROUNDING:
                ended.add(task.step)
                squares += task.hours**2
                late = max(late, now * late_factor(pace, now, min(squares, now**2)))
                laid.append(Laid(task.step, begins, now, late))
        active = [(task, left - shortest, begins) for task, left, begins in active if task.step not in ended]
    return Layout(tuple(laid), tuple(spans))


def _next(waiting: Sequence[Task], active: Sequence[Task], ended: set[str]) -> Task | None:
    """Return the task to begin now: the first in line, or beside one already going the first near of the other kind."""
    if not waiting or len(active) > 1:
        return None
    if not active:
        ready = (task for task in waiting if ended.issuperset(task.after))
        return next(ready, waiting[0])  # where two wait for each other, the first in line goes first
    return next(
        (
            task
            for task in waiting[:LOOK_AHEAD]
            if ended.issuperset(task.after) and (task.begun or task.hands_on is not active[0].hands_on)
        ),
        None,
    )


class Calendar(NamedTuple):
    """A first day and the hours of a week, spread evenly over its days."""

    start: date
    hours_a_week: float

    def begins(self, hours: float) -> date | None:
        """Return the day on which work begins after so many hours; None beyond the horizon."""
        return self._day(floor(hours * DAYS / self.hours_a_week + ROUNDING))

    def ends(self, hours: float) -> date | None:
        """Return the day on which so many hours of work are done; None beyond the horizon."""
        return self._day(max(ceil(hours * DAYS / self.hours_a_week - ROUNDING) - 1, 0))

    def hours_until(self, day: date) -> float:
        """Return the hours of work there are up to and with a day."""
        return max((day - self.start).days + 1, 0) * self.hours_a_week / DAYS

    def _day(self, number: int) -> date | None:
        if number > HORIZON_YEARS * 365.25 or self.start.year + HORIZON_YEARS > MAXYEAR - 1:
            return None
        return self.start + timedelta(days=number)
