"""Certifications: exams and courses with a certificate, as sources describe them on the day they were read."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.plain import Fault, repeated
from mlcareer.core.step import Cloud
from mlcareer.errors import NotFoundError, unlike_any


class Proof(StrEnum):
    """What stands behind a certificate."""

    EXAM = "proctored exam"
    HANDS_ON = "hands-on exam"
    COURSE = "course certificate"
    NONE = "course without certificate"


class Stated(StrEnum):
    """What the sources said of an offer when they were read; its end is a date of its own."""

    ACTIVE = "active"
    BETA = "beta"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How well the facts of an entry are supported."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Per(StrEnum):
    """What a price buys."""

    EXAM = "exam"
    MONTH = "month"


class Price(NamedTuple):
    """A list price before tax, in units of `currency`; 0 is free, `is_beta` one that ends with the beta."""

    amount: float
    currency: str
    per: Per = Per.EXAM
    note: str = ""
    is_beta: bool = False


class Renewal(NamedTuple):
    """How a certificate is kept up; `is_free` where that costs no fee, `is_over` where it goes with the exam."""

    how: str
    is_free: bool = False
    is_over: bool = False


class Study(NamedTuple):
    """Hours to prepare; `basis` says whose figure it is and how it was reckoned."""

    low: int
    high: int
    basis: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: hours that end below their beginning."""
        if not 0 < self.low <= self.high:
            yield "high", f"expected at least low ({self.low}), found {self.high}"


class Domain(NamedTuple):
    """A part of an exam and its weight as it is published, such as '20–25 %'; None where it is not."""

    name: str
    weight: str | None


class GuideView(NamedTuple):
    """What the career guide says of the offer, and what is to be said of that today."""

    claims: tuple[str, ...]
    verdict: str
    source: str
    as_of: str


class Certification(NamedTuple):
    """One exam or course.

    `stated` is what the sources said on `as_of`; `opens` is the first day of the beta or of the exam where known,
    `ends` the last day on which it can be taken; `ends_in` says in which language that is, such as 'in English', where
    it goes on in others. None is unknown everywhere, but that `valid_months` is None and `expires` False where a
    certificate lasts. `conflicts` are points on which sources disagree, `unknown` what was
    looked for and not found. `step` is the step of steps.yaml that leads to it. `sources` are ids, the one that
    carries most first.
    """

    id: str
    name: str
    issuer: str
    proof: Proof
    tier: str
    stated: Stated
    suits: str
    confidence: Confidence
    sources: tuple[str, ...]
    as_of: str
    cloud: Cloud | None = None
    code: str | None = None
    opens: date | None = None
    ends: date | None = None
    ends_in: str | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    price: Price | None = None
    questions: str | None = None
    minutes: int | None = None
    passing: str | None = None
    valid_months: int | None = None
    expires: bool | None = None
    renewal: Renewal | None = None
    experience: str | None = None
    levels: tuple[Level, ...] = ()
    study: Study | None = None
    domains: tuple[Domain, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    url: str | None = None
    url_confirmed: bool = False
    guide: GuideView | None = None
    step: str | None = None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: no source, an end before the beginning, an ended offer that is put to a level."""
        if not self.sources:
            yield "sources", "expected at least one source"
        if self.opens and self.ends and self.ends < self.opens:
            yield "ends", f"expected no day before opens ({self.opens}), found {self.ends}"
        if self.ends_in and not self.ends:
            yield "ends_in", "expected none for an offer without a last day"
        if self.ends and self.levels:
            yield "levels", "expected none for an offer that ends"
        if self.valid_months is not None and self.expires is False:
            yield "valid_months", "expected none for a certificate that does not expire"
        if self.url is not None and not self.url.startswith("https://"):
            yield "url", f"expected an https address, found {self.url!r}"


class Certifications(NamedTuple):
    """Every entry, as certifications.yaml holds them."""

    certifications: tuple[Certification, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two entries of one id, a predecessor or successor that is not here."""
        ids = [entry.id for entry in self.certifications]
        yield from repeated("certifications", ids)
        for number, entry in enumerate(self.certifications):
            for field, named in (("replaces", entry.replaces), ("replaced_by", entry.replaced_by)):
                for place, name in enumerate(named):
                    if name not in ids:
                        yield ("certifications", number, field, place), unlike_any("certification", name, ids)

    def certification(self, name: str) -> Certification:
        """Return the entry of that id or exam code, in any case and spelling; raises NotFoundError with the nearest."""
        wanted = _letters(name)
        for entry in self.certifications:
            if wanted and wanted in {_letters(title) for title in (entry.id, entry.code) if title}:
                return entry
        raise NotFoundError(self._unlike(name), way_out="mlcareer certs --all lists every id")

    def _unlike(self, name: str) -> str:
        """Say that nothing bears this name, with what names it in words ('tensorflow'), else with the nearest."""
        ids = [entry.id for entry in self.certifications]
        words = name.strip().lower()
        within = [entry.id for entry in self.certifications if words and words in entry.name.lower()]
        if within:
            return f"unknown certification {name!r}: did you mean {' or '.join(repr(id_) for id_ in within[:3])}?"
        codes = [entry.code.lower() for entry in self.certifications if entry.code]
        return unlike_any("certification", name, [*ids, *codes])


def _letters(name: str) -> str:
    """Return the letters and figures of a name, in small: 'AI-102', 'ai 102' and 'ai102' are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
