"""A survey of the person's own, counted: what was read of it, and its percentiles in each currency."""

from collections.abc import Sequence
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import PERCENTS, Sample, sample_of
from mlcareer.core.survey_row import KIND_WORDS, LEFT_OUT_WORDS, WITHOUT, Column, Fault, Kind, LeftOut

LINES = 20
"""Malformed rows that are shown with their line; all are counted."""
NO_CURRENCY = ""
LEAST_A_YEAR = 1000
"""Our floor: in no currency of today is a median of less a year's pay for this work."""


class Selection(NamedTuple):
    """Which rows to count: titles and words for a country in any case (none: all), a level, a year.

    `mine` is a pay to place among them, in every currency unless `currency` is given.
    """

    titles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    level: Level | None = None
    year: int | None = None
    mine: int | None = None
    currency: str | None = None

    def places(self, currency: str) -> bool:
        """Tell whether a pay is to be placed among the rows of a currency."""
        return self.mine is not None and self.currency in (None, currency)


class Group(NamedTuple):
    """The rows of one level in one currency, or of all its levels (None): counts and exact percentiles.

    `up_to_mine` are the rows that pay no more than the amount asked about.
    """

    currency: str
    level: Level | None
    n_rows: int
    n_distinct: int
    points: tuple[float, ...]
    up_to_mine: int = 0


class Count(NamedTuple):
    """What a reader found in a file: `groups`, rows left out and malformed by why, the first malformed with lines."""

    rows: int
    groups: tuple[Group, ...]
    left_out: dict[LeftOut, int]
    malformed: dict[Kind, int]
    faults: tuple[Fault, ...]
    first_year: int | None
    last_year: int | None
    lacks: tuple[Column, ...]


class Why(NamedTuple):
    """A reason, and how many rows it holds for."""

    why: str
    rows: int


class Line(NamedTuple):
    """A malformed row: its line in the file, under what it is counted, and what is wrong there."""

    line: int
    why: str
    problem: str


class Surveyed(NamedTuple):
    """Percentiles of pay of one level in one currency, or of all levels; no figure where there are too few rows.

    `at_or_below` is the share of rows, from 0 to 1, that pay no more than the person's own pay.
    """

    level: Level | None
    n_rows: int
    n_distinct: int
    sample: Sample
    p10: int | None = None
    p25: int | None = None
    p50: int | None = None
    p75: int | None = None
    p90: int | None = None
    at_or_below: float | None = None

    def points(self) -> tuple[tuple[int, int], ...]:
        """Return (percent, amount) for each percentile there is."""
        known = zip(PERCENTS, (self.p10, self.p25, self.p50, self.p75, self.p90), strict=True)
        return tuple((percent, amount) for percent, amount in known if amount is not None)


class Table(NamedTuple):
    """Pay in one currency ('' where the file names none): all levels together, and each."""

    currency: str
    overall: Surveyed
    levels: tuple[Surveyed, ...]


class SurveyReport(NamedTuple):
    """A person's own file, counted: rows = counted + left out + malformed."""

    file: str
    role: str
    country: str | None
    level: Level | None
    mine: int | None
    rows: int
    counted: int
    left_out: tuple[Why, ...]
    malformed: int
    malformed_by: tuple[Why, ...]
    lines: tuple[Line, ...]
    first_year: int | None
    last_year: int | None
    taken_as: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]


def whole(amount: float) -> int:
    """Return an interpolated amount in whole units, halves to the even one; what floats add to a half is taken off."""
    return round(round(amount, 6))


def surveyed(group: Group, *, mine: bool) -> Surveyed:
    """Return what may be shown of a group: figures only where there are rows enough."""
    sample = sample_of(group.n_rows, group.n_distinct)
    shown = Surveyed(group.level, group.n_rows, group.n_distinct, sample)
    if sample is Sample.TOO_FEW:
        return shown
    p10, p25, p50, p75, p90 = (whole(point) for point in group.points)
    share = round(group.up_to_mine / group.n_rows, 4) if mine else None
    return shown._replace(p10=p10, p25=p25, p50=p50, p75=p75, p90=p90, at_or_below=share)


def survey_report_of(  # noqa: PLR0913  # what a view is made of
    count: Count,
    asked: Selection,
    *,
    file: str,
    role: str,
    country: str | None,
    unused: Sequence[tuple[Column, str]] = (),
) -> SurveyReport:
    """Return the view of a counted file; currencies never mix, the one with most rows comes first.

    `unused` are columns of ours that the file lacks, each with one of the file's that may be meant.
    """
    overall = sorted((group for group in count.groups if group.level is None), key=lambda group: -group.n_rows)
    tables = tuple(
        Table(
            group.currency,
            surveyed(group, mine=asked.places(group.currency)),
            _levels(count, group.currency, mine=asked.places(group.currency)),
        )
        for group in overall
    )
    return SurveyReport(
        file=file,
        role=role,
        country=country,
        level=asked.level,
        mine=asked.mine,
        rows=count.rows,
        counted=sum(group.n_rows for group in overall),
        left_out=tuple(Why(LEFT_OUT_WORDS[why], n) for why, n in sorted(count.left_out.items())),
        malformed=sum(count.malformed.values()),
        malformed_by=tuple(Why(KIND_WORDS[kind], n) for kind, n in sorted(count.malformed.items())),
        lines=tuple(Line(fault.line, KIND_WORDS[fault.kind], fault.says) for fault in count.faults),
        first_year=count.first_year,
        last_year=count.last_year,
        taken_as=tuple(WITHOUT[column] for column in count.lacks),
        notes=tuple(f"the column {name} is not used: --map {column}={_quoted(name)} would" for column, name in unused)
        + tuple(_hardly(table) for table in tables if (table.overall.p50 or LEAST_A_YEAR) < LEAST_A_YEAR),
        tables=tables,
    )


def _hardly(table: Table) -> str:
    """Ask of a median that can hardly be a year's pay; it is neither guessed at nor converted."""
    of = f" {table.currency}" if table.currency else ""
    return f"median {table.overall.p50}{of}: is this pay by the hour, or in thousands, or are points for thousands?"


def _quoted(name: str) -> str:
    return name if name.isidentifier() else f"'{name}'"


def _levels(count: Count, currency: str, *, mine: bool) -> tuple[Surveyed, ...]:
    by_level = {group.level: group for group in count.groups if group.currency == currency}
    return tuple(surveyed(by_level[level], mine=mine) for level in RUNGS if level in by_level)
