"""Certificates earned: logged, listed, taken back."""

import sqlite3
from datetime import date

from mlcareer.core.certificate import Certificate
from mlcareer.profile.file import ProfileFile

EARNED = "SELECT id, certification, day, expires, at FROM certificate WHERE removed IS NULL"


class CertificatesFile(ProfileFile):
    """The part of the profile that holds certificates."""

    def certificates(self) -> tuple[Certificate, ...]:
        """Return the certificates, earliest day first. Never writes."""
        if not self.has_begun():
            return ()
        with self.reading() as connection:
            return certificates_in(connection)

    def add_certificate(self, certification: str, on: date, expires: date | None = None) -> tuple[Certificate, bool]:
        """Log a certificate; return it, with False where one of that day already stood there, which stays as it is.

        `expires` is the last day on which it holds by the person's own word.
        """
        with self.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO certificate (certification, day, expires, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (certification, on.isoformat(), expires.isoformat() if expires else None, self.now),
            )
            is_new = cursor.rowcount == 1
            row = connection.execute(
                f"{EARNED} AND certification = ? AND day = ?", (certification, on.isoformat())
            ).fetchone()
        return _certificate(row), is_new

    def remove_certificate(self, number: int) -> bool:
        """Take a certificate back; False where there is none of that number, or no more. The row stays in the file."""
        if not self.has_begun():
            return False
        with self.writing() as connection:
            cursor = connection.execute(
                "UPDATE certificate SET removed = ? WHERE id = ? AND removed IS NULL", (self.now, number)
            )
            return cursor.rowcount == 1


def certificates_in(connection: sqlite3.Connection) -> tuple[Certificate, ...]:
    """Return the certificates that stand, earliest day first."""
    return tuple(_certificate(row) for row in connection.execute(f"{EARNED} ORDER BY day, id"))


def _certificate(row: tuple[int, str, str, str | None, str]) -> Certificate:
    number, certification, day, expires, at = row
    return Certificate(
        number, certification, date.fromisoformat(day), date.fromisoformat(expires) if expires else None, at
    )
