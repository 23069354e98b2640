"""Load a pack file quickly: parse and validate YAML once, keep the validated value as JSON in the cache folder.

The compiled file's name carries a checksum of the YAML it came from, its first line a checksum of what follows; where
either does not fit, or anything else is wrong with it, it is made anew. Nothing in it is ever executed.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin
from zlib import adler32, crc32

from mlcareer import __version__
from mlcareer.core.plain import plain
from mlcareer.errors import InvalidDataError
from mlcareer.pack.locate import data_dir, shown

Record = TypeVar("Record")


def load(name: str, kind: type[Record], cache: Path | None) -> Record:
    """Return the pack file `name`.yaml as a record of `kind`.

    `cache` is the folder for compiled files, None where there is none. Raises InvalidDataError with file and line.
    """
    path = data_dir() / f"{name}.yaml"
    try:
        source = path.read_bytes()
    except OSError as fault:
        raise InvalidDataError(
            [f"{shown(path)}: cannot be read: {fault.strerror}"], way_out="install mlcareer again"
        ) from None
    if cache is None:
        return parsed(path, source, kind)
    kept = cache / f"{name}-{__version__}-{checksum(source)}.json"
    try:
        return restored(kept.read_bytes(), kind)
    except (OSError, ValueError, TypeError, KeyError):
        record = parsed(path, source, kind)
        _keep(kept, record)
        return record


def parsed(path: Path, source: bytes, kind: type[Record]) -> Record:
    """Return YAML text as a validated record; the slow way, which imports the parser and the validator."""
    from mlcareer.pack.read import decoded, scanned
    from mlcareer.pack.validate import validated

    name = shown(path)
    return validated(scanned(decoded(source, name), name), kind)


def restored(compiled: bytes, kind: type[Record]) -> Record:
    """Return a record from its compiled form; raises ValueError, TypeError or KeyError where that is damaged."""
    stamp, _, body = compiled.partition(b"\n")
    if stamp.decode("ascii") != checksum(body):
        raise ValueError("the checksum does not fit")
    try:
        record = build(json.loads(body), kind)
    except (AttributeError, RecursionError) as fault:
        raise ValueError("another shape than expected") from fault
    if not isinstance(record, kind):
        raise TypeError("no record")
    return record


def build(value: Any, kind: Any) -> Any:
    """Return a plain value as the annotated type asks: records, tuples, mappings, enums, dates, optionals."""
    made = _maker(kind)
    return value if made is None or value is None else made(value)


def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """Return what makes a value of a type from a plain one other than null, None where the plain one will do.

    A type is looked at once and not for each of its values: hundreds of cells of pay would cost fifteen milliseconds.
    """
    if kind in (str, int, float, bool):
        return None
    if hasattr(kind, "_fields"):
        return _record_maker(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_maker(_maker(args[0]))
    if origin is Mapping:
        key, item = args
        return lambda value: {build(name, key): build(inner, item) for name, inner in value.items()}
    if origin is None:
        return date.fromisoformat if kind is date else kind  # else an enum
    return _maker(next(arg for arg in args if arg is not type(None)))


def _record_maker(kind: Any) -> Callable[[Any], Any]:
    names = tuple(kind.__annotations__)
    makers = [_maker(inner) for inner in kind.__annotations__.values()]
    made = [(number, make) for number, make in enumerate(makers) if make is not None]

    def record(value: Any) -> Any:
        parts = [value[name] for name in names]
        for number, make in made:
            if parts[number] is not None:
                parts[number] = make(parts[number])
        return kind._make(parts)

    return record


def _tuple_maker(make: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    if make is None:
        return tuple
    return lambda value: tuple([None if item is None else make(item) for item in value])


def checksum(content: bytes) -> str:
    """Return a checksum against accidents; hashlib would cost every start five milliseconds (docs/decisions/0003)."""
    return f"{len(content):x}-{crc32(content):08x}{adler32(content):08x}"


def stamped(body: bytes) -> bytes:
    """Return a compiled form as it is kept: its checksum in the first line."""
    return checksum(body).encode("ascii") + b"\n" + body


def written_in_one_piece(path: Path, content: bytes) -> bool:
    """Write a file of the cache, readable by its owner only, whole or not at all; tell whether that went well."""
    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        for folder in reversed([folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)  # it may be the profile's folder too, which is its owner's only
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        partial.replace(path)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True


def _keep(kept: Path, record: object) -> None:
    """Write the compiled form and drop older ones; a cache that cannot be written is no error."""
    body = json.dumps(plain(record), ensure_ascii=False, separators=(",", ":")).encode()
    if not written_in_one_piece(kept, stamped(body)):
        return
    name = kept.name.partition("-")[0]
    with suppress(OSError):
        for older in kept.parent.glob(f"{name}-*.json"):
            if older != kept:
                older.unlink(missing_ok=True)
