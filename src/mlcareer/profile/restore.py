"""Bring a copy of the profile back: its rows in one transaction, or its file where the profile is past reading."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from mlcareer.core.exchange import Export
from mlcareer.core.keeping import Backup, Restored
from mlcareer.core.merging import replaced
from mlcareer.errors import ProfileError
from mlcareer.profile.backups import copy_of
from mlcareer.profile.exchange import change, export_of
from mlcareer.profile.file import BACKUPS, IN_USE, WAIT_SECONDS, DamagedProfileError, ProfileFile
from mlcareer.profile.whole import whole


def is_damaged(person: ProfileFile) -> bool:
    """Tell whether the profile cannot be read any more; raises ProfileError where it is only out of reach."""
    try:
        export_of(person)
        return bool(person.faults())
    except DamagedProfileError:
        return True


def restore(person: ProfileFile, backup: Backup, held: Export) -> Restored:
    """Put what a copy holds in the profile's place; the profile as it was is kept as a copy, or aside if damaged.

    Killed at any moment, it leaves the profile as it was or as it should be.
    """
    if is_damaged(person):
        with person.guarded():
            aside = _swapped(person, person.path.with_name(BACKUPS) / backup.name)
        return Restored(backup, str(aside), was_damaged=True)
    _, _, kept = change(person, lambda ours: replaced(ours, held), keep="restore")
    return Restored(backup, str(kept) if kept else None, was_damaged=False)


def _swapped(person: ProfileFile, source: Path) -> Path:
    """Put a copy of `source` in the place of the profile's file; return where that lies now."""
    with _alone(person.path), whole(person.path, overwrite=True) as part:
        copy_of(source, part)
        aside = person.free_name()
        try:
            os.link(person.path, aside)  # whoever has the file open writes into the one aside
        except OSError:
            shutil.copy2(person.path, aside)
        journal = person.path.with_name(f"{person.path.name}-journal")
        with suppress(FileNotFoundError):  # it belongs to the file aside; left here it would be played into the copy
            journal.rename(aside.with_name(f"{aside.name}-journal"))
    return aside


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other programs from writing for as long as what lies there is still a database to anybody."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            if (getattr(fault, "sqlite_errorname", None) or "").startswith("SQLITE_BUSY"):
                raise ProfileError(f"{path}: {IN_USE[0]}", way_out=IN_USE[1]) from None
        except sqlite3.DatabaseError:
            pass
        yield
