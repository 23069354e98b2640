"""What must hold between the files of the pack: no dangling id, no circle, no figure in two versions."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError
from math import isclose
from typing import Any, NamedTuple

from mlcareer.core.assessment import HIGHEST, LOWEST, Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.plain import is_record
from mlcareer.core.salary import Salaries
from mlcareer.core.skill import SkillMap, prerequisite_order
from mlcareer.core.source import Sources
from mlcareer.core.step import Steps
from mlcareer.errors import unlike_any

Path = tuple[str | int, ...]
NAMES_A_SOURCE = ("source", "estimate_source", "checked_against")


class Pack(NamedTuple):
    """Every file of the pack, by the name of its file."""

    roadmap: Roadmap
    skills: SkillMap
    assessment: Assessment
    steps: Steps
    salaries: Salaries
    sources: Sources


class Finding(NamedTuple):
    """One thing that is wrong: in which file, at which path, and what was expected."""

    file: str
    path: Path
    problem: str


def findings(pack: Pack) -> Iterator[Finding]:
    """Yield everything that is wrong between and within the files."""
    yield from _sources(pack)
    yield from _skills(pack.skills)
    yield from _assessment(pack)
    yield from _roadmap(pack)
    yield from _steps(pack)


def _sources(pack: Pack) -> Iterator[Finding]:
    """Every source named anywhere is one of sources.yaml."""
    known = [source.id for source in pack.sources.sources]
    for file, part in zip(pack._fields, pack, strict=True):
        for path, name in _named_sources(part, ()):
            if name not in known:
                yield Finding(file, path, unlike_any("source", name, known))


def _named_sources(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if is_record(value):
        for field, inner in zip(value._fields, value, strict=True):
            if field in NAMES_A_SOURCE and isinstance(inner, str):
                yield (*path, field), inner
            else:
                yield from _named_sources(inner, (*path, field))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _named_sources(inner, (*path, number))


def _skills(skills: SkillMap) -> Iterator[Finding]:
    """Ids are unique, areas and prerequisites exist, weights sum to 1, nothing needs itself."""
    areas = [area.id for area in skills.areas]
    ids = [skill.id for skill in skills.skills]
    yield from _repeated("skills", "areas", areas)
    yield from _repeated("skills", "skills", ids)
    total = sum(area.weight for area in skills.areas)
    if not isclose(total, 1.0, abs_tol=1e-6):
        yield Finding("skills", ("areas",), f"expected weights that sum to 1, found {total:.3f}")
    for number, skill in enumerate(skills.skills):
        here: Path = ("skills", number)
        if skill.area not in areas:
            yield Finding("skills", (*here, "area"), unlike_any("area", skill.area, areas))
        if not 1 <= skill.level <= HIGHEST:
            yield Finding("skills", (*here, "level"), f"expected 1 to {HIGHEST}, found {skill.level}")
        if skill.hours <= 0:
            yield Finding("skills", (*here, "hours"), f"expected more than 0, found {skill.hours}")
        for place, prereq in enumerate(skill.prereqs):
            if prereq not in ids:
                yield Finding("skills", (*here, "prereqs", place), unlike_any("skill", prereq, ids))
    try:
        prerequisite_order({skill.id: skill.prereqs for skill in skills.skills})
    except CycleError as circle:
        yield Finding("skills", ("skills",), f"prereqs: expected no circle, found {' -> '.join(circle.args[1])}")


def _assessment(pack: Pack) -> Iterator[Finding]:
    """One question an area, in the areas' order; typical levels within the scale."""
    areas = [area.id for area in pack.skills.areas]
    asked = [question.area for question in pack.assessment.questions]
    if asked != areas:
        yield Finding("assessment", ("questions",), f"expected one question an area, in the order {', '.join(areas)}")
    yield from _repeated("assessment", "backgrounds", [background.id for background in pack.assessment.backgrounds])
    for number, background in enumerate(pack.assessment.backgrounds):
        for area, level in background.typical.items():
            here: Path = ("backgrounds", number, "typical", area)
            if area not in areas:
                yield Finding("assessment", here, unlike_any("area", area, areas))
            elif not LOWEST <= level <= HIGHEST:
                yield Finding("assessment", here, f"expected {LOWEST} to {HIGHEST}, found {level}")


def _roadmap(pack: Pack) -> Iterator[Finding]:
    """Gates name areas; the guide's pay is the same here as in salaries.yaml."""
    areas = [area.id for area in pack.skills.areas]
    bands = {band.level: band.pay for band in pack.salaries.guide}
    for number, rung in enumerate(pack.roadmap.rungs):
        for place, gate in enumerate(rung.gates):
            if gate.area not in areas:
                yield Finding(
                    "roadmap", ("rungs", number, "gates", place, "area"), unlike_any("area", gate.area, areas)
                )
        if rung.pay != bands.get(rung.level):
            problem = f"expected the guide's pay for {rung.level.value} as salaries.yaml has it"
            yield Finding("roadmap", ("rungs", number, "pay"), problem)


def _steps(pack: Pack) -> Iterator[Finding]:
    """Steps close skills that exist; every skill has a step that teaches it."""
    ids = [skill.id for skill in pack.skills.skills]
    for number, step in enumerate(pack.steps.steps):
        for place, skill in enumerate(step.closes):
            if skill not in ids:
                yield Finding("steps", ("steps", number, "closes", place), unlike_any("skill", skill, ids))
    taught = pack.steps.closed_by(step.id for step in pack.steps.steps)
    for number, skill_record in enumerate(pack.skills.skills):
        if skill_record.id not in taught:
            yield Finding("skills", ("skills", number), f"no step of steps.yaml closes {skill_record.id!r}")


def _repeated(file: str, part: str, ids: list[str]) -> Iterator[Finding]:
    seen: Mapping[str, int] = {name: number for number, name in reversed(list(enumerate(ids)))}
    for number, name in enumerate(ids):
        if seen[name] != number:
            yield Finding(file, (part, number), f"expected each id once, {name!r} stands before")
