"""Keep a view that was computed, to show it again as long as nothing it came from has changed.

The key tells what it came from without reading it: sizes and times of the files, the day, the words of the command. A
view of a damaged file, or of another key, is made anew. It may tell of a person, so only they can read it.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from mlcareer.core.plain import plain
from mlcareer.pack.compiled import restored, stamped, written_in_one_piece

View = TypeVar("View")


def recalled(cache: Path, name: str, key: str, kind: type[View]) -> View | None:
    """Return the view kept under this name, None where it came from something else or cannot be read."""
    try:
        kept_key, _, compiled = _file(cache, name).read_bytes().partition(b"\n")
        return restored(compiled, kind) if kept_key == key.encode() else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(cache: Path, name: str, key: str, view: object) -> None:
    """Keep a view under a name, in place of the one before; a cache that cannot be written is no error."""
    body = json.dumps(plain(view), ensure_ascii=False, separators=(",", ":")).encode()
    written_in_one_piece(_file(cache, name), key.encode() + b"\n" + stamped(body))


def _file(cache: Path, name: str) -> Path:
    return cache / "views" / f"{name}.json"


def forget_views(cache: Path) -> None:
    """Delete every view kept, for they tell of a person."""
    for file in (cache / "views").glob("*"):
        with suppress(OSError):
            file.unlink()
