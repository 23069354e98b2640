"""Files that are there whole or not at all: written beside their place, put on the disk, then renamed into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time

PART = ".part"
STALE_SECONDS = 3600
"""A part older than this belongs to nobody any more: its writer was killed."""


@contextmanager
def whole(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give an empty file of its owner's; where nothing is raised inside, it takes the target's place at once.

    Raises FileExistsError where the target is there and may not be overwritten.
    """
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}{PART}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
        _sync(part, os.O_RDWR)
        if overwrite:
            part.replace(target)
        else:
            _put(part, target)
        with suppress(OSError):  # a folder that cannot be opened: the name comes to the disk a little later
            _sync(target.parent, os.O_RDONLY)
    finally:
        part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Delete the parts that killed writers left behind."""
    for part in folder.glob(f".*{PART}"):
        with suppress(OSError):
            if time() - part.stat().st_mtime > STALE_SECONDS:
                part.unlink()


def _put(part: Path, target: Path) -> None:
    """Give a part its name where nothing has it."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(target) from None
        part.replace(target)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
