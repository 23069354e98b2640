"""A file written whole or not at all."""

import os
from pathlib import Path
from tempfile import mkstemp

from mlcareer.errors import MlcareerError, WrongUsageError


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise WrongUsageError where a file stands there and nobody said to overwrite it, or it is a folder."""
    if path.exists() and not path.is_file():
        what = "a folder" if path.is_dir() else "something else"
        raise WrongUsageError(f"{path}: expected a file, found {what}", way_out="name a file")
    if path.exists() and not force:
        raise WrongUsageError(f"{path}: there is a file of this name", way_out="--force overwrites it")


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file so that at every moment the old one or the whole new one stands there.

    A new file is readable by its owner only; an old one keeps its mode unless this is `private`. A link is followed.
    Raises MlcareerError where the file cannot be written, and leaves nothing behind.
    """
    try:
        target = Path(os.path.realpath(path))
        handle, name = mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if target.exists() and not private:
                Path(name).chmod(target.stat().st_mode & 0o777)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise MlcareerError(
            f"{path}: not written: {fault.strerror or fault}", way_out="name another folder, or make room there"
        ) from None
