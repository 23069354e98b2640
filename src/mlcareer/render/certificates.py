"""The person's certificates: all of them, and what became of one."""

from collections.abc import Sequence

from mlcareer.core.certificate import (
    HOLDING,
    REMIND_DAYS,
    By,
    CertificateLine,
    CertificateMarked,
    MyCertificates,
    Validity,
    reminders,
)
from mlcareer.render.certificate_words import (
    called,
    end_in_words,
    reminder_in_words,
    renewal_in_words,
    silence_in_words,
)
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted

ADD = "mlcareer certs mine add CERT --on DATE logs one, or a renewal"
MOST_ON_HOME = 1
"""Reminders told in full on the start page; the others are counted."""


def draw(screen: Screen, view: MyCertificates) -> None:
    """Draw the certificates, those that end first before the others."""
    lines = view.certificates
    if not lines:
        screen.title("No certificates yet")
        screen.say((ADD, DIM))
        return
    holding = sum(line.status in HOLDING for line in lines)
    over = len(lines) - holding
    screen.title(
        f"{counted(holding, 'certificate')} held", aside=f"· {over} over or renewed" if over else f"on {view.today}"
    )
    for line in lines:
        screen.blank()
        _draw_line(screen, line)
    screen.blank()
    if any(line.until_by is By.PACK for line in lines):
        screen.say(("Days are computed from the months that the pack knows; --expires says otherwise.", DIM))
    screen.say((ADD, DIM))
    screen.say(("mlcareer certs mine remove NUMBER takes one back", DIM))
    _sources(screen, lines)


def draw_marked(screen: Screen, marked: CertificateMarked) -> None:
    """Draw what became of a certificate."""
    line = marked.certificate
    if marked.status == "removed":
        screen.say(f"Taken back: certificate {line.id}.")
    else:
        screen.say(("Logged: ", GOOD), f"certificate {line.id}.")
    _draw_line(screen, line)
    if marked.status == "logged":
        if line.status is Validity.UNKNOWN:
            screen.say(("Removed and added again with --expires DATE, it is reminded of too.", DIM))
        elif line.until and line.status is Validity.VALID and line.followed_by is None:
            screen.say((f"mlcareer next reminds you of it {REMIND_DAYS} days before.", DIM))
        if marked.step:
            screen.say(("Its step is still open: ", DIM), f"mlcareer done {marked.step}")
        screen.say((f"mlcareer certs mine remove {line.id} takes it back", DIM))
    _sources(screen, [line])


def draw_reminders(screen: Screen, lines: Sequence[CertificateLine]) -> None:
    """Draw the certificates to speak of, each with its renewal; nothing where there is none."""
    for line in lines:
        screen.say(("Certificate: ", WARNING), f"{reminder_in_words(line)} {renewal_in_words(line)}", hang=2)


def draw_reminder(screen: Screen, lines: Sequence[CertificateLine]) -> None:
    """Draw the first certificate to speak of in one line, and how many there are."""
    if lines:
        more = len(lines) - MOST_ON_HOME
        others = f" And {counted(more, 'other')}:" if more else ""
        screen.say(("Certificate: ", WARNING), f"{reminder_in_words(lines[0])}{others}", (" mlcareer certs mine", DIM))


def _draw_line(screen: Screen, line: CertificateLine) -> None:
    number = f"{line.id}  "
    screen.say((number, ACCENT), called(line), indent=2, hang=len(number))
    style = WARNING if reminders([line]) else ""
    screen.say((f"passed on {line.on} · ", DIM), (end_in_words(line), style), indent=2 + len(number))
    renewal = " ".join(filter(None, (renewal_in_words(line), silence_in_words(line))))
    if renewal:
        screen.say((renewal, DIM), indent=2 + len(number))


def _sources(screen: Screen, lines: Sequence[CertificateLine]) -> None:
    ids = [line.source for line in lines if line.source]
    if ids:
        screen.sources(ids)
