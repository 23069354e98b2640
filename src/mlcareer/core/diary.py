"""The plan as days in a calendar: few events, each under one name for ever, so that a newer one moves it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.certificate import CertificateLine, Validity
from mlcareer.core.export import Finished, Takeaway
from mlcareer.core.plan import PlanStep
from mlcareer.core.sent import Sent
from mlcareer.core.step import Steps

AHEAD_DAYS = 365
"""Steps that begin later than this are left for a later export: a day two years away would only move."""
STEP, END, QUIZ, CERTIFICATE = "step.", "end", "quiz", "cert."
"""Names of events: a step's by its id, the end of the plan, the day of the next quiz, a certification's by its id."""
ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """What an event tells: a step ahead, one done, what is off, the plan's end, the quiz, a certificate's end."""

    AHEAD = "ahead"
    DONE = "done"
    OFF = "off"
    END = "end"
    QUIZ = "quiz"
    CERTIFICATE = "certificate"


class Event(NamedTuple):
    """A stretch of whole days, the last one included.

    `title` and `step` stand where it is of a step of the plan or pack, `title` and `certificate` where it is of one.
    """

    name: str
    standing: Standing
    begins: date
    ends: date
    title: str = ""
    step: PlanStep | None = None
    certificate: CertificateLine | None = None


class Diary(NamedTuple):
    """The events to give to calendars; `later` counts the steps left for a later export."""

    sequence: int
    events: tuple[Event, ...]
    later: int

    def sent(self, before: Sent) -> Sent:
        """Return what calendars have been given once this is."""
        return Sent(self.sequence, {**before.days, **{event.name: event.begins for event in self.events}})


def diary(taken: Takeaway, done: Iterable[Finished], before: Sent, steps: Steps, seconds: int) -> Diary:
    """Return the events of a plan.

    What was given before and is neither planned nor done any more is called off under its old name. `done` are all
    steps done, `steps` those of the pack; one that was renamed goes on under the name that calendars know. The sequence
    is `seconds`, the moment of the export, and grows from one export to the next even where the clock was put back.
    """
    names = {STEP + new: STEP + old for old, new in steps.renamed().items() if STEP + old in before.days}
    known = {**before.days, **{new: before.days[old] for new, old in names.items()}}
    ahead = [step for step in taken.plan.steps if _is_near(step, taken.made) or STEP + step.what.step in known]
    found = (*_ahead(ahead, known), *_done(taken, done, known), *_days(taken, known), *_ends(taken, known))
    events = {(name := names.get(event.name, event.name)): event._replace(name=name) for event in found}
    titles = {STEP + name: step.title for step in steps.steps for name in (step.id, *step.formerly)}
    titles |= {CERTIFICATE + name: title for name, title in taken.certifications.items()}
    off = [
        Event(name, Standing.OFF, day, day, titles.get(name, ""))
        for name, day in before.days.items()
        if name not in events
    ]
    shown = sum(event.standing is Standing.AHEAD for event in events.values())
    return Diary(max(seconds, before.sequence + 1), (*events.values(), *off), len(taken.plan.steps) - shown)


def _is_near(step: PlanStep, today: date) -> bool:
    return step.begins is not None and step.begins <= today + timedelta(days=AHEAD_DAYS)


def _ahead(steps: Iterable[PlanStep], known: Mapping[str, date]) -> Iterator[Event]:
    """Yield the steps of the plan; one that was begun keeps the first day that calendars know."""
    for step in steps:
        if step.begins and step.likely:
            name = STEP + step.what.step
            first = known.get(name, step.begins) if step.what.begun else step.begins
            yield Event(name, Standing.AHEAD, min(first, step.begins), step.likely, step.what.title, step)


def _done(taken: Takeaway, done: Iterable[Finished], known: Mapping[str, date]) -> Iterator[Event]:
    """Yield the steps done since the plan was first told, and those done of which a calendar knows."""
    since = set(taken.done)
    for step in done:
        if step in since or STEP + step.step in known:
            yield Event(STEP + step.step, Standing.DONE, step.on, step.on, step.title)


def _days(taken: Takeaway, known: Mapping[str, date]) -> Iterator[Event]:
    """Yield the likely end of the plan, and the day of the quiz until it is over."""
    if taken.plan.likely:
        yield Event(END, Standing.END, taken.plan.likely, taken.plan.likely)
    if taken.retake and (taken.retake >= taken.made or QUIZ in known):
        yield Event(QUIZ, Standing.QUIZ, taken.retake, taken.retake)


def _ends(taken: Takeaway, known: Mapping[str, date]) -> Iterator[Event]:
    """Yield the last days of certificates, as long as they are ahead or a calendar knows of them.

    Of several of one certification it is the day of that which holds longest.
    """
    for line in taken.plan.certificates:
        name = CERTIFICATE + line.certification
        is_told = line.until is not None and (line.until >= taken.made or name in known)
        is_outlasted = line.status is Validity.RENEWED or line.followed_by == line.certification
        if line.until and is_told and not is_outlasted:
            yield Event(name, Standing.CERTIFICATE, line.until, line.until, line.name, certificate=line)
