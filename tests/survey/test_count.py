"""A survey of any kind is counted to the row: what is read, left out, malformed and where, and each percentile."""

import gzip
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.survey.reference import CURRENCIES, EMPLOYMENTS, HEADER, LEVELS, PAYS, YEARS, percentile, reading

from mlcareer.core.level import Level
from mlcareer.core.market import PERCENTS, Sample
from mlcareer.core.surveyed import LINES, Asked, Count, surveyed
from mlcareer.survey.count import count
from mlcareer.survey.layout import layout

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


def agrees(found: Count, rows: list[tuple[int, list[str]]]) -> None:
    """Check a count against the reference, to the row and to the unit."""
    wanted = reading(rows)
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
        shown = surveyed(groups[currency, level and Level(level)], mine=False)
        expected = [(percent, percentile(pays, percent)) for percent in PERCENTS]
        assert list(shown.points()) == ([] if shown.sample is Sample.TOO_FEW else expected)
        assert (shown.sample is Sample.TOO_FEW) == (min(len(pays), wanted.distinct[currency, level]) < 30)
    counted = sum(group.n_rows for group in found.groups if group.level is None)
    assert found.rows == counted + sum(found.left_out.values()) + sum(found.malformed.values())


@given(files())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for(tmp_path: Path, file: dict[str, Any]):
    """Rows are counted, left out or malformed with their line, as a plain reader finds, however they are written."""
    path = tmp_path / "survey.csv"
    rows = written(path, file)
    agrees(count(layout(path), Asked()), rows)
