"""What is said where a file cannot be read, and where there is no room to work on it: never the one for the other."""

import zlib
from pathlib import Path

from mlcareer.errors import InvalidDataError, MlcareerError

READING = (OSError, EOFError, zlib.error)
"""What is raised where a file, plain or compressed, cannot be read on."""


def unreadable(path: Path, fault: BaseException) -> InvalidDataError:
    """Return the error of a file that cannot be read on."""
    return InvalidDataError([f"{path}: cannot be read to its end: {_reason(fault)}"])


def no_room(folder: Path | None, fault: BaseException) -> MlcareerError:
    """Return the error of a folder that takes no temporary copy; None where there is no such folder at all."""
    return MlcareerError(
        f"no room for a temporary copy{f' in {folder}' if folder else ''}: {_reason(fault)}",
        way_out="the environment variable TMPDIR names another folder",
    )


def _reason(fault: BaseException) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return next(iter(str(fault).splitlines()), "") or type(fault).__name__
