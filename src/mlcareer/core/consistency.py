"""What must hold between the files of the pack: no dangling id, no circle, no figure in two versions."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from mlcareer.core.advice import Advice
from mlcareer.core.advising import MOST
from mlcareer.core.assessment import HIGHEST, LOWEST, Assessment
from mlcareer.core.certification import Certifications
from mlcareer.core.freshness import ShelfLives, unsorted
from mlcareer.core.ladder import Roadmap
from mlcareer.core.market import Salaries
from mlcareer.core.negotiation import Negotiation
from mlcareer.core.offer import Offered, status_on
from mlcareer.core.plain import is_record
from mlcareer.core.skill import SkillMap
from mlcareer.core.source import Sources
from mlcareer.core.step import Cloud, Kind, Steps
from mlcareer.errors import unlike_any

Path = tuple[str | int, ...]
NAMES_A_SOURCE = ("source", "estimate_source", "checked_against")


class Pack(NamedTuple):
    """Every file of the pack, by the name of its file; None where it is not sound in itself."""

    roadmap: Roadmap | None = None
    skills: SkillMap | None = None
    assessment: Assessment | None = None
    steps: Steps | None = None
    salaries: Salaries | None = None
    certifications: Certifications | None = None
    certification_advice: Advice | None = None
    shelf_lives: ShelfLives | None = None
    negotiation: Negotiation | None = None
    sources: Sources | None = None


class Finding(NamedTuple):
    """One thing that is wrong: in which file, at which path, and what was expected."""

    file: str
    path: Path
    problem: str


def findings(pack: Pack) -> Iterator[Finding]:
    """Yield everything that is wrong between the files, as far as they can be held against each other."""
    if pack.sources:
        yield from _sources(pack, pack.sources)
    if pack.shelf_lives:
        yield from _shelf_lives(pack, pack.shelf_lives)
    if pack.skills and pack.assessment:
        yield from _assessment(pack.assessment, pack.skills)
    if pack.roadmap and pack.skills:
        yield from _gates(pack.roadmap, pack.skills)
    if pack.roadmap and pack.salaries:
        yield from _pay(pack.roadmap, pack.salaries)
    if pack.skills and pack.steps:
        yield from _steps(pack.steps, pack.skills)
    if pack.steps and pack.certifications:
        yield from _certifications(pack.certifications, pack.steps)
    if pack.certification_advice and pack.certifications:
        yield from _advice(pack.certification_advice, pack.certifications)


def _sources(pack: Pack, sources: Sources) -> Iterator[Finding]:
    """Every source named anywhere is one of sources.yaml."""
    for file, part in zip(pack._fields, pack, strict=True):
        for path, problem in unknown_sources(part, sources):
            yield Finding(file, path, problem)


def unknown_sources(part: object, sources: Sources | None) -> Iterator[tuple[Path, str]]:
    """Yield where a record of the pack names a source that sources.yaml does not hold, and the nearest it holds.

    Nothing where that file is not sound in itself.
    """
    known = [source.id for source in sources.sources] if sources else []
    for path, name in _named_sources(part, ()):
        if sources and name not in known:
            yield path, unlike_any("source", name, known)


def _named_sources(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if is_record(value):
        for field, inner in zip(value._fields, value, strict=True):
            if field in NAMES_A_SOURCE and isinstance(inner, str):
                yield (*path, field), inner
            elif field == "sources":
                yield from _listed_sources(inner, (*path, field))
            else:
                yield from _named_sources(inner, (*path, field))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _named_sources(inner, (*path, number))


def _listed_sources(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for number, name in enumerate(value):
        if isinstance(name, str):
            yield (*path, number), name


def _shelf_lives(pack: Pack, lives: ShelfLives) -> Iterator[Finding]:
    """Of every dated record something says how it ages; a source of which that is said exists."""
    for file, part in zip(pack._fields, pack, strict=True):
        for path, problem in unsorted(part, lives):
            yield Finding(file, (path,) if isinstance(path, str) else path, problem)
    known = [source.id for source in pack.sources.sources] if pack.sources else []
    for name in lives.statements:
        if pack.sources and name not in known:
            yield Finding("shelf_lives", ("statements", name), unlike_any("source", name, known))


def _assessment(assessment: Assessment, skills: SkillMap) -> Iterator[Finding]:
    """One question an area, in the areas' order; typical levels within the scale."""
    areas = [area.id for area in skills.areas]
    if [question.area for question in assessment.questions] != areas:
        yield Finding("assessment", ("questions",), f"expected one question an area, in the order {', '.join(areas)}")
    for number, background in enumerate(assessment.backgrounds):
        for area, level in background.typical.items():
            here: Path = ("backgrounds", number, "typical", area)
            if area not in areas:
                yield Finding("assessment", here, unlike_any("area", area, areas))
            elif not LOWEST <= level <= HIGHEST:
                yield Finding("assessment", here, f"expected {LOWEST} to {HIGHEST}, found {level}")


def _gates(roadmap: Roadmap, skills: SkillMap) -> Iterator[Finding]:
    """Gates name areas."""
    areas = [area.id for area in skills.areas]
    for number, rung in enumerate(roadmap.rungs):
        for place, gate in enumerate(rung.gates):
            if gate.area not in areas:
                yield Finding(
                    "roadmap", ("rungs", number, "gates", place, "area"), unlike_any("area", gate.area, areas)
                )


def _pay(roadmap: Roadmap, salaries: Salaries) -> Iterator[Finding]:
    """The guide's pay stands in both files, and is the same."""
    bands = {band.level: band.pay for band in salaries.guide}
    for number, rung in enumerate(roadmap.rungs):
        if rung.pay != bands.get(rung.level):
            problem = f"expected the guide's pay for {rung.level.value} as salaries.yaml has it"
            yield Finding("roadmap", ("rungs", number, "pay"), problem)


def _steps(steps: Steps, skills: SkillMap) -> Iterator[Finding]:
    """Steps close and need skills that exist; every skill has a step that closes it."""
    ids = [skill.id for skill in skills.skills]
    for number, step in enumerate(steps.steps):
        for field, named in (("closes", step.closes), ("needs", step.needs)):
            for place, skill in enumerate(named):
                if skill not in ids:
                    yield Finding("steps", ("steps", number, field, place), unlike_any("skill", skill, ids))
    for number, gone in enumerate(steps.retired):
        for place, skill in enumerate(gone.closes):
            if skill not in ids:
                yield Finding("steps", ("retired", number, "closes", place), unlike_any("skill", skill, ids))
    taught = steps.closed_by(step.id for step in steps.steps)
    for number, name in enumerate(ids):
        if name not in taught:
            yield Finding("skills", ("skills", number), f"no step of steps.yaml closes {name!r}")


def _certifications(certifications: Certifications, steps: Steps) -> Iterator[Finding]:
    """A certification's step is one of steps.yaml that passes an exam."""
    exams = [step.id for step in steps.steps if step.kind is Kind.CERTIFICATION]
    for number, entry in enumerate(certifications.certifications):
        if entry.step is not None and entry.step not in exams:
            yield Finding("certifications", ("certifications", number, "step"), unlike_any("step", entry.step, exams))


def _advice(advice: Advice, certifications: Certifications) -> Iterator[Finding]:
    """Advice names entries that stood open when it was written, and at each rung at most three of one cloud."""
    entries = {entry.id: entry for entry in certifications.certifications}
    for number, rung in enumerate(advice.levels):
        of_cloud: Counter[Cloud | None] = Counter()
        for place, choice in enumerate(rung.choices):
            here: Path = ("levels", number, "choices", place, "certification")
            entry = entries.get(choice.certification)
            if entry is None:
                problem = unlike_any("certification", choice.certification, entries)
                yield Finding("certification_advice", here, problem)
                continue
            of_cloud[entry.cloud] += 1
            if of_cloud[entry.cloud] > MOST:
                problem = f"expected at most {MOST} of one cloud, or of none, at one rung"
                yield Finding("certification_advice", here, problem)
            status = status_on(entry, advice.as_of)
            if status.status in (Offered.ENDED, Offered.NOT_OPEN):
                problem = f"expected what can be taken on {advice.as_of}, found: {status.words}"
                yield Finding("certification_advice", here, problem)
