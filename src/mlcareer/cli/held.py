"""The person's certificates as they stand today, and the ids of those they hold."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from mlcareer.core.certificate import Certificate, CertificateLine, arrange, held, reminders

if TYPE_CHECKING:
    from mlcareer.pack.library import Library


def lines_of(pack: "Library", certificates: Sequence[Certificate], day: date) -> tuple[CertificateLine, ...]:
    """Return certificates as they stand on a day; the pack is not read where there is none."""
    return arrange(certificates, pack.certifications(), day) if certificates else ()


def reminders_of(pack: "Library", certificates: Sequence[Certificate], day: date) -> tuple[CertificateLine, ...]:
    """Return the certificates to speak of on a day."""
    return reminders(lines_of(pack, certificates, day))


def held_of(pack: "Library", certificates: Sequence[Certificate], day: date) -> frozenset[str]:
    """Return the ids of the certifications held on a day, without those that ended or have a renewal."""
    return held(lines_of(pack, certificates, day))
