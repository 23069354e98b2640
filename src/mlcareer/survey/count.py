"""Count a survey: the database reads the file itself where that is sure to miss nothing, else rows are sifted first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.core.survey_row import Fault, Kind, LeftOut
from mlcareer.core.surveyed import LINES, Count, Selection
from mlcareer.errors import MlcareerError
from mlcareer.survey.careful import first_faults, sift, sifted_rows
from mlcareer.survey.engine import connect
from mlcareer.survey.faults import READING, no_room, unreadable
from mlcareer.survey.layout import Layout
from mlcareer.survey.lines import read_lines
from mlcareer.survey.locate import located
from mlcareer.survey.query import Answer, ask, csv_rows, teach_words
from mlcareer.survey.shape import LF, QUOTE, Shape, blank_lines, chunks, shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Read(NamedTuple):
    """What the database made of a file, None where it gave up; `tolerant` where it left out what it could not read."""

    answer: Answer | None
    tolerant: bool

    @property
    def past_faults(self) -> Answer | None:
        """The answer where it may lack rows."""
        return self.answer if self.tolerant else None


def count(layout: Layout, asked: Selection) -> Count:
    """Return what stands in a file: rows = counted + left out + malformed, whatever is in it.

    Raises InvalidDataError where it cannot be read to its end, MlcareerError where memory or room does not suffice.
    """
    try:
        folder = TemporaryDirectory(prefix="mlcareer-")
    except OSError as fault:
        raise no_room(None, fault) from None
    with folder as name:
        return _counted_in(Path(name), layout, asked)


def _counted_in(folder: Path, layout: Layout, asked: Selection) -> Count:
    connection = connect(folder)
    teach_words(connection)
    import duckdb

    try:
        return _direct(connection, layout, asked) or _careful(connection, layout, asked, folder)
    except duckdb.OutOfMemoryException:
        raise MlcareerError(f"{layout.path}: more than this machine's memory can count") from None
    except duckdb.Error as fault:
        if str(folder) in str(fault):
            raise no_room(folder.parent, fault) from None
        raise unreadable(layout.path, fault) from None
    except READING as fault:
        raise unreadable(layout.path, fault) from None
    except RuntimeError as fault:
        if "interrupted" in str(fault):  # how the database tells of Ctrl-C
            raise KeyboardInterrupt from None
        raise
    finally:
        connection.close()


def _direct(connection: "DuckDBPyConnection", layout: Layout, asked: Selection) -> Count | None:
    """Return the count as the database reads the file, None where it may not read every row of it rightly."""
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(_shape, layout)
        quoted, even = _begins(layout)
        answer = _answer(connection, layout, asked, quoted=quoted, tolerant=even)
        found = looking.result()
    if not found.odd and quoted != found.quoted:
        answer = _answer(connection, layout, asked, quoted=found.quoted, tolerant=even)
    if found.odd:
        return None
    if found.quoted:
        return _in_quotes(connection, layout, asked, found, Read(answer, even))
    if answer is None:
        return None
    malformed = _malformed(answer)
    seen = sum(answer.verdicts.values())
    known = sum(malformed.values()) <= LINES
    rows = _rows(layout, found, answer)
    broken = rows - seen
    if broken < found.garbled:
        return None
    if broken:
        of_text = {Kind.GARBLED: found.garbled, Kind.BROKEN: broken - found.garbled}
        malformed = {**{kind: n for kind, n in of_text.items() if n}, **malformed}
    lines = [row.encode() for row in answer.suspects] if known else None
    faults = located(layout, malformed, lines) if malformed else ()
    return None if faults is None else _counted(layout, answer, rows, malformed, faults)


def _in_quotes(
    connection: "DuckDBPyConnection", layout: Layout, asked: Selection, found: Shape, read: Read
) -> Count | None:
    """Return the count of a file with quotes: as many rows as lines are all rows, fewer are looked at line by line."""
    answer = read.answer
    if answer and read.tolerant and sum(answer.verdicts.values()) != _rows(layout, found, answer):
        answer = None
    if answer and not _malformed(answer):
        return _counted(layout, answer, sum(answer.verdicts.values()), {}, ())
    if by_lines := _by_lines(connection, layout, asked, found, answer or read.past_faults):
        return by_lines
    strict = answer or (_answer(connection, layout, asked, quoted=True, tolerant=False) if read.tolerant else None)
    if strict is None:
        return None
    malformed = _malformed(strict)
    suspects = frozenset(strict.suspects) if sum(malformed.values()) <= LINES else None
    faults = first_faults(layout, sum(malformed.values()), suspects) if malformed else ()
    return None if faults is None else _counted(layout, strict, sum(strict.verdicts.values()), malformed, faults)


def _by_lines(
    connection: "DuckDBPyConnection", layout: Layout, asked: Selection, found: Shape, answer: Answer | None
) -> Count | None:
    """Return the count of a file with quotes of which each line is a row, None where it is not or may not be."""
    lines = read_lines(connection, layout)
    if lines is None or lines.unsure:
        return None
    answer = answer or _answer(connection, layout, asked, quoted=True, tolerant=True)
    if answer is None:
        return None
    rows = _rows(layout, found, answer)
    if rows != lines.filled or rows != sum(answer.verdicts.values()) + lines.broken:
        return None
    malformed = _malformed(answer)
    if lines.broken:
        malformed = {Kind.BROKEN: lines.broken, **malformed}
    known = sum(malformed.values()) <= LINES
    hints = [row.encode() for row in (*answer.suspects, *lines.examples)] if known else None
    faults = located(layout, malformed, hints, quoted=True)
    return None if faults is None else _counted(layout, answer, rows, malformed, faults)


def _rows(layout: Layout, found: Shape, answer: Answer) -> int:
    """Return how many lines hold something; blank ones are looked for only where not every line is a row."""
    if found.lines == sum(answer.verdicts.values()) or not found.blank:
        return found.lines
    with layout.open() as file:
        return found.lines - blank_lines(file, layout.skip)


def _answer(
    connection: "DuckDBPyConnection", layout: Layout, asked: Selection, *, quoted: bool, tolerant: bool
) -> Answer | None:
    """Return what the database counts: past rows it cannot read where `tolerant` or unquoted, else None for them."""
    import duckdb

    rows = csv_rows(
        str(layout.path),
        layout.delimiter,
        layout.skip,
        len(layout.names),
        layout.at,
        quote=QUOTE.decode() if quoted else "",
        tolerant=tolerant or not quoted,
        zipped=layout.zipped,
    )
    try:
        return ask(connection, rows, asked)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None


def _shape(layout: Layout) -> Shape:
    with layout.open() as file:
        return shape(file, layout.skip)


def _begins(layout: Layout) -> tuple[bool, bool]:
    """Tell whether a quote stands in the first rows, then it is likely that quotes matter; and whether none spans two.

    What is likely only decides what is tried first.
    """
    with layout.open() as file:
        first = next(chunks(file, layout.skip), b"")
    return QUOTE in first, all(line.count(QUOTE) % 2 == 0 for line in first.split(LF))


def _careful(connection: "DuckDBPyConnection", layout: Layout, asked: Selection, folder: Path) -> Count:
    clean = folder / "clean.tsv"
    sifted = sift(layout, clean)
    answer = ask(connection, sifted_rows(layout, clean), asked)
    return _counted(layout, answer, sifted.rows, sifted.malformed, sifted.faults)


def _malformed(answer: Answer) -> dict[Kind, int]:
    return {Kind(verdict): n for verdict, n in answer.verdicts.items() if 0 < verdict <= max(Kind)}


def _counted(layout: Layout, answer: Answer, rows: int, malformed: dict[Kind, int], faults: tuple[Fault, ...]) -> Count:
    """Return the count; raises MlcareerError rather than let a row go missing."""
    left_out = {LeftOut(verdict): n for verdict, n in answer.verdicts.items() if verdict > max(Kind)}
    told = answer.verdicts.get(0, 0) + sum(left_out.values()) + sum(malformed.values())
    if rows != told:
        raise MlcareerError(
            f"{layout.path}: {rows:,} rows are read and {told:,} accounted for: a fault of mlcareer, no figure is shown"
        )
    return Count(rows, answer.groups, left_out, malformed, faults, answer.first_year, answer.last_year, layout.lacks)
