"""Three looks at the ladder: the whole, one rung in depth, the difference between two rungs."""

from typing import NamedTuple

from mlcareer.core.freshness import Aged
from mlcareer.core.ladder import Gate, Roadmap, Rung, Statement
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.record import Here
from mlcareer.core.skill import Hours, SkillMap, hours_band
from mlcareer.errors import WrongUsageError


class WholeLadder(NamedTuple):
    """All rungs, and where the person stands."""

    role: str
    you: Here | None
    about: tuple[Statement, ...]
    rungs: tuple[Rung, ...]
    aged: tuple[Aged, ...] = ()


class SkillLine(NamedTuple):
    """A skill as a rung lists it."""

    id: str
    name: str
    area: str
    level: int
    hours: Hours


class AreaStep(NamedTuple):
    """What one area asks at a rung and at the rung before (0-5)."""

    area: str
    name: str
    before: int
    target: int


class OneRung(NamedTuple):
    """A rung in depth: what the guide says, what each area asks, and the skills that are new on it."""

    you: Here | None
    rung: Rung
    title: str
    areas: tuple[AreaStep, ...]
    gates: tuple[Gate, ...]
    skills: tuple[SkillLine, ...]
    source: str
    as_of: str
    aged: tuple[Aged, ...] = ()


class Difference(NamedTuple):
    """What separates two rungs: areas that rise, duties, gates, skills, hours."""

    you: Here | None
    start: Level
    target: Level
    areas: tuple[AreaStep, ...]
    duties: tuple[Statement, ...]
    gates: tuple[Gate, ...]
    skills: tuple[SkillLine, ...]
    hours: Hours
    source: str
    as_of: str
    aged: tuple[Aged, ...] = ()


def one_rung(roadmap: Roadmap, skills: SkillMap, level: Level, you: Here | None) -> OneRung:
    """Return one rung in depth."""
    below = RUNGS[level.rung - 2] if level.rung > 1 else None
    return OneRung(
        you=you,
        rung=roadmap.rung(level),
        title=level.title,
        areas=_areas(skills, below, level),
        gates=roadmap.gates_to(level),
        skills=_new_skills(skills, below, level),
        source=skills.areas[0].source,
        as_of=skills.areas[0].as_of,
    )


def difference(roadmap: Roadmap, skills: SkillMap, start: Level, target: Level, you: Here | None) -> Difference:
    """Return what separates two rungs; raises WrongUsageError where the second is not above the first."""
    if target.rung <= start.rung:
        raise WrongUsageError(
            f"--to {target.value} is not above {start.value}",
            way_out=f"mlcareer roadmap {target.value} --to {start.value} shows that difference"
            if target is not start
            else "name a higher level",
        )
    between = [rung for rung in roadmap.rungs if start.rung < rung.level.rung <= target.rung]
    new = _new_skills(skills, start, target)
    return Difference(
        you=you,
        start=start,
        target=target,
        areas=_areas(skills, start, target),
        duties=tuple(duty for rung in between for duty in rung.duties),
        gates=roadmap.gates_to(target, start),
        skills=new,
        hours=hours_band(sum(skills.skill(line.id).hours for line in new)),
        source=skills.areas[0].source,
        as_of=skills.areas[0].as_of,
    )


def _areas(skills: SkillMap, below: Level | None, level: Level) -> tuple[AreaStep, ...]:
    return tuple(
        AreaStep(area.id, area.name, area.targets[below] if below else 0, area.targets[level]) for area in skills.areas
    )


def _new_skills(skills: SkillMap, below: Level | None, level: Level) -> tuple[SkillLine, ...]:
    """Return the skills, specialisations left out, that the higher rung asks and the lower does not."""
    lines = []
    for area in skills.areas:
        floor = area.targets[below] if below else 0
        lines += [
            SkillLine(skill.id, skill.name, area.id, skill.level, hours_band(skill.hours))
            for skill in skills.in_area(area.id)
            if not skill.optional and floor < skill.level <= area.targets[level]
        ]
    return tuple(lines)
