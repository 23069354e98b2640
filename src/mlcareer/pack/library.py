"""The pack as the program asks for it: one method a subject, each reading that one file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.errors import InvalidDataError
from mlcareer.pack.compiled import checksum, load
from mlcareer.pack.locate import data_dir, shown

if TYPE_CHECKING:
    from mlcareer.core.advice import Advice
    from mlcareer.core.assessment import Assessment
    from mlcareer.core.certification import Certifications
    from mlcareer.core.freshness import ShelfLives
    from mlcareer.core.knowledge import Bank
    from mlcareer.core.ladder import Roadmap
    from mlcareer.core.market import Salaries
    from mlcareer.core.negotiation import Negotiation
    from mlcareer.core.skill import SkillMap
    from mlcareer.core.solving import CheckPasses
    from mlcareer.core.source import Sources
    from mlcareer.core.step import Steps


class Library:
    """The bundled pack; `cache` is the folder for compiled files, None where there is none.

    Each method raises InvalidDataError with file and line where its file is not sound.
    """

    def __init__(self, cache: Path | None) -> None:
        self.cache = cache

    def stamp(self) -> str:
        """Return the sizes and times of the pack's files: another one where any was changed, without reading them."""
        folder = data_dir()
        found = [(path.as_posix(), path.stat()) for path in sorted(folder.rglob("*.yaml"))]
        return ";".join(f"{name}:{of.st_size}:{of.st_mtime_ns}" for name, of in found)

    def edition(self) -> str:
        """Return a checksum of what plans are made from: another one means that an update changed skills or steps."""
        folder = data_dir()
        return "-".join(checksum((folder / f"{name}.yaml").read_bytes()) for name in ("skills", "steps"))

    def roadmap(self) -> "Roadmap":
        """Return the ladder."""
        from mlcareer.core.ladder import Roadmap

        return load("roadmap", Roadmap, self.cache)

    def skills(self) -> "SkillMap":
        """Return areas and skills."""
        from mlcareer.core.skill import SkillMap

        return load("skills", SkillMap, self.cache)

    def assessment(self) -> "Assessment":
        """Return the quiz."""
        from mlcareer.core.assessment import Assessment

        return load("assessment", Assessment, self.cache)

    def checks(self) -> "Bank":
        """Return the knowledge checks of every area."""
        from mlcareer.core.knowledge import Bank, Checks

        names = sorted(path.stem for path in (data_dir() / "checks").glob("*.yaml"))
        return Bank(tuple(load(f"checks/{name}", Checks, self.cache) for name in names))

    def check_passes(self) -> "CheckPasses":
        """Return the record of who solved the checks blind."""
        from mlcareer.core.solving import CheckPasses

        return load("check_passes", CheckPasses, self.cache)

    def steps(self) -> "Steps":
        """Return the steps."""
        from mlcareer.core.step import Steps

        return load("steps", Steps, self.cache)

    def salaries(self) -> "Salaries":
        """Return pay."""
        from mlcareer.core.market import Salaries

        return load("salaries", Salaries, self.cache)

    def certifications(self) -> "Certifications":
        """Return exams and courses."""
        from mlcareer.core.certification import Certifications

        return load("certifications", Certifications, self.cache)

    def certification_advice(self) -> "Advice":
        """Return which certifications we would name at each rung."""
        from mlcareer.core.advice import Advice

        return load("certification_advice", Advice, self.cache)

    def shelf_lives(self) -> "ShelfLives":
        """Return how long a fact of each subject may be trusted unseen."""
        from mlcareer.core.freshness import ShelfLives

        return load("shelf_lives", ShelfLives, self.cache)

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield every file of the pack, its name first: each is read by the method that bears its name."""
        folder = data_dir()
        for name in sorted(path.stem for path in folder.glob("*.yaml")):
            if not hasattr(Library, name):
                raise InvalidDataError([f"{shown(folder / name)}.yaml: no such subject in the pack"])
            yield name, getattr(self, name)()
        for part in self.checks().areas:
            yield f"checks/{part.area}", part

    def negotiation(self) -> "Negotiation":
        """Return what is known of negotiating pay."""
        from mlcareer.core.negotiation import Negotiation

        return load("negotiation", Negotiation, self.cache)

    def sources(self) -> "Sources":
        """Return the sources."""
        from mlcareer.core.source import Sources

        return load("sources", Sources, self.cache)
