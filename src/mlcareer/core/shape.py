"""Build records from plain values, strictly: unknown keys, wrong types and broken rules, every fault with its path.

The record types are the only description of a document: a JSON Schema is made from the same (tools/schemas.py).
"""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from mlcareer.core.plain import short
from mlcareer.errors import unlike_any

MOST_FAULTS = 1000
"""Faults collected from one document; whoever wrote more of them needs no longer list."""
MOST_NUMBER = 1e300
"""Beyond it JSON's numbers may be no float any more."""
Path = tuple[str | int, ...]
Faults = list[tuple[Path, str]]


class Rule(NamedTuple):
    """What a value must be beyond its type, in words, as a test, and as pairs of a JSON Schema."""

    says: str
    holds: Callable[[Any], bool]
    schema: tuple[tuple[str, str | int], ...]


class Twice(dict[str, Any]):
    """An object in which the keys `twice` stood more than once."""

    twice: tuple[str, ...] = ()


def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return JSON's pairs as a dict that remembers which keys stood more than once."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    names = [name for name, _ in pairs]
    twice.twice = tuple(name for name in found if names.count(name) > 1)
    return twice


def shaped(value: Any, kind: Any, path: Path = ()) -> tuple[Any, Faults]:
    """Return a plain value as the annotated type has it, and all that is wrong with it.

    Where anything is wrong the value is of no use. `path` is where it stands in its document.
    """
    faults: Faults = []
    return _built(value, kind, path, faults), faults


def _built(value: Any, kind: Any, path: Path, faults: Faults) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if len(faults) >= MOST_FAULTS:
        return None
    if origin is Annotated:
        before = len(faults)
        found = _built(value, args[0], path, faults)
        if len(faults) == before:
            faults.extend(_unlike(rule.says, value, path) for rule in args[1:] if not rule.holds(found))
        return found
    if NoneType in args:
        inner = next(arg for arg in args if arg is not NoneType)
        return None if value is None else _built(value, inner, path, faults)
    if origin is tuple:
        if not isinstance(value, list):
            return faults.append(_unlike("a list", value, path))
        return tuple([_built(item, args[0], (*path, number), faults) for number, item in enumerate(value)])
    return _record(value, kind, path, faults) if hasattr(kind, "_fields") else _scalar(value, kind, path, faults)


def _record(value: Any, kind: Any, path: Path, faults: Faults) -> Any:
    if not isinstance(value, dict):
        return faults.append(_unlike("an object", value, path))
    before = len(faults)
    faults.extend(((*path, key), "this key stands twice") for key in getattr(value, "twice", ()))
    faults.extend(((*path, key), unlike_any("key", key, kind._fields)) for key in value if key not in kind._fields)
    given = {}
    for field, inner in kind.__annotations__.items():
        if field in value:
            given[field] = _built(value[field], inner, (*path, field), faults)
        elif field not in kind._field_defaults:
            faults.append(((*path, field), "missing"))
    if len(faults) > before:
        return None
    record = kind(**given)
    for where, expected in record.faults() if hasattr(record, "faults") else ():
        faults.append(((*path, *((where,) if isinstance(where, str) else where)), expected))
    return record


def _scalar(value: Any, kind: Any, path: Path, faults: Faults) -> Any:
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) <= MOST_NUMBER:
            return float(value)
    elif kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    elif isinstance(value, str):
        if kind is str and _is_text(value):
            return value
        if kind is date or issubclass(kind, Enum):
            try:
                found = date.fromisoformat(value) if kind is date else kind(value)
            except ValueError:
                found = None
            if found is not None and (kind is not date or found.isoformat() == value):  # 20261122 is a date to Python
                return found
    return faults.append(_unlike(_expected(kind), value, path))


def _is_text(value: str) -> bool:
    """Tell whether a text has no half of a character pair, which nothing could save."""
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _expected(kind: Any) -> str:
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    return {int: "a whole number", float: "a number", str: "text"}.get(kind, "a day such as 2026-11-22")


def _unlike(says: str, value: Any, path: Path) -> tuple[Path, str]:
    return path, f"expected {says}, found {short(value)}"
