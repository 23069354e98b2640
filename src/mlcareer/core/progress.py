"""Where a person was, is and will be: quizzes, areas, hours and steps so far, and when the next rung is likely reached.

The forecast is the plan's: steps left, their hours, hours a week. Nothing is drawn through placements: a handful of
quizzes, each with its uncertainty, has no trend that could carry a date.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from mlcareer.core.comparison import is_beyond
from mlcareer.core.history import AreaLevels, Estimate, History, Quizzed, monday
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState, renamed
from mlcareer.core.placement import Placement
from mlcareer.core.plan import Plan, make
from mlcareer.core.record import Record
from mlcareer.core.route import Basis
from mlcareer.core.skill import Area

WEEKS = 52
"""Weeks told one by one."""
LATELY = 12
"""Whole weeks that count as lately: a season, long enough to even out a holiday."""
ENOUGH_WEEKS = 4
"""Whole weeks since hours were first said, silent ones too, before they say how many a week are really spent."""
MONTHS = 12
LATEST_STEPS = 5
"""Steps done that are told in full; the others are counted."""
YEAR = 12
"""Months."""

One = TypeVar("One")


class Change(StrEnum):
    """How an area's estimate differs from then: beyond both uncertainties, or within them."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within"


class AreaTrend(NamedTuple):
    """One area then and now, each with its 80 % range, None where that quiz has none; what the target rung asks."""

    area: str
    name: str
    then: Estimate | None
    now: Estimate | None
    change: Change | None
    target: int
    source: str
    as_of: str

    @property
    def moved(self) -> float:
        """By how many levels the estimate moved, 0 where it is not known."""
        return self.now.estimate - self.then.estimate if self.now and self.then else 0.0


class Areas(NamedTuple):
    """The areas by the first and the last quiz that kept them, as those quizzes told them.

    `now` is None where none did, and `then` where there is only one such quiz.
    """

    then: date | None
    now: date | None
    then_mode: str | None
    now_mode: str | None
    areas: tuple[AreaTrend, ...]


class WeekSpent(NamedTuple):
    """The hours said in one week, from its Monday on."""

    begins: date
    hours: float


class Spent(NamedTuple):
    """Hours said, in the week in which they were: the last 52 weeks, oldest first, the one under way at the end.

    `lately` is the mean of the last twelve whole weeks, or of those since hours were first said; None before there is
    one. `lately_weeks` says how many those are, `with_hours` in how many of them hours were said.
    """

    total: float
    since: date | None
    planned: float
    this_week: float
    lately: float | None
    lately_weeks: int
    with_hours: int
    weeks: tuple[WeekSpent, ...]

    @property
    def tells_rate(self) -> bool:
        """Whether there is enough to say how many hours a week are really spent."""
        return self.lately_weeks >= ENOUGH_WEEKS


class MonthDone(NamedTuple):
    """How many steps were done in a month (2026-11)."""

    month: str
    steps: int


class StepLine(NamedTuple):
    """A step done or begun: the day of that, hours spent on it in all, and the proof given."""

    step: str
    title: str
    day: date
    hours: float | None
    proof: str | None


class StepsSoFar(NamedTuple):
    """Steps done: in all, in each of the last twelve months (oldest first), the latest in full; and those begun."""

    done: int
    months: tuple[MonthDone, ...]
    latest: tuple[StepLine, ...]
    begun: tuple[StepLine, ...]


class WinTold(NamedTuple):
    """A win by its number."""

    id: int
    text: str
    on: date


class WinsSoFar(NamedTuple):
    """How many wins are logged, and the latest, newest first."""

    logged: int
    latest: tuple[WinTold, ...]


class End(NamedTuple):
    """When the plan ends at so many hours a week: as likely before as after, and in four cases of five before."""

    hours_a_week: float
    likely: date | None
    late: date | None


class Forecast(NamedTuple):
    """What the plan says of the target: with the hours a week planned, and with those really spent, if they are known.

    `placed` is False where there was no quiz yet; days beyond the plan's horizon are None.
    """

    target: Level
    placed: bool
    steps_left: int
    hours_left: float
    planned: End
    really: End | None
    source: str
    as_of: str


class Progress(NamedTuple):
    """Where the person was, is and will be."""

    today: date
    quizzes: tuple[Quizzed, ...]
    areas: Areas
    hours: Spent
    steps: StepsSoFar
    wins: WinsSoFar
    forecast: Forecast

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to look back at."""
        steps = self.steps
        return not (self.quizzes or steps.done or steps.begun or self.hours.since or self.wins.logged)


def first_week(today: date) -> date:
    """Return the Monday from which on weeks are told."""
    return monday(today) - timedelta(weeks=WEEKS - 1)


def progress(history: History, record: Record, placement: Placement, basis: Basis, today: date) -> Progress:
    """Return where the person was, is and will be; `placement` and `basis` are what their plan is made from."""
    spent = hours_spent(history, basis.wish.hours_a_week, today)
    plan = make(placement, basis, today, placed=record.latest is not None)
    return Progress(
        today=today,
        quizzes=history.quizzes,
        areas=area_trends(history, basis.skills.areas, plan.target),
        hours=spent,
        steps=steps_so_far(record, basis, today),
        wins=WinsSoFar(history.wins, tuple(WinTold(win.id, win.text, win.on) for win in history.latest_wins)),
        forecast=_forecast(plan, _at_real_hours(spent, placement, basis, today)),
    )


def thinned(items: Sequence[One], most: int) -> tuple[One, ...]:
    """Return at most so many of the items (two or more), evenly spread, in order, the first and the last among them."""
    if len(items) <= most:
        return tuple(items)
    last = len(items) - 1
    return tuple(items[place * last // (most - 1)] for place in range(most))


def hours_spent(history: History, planned: float, today: date) -> Spent:
    """Return the hours said, week by week; a week without a word is one of 0 hours."""
    first = first_week(today)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    weeks = [WeekSpent(begins, round(history.weeks.get(begins, 0.0), 2)) for begins in mondays]
    since = history.hours_since
    whole = [week.hours for week in weeks[-1 - LATELY : -1] if since and week.begins >= monday(since)]
    return Spent(
        total=round(history.hours, 2),
        since=since,
        planned=planned,
        this_week=weeks[-1].hours,
        lately=round(sum(whole) / len(whole), 1) if whole else None,
        lately_weeks=len(whole),
        with_hours=sum(hours > 0 for hours in whole),
        weeks=tuple(weeks),
    )


def area_trends(history: History, areas: Sequence[Area], target: Level) -> Areas:
    """Return each area of today's pack by the first and the last quiz that kept it."""
    then, now = (history.first, history.last) if history.last else (None, history.first)
    return Areas(
        then=then.day if then else None,
        now=now.day if now else None,
        then_mode=then.mode if then else None,
        now_mode=now.mode if now else None,
        areas=tuple(_trend(area, then, now, area.targets[target]) for area in areas) if now else (),
    )


def _trend(area: Area, then: AreaLevels | None, now: AreaLevels | None, target: int) -> AreaTrend:
    before = then.areas.get(area.id) if then else None
    after = now.areas.get(area.id) if now else None
    change = _change(before, after) if before and after else None
    return AreaTrend(area.id, area.name, before, after, change, target, area.source, area.as_of)


def _change(then: Estimate, now: Estimate) -> Change:
    if not is_beyond(then, now):
        return Change.WITHIN
    return Change.UP if now.estimate > then.estimate else Change.DOWN


def steps_so_far(record: Record, basis: Basis, today: date) -> StepsSoFar:
    """Return the steps done and begun, by today's ids."""
    done = [state for state in basis.said.values() if state.mark is Mark.DONE]
    begun = [state for state in basis.said.values() if state.mark is Mark.STARTED]
    by_month: dict[str, int] = {}
    for state in done:
        by_month[state.at[:7]] = by_month.get(state.at[:7], 0) + 1
    titles = {step.id: step.title for step in basis.steps.steps}
    proofs = {
        event.step: event.note for event in renamed(record.events, basis.steps.renamed()) if event.what is Mark.DONE
    }
    latest = sorted(done, key=lambda state: state.at)[: -LATEST_STEPS - 1 : -1]
    return StepsSoFar(
        done=len(done),
        months=tuple(MonthDone(month, by_month.get(month, 0)) for month in _months(today)),
        latest=tuple(_line(state, titles, proofs) for state in latest),
        begun=tuple(_line(state, titles, {}) for state in sorted(begun, key=lambda state: state.at)),
    )


def _line(state: StepState, titles: Mapping[str, str], proofs: Mapping[str, str | None]) -> StepLine:
    title = titles.get(state.step, state.step)
    return StepLine(state.step, title, date.fromisoformat(state.at[:10]), state.hours, proofs.get(state.step))


def _months(today: date) -> list[str]:
    """Return the last months, oldest first, that of today at the end."""
    last = today.year * YEAR + today.month - 1
    return [f"{number // YEAR:04}-{number % YEAR + 1:02}" for number in range(last - MONTHS + 1, last + 1)]


def _at_real_hours(spent: Spent, placement: Placement, basis: Basis, today: date) -> Plan | None:
    """Return the plan with the hours a week really spent, None where too few weeks tell them."""
    if not spent.tells_rate or not spent.lately:
        return None
    wish = basis.wish._replace(hours=spent.lately, by=None)
    return make(placement, basis._replace(wish=wish), today)


def _forecast(plan: Plan, really: Plan | None) -> Forecast:
    return Forecast(
        target=plan.target,
        placed=plan.placed,
        steps_left=len(plan.steps) + plan.beyond,
        hours_left=float(plan.left),
        planned=End(plan.hours_a_week, plan.likely, plan.late),
        really=End(really.hours_a_week, really.likely, really.late) if really else None,
        source=plan.source,
        as_of=plan.as_of,
    )
