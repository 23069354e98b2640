"""A survey of one's own on the screen: every currency apart, every row accounted for, nothing of what is too small."""

import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.core.level import RUNGS
from mlcareer.core.survey_row import WITHOUT, Fault, Kind, LeftOut
from mlcareer.core.surveyed import Count, Group, Selection, SurveyReport, survey_report_of
from mlcareer.render import waiting as waiting_room
from mlcareer.render.output import document
from mlcareer.render.screen import Screen
from mlcareer.render.surveyed import draw
from mlcareer.render.waiting import waiting

HEADER = "work_year,experience_level,employment_type,job_title,salary,salary_currency,company_location"
HOSTILE = "[bold]x\x1b[31m\u202e.csv"


def survey(folder: Path, name: str = "pay.csv") -> Path:
    """Return a file of 120 senior and 40 entry rows in dollars, 12 in pounds, others left out, and three malformed."""
    rows = [f"2024,SE,FT,ML Engineer,{150_000 + 500 * n},USD,US" for n in range(120)]
    rows += [f"2025,EN,FT,Data Scientist,{90_000 + 500 * n},USD,US" for n in range(40)]
    rows += [f"2024,MI,FT,Data Scientist,{71_000 + n},GBP,GB" for n in range(12)]
    rows += [
        "2024,SE,PT,ML Engineer,1,USD,US",
        "2024,XX,FT,\x1b[31m,1,USD,US",
        "2024,SE,FT,x,\x1b]0;no\x07,USD,US",
        "1",
    ]
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


def drawn(report: SurveyReport, width: int = 80, *, unicode: bool = True) -> str:
    """Return what a screen of that width shows."""
    out = io.StringIO()
    draw(Screen(Console(file=out, width=width, color_system=None), unicode=unicode), report)
    return out.getvalue()


def test_the_whole_screen(tmp_path: Path, run: Run):
    """The table of a currency, what is too small, each row's fate, faults with their lines: all of it in this order."""
    survey(tmp_path)
    shown = called(run, "salary", "--from", "pay.csv", "--mine", "150k", cwd=tmp_path, COLUMNS="80")
    assert shown.returncode == 0
    assert shown.stderr == ""
    assert (
        shown.stdout
        == """\
Pay in pay.csv · All titles · 2024 to 2025

USD
  Level           p10      p25   median      p75      p90  based on
  Entry        91,950   94,875   99,750  104,625  107,550   40 rows
  Senior      155,950  164,875  179,750  194,625  203,550  120 rows
  All levels   97,950  139,875  169,750  189,625  201,550  160 rows

  · Entry: few rows, read with care: 40 rows, 40 distinct.

You: $150,000 is as much as or more than 100 % of those at Entry, 1 % of those
at Senior, 26 % of all rows.

Too few rows for a figure: GBP (12 rows, 12 distinct).

176 rows read: 172 counted, 1 left out, 3 malformed.
  · left out: not full time (1)
  · malformed: a wrong number of fields, or quotes that do not match (1)
    pay.csv:177: expected 7 fields, found 1
  · malformed: pay that is no number above 0 (1)
    pay.csv:176: salary: expected a number above 0, such as 85000 or 85000.50,
      found '\\x1b]0;no\\x07'
  · malformed: an unknown level (1)
    pay.csv:175: experience_level: expected EN, MI, SE, EX, or a rung such as
      senior, found 'XX'

Your own file, counted on this machine; nothing of it is kept. A percentile
interpolates between rows. No figure below 30 rows or 30 distinct ones; below
100, read with care.
"""
    )


@pytest.mark.parametrize("width", [40, 50, 60, 80, 200])
def test_it_fits_any_screen(tmp_path: Path, width: int, run: Run):
    """No line is wider than the screen; in the C locale all of it is ASCII; a hostile file name stays text."""
    survey(tmp_path, HOSTILE)
    shown = called(run, "salary", "--from", HOSTILE, "--mine", "1m", cwd=tmp_path, COLUMNS=str(width), LC_ALL="C")
    assert shown.returncode == 0
    assert shown.stdout.isascii()
    assert "\x1b" not in shown.stdout
    assert "[bold]x" in shown.stdout
    assert "USD" in shown.stdout
    assert [line for line in shown.stdout.splitlines() if cell_len(line) > width] == []


def test_a_level_asked_for_stands_alone(tmp_path: Path, run: Run):
    """With --level only that rung is in the table, and the others are left out for it."""
    survey(tmp_path)
    shown = called(run, "salary", "--from", "pay.csv", "--level", "senior", cwd=tmp_path).stdout
    assert "Senior" in shown
    assert "All levels" not in shown
    assert "left out: another level (52)" in shown


def test_own_pay_is_placed_in_its_currency_only(tmp_path: Path, run: Run):
    """With --currency a pay is placed among the rows of that currency and no others."""
    survey(tmp_path)
    for currency, placed in (("USD", True), ("usd", True), ("GBP", False)):
        line = ("salary", "--from", "pay.csv", "--mine", "150k", "--currency", currency, "--json")
        tables = json.loads(called(run, *line, cwd=tmp_path).stdout)["data"]["tables"]
        assert [table["overall"]["at_or_below"] is not None for table in tables] == [placed, False]


def test_a_role_is_a_role_of_the_pack_or_a_title(tmp_path: Path, run: Run):
    """--role takes the titles of a role that the pack knows, else the text as a title; --country a code or a name."""
    survey(tmp_path)
    for asked, rows in (
        (("--role", "data-scientist"), 52),
        (("--role", "ds", "--country", "united kingdom"), 12),
        (("--role", "ml ENGINEER"), 120),
        (("--role", "mle"), 120),
        (("--country", "GB"), 12),
        (("--year", "2025"), 40),
    ):
        found = json.loads(called(run, "salary", "--from", "pay.csv", *asked, "--json", cwd=tmp_path).stdout)
        assert found["data"]["counted"] == rows, asked


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--role", "wizard"), 1, "no full-time row bears the title of wizard"),
        (("--metro", "seattle"), 2, "--from and --metro do not go together"),
        (("--compare", "data-scientist"), 2, "--from and --compare do not go together"),
        (("--in", "EUR"), 2, "--from and --in do not go together"),
        (("--map", "salary=pay"), 2, "unknown column 'pay'"),
        (("--level", "snr"), 2, "did you mean 'senior'?"),
    ],
)
def test_what_cannot_be_asked_is_told(tmp_path: Path, args: tuple[str, ...], code: int, says: str, run: Run):
    """A title of nobody and options that do not fit are each told, with nothing on standard output."""
    survey(tmp_path)
    result = called(run, "salary", "--from", "pay.csv", *args, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr


def test_a_column_that_is_asked_for_must_be_there(tmp_path: Path, run: Run):
    """A level, country or year asked of a file without such a column is refused, and the way out is named."""
    (tmp_path / "two.csv").write_text("job_title,salary\nx,1\n", "utf-8")
    for option, value, column in (
        ("--level", "senior", "experience_level"),
        ("--country", "US", "company_location"),
        ("--year", "2024", "work_year"),
    ):
        result = called(run, "salary", "--from", "two.csv", option, value, cwd=tmp_path)
        assert result.returncode == 2
        assert f"{option}: two.csv has no column {column}" in result.stderr
        assert f"--map {column}=THEIRS" in result.stderr


def test_what_is_taken_for_granted_is_said(tmp_path: Path, run: Run):
    """Each column that a file lacks is named with what it means; a map without a file is refused."""
    (tmp_path / "two.csv").write_text("job_title,Base pay\n" + "".join(f"x,{n}00\n" for n in range(1, 41)), "utf-8")
    result = called(run, "salary", "--from", "two.csv", "--map", "salary=Base pay", cwd=tmp_path, COLUMNS="200")
    assert [words for words in WITHOUT.values() if words not in result.stdout] == []
    assert "No currency named" in result.stdout
    alone = called(run, "salary", "--map", "salary=Base pay")
    assert (alone.returncode, "--from FILE is missing" in alone.stderr) == (2, True)


# What is too small


@st.composite
def counts(draw: st.DrawFn) -> tuple[Count, list[float]]:
    """Return a count with groups of every size, and the figures of those too small to show."""
    groups, hidden = [], []
    for currency in draw(st.lists(st.sampled_from(("USD", "EUR", "")), min_size=1, max_size=3, unique=True)):
        for level in (None, *draw(st.lists(st.sampled_from(RUNGS), unique=True))):
            n_rows = draw(st.integers(1, 150))
            n_distinct = draw(st.integers(1, n_rows))
            small = min(n_rows, n_distinct) < 30
            first = draw(st.integers(5_000_001, 5_999_999)) if small else draw(st.integers(100_000, 199_999))
            points = tuple(first + step + 0.25 for step in (0, 11, 22, 33, 44))
            hidden += points if small else ()
            groups.append(Group(currency, level, n_rows, n_distinct, points, n_rows * 3 // 4))
    count = Count(
        999, tuple(groups), {LeftOut.TITLE: 3}, {Kind.PAY: 1}, (Fault(7, Kind.PAY, "x"),), 2024, 2025, ()
    )  # fmt: skip
    return count, hidden


@given(counts(), st.sampled_from((None, 150_000)), st.sampled_from((40, 80, 200)))
def test_a_suppressed_cell_leaks_no_number(made: tuple[Count, list[float]], mine: int | None, width: int):
    """No figure of a group below 30 rows or 30 distinct ones is in the JSON or on a screen; others are in order."""
    count, hidden = made
    report = survey_report_of(count, Selection(mine=mine), file="pay.csv", role="All titles", country=None)
    outputs = (document("surveyed", report), drawn(report, width), drawn(report, width, unicode=False))
    for text in outputs:
        digits = re.sub(r"(?<=\d),(?=\d)", "", text)
        assert [figure for figure in hidden if str(int(figure)) in digits] == []
    for part in (part for table in report.tables for part in (table.overall, *table.levels)):
        small = min(part.n_rows, part.n_distinct) < 30
        amounts = [amount for _, amount in part.points()]
        assert len(amounts) == (0 if small else 5)
        assert amounts == sorted(amounts)
        assert (part.at_or_below is None) == (small or mine is None)


def test_a_small_file_tells_no_figure_end_to_end(tmp_path: Path, run: Run):
    """Of 29 rows, and of 40 with 29 distinct ones among them, no pay is in any output."""
    for rows in (29, 40):
        lines = [f"2024,SE,FT,x,{7_654_300 + number % 29},USD,US" for number in range(rows)]
        (tmp_path / "few.csv").write_text("\n".join([HEADER, *lines]), "utf-8")
        for more in ((), ("--json",), ("--level", "senior"), ("--level", "senior", "--json")):
            shown = called(run, "salary", "--from", "few.csv", "--mine", "7654310", *more, cwd=tmp_path).stdout
            assert "76543" not in shown.replace("7654310", "").replace("7,654,310", "").replace(",", "")


# Waiting


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("stream", "term", "told"), [(Terminal, "xterm", 1), (Terminal, "dumb", 0), (io.StringIO, "xterm", 0)]
)
def test_waiting_is_told_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, stream: Any, term: str, told: int):
    """What takes long is told on a terminal and taken away when it is done; a pipe and a dumb terminal see nothing."""
    err = stream()
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(waiting_room, "PATIENCE", 0.01)
    with waiting("counting \x1b[31mpay.csv"):
        time.sleep(0.1)
    said = err.getvalue()
    assert bool(said) == told
    if told:
        assert "mlcareer: counting pay.csv, 0 s" in said
        assert said.endswith("\r\x1b[K")
        assert "31m" not in said


def test_what_is_quick_is_not_told(monkeypatch: pytest.MonkeyPatch):
    """Below a second nothing is said."""
    err = Terminal()
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("counting"):
        pass
    assert err.getvalue() == ""
