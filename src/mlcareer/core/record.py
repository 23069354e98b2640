"""What a person has done so far, as the program reads it from their profile."""

from datetime import date
from typing import NamedTuple

from mlcareer.core.assessment import Answers
from mlcareer.core.certificate import Certificate
from mlcareer.core.evidence import Evidence
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepEvent
from mlcareer.core.wish import NOTHING_SAID, Wish


class Taken(NamedTuple):
    """A finished assessment: when (ISO), what was answered, and what it said then."""

    finished: str
    mode: str
    answers: Answers
    level: Level
    probability: float

    @property
    def day(self) -> str:
        """The day it was finished."""
        return self.finished[:10]

    @property
    def on(self) -> date:
        """The same as a date."""
        return date.fromisoformat(self.day)


class DoneStep(NamedTuple):
    """A step marked as done, and when (ISO)."""

    step: str
    at: str


class Record(NamedTuple):
    """The person's own record: the last assessment, one under way, what was said of steps, evidence, certificates.

    `under_way_mode` is the mode with which the assessment under way was begun; `events` are oldest first;
    `edition` is the checksum of the pack that the profile met last, `told` the ids of
    steps whose change by an update was told.
    """

    latest: Taken | None = None
    under_way: Answers | None = None
    events: tuple[StepEvent, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    under_way_mode: str | None = None
    wish: Wish = NOTHING_SAID
    edition: str | None = None
    told: frozenset[str] = frozenset()
    certificates: tuple[Certificate, ...] = ()

    @property
    def done(self) -> tuple[DoneStep, ...]:
        """The steps done, in the order in which they were."""
        return tuple(DoneStep(event.step, event.at) for event in self.events if event.what is Mark.DONE)

    @property
    def done_ids(self) -> tuple[str, ...]:
        """The ids of the steps done, in the order in which they were."""
        return tuple(step.step for step in self.done)


class Here(NamedTuple):
    """Where the last assessment put the person; shown beside the ladder."""

    level: Level
    probability: float
    day: str


def here(record: Record) -> Here | None:
    """Return where the person stands by their last assessment, None before the first."""
    latest = record.latest
    return Here(latest.level, latest.probability, latest.day) if latest else None
