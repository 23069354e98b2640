"""Count a survey: the database reads the file itself where that is sure to miss nothing, else rows are sifted first."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mlcareer.core.survey_row import Fault, Kind, LeftOut
from mlcareer.core.surveyed import LINES, Asked, Count
from mlcareer.errors import InvalidDataError, MlcareerError
from mlcareer.survey.engine import connect
from mlcareer.survey.layout import Layout
from mlcareer.survey.locate import located
from mlcareer.survey.query import Answer, ask, csv_rows, teach_words
from mlcareer.survey.shape import shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def count(layout: Layout, asked: Asked) -> Count:
    """Return what stands in a file: rows = counted + left out + malformed, whatever is in it.

    Raises InvalidDataError where it cannot be read to its end, MlcareerError where memory does not suffice.
    """
    with TemporaryDirectory(prefix="mlcareer-") as folder:
        connection = connect(Path(folder))
        teach_words(connection)
        import duckdb

        try:
            return _direct(connection, layout, asked) or _careful(connection, layout, asked, Path(folder))
        except duckdb.OutOfMemoryException:
            raise MlcareerError(f"{layout.path}: more than this machine's memory can count") from None
        except (OSError, EOFError, duckdb.IOException) as fault:
            raise InvalidDataError([f"{layout.path}: cannot be read to its end: {fault}"]) from None
        finally:
            connection.close()


def _direct(connection: "DuckDBPyConnection", layout: Layout, asked: Asked) -> Count | None:
    """Return the count as the database reads the file, None where it may not read every row of it rightly."""
    import duckdb

    with layout.open() as file:
        found = shape(file, layout.skip)
    if found.odd:
        return None
    rows = csv_rows(
        str(layout.path),
        layout.delimiter,
        layout.skip,
        len(layout.names),
        layout.at,
        quote='"' if found.quoted else "",
        tolerant=not found.quoted,
        zipped=layout.zipped,
    )
    try:
        answer = ask(connection, rows, asked)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None  # a malformed row among quotes
    malformed = _malformed(answer)
    if found.quoted:
        return None if malformed else _counted(layout, answer, sum(answer.verdicts.values()), {}, ())
    broken = found.rows - sum(answer.verdicts.values())
    if broken < 0:
        return None
    if broken:
        malformed = {Kind.BROKEN: broken, **malformed}
    known = sum(malformed.values()) - broken <= LINES
    suspects = [row.encode() for row in answer.suspects] if known else None
    faults = located(layout, sum(malformed.values()), suspects) if malformed else ()
    return None if faults is None else _counted(layout, answer, found.rows, malformed, faults)


def _careful(connection: "DuckDBPyConnection", layout: Layout, asked: Asked, folder: Path) -> Count:
    from mlcareer.survey.careful import sift, sifted_rows

    clean = folder / "clean.tsv"
    sifted = sift(layout, clean)
    answer = ask(connection, sifted_rows(layout, clean), asked)
    return _counted(layout, answer, sifted.rows, sifted.malformed, sifted.faults)


def _malformed(answer: Answer) -> dict[Kind, int]:
    return {Kind(verdict): n for verdict, n in answer.verdicts.items() if 0 < verdict <= max(Kind)}


def _counted(layout: Layout, answer: Answer, rows: int, malformed: dict[Kind, int], faults: tuple[Fault, ...]) -> Count:
    left_out = {LeftOut(verdict): n for verdict, n in answer.verdicts.items() if verdict > max(Kind)}
    return Count(rows, answer.groups, left_out, malformed, faults, answer.first_year, answer.last_year, layout.lacks)
