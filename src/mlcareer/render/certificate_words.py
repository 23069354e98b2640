"""Certificates in sentences, for every way in which they are shown."""

from collections.abc import Iterable

from mlcareer.core.certificate import HOLDING, REMIND_DAYS, TOLD, By, CertificateLine, Validity
from mlcareer.render.words import counted, span

ANEW = "It is too late to renew it; to have it anew, pass its exam again."


def called(line: CertificateLine) -> str:
    """Return a certificate's name with the id by which commands know it; the id alone where there is no name."""
    return f"{line.name} ({line.certification})" if line.name != line.certification else line.name


def end_in_words(line: CertificateLine, *, on_paper: bool = False) -> str:
    """Say until when a certificate holds, or that it is over; `on_paper` leaves out how far that is from today."""
    if line.status is Validity.RENEWED:
        return f"renewed on {line.renewed_on}"
    if line.until is None or line.days is None:
        return "does not expire" if line.status is Validity.LASTING else "it is not known here until when it holds"
    own = ", by your own word" if line.until_by is By.YOU else ""
    far = "" if on_paper else f", {_days(-line.days)} ago" if line.days < 0 else f", {_ahead(line.days)}"
    return f"{'ended on' if line.days < 0 else 'holds until'} {line.until}{far}{own}"


def reminder_in_words(line: CertificateLine) -> str:
    """Say which certificate ends or ended, and when."""
    return f"{called(line)} {end_in_words(line)}."


def renewal_in_words(line: CertificateLine) -> str:
    """Say how a certificate is kept up; empty where nothing has to be."""
    if line.status in {Validity.LASTING, Validity.RENEWED}:
        return ""
    instead = ", ".join(line.replaced_by)
    where = f"{line.ended_in} " if line.ended_in else ""
    ended = f"ts exam ended {where}on {line.ended}{f'; {instead} took its place' if instead else ''}."
    has_lapsed = line.days is not None and line.days < 0
    if line.ended and line.renewal_is_over:
        return f"There is no renewal: i{ended}"
    if line.ended and has_lapsed and not where:
        return f"It cannot be had anew: i{ended}"
    said = ANEW if has_lapsed else _kept_up(line)
    if line.ended:
        return f"{said} I{ended}"
    return f"{said} {instead} takes its place." if instead else said


def _kept_up(line: CertificateLine) -> str:
    """Say how a certificate that still holds is kept up, or from when on it cannot be."""
    if not line.renewal:
        return "How it is renewed is not known here."
    how = line.renewal.rstrip(".")
    if line.renewal_ends:
        return f"Renewal: {how}."
    free = ", free of charge" if line.renewal_is_free and "free" not in how.split() else ""
    return f"To renew: {how}{free}."


def silence_in_words(line: CertificateLine) -> str:
    """Say why nothing reminds of a certificate that ends; empty where something does."""
    if line.followed_by is None or line.status not in {Validity.VALID, *TOLD}:
        return ""
    same = line.followed_by == line.certification
    why = "an earlier one of yours holds longer" if same else f"you have {line.followed_by}"
    return f"No reminder comes, for {why}."


def held_in_words(lines: Iterable[CertificateLine]) -> str:
    """Say in one line which certificates are held or ended lately, and until when; empty where there is none."""
    told = [line for line in lines if line.status in HOLDING or line.status in TOLD]
    return "; ".join(f"{called(line)}: {end_in_words(line, on_paper=True)}" for line in told)


def _ahead(days: int) -> str:
    return f"{_days(days)} from now" if days else "today"


def _days(days: int) -> str:
    """Return a span: day by day where it is told as a reminder, rounded beyond that."""
    return counted(days, "day") if days <= REMIND_DAYS else span(days)
