"""Whether a certification can be taken on a given day, and what took the place of one that cannot."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.certification import Certification, Certifications, Stated

A_DAY = timedelta(days=1)
DASHES_OF_A_DAY = 2
"""Of a date such as 2026-09-29, where the sources give no more than a year or a month otherwise."""


class Offered(StrEnum):
    """What an offer is on a day; its words are told by `words`."""

    NOT_OPEN = "not open yet"
    BETA = "beta"
    ACTIVE = "active"
    ENDS = "ends"
    ENDED = "ended"
    UNKNOWN = "unknown"

    @property
    def can_be_taken(self) -> bool:
        """Tell whether the offer stands open, as far as is known."""
        return self in (Offered.BETA, Offered.ACTIVE, Offered.ENDS)


class OfferStatus(NamedTuple):
    """What an offer is on one day.

    `day` is the one that decides: the first day of what is not open yet, the last of what ends or has ended.
    `days_left` are those on which it can be taken after the day asked about, 0 on the last. `last_seen` is the day of
    the sources, where what they said may well have changed: a beta, and what they could not tell.
    """

    status: Offered
    words: str
    day: date | None = None
    days_left: int | None = None
    last_seen: str | None = None


class Successor(NamedTuple):
    """What took the place of an offer, and whether it can be taken itself."""

    id: str
    name: str
    code: str | None
    status: OfferStatus


class Offer(NamedTuple):
    """An entry as it stands on one day."""

    entry: Certification
    status: OfferStatus
    replaced_by: tuple[Successor, ...] = ()


def status_on(entry: Certification, day: date) -> OfferStatus:
    """Return whether the offer can be taken on a day; its last day is the last on which it can."""
    seen = f"last seen {'on' if entry.as_of.count('-') == DASHES_OF_A_DAY else 'in'} {entry.as_of}"
    if entry.ends and day > entry.ends:
        return OfferStatus(Offered.ENDED, _ended(entry, entry.ends, day), entry.ends)
    if entry.opens and day < entry.opens:
        return OfferStatus(Offered.NOT_OPEN, _opens(entry, entry.opens, day), entry.opens)
    if entry.ends:
        left = (entry.ends - day).days
        return OfferStatus(Offered.ENDS, _ends(entry, entry.ends, left), entry.ends, left)
    if entry.stated is Stated.BETA:
        return OfferStatus(Offered.BETA, f"beta when {seen}", last_seen=entry.as_of)
    if entry.stated is Stated.UNKNOWN:
        return OfferStatus(Offered.UNKNOWN, f"not known whether it is still offered, {seen}", last_seen=entry.as_of)
    return OfferStatus(Offered.ACTIVE, "active")


def offer_on(entry: Certification, certifications: Certifications, day: date) -> Offer:
    """Return an entry as it stands on a day, with what took its place."""
    named = [other for name in entry.replaced_by for other in certifications.certifications if other.id == name]
    successors = tuple(Successor(other.id, other.name, other.code, status_on(other, day)) for other in named)
    return Offer(entry, status_on(entry, day), successors)


def _ended(entry: Certification, last: date, day: date) -> str:
    ended = f"ended {entry.ends_in}" if entry.ends_in else "ended"
    return f"{ended} yesterday, on {last}" if day - last == A_DAY else f"{ended} on {last}"


def _ends(entry: Certification, last: date, left: int) -> str:
    ends = f"ends {entry.ends_in}" if entry.ends_in else "ends"
    near = ("today", "tomorrow")
    return f"{ends} {near[left]}" if left < len(near) else f"{ends} on {last}, in {left} days"


def _opens(entry: Certification, first: date, day: date) -> str:
    thing = "a beta" if entry.stated is Stated.BETA else "it"
    when = "tomorrow" if first - day == A_DAY else f"on {first}"
    return f"not open yet: {thing} opens {when}"
