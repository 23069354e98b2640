"""The profile's file: open it, read it in one state, write it in one transaction, move it aside.

Rollback journal, not WAL: a profile in a read-only folder must stay readable, and writes are a handful of bytes.
Every write is one transaction with full sync, so what was confirmed is on the disk.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mlcareer.errors import ProfileError
from mlcareer.profile import NAME, stamp_of
from mlcareer.profile.migrate import MIGRATIONS, migrate, refuse_newer, version_of
from mlcareer.profile.seal import is_sealed_as_it_is, refuse_broken, seal

WAIT_SECONDS = 10.0
TABLES = ("assessment", "answer")
"""What a profile of any version holds, and is known by."""

ELSEWHERE = ("cannot be used", "set MLCAREER_HOME to a folder you can write to")
IN_USE = ("in use by another mlcareer", "try again in a moment")
BACKUPS = "backups"
"""The folder of the profile's copies, beside it."""
DAMAGED = "damaged, or not a profile; it was left as it is"
ANEW = "mlcareer profile reset moves it aside and starts anew"
WAYS_OUT = {
    "BUSY": IN_USE,
    "LOCKED": IN_USE,
    "FULL": ("not saved, the disk is full", "free some space, then try again"),
    "READONLY": ELSEWHERE,
    "CANTOPEN": ELSEWHERE,
    "PERM": ELSEWHERE,
    "IOERR": ELSEWHERE,
}
"""What SQLite's families of errors mean for a person, and the way out."""


class DamagedProfileError(ProfileError):
    """What lies in the profile's place cannot be read as one, whoever tries (exit 3)."""


class ProfileFile:
    """One person's profile in a folder; `now` is the time to write beside what is saved (ISO).

    `say` is told what the person should know although all went well.
    """

    def __init__(
        self, folder: Path, now: str, *, name: str = NAME, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.path = folder / name
        self.now = now
        self.say = say
        self._sound: str | None = None

    def set_aside(self) -> Path | None:
        """Rename the profile's file so that the next command starts anew; None where there is none."""
        if not self.path.exists():
            return None
        aside = self.free_name()
        try:
            journal = self.path.with_name(f"{NAME}-journal")
            if journal.exists():  # it belongs to the data: an unfinished write is rolled back from it
                journal.rename(aside.with_name(f"{aside.name}-journal"))
            return self.path.rename(aside)
        except OSError as fault:
            raise ProfileError(f"{self.path}: cannot be moved: {fault.strerror}") from None

    def free_name(self) -> Path:
        """Return where the profile's file can be moved to: a name of this moment that nothing has."""
        stamp = self.now.replace(":", "").replace("-", "")[:15]
        aside = self.path.with_name(f"profile-{stamp}.db")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"profile-{stamp}-{number}.db")
        return aside

    def problems(self) -> tuple[str, ...]:
        """Return what is wrong with the profile's file; nothing where it is sound or there is none."""
        try:
            return tuple(f"{self.path}: {text}" for text in self.faults())
        except ProfileError as fault:
            return (fault.message,)

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong inside the profile; raises ProfileError where it cannot even be opened."""
        if not self.has_begun():
            return ()
        with self.opened() as connection:
            found = [" ".join(str(row[0]).split()) for row in connection.execute("PRAGMA integrity_check")]
            pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            if self.path.stat().st_size < pages * size:  # what is missing may lie in a page that holds nothing yet
                found.append("its end is missing")
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if not is_sealed_as_it_is(connection):
                found.append("what it holds is not what was saved")
        return (*(text for text in found if text != "ok"), *(f"row without its owner in {row[0]}" for row in broken))

    def has_begun(self) -> bool:
        """Tell whether there is a profile; an empty file is one whose first write never came through."""
        try:
            return self.path.stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as fault:  # it may well be there: nothing must take it for empty
            raise ProfileError(f"{self.path}: {ELSEWHERE[0]} ({fault.strerror})", way_out=ELSEWHERE[1]) from None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the profile as this version has it; an older one is brought there in memory, its file stays as it is."""
        stamp = stamp_of(self.path)
        with self.opened() as connection:
            if stamp is None or stamp != self._sound:  # once for one state of the file
                refuse_broken(connection)
                self._sound = stamp
            if version_of(connection) == len(MIGRATIONS):
                yield connection
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                connection.backup(copy)
                migrate(copy, self.path, keep_copies=False)
                yield copy

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Give the file as it lies there, in one state for as long as it is read."""
        with self.guarded():
            # A journal with something in it is a write that was cut off: opened for writing, SQLite rolls it back.
            journal = self.path.with_name(f"{NAME}-journal")
            mode = "rw" if journal.exists() and journal.stat().st_size else "ro"
            address = f"{self.path.absolute().as_uri()}?mode={mode}"
            connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)
            try:
                connection.execute("BEGIN")
                refuse_newer(version_of(connection), self.path)
                _refuse_stranger(connection)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the file in one transaction that is committed, in full sync, where nothing is raised inside.

        Before the first one of a day a copy is kept. Where that cannot be, what is to be saved is saved all the same.
        """
        trouble = ""
        with self.guarded():
            self._make_file()
            connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                version = version_of(connection)
                refuse_newer(version, self.path)
                if version:  # before anything is written into it; without a version, a migration looks for itself
                    _refuse_stranger(connection)
                if 0 < version < len(MIGRATIONS):
                    connection.execute("BEGIN")
                    refuse_broken(connection)  # else damage would be migrated
                    connection.execute("COMMIT")
                migrate(connection, self.path)
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("BEGIN IMMEDIATE")
                refuse_broken(connection)  # else damage would be sealed with what is saved
                changes = connection.total_changes
                if version and not (self.path.with_name(BACKUPS) / daily_name(self.now)).exists():
                    from mlcareer.profile.backups import keep_daily

                    trouble = keep_daily(self)
                yield connection
                if connection.total_changes > changes:
                    seal(connection)
                connection.execute("COMMIT")
            finally:
                connection.close()  # without a commit this rolls back
        if trouble:
            self.say(f"{self.path.with_name(BACKUPS)}: no copy of today could be kept ({trouble}); all else is saved")

    def _make_file(self) -> None:
        """Create the folder and the file readable by their owner only."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what the file system and SQLite may raise into one clear refusal with the way out."""
        try:
            yield
        except sqlite3.Error as fault:
            kind = (getattr(fault, "sqlite_errorname", None) or "SQLITE_").split("_")[1]  # SQLITE_BUSY_RECOVERY: BUSY
            if kind not in WAYS_OUT:
                raise self._damaged(fault) from None
            reason, way_out = WAYS_OUT[kind]
            raise ProfileError(f"{self.path}: {reason} ({fault})", way_out=way_out) from None
        except (ValueError, TypeError, OverflowError) as fault:  # a value that no quiz of ours saves
            raise self._damaged(fault) from None
        except OSError as fault:
            raise ProfileError(f"{self.path}: {ELSEWHERE[0]} ({fault.strerror})", way_out=ELSEWHERE[1]) from None

    def _damaged(self, fault: Exception) -> DamagedProfileError:
        """Return the refusal of a damaged profile; the way out is a copy where there is one."""
        try:
            copies = any(self.path.with_name(BACKUPS).glob("profile-*.db"))
        except OSError:
            copies = False
        way_out = f"mlcareer profile restore brings back a copy; {ANEW}" if copies else ANEW
        reason = " ".join(str(fault).split())  # SQLite's findings have several lines
        return DamagedProfileError(f"{self.path}: {DAMAGED} ({reason})", way_out=way_out)


def daily_name(now: str) -> str:
    """Return the name of the copy of a day."""
    return f"profile-{now[:10].replace('-', '')}.db"


def _refuse_stranger(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where the file is some other program's database."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names.issuperset(TABLES):
        raise sqlite3.DatabaseError("it holds no profile")
