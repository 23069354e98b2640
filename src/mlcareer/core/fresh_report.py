"""Everything in the pack that may have changed, by what it is about."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from mlcareer.core.freshness import Aged, ShelfLife, ShelfLives, Subject, aged, facts, is_past
from mlcareer.core.source import Source, Sources, Trust


class FilePart(NamedTuple):
    """What one file of the pack takes from a source: how many dated facts, and how many of them may have changed."""

    file: str
    facts: int
    past: int


class SourceView(NamedTuple):
    """A source in full, with the files of the pack whose dated facts name it."""

    id: str
    title: str
    publisher: str
    date: str
    url: str | None
    licence: str
    trust: Trust
    limits: str
    behind: tuple[FilePart, ...]


class AgedFile(NamedTuple):
    """The facts of one file that are past their shelf life; `file` is its name without the ending."""

    file: str
    aged: tuple[Aged, ...]


class SubjectAges(NamedTuple):
    """One subject: its shelf life, how many facts the pack has of it, and those that are past it, by file."""

    subject: Subject
    days: int
    why: str
    source: str
    as_of: str
    facts: int
    past: int
    files: tuple[AgedFile, ...]


class FreshReport(NamedTuple):
    """What may have changed by `day`: of `facts` that age, `past`; `lasting` bear a date and do not age."""

    day: date
    facts: int
    past: int
    lasting: int
    subjects: tuple[SubjectAges, ...]


def fresh_report(
    parts: Iterable[tuple[str, object]], lives: ShelfLives, sources: Callable[[], Sources], day: date
) -> FreshReport:
    """Return what may have changed by a day; `parts` are the files of the pack with their names."""
    counts = dict.fromkeys([*Subject, None], 0)
    past: list[AgedFile] = []
    for name, part in parts:
        for fact in facts(part, lives, day):
            counts[fact.subject] += 1
        past.append(AgedFile(name, aged(part, lives, sources, day)))
    subjects = tuple(_of(life, counts[life.subject], past) for life in lives.lives)
    return FreshReport(
        day=day,
        facts=sum(one.facts for one in subjects),
        past=sum(one.past for one in subjects),
        lasting=counts[None],
        subjects=subjects,
    )


def _of(life: ShelfLife, count: int, past: Iterable[AgedFile]) -> SubjectAges:
    own = [AgedFile(file, tuple(one for one in found if one.subject is life.subject)) for file, found in past]
    files = tuple(part for part in own if part.aged)
    return SubjectAges(*life, facts=count, past=sum(len(part.aged) for part in files), files=files)


def source_view(source: Source, parts: Iterable[tuple[str, object]], lives: ShelfLives, day: date) -> SourceView:
    """Return a source with what in the pack rests on it."""
    behind = []
    for name, part in parts:
        own = [fact for fact in facts(part, lives, day) if source.id in fact.sources]
        past = [fact for fact in own if fact.subject and is_past(fact.since, lives.life(fact.subject), day)]
        behind += [FilePart(name, len(own), len(past))] if own else []
    return SourceView(*source, behind=tuple(behind))
