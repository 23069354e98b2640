"""Steps: concrete pieces of study, practice and project work that close skills."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mlcareer.core.ladder import Level
from mlcareer.core.skill import as_id
from mlcareer.errors import InvalidFieldError, NotFoundError, unlike_any


class Kind(StrEnum):
    """What sort of work a step is."""

    STUDY = "study"
    PRACTICE = "practice"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Link:
    """Where to learn; `checked` is the day the address was seen to exist, None where it was not."""

    title: str
    url: str
    part: str = ""
    checked: str | None = None

    def __post_init__(self) -> None:
        """Refuse what a browser would not open."""
        if not self.url.startswith(("https://", "http://")):
            raise InvalidFieldError("url", f"expected an http(s) address, found {self.url!r}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, what it closes, how long it likely takes (hours), how to tell that it is done."""

    id: str
    kind: Kind
    title: str
    closes: tuple[str, ...]
    hours: int
    why: str
    do: tuple[str, ...]
    done_when: str
    source: str
    as_of: str
    learn: tuple[Link, ...] = ()
    level: Level | None = None
    deliverable: str = ""
    rubric: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a step that closes nothing, takes no time, or is a project without a rubric."""
        if not self.closes:
            raise InvalidFieldError("closes", "expected at least one skill")
        if self.hours <= 0:
            raise InvalidFieldError("hours", f"expected more than 0, found {self.hours}")
        if self.kind is Kind.PROJECT and not (3 <= len(self.rubric) <= 6 and self.deliverable and self.level):
            raise InvalidFieldError("rubric", "expected 3 to 6 points, a deliverable and a level for a project")


@dataclass(frozen=True, slots=True)
class Steps:
    """Every step of the pack, as steps.yaml holds them."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse two steps of one id."""
        ids = [step.id for step in self.steps]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise InvalidFieldError("steps", f"expected each id once, found twice: {', '.join(twice)}")

    def step(self, name: str) -> Step:
        """Return the step of that id; raises NotFoundError with the nearest id."""
        for step in self.steps:
            if step.id == as_id(name):
                return step
        raise NotFoundError(
            unlike_any("step", name, [step.id for step in self.steps]),
            way_out="mlcareer next names the steps that suit you now",
        )

    def closing(self, skill: str) -> tuple[Step, ...]:
        """Return the steps that close a skill."""
        return tuple(step for step in self.steps if skill in step.closes)

    def closed_by(self, done: Iterable[str]) -> frozenset[str]:
        """Return the skills that the steps of these ids close; ids the pack no longer has close nothing."""
        finished = set(done)
        return frozenset(skill for step in self.steps if step.id in finished for skill in step.closes)
