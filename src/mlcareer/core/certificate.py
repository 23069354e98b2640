"""Certificates a person earned: until when each holds, what renews it, and when it is worth saying so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.errors import NotFoundError, WrongUsageError

if TYPE_CHECKING:
    from mlcareer.core.certification import Certification, Certifications

REMIND_DAYS = 90
"""Days before the end from which on it is told: our own choice, a season, for to study and book takes weeks."""
LAPSED_DAYS = 90
"""Days after the end up to which it is told; who has let it go by then need not hear of it for ever. Our own choice."""
YEAR = 12
"""Months."""
EARLIEST = date(2010, 1, 1)
"""Our own mark: machine learning had no certification before, so an earlier day is a slip of the keys."""


class Certificate(NamedTuple):
    """One certificate: of which certification, passed on which day; `id` is never used again, `at` when it was logged.

    `expires` is the last day on which it holds by the person's own word, None where they gave none.
    """

    id: int
    certification: str
    on: date
    expires: date | None
    at: str


class By(StrEnum):
    """Who says until when a certificate holds."""

    YOU = "you"
    PACK = "pack"


class Validity(StrEnum):
    """What a certificate is on a day.

    It is due within REMIND_DAYS before its end, lapsed within LAPSED_DAYS after it, expired later. Lasting has no end;
    of unknown nobody here knows it. Renewed has a later one of the same certification that holds no shorter.
    """

    VALID = "valid"
    DUE = "due"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    LASTING = "lasting"
    UNKNOWN = "unknown"
    RENEWED = "renewed"


HOLDING = frozenset({Validity.VALID, Validity.DUE, Validity.LASTING, Validity.UNKNOWN})
"""What still counts as held, as far as anybody here knows."""
TOLD = (Validity.DUE, Validity.LAPSED)
"""What is worth a reminder."""


class CertificateLine(NamedTuple):
    """A certificate as it stands on a day.

    `until` is the last day on which it holds, `days` how far that is, negative once it is over. `renewal` says how it
    is kept up, None where that is unknown or over; `ended` is the last day of its exam, `ended_in` the language in
    which alone that is so where it goes on in others, `renewal_is_over` tells whether the renewal went with it, as it
    need not; where it is still to go, `renewal_ends` is the last day of both. `renewed_by` is the certification of the
    certificate that renews it, `renewed_on` that one's day. `followed_by` is the certification of another of the
    person's that leaves nothing to be reminded of: what took the place of an exam that has ended, or one of the same
    that holds longer. It ends nothing. `source` and `as_of` are those of the pack's entry, None where it has none of
    that id; the name is the id then.
    """

    id: int
    certification: str
    name: str
    code: str | None
    on: date
    until: date | None
    until_by: By | None
    status: Validity
    days: int | None
    renewal: str | None
    renewal_is_free: bool
    renewal_is_over: bool
    ended: date | None
    ended_in: str | None
    replaced_by: tuple[str, ...]
    renewed_by: str | None
    renewed_on: date | None
    followed_by: str | None
    at: str
    source: str | None
    as_of: str | None
    renewal_ends: date | None = None


class MyCertificates(NamedTuple):
    """All certificates on a day: those that end first come first, those that are over or renewed last."""

    today: date
    certificates: tuple[CertificateLine, ...]


class CertificateMarked(NamedTuple):
    """A certificate logged or taken back ('removed'); `step` is the step that leads to it, where that is still open."""

    certificate: CertificateLine
    status: str
    step: str | None = None


def months_after(day: date, months: int) -> date:
    """Return the same day so many calendar months later, the last of the month where there is no such day."""
    from calendar import monthrange  # a millisecond of every start of those who have no certificate

    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def until_of(certificate: Certificate, entry: "Certification | None") -> tuple[date | None, By | None]:
    """Return the last day on which a certificate holds, and who says so; None and None where nobody does."""
    if certificate.expires is not None:
        return certificate.expires, By.YOU
    if entry is None or entry.valid_months is None:
        return None, None
    return months_after(certificate.on, entry.valid_months), By.PACK


def arrange(
    certificates: Sequence[Certificate], pack: "Certifications | None", today: date
) -> tuple[CertificateLine, ...]:
    """Return all certificates as they stand today: by their end, and what is over or renewed last.

    `pack` may be None where there is no certificate.
    """
    entries = {entry.id: entry for entry in pack.certifications} if pack else {}
    lines = [_line(certificate, certificates, entries, today) for certificate in certificates]
    return tuple(sorted(lines, key=_place))


def reminders(lines: Iterable[CertificateLine]) -> tuple[CertificateLine, ...]:
    """Return the certificates to speak of: those about to end, and those ended lately, if nothing follows them."""
    return tuple(line for line in lines if line.status in TOLD and line.followed_by is None)


def held(lines: Iterable[CertificateLine]) -> frozenset[str]:
    """Return the ids of the certifications that are held, as far as is known."""
    return frozenset(line.certification for line in lines if line.status in HOLDING)


def ending(lines: Iterable[CertificateLine]) -> tuple[tuple[str, date], ...]:
    """Return the certifications to remind of, each with the last day of its certificate."""
    return tuple((line.certification, line.until) for line in reminders(lines) if line.until is not None)


def had(passed: frozenset[str], lines: Sequence[CertificateLine]) -> frozenset[str]:
    """Return what a person has of what they passed by their steps and what they logged.

    Of a certification that is logged the certificates decide: once none of it holds it is not had.
    """
    return passed - {line.certification for line in lines} | held(lines)


def refuse_days(on: date, expires: date | None, today: date) -> None:
    """Raise WrongUsageError where a certificate would be of a day to come, or end before it was earned."""
    if on > today:
        raise WrongUsageError(f"--on {on} is still to come", way_out=f"name the day you passed, up to today, {today}")
    if expires is not None and expires < on:
        raise WrongUsageError(f"--expires {expires} is before --on {on}", way_out="name the last day on which it holds")


def already_logged(kept: Certificate) -> WrongUsageError:
    """Return the refusal of a certificate that is logged already."""
    return WrongUsageError(
        f"{kept.certification} of {kept.on} is logged already, as number {kept.id}",
        way_out=f"a renewal has a day of its own; mlcareer certs mine remove {kept.id} takes this one back first",
    )


def doubts(entry: "Certification", on: date, expires: date | None = None) -> str:
    """Say what the pack knows that speaks against a certificate of that day, empty where nothing does."""
    if entry.proof.value == "course without certificate":
        return f"{entry.id} gives no certificate by what the pack knows"
    if entry.ends is not None and entry.ends_in is None and on > entry.ends:
        return f"{entry.id} could be taken up to {entry.ends} by what the pack knows"
    if entry.opens is not None and on < entry.opens:
        return f"{entry.id} could be taken from {entry.opens} on by what the pack knows"
    if on < EARLIEST:
        return f"nothing that the pack knows could be taken before {EARLIEST.year}, and this is of {on}"
    if expires is not None and entry.valid_months is not None:
        computed = months_after(on, entry.valid_months)
        if expires > months_after(computed, entry.valid_months):
            return f"{entry.id} of {on} holds until {computed} by what the pack knows, long before {expires}"
    return ""


def numbered(certificates: Sequence[Certificate], number: int) -> Certificate:
    """Return the certificate of that number; raises NotFoundError where there is none."""
    return _found((one for one in certificates if one.id == number), f"there is no certificate {number}")


def latest_of(certificates: Sequence[Certificate], certification: str) -> Certificate:
    """Return the latest certificate of a certification; raises NotFoundError where there is none."""
    of_it = [one for one in certificates if one.certification == certification]
    return _found(reversed(of_it), f"no certificate of {certification} is logged")


def _found(found: Iterable[Certificate], problem: str) -> Certificate:
    certificate = next(iter(found), None)
    if certificate is None:
        raise NotFoundError(problem, way_out="mlcareer certs mine lists yours and their numbers")
    return certificate


def _line(
    certificate: Certificate, others: Sequence[Certificate], entries: Mapping[str, "Certification"], today: date
) -> CertificateLine:
    entry = entries.get(certificate.certification)
    until, by = until_of(certificate, entry)
    days = (until - today).days if until else None
    later = _renewing(certificate, others, entries)
    ended = entry.ends if entry and entry.ends and entry.ends < today else None
    kept_up = entry.renewal if entry else None
    ends_too = entry.ends if entry and kept_up and kept_up.is_over else None
    is_over = ends_too is not None and ends_too < today
    return CertificateLine(
        id=certificate.id,
        certification=certificate.certification,
        name=entry.name if entry else certificate.certification,
        code=entry.code if entry else None,
        on=certificate.on,
        until=until,
        until_by=by,
        status=Validity.RENEWED if later else _status(days, entry),
        days=days,
        renewal=kept_up.how if kept_up and not is_over else None,
        renewal_is_free=bool(kept_up and kept_up.is_free and not is_over),
        renewal_is_over=is_over,
        ended=ended,
        ended_in=entry.ends_in if entry and ended else None,
        replaced_by=entry.replaced_by if entry else (),
        renewed_by=later.certification if later else None,
        renewed_on=later.on if later else None,
        followed_by=None if later else _following(certificate, others, entries, ended=ended is not None),
        at=certificate.at,
        source=entry.sources[0] if entry else None,
        as_of=entry.as_of if entry else None,
        renewal_ends=None if is_over else ends_too,
    )


def _renewing(
    certificate: Certificate, others: Iterable[Certificate], entries: Mapping[str, "Certification"]
) -> Certificate | None:
    """Return the latest certificate of the same certification that is later than this and ends no earlier."""
    later = [
        other
        for other in others
        if other.certification == certificate.certification
        and other.on > certificate.on
        and _holds_as_long(other, certificate, entries.get(certificate.certification))
    ]
    return max(later, key=lambda other: (other.on, other.id), default=None)


def _holds_as_long(later: Certificate, earlier: Certificate, entry: "Certification | None") -> bool:
    """Tell whether the later of two of a certification ends no earlier; an end that nobody knows speaks against none.

    Only one that lasts is not renewed by one with an end.
    """
    end, before = until_of(later, entry)[0], until_of(earlier, entry)[0]
    if end is None:
        return True
    return end >= before if before else not (entry and entry.expires is False)


def _following(
    certificate: Certificate, others: Iterable[Certificate], entries: Mapping[str, "Certification"], *, ended: bool
) -> str | None:
    """Return the certification of what leaves nothing to be reminded of, None where there is no such certificate."""
    entry = entries.get(certificate.certification)
    heirs = entry.replaced_by if entry and ended else ()
    for other in others:
        if other.certification in heirs and other.on > certificate.on:
            return other.certification
        is_same = other.certification == certificate.certification and other.on < certificate.on
        if is_same and not _holds_as_long(certificate, other, entry):
            return other.certification
    return None


def _status(days: int | None, entry: "Certification | None") -> Validity:
    if days is None:
        return Validity.LASTING if entry and entry.expires is False else Validity.UNKNOWN
    if days > REMIND_DAYS:
        return Validity.VALID
    if days >= 0:
        return Validity.DUE
    return Validity.LAPSED if -days <= LAPSED_DAYS else Validity.EXPIRED


def _place(line: CertificateLine) -> tuple[bool, date, int]:
    """Return what lines are ordered by."""
    return line.status in {Validity.EXPIRED, Validity.RENEWED}, line.until or date.max, line.id
