"""Looks at the skill map: all areas, one area, one skill; with what the person holds, where that is known."""

from collections.abc import Iterable
from typing import NamedTuple

from mlcareer.core.assessment import AreaQuestion
from mlcareer.core.freshness import Aged
from mlcareer.core.gap import holds
from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.skill import Area, Demand, Hours, Skill, SkillMap, hours_band
from mlcareer.core.step import Kind, Link, Steps


class AreaLine(NamedTuple):
    """An area with the number of its skills, and the person's estimated level where there is one."""

    area: Area
    skills: int
    hours: Hours
    you: float | None


class SkillState(NamedTuple):
    """A skill, its hours as a band, and whether the person holds it (None where that is not known)."""

    skill: Skill
    hours: Hours
    held: bool | None


class StepLine(NamedTuple):
    """A step that closes a skill."""

    id: str
    kind: Kind
    title: str
    hours: Hours
    source: str
    as_of: str
    learn: tuple[Link, ...]


class AllAreas(NamedTuple):
    """The fourteen areas."""

    areas: tuple[AreaLine, ...]


class OneArea(NamedTuple):
    """An area with its skills, lowest level first."""

    area: Area
    you: float | None
    level: Level | None
    anchors: tuple[str, ...]
    evidence: str
    skills: tuple[SkillState, ...]
    aged: tuple[Aged, ...] = ()


class Neighbour(NamedTuple):
    """A skill before or after another."""

    id: str
    name: str
    held: bool | None


class OneSkill(NamedTuple):
    """A skill with what it needs, what it opens, and the steps that close it."""

    state: SkillState
    area_name: str
    needs: tuple[Neighbour, ...]
    opens: tuple[Neighbour, ...]
    demand: Demand | None
    steps: tuple[StepLine, ...]
    aged: tuple[Aged, ...] = ()


class SkillBook:
    """The skill map seen by one person, or by nobody in particular."""

    def __init__(self, skills: SkillMap, placement: Placement | None, closed: Iterable[str]) -> None:
        self.map = skills
        self.placement = placement
        self.closed = frozenset(closed)
        self.estimates = {estimate.area: estimate for estimate in placement.areas} if placement else {}

    def all_areas(self) -> AllAreas:
        """Return every area."""
        return AllAreas(tuple(self._line(area) for area in self.map.areas))

    def one_area(self, area: Area, question: AreaQuestion) -> OneArea:
        """Return one area with what its levels mean and its skills."""
        skills = tuple(self.state(skill) for skill in self.map.in_area(area.id))
        return OneArea(
            area=area,
            you=self._level_in(area.id),
            level=self.placement.level if self.placement else None,
            anchors=question.anchors,
            evidence=question.evidence,
            skills=skills,
        )

    def one_skill(self, skill: Skill, steps: Steps) -> OneSkill:
        """Return one skill with its surroundings."""
        closing = tuple(
            StepLine(step.id, step.kind, step.title, hours_band(step.hours), step.source, step.as_of, step.learn)
            for step in steps.closing(skill.id)
        )
        return OneSkill(
            state=self.state(skill),
            area_name=self.map.area(skill.area).name,
            needs=tuple(self._neighbour(self.map.skill(name)) for name in skill.prereqs),
            opens=tuple(self._neighbour(later) for later in self.map.unlocked_by(skill.id)),
            demand=skill.demand,
            steps=closing,
        )

    def state(self, skill: Skill) -> SkillState:
        """Return a skill with whether the person holds it."""
        return SkillState(skill, hours_band(skill.hours), self._held(skill))

    def _held(self, skill: Skill) -> bool | None:
        if skill.id in self.closed:
            return True
        return None if self.placement is None else holds(skill, self.estimates.get(skill.area))

    def _neighbour(self, skill: Skill) -> Neighbour:
        return Neighbour(skill.id, skill.name, self._held(skill))

    def _line(self, area: Area) -> AreaLine:
        skills = self.map.in_area(area.id)
        return AreaLine(area, len(skills), hours_band(sum(skill.hours for skill in skills)), self._level_in(area.id))

    def _level_in(self, area: str) -> float | None:
        estimate = self.estimates.get(area)
        return estimate.estimate if estimate else None
