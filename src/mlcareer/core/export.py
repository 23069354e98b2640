"""What leaves with the person: the plan, what was done since it was first told, and where its figures come from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.mark import Mark, StepState
from mlcareer.core.plan import Plan
from mlcareer.core.source import Source, Sources
from mlcareer.core.step import Kind, Steps


class Format(StrEnum):
    """A kind of file to take the plan with, by the end of its name."""

    MARKDOWN = "md"
    CALENDAR = "ics"
    JSON = "json"
    PAGE = "html"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is never wanted on a format
        """The format's name as people write it."""
        return {"md": "Markdown", "ics": "iCalendar", "json": "JSON", "html": "HTML"}[self.value]


class Finished(NamedTuple):
    """A step done, and the day it was."""

    step: str
    title: str
    kind: Kind
    on: date


class Takeaway(NamedTuple):
    """All that an export holds.

    `done` are steps done since the plan was first told; `retake` is the day from which the quiz is worth taking again;
    `certifications` are names by id, for what calendars may know of certificates that were taken back.
    """

    plan: Plan
    made: date
    done: tuple[Finished, ...]
    retake: date | None
    sources: tuple[Source, ...]
    certifications: Mapping[str, str] = {}


class Exported(NamedTuple):
    """What was written where: the steps of the plan; of a calendar its events, and the steps left for a later export.

    `events` and `later` are None where the file is no calendar.
    """

    path: str
    format: Format
    steps: int
    events: int | None = None
    later: int | None = None


def format_named(name: str) -> Format | None:
    """Return the format that a file's name asks for by its end, None where it is none of ours."""
    end = name.rpartition(".")[2].lower()
    return Format(end) if "." in name and end in list(Format) else None


def finished(said: Mapping[str, StepState], steps: Steps) -> Iterator[Finished]:
    """Yield the steps done that the pack knows, oldest first."""
    known = {step.id: step for step in steps.steps}
    done = [state for state in said.values() if state.mark is Mark.DONE and state.step in known]
    for state in sorted(done, key=lambda state: (state.at, state.step)):
        step = known[state.step]
        yield Finished(step.id, step.title, step.kind, date.fromisoformat(state.at[:10]))


def takeaway(plan: Plan, made: date, done: Iterable[Finished], retake: date | None, sources: Sources) -> Takeaway:
    """Return what an export of the plan holds."""
    since = plan.first.made if plan.first else made
    certificates = (line.source for line in plan.certificates if line.source)
    named = {plan.source, *(step.what.source for step in plan.steps), *certificates}
    return Takeaway(
        plan=plan,
        made=made,
        done=tuple(step for step in done if step.on >= since),
        retake=retake,
        sources=tuple(source for source in sources.sources if source.id in named),
    )
