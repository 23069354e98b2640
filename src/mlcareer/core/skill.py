"""Areas and skills: what the work consists of, what it needs first, how long it takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from math import isclose
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.plain import Fault, repeated
from mlcareer.core.retired import Retired, id_faults, refuse_retired, todays_ids
from mlcareer.errors import NotFoundError, unlike_any

TOP_LEVEL = 5
"""The highest area level."""
HOURS_LOW, HOURS_HIGH = 0.7, 1.6
"""People overrun more than they underrun, so hours are shown as a band of -30 % to +60 %."""


class Hours(NamedTuple):
    """Focused hours: the likely figure and the band around it, whole hours."""

    low: int
    likely: int
    high: int


def hours_band(likely: float) -> Hours:
    """Return the band of -30 % to +60 % around `likely` hours."""
    return Hours(round(likely * HOURS_LOW), round(likely), round(likely * HOURS_HIGH))


class Area(NamedTuple):
    """One of the fourteen areas; `targets` is the level (0-5) asked at each rung, `weight` its share of the whole."""

    id: str
    name: str
    summary: str
    weight: float
    targets: Mapping[Level, int]
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: targets that miss a rung or fall on the way up."""
        if list(self.targets) != list(Level):
            yield "targets", "expected a level for each of the five rungs, in order"
        heights = list(self.targets.values())
        if heights != sorted(heights):
            yield "targets", f"expected no target below the one before, found {heights}"
        if not all(0 <= height <= TOP_LEVEL for height in heights):
            yield "targets", f"expected levels from 0 to {TOP_LEVEL}, found {heights}"

    def target_at(self, position: float) -> float:
        """Return the expected area level at a position on the ladder (rungs, 0 and up).

        Linear between the rungs' targets; starts at 0, and goes on at the last slope above rung 5.
        """
        heights = [0, *self.targets.values()]
        heights.append(2 * heights[-1] - heights[-2])
        below = min(max(int(position), 0), len(heights) - 2)
        return heights[below] + (position - below) * (heights[below + 1] - heights[below])


class Demand(NamedTuple):
    """Share of job adverts (percent of `ads`) whose text names a skill."""

    percent: int
    ads: int
    source: str
    as_of: str


class Skill(NamedTuple):
    """One skill: its area and area level (1-5), what it needs first, hours of practice to usable skill."""

    id: str
    name: str
    summary: str
    area: str
    level: int
    hours: int
    prereqs: tuple[str, ...]
    source: str
    as_of: str
    demand: Demand | None = None
    optional: bool = False
    formerly: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a level off the scale, or no hours."""
        if not 1 <= self.level <= TOP_LEVEL:
            yield "level", f"expected 1 to {TOP_LEVEL}, found {self.level}"
        if self.hours <= 0:
            yield "hours", f"expected more than 0, found {self.hours}"


class SkillMap(NamedTuple):
    """All areas and skills, and the skills that are no more, as skills.yaml holds them."""

    areas: tuple[Area, ...]
    skills: tuple[Skill, ...]
    retired: tuple[Retired, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: ids that repeat or dangle, weights that do not sum to 1, skills that need themselves."""
        areas = [area.id for area in self.areas]
        ids = [skill.id for skill in self.skills]
        yield from repeated("areas", areas)
        yield from id_faults("skills", self.skills, self.retired)
        total = sum(area.weight for area in self.areas)
        if not isclose(total, 1.0, abs_tol=1e-6):
            yield "areas", f"expected weights that sum to 1, found {total:.3f}"
        for number, skill in enumerate(self.skills):
            if skill.area not in areas:
                yield ("skills", number, "area"), unlike_any("area", skill.area, areas)
            for place, prereq in enumerate(skill.prereqs):
                if prereq not in ids:
                    yield ("skills", number, "prereqs", place), unlike_any("skill", prereq, ids)
        try:
            prerequisite_order({skill.id: skill.prereqs for skill in self.skills})
        except CycleError as circle:
            yield "skills", f"prereqs: expected no circle, found {' -> '.join(circle.args[1])}"

    def area(self, name: str) -> Area:
        """Return the area of that id or name; raises NotFoundError with the nearest id."""
        for area in self.areas:
            if as_id(name) in {area.id, as_id(area.name)}:
                return area
        raise NotFoundError(unlike_any("area", name, [area.id for area in self.areas]))

    def skill(self, name: str) -> Skill:
        """Return the skill that has or had that id.

        Raises NotFoundError with the nearest id, or with what is known of a retired one.
        """
        wanted = self.current(as_id(name))
        for skill in self.skills:
            if skill.id == wanted:
                return skill
        refuse_retired("skill", wanted, self.retired)
        raise NotFoundError(unlike_any("skill", name, [skill.id for skill in self.skills]))

    def current(self, name: str) -> str:
        """Return today's id for one that a record may hold; one that is retired or unknown stays as it is."""
        return next((skill.id for skill in self.skills if name in skill.formerly), name)

    def currents(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return today's id for each of these, in their order."""
        today = todays_ids(self.skills)
        return tuple(today.get(name, name) for name in names)

    def in_area(self, area: str) -> tuple[Skill, ...]:
        """Return the skills of an area, lowest level first."""
        return tuple(sorted((s for s in self.skills if s.area == area), key=lambda skill: skill.level))

    def unlocked_by(self, skill: str) -> tuple[Skill, ...]:
        """Return the skills that name `skill` as a prerequisite."""
        return tuple(later for later in self.skills if skill in later.prereqs)


def as_id(name: str) -> str:
    """Return a typed name as the pack writes ids: lower case, underscores."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def prerequisite_order(prereqs: Mapping[str, Iterable[str]]) -> Sequence[str]:
    """Return the ids with each after all it needs; raises graphlib.CycleError where there is a circle."""
    return tuple(TopologicalSorter(prereqs).static_order())
