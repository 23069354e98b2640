"""Count a survey: the database reads the file itself where that is sure to miss nothing, else rows are sifted first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mlcareer.core.survey_row import Fault, Kind, LeftOut
from mlcareer.core.surveyed import LINES, Asked, Count
from mlcareer.errors import MlcareerError
from mlcareer.survey.careful import first_faults, sift, sifted_rows
from mlcareer.survey.engine import connect
from mlcareer.survey.faults import READING, no_room, unreadable
from mlcareer.survey.layout import Layout
from mlcareer.survey.locate import located
from mlcareer.survey.query import Answer, ask, csv_rows, teach_words
from mlcareer.survey.shape import QUOTE, Shape, blank_lines, chunks, shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def count(layout: Layout, asked: Asked) -> Count:
    """Return what stands in a file: rows = counted + left out + malformed, whatever is in it.

    Raises InvalidDataError where it cannot be read to its end, MlcareerError where memory or room does not suffice.
    """
    try:
        folder = TemporaryDirectory(prefix="mlcareer-")
    except OSError as fault:
        raise no_room(None, fault) from None
    with folder as name:
        return _counted_in(Path(name), layout, asked)


def _counted_in(folder: Path, layout: Layout, asked: Asked) -> Count:
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
    finally:
        connection.close()


def _direct(connection: "DuckDBPyConnection", layout: Layout, asked: Asked) -> Count | None:
    """Return the count as the database reads the file, None where it may not read every row of it rightly."""
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(_shape, layout)
        quoted = _begins_quoted(layout)
        answer = _answer(connection, layout, asked, quoted=quoted)
        found = looking.result()
    if not found.odd and quoted != found.quoted:
        answer = _answer(connection, layout, asked, quoted=found.quoted)
    if found.odd or answer is None:
        return None
    malformed = _malformed(answer)
    seen = sum(answer.verdicts.values())
    known = sum(malformed.values()) <= LINES
    if found.quoted:
        suspects = frozenset(answer.suspects) if known else None
        faults = first_faults(layout, sum(malformed.values()), suspects) if malformed else ()
        return None if faults is None else _counted(layout, answer, seen, malformed, faults)
    rows = found.lines
    if rows != seen and found.blank:
        with layout.open() as file:
            rows -= blank_lines(file, layout.skip)
    broken = rows - seen
    if broken < 0:
        return None
    if broken:
        malformed = {Kind.BROKEN: broken, **malformed}
    lines = [row.encode() for row in answer.suspects] if known else None
    faults = located(layout, malformed, lines) if malformed else ()
    return None if faults is None else _counted(layout, answer, rows, malformed, faults)


def _answer(connection: "DuckDBPyConnection", layout: Layout, asked: Asked, *, quoted: bool) -> Answer | None:
    """Return what the database counts: with quotes read strictly, None where a row is malformed; else past those."""
    import duckdb

    rows = csv_rows(
        str(layout.path),
        layout.delimiter,
        layout.skip,
        len(layout.names),
        layout.at,
        quote=QUOTE.decode() if quoted else "",
        tolerant=not quoted,
        zipped=layout.zipped,
    )
    try:
        return ask(connection, rows, asked)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None


def _shape(layout: Layout) -> Shape:
    with layout.open() as file:
        return shape(file, layout.skip)


def _begins_quoted(layout: Layout) -> bool:
    """Tell whether a quote stands in the first rows: then it is likely that quotes matter, else that there are none."""
    with layout.open() as file:
        return QUOTE in next(chunks(file, 0), b"")


def _careful(connection: "DuckDBPyConnection", layout: Layout, asked: Asked, folder: Path) -> Count:
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
