"""Hold a document against a record type of the core: every fault at once, each with its file and line.

pydantic does the checking (docs/decisions/0002); this module gives it the plain value as JSON in strict mode, so that
nothing is converted silently, and puts its findings into our words with the line they belong to.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from mlcareer.core.level import Level
from mlcareer.core.plain import is_record, short, written
from mlcareer.errors import InvalidDataError, unlike_any
from mlcareer.pack.read import Document, Path

Record = TypeVar("Record")
STRICT = ConfigDict(extra="forbid", strict=True)
EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "mapping_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
    "named_tuple_type": "a mapping of keys to values",
}
DATES = ("as_of", "date", "checked", "on")
Place = tuple[Path, str]


def validated(document: Document, kind: type[Record]) -> Record:
    """Return the document as a record of `kind`; raises InvalidDataError with all that is wrong."""
    record, found = _checked(document.value, kind)
    if record is None:  # what is sound in itself may still object to what it holds
        found += [fault for part, path in _sound_parts(document.value, kind, ()) for fault in _own_faults(part, path)]
    else:
        found += _faults(record, document.value, ())
    if found or document.problems or record is None:
        raise InvalidDataError(document.told((_line(document, at, p), f"{written(at)}: {p}") for at, p in found))
    return record


def typed(document: Document, kind: type[Record]) -> Record | None:
    """Return the document as a record if its types are right, whatever else is wrong with it."""
    return _checked(document.value, kind)[0]


def _line(document: Document, path: Path, problem: str) -> int:
    """Return the line to name: that of a value, or of the key where the key itself is the problem."""
    return document.key_lines[path] if problem.startswith("unknown key") else document.line(path)


def _checked(value: Any, kind: type[Record]) -> tuple[Record | None, list[Place]]:
    """Return a plain value as a record, or None and what the validator finds."""
    try:
        return _model(kind).model_validate_json(json.dumps({"record": value})).record, []  # type: ignore[arg-type, attr-defined]
    except ValidationError as fault:
        return None, [_finding(kind, error) for error in fault.errors(include_url=False)]


@cache  # a faulty file is looked at record by record, hundreds of one kind
def _model(kind: type) -> type[BaseModel]:
    """Return the validator's own type for a record type."""
    return create_model("Document", __config__=STRICT, record=(kind, ...))


def _faults(value: Any, raw: Any, path: Path) -> Iterator[Place]:
    """Yield what the records themselves find wrong, the inner ones too."""
    if is_record(value):
        if isinstance(raw, list):  # the validator would take a list for a record
            yield path, "expected a mapping of keys to values, found a list"
            return
        yield from _own_faults(value, path)
        for field, inner in zip(value._fields, value, strict=True):
            yield from _faults(inner, raw.get(field), (*path, field))
    elif isinstance(value, tuple) and raw is not None:
        for number, inner in enumerate(value):
            yield from _faults(inner, raw[number], (*path, number))


def _own_faults(record: Any, path: Path) -> Iterator[Place]:
    """Yield what one record finds wrong with itself, and dates in it that are none."""
    for where, expected in record.faults() if hasattr(record, "faults") else ():
        yield (*path, *((where,) if isinstance(where, str) else where)), expected
    for field, value in zip(record._fields, record, strict=True):
        if field in DATES and value is not None and not _is_date(str(value)):
            yield (*path, field), f"expected a year, year-month or date such as 2026-11-22, found {value!r}"


def _is_date(text: str) -> bool:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    try:
        date.fromisoformat(f"{year}-{month or '01'}-{day or '01'}")
    except ValueError:
        return False
    return text.count("-") == bool(month) + bool(day)


def _sound_parts(raw: Any, kind: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Yield the records inside a faulty document that are sound in their types."""
    if hasattr(kind, "_fields") and isinstance(raw, dict):
        record, _ = _checked(raw, kind)
        if record is not None:
            yield record, path
        for field, inner in kind.__annotations__.items():
            yield from _sound_parts(raw.get(field), inner, (*path, field))
    elif isinstance(raw, list) and get_origin(kind) is tuple:
        for number, item in enumerate(raw):
            yield from _sound_parts(item, get_args(kind)[0], (*path, number))
    elif type(None) in get_args(kind):
        yield from _sound_parts(raw, next(arg for arg in get_args(kind) if arg is not type(None)), path)


def _finding(kind: type, error: Any) -> Place:
    """Return one finding of the validator as a path and what was expected there."""
    path: Path = tuple(part for part in error["loc"][1:] if part != "[key]")
    name = error["type"]
    if name == "missing":
        return path, "missing"
    if name == "extra_forbidden":
        return path, unlike_any("key", str(path[-1]), _known_keys(kind, path))
    if name == "enum":
        return path, f"expected {error['ctx']['expected']}, found {short(error['input'])}"
    if name in EXPECTED:
        return path, f"expected {EXPECTED[name]}, found {short(error['input'])}"
    return path, str(error["msg"])


def _known_keys(kind: Any, path: Path) -> list[str]:
    """Return the field names of the record around the last part of `path`, following the types of `kind`."""
    for part in path[:-1]:
        if isinstance(part, str) and hasattr(kind, "_fields"):
            kind = kind.__annotations__.get(part)
        while get_args(kind) and not hasattr(kind, "_fields"):
            kind = next((arg for arg in get_args(kind) if arg not in (type(None), ..., str, Level)), None)
    return list(getattr(kind, "_fields", ()))
