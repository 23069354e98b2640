"""Check the whole pack from its YAML: every file against its type, then all of them against each other."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mlcareer.core.advice import Advice
from mlcareer.core.assessment import Assessment
from mlcareer.core.certification import Certifications
from mlcareer.core.consistency import Pack, findings, unknown_sources
from mlcareer.core.freshness import ShelfLives
from mlcareer.core.knowledge import Bank, Checks
from mlcareer.core.ladder import Roadmap
from mlcareer.core.market import Salaries
from mlcareer.core.negotiation import Negotiation
from mlcareer.core.plain import Fault, written
from mlcareer.core.skill import SkillMap
from mlcareer.core.solving import CheckPasses, doubts
from mlcareer.core.source import Sources
from mlcareer.core.step import Steps
from mlcareer.errors import InvalidDataError
from mlcareer.pack.locate import data_dir, shown
from mlcareer.pack.read import Document, decoded, scanned
from mlcareer.pack.validate import typed, validated

FILES: dict[str, type] = {
    "roadmap": Roadmap,
    "skills": SkillMap,
    "assessment": Assessment,
    "steps": Steps,
    "salaries": Salaries,
    "certifications": Certifications,
    "certification_advice": Advice,
    "shelf_lives": ShelfLives,
    "negotiation": Negotiation,
    "sources": Sources,
    "check_passes": CheckPasses,
}


def problems() -> tuple[str, ...]:
    """Return everything that is wrong with the pack, as `file:line: path: what`; nothing where it is sound."""
    found: list[str] = []
    documents: dict[str, Document] = {}
    records: dict[str, object] = {}
    folder = data_dir()
    for name, kind in FILES.items():
        path = folder / f"{name}.yaml"
        try:
            documents[name] = scanned(decoded(path.read_bytes(), shown(path)), shown(path))
            records[name] = validated(documents[name], kind)
        except InvalidDataError as fault:
            found.extend(fault.problems)
            records[name] = typed(documents[name], kind) if name in documents else None
        except OSError as fault:
            found.append(f"{shown(path)}: cannot be read: {fault.strerror}")
    strays = sorted({path.stem for path in folder.glob("*.yaml")} - set(FILES))
    found.extend(f"{shown(folder / name)}.yaml: no such subject in the pack" for name in strays)
    stated = records.get("sources")
    sources = stated if isinstance(stated, Sources) else None
    bank, is_whole = _bank(folder, sources, found)
    passes = records.pop("check_passes", None)
    if isinstance(passes, CheckPasses):
        wrong = [*unknown_sources(passes, sources), *(doubts(bank, passes) if is_whole else ())]
        found.extend(_told(documents["check_passes"], wrong))
    for finding in findings(Pack(**records)):  # type: ignore[arg-type]
        document = documents[finding.file]
        where = f"{document.name}:{document.line(finding.path)}: {written(finding.path)}"
        found.append(f"{where}: {finding.problem}")
    return tuple(found)


def _bank(folder: Path, sources: Sources | None, found: list[str]) -> tuple[Bank, bool]:
    """Return the sound files of the bank and whether these are all; what is wrong is added to `found`."""
    parts, is_whole = [], True
    for path in sorted((folder / "checks").glob("*.yaml")):
        try:
            document = scanned(decoded(path.read_bytes(), shown(path)), shown(path))
            part = validated(document, Checks)
        except InvalidDataError as fault:
            found.extend(fault.problems)
            is_whole = False
            continue
        if part.area != path.stem:
            found.append(f"{shown(path)}: area: expected {path.stem}, found {part.area}")
        found.extend(_told(document, unknown_sources(part, sources)))
        parts.append(part)
    return Bank(tuple(parts)), is_whole


def _told(document: Document, faults: Iterable[Fault]) -> Iterator[str]:
    """Yield faults as `file:line: path: what`."""
    for place, problem in faults:
        at = (place,) if isinstance(place, str) else place
        yield f"{document.name}:{document.line(at)}: {written(at)}: {problem}"
