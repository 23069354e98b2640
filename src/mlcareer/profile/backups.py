"""Copies of the profile: one before the first write of each day, one before whatever takes its place.

They lie in `backups` beside the profile, each a whole profile of its own. Newest means by the name, so that
a folder that was copied elsewhere, with new file times, keeps its order.
"""

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from mlcareer.core.exchange import Export
from mlcareer.core.keeping import Backup, Backups, holds
from mlcareer.errors import NotFoundError, ProfileError, unlike_any
from mlcareer.profile.exchange import export_of
from mlcareer.profile.file import BACKUPS, DamagedProfileError, ProfileFile, daily_name
from mlcareer.profile.seal import refuse_broken
from mlcareer.profile.whole import sweep, whole

MOST_KEPT = 10
"""Copies kept of each kind: of days, and of moments before the profile was replaced."""
DAMAGED_COPY = "damaged"
NAMES = re.compile(r"profile-(\d{8})(?:-(\d{6})-before-[a-z]+(?:-\d+)?)?\.db")


def keep_daily(person: ProfileFile) -> str:
    """Copy the profile as it was last confirmed, as the copy of today; return what hindered it, if anything did.

    Raises DatabaseError where the profile is damaged: writing on it would make it worse.
    """
    try:
        _keep(person, person.path.with_name(BACKUPS) / daily_name(person.now))
    except (OSError, sqlite3.Error) as fault:
        if _is_damage(fault):
            raise
        return getattr(fault, "strerror", None) or str(fault)
    return ""


def keep_before(person: ProfileFile, what: str) -> Path:
    """Copy the profile as it was last confirmed before something takes its place; raises ProfileError if that fails."""
    stamp = person.now[:19].replace("-", "").replace(":", "").replace("T", "-")
    folder = person.path.with_name(BACKUPS)
    target, number = folder / f"profile-{stamp}-before-{what}.db", 1
    while target.exists():
        number += 1
        target = folder / f"profile-{stamp}-before-{what}-{number}.db"
    try:
        return _keep(person, target)
    except (OSError, sqlite3.Error) as fault:
        if _is_damage(fault):
            raise
        reason = getattr(fault, "strerror", None) or str(fault)
        raise ProfileError(
            f"{target}: the copy to go back to cannot be kept ({reason}), so nothing was changed",
            way_out=f"free some space, and let {folder} be written to",
        ) from None


def copy_of(source: Path, target: Path) -> None:
    """Copy a profile's last confirmed state into a new file; raises DatabaseError where it is not sound."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as before, closing(sqlite3.connect(target)) as copy:
        before.execute("BEGIN")
        before.execute("PRAGMA schema_version").fetchone()  # from here on nobody can make the copying wait
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")  # whoever made the file sees to it that it comes to the disk
        before.backup(copy)
        refuse_broken(copy)


def backups_of(person: ProfileFile) -> Backups:
    """Return all copies, newest first, with what each holds or what is wrong with it."""
    folder = person.path.with_name(BACKUPS)
    return Backups(str(folder), tuple(_looked_at(person, file)[0] for file in _files(folder)))


def chosen(person: ProfileFile, name: str | None) -> tuple[Backup, Export]:
    """Return the copy of that name, or the one of that day; where none is named, the newest sound one; and its content.

    Raises NotFoundError where there is none, ProfileError where it cannot be read.
    """
    folder = person.path.with_name(BACKUPS)
    files = _files(folder)
    for file in files:
        day = _day(file) if "before" not in file.stem else None
        if name is None or name in {file.name, file.stem, day}:
            backup, export = _looked_at(person, file)
            if export is not None:
                return backup, export
            if name is not None:
                raise ProfileError(f"{file}: {backup.problem}", way_out="mlcareer profile backups lists the others")
    way_out = "mlcareer profile backups lists what there is"
    if name is None:
        what = "none of the backups can be read" if files else "there is no backup yet"
        raise NotFoundError(f"{folder}: {what}", way_out=way_out)
    raise NotFoundError(unlike_any("backup", name, [file.stem for file in files]), way_out=way_out)


def _keep(person: ProfileFile, target: Path) -> Path:
    folder = target.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    sweep(folder)
    with whole(target, overwrite=False) as part:
        copy_of(person.path, part)
    same = [file for file in _files(folder) if ("before" in file.stem) == ("before" in target.stem) and file != target]
    for old in same[MOST_KEPT - 1 :]:
        with suppress(OSError):
            old.unlink()
    return target


def _is_damage(fault: Exception) -> bool:
    name = getattr(fault, "sqlite_errorname", None)
    return isinstance(fault, sqlite3.DatabaseError) and (name is None or name.startswith(("SQLITE_CORR", "SQLITE_NOT")))


def _files(folder: Path) -> list[Path]:
    """Return the copies in a folder, newest first."""
    try:
        names = {file: NAMES.fullmatch(file.name) for file in folder.iterdir()}
        keys = {file: (name[1], name[2] or "", file.stat().st_mtime_ns) for file, name in names.items() if name}
    except OSError:
        return []
    return sorted(keys, key=lambda file: keys[file], reverse=True)


def _day(file: Path) -> str:
    digits = file.name.removeprefix("profile-")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def _looked_at(person: ProfileFile, file: Path) -> tuple[Backup, Export | None]:
    """Return what a copy is and what it holds, None where it cannot be used."""
    copy = ProfileFile(file.parent, person.now, name=file.name)
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    try:
        wrong = copy.faults() or (() if size else (DAMAGED_COPY,))
        export = None if wrong else export_of(copy)
        problem = "; ".join(wrong) or None
    except ProfileError as fault:
        export = None
        problem = DAMAGED_COPY if isinstance(fault, DamagedProfileError) else fault.message.removeprefix(f"{file}: ")
    return Backup(file.name, _day(file), size, holds(export) if export else None, problem), export
