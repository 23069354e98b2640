"""Lines of a file with quotes: whether each is sure to be a row, and which have too few or too many fields."""

from typing import TYPE_CHECKING, NamedTuple

from mlcareer.core.surveyed import LINES
from mlcareer.survey.layout import Layout
from mlcareer.survey.query import csv_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_FIELDS = 200
"""A pattern of more is slow to build; the rows of a wider file are sifted."""
BETWEEN = "\x1f"
"""Parts no line in two but where it stands in one: such a line is lost, which is seen by the number of lines."""


class Lines(NamedTuple):
    """How many lines hold something, how many of them may be no row or half of one, and how many fields do not fit."""

    filled: int
    unsure: int
    broken: int
    examples: tuple[str, ...]
    """Lines with a wrong number of fields; not all of them where there are more than are shown."""


def read_lines(connection: "DuckDBPyConnection", layout: Layout) -> Lines | None:
    """Return what the lines of a file are, None where it is too wide to be asked.

    A line is sure to be a row where each field is wholly in quotes or without any: then no quote is open at its end.
    """
    width = len(layout.names)
    if width > MOST_FIELDS:
        return None
    mark = f"[{layout.delimiter}]"
    field = f'(?:"[^"]*(?:""[^"]*)*"|[^"{layout.delimiter}]*)'
    rows = csv_rows(str(layout.path), BETWEEN, layout.skip, 1, layout.at, quote="", tolerant=True, zipped=layout.zipped)
    filled, unsure, broken, examples = connection.execute(
        f"""
        WITH seen AS (SELECT c0, CASE
            WHEN regexp_full_match(c0, '(?s)(?:{field}{mark}){{{width - 1}}}{field}') THEN 0
            WHEN regexp_full_match(c0, '(?s){field}(?:{mark}{field})*') THEN 1 ELSE 2 END AS verdict
            FROM read_csv(?, {rows.options}) WHERE c0 <> '')
        SELECT count(*), count(*) FILTER (verdict = 2), count(*) FILTER (verdict = 1),
            min(c0, {LINES + 1}) FILTER (verdict = 1) FROM seen
        """,
        [rows.path],
    ).fetchall()[0]
    return Lines(filled, unsure, broken, tuple(examples or ()))
