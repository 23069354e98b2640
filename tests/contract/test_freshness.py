"""What the program says of facts that may have changed, on days that MLCAREER_TODAY names."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.pack.library import Library

LATE = "2031-01-01"
EARLY = "1980-01-01"


def document(run: Run, line: str, day: str) -> Any:
    """Return the data that a command line writes as JSON on a day."""
    result = called(run, *line.split(), "--json", MLCAREER_TODAY=day)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["data"]


def screen(run: Run, line: str, day: str) -> str:
    """Return what a command line draws on a day, lines that were folded joined."""
    result = called(run, *line.split(), MLCAREER_TODAY=day, COLUMNS="80")
    assert result.returncode == 0, result.stderr
    return re.sub(r"\s+", " ", result.stdout)


@pytest.mark.parametrize("line", ["salary", "salary --level senior", "salary --compare data-scientist"])
def test_pay_is_marked_from_the_day_after_its_shelf_life(line: str, run: Run, library: Library):
    """On the last day of its shelf life posted pay bears no mark; on the next it names its day and where to look."""
    (life,) = [life for life in library.shelf_lives().lives if life.subject == "market_pay"]
    last = date(2025, 6, 22) + timedelta(days=life.days)
    marked = "Market pay: may have changed since 2025-06-22, check https://github.com/foorilla/ai-jobs-net-salaries"
    for beyond in (0, 1):
        day = (last + timedelta(days=beyond)).isoformat()
        told = {one["since"] for one in document(run, line, day)["aged"] if one["subject"] == "market_pay"}
        assert told == ({"2025-06-22"} if beyond else set())
        assert (marked in screen(run, line, day)) == bool(beyond)


def test_rows_of_certs_that_aged_bear_the_day_they_were_seen(run: Run):
    """Each row past its shelf life ends with the day it was seen, no other does, and the list says what that means."""
    for day, some in ((EARLY, False), ("2026-11-22", True), (LATE, True)):
        shown = called(run, "certs", "--all", MLCAREER_TODAY=day, COLUMNS="200").stdout.partition("The guide's five")[0]
        blocks = re.findall(r"^ {4}(\S+)  (.*(?:\n {6,}.*)*)", shown, re.MULTILINE)
        rows = [
            (id_, words[-1])
            for id_, text in blocks
            if (words := re.findall(r"· seen ([\d-]+)$", " ".join(text.split())))
        ]
        aged = [one for one in document(run, "certs --all", day)["aged"] if ".offers[" in one["path"]]
        assert sorted(rows) == sorted((one["id"], one["since"]) for one in aged)
        assert bool(rows) == some == ("seen DAY: may have changed since" in shown)


def test_one_certification_says_it_in_full(run: Run):
    """Of one certification the date and the place to look stand in full, on the screen as in the document."""
    for day, some in ((EARLY, False), (LATE, True)):
        aged = [one for one in document(run, "certs azure-ai-103", day)["aged"] if one["subject"] == "certification"]
        assert bool(aged) == some
        words = f"May {aged[0]['words'].removeprefix('may ')}" if aged else "May have changed"
        assert (words in screen(run, "certs azure-ai-103", day)) == some
    assert document(run, "certs azure-ai-102", LATE)["aged"][0]["subject"] == "guide"  # it has ended itself


def test_the_list_is_information(run: Run):
    """`check --fresh` ends with 0 however much has aged, counts it, and lists each fact with its date and its words."""
    assert document(run, "check --fresh", EARLY)["past"] == 0
    whole = document(run, "check --fresh", LATE)
    assert 0 < whole["past"] == whole["facts"]
    listed = [one for subject in whole["subjects"] for part in subject["files"] for one in part["aged"]]
    assert len(listed) == whole["past"]
    assert all(one["words"].startswith(f"may have changed since {one['since']}, check ") for one in listed)
    assert "may have changed" in screen(run, "check --fresh", LATE)


def test_the_check_itself_knows_no_age(run: Run):
    """Whether pack and profile are sound does not depend on the day."""
    assert document(run, "check", LATE) == document(run, "check", "2026-11-22")


def test_a_source_tells_what_rests_on_it(run: Run):
    """Of one source the files and numbers of its facts are told, and how many of them may have changed."""
    for source, which in (("bls-oews-may2025", "All"), ("aijobs-2025-06-22", r"\d+")):  # past rates do not age
        (late,), (early,) = (document(run, f"sources {source}", day)["behind"] for day in (LATE, EARLY))
        assert (late["file"], early["past"]) == ("salaries", 0)
        assert 0 < late["past"] <= late["facts"] == early["facts"]
        assert (late["past"] == late["facts"]) == (which == "All")
        assert re.search(rf" {which} of them may have changed since", screen(run, f"sources {source}", LATE))
    assert document(run, "sources mabe-west-1982", LATE)["behind"] == []
