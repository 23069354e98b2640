"""Whether a plan fits before a day, how many hours a week it would take, and what to drop where it does not."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from mlcareer.core.gap import Gap
from mlcareer.core.pace import Pace, chance_within, late_factor
from mlcareer.core.route import Leg
from mlcareer.core.schedule import ROUNDING, Calendar
from mlcareer.core.step import Kind


class Verdict(StrEnum):
    """Whether the plan ends in time: even late, likely, hardly, or not because the day is over."""

    FITS = "fits"
    TIGHT = "tight"
    MISSES = "misses"
    PAST = "past"


class Fit(NamedTuple):
    """Whether the plan ends by a day.

    `probability` (0 to 1) is that of ending in time; `hours_a_week_likely` and `hours_a_week_sure` are the whole hours
    a week with which it would end in time likely, and in four cases of five; None where no day is left. `drop` are the
    steps to leave out so that the rest likely fits, the least useful first; `keeps` is False where even the rest does
    not fit.
    """

    by: date
    verdict: Verdict
    probability: float
    hours_available: float
    hours_needed: int
    hours_a_week_likely: int | None
    hours_a_week_sure: int | None
    drop: tuple[str, ...]
    drop_hours: int
    leaves_open: tuple[str, ...]
    keeps: bool


class Load(NamedTuple):
    """A leg of the route with the hours still to do on it."""

    leg: Leg
    hours: float


def fit(loads: Sequence[Load], calendar: Calendar, pace: Pace, by: date, gap: Gap) -> Fit:
    """Return whether steps of so many hours each end by a day."""
    available = calendar.hours_until(by)
    total, squares = sum(load.hours for load in loads), sum(load.hours**2 for load in loads)
    chance = chance_within(pace, total, squares, available)
    sure = total * late_factor(pace, total, squares)
    verdict = _verdict(total, sure, available, is_over=by < calendar.start and bool(loads))
    dropped = _dropped(loads, available, gap) if verdict is Verdict.MISSES else []
    left = total - sum(load.hours for load in dropped)
    share = calendar.hours_a_week / available if available else None
    areas = dict.fromkeys(
        gap.areas[gap.skills[skill].area].name
        for load in dropped
        for skill in load.leg.step.closes
        if skill in gap.needed
    )
    return Fit(
        by=by,
        verdict=verdict,
        probability=chance,
        hours_available=round(available, 1),
        hours_needed=round(total),
        hours_a_week_likely=ceil(total * share - ROUNDING) if share else None,
        hours_a_week_sure=ceil(sure * share - ROUNDING) if share else None,
        drop=tuple(load.leg.step.id for load in dropped),
        drop_hours=round(sum(load.hours for load in dropped)),
        leaves_open=tuple(areas),
        keeps=left <= available + ROUNDING,
    )


def _verdict(total: float, sure: float, available: float, *, is_over: bool) -> Verdict:
    if is_over:
        return Verdict.PAST
    if sure <= available + ROUNDING:
        return Verdict.FITS
    return Verdict.TIGHT if total <= available + ROUNDING else Verdict.MISSES


def _dropped(loads: Sequence[Load], available: float, gap: Gap) -> list[Load]:
    """Return the loads to leave out until the rest fits: the least worth for an hour first, never what another needs.

    What leads through a gate stays to the last.
    """
    kept = {load.leg.step.id: load for load in loads}
    dropped: list[Load] = []
    while kept and sum(load.hours for load in kept.values()) > available + ROUNDING:
        needed = {name for load in kept.values() for name in load.leg.after}
        free = [load for name, load in kept.items() if name not in needed]
        if not free:
            break
        worst = min(free, key=lambda load: _keep_worth(load, gap))
        if _leads_through_a_gate(worst, gap):
            break
        dropped.append(kept.pop(worst.leg.step.id))
    return dropped


def _keep_worth(load: Load, gap: Gap) -> tuple[bool, float, str]:
    """Return what to sort by: the first is the first to drop."""
    step = load.leg.step
    return (_leads_through_a_gate(load, gap), load.leg.value / step.hours, step.id)


def _leads_through_a_gate(load: Load, gap: Gap) -> bool:
    """Tell whether a step teaches what a missed gate asks: no project does, nor a skill above the gate's level."""
    if load.leg.step.kind is Kind.PROJECT:
        return False
    skills = [gap.skills[skill] for skill in load.leg.step.closes if skill in gap.needed]
    return any(skill.area in gap.gates and skill.level <= gap.gates[skill.area].minimum for skill in skills)
