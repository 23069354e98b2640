"""Hold a document against a record type of the core: every fault at once, each with its file and line.

pydantic does the checking (docs/decisions/0002); this module gives it the plain value as JSON in strict mode, so that
nothing is converted silently, and puts its findings into our words with the line they belong to.
"""

import json
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import ConfigDict, ValidationError, create_model

from mlcareer.core.level import Level
from mlcareer.core.plain import is_record
from mlcareer.errors import InvalidDataError, unlike_any
from mlcareer.pack.read import Document, Path

Record = TypeVar("Record")
MOST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""
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
Place = tuple[Path, str]


def validated(document: Document, kind: type[Record]) -> Record:
    """Return the document as a record of `kind`; raises InvalidDataError with all that is wrong."""
    model = create_model("Document", __config__=STRICT, record=(kind, ...))
    try:
        record: Record = model.model_validate_json(json.dumps({"record": document.value})).record  # type: ignore[attr-defined]
        found = list(_faults(record, document.value, ()))
    except ValidationError as fault:
        found = [_finding(kind, error) for error in fault.errors(include_url=False)]
    if found:
        lines = sorted((document.line(path), f"{written(path)}: {problem}") for path, problem in found)
        raise InvalidDataError([f"{document.name}:{line}: {text}" for line, text in lines])
    return record


def _faults(value: Any, raw: Any, path: Path) -> Iterator[Place]:
    """Yield what the records themselves find wrong, the inner ones too."""
    if is_record(value):
        if isinstance(raw, list):  # the validator would take a list for a record
            yield path, "expected a mapping of keys to values, found a list"
            return
        for field, expected in value.faults() if hasattr(value, "faults") else ():
            yield (*path, field), expected
        for field, inner in zip(value._fields, value, strict=True):
            yield from _faults(inner, raw.get(field), (*path, field))
    elif isinstance(value, tuple) and raw is not None:
        for number, inner in enumerate(value):
            yield from _faults(inner, raw[number], (*path, number))


def _finding(kind: type, error: Any) -> Place:
    """Return one finding of the validator as a path and what was expected there."""
    path: Path = tuple(part for part in error["loc"][1:] if part != "[key]")
    name = error["type"]
    if name == "missing":
        return path, "missing"
    if name == "extra_forbidden":
        return path, unlike_any("key", str(path[-1]), _known_keys(kind, path))
    if name == "enum":
        return path, f"expected {error['ctx']['expected']}, found {error['input']!r}"
    if name in EXPECTED:
        return path, f"expected {EXPECTED[name]}, found {_short(error['input'])}"
    return path, str(error["msg"])


def _known_keys(kind: Any, path: Path) -> list[str]:
    """Return the field names of the record around the last part of `path`, following the types of `kind`."""
    for part in path[:-1]:
        if isinstance(part, str) and hasattr(kind, "_fields"):
            kind = kind.__annotations__.get(part)
        while get_args(kind) and not hasattr(kind, "_fields"):
            kind = next((arg for arg in get_args(kind) if arg not in (type(None), ..., str, Level)), None)
    return list(getattr(kind, "_fields", ()))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."


def written(path: Path) -> str:
    """Return a path as people write it: `market[2].p50`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"
