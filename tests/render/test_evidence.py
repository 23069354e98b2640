"""Evidence on the screen: below its rating, links in one piece, and always the word that it is not scored."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called

LINK = "https://example.org/" + "a-long-way/" * 12
WORDS = "Moved forty services to one way of shipping models, " * 3
HOSTILE = "[bold]x[/x] :smile: \x1b[31mred\x1b]0;taken over\x07\u202e"
VIEWS = ("evidence", "evidence serving", "profile show")
NEVER = "never scored"


@pytest.fixture
def noted(run: Run) -> Run:
    """Return a runner whose person has noted a link and a line for one area, and something hostile for another."""
    for area, note in (("serving", LINK), ("serving", WORDS), ("maths", HOSTILE)):
        assert called(run, "evidence", area, note).returncode == 0
    return run


def lines(run: Run, line: str, columns: int) -> list[str]:
    """Return the lines that a command shows."""
    result = called(run, *line.split(), COLUMNS=str(columns))
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
@pytest.mark.parametrize("line", VIEWS)
def test_a_link_stays_in_one_piece(line: str, columns: int, noted: Run):
    """A link is never folded, so that it can be opened and copied; every other line keeps to the width."""
    shown = lines(noted, line, columns)
    assert sum(LINK in text for text in shown) == 1
    assert [text for text in shown if cell_len(text) > columns and LINK not in text and "profile.db" not in text] == []


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("line", [*VIEWS, "evidence serving another", "evidence --help", "profile show --help"])
def test_it_is_said_that_nothing_is_scored(line: str, columns: int, noted: Run):
    """Wherever evidence is shown, noted or explained, it is said that it is never scored."""
    assert NEVER in " ".join(" ".join(lines(noted, line, columns)).split())


@pytest.mark.parametrize("line", ["evidence", "evidence maths", "profile show"])
def test_a_note_is_inert(line: str, noted: Run):
    """A note is shown as it was typed but for what a terminal would act on: no markup, no emoji, no escape."""
    shown = "\n".join(lines(noted, line, 80))
    assert "[bold]x[/x] :smile: red" in shown
    assert [sign for sign in ("\x1b", "\x07", "\u202e", "taken over") if sign in shown] == []


def test_notes_stand_below_their_rating(noted: Run, me: Path):
    """The profile shows each note right below the rating of its area, and areas without a note as before."""
    assert called(noted, "quiz", "--answers", str(me)).returncode == 0
    shown = lines(noted, "profile show", 120)
    serving = next(number for number, text in enumerate(shown) if text.split() == ["serving", "1"])
    assert shown[serving + 1].split()[:2] == ["1", LINK]
    assert shown[serving + 3].split()[:2] == ["2", "Moved"]
    assert any(text.split() == ["software", "2"] for text in shown)


def test_notes_of_an_unrated_area_are_shown(noted: Run):
    """Before the first quiz, and for an area never rated, the profile shows the notes all the same."""
    shown = [text.split() for text in lines(noted, "profile show", 80)]
    assert ["serving", "-"] in shown
    assert ["maths", "-"] in shown


def test_the_help_names_the_limit(run: Run):
    """The help names the limit that is in force."""
    from mlcareer.core.line import MOST

    assert f"at most {MOST} characters" in " ".join(called(run, "evidence", "--help").stdout.split())


def test_the_same_note_twice_is_told(noted: Run):
    """A note that stands there already is no error: it is said, with its number, and there is still one."""
    said = called(noted, "evidence", "serving", f"  {LINK} ")
    assert said.returncode == 0
    assert said.stdout.startswith("Already there since 2026-11-22: note 1 for Serving.")
    notes = json.loads(called(noted, "evidence", "serving", "--json").stdout)["data"]["notes"]
    assert [note["id"] for note in notes] == [1, 2]


def test_words_without_quotes_are_one_note(run: Run):
    """A note typed without quotes is the line that it looks like."""
    data = json.loads(called(run, "evidence", "serving", "Built", "an", "API", "--json").stdout)["data"]
    assert (data["note"], data["status"], data["changed"]) == ("Built an API", "noted", True)


def test_a_script_can_take_back_what_it_added(noted: Run):
    """The number that adding returns takes just that note back, and names nothing afterwards, nor later."""
    added = json.loads(called(noted, "evidence", "serving", "a third", "--json").stdout)["data"]["id"]
    removed = json.loads(called(noted, "evidence", "--remove", str(added), "--json").stdout)["data"]
    assert (removed["id"], removed["note"], removed["status"]) == (added, "a third", "removed")
    assert called(noted, "evidence", "--remove", str(added)).returncode == 1
    again = json.loads(called(noted, "evidence", "serving", "a third", "--json").stdout)["data"]["id"]
    assert again not in {added, 1, 2, 3}
