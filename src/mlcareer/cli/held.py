"""The person's certificates as they stand today, and those to speak of."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from mlcareer.core.certificate import Certificate, CertificateLine, arrange, reminders

if TYPE_CHECKING:
    from mlcareer.pack.library import Library


def lines_of(pack: "Library", certificates: Sequence[Certificate], day: date) -> tuple[CertificateLine, ...]:
    """Return certificates as they stand on a day; the pack is not read where there is none."""
    return arrange(certificates, pack.certifications(), day) if certificates else ()


def reminders_of(pack: "Library", certificates: Sequence[Certificate], day: date) -> tuple[CertificateLine, ...]:
    """Return the certificates to speak of on a day."""
    return reminders(lines_of(pack, certificates, day))
