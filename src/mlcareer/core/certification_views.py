"""Looks at the certifications: those asked for as they stand on a day, or one in full."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from mlcareer.core.certification import Certification, Certifications, Confidence, GuideView, Price, Proof
from mlcareer.core.fee import Falls, Fee, fee_of
from mlcareer.core.freshness import Aged
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.offer import Offered, OfferStatus, Successor, offer_on
from mlcareer.core.step import Cloud
from mlcareer.core.wish import USUAL_HOURS

COURSES = (Proof.COURSE, Proof.NONE)
"""What no proctor watches; listed apart from exams."""
CURRENCY = "USD"
"""The currency of a highest price."""


class Sought(NamedTuple):
    """What is asked for: a rung, a cloud, the most to pay (USD); `every` takes in what cannot be taken on the day."""

    level: Level | None = None
    cloud: Cloud | None = None
    max_price: float | None = None
    every: bool = False


class OfferLine(NamedTuple):
    """An entry in short, as it stands on the day."""

    id: str
    name: str
    code: str | None
    issuer: str
    proof: Proof
    tier: str
    cloud: Cloud | None
    levels: tuple[Level, ...]
    status: OfferStatus
    replaced_by: tuple[Successor, ...]
    price: Price | None
    valid_months: int | None
    expires: bool | None
    confidence: Confidence
    sources: tuple[str, ...]
    as_of: str
    url: str | None
    url_confirmed: bool


class IssuerGroup(NamedTuple):
    """The offers of one issuer: what can be taken first, the lowest rung first."""

    issuer: str
    offers: tuple[OfferLine, ...]


class GuideLine(NamedTuple):
    """One of the career guide's five: how it stands on the day, and what is to be said of the guide's view."""

    offer: OfferLine
    guide: GuideView


class Hidden(NamedTuple):
    """How many fit rung and cloud and are left out: by what they are on the day, or by their price.

    `no_price` are those of which no price in USD was found; they, and what is `dearer`, are counted whatever they are.
    """

    not_open: int
    ended: int
    unknown: int
    no_price: int
    dearer: int


class CertificationList(NamedTuple):
    """The offers asked for, exams apart from courses, with what was left out; the guide's five whatever was asked."""

    day: date
    sought: Sought
    entries: int
    exams: tuple[IssuerGroup, ...]
    courses: tuple[IssuerGroup, ...]
    hidden: Hidden
    guide: tuple[GuideLine, ...]
    aged: tuple[Aged, ...] = ()


class OneCertification(NamedTuple):
    """One entry in full, as it stands on the day; `fee` for somebody with our usual hours a week."""

    day: date
    entry: Certification
    status: OfferStatus
    replaced_by: tuple[Successor, ...]
    fee: Fee
    aged: tuple[Aged, ...] = ()


def listed(certifications: Certifications, sought: Sought, day: date) -> CertificationList:
    """Return the entries that fit what is asked for."""
    entries = certifications.certifications
    fitting = [entry for entry in entries if _fits(entry, sought)]
    priced = [entry for entry in fitting if sought.max_price is None or _most(entry) is not None]
    within = [entry for entry in priced if sought.max_price is None or (_most(entry) or 0) <= sought.max_price]
    lines = [_line(entry, certifications, day) for entry in within]
    shown = [line for line in lines if sought.every or line.status.status.can_be_taken]
    away = [line.status.status for line in lines if line not in shown]
    return CertificationList(
        day=day,
        sought=sought,
        entries=len(entries),
        exams=_grouped(line for line in shown if line.proof not in COURSES),
        courses=_grouped(line for line in shown if line.proof in COURSES),
        hidden=Hidden(
            away.count(Offered.NOT_OPEN),
            away.count(Offered.ENDED),
            away.count(Offered.UNKNOWN),
            len(fitting) - len(priced),
            len(priced) - len(within),
        ),
        guide=tuple(
            GuideLine(_line(entry, certifications, day), entry.guide) for entry in entries if entry.guide is not None
        ),
    )


def one(entry: Certification, certifications: Certifications, day: date) -> OneCertification:
    """Return one entry in full."""
    offer = offer_on(entry, certifications, day)
    return OneCertification(day, entry, offer.status, offer.replaced_by, fee_of(entry, USUAL_HOURS))


def _fits(entry: Certification, sought: Sought) -> bool:
    return (sought.level is None or sought.level in entry.levels) and (
        sought.cloud is None or entry.cloud is sought.cloud
    )


def _most(entry: Certification) -> float | None:
    """Return the most that an offer costs before the certificate is there, None where that is not known in USD."""
    fee = fee_of(entry, USUAL_HOURS)
    return fee.high if fee.currency == CURRENCY or fee.falls is Falls.FREE else None


def _line(entry: Certification, certifications: Certifications, day: date) -> OfferLine:
    offer = offer_on(entry, certifications, day)
    own = {field: getattr(entry, field) for field in OfferLine._fields if field in entry._fields}
    return OfferLine(**{**own, "status": offer.status, "replaced_by": offer.replaced_by})


def _grouped(lines: Iterable[OfferLine]) -> tuple[IssuerGroup, ...]:
    ordered = sorted(lines, key=_place)
    return tuple(IssuerGroup(issuer, tuple(group)) for issuer, group in groupby(ordered, lambda line: line.issuer))


def _place(line: OfferLine) -> tuple[str, bool, int, str]:
    lowest = min((level.rung for level in line.levels), default=len(RUNGS) + 1)
    return line.issuer.lower(), not line.status.status.can_be_taken, lowest, line.id
