"""The person's own record: one SQLite file on their machine. The only room that knows SQLite."""

from pathlib import Path

NAME = "profile.db"
"""The file's name in the person's folder."""


def stamp_of(path: Path) -> str | None:
    """Return what changes with every write to a profile's file, without SQLite; None where it cannot be told.

    SQLite counts its writes in bytes 24 to 27 of the file; a journal means that a write is going on, or was cut off.
    """
    journal = path.with_name(f"{path.name}-journal")
    try:
        if not path.exists():
            return "none"
        if journal.exists() and journal.stat().st_size:
            return None
        with path.open("rb") as file:
            count = file.read(28)[24:]
        of = path.stat()
    except OSError:
        return None
    return f"{path.absolute()}:{of.st_ino}:{of.st_size}:{of.st_mtime_ns}:{count.hex()}"
