"""Find the pack's files: beside the package in a wheel, at the top of the checkout in an editable install."""

import os
from pathlib import Path

from mlcareer.errors import InvalidDataError


def data_dir() -> Path:
    """Return the folder of the pack: MLCAREER_DATA if set, else the wheel's, else the checkout's.

    Raises InvalidDataError where there is none.
    """
    chosen = os.environ.get("MLCAREER_DATA")
    if chosen:
        folder = Path(os.path.expanduser(chosen))  # noqa: PTH111  # an unknown ~user stays as it stands
        if not folder.is_dir():
            raise InvalidDataError(
                [f"MLCAREER_DATA={chosen}: expected a folder"], way_out="unset it to use the bundled pack"
            )
        return folder
    package = Path(__file__).parent.parent
    for folder in (package / "data", package.parent.parent / "data"):
        if folder.is_dir():
            return folder
    raise InvalidDataError(["the knowledge pack is missing from this installation"], way_out="install mlcareer again")


def shown(path: Path) -> str:
    """Return a path as a message should show it: relative where it lies below the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
