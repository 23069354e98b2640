"""Steps: concrete pieces of study, practice and project work that close skills."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.plain import Fault, repeated
from mlcareer.core.skill import as_id
from mlcareer.errors import NotFoundError, unlike_any

FEWEST_POINTS, MOST_POINTS = 3, 6
"""How many points a project's rubric has."""


class Kind(StrEnum):
    """What sort of work a step is."""

    STUDY = "study"
    PRACTICE = "practice"
    PROJECT = "project"
    CERTIFICATION = "certification"


class Cloud(StrEnum):
    """A cloud whose certifications a plan may hold."""

    AWS = "aws"
    GCP = "gcp"
    AZURE = "azure"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is never wanted on a cloud
        """The cloud's name as people write it."""
        return {Cloud.AWS: "AWS", Cloud.GCP: "Google Cloud", Cloud.AZURE: "Azure"}[self]


class Link(NamedTuple):
    """Where to learn; `checked` is the day the address was seen to exist, None where it was not."""

    title: str
    url: str
    part: str = ""
    checked: str | None = None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: an address that no browser would open."""
        if not self.url.startswith(("https://", "http://")):
            yield "url", f"expected an http(s) address, found {self.url!r}"


class Step(NamedTuple):
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
    cloud: Cloud | None = None
    needs: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a step that closes nothing, takes no time, or is a project nobody could judge."""
        if not self.closes:
            yield "closes", "expected at least one skill"
        if self.hours <= 0:
            yield "hours", f"expected more than 0, found {self.hours}"
        if self.kind is Kind.PROJECT and not (
            FEWEST_POINTS <= len(self.rubric) <= MOST_POINTS and self.deliverable and self.level
        ):
            yield "rubric", f"expected {FEWEST_POINTS} to {MOST_POINTS} points, a deliverable and a level for a project"


class Steps(NamedTuple):
    """Every step of the pack, as steps.yaml holds them."""

    steps: tuple[Step, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two steps of one id."""
        yield from repeated("steps", [step.id for step in self.steps])

    def step(self, name: str) -> Step:
        """Return the step of that id; raises NotFoundError with the nearest id."""
        for step in self.steps:
            if step.id == as_id(name):
                return step
        raise NotFoundError(
            unlike_any("step", name, [step.id for step in self.steps]),
            way_out="mlcareer next names the steps that suit you now",
        )

    def renamed(self) -> Mapping[str, str]:
        """Return today's id of each id that a step had before."""
        return {}

    def closing(self, skill: str) -> tuple[Step, ...]:
        """Return the steps that close a skill."""
        return tuple(step for step in self.steps if skill in step.closes)

    def closed_by(self, done: Iterable[str]) -> frozenset[str]:
        """Return the skills that the steps of these ids close; ids the pack no longer has close nothing."""
        finished = set(done)
        return frozenset(skill for step in self.steps if step.id in finished for skill in step.closes)
