"""Hold a document against a record type of the core: every fault at once, each with its file and line.

pydantic does the checking (docs/decisions/0002); this module gives it the plain value as JSON in strict mode, so that
nothing is converted silently, and puts its findings into our words with the line they belong to.
"""

import json
from typing import Any, TypeVar

from pydantic import ConfigDict, ValidationError, create_model

from mlcareer.errors import InvalidDataError, InvalidFieldError, unlike_any
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
    "dataclass_type": "a mapping of keys to values",
    "dataclass_exact_type": "a mapping of keys to values",
}


def validated(document: Document, kind: type[Record]) -> Record:
    """Return the document as a record of `kind`; raises InvalidDataError with all that is wrong."""
    model = create_model("Document", __config__=STRICT, record=(kind, ...))
    try:
        return model.model_validate_json(json.dumps({"record": document.value})).record  # type: ignore[attr-defined,no-any-return]
    except ValidationError as fault:
        found = [_problem(document, kind, error) for error in fault.errors(include_url=False)]
    raise InvalidDataError([text for _, text in sorted(found)])


def _problem(document: Document, kind: type, error: Any) -> tuple[int, str]:
    """Return one finding as (line, `file:line: path: expected ..., found ...`)."""
    path: Path = tuple(part for part in error["loc"][1:] if part != "[key]")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidFieldError):
        path = (*path, cause.field)
    line = document.line(path)
    return line, f"{document.name}:{line}: {written(path)}: {_words(kind, path, error, cause)}"


def _words(kind: type, path: Path, error: Any, cause: Exception | None) -> str:
    name = error["type"]
    if isinstance(cause, InvalidFieldError):
        return cause.expected
    if name == "missing":
        return "missing"
    if name in ("unexpected_keyword_argument", "extra_forbidden"):
        return unlike_any("key", str(path[-1]), _known_keys(kind, path))
    if name == "enum":
        return f"expected {error['ctx']['expected']}, found {error['input']!r}"
    if name in EXPECTED:
        return f"expected {EXPECTED[name]}, found {_short(error['input'])}"
    return str(error["msg"])


def _known_keys(kind: Any, path: Path) -> list[str]:
    """Return the field names of the record at `path` less its last part, following the types of `kind`."""
    from dataclasses import fields, is_dataclass
    from typing import get_args

    for part in path[:-1]:
        if isinstance(part, str) and is_dataclass(kind):
            kind = next((field.type for field in fields(kind) if field.name == part), None)
        while get_args(kind) and not is_dataclass(kind):
            kind = next((arg for arg in get_args(kind) if arg not in (type(None), ..., str)), None)
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def written(path: Path) -> str:
    """Return a path as people write it: `market[2].p50`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"
