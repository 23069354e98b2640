"""From gaps to the best next steps: prerequisites first, then what closes most of the gap per hour.

The order follows the value density of prerequisite closures: of all skills still missing, take the one whose closure
(itself and what it needs that is missing) gives the most value per hour, do that closure in prerequisite order, and
repeat. For a chain this is Sidney's decomposition ("Decomposition algorithms for single-machine sequencing with
precedence relations and deferral costs", Operations Research 23, 1975).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.placement import AreaEstimate, Placement, Role
from mlcareer.core.skill import Hours, Skill, SkillMap, hours_band, prerequisite_order
from mlcareer.core.step import Kind, Link, Step, Steps

HOLDS_BACK_VALUE = 3.0
"""A gap in an area that holds the person back, or behind a missed gate, counts three times: else the cheapest skills of
small gaps would always come first."""
SMALLEST_GAP = 0.1
HELD_MARGIN = 0.5
"""A skill of area level n counts as held from an estimated level of n - 0.5, which rounds to n, and a rating of n."""


class Suggestion(NamedTuple):
    """One step worth doing now, and why."""

    step: str
    title: str
    kind: Kind
    hours: Hours
    closes: tuple[str, ...]
    areas: tuple[str, ...]
    why: str
    because: str
    do: tuple[str, ...]
    done_when: str
    learn: tuple[Link, ...]
    source: str
    as_of: str


class NextSteps(NamedTuple):
    """The best steps now on the way to `target`, and how many hours of the way remain (prerequisites included)."""

    level: Level
    target: Level
    suggestions: tuple[Suggestion, ...]
    skills_left: int
    hours_left: Hours
    done: int
    source: str
    as_of: str


def next_steps(placement: Placement, skills: SkillMap, steps: Steps, done: Iterable[str], count: int = 3) -> NextSteps:
    """Return the `count` best steps now, from a placement, the skill map and the ids of the steps already done."""
    finished = frozenset(done)
    target = placement.level.next or placement.level
    gap = Gap(placement, skills, steps.closed_by(finished), target)
    order = gap.order()
    chosen = _chosen(gap, order, steps, finished, count)
    return NextSteps(
        level=placement.level,
        target=target,
        suggestions=tuple(_suggestion(step, gap) for step in chosen),
        skills_left=len(order),
        hours_left=hours_band(sum(gap.skills[skill].hours for skill in order)),
        done=len(finished & {step.id for step in steps.steps}),
        source=placement.source,
        as_of=placement.as_of,
    )


def _chosen(gap: "Gap", order: Sequence[str], steps: Steps, finished: frozenset[str], count: int) -> list[Step]:
    """Return the steps to suggest: the way into each area that holds the person back, then the order as it stands.

    Where a project of the target rung is within reach and there is room for two, it takes the last place.
    """
    ready = [skill for skill in order if gap.is_ready(skill)]
    first = [skill for area in gap.areas_behind() for skill in gap.way_into(area, ready)]
    found = (_study_step(steps, skill) for skill in (*first, *ready))
    studies = list({step.id: step for step in found if step is not None}.values())
    project = _project(gap, steps, finished)
    if project is None or (count == 1 and studies):
        return studies[:count]
    return [*studies[: count - 1], project]


class Gap:
    """What separates a person from a target rung, as skills with their value and what they still need first."""

    def __init__(self, placement: Placement, skills: SkillMap, closed: Iterable[str], target: Level) -> None:
        self.skills = {skill.id: skill for skill in skills.skills}
        self.areas = {area.id: area for area in skills.areas}
        self.target = target
        self.estimates = {estimate.area: estimate for estimate in placement.areas}
        self.gates = {gate.area: gate for gate in placement.gates if gate.blocks}
        reached = {skill.id for skill in skills.skills if holds(skill, self.estimates.get(skill.area))}
        self.held = reached | set(closed)
        wanted = [s for s in skills.skills if not s.optional and s.level <= self.areas[s.area].targets[target]]
        missing = [skill.id for skill in wanted if skill.id not in self.held]
        self.needed = frozenset().union(*(self.closure(skill) for skill in missing))
        self.values = self._values()

    def closure(self, skill: str) -> frozenset[str]:
        """Return the skill and every prerequisite, direct or not, that is not held."""
        found: set[str] = set()
        waiting = [skill]
        while waiting:
            name = waiting.pop()
            if name not in found and name not in self.held:
                found.add(name)
                waiting.extend(self.skills[name].prereqs)
        return frozenset(found)

    def order(self) -> tuple[str, ...]:
        """Return the needed skills, densest closure first, each after all it needs."""
        left = set(self.needed)
        closures = {skill: self.closure(skill) for skill in self.needed}
        topological = prerequisite_order({s: [p for p in self.skills[s].prereqs if p in left] for s in sorted(left)})
        order: list[str] = []
        while left:
            best = min(sorted(left), key=lambda skill: -self._density(closures[skill] & left))
            batch = closures[best] & left
            order.extend(skill for skill in topological if skill in batch)
            left -= batch
        return tuple(order)

    def areas_behind(self) -> tuple[str, ...]:
        """Return the areas that hold the person back: behind a missed gate first, then by weighted gap."""
        behind = [
            area for area, estimate in self.estimates.items() if area in self.gates or estimate.role is Role.HOLDS_BACK
        ]
        return tuple(sorted(behind, key=lambda area: (area not in self.gates, -self._gap_in(area))))

    def way_into(self, area: str, ready: Sequence[str]) -> tuple[str, ...]:
        """Return the first ready skill on the way to the nearest missing skill of an area, if one is missing."""
        missing = [self.closure(skill) for skill in self.needed if self.skills[skill].area == area]
        if not missing:
            return ()
        nearest = min(missing, key=lambda batch: (self._hours(batch), sorted(batch)))
        return tuple(skill for skill in ready if skill in nearest)[:1]

    def _hours(self, skills: Iterable[str]) -> int:
        return sum(self.skills[skill].hours for skill in skills)

    def is_ready(self, skill: str) -> bool:
        """Tell whether nothing that the skill needs is missing."""
        return all(prereq in self.held for prereq in self.skills[skill].prereqs)

    def _density(self, batch: Iterable[str]) -> float:
        """Return the value per hour of closing these skills together."""
        skills = sorted(batch)  # rounding must not depend on the order of a set
        return sum(self.values[skill] for skill in skills) / self._hours(skills)

    def _values(self) -> dict[str, float]:
        """Return the worth of closing each needed skill: its share of its area's weighted gap to the target."""
        per_area = Counter(self.skills[name].area for name in self.needed)
        return {name: self._gap_in(area) / per_area[area] for name, area in self._areas_of(self.needed)}

    def _areas_of(self, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self.skills[name].area) for name in sorted(names)]

    def _gap_in(self, area: str) -> float:
        """Return an area's weighted gap; a small one where it is closed, for the skills others still need of it."""
        estimate = self.estimates.get(area)
        level = estimate.estimate if estimate else 0.0
        gap = max(self.areas[area].targets[self.target] - level, SMALLEST_GAP) * self.areas[area].weight
        holds_back = area in self.gates or (estimate is not None and estimate.role is Role.HOLDS_BACK)
        return gap * HOLDS_BACK_VALUE if holds_back else gap


def holds(skill: Skill, estimate: AreaEstimate | None) -> bool:
    """Tell whether both the person and the estimate put them at a skill's level; specialisations never count."""
    if estimate is None or skill.optional:
        return False
    return estimate.rating >= skill.level and estimate.estimate >= skill.level - HELD_MARGIN


def _study_step(steps: Steps, skill: str) -> Step | None:
    """Return the step that teaches a skill by itself."""
    closing = [step for step in steps.closing(skill) if step.kind is not Kind.PROJECT]
    return min(closing, key=lambda step: (len(step.closes), step.id), default=None)


def _project(gap: Gap, steps: Steps, finished: frozenset[str]) -> Step | None:
    """Return the project of the target rung that proves most of what is in reach now, if one is within reach.

    In reach: not done, and each of its skills is held or has nothing missing before it, at least half being held.
    """

    def reach(step: Step) -> tuple[float, int, str]:
        worth = sum(gap.values.get(skill, 0.0) for skill in step.closes)
        return (-worth / step.hours, step.hours, step.id)

    def within_reach(step: Step) -> bool:
        known = sum(skill in gap.held for skill in step.closes)
        return 2 * known >= len(step.closes) and all(skill in gap.held or gap.is_ready(skill) for skill in step.closes)

    projects = [s for s in steps.steps if s.kind is Kind.PROJECT and s.level is gap.target and s.id not in finished]
    return min((step for step in projects if within_reach(step)), key=reach, default=None)


def _suggestion(step: Step, gap: Gap) -> Suggestion:
    areas = tuple(dict.fromkeys(gap.skills[skill].area for skill in step.closes))
    return Suggestion(
        step=step.id,
        title=step.title,
        kind=step.kind,
        hours=hours_band(step.hours),
        closes=step.closes,
        areas=areas,
        why=step.why,
        because=_because(step, gap, areas),
        do=step.do,
        done_when=step.done_when,
        learn=step.learn,
        source=step.source,
        as_of=step.as_of,
    )


def _because(step: Step, gap: Gap, areas: Sequence[str]) -> str:
    """Say in one sentence why this step comes up now."""
    title = gap.target.title
    behind_gate = next((gap.gates[area] for area in areas if area in gap.gates), None)
    if step.kind is Kind.PROJECT:
        return f"shows, in one piece others can open, what {title} asks in {_list(gap, areas)}"
    if behind_gate:
        return f"{behind_gate.name} is a gate: {behind_gate.level.title} asks level {behind_gate.minimum}"
    area = areas[0]
    estimate = gap.estimates.get(area)
    later = sum(step.closes[0] in gap.skills[skill].prereqs for skill in gap.needed)
    opens = f"; opens {later} more skill{'s' if later > 1 else ''} you need" if later else ""
    if estimate is None:
        return f"{title} asks for it{opens}"
    wants = gap.areas[area].targets[gap.target]
    if estimate.estimate >= wants:
        return f"what you need next builds on it{opens}"
    if estimate.rating >= wants:
        return f"{estimate.name}: {title} asks {wants}, and your {estimate.rating} is not sure yet{opens}"
    return f"{estimate.name}: you said {estimate.rating}, {title} asks {wants}{opens}"


def _list(gap: Gap, areas: Sequence[str]) -> str:
    names = [gap.areas[area].name for area in areas]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
