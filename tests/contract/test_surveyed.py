"""A person's own survey through the command line: what is shown, what is withheld, and what is said without DuckDB."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called, message_of
from tests.survey.own import HEADER, own_survey

HOSTILE = "[bold]x[/x] :smile: \x1b[31mred\x1b]0;taken over\x07\u202e"


def data_of(run: Run, *args: str) -> dict[str, Any]:
    """Return the data of a survey as JSON."""
    result = called(run, "salary", "--from", *args, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert document["schema"] == "mlcareer.surveyed/1"
    data: dict[str, Any] = document["data"]
    return data


def test_a_survey_is_counted(run: Run, tmp_path: Path):
    """Rows read are those counted, left out and malformed; percentiles, and the place of the own pay, are exact."""
    own_survey(tmp_path / "pay.csv", "2024,SE,FT,Data Engineer,lots,USD,US")
    data = data_of(run, "pay.csv", "--role", "Data Engineer", "--mine", "118625")
    assert (data["rows"], data["counted"], data["malformed"]) == (191, 150, 1)
    assert data["left_out"] == [{"why": "not full time", "rows": 28}, {"why": "another job title", "rows": 12}]
    assert data["lines"] == [
        {
            "line": 192,
            "why": "pay that is no number above 0",
            "problem": "salary: expected a number above 0, such as 85000 or 85000.50, found 'lots'",
        }
    ]
    (dollars,) = data["tables"]
    assert (dollars["overall"]["p50"], dollars["overall"]["at_or_below"]) == (118_625, 0.5)


def test_too_few_rows_show_no_figure(run: Run, tmp_path: Path):
    """Of a currency or a level with fewer than 30 rows neither text nor JSON tells a percentile or a place."""
    own_survey(tmp_path / "pay.csv")
    figures = [f"{amount}" for amount in range(71_234, 71_246)]
    data = data_of(run, "pay.csv", "--mine", "71240")
    euros = next(table for table in data["tables"] if table["currency"] == "EUR")
    for part in (euros["overall"], *euros["levels"]):
        shown = {name: value for name, value in part.items() if value is not None and name != "level"}
        assert shown == {"n_rows": 12, "n_distinct": 12, "sample": "too_few"}
    text = called(run, "salary", "--from", "pay.csv", "--mine", "71k").stdout
    assert "Too few rows for a figure: EUR (12 rows, 12 distinct)." in text
    assert not [figure for figure in figures if figure in text.replace(",", "")]


def test_a_few_of_a_level_show_no_figure(run: Run, tmp_path: Path):
    """A level of too few rows stands in the table with its rows and nothing else."""
    own_survey(tmp_path / "pay.csv", *(f"2024,EN,FT,Data Engineer,{43_211 + n},USD,US" for n in range(29)))
    text = called(run, "salary", "--from", "pay.csv").stdout
    (line,) = (line for line in text.splitlines() if "too few" in line)
    assert "29 rows, 29 distinct" in line
    assert "43,2" not in line
    dollars = data_of(run, "pay.csv")["tables"][0]
    first = dollars["levels"][0]
    assert (first["level"], first["sample"], first["p50"]) == ("entry", "too_few", None)


def test_repeated_rows_show_no_figure(run: Run, tmp_path: Path):
    """A hundred rows of which twenty differ are too few, however many they are."""
    rows = [f"2024,SE,FT,Poet,{43_211 + n % 20},USD,US\n" for n in range(100)]
    (tmp_path / "pay.csv").write_text(HEADER + "".join(rows), "utf-8")
    assert "43,2" not in called(run, "salary", "--from", "pay.csv").stdout
    overall = data_of(run, "pay.csv")["tables"][0]["overall"]
    assert (overall["n_rows"], overall["n_distinct"], overall["p50"]) == (100, 20, None)


def test_a_file_of_which_nothing_counts(run: Run, tmp_path: Path):
    """A file without a row, or with malformed ones only, is an error that names the first of them."""
    for rows, says in (("", "it has no rows"), ("2024,SE\n" * 7, "pay.csv:2: expected 7 fields, found 2")):
        (tmp_path / "pay.csv").write_text(HEADER + rows, "utf-8")
        result = called(run, "salary", "--from", "pay.csv")
        assert (result.returncode, result.stdout) == (1, "")
        assert "nothing in pay.csv could be counted" in result.stderr
        assert says in result.stderr
        assert ("... and 2 more" in result.stderr) == bool(rows)


def test_what_may_be_meant_is_asked(run: Run, tmp_path: Path):
    """Pay that is hardly a year's, and a column of a common name that is not used, are remarked on, not guessed at."""
    rows = "".join(f"Poet,{60 + n},Berlin\n" for n in range(40))
    (tmp_path / "pay.csv").write_text(f"job_title,salary,country\n{rows}", "utf-8")
    data = data_of(run, "pay.csv")
    assert data["notes"] == [
        "the column country is not used: --map company_location=country would",
        "median 80: is this pay by the hour, or in thousands, or are points for thousands?",
    ]
    text = " ".join(called(run, "salary", "--from", "pay.csv").stdout.split())
    assert [note for note in data["notes"] if note not in text] == []


def test_a_filter_that_leaves_nothing_says_why(run: Run, tmp_path: Path):
    """A title and a country that the file has, of a level that they have not, are counted as of another level."""
    own_survey(tmp_path / "pay.csv")
    result = called(run, "salary", "--from", "pay.csv", "--role", "Data Analyst", "--country", "DE", "-l", "lead")
    assert result.returncode == 0
    assert "left out: another level (12)" in result.stdout


@pytest.mark.parametrize("name", ["uk", "GB", "united kingdom", "united-kingdom"])
@pytest.mark.parametrize("written", ["GB", "gb", "United Kingdom", "UK"])
def test_a_country_goes_by_every_name(name: str, written: str, run: Run, tmp_path: Path):
    """A country is found by each name that the pack knows, however the file calls it."""
    (tmp_path / "pay.csv").write_text(f"{HEADER}2024,SE,FT,Poet,1,GBP,{written}\n2024,SE,FT,Poet,1,USD,US\n", "utf-8")
    assert data_of(run, "pay.csv", "--country", name)["counted"] == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind(line_end: str, run: Run, tmp_path: Path):
    """A file saved by an old spreadsheet is counted like any other."""
    text = own_survey(tmp_path / "pay.csv").read_text("utf-8")
    (tmp_path / "pay.csv").write_text(text.replace("\n", line_end), "utf-8", newline="")
    assert data_of(run, "pay.csv")["rows"] == 190


def test_text_of_a_survey_is_inert(run: Run, tmp_path: Path):
    """Names and fields of a file draw nothing and name no window, in text, in messages or in colour."""
    cell = HOSTILE.replace(",", "")
    (tmp_path / "[b]*.csv").write_text(f"{HEADER}2024,{cell},FT,{cell},1,USD,US\n2024,SE,FT,{cell},1,USD,US\n", "utf-8")
    (tmp_path / "other.csv").write_text(f"{cell},job_title\n1,2\n", "utf-8")
    shown = called(run, "salary", "--from", "[b]*.csv", "--role", cell, FORCE_COLOR="1")
    assert shown.returncode == 0
    assert "[bold]" in shown.stdout
    assert ":smile:" in shown.stdout
    told = called(run, "salary", "--from", "other.csv")
    assert told.returncode == 3
    for text in (shown.stdout, told.stderr):
        assert [sign for sign in ("\x1b[31m", "\x1b]", "\x07", "\u202e") if sign in text] == []


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_without_the_database(as_json: tuple[str, ...], run: Run, tmp_path: Path):
    """Where DuckDB is not installed the extra that brings it is named; pay without a file needs none."""
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / "duckdb.py").write_text("raise ImportError('hidden')\n", "utf-8")
    own_survey(tmp_path / "pay.csv")
    result = run("salary", "--from", "pay.csv", *as_json, PYTHONPATH=str(stub))
    assert result.returncode == 1
    assert "pip install 'mlcareer[survey]'" in message_of(result)
    assert run("salary", *as_json, PYTHONPATH=str(stub)).returncode == 0
