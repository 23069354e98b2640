"""What a person says of a step: begun, done, left out, known already, a note; and what that makes of the step."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """One thing to say of a step."""

    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"
    KNOWN = "known"
    NOTED = "noted"


CLOSING = (Mark.DONE, Mark.KNOWN)
"""Marks after which the skills of a step count as held."""


class StepEvent(NamedTuple):
    """Something said of a step: what, when (ISO), hours spent since the last word, and proof or a note."""

    id: int
    step: str
    what: Mark
    at: str
    hours: float | None = None
    note: str | None = None


class StepState(NamedTuple):
    """What the events make of one step: its last mark, when that was, when it was begun, hours spent on it in all.

    `mark` is None where only notes were made. `hours` is None where none were given.
    """

    step: str
    mark: Mark | None
    at: str
    started: str | None = None
    hours: float | None = None


def renamed(events: Iterable[StepEvent], ids: Mapping[str, str]) -> Iterator[StepEvent]:
    """Yield the events by today's ids of their steps; `ids` gives them for those that had another."""
    for event in events:
        yield event._replace(step=ids[event.step]) if event.step in ids else event


def states(events: Iterable[StepEvent]) -> Mapping[str, StepState]:
    """Return what events, oldest first, make of each step they name."""
    found: dict[str, StepState] = {}
    for event in events:
        state = found.get(event.step) or StepState(event.step, None, event.at)
        hours = state.hours if event.hours is None else (state.hours or 0.0) + event.hours
        if event.what is Mark.NOTED:
            found[event.step] = state._replace(hours=hours)
        else:
            started = event.at if event.what is Mark.STARTED else state.started
            found[event.step] = StepState(event.step, event.what, event.at, started, hours)
    return found
