"""What separates a person from a rung: the skills still missing, what each is worth, in which order to close them.

The order follows the value density of prerequisite closures: of all skills still missing, take the one whose closure
(itself and what it needs that is missing) gives the most value per hour, do that closure in prerequisite order, and
repeat. For a chain this is Sidney's decomposition ("Decomposition algorithms for single-machine sequencing with
precedence relations and deferral costs", Operations Research 23, 1975).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from mlcareer.core.level import Level
from mlcareer.core.placement import AreaEstimate, Placement, Role
from mlcareer.core.skill import Skill, SkillMap, prerequisite_order

HOLDS_BACK_VALUE = 3.0
"""A gap in an area that holds the person back, or behind a missed gate, counts three times: else the cheapest skills of
small gaps would always come first."""
SMALLEST_GAP = 0.1
HELD_MARGIN = 0.5
"""A skill of area level n counts as held from an estimated level of n - 0.5, which rounds to n, and a rating of n."""


class Gap:
    """What separates a person from a target rung, as skills with their value and what they still need first.

    `opens` counts for each skill how many of the needed ones name it as a prerequisite.
    """

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
        self.opens = Counter(prereq for skill in self.needed for prereq in self.skills[skill].prereqs)

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

    def order(self, focus: str | None = None) -> tuple[str, ...]:
        """Return the needed skills, densest closure first, each after all it needs; those of `focus` before others."""
        left = set(self.needed)
        closures = {skill: self.closure(skill) for skill in self.needed}
        users: dict[str, list[str]] = {skill: [] for skill in self.needed}
        for skill in sorted(closures):
            for inner in closures[skill]:
                users[inner].append(skill)
        ranks = self._ranks()
        best = {skill: self._rank_of(skill, closures[skill], focus) for skill in left}
        heap = [(rank, skill) for skill, rank in best.items()]
        heapify(heap)
        order: list[str] = []
        while heap:
            rank, skill = heappop(heap)
            if skill not in left or rank != best[skill]:
                continue  # done meanwhile, or worth another place since
            batch = closures[skill] & left
            order.extend(sorted(batch, key=ranks.__getitem__))
            left -= batch
            for user in sorted({user for inner in batch for user in users[inner]} & left):
                best[user] = self._rank_of(user, closures[user] & left, focus)
                heappush(heap, (best[user], user))
        return tuple(order)

    def route(self, focus: str | None = None) -> tuple[str, ...]:
        """Return the needed skills as `order` has them, but first the way into each area that holds the person back."""
        order = self.order(focus)
        if focus is not None:
            return order
        ready = [skill for skill in order if self.is_ready(skill)]
        first = [skill for area in self.areas_behind() for skill in self.way_into(area, ready)]
        return tuple(dict.fromkeys((*first, *order)))

    def _ranks(self) -> dict[str, int]:
        """Return a place for each needed skill, after all it needs."""
        inner = {s: [p for p in self.skills[s].prereqs if p in self.needed] for s in sorted(self.needed)}
        return {skill: number for number, skill in enumerate(prerequisite_order(inner))}

    def _rank_of(self, skill: str, closure: Iterable[str], focus: str | None) -> tuple[bool, float]:
        return (focus is not None and self.skills[skill].area != focus, -self._density(closure))

    def areas_behind(self) -> tuple[str, ...]:
        """Return the areas that hold the person back: behind a missed gate first, then by weighted gap."""
        behind = [
            area for area, estimate in self.estimates.items() if area in self.gates or estimate.role is Role.HOLDS_BACK
        ]
        return tuple(sorted(behind, key=lambda area: (area not in self.gates, -self.gap_in(area))))

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
        return {name: self.gap_in(area) / per_area[area] for name, area in self._areas_of(self.needed)}

    def _areas_of(self, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self.skills[name].area) for name in sorted(names)]

    def gap_in(self, area: str) -> float:
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
