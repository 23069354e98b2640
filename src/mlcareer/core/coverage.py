"""What a plan closes, what it leaves open and why, and what the person need not do because they have it behind them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from mlcareer.core.gap import holds
from mlcareer.core.level import RUNGS
from mlcareer.core.mark import CLOSING, Mark
from mlcareer.core.placement import Placement
from mlcareer.core.route import Basis, Route
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Kind


class Behind(NamedTuple):
    """A step that the person seems to have behind them: by rating and checks, or by the rating alone."""

    step: str
    title: str
    area: str
    by_checks: bool
    done_when: str


class AreaGap(NamedTuple):
    """An area below what the target asks: the steps that close it, or why none does."""

    area: str
    name: str
    estimate: float
    target: int
    steps: tuple[str, ...]
    open: str | None


def area_gaps(way: Route, skills: SkillMap, listed: Collection[str]) -> tuple[AreaGap, ...]:
    """Return each area below what the target asks, with the steps listed that close it, or the reason why none does."""
    gap = way.gap
    closing: dict[str, list[str]] = {}
    for leg in way.legs:
        for name in dict.fromkeys(gap.skills[skill].area for skill in leg.step.closes):
            closing.setdefault(name, []).append(leg.step.id)
    found = []
    for area in skills.areas:
        estimate = gap.estimates[area.id].estimate if area.id in gap.estimates else 0.0
        target = area.targets[way.target]
        if estimate >= target:
            continue
        steps = closing.get(area.id, [])
        why = _why_open(way, area.id, steps)
        named = tuple(step for step in steps if step in listed)
        found.append(AreaGap(area.id, area.name, round(estimate, 2), target, named, why))
    return tuple(found)


def _why_open(way: Route, area: str, closing: Sequence[str]) -> str | None:
    """Say what keeps an area's gap open in spite of the plan, None where its steps close it."""
    gap = way.gap
    left = {skill: skipped for skill, skipped in way.open.items() if gap.skills[skill].area == area}
    if left:
        names = ", ".join(gap.skills[skill].name for skill in left)
        skipped = [step for steps in left.values() for step in steps]
        why = f"you skipped {', '.join(skipped)}" if skipped else "no step of the pack teaches it"
        return f"{names}; {why}"
    if closing:
        return None
    skills = [skill for skill in gap.skills.values() if skill.area == area]
    if any(skill.id in gap.held and not holds(skill, gap.estimates.get(area)) for skill in skills):
        return "all its steps are done; a new quiz will tell"
    if any(skill.id in gap.held for skill in skills):
        return "by your own rating nothing is missing, the estimate is less sure; checks in a quiz will tell"
    return "the pack has no skill here that the rung asks"


def behind(placement: Placement, basis: Basis, way: Route) -> tuple[Behind, ...]:
    """Return the steps of the person's own rung that their answers put behind them: to be tested, not to be done."""
    checks = {area.area: area.right for area in placement.areas}
    below = RUNGS[placement.level.rung - 2] if placement.level.rung > 1 else None
    planned = {leg.step.id for leg in way.legs}
    areas, skills = way.gap.areas, way.gap.skills
    found = []
    for step in basis.steps.steps:
        is_settled = basis.mark_of(step.id) in {*CLOSING, Mark.SKIPPED}
        if step.kind not in {Kind.STUDY, Kind.PRACTICE} or step.id in planned or is_settled:
            continue
        closes = [skills[name] for name in step.closes]
        if not all(holds(skill, way.gap.estimates.get(skill.area)) for skill in closes):
            continue
        least = areas[closes[0].area].targets[below] if below else 0
        if closes[0].level > least:
            area = closes[0].area
            found.append(Behind(step.id, step.title, area, checks.get(area, 0) > 0, step.done_when))
    return tuple(found)
