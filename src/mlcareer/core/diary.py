"""The plan as days in a calendar: few events, each under one name for ever, so that a newer one moves it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.export import Finished, Takeaway
from mlcareer.core.plan import PlanStep
from mlcareer.core.sent import Sent

AHEAD_DAYS = 365
"""Steps that begin later than this are left for a later export: a day two years away would only move."""
STEP, END, QUIZ = "step.", "end", "quiz"
"""Names of events: a step's by its id, the end of the plan, the day to take the quiz again."""
ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """What an event tells: a step ahead, one done, one called off, the plan's end, the quiz."""

    AHEAD = "ahead"
    DONE = "done"
    OFF = "off"
    END = "end"
    QUIZ = "quiz"


class Event(NamedTuple):
    """A stretch of whole days, the last one included; `step` and `title` where it is of a step of the plan or pack."""

    name: str
    standing: Standing
    begins: date
    ends: date
    title: str = ""
    step: PlanStep | None = None


class Diary(NamedTuple):
    """The events to give to calendars; `later` counts the steps left for a later export."""

    sequence: int
    events: tuple[Event, ...]
    later: int

    def sent(self, before: Sent) -> Sent:
        """Return what calendars have been given once this is."""
        return Sent(self.sequence, {**before.days, **{event.name: event.begins for event in self.events}})


def diary(taken: Takeaway, done: Iterable[Finished], before: Sent, titles: Mapping[str, str], seconds: int) -> Diary:
    """Return the events of a plan.

    What was given before and is neither planned nor done any more is called off under its old name. `done` are all
    steps done, `titles` those of the pack's steps. The sequence is `seconds`, the moment of the export, and grows from
    one export to the next even where the clock was put back.
    """
    ahead = [step for step in taken.plan.steps if _is_near(step, taken.made) or STEP + step.what.step in before.days]
    events = {event.name: event for event in (*_ahead(ahead), *_done(taken, done, before), *_days(taken, before))}
    off = [
        Event(name, Standing.OFF, day, day, titles.get(name.removeprefix(STEP), ""))
        for name, day in before.days.items()
        if name not in events
    ]
    shown = sum(event.standing is Standing.AHEAD for event in events.values())
    return Diary(max(seconds, before.sequence + 1), (*events.values(), *off), len(taken.plan.steps) - shown)


def _is_near(step: PlanStep, today: date) -> bool:
    return step.begins is not None and step.begins <= today + timedelta(days=AHEAD_DAYS)


def _ahead(steps: Iterable[PlanStep]) -> Iterator[Event]:
    for step in steps:
        if step.begins and step.likely:
            yield Event(STEP + step.what.step, Standing.AHEAD, step.begins, step.likely, step.what.title, step)


def _done(taken: Takeaway, done: Iterable[Finished], before: Sent) -> Iterator[Event]:
    """Yield the steps done since the plan was first told, and those done of which a calendar knows."""
    since = set(taken.done)
    for step in done:
        if step in since or STEP + step.step in before.days:
            yield Event(STEP + step.step, Standing.DONE, step.on, step.on, step.title)


def _days(taken: Takeaway, before: Sent) -> Iterator[Event]:
    """Yield the likely end of the plan, and the day of the quiz until it is over."""
    if taken.plan.likely:
        yield Event(END, Standing.END, taken.plan.likely, taken.plan.likely)
    if taken.retake and (taken.retake >= taken.made or QUIZ in before.days):
        yield Event(QUIZ, Standing.QUIZ, taken.retake, taken.retake)
