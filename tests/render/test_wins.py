"""Wins on the screen and as a document: the rung aimed at first, gaps in one line, every win once, nothing lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.core.skill import SkillMap

EARLY, RISE = "2026-03-01", "2026-06-01"
HOSTILE = "[bold]x[/x] :smile: \x1b[31mred\x1b]0;taken over\x07\u202e"
LOGGED = (
    ("Fixed the flaky loader", EARLY, ("data",)),
    ("Moved forty services to one way of shipping models, two teams following", "2026-10-01", ("mlops", "serving")),
    ("Helped at a fair", "2026-10-02", ()),
    ("Cut p99 from 80 ms to 30 ms", "2026-11-01", ("serving",)),
)


@pytest.fixture
def logger(run: Run, me: Path, skills: SkillMap) -> Run:
    """Return a runner whose person stood at Junior, then at Mid-Level, and has logged wins on both rungs."""
    assert called(run, "quiz", "--answers", str(me), "--mode", "quick", MLCAREER_TODAY=EARLY).returncode == 0
    quiz = ("quiz", "--answers", str(me), "--mode", "quick", *rated(skills, 3))
    assert called(run, *quiz, MLCAREER_TODAY=RISE).returncode == 0
    for text, on, areas in LOGGED:
        flags = [word for area in areas for word in ("--area", area)]
        assert called(run, "win", text, "--on", on, *flags).returncode == 0
    return run


def rated(skills: SkillMap, level: int) -> list[str]:
    """Return the flags that rate every area at one level."""
    return [word for area in skills.areas for word in ("--rate", f"{area.id}={level}")]


def shown(run: Run, *args: str, columns: int = 80) -> str:
    """Return what `mlcareer wins` shows."""
    result = called(run, "wins", *args, COLUMNS=str(columns))
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def data(run: Run, *args: str) -> dict[str, Any]:
    """Return what `mlcareer wins --json` says."""
    found: dict[str, Any] = json.loads(shown(run, *args, "--json"))["data"]
    return found


@pytest.mark.parametrize("columns", [50, 80])
def test_the_screen_has_every_win_once(columns: int, logger: Run):
    """At any width every win stands there once and whole, no line too wide, the rung aimed at in the first line."""
    screen = shown(logger, columns=columns)
    words = " ".join(screen.split())
    assert screen.startswith("Evidence for Senior: 3 wins · 1 of lower rungs\n")
    assert [words.count(text) for text, _, _ in LOGGED] == [1] * len(LOGGED)
    assert [line for line in screen.splitlines() if cell_len(line) > columns] == []


def test_the_order_on_the_screen(logger: Run):
    """First what the rung asks, then areas with wins, the gaps in one place, other wins, and the rungs left behind."""
    words = " ".join(shown(logger).split())
    order = (
        "Senior asks beyond Mid-Level: · scope: a system of models and services",
        "Serving level 3 → 4",
        "4 Cut p99 from 80 ms to 30 ms 2026-11-01",
        "also 2, told under another area",
        "MLOps level 3 → 4",
        "2 Moved forty services",
        "Nothing yet for: Programming (gate), ",
        "For other areas, or for none 3 Helped at a fair 2026-10-02",
        "While you were Junior: evidence for Mid-Level 1 Fixed the flaky loader 2026-03-01",
        "Sources: mlcareer-estimate",
    )
    places = [words.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    gaps = words.split("Nothing yet for: ")[1].split("For other areas")[0]
    assert "Serving" not in gaps
    assert "MLOps" not in gaps


def test_a_lower_rung_can_be_looked_at(logger: Run):
    """--level shows the wins as evidence for that rung, those of the rung before it included."""
    screen = shown(logger, "--level", "mid")
    assert screen.startswith("Evidence for Mid-Level: 4 wins\n")
    assert "While you were" not in screen


def test_since_and_area(logger: Run):
    """--since and --area show what they name and say so; nothing in the choice is said too."""
    assert [win["id"] for win in every(data(logger, "--since", "2026-10-02"))] == [4, 3]
    assert {win["id"] for win in every(data(logger, "--area", "serving"))} == {2, 4}
    screen = shown(logger, "--since", "2026-10-02", "--area", "serving")
    assert screen.startswith("Evidence for Senior: 1 win\nOnly wins since 2026-10-02 and of Serving.\n")
    assert shown(logger, "--since", "2026-11-22").startswith("Evidence for Senior: no wins\n")


def every(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every win of a document."""
    areas = found["aim"]["areas"] if found["aim"] else []
    groups = [*(area["wins"] for area in areas), found["others"], *(group["wins"] for group in found["earlier"])]
    return [win for group in groups for win in group]


def test_a_script_knows_the_rung_of_each_win(logger: Run):
    """Each win carries the rung of its day; groups of rungs left behind name that rung and the one it led to."""
    found = data(logger)
    assert {win["id"]: win["stood"] for win in every(found)} == {1: "junior", 2: "mid", 3: "mid", 4: "mid"}
    (group,) = found["earlier"]
    assert list(group) == ["stood", "toward", "wins"]
    assert (group["stood"], group["toward"]) == ("junior", "mid")
    assert (found["first_day"], found["last_day"]) == (EARLY, "2026-11-01")


def test_the_document(logger: Run):
    """The Markdown is a packet: heading, range of days, what is asked, a point for each win with day, text, number."""
    assert shown(logger, "--export", "md", columns=40).splitlines() == [
        "# Evidence for Senior",
        "",
        "Wins from 2026-03-01 to 2026-11-01.",
        "",
        "What Senior asks beyond Mid-Level:",
        "",
        "- **Scope**: a system of models and services",
        "- **Autonomy**: turns an unclear problem into a plan others run",
        "- **Influence**: the designs of several teams",
        "",
        "## Serving",
        "",
        "- 2026-11-01: Cut p99 from 80 ms to 30 ms (win 4)",
        "- See also: win 2",
        "",
        "## MLOps",
        "",
        f"- 2026-10-01: {LOGGED[1][0]} (win 2)",
        "",
        "## Other",
        "",
        "- 2026-10-02: Helped at a fair (win 3)",
        "",
        "## While Junior: evidence for Mid-Level",
        "",
        "- 2026-03-01: Fixed the flaky loader (win 1, Data and features)",
    ]


@pytest.mark.parametrize("args", [[], ["--export", "md"]], ids=["screen", "md"])
def test_a_win_is_inert(args: list[str], logger: Run):
    """A win is shown as it was typed but for what a terminal would act on: no markup, no emoji, no escape."""
    assert called(logger, "win", HOSTILE).returncode == 0
    words = shown(logger, *args).replace("\\", "")
    assert "[bold]x[/x] :smile: red" in words
    assert [sign for sign in ("\x1b", "\x07", "\u202e", "taken over") if sign in words] == []


def test_an_ascii_stream_gets_the_document(logger: Run):
    """Where standard output carries only ASCII the document comes all the same."""
    assert called(logger, "win", "Für alle gebaut").returncode == 0
    result = logger("wins", "--export", "md", PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "F?r alle gebaut" in result.stdout


def test_before_any_quiz(run: Run):
    """Before any quiz wins come by date, and it is said what a quiz would change; with --level there is an aim."""
    assert shown(run).startswith("No wins yet\n")
    for text, on, areas in LOGGED:
        assert called(run, "win", text, "--on", on, *(["--area", areas[0]] if areas else [])).returncode == 0
    screen = shown(run)
    assert screen.startswith("4 wins, by date\nAfter a quiz they are arranged as evidence for your next rung")
    places = [screen.index(f"  {number}  {LOGGED[number - 1][0][:20]}") for number in (4, 3, 2, 1)]
    assert places == sorted(places)
    assert shown(run, "--export", "md").startswith("# Wins\n\nWins from 2026-03-01 to 2026-11-01.\n\n- 2026-11-01: Cut")
    assert shown(run, "--level", "senior").startswith("Evidence for Senior: 4 wins\n")


def test_an_empty_document_says_so(run: Run):
    """A document of no wins is not left empty."""
    assert shown(run, "--export", "md") == "# Wins\n\nNo wins.\n"


def test_the_profile_counts_the_wins(logger: Run):
    """The profile says how many wins are logged, and a script finds the number; without any it says nothing of them."""
    profile = called(logger, "profile", "show")
    assert "Wins logged: 4" in profile.stdout
    assert json.loads(called(logger, "profile", "show", "--json").stdout)["data"]["wins"] == 4
    for number in range(1, 5):
        assert called(logger, "win", "--remove", str(number)).returncode == 0
    assert "Wins logged" not in called(logger, "profile", "show").stdout


def test_at_the_top(run: Run, skills: SkillMap):
    """On the highest rung wins are arranged for that rung, and it is said that there is none above."""
    quiz = ("quiz", "--background", "other", "--years", "15", "--mode", "quick", *rated(skills, 5))
    assert called(run, *quiz).returncode == 0
    screen = shown(run)
    assert screen.startswith("Evidence for Lead/Principal: no wins yet\n")
    assert "No rung is above" in screen
