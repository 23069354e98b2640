"""Records and their plain form, in which they leave the program as JSON and rest in the cache.

A record is a NamedTuple. It is made in a fifth of a millisecond where a frozen dataclass takes one and a half, and a
command meets ten to thirty of them before its first line is printed (docs/decisions/0003).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

Fault = tuple[str | tuple[str | int, ...], str]
"""What a record finds wrong with itself: the field, or a path from the record on, and what was expected there."""

MOST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def is_record(value: object) -> bool:
    """Tell whether a value is a record."""
    return isinstance(value, tuple) and hasattr(value, "_fields")


def plain(value: Any) -> Any:
    """Return a record as JSON values: fields by name, enums by value, dates in ISO form, tuples as lists."""
    if is_record(value):
        return {field: plain(inner) for field, inner in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def repeated(field: str, ids: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault where an id stands more than once."""
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        yield field, f"expected each id once, found twice: {', '.join(twice)}"


def written(path: tuple[str | int, ...]) -> str:
    """Return a path as people write it: `market[2].p50`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"


def short(value: object) -> str:
    """Return a value as a message repeats it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."
