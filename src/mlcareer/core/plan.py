"""The plan: the route's steps laid on the calendar with the person's hours, likely and late, and what moved since.

Likely is the sum of the steps' likely hours at the person's pace, late the hours that suffice in four cases of five
(core/pace.py has the model).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mlcareer.core.certificate import CertificateLine
from mlcareer.core.coverage import AreaGap, Behind, area_gaps, behind
from mlcareer.core.fit import Fit, Load, fit
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.moved import Moved
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.pace import Pace, pace
from mlcareer.core.placement import Placement
from mlcareer.core.route import HANDS_ON, Basis, Leg, Route, route, spent_on
from mlcareer.core.schedule import Calendar, Laid, Layout, Task, lay_out
from mlcareer.core.skill import Hours, hours_band
from mlcareer.core.step import Cloud
from mlcareer.core.suggestion import Suggestion, suggestion

MOST_LISTED = 250
"""Steps that a plan lists one by one, more than the pack has; of a pack that outgrows it the rest is only counted."""
LEAST_LEFT = 0.1
"""A step begun keeps at least this share of its hours, however many were spent: what is not done is not done."""


class PlanStep(NamedTuple):
    """A step of the plan: days on which it begins, likely ends and late ends (None beyond the horizon), and why.

    `after` are planned steps that come first; `without` are skills it builds on that were left out. `spent` and `left`
    are hours: said to be spent so far, likely still to do at the person's pace. `number` counts in the order in which
    the steps begin, `place` in that in which they matter: no step done or hour spent changes that one.
    """

    number: int
    what: Suggestion
    begins: date | None
    likely: date | None
    late: date | None
    spent: float | None
    left: float
    after: tuple[str, ...]
    without: tuple[str, ...]
    place: int


class Part(NamedTuple):
    """Hours of one step within a week."""

    step: str
    hours: float


class Week(NamedTuple):
    """A week of the plan, from its first day on."""

    number: int
    begins: date
    parts: tuple[Part, ...]


class First(NamedTuple):
    """The plan as it was first told: when, and when it was to end."""

    made: date
    likely: date | None


class Plan(NamedTuple):
    """An ordered, dated plan to a rung; hours are those of the pack, dates at the person's pace.

    `hours_assumed` tells that the person never said how many hours a week they have. `left` are the likely hours left
    at their pace. `beyond` counts the steps after those listed; `hours`, `left`, `likely` and `late` are of all.
    `placed` is False where there was no quiz yet, and nothing is taken as known. `first`, `moved` and `certificates`
    are filled by whoever knows what was kept in the profile.
    """

    level: Level
    target: Level
    placed: bool
    hours_a_week: float
    hours_assumed: bool
    begins: date
    by: date | None
    focus: str | None
    cloud: Cloud | None
    steps: tuple[PlanStep, ...]
    beyond: int
    weeks: tuple[Week, ...]
    hours: Hours
    left: int
    pace: Pace
    likely: date | None
    late: date | None
    done: int
    gaps: tuple[AreaGap, ...]
    test_out: tuple[Behind, ...]
    fit: Fit | None
    first: First | None
    moved: Moved | None
    source: str
    as_of: str
    certificates: tuple[CertificateLine, ...] = ()


def make(placement: Placement, basis: Basis, today: date, *, placed: bool = True) -> Plan:
    """Return the plan as of `today`; the same inputs give the same plan."""
    wish = basis.wish
    way = route(placement, basis)
    speed = pace(spent_on(basis))
    loads = [Load(leg, _left(leg, basis.said, speed)) for leg in way.legs]
    layout = lay_out([_task(load, basis) for load in loads], speed)
    calendar = Calendar(max(wish.start or today, today), wish.hours_a_week)
    listed = layout.steps[:MOST_LISTED]
    steps = _plan_steps(loads, listed, calendar, way, basis)
    last = layout.steps[-1] if layout.steps else None
    return Plan(
        level=placement.level,
        target=way.target,
        placed=placed,
        hours_a_week=wish.hours_a_week,
        hours_assumed=wish.hours is None,
        begins=calendar.start,
        by=wish.by,
        focus=wish.focus,
        cloud=wish.cloud,
        steps=steps,
        beyond=len(layout.steps) - len(listed),
        weeks=_weeks(layout, calendar, listed[-1].ends if listed else 0.0),
        hours=hours_band(sum(leg.step.hours for leg in way.legs)),
        left=round(sum(load.hours for load in loads)),
        pace=speed,
        likely=calendar.ends(last.ends) if last else None,
        late=calendar.ends(last.late) if last else None,
        done=sum(basis.mark_of(step.id) is Mark.DONE for step in basis.steps.steps),
        gaps=area_gaps(way, basis.skills, {laid.step for laid in listed}),
        test_out=behind(placement, basis, way)[:MOST_LISTED],
        fit=fit(loads, calendar, speed, wish.by, way.gap) if wish.by else None,
        first=None,
        moved=None,
        source=placement.source,
        as_of=placement.as_of,
    )


def outlook(plan: Plan, today: date, pack: str) -> Outlook:
    """Return the plan in short, to be kept until it moves; `pack` is the checksum of the pack it was made from.

    Its steps stand by place: two that run side by side may well end the other way round tomorrow, which is no news.
    """
    ordered = sorted(plan.steps, key=lambda step: step.place)
    dues = tuple(Due(step.what.step, step.what.hours.likely, step.likely, step.late) for step in ordered)
    return Outlook(
        0, today, plan.target, plan.hours_a_week, plan.likely, plan.late, dues, pack, round(plan.pace.factor, 3)
    )


def _left(leg: Leg, said: Mapping[str, StepState], speed: Pace) -> float:
    """Return the hours likely still to do on a step, at the person's pace, less what was spent on it."""
    whole = leg.step.hours * speed.factor
    state = said.get(leg.step.id)
    return max(whole - (state.hours or 0.0), whole * LEAST_LEFT) if state else whole


def _task(load: Load, basis: Basis) -> Task:
    step = load.leg.step
    begun = basis.mark_of(step.id) is Mark.STARTED
    return Task(step.id, load.hours, step.kind in HANDS_ON, load.leg.after, begun)


def _plan_steps(
    loads: Sequence[Load], listed: Sequence[Laid], calendar: Calendar, way: Route, basis: Basis
) -> tuple[PlanStep, ...]:
    """Return the steps in the order in which they begin, those that begin together by place."""
    by_id = {load.leg.step.id: load for load in loads}
    places = {name: place for place, name in enumerate(by_id, 1)}
    found = []
    in_order = sorted(listed, key=lambda laid: (laid.begins, places[laid.step]))
    for number, laid in enumerate(in_order, 1):
        load = by_id[laid.step]
        state = basis.said.get(laid.step)
        found.append(
            PlanStep(
                number=number,
                what=suggestion(load.leg.step, way.gap, begun=basis.mark_of(laid.step) is Mark.STARTED),
                begins=calendar.begins(laid.begins),
                likely=calendar.ends(laid.ends),
                late=calendar.ends(laid.late),
                spent=state.hours if state else None,
                left=round(load.hours, 1),
                after=load.leg.after,
                without=load.leg.without,
                place=places[laid.step],
            )
        )
    return tuple(found)


def _weeks(layout: Layout, calendar: Calendar, until: float) -> tuple[Week, ...]:
    """Return what each week holds, as far as the horizon, up to so many hours of work."""
    found: list[Week] = []
    week = calendar.hours_a_week
    parts: dict[str, float] = {}

    def close() -> bool:
        begins = calendar.begins(len(found) * week)
        if begins is not None:
            kept = tuple(Part(step, round(hours, 1)) for step, hours in parts.items())
            found.append(Week(len(found) + 1, begins, kept))
        parts.clear()
        return begins is not None

    for span in layout.spans:
        at = span.begins
        while at < min(span.ends, until) - 1e-9:
            end = min(span.ends, until, (len(found) + 1) * week)
            for step in span.steps:
                parts[step] = parts.get(step, 0.0) + (end - at) / len(span.steps)
            at = end
            if at >= (len(found) + 1) * week - 1e-9 and not close():
                return tuple(found)
    if parts:
        close()
    return tuple(found)
