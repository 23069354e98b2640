"""How a file is laid out: plain or compressed, its delimiter, its header, and which of its columns is which of ours."""

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from mlcareer.core.survey_row import COMMON_NAMES, NEEDED, Column
from mlcareer.core.text import inert
from mlcareer.errors import InvalidDataError, NotFoundError, WrongUsageError, unlike_any
from mlcareer.survey.faults import READING

GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LONGEST_HEADER = 1 << 16
DELIMITERS = ",;\t|"


class Layout(NamedTuple):
    """Where things stand in a file; `skip` are the lines up to the end of its header, `at` the columns by ours."""

    path: Path
    zipped: bool
    delimiter: str
    skip: int
    names: tuple[str, ...]
    at: Mapping[Column, int]

    @property
    def lacks(self) -> tuple[Column, ...]:
        """The columns of ours that the file has not."""
        return tuple(column for column in Column if column not in self.at)

    @property
    def unused(self) -> tuple[tuple[Column, str], ...]:
        """Columns of ours that the file has not under that name, each with one of its own that may be meant."""
        taken = set(self.at.values())
        free = {_key(name): name for number, name in enumerate(self.names) if number not in taken}
        return tuple(
            (column, free[word]) for column in self.lacks for word in COMMON_NAMES.get(column, ()) if word in free
        )

    def open(self) -> BinaryIO:
        """Return the file's bytes, unpacked where it is compressed."""
        return cast("BinaryIO", gzip.open(self.path, "rb")) if self.zipped else self.path.open("rb")


def layout(path: Path, maps: Sequence[str] = ()) -> Layout:
    """Return how a file is laid out; `maps` are pairs `ours=theirs`, others go by name, in any case.

    Raises NotFoundError where there is no file, InvalidDataError where it is no CSV, WrongUsageError for a bad pair.
    """
    zipped, start = _start(path)
    if not start.strip():
        raise InvalidDataError([f"{path}: expected a header line and rows, found an empty file"])
    if start.startswith(UTF_16):
        raise InvalidDataError([f"{path}: expected UTF-8, found UTF-16"], way_out="save it as UTF-8")
    text = start.decode("utf-8-sig", "replace")
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(DELIMITERS, key=first.count)
    names, skip = _header(path, text, delimiter)
    at = _places(path, names, _pairs(maps))
    return Layout(path.absolute(), zipped, delimiter, skip, names, at)


def _start(path: Path) -> tuple[bool, bytes]:
    try:
        if path.exists() and not path.is_file():
            raise InvalidDataError([f"{path}: expected a CSV file, found a folder or a device"])
        with path.open("rb") as file:
            zipped = file.read(len(GZIP)) == GZIP
        with gzip.open(path, "rb") if zipped else path.open("rb") as file:
            return zipped, file.read(LONGEST_HEADER)
    except FileNotFoundError:
        raise NotFoundError(f"no such file: {path}") from None
    except (*READING, ValueError) as fault:  # ValueError: a NUL in the name
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault
        raise InvalidDataError([f"{path}: cannot be read: {reason}"]) from None


def _header(path: Path, text: str, delimiter: str) -> tuple[tuple[str, ...], int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        fields = next(fields for fields in reader if any(field.strip() for field in fields))
    except (StopIteration, csv.Error) as fault:
        raise InvalidDataError([f"{path}:1: expected a header line, found none that is CSV: {fault}"]) from None
    return tuple(inert(field).strip() for field in fields), reader.line_num


def _pairs(maps: Sequence[str]) -> dict[Column, str]:
    pairs: dict[Column, str] = {}
    for pair in maps:
        ours, equals, theirs = pair.partition("=")
        if not equals or not theirs.strip():
            raise WrongUsageError(f"--map {pair}: expected OURS=THEIRS, such as salary='Base pay'")
        if _key(ours) not in list(Column):
            raise WrongUsageError(
                f"--map {pair}: {unlike_any('column', _key(ours), list(Column))}",
                way_out=f"columns that can be mapped: {', '.join(Column)}",
            )
        column = Column(_key(ours))
        if column in pairs:
            raise WrongUsageError(f"--map {pair}: {column} is mapped twice")
        pairs[column] = theirs.strip()
    return pairs


def _places(path: Path, names: Sequence[str], pairs: Mapping[Column, str]) -> dict[Column, int]:
    keys = [_key(name) for name in names]
    at: dict[Column, int] = {}
    for column in Column:
        wanted = pairs.get(column, column.value)
        if wanted in names:
            at[column] = list(names).index(wanted)
        elif _key(wanted) in keys:
            at[column] = keys.index(_key(wanted))
        elif column in pairs:
            raise WrongUsageError(
                f"--map {column}={wanted}: {unlike_any('column', wanted, names)}", way_out=_has(path, names)
            )
    twice = [column for column, number in at.items() if _is_twice(names, pairs.get(column, column.value), number)]
    if twice:
        raise InvalidDataError(
            [f"{path}:1: expected one column {names[at[column]]}, found two of that name" for column in twice],
            way_out="give them names that differ",
        )
    missing = [column for column in NEEDED if column not in at]
    if missing:
        raise InvalidDataError(
            [f"{path}:1: expected a column {column}, found none of that name" for column in missing],
            way_out=f"{_has(path, names)}; --map {missing[0]}=THEIRS says which it is",
        )
    return at


def _is_twice(names: Sequence[str], wanted: str, number: int) -> bool:
    """Tell whether more than one column may be meant; the one that bears the very name goes before others."""
    if names[number] == wanted:
        return names.count(wanted) > 1
    return [_key(name) for name in names].count(_key(wanted)) > 1


def _has(path: Path, names: Sequence[str]) -> str:
    listed = ", ".join(name or "(no name)" for name in names[:30])
    return f"{path.name} has the columns {listed}{', ...' if len(names) > 30 else ''}"  # noqa: PLR2004


def _key(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())
