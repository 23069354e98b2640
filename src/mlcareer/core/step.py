"""Steps: concrete pieces of study, practice and project work that close skills, and exams for those who want one."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.plain import Fault
from mlcareer.core.retired import Retired, id_faults, refuse_retired, todays_ids
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
    """One step: what to do, what it closes, how long it likely takes (hours), how to tell that it is done.

    A certification shows skills and closes none; it names those to hold first in `needs`.
    """

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
    formerly: tuple[str, ...] = ()
    cloud: Cloud | None = None
    needs: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a step that closes nothing, takes no time, or is a project nobody could judge."""
        if self.kind is Kind.CERTIFICATION:
            yield from self._faults_of_certification()
        elif not self.closes:
            yield "closes", "expected at least one skill"
        if self.hours <= 0:
            yield "hours", f"expected more than 0, found {self.hours}"
        if self.kind is Kind.PROJECT and not (
            FEWEST_POINTS <= len(self.rubric) <= MOST_POINTS and self.deliverable and self.level
        ):
            yield "rubric", f"expected {FEWEST_POINTS} to {MOST_POINTS} points, a deliverable and a level for a project"

    def _faults_of_certification(self) -> Iterator[Fault]:
        if self.level is None:
            yield "level", "expected the rung that a certification fits"
        if self.cloud is None:
            yield "cloud", f"expected one of {', '.join(Cloud)} for a certification"
        if not self.needs:
            yield "needs", "expected at least one skill to hold before a certification"


class Steps(NamedTuple):
    """Every step of the pack, and those that are no more, as steps.yaml holds them."""

    steps: tuple[Step, ...]
    retired: tuple[Retired, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: an id that stands for two things, or that names nothing."""
        yield from id_faults("steps", self.steps, self.retired)

    def step(self, name: str) -> Step:
        """Return the step that has or had that id.

        Raises NotFoundError with the nearest id, or with what is known of a retired one.
        """
        wanted = self.current(as_id(name))
        for step in self.steps:
            if step.id == wanted:
                return step
        refuse_retired("step", wanted, self.retired)
        raise NotFoundError(
            unlike_any("step", name, [step.id for step in self.steps]),
            way_out="mlcareer next names the steps that suit you now",
        )

    def renamed(self) -> Mapping[str, str]:
        """Return today's id of each id that a step had before."""
        return todays_ids(self.steps)

    def current(self, name: str) -> str:
        """Return today's id for one that a record may hold; one that is retired or unknown stays as it is."""
        return next((step.id for step in self.steps if name in step.formerly), name)

    def currents(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return today's id for each of these, in their order."""
        today = todays_ids(self.steps)
        return tuple(today.get(name, name) for name in names)

    def closing(self, skill: str) -> tuple[Step, ...]:
        """Return the steps that close a skill."""
        return tuple(step for step in self.steps if skill in step.closes)

    def closed_by(self, done: Iterable[str]) -> frozenset[str]:
        """Return the skills that the steps of these ids close, earlier ids and retired ones too."""
        finished = set(self.currents(done))
        every: Iterable[Step | Retired] = (*self.steps, *self.retired)
        return frozenset(skill for step in every if step.id in finished for skill in step.closes)
