"""The one question put to the database, whichever way the rows come to it."""

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from re import compile as pattern
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.core.level import RUNGS
from mlcareer.core.market import PERCENTS
from mlcareer.core.survey_row import (
    CURRENCIES,
    EMPLOYMENT_SPELLINGS,
    LEVEL_SPELLINGS,
    PAY_SHAPE,
    YEARS,
    Column,
    Kind,
    LeftOut,
    spelled,
)
from mlcareer.core.surveyed import LINES, NO_CURRENCY, Group, Selection
from mlcareer.errors import WrongUsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST_LINE = 1 << 20
"""Bytes; the database holds buffers of 32 times as much."""
PATTERN = pattern(r"[*?\[]")
"""What the database would look up among the files of a folder."""
QUANTILES = f"[{', '.join(str(percent / 100) for percent in PERCENTS)}]"


class Rows(NamedTuple):
    """Where the database finds rows: a file and how it is read, which column is which, what tells rows apart, a row."""

    path: str
    options: str
    at: Mapping[Column, int]
    identity: str
    raw: str


class Answer(NamedTuple):
    """What the database counted: rows by verdict (0 is counted), the groups, first and last year of what is counted."""

    verdicts: dict[int, int]
    groups: tuple[Group, ...]
    first_year: int | None
    last_year: int | None
    suspects: tuple[str, ...]
    """The malformed rows as text; not all of them where there are more than are shown."""


def csv_rows(  # noqa: PLR0913  # what a file's reading hangs on
    path: str,
    delimiter: str,
    skip: int,
    width: int,
    at: Mapping[Column, int],
    *,
    quote: str,
    tolerant: bool,
    zipped: bool,
) -> Rows:
    """Return the rows of a CSV file, all as text; `tolerant` leaves out what has not as many fields, or no text."""
    columns = ", ".join(f"c{number}: 'VARCHAR'" for number in range(width))
    options = (
        f"auto_detect = false, header = false, skip = {skip}, delim = {literal(delimiter)}, quote = {literal(quote)}, "
        f"escape = {literal(quote)}, compression = '{'gzip' if zipped else 'none'}', max_line_size = {LONGEST_LINE}, "
        f"ignore_errors = {str(tolerant).lower()}, hive_partitioning = false, columns = {{{columns}}}"
    )
    fields = [f"c{number}" for number in range(width)]
    texts = ", ".join(f"coalesce({field}, '')" for field in fields)
    raw = f"concat_ws({literal(delimiter)}, {texts})"
    return Rows(_only(path), options, at, f"hash({', '.join(fields)})", raw)


def _only(path: str) -> str:
    """Return a path as the database takes it for that one file: what is a pattern to it stands in brackets.

    Raises WrongUsageError for a name that it cannot be told.
    """
    whole = path.replace("\\", "/") if os.sep == "\\" else path
    if "\\" in whole and PATTERN.search(whole):
        raise WrongUsageError(
            f"{path}: a name with a backslash and one of * ? [ cannot be read", way_out="give the file another name"
        )
    return PATTERN.sub(r"[\g<0>]", whole)


def ask(connection: "DuckDBPyConnection", rows: Rows, asked: Selection) -> Answer:
    """Return the counts and percentiles of rows; malformed ones are counted under the first of their faults."""
    said = connection.execute(_question(rows, asked), [rows.path]).fetchall()
    verdicts: dict[int, int] = {}
    groups: list[Group] = []
    years: list[int] = []
    suspects: list[str] = []
    for verdict, currency, level, by_level, n_rows, n_distinct, points, up_to, first, last, raw in said:
        if not by_level:
            verdicts[verdict] = verdicts.get(verdict, 0) + n_rows
            suspects += raw or ()
        if verdict == 0 and not (by_level and level is None):
            code = CURRENCIES[currency % len(CURRENCIES)] if currency is not None else NO_CURRENCY
            of = RUNGS[level] if by_level else None
            groups.append(Group(code, of, n_rows, n_distinct, tuple(points), up_to))
            years += [year for year in (first, last) if year is not None]
    first_year, last_year = min(years, default=None), max(years, default=None)
    return Answer(verdicts, tuple(groups), first_year, last_year, tuple(suspects))


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def teach_words(connection: "DuckDBPyConnection") -> None:
    """Make a type of each list of words: the database looks a word up in it by hash, and tells its number."""
    currencies = (*CURRENCIES, *(code.lower() for code in CURRENCIES))
    for name, words in (
        ("level_word", chain.from_iterable(spelled(LEVEL_SPELLINGS[level]) for level in RUNGS)),
        ("employment_word", chain.from_iterable(spelled(words) for words in EMPLOYMENT_SPELLINGS.values())),
        ("currency_word", iter(currencies)),
        ("year_word", chain(map(str, YEARS), (f"{year}.0" for year in YEARS))),
    ):
        connection.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(map(literal, words))})")


def _question(rows: Rows, asked: Selection) -> str:
    kept = "FILTER (verdict = 0)"
    up_to = f"count(*) FILTER (verdict = 0 AND pay <= {asked.mine})" if asked.mine is not None else "0"
    return f"""
        WITH seen AS (SELECT *, {_seen(rows)} FROM read_csv(?, {rows.options})),
        judged AS (SELECT *, CASE {_verdicts(rows.at, asked)} ELSE 0 END AS verdict FROM seen),
        placed AS (
            SELECT verdict, pay, identity, year,
                CASE WHEN verdict = 0 THEN currency % {len(CURRENCIES)} END AS currency,
                CASE WHEN verdict = 0 THEN level END AS level,
                CASE WHEN verdict BETWEEN {min(Kind)} AND {max(Kind)} THEN {rows.raw} END AS raw
            FROM judged
        )
        SELECT verdict, currency, level, grouping(level) = 0 AS by_level, count(*), count(DISTINCT identity) {kept},
            quantile_cont(pay, {QUANTILES}) {kept}, {up_to}, min(year) {kept}, max(year) {kept}, min(raw, {LINES + 1})
        FROM placed GROUP BY GROUPING SETS ((verdict, currency, level), (verdict, currency))
    """


def _seen(rows: Rows) -> str:
    def field(column: Column) -> str:
        return f"c{rows.at[column]}"

    def word(column: Column, kind: str) -> str:
        """Return SQL for a word's number in its list; only what is no word as it stands is looked up without spaces."""
        if column not in rows.at:
            return "NULL"
        of = field(column)
        return f"enum_code(coalesce(TRY_CAST({of} AS {kind}), TRY_CAST(trim({of}, ' ') AS {kind})))"

    pay = field(Column.PAY)
    parts = {
        "identity": rows.identity,
        "title": field(Column.TITLE),
        "pay": f"CASE WHEN regexp_full_match({pay}, '{PAY_SHAPE}') THEN TRY_CAST({pay} AS DOUBLE) END",
        "level": _band(word(Column.LEVEL, "level_word"), [len(spelled(LEVEL_SPELLINGS[rung])) for rung in RUNGS]),
        "employment": word(Column.EMPLOYMENT, "employment_word"),
        "currency": f"CAST({word(Column.CURRENCY, 'currency_word')} AS INTEGER)",
        "year": f"CAST({word(Column.YEAR, 'year_word')} AS INTEGER) % {len(YEARS)} + {YEARS[0]}",
        "country": f"trim({field(Column.COUNTRY)}, ' ')" if Column.COUNTRY in rows.at else "NULL",
    }
    return ", ".join(f"{expression} AS {name}" for name, expression in parts.items())


def _small(words: Sequence[str]) -> str:
    """Return SQL for words in small letters, which the database makes: it has not for each letter the one of Python."""
    return ", ".join(f"lower(trim({literal(word)}, ' '))" for word in words)


def _band(code: str, sizes: Sequence[int]) -> str:
    """Return SQL for the number of the list in which the word of that number stands; NULL stays NULL."""
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    cases = " ".join(f"WHEN {code} < {end} THEN {number}" for number, end in enumerate(ends))
    return f"CASE {cases} END"


def _verdicts(at: Mapping[Column, int], asked: Selection) -> str:
    full_time = len(spelled(EMPLOYMENT_SPELLINGS["FT"]))
    cases = [
        (Kind.TITLE, "title IS NULL OR title = '' OR (starts_with(title, ' ') AND trim(title, ' ') = '')"),
        (Kind.PAY, "pay IS NULL OR NOT pay > 0"),
    ]
    faults = {
        Kind.LEVEL: (Column.LEVEL, "level"),
        Kind.EMPLOYMENT: (Column.EMPLOYMENT, "employment"),
        Kind.CURRENCY: (Column.CURRENCY, "currency"),
        Kind.YEAR: (Column.YEAR, "year"),
    }
    cases += [(kind, f"{name} IS NULL") for kind, (column, name) in faults.items() if column in at]
    left: list[tuple[LeftOut, str]] = []
    if Column.EMPLOYMENT in at:
        left.append((LeftOut.EMPLOYMENT, f"employment >= {full_time}"))
    if asked.titles:
        left.append((LeftOut.TITLE, f"lower(trim(title, ' ')) NOT IN ({_small(asked.titles)})"))
    if asked.countries and Column.COUNTRY in at:
        left.append((LeftOut.COUNTRY, f"lower(coalesce(country, '')) NOT IN ({_small(asked.countries)})"))
    if asked.level is not None and Column.LEVEL in at:
        left.append((LeftOut.LEVEL, f"level <> {RUNGS.index(asked.level)}"))
    if asked.year is not None and Column.YEAR in at:
        left.append((LeftOut.YEAR, f"year <> {asked.year}"))
    return " ".join(f"WHEN {test} THEN {int(verdict)}" for verdict, test in (*cases, *left))
