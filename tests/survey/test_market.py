"""The market as the pack states it: recomputed from rows, to the dollar, by a plain reader and by the program alike."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.survey.conftest import invented_rows
from tests.survey.reference import percentile

from mlcareer.core.market import PERCENTS, Basis, Cell, Measure, Measured, Mode, Rate, Salaries, Sample
from mlcareer.errors import InvalidDataError
from mlcareer.pack.library import Library
from mlcareer.survey.engine import connect
from mlcareer.survey.layout import layout
from mlcareer.survey.market import Market, Snapshot

DATA = ROOT.parent / "shared" / "data"
RAW = DATA / "salaries_2025-06-22.csv.gz"
SNAPSHOT = Snapshot("aijobs-2025-06-22", "2025-06-22")
YEAR, LEVEL, KIND, TITLE, PAY, CURRENCY, USD, _, REMOTE, COUNTRY, _ = range(11)
TITLES_MLE = "Machine Learning Engineer"
GROUPS = {"ML and data family (10 titles)": "ml-and-data", "ML Leadership": "ml-leadership"}
GROUPS |= {"ML Infrastructure/Platform Engineer": "ml-platform-engineer", "All titles": "all-titles"}
WITHHELD = {
    ("mlops-engineer", "US", "MI", "2024-01 to 2025-06"),
    ("applied-scientist", "US", "EN", "2024-01 to 2025-06"),
    ("ml-engineer", "US", "EX", "2024"),
    ("ml-engineer", "US", "EN", "2025-01 to 2025-06"),
}
"""Cells of rows enough and distinct rows too few, where the reference gives figures: these, and six abroad."""
YEARLY = (
    "ai-engineer", "mlops-engineer", "research-engineer", "research-scientist", "applied-scientist", "data-scientist",
    "data-engineer", "software-engineer",
)  # fmt: skip
Key = tuple[str, ...]


def key(cell: Cell) -> Key:
    """Return what tells a cell apart."""
    return (cell.role, cell.country, cell.band, cell.period, cell.mode.value, cell.basis.value)


def slice_of(rows: Sequence[list[str]], cell: Cell, titles: Sequence[str]) -> list[list[str]]:
    """Return the rows that belong to a cell, found the long way."""
    years = {"2024-01 to 2025-06": ("2024", "2025"), "2025-01 to 2025-06": ("2025",)}.get(cell.period, (cell.period,))
    home = cell.country not in ("US", "WORLD") or cell.role in ("ml-and-data", "all-titles")
    return [
        row
        for row in rows
        if row[KIND] == "FT"
        and row[YEAR] in years
        and (not titles or row[TITLE] in titles)
        and cell.country in (row[COUNTRY], "WORLD")
        and cell.band in (row[LEVEL], "all")
        and (not home or row[CURRENCY] == cell.currency)
        and (cell.mode is Mode.ALL or row[REMOTE] == ("100" if cell.mode is Mode.REMOTE else "0"))
    ]


@pytest.fixture(scope="module")
def salaries() -> Salaries:
    """Return the pack's pay."""
    return Library(None).salaries()


@pytest.fixture(scope="module")
def small(invented: Path) -> Market:
    """Return the market of the invented rows."""
    return Market(connect(), layout(invented), SNAPSHOT)


@pytest.fixture(scope="module")
def cells(small: Market, salaries: Salaries) -> list[Cell]:
    """Return the cells of the invented rows."""
    return list(small.cells(salaries.roles, salaries.countries))


def figures(cell: Cell) -> list[int]:
    """Return the percentiles of a cell."""
    return [amount for _, amount in cell.points()]


def test_every_cell_is_what_a_plain_reader_finds(cells: list[Cell], salaries: Salaries):
    """Counts, distinct rows and percentiles of each cell are those of its rows; none of too few; no slice twice."""
    titles = {role.id: role.titles for role in salaries.roles}
    rows = invented_rows()
    assert len({key(cell) for cell in cells}) == len(cells)
    for cell in cells:
        if cell.basis not in (Basis.ROWS, Basis.DISTINCT):
            continue
        found = slice_of(rows, cell, titles[cell.role])
        distinct = list({tuple(row): row for row in found}.values())
        counted = distinct if cell.basis is Basis.DISTINCT else found
        assert (cell.n_rows, cell.n_distinct) == (len(counted), len(distinct))
        column = USD if cell.country in ("US", "WORLD") else PAY
        expected = [percentile([Fraction(row[column]) for row in counted], percent) for percent in PERCENTS]
        assert figures(cell) == ([] if cell.sample is Sample.TOO_FEW else expected)
    assert {cell.sample for cell in cells} == set(Sample)


def cuts(salaries: Salaries, like: Cell) -> Iterator[Cell]:
    """Yield every slice of rows that the pack is to state, whether it has a row or not."""
    whole, bands = "2024-01 to 2025-06", ("all", "EN", "MI", "SE", "EX")
    years, wider = ("2022", "2023", "2024", "2025-01 to 2025-06"), ("ml-and-data", "all-titles")
    slices = [(role.id, "US", "USD", whole, Mode.ALL) for role in salaries.roles]
    slices += [("ml-engineer", "US", "USD", year, Mode.ALL) for year in years]
    slices += [("ml-engineer", "US", "USD", whole, mode) for mode in (Mode.REMOTE, Mode.ON_SITE)]
    slices += [
        (role, country.code, country.currency, whole, Mode.ALL)
        for role in ("ml-engineer", *wider)
        for country in salaries.countries
        if country.code != "US" and (role == "ml-engineer" or country.code != "WORLD")
    ]
    for role, country, currency, period, mode in slices:
        for band in bands:
            yield like._replace(
                role=role, country=country, currency=currency, band=band, period=period, mode=mode, basis=Basis.ROWS
            )
    for role in YEARLY:
        for year in years:
            yield like._replace(
                role=role, country="US", currency="USD", band="all", period=year, mode=Mode.ALL, basis=Basis.ROWS
            )


@pytest.mark.parametrize("name", ["work_year", "salary_in_usd", "remote_ratio"])
def test_a_column_that_is_missing_is_named(invented: Path, tmp_path: Path, name: str):
    """A file in which a column has another name is told with the columns that are needed."""
    path = tmp_path / "raw.csv"
    path.write_bytes(invented.read_bytes().replace(name.encode(), b"renamed", 1))
    with pytest.raises(InvalidDataError, match=f"raw.csv:1: expected a column {name}") as told:
        Market(connect(), layout(path), SNAPSHOT)
    assert "company_location" in told.value.way_out


def test_no_slice_with_a_row_is_left_out(cells: list[Cell], salaries: Salaries):
    """Every role, country, year and way of working that has a row of its own has a cell."""
    titles = {role.id: role.titles for role in salaries.roles}
    seen = {key(cell) for cell in cells}
    asked, rows = list(cuts(salaries, cells[0])), invented_rows()
    wanted = {key(cut) for cut in asked if slice_of(rows, cut, titles[cut.role])}
    assert wanted <= seen
    assert {name for name in seen if name[-1] == "rows"} == wanted
    assert len(wanted) > 100


def test_bands_are_pairs_put_together(cells: list[Cell]):
    """A band is a row and the next one below it, alike but for lower pay; no row stands in two, in file order."""
    rows, pairs, place = invented_rows(), [], 0
    while place < len(rows) - 1:
        high, low = rows[place], rows[place + 1]
        alike = [high[n] for n in range(11) if n not in (PAY, USD)] == [
            low[n] for n in range(11) if n not in (PAY, USD)
        ]
        if alike and int(high[USD]) > int(low[USD]):
            pairs.append((high, low))
            place += 1
        place += 1
    ends: dict[Basis, Callable[[Any], Fraction]] = {
        Basis.BAND_LOW: lambda pair: Fraction(pair[1][USD]),
        Basis.BAND_MID: lambda pair: Fraction(int(pair[0][USD]) + int(pair[1][USD]), 2),
        Basis.BAND_HIGH: lambda pair: Fraction(pair[0][USD]),
    }
    of_them = [cell for cell in cells if cell.basis in ends]
    assert len(of_them) == 15
    for cell in of_them:
        titles = ["Machine Learning Engineer"]
        found = [pair for pair in pairs if slice_of([pair[0]], cell, titles)]
        assert (cell.n_rows, cell.n_distinct) == (len(found), len({str(pair) for pair in found}))
        expected = [percentile(list(map(ends[cell.basis], found)), percent) for percent in PERCENTS]
        assert figures(cell) == ([] if cell.sample is Sample.TOO_FEW else expected)


def test_a_ratio_weighs_titles_and_levels_by_their_rows(cells: list[Cell], salaries: Salaries):
    """The ratio of a country is the mean of the ratios of medians, by rows, over groups large enough on both sides."""
    rows, titles = invented_rows(), {role.id: role.titles for role in salaries.roles}
    here = next(cell for cell in cells if cell.role == "all-titles" and cell.country == "US" and cell.band == "all")

    def medians(found: Sequence[list[str]], fewest: int) -> dict[Any, tuple[int, float]]:
        groups: dict[Any, list[int]] = defaultdict(list)
        for row in found:
            groups[row[TITLE], row[LEVEL]].append(int(row[USD]))
        return {group: (len(pays), median(pays)) for group, pays in groups.items() if len(pays) >= fewest}

    us = medians(slice_of(rows, here, ()), 10)
    told = [cell for cell in cells if cell.ratio_to_us is not None]
    assert told
    for cell in told:
        there = medians(slice_of(rows, cell, titles[cell.role]), 3)
        weighed = [(n, pay / us[group][1]) for group, (n, pay) in there.items() if group in us]
        assert cell.ratio_n == sum(n for n, _ in weighed) >= 30
        assert cell.ratio_to_us == pytest.approx(sum(n * ratio for n, ratio in weighed) / cell.ratio_n, abs=0.0051)


def test_measured_values_are_counted(small: Market, salaries: Salaries):
    """A share counts from, above or below its amount; the lowest and the medians are those of the rows."""
    rows = [r for r in invented_rows() if r[KIND] == "FT" and r[YEAR] in ("2024", "2025") and r[TITLE] == TITLES_MLE]
    us = [row for row in rows if row[COUNTRY] == "US"]
    pays = sorted(int(row[USD]) for row in us)
    amount = pays[len(pays) // 2]
    wanted = {
        Measure.SHARE_FROM: round(sum(pay >= amount for pay in pays) / len(pays), 4),
        Measure.SHARE_ABOVE: round(sum(pay > amount for pay in pays) / len(pays), 4),
        Measure.SHARE_BELOW: round(sum(pay < amount for pay in pays) / len(pays), 4),
        Measure.LOWEST: pays[0],
        Measure.MEDIAN: percentile([Fraction(pay) for pay in pays], 50),
        Measure.MEDIAN_DISTINCT: percentile([Fraction(row[USD]) for row in {tuple(r): r for r in us}.values()], 50),
    }
    asked = [Measured(what.value, what, "ml-engineer", "US", "all", 0, "", "", amount) for what in wanted]
    assert {one.what: one.value for one in small.measured(asked, salaries.roles)} == wanted
    [lowest] = small.measured([asked[3]._replace(country="WORLD", band="EN")], salaries.roles)
    assert lowest.value == min(int(row[USD]) for row in rows if row[LEVEL] == "EN")


def test_rates_are_medians_of_enough_rows(small: Market):
    """A currency's rate in a year is the median over its full-time rows, given for thirty of them or more."""
    found = {(rate.currency, rate.year): rate for rate in small.rates()}
    ratios: dict[tuple[str, int], list[float]] = defaultdict(list)
    for row in invented_rows():
        if row[KIND] == "FT" and row[CURRENCY] != "USD" and row[YEAR] in ("2024", "2025"):
            ratios[row[CURRENCY], int(row[YEAR])].append(int(row[PAY]) / int(row[USD]))
    assert {group: (rate.n_rows, rate.per_usd) for group, rate in found.items()} == {
        group: (len(seen), float(f"{median(seen):.4g}")) for group, seen in ratios.items() if len(seen) >= 30
    }
    assert isinstance(next(iter(found.values())), Rate)


if RAW.exists():

    @pytest.fixture(scope="module")
    def real(salaries: Salaries) -> dict[Key, Cell]:
        """Return every cell, recomputed from the public file."""
        market = Market(connect(), layout(RAW), SNAPSHOT)
        return {key(cell): cell for cell in market.cells(salaries.roles, salaries.countries)}

    @pytest.fixture(scope="module")
    def reference(salaries: Salaries) -> dict[Key, dict[str, str]]:
        """Return the rows of the reference file by what tells their cells apart."""
        ids = {role.name: role.id for role in salaries.roles} | GROUPS
        with (DATA / "salary_cells_reference.csv").open(encoding="utf-8", newline="") as file:
            return {
                (
                    ids[row["title_group"]],
                    row["country"],
                    row["level"],
                    row["period"].replace("..", " to "),
                    row["work_mode"],
                    row["basis"],
                ): row
                for row in csv.DictReader(file)
            }  # fmt: skip

    def test_every_cell_equals_the_reference(real: dict[Key, Cell], reference: dict[Key, dict[str, str]]):
        """All 359 cells have the reference's counts, percentiles and ratios, but for ten of too few distinct rows."""
        withheld = set()
        assert len(real) == 359
        assert real.keys() == reference.keys()
        for name, row in reference.items():
            cell = real[name]
            assert (cell.currency, cell.n_rows, cell.n_distinct) == (
                row["currency"],
                int(row["n_rows"]),
                int(row["n_distinct"]),
            )
            stated = [int(row[f"p{percent}"]) for percent in PERCENTS if row[f"p{percent}"]]
            ratio = (float(row["ratio_to_us"]), int(row["ratio_n"])) if row["ratio_to_us"] else (None, None)
            if stated and not figures(cell):
                assert cell.n_distinct < 30 <= cell.n_rows
                assert cell.ratio_to_us is None
                withheld.add(name)
            else:
                assert figures(cell) == stated
                assert (cell.ratio_to_us, cell.ratio_n) == ratio
        assert len(withheld) == 10
        assert {name[:4] for name in withheld if name[1] == "US"} == WITHHELD

    def test_the_shipped_cells_are_the_recomputed_ones(real: dict[Key, Cell], salaries: Salaries):
        """The pack holds what the public file says today, cell by cell."""
        assert {key(cell): cell for cell in salaries.cells} == real

    def test_senior_pay_is_right_to_the_dollar(salaries: Salaries):
        """The pack's senior US cell is what sorting the raw rows by hand gives."""
        with gzip.open(RAW, "rt", encoding="utf-8", newline="") as file:
            rows = [
                Fraction(row[USD])
                for row in csv.reader(file)
                if (row[LEVEL], row[KIND], row[TITLE], row[COUNTRY]) == ("SE", "FT", TITLES_MLE, "US")
                and row[YEAR] in ("2024", "2025")
            ]
        [cell] = [
            c for c in salaries.cells if key(c) == ("ml-engineer", "US", "SE", "2024-01 to 2025-06", "all", "rows")
        ]
        assert cell.n_rows == len(rows) == 4545
        assert figures(cell) == [percentile(rows, percent) for percent in PERCENTS]
