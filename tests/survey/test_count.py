"""A survey of any kind is counted to the row: what is read, left out, malformed and where, and each percentile."""

import gzip
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.survey.reference import CURRENCIES, EMPLOYMENTS, HEADER, LEVELS, PAYS, YEARS, Filter, percentile, reading

from mlcareer.core.level import Level
from mlcareer.core.market import PERCENTS, Sample
from mlcareer.core.survey_row import Kind
from mlcareer.core.surveyed import LINES, Count, Selection, surveyed
from mlcareer.errors import InvalidDataError, MlcareerError
from mlcareer.survey.count import count
from mlcareer.survey.layout import layout
from mlcareer.survey.shape import CHUNK

TITLES = ("Data Engineer", "Machine Learning Engineer", " ML Engineer", "Ingénieur·e données", "o'Reilly", "İ")
WRONG = {
    0: ("", "24", "1850", "year", "2024.5"),
    1: ("", "XX", "sen", "SENİOR", "\u017fe"),
    2: ("", "full", "ft\t"),
    3: ("", "  "),
    4: ("", "0", "0.00", "-5", "nan", "inf", "1e5", "85,5", "$85000", "1_000", "٣٤", "12.", "1234567890123", "0x1F"),
    5: ("", "$", "XXX", "US D"),
}
good = st.tuples(
    st.sampled_from(list(YEARS)),
    st.sampled_from([*LEVELS, " SE "]),
    st.sampled_from([*EMPLOYMENTS, "FT", "FT", "FT"]),
    st.sampled_from(TITLES),
    st.one_of(st.sampled_from(list(PAYS)), st.integers(1, 400_000).map(str)),
    st.sampled_from([*CURRENCIES, "USD", "USD"]),
    st.sampled_from(("US", "", "GB")),
    st.sampled_from(("", "x", "#", "\\")),
).map(list)


@st.composite
def bad(draw: st.DrawFn) -> list[str]:
    """Return a row with one or two things wrong, or with too few or too many fields."""
    fields = draw(good)
    for place in draw(st.lists(st.sampled_from(list(WRONG)), min_size=1, max_size=2)):
        fields[place] = draw(st.sampled_from(WRONG[place]))
    return draw(st.sampled_from((fields, fields, fields[: len(fields) // 2], [*fields, "more"], ["only"])))


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """Return rows, some of them many times over, and the ways to write them."""
    rows = draw(st.lists(st.one_of(good, good, bad()), max_size=12))
    more = draw(st.lists(good, min_size=1, max_size=3))
    return {
        "rows": draw(st.permutations([*rows, *more * draw(st.sampled_from((0, 1, 31, 40)))])),
        "quotes": draw(st.sampled_from(("none", "none", "some", "all"))),
        "multiline": draw(st.booleans()),
        "end": draw(st.sampled_from(("\n", "\r\n"))),
        "delimiter": draw(st.sampled_from((",", ";"))),
        "zipped": draw(st.booleans()),
        "blank": draw(st.sampled_from((0, 0, 2, 3))),
        "last": draw(st.booleans()),
        "bytes": draw(st.sampled_from((b"", b"", b"\xff", b"\0"))),
    }


def written(path: Path, file: dict[str, Any]) -> list[tuple[int, list[str]]]:
    """Write rows to a file as told, and return each with the line on which it begins."""
    end, delimiter = file["end"], file["delimiter"]
    lines, at = [], []
    data, line = [delimiter.join(HEADER) + end], 2
    for number, row in enumerate(file["rows"]):
        fields = [field.replace(",", "~") if file["quotes"] == "none" else field for field in row]
        if file["bytes"] and number == len(file["rows"]) // 2 and len(fields) > 3:
            fields[3] = fields[3] + {b"\xff": "\udcff", b"\0": "\0"}[file["bytes"]]
        if file["quotes"] != "none" and file["multiline"] and len(fields) == len(HEADER):
            fields[-1] = f'two{end}lines, a "quote"{delimiter}'
        at.append((line, fields))
        shown = [
            '"' + field.replace('"', '""') + '"'
            if file["quotes"] == "all" or any(mark in field for mark in f'\n"{delimiter}') else field
            for field in fields
        ]  # fmt: skip
        lines.append(delimiter.join(shown) + end)
        line += lines[-1].count("\n")
        if file["blank"] and number % file["blank"] == 0:
            lines.append(end * 2)
            line += 2
    whole = "".join(data + lines)
    raw = (whole if file["last"] else whole.removesuffix(end)).encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(raw, 1) if file["zipped"] else raw)
    return at


def asked_of(only: Filter) -> Selection:
    """Return a filter of the reference as the program takes it."""
    titles, countries = ((name,) if name is not None else () for name in (only.title, only.country))
    return Selection(titles, countries, Level(only.level) if only.level else None, only.year, only.mine)


def agrees(found: Count, rows: list[tuple[int, list[str]]], only: Filter) -> None:
    """Check a count against the reference, to the row and to the unit."""
    wanted = reading(rows, only)
    assert found.rows == wanted.rows
    assert {kind.name: n for kind, n in found.malformed.items()} == wanted.malformed
    assert [(fault.line, fault.kind.name) for fault in found.faults] == wanted.lines[:LINES]
    assert {why.name: n for why, n in found.left_out.items()} == wanted.left_out
    groups = {(group.currency, group.level): group for group in found.groups}
    assert {key: (group.n_rows, group.n_distinct) for key, group in groups.items()} == {
        (currency, level and Level(level)): (len(pays), wanted.distinct[currency, level])
        for (currency, level), pays in wanted.pays.items()
    }
    for (currency, level), pays in wanted.pays.items():
        group = groups[currency, level and Level(level)]
        shown = surveyed(group, mine=only.mine is not None)
        at_or_below = sum(pay <= (only.mine or 0) for pay in pays)
        assert group.up_to_mine == at_or_below
        is_placed = only.mine is not None and shown.sample is not Sample.TOO_FEW
        assert shown.at_or_below == (round(at_or_below / len(pays), 4) if is_placed else None)
        expected = [(percent, percentile(pays, percent)) for percent in PERCENTS]
        assert list(shown.points()) == ([] if shown.sample is Sample.TOO_FEW else expected)
        assert (shown.sample is Sample.TOO_FEW) == (min(len(pays), wanted.distinct[currency, level]) < 30)
    counted = sum(group.n_rows for group in found.groups if group.level is None)
    assert found.rows == counted + sum(found.left_out.values()) + sum(found.malformed.values())


filters = st.builds(
    Filter,
    st.one_of(st.none(), st.sampled_from([title.strip() for title in TITLES]), st.just("ml ENGINEER")),
    st.one_of(st.none(), st.sampled_from(("US", "gb", "", "FR"))),
    st.one_of(st.none(), st.sampled_from(sorted(set(LEVELS.values())))),
    st.one_of(st.none(), st.sampled_from((*YEARS.values(), 2020))),
    st.one_of(st.none(), st.sampled_from((7, 85_000, 100_000, 120_000, 400_000))),
)
filters = st.one_of(st.just(Filter()), st.integers(1, 400_000).map(lambda mine: Filter(mine=mine)), filters)


@given(files(), filters)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for(tmp_path: Path, file: dict[str, Any], only: Filter):
    """Rows are counted, left out or malformed with their line, as a plain reader finds, however written or filtered."""
    path = tmp_path / "survey.csv"
    rows = written(path, file)
    agrees(count(layout(path), asked_of(only)), rows, only)


def big(rows: int, end: str) -> list[str]:
    """Return lines of sound rows, enough of them to fill several pieces of a file."""
    return [",".join(HEADER) + end, *(f"2024,SE,FT,Engineer {n % 97},{50_000 + n},USD,US,{end}" for n in range(rows))]


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("places", [(), (1,), (19_999,), (5, 9_000, 12_000, 19_999), tuple(range(100, 19_000, 500))])
def test_lines_are_right_far_into_a_file(
    tmp_path: Path, places: tuple[int, ...], end: str, *, zipped: bool, quoted: bool
):
    """Malformed rows of every kind are found on their lines, few or many, in a file read in many pieces."""
    lines, wrong = big(20_000, end), []
    kinds = {
        f"2024,SX,FT,Engineer,1,USD,US,{end}": "LEVEL",
        f"2024,SE,FT,Engineer,1{end}": "BROKEN",
        f"2024,SE,FT,,1,USD,US,{end}": "TITLE",
        f"2024,SE,FT,Engineer\udcff,1,USD,US,{end}": "GARBLED",
        f"2024,SE,FT,Engineer,0,USD,US,{end}": "PAY",
    }
    for number, place in enumerate(places):
        lines[place], kind = list(kinds.items())[number % len(kinds)]
        wrong.append((place + 1, kind))
    if quoted:
        lines[1:] = [",".join(f'"{field}"' for field in line.removesuffix(end).split(",")) + end for line in lines[1:]]
    raw = "".join(lines).encode("utf-8", "surrogateescape")
    assert len(raw) > 2 * CHUNK
    path = tmp_path / "survey.csv"
    path.write_bytes(gzip.compress(raw, 1) if zipped else raw)
    found = count(layout(path), Selection())
    assert [(fault.line, fault.kind.name) for fault in found.faults] == wrong[:LINES]
    assert sum(found.malformed.values()) == len(wrong)
    assert found.rows == 20_000


@pytest.mark.parametrize(
    ("text", "malformed"),
    [
        ('2024,SE,FT,"never closed,1,USD,US,\n' * 3, 2),
        ("2024,SE,FT,Engineer,1,USD,US,\r2024,SE,FT,Engineer,1,USD,US,\n", 0),
        ("2024,SE,FT,Engineer,1,USD,US,\r\n2024,SE,FT,Engineer,1,USD,US,\n", 0),
        ("2024,SE,FT," + "x" * 3 * 10**6 + ",1,USD,US,\n2024,SE,FT,Engineer,1,USD,US,\n", 1),
        ("2024,SE,FT,Engineer,1,USD,US," + "," * 10**6 + "\n", 1),
        ("\0" * 1000 + "\n", 1),
        ("\x1b]0;taken over\x07" * 20 + "\n", 1),
        ('2024,SE,FT,a "quoted" word,1,USD,US,\n2024,SE,FT,"a" b,1,USD,US,\n', 1),
    ],
)
def test_hostile_content_is_counted(tmp_path: Path, text: str, malformed: int):
    """Quotes without end, odd line ends, endless lines, NULs and escapes crash nothing, and no row goes missing."""
    path = tmp_path / "survey.csv"
    sound = "2024,SE,FT,Engineer,1,USD,US,\n"
    path.write_text(",".join(HEADER) + "\n" + sound + text, "utf-8", newline="")
    found = count(layout(path), Selection())
    counted = sum(group.n_rows for group in found.groups if group.level is None)
    assert sum(found.malformed.values()) == malformed
    assert found.rows == counted + malformed
    assert counted >= 1


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_of_any_kind_are_line_ends(tmp_path: Path, end: str):
    """A file with the line ends of old spreadsheets is read as any other, header and lines of faults too."""
    path = tmp_path / "survey.csv"
    lines = big(50, end)
    lines[40] = f"2024,SX,FT,Engineer,1,USD,US,{end}"
    path.write_text("".join(lines), "utf-8", newline="")
    found = count(layout(path), Selection())
    assert (found.rows, [fault.line for fault in found.faults]) == (50, [41])


def test_a_file_that_breaks_off_is_told(tmp_path: Path):
    """An archive that ends in its middle is unreadable data, not a smaller survey."""
    path = tmp_path / "survey.csv.gz"
    whole = gzip.compress("".join(big(20_000, "\n")).encode(), 1)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidDataError, match="cannot be read to its end"):
        count(layout(path), Selection())


def test_a_name_is_no_pattern(tmp_path: Path):
    """A file whose name holds quotes, brackets and stars is read as that one file."""
    path = tmp_path / "it's [a-b]*.csv"
    path.write_text("".join(big(3, "\n")), "utf-8")
    (tmp_path / "it's a.csv").write_text("".join(big(9, "\n")), "utf-8")
    assert count(layout(path), Selection()).rows == 3


def test_rows_are_left_out_for_the_first_reason(tmp_path: Path):
    """Employment, title, country, level and year are looked at in this order, in any case; each row counts once."""
    path = tmp_path / "survey.csv"
    rows = [
        "2024,SE,FT,ML Engineer,1,USD,US,", "2024,SE,FT,ml engineer,1,USD,us,", "2024,SE,PT,Other,1,USD,GB,",
        "2024,EN,FT,Other,1,USD,GB,", "2023,EN,FT,ML Engineer,1,USD,GB,", "2023,EN,FT,ML Engineer,1,USD,US,",
        "2023,SE,FT,ML Engineer,1,USD,US,",
    ]  # fmt: skip
    path.write_text("\n".join([",".join(HEADER), *rows]), "utf-8")
    asked = Selection(("ml engineer",), ("us", "united states"), Level.SENIOR, 2024)
    found = count(layout(path), asked)
    assert {why.name: n for why, n in found.left_out.items()} == dict.fromkeys(
        ("EMPLOYMENT", "TITLE", "COUNTRY", "LEVEL", "YEAR"), 1
    )
    assert [(group.level, group.n_rows) for group in found.groups if group.level] == [(Level.SENIOR, 2)]


def test_without_the_database_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where DuckDB is not installed the error names the extra that brings it."""
    path = tmp_path / "survey.csv"
    path.write_text("".join(big(3, "\n")), "utf-8")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MlcareerError, match="DuckDB, which is not installed") as told:
        count(layout(path), Selection())
    assert told.value.way_out == "pip install 'mlcareer[survey]'"
    assert told.value.exit_code == 1


def test_quotes_with_faults_are_not_sifted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where each line of a file with quotes is a row, rows of too few fields do not have every row read in Python."""
    path = tmp_path / "survey.csv"
    sound = '"2024","SE","FT","Engineer, of ""data""","1","USD","US",""\n'
    path.write_text(",".join(HEADER) + "\n" + sound * 40 + '"2024","SE"\n' + "2024,SE,FT,x,0,USD,US,\n", "utf-8")
    monkeypatch.setattr("mlcareer.survey.count.sift", None)
    found = count(layout(path), Selection())
    assert [(fault.line, fault.kind) for fault in found.faults] == [(42, Kind.BROKEN), (43, Kind.PAY)]


def test_a_row_on_two_lines_beside_a_fault(tmp_path: Path):
    """A quote that opens where the line has as many as it should is a row of two lines, whatever stands beside it."""
    path = tmp_path / "survey.csv"
    rows = '2024,SE,FT,a "b,1,USD,US,"x\n2024,SE,FT,c,1,USD,US"\n2024,SE\n2024,SE,FT,"d",1,USD,US,\n'
    path.write_text(",".join(HEADER) + "\n" + '2024,SE,FT,"d",1,USD,US,\n' * 5 + rows, "utf-8")
    found = count(layout(path), Selection())
    assert (found.rows, [fault.line for fault in found.faults]) == (8, [9])
