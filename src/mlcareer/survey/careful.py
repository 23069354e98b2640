"""The slow and exact way through a file with quotes: each row is read here, and only what is sound goes on."""

import csv
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from io import TextIOWrapper
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from mlcareer.core.survey_row import Column, Fault, Kind, Rules
from mlcareer.core.surveyed import LINES
from mlcareer.survey.faults import READING, no_room, unreadable
from mlcareer.survey.layout import Layout
from mlcareer.survey.locate import BROKEN_TEXT
from mlcareer.survey.query import Rows, csv_rows
from mlcareer.survey.shape import CHUNK

TAB = "\t"
ENDS = "\r\n"
MARKS = "\t\r\n"
FLAT = str.maketrans(MARKS, "\x1f" * len(MARKS))
"""As little a space as what it stands for: a row that is sound before is sound behind."""


class Sifted(NamedTuple):
    """What was read: all rows, malformed ones by why, the first of them with their lines."""

    rows: int
    malformed: dict[Kind, int]
    faults: tuple[Fault, ...]


def sift(layout: Layout, clean: Path) -> Sifted:
    """Write the sound rows of a file to another that needs no quotes, and return what is wrong with the others."""
    rules, ours = Rules(layout.at, len(layout.names)), itemgetter(*layout.at.values())
    rows, malformed, faults = 0, Counter[Kind](), list[Fault]()
    with layout.open() as file, _copy(clean) as out:
        for line, fields in _records(file, layout):
            rows += 1
            fault = (Kind.BROKEN, fields) if isinstance(fields, str) else _fault(fields, rules)
            if not fault:
                out.write(f"{hash(tuple(fields))}\t{TAB.join(_flat(ours(fields)))}\n")
                continue
            malformed[fault[0]] += 1
            if len(faults) < LINES:
                faults.append(Fault(line, *fault))
    return Sifted(rows, dict(malformed), tuple(faults))


@contextmanager
def _copy(clean: Path) -> Iterator[TextIO]:
    """Open the copy; what goes wrong in its writing is told of its folder, not of the file that is read."""
    try:
        with clean.open("w", encoding="utf-8", newline="\n") as out:
            yield out
    except OSError as fault:
        raise no_room(clean.parent.parent, fault) from None


def first_faults(layout: Layout, malformed: int, suspects: frozenset[str] | None) -> tuple[Fault, ...] | None:
    """Return the first malformed rows with their lines, None where not as many are found as the database counted.

    `suspects` are all of them, fields joined, where they are known: then only these are looked at closely.
    """
    rules, wanted, faults = Rules(layout.at, len(layout.names)), min(malformed, LINES), list[Fault]()
    with layout.open() as file, closing(_records(file, layout)) as records:
        for line, fields in records:
            if isinstance(fields, str) or (suspects is not None and layout.delimiter.join(fields) not in suspects):
                continue
            fault = _fault(fields, rules)
            if fault:
                faults.append(Fault(line, *fault))
            if len(faults) == wanted:
                return tuple(faults)
    return None


def sifted_rows(layout: Layout, clean: Path) -> Rows:
    """Return the rows that sift() has written, for the database to read."""
    at: Mapping[Column, int] = {column: number for number, column in enumerate(layout.at, 1)}
    rows = csv_rows(str(clean), TAB, 0, len(at) + 1, at, quote="", tolerant=False, zipped=False)
    return rows._replace(identity="c0")


def _records(file: BinaryIO, layout: Layout) -> Generator[tuple[int, list[str] | str], None, None]:
    """Yield each row as the line it begins on and its fields, or what is wrong where there are none."""
    with closing(_lines(file)) as lines:
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except READING as fault:
                raise unreadable(layout.path, fault) from None
            except csv.Error as fault:
                if line > layout.skip:
                    yield line, f"not CSV: {fault}"
                continue
            if fields and line > layout.skip:
                yield line, fields


def _lines(file: BinaryIO) -> Generator[str, None, None]:
    """Yield lines as text; one without end is cut and marked with a NUL, bytes that are no text become surrogates."""
    with TextIOWrapper(file, "utf-8", "surrogateescape", newline="") as reader:
        while line := reader.readline(CHUNK):
            cut = len(line) == CHUNK and line[-1] not in ENDS
            while cut and (rest := reader.readline(CHUNK)):
                if rest[-1] in ENDS:
                    break
            yield f"{line}\0\n" if cut else line


def _fault(fields: list[str], rules: Rules) -> tuple[Kind, str] | None:
    if not _is_text(fields):
        return Kind.GARBLED, BROKEN_TEXT
    return rules.fault(fields)


def _flat(fields: Sequence[str]) -> Sequence[str]:
    """Return fields that fit a line: a line end or a tab becomes a mark that is neither, and no space."""
    whole = "".join(fields)
    return [field.translate(FLAT) for field in fields] if any(mark in whole for mark in MARKS) else fields


def _is_text(fields: list[str]) -> bool:
    whole = "".join(fields)
    if whole.isascii():
        return True
    try:
        whole.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
