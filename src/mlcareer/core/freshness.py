"""Which facts may have changed: a fact ages by its subject, from the day it was true."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from mlcareer.core.plain import Fault, is_record, repeated, written
from mlcareer.core.source import Sources

Path = tuple[str | int, ...]
DATES = ("as_of", "checked")
"""Fields that say of which day a fact is: read then, or an address seen then."""


class Subject(StrEnum):
    """What a fact is about, as far as that decides how long it may be trusted unseen."""

    CERTIFICATION = "certification"
    CERTIFICATION_BETA = "certification_beta"
    MARKET_PAY = "market_pay"
    OFFICIAL_PAY = "official_pay"
    PRICE_LEVEL = "price_level"
    ADVERTS = "adverts"
    GUIDE = "guide"
    LAW = "law"
    LINK = "link"


class ShelfLife(NamedTuple):
    """How many days a fact of a subject may be trusted unseen, and why."""

    subject: Subject
    days: int
    why: str
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: no time at all."""
        if self.days <= 0:
            yield "days", f"expected more than 0, found {self.days}"


class ShelfLives(NamedTuple):
    """Everything shelf_lives.yaml holds; `statements` is what a sentence counts as, by its source."""

    lives: tuple[ShelfLife, ...]
    statements: Mapping[str, Subject | None]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a subject that is missing, or stands twice."""
        found = [life.subject for life in self.lives]
        yield from repeated("lives", found)
        missing = [subject.value for subject in Subject if subject not in found]
        if missing:
            yield "lives", f"expected one for each subject, missing: {', '.join(missing)}"

    def life(self, subject: Subject) -> ShelfLife:
        """Return the shelf life of a subject."""
        return next(life for life in self.lives if life.subject is subject)


class Aged(NamedTuple):
    """A fact past its shelf life.

    `path` says where it stands within what was looked at, `id` is that of the nearest record around it that has one.
    `since` is its date as the pack writes it. `url` is its own address, else its first source's; None where none is
    known.
    """

    subject: Subject
    path: str
    id: str | None
    since: str
    sources: tuple[str, ...]
    url: str | None
    words: str


class Fact(NamedTuple):
    """A dated fact and where it stands; `subject` is None where it does not age."""

    subject: Subject | None
    path: Path
    id: str | None
    since: str
    sources: tuple[str, ...]
    url: str | None


Rule = Subject | Callable[[Any, ShelfLives, date], Subject | None] | None


def _of_statement(record: Any, lives: ShelfLives, _: date) -> Subject | None:
    """Return what a sentence counts as by its sources; the one that ages fastest decides."""
    named = [lives.statements.get(source) for source in _sources(record)]
    return min((subject for subject in named if subject), key=lambda subject: lives.life(subject).days, default=None)


def _of_entry(record: Any, _: ShelfLives, day: date) -> Subject | None:
    """Return what a certification counts as; what ended before the day is history and changes no more."""
    if record.ends is not None and record.ends < day:
        return None
    return Subject.CERTIFICATION_BETA if record.stated == "beta" else Subject.CERTIFICATION


def _of_line(record: Any, _: ShelfLives, __: date) -> Subject | None:
    """Return what a certification in short counts as."""
    if record.status.status == "ended":
        return None
    return Subject.CERTIFICATION_BETA if record.status.status == "beta" else Subject.CERTIFICATION


SUBJECTS: Mapping[str, Rule] = {
    "Certification": _of_entry,
    "OfferLine": _of_line,
    "Recommended": _of_line,
    "Cell": Subject.MARKET_PAY,
    "Measured": Subject.MARKET_PAY,
    "Elsewhere": Subject.MARKET_PAY,
    "Official": Subject.OFFICIAL_PAY,
    "PriceLevel": Subject.PRICE_LEVEL,
    "Demand": Subject.ADVERTS,
    "Years": Subject.GUIDE,
    "Employer": Subject.GUIDE,
    "Pay": Subject.GUIDE,
    "Claim": Subject.GUIDE,
    "GuideView": Subject.GUIDE,
    "Statement": _of_statement,
    "Reported": _of_statement,
    "Link": Subject.LINK,
    "Rate": None,  # of a year that is over
    "Rung": None,  # from here on our own judgement, which changes only when we change it
    "Gate": None,
    "Area": None,
    "Skill": None,
    "Step": None,
    "Background": None,
    "AreaQuestion": None,
    "Checks": None,
    "CheckPasses": None,
    "Advice": None,
    "Negotiation": None,
    "ShelfLife": None,
}
"""The subject of each type of record that bears a date, by the type's name; None where it does not age."""


def first_day(since: str) -> date:
    """Return the first day of a year, a month or a day: the cautious reading of what is known no closer."""
    return date.fromisoformat(since + "-01-01"[len(since) - 4 :] if len(since) < len("2026-11-22") else since)


def is_past(since: str, life: ShelfLife, day: date) -> bool:
    """Tell whether more than its shelf life lies between a fact and a day."""
    return day - first_day(since) > timedelta(days=life.days)


def facts(part: object, lives: ShelfLives, day: date) -> Iterator[Fact]:
    """Yield every dated fact in a file of the pack or in a view of it; records of no known type are left out."""
    for path, name, record in _dated(part, (), None):
        kind = type(record).__name__
        if kind in SUBJECTS:
            rule = SUBJECTS[kind]
            subject = rule if rule is None or isinstance(rule, Subject) else rule(record, lives, day)
            since = next(str(getattr(record, field)) for field in DATES if getattr(record, field, None))
            yield Fact(subject, path, name, since, _sources(record), _address(record))


def unsorted(part: object, lives: ShelfLives) -> Iterator[Fault]:
    """Yield each dated record that nothing is said of: a type that is not in the table, a source without a word."""
    for path, _, record in _dated(part, (), None):
        kind = type(record).__name__
        if kind not in SUBJECTS:
            yield path, f"nothing says how a {kind} ages: expected it in the table of core/freshness.py"
        elif SUBJECTS[kind] is _of_statement:
            for source in _sources(record):
                if source not in lives.statements:
                    yield path, f"nothing says how a statement of {source} ages: expected it in shelf_lives.yaml"


def aged(part: object, lives: ShelfLives, sources: Callable[[], Sources], day: date) -> tuple[Aged, ...]:
    """Return every fact in a file or view that is past its shelf life on a day; `sources` is asked only if there are.

    A fact of a day yet to come, as where the clock is set back, is not past anything.
    """
    past = [
        (fact, fact.subject)
        for fact in facts(part, lives, day)
        if fact.subject is not None and is_past(fact.since, lives.life(fact.subject), day)
    ]
    if not past:
        return ()
    addresses = {source.id: source.url for source in sources().sources}
    return tuple(_aged(fact, subject, addresses) for fact, subject in past)


def _aged(fact: Fact, subject: Subject, addresses: Mapping[str, str | None]) -> Aged:
    url = fact.url or next((found for name in fact.sources if (found := addresses.get(name))), None)
    words = f"may have changed since {fact.since}, {where_to_look(url, fact.sources)}"
    return Aged(subject, written(fact.path), fact.id, fact.since, fact.sources, url, words)


def where_to_look(url: str | None, sources: tuple[str, ...]) -> str:
    """Say where a fact can be checked."""
    return f"check {url}" if url else f"check its source: mlcareer sources {sources[0] if sources else ''}".rstrip()


def _address(record: Any) -> str | None:
    """Return a record's own address, unless no source confirmed it."""
    return getattr(record, "url", None) if getattr(record, "url_confirmed", True) else None


def _sources(record: Any) -> tuple[str, ...]:
    if getattr(record, "source", None):
        return (record.source,)
    return tuple(getattr(record, "sources", ()))


def _dated(value: Any, path: Path, name: str | None) -> Iterator[tuple[Path, str | None, Any]]:
    """Yield each record below that bears a date and a source or an address, its path, and the nearest id around it."""
    if is_record(value):
        own = getattr(value, "id", None) or getattr(value, "step", None)
        name = own if isinstance(own, str) else name
        if any(getattr(value, field, None) for field in DATES):
            yield path, name, value
        for field, inner in zip(value._fields, value, strict=True):
            yield from _dated(inner, (*path, field), name)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _dated(inner, (*path, number), name)
