"""Recompute what the pack states of the market from the public file: cells, rates, measured values.

Full-time rows. Pay in the United States and in the world is the file's own figure in US dollars, elsewhere the amount
of rows in the country's currency. Percentiles interpolate linearly and are rounded to whole units, halves to even.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from mlcareer.core.market import (
    ALL,
    BANDS,
    DOLLAR,
    FEWEST_ROWS,
    HERE,
    HOME,
    WORLD,
    Basis,
    Cell,
    Country,
    Measure,
    Measured,
    Mode,
    Rate,
    Role,
    Sample,
    sample_of,
)
from mlcareer.core.surveyed import whole
from mlcareer.errors import InvalidDataError
from mlcareer.survey.layout import Layout
from mlcareer.survey.query import QUANTILES, csv_rows, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FAMILY, EVERY = "ml-and-data", "all-titles"
YEARS = 4
"""Years with cells of their own, the last one included: before them the file holds few survey answers."""
YEARLY = (
    "ai-engineer", "mlops-engineer", "research-engineer", "research-scientist", "applied-scientist", "data-scientist",
    "data-engineer", "software-engineer",
)  # fmt: skip
"""Roles that have cells of single years, of all levels together, beside the ladder's own."""
FEWEST_ABROAD, FEWEST_HERE = 3, 10
"""Rows of one title and level that a ratio between a country and the United States needs on each side."""
HALVES = {Basis.BAND_LOW: "low", Basis.BAND_MID: "(low + high) / 2.0", Basis.BAND_HIGH: "high"}
COLUMNS = (
    "work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency", "salary_in_usd",
    "employee_residence", "remote_ratio", "company_location", "company_size",
)  # fmt: skip


class Snapshot(NamedTuple):
    """Which file it is: the source's id in the pack, and its date."""

    source: str
    as_of: str

    @property
    def last(self) -> int:
        """The year of the snapshot, of which only a part is in the file."""
        return int(self.as_of[:4])

    @property
    def period(self) -> str:
        """What the cells cover unless they say otherwise: the year of the snapshot and the one before."""
        return f"{self.last - 1}-01 to {self.as_of[:7]}"

    def single(self, year: int) -> str:
        """Return how one year is named: the last one with the months it has."""
        return f"{year}-01 to {self.as_of[:7]}" if year == self.last else str(year)


class Cut(NamedTuple):
    """Rows that belong together, but for their level."""

    role: Role
    country: str
    currency: str
    years: tuple[int, ...]
    period: str
    mode: Mode = Mode.ALL
    home: bool = False
    """Only rows in the country's own currency, in which they are counted."""

    @property
    def pay(self) -> str:
        """The column that is counted."""
        return "salary" if self.home else "usd"

    @property
    def where(self) -> str:
        """The condition of SQL that holds for its rows."""
        tests = [f"year IN ({', '.join(map(str, self.years))})"]
        if self.role.titles:
            tests.append(f"title IN ({', '.join(map(literal, self.role.titles))})")
        if self.country != WORLD:
            tests.append(f"country = {literal(self.country)}")
        if self.mode is not Mode.ALL:
            tests.append(f"remote = {100 if self.mode is Mode.REMOTE else 0}")
        if self.home:
            tests.append(f"currency = {literal(self.currency)}")
        return " AND ".join(tests)


class Market:
    """The public file's full-time rows, and what the pack says of them; InvalidDataError where a column is missing."""

    def __init__(self, connection: "DuckDBPyConnection", layout: Layout, snapshot: Snapshot) -> None:
        self.connection = connection
        self.snapshot = snapshot
        missing = [name for name in COLUMNS if name not in layout.names]
        if missing:
            raise InvalidDataError(
                [f"{layout.path}:1: expected a column {name}, found none of that name" for name in missing],
                way_out=f"the columns needed are {', '.join(COLUMNS)}",
            )
        place = {name: f"c{number}" for number, name in enumerate(layout.names)}
        rows = csv_rows(
            str(layout.path), layout.delimiter, layout.skip, len(layout.names), layout.at,
            quote='"', tolerant=False, zipped=layout.zipped,
        )  # fmt: skip
        same = ", ".join(place[name] for name in COLUMNS if name not in ("salary", "salary_in_usd"))
        connection.execute(
            f"""CREATE TABLE rows AS SELECT row_number() OVER () AS place, {rows.identity} AS identity,
                hash({same}) AS rest, CAST({place["work_year"]} AS INTEGER) AS year,
                {place["experience_level"]} AS band, {place["employment_type"]} AS employment,
                {place["job_title"]} AS title, CAST({place["salary"]} AS DOUBLE) AS salary,
                {place["salary_currency"]} AS currency, CAST({place["salary_in_usd"]} AS DOUBLE) AS usd,
                CAST({place["remote_ratio"]} AS INTEGER) AS remote, {place["company_location"]} AS country
                FROM read_csv(?, {rows.options})""",
            [rows.path],
        )
        connection.execute("CREATE VIEW full_time AS SELECT * FROM rows WHERE employment = 'FT'")

    def cells(self, roles: Sequence[Role], countries: Sequence[Country]) -> Iterator[Cell]:
        """Yield every cell of these roles and countries that has a row."""
        by_id = {role.id: role for role in roles}
        home = by_id[HOME]
        yield from self._of(self._here(home))
        yield from self._of(self._here(home), Basis.DISTINCT)
        yield from self._bands(self._here(home))
        for role in roles:
            if role.id not in (HOME, FAMILY, EVERY):
                yield from self._of(self._here(role))
        for year in range(self.snapshot.last - YEARS + 1, self.snapshot.last + 1):
            yield from self._of(self._here(home, (year,)))
            for name in YEARLY:
                yield from (cell for cell in self._of(self._here(by_id[name], (year,))) if cell.band == ALL)
        for mode in (Mode.ON_SITE, Mode.REMOTE):
            yield from self._of(self._here(home, mode=mode))
        yield from self._of(self._here(home)._replace(country=WORLD))
        yield from self._abroad([home, by_id[FAMILY], by_id[EVERY]], countries)

    def _here(self, role: Role, years: tuple[int, ...] = (), mode: Mode = Mode.ALL) -> Cut:
        """Return the rows of a role in the United States, in the usual period unless in these years."""
        name = self.snapshot.single(*years) if years else self.snapshot.period
        return Cut(role, HERE, DOLLAR, years or (self.snapshot.last - 1, self.snapshot.last), name, mode)

    def _abroad(self, roles: Sequence[Role], countries: Sequence[Country]) -> Iterator[Cell]:
        """Yield cells of rows in each country's own currency, with their ratio to the United States."""
        *_, every = roles
        medians = self._medians(self._here(every)._replace(home=True), FEWEST_HERE)
        for role in roles:
            for country in countries:
                of = self._here(role)._replace(country=country.code, currency=country.currency, home=True)
                if country.code == HERE and role.id != HOME:
                    yield from self._of(of)
                elif country.code not in (HERE, WORLD):
                    yield from (self._with_ratio(cell, of, medians) for cell in self._of(of))

    def rates(self) -> Iterator[Rate]:
        """Yield the median rate of each currency in each year of the period, where there are rows enough."""
        said = self.connection.execute(
            """SELECT currency, year, median(salary / usd), count(*) FROM full_time
            WHERE year BETWEEN ? AND ? AND currency <> ? GROUP BY ALL HAVING count(*) >= ? ORDER BY currency, year""",
            [self.snapshot.last - 1, self.snapshot.last, DOLLAR, FEWEST_ROWS],
        ).fetchall()
        for currency, year, rate, n in said:
            yield Rate(currency, year, float(f"{rate:.4g}"), n, self.snapshot.source, self.snapshot.as_of)

    def measured(self, wanted: Sequence[Measured], roles: Sequence[Role]) -> Iterator[Measured]:
        """Yield what is asked for with its value: a share to four decimals, an amount in whole dollars."""
        by_id = {role.id: role for role in roles}
        for one in wanted:
            of = self._here(by_id[one.role])._replace(country=one.country)
            band = "" if one.band == ALL else f" AND band = {literal(one.band)}"
            rows = f"(SELECT {of.pay} AS pay, identity FROM full_time WHERE {of.where}{band})"
            yield one._replace(value=self._measure(one, rows), source=self.snapshot.source, as_of=self.snapshot.as_of)

    def _measure(self, one: Measured, rows: str) -> float:
        share = {
            Measure.SHARE_FROM: ">=",
            Measure.SHARE_ABOVE: ">",
            Measure.SHARE_BELOW: "<",
            Measure.SHARE_UP_TO: "<=",
        }
        if one.what in share:
            said = f"SELECT count(*) FILTER (pay {share[one.what]} {one.amount}) / count(*) FROM {rows}"
            return round(float(self._one(said)), 4)
        if one.what is Measure.MEDIAN_DISTINCT:
            rows = f"(SELECT any_value(pay) AS pay FROM {rows} GROUP BY identity)"
        function = "min" if one.what is Measure.LOWEST else "median"
        return whole(self._one(f"SELECT {function}(pay) FROM {rows}"))

    def _one(self, question: str) -> float:
        row = self.connection.execute(question).fetchone()
        return float(row[0]) if row else 0.0

    def _of(self, of: Cut, basis: Basis = Basis.ROWS) -> Iterator[Cell]:
        rows = f"(SELECT band, {of.pay} AS pay, identity FROM full_time WHERE {of.where})"
        if basis is Basis.DISTINCT:
            rows = f"(SELECT any_value(band) AS band, any_value(pay) AS pay, identity FROM {rows} GROUP BY identity)"
        return self._counted(of, rows, basis)

    def _bands(self, of: Cut) -> Iterator[Cell]:
        """Yield cells over pay bands: a row and the next below it, alike but for lower pay, each row in one band."""
        self.connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE bands AS
            WITH beside AS (
                SELECT *, usd AS high, lead(usd) OVER (ORDER BY place) AS low,
                    hash(identity, lead(identity) OVER (ORDER BY place)) AS ends,
                    coalesce(lead(rest) OVER (ORDER BY place) = rest AND low < usd, false) AS pair
                FROM rows
            ),
            runs AS (SELECT *, place - row_number() OVER (PARTITION BY pair ORDER BY place) AS run FROM beside),
            numbered AS (SELECT *, row_number() OVER (PARTITION BY pair, run ORDER BY place) AS nth FROM runs)
            SELECT band, low, high, ends FROM numbered
            WHERE pair AND nth % 2 = 1 AND employment = 'FT' AND {of.where}"""
        )
        halves = {
            basis: list(self._counted(of, f"(SELECT band, {half} AS pay, ends AS identity FROM bands)", basis))
            for basis, half in HALVES.items()
        }
        for number in range(len(halves[Basis.BAND_LOW])):
            yield from (cells[number] for cells in halves.values())

    def _counted(self, of: Cut, rows: str, basis: Basis) -> Iterator[Cell]:
        """Yield a cell for all levels together and one for each that has rows."""
        said = self.connection.execute(
            f"""SELECT band, count(*), count(DISTINCT identity), quantile_cont(pay, {QUANTILES})
            FROM {rows} GROUP BY GROUPING SETS ((), (band)) HAVING count(*) > 0"""
        ).fetchall()
        found = {band or ALL: (n, distinct, points) for band, n, distinct, points in said}
        for band in (ALL, *BANDS):
            if band in found:
                n, distinct, points = found[band]
                enough = sample_of(n, distinct) is not Sample.TOO_FEW
                p10, p25, p50, p75, p90 = map(whole, points) if enough else [None] * 5
                yield Cell(
                    of.role.id, of.country, band, of.currency, of.period, of.mode, basis, n, distinct,
                    self.snapshot.source, self.snapshot.as_of, p10, p25, p50, p75, p90,
                )  # fmt: skip

    def _medians(self, of: Cut, fewest: int, band: str = ALL) -> dict[tuple[str, str], tuple[int, float]]:
        """Return rows and median dollars of each title and level with rows enough."""
        level = "" if band == ALL else f" AND band = {literal(band)}"
        said = self.connection.execute(
            f"""SELECT title, band, count(*), median(usd) FROM full_time WHERE {of.where}{level}
            GROUP BY title, band HAVING count(*) >= {fewest}"""
        ).fetchall()
        return {(title, band): (n, dollars) for title, band, n, dollars in said}

    def _with_ratio(self, cell: Cell, of: Cut, here: Mapping[tuple[str, str], tuple[int, float]]) -> Cell:
        """Return the cell with its pay against the United States: the mean over titles and levels, weighted by rows."""
        if cell.p50 is None:
            return cell
        there = self._medians(of, FEWEST_ABROAD, cell.band)
        pairs = [(n, dollars / here[group][1]) for group, (n, dollars) in there.items() if group in here]
        rows = sum(n for n, _ in pairs)
        if rows < FEWEST_ROWS:
            return cell
        return cell._replace(ratio_to_us=round(fsum(n * ratio for n, ratio in pairs) / rows, 2), ratio_n=rows)
