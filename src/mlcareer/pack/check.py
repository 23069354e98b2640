"""Check the whole pack from its YAML: every file against its type, then all of them against each other."""

from pathlib import Path

from mlcareer.core.assessment import Assessment
from mlcareer.core.consistency import Pack, findings
from mlcareer.core.knowledge import Bank, Checks
from mlcareer.core.ladder import Roadmap
from mlcareer.core.salary import Salaries
from mlcareer.core.skill import SkillMap
from mlcareer.core.solving import CheckPasses, doubts
from mlcareer.core.source import Sources
from mlcareer.core.step import Steps
from mlcareer.errors import InvalidDataError
from mlcareer.pack.locate import data_dir, shown
from mlcareer.pack.read import Document, decoded, scanned
from mlcareer.pack.validate import typed, validated, written

FILES: dict[str, type] = {
    "roadmap": Roadmap,
    "skills": SkillMap,
    "assessment": Assessment,
    "steps": Steps,
    "salaries": Salaries,
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
    bank = _bank(folder, found)
    passes = records.pop("check_passes", None)
    if isinstance(passes, CheckPasses):
        document = documents["check_passes"]
        for place, problem in doubts(bank, passes):
            at = (place,) if isinstance(place, str) else place
            found.append(f"{document.name}:{document.line(at)}: {written(at)}: {problem}")
    for finding in findings(Pack(**records)):  # type: ignore[arg-type]
        document = documents[finding.file]
        where = f"{document.name}:{document.line(finding.path)}: {written(finding.path)}"
        found.append(f"{where}: {finding.problem}")
    return tuple(found)


def _bank(folder: Path, found: list[str]) -> Bank:
    """Return the sound files of the bank; what is wrong with the others is added to `found`."""
    parts = []
    for path in sorted((folder / "checks").glob("*.yaml")):
        try:
            part = validated(scanned(decoded(path.read_bytes(), shown(path)), shown(path)), Checks)
        except InvalidDataError as fault:
            found.extend(fault.problems)
            continue
        if part.area != path.stem:
            found.append(f"{shown(path)}: area: expected {path.stem}, found {part.area}")
        parts.append(part)
    return Bank(tuple(parts))
