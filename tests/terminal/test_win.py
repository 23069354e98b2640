"""A win at a real terminal: it asks for areas, picks any number of them, and loses nothing when interrupted."""

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.terminal.screen import Terminal

from mlcareer.core.skill import SkillMap
from mlcareer.profile.store import Profile

QUESTION = "Which areas does it speak for?"
LAST = "Leadership"
WIN = ("win", "shipped", "the", "ranking", "service")


def logged(run: Run) -> list[tuple[str, tuple[str, ...]]]:
    """Return the wins that the profile holds: text and areas."""
    return [(win.text, win.areas) for win in Profile(run.home, "2026-11-22T12:00:00+00:00").wins()]


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        (["enter"], ()),
        ([" ", "enter"], ("software",)),
        ([" ", "down", "down", " ", "up", " ", "enter"], ("software", "maths", "data")),
        ([" ", " ", "up", " ", "enter"], ("leadership",)),
    ],
    ids=["none", "one", "three", "the last, and one let go"],
)
def test_space_picks_and_enter_goes_on(keys: list[str], picked: tuple[str, ...], columns: int, run: Run):
    """Space picks an area or lets it go, the arrows move, Enter logs the win for what is picked, none included."""
    with Terminal(run.env(), *WIN, columns=columns) as terminal:
        terminal.wait(QUESTION)
        terminal.wait(LAST)
        terminal.press(*keys)
        assert terminal.leave() == 0
        assert "Logged: win 1" in terminal.words
        assert terminal.is_as_found
    assert logged(run) == [("shipped the ranking service", picked)]


def test_the_areas_are_there_by_name(run: Run, skills: SkillMap):
    """Every area is offered by its name, and how to pick is said."""
    with Terminal(run.env(), *WIN) as terminal:
        terminal.wait(LAST)
        assert [area.name for area in skills.areas if area.name not in terminal.words] == []
        assert "Space picks" in terminal.words


@pytest.mark.parametrize(
    ("typed", "picked"),
    [("", ()), ("8", ("serving",)), ("9 8", ("mlops", "serving"))],
)
def test_plain_takes_numbers(typed: str, picked: tuple[str, ...], run: Run):
    """--plain asks with numbered lines; the numbers name the areas in the order typed, an empty line none."""
    with Terminal(run.env(NO_COLOR="1"), *WIN, "--plain") as terminal:
        terminal.wait("Enter for none:")
        terminal.press(*([typed] if typed else []), "enter")
        assert terminal.leave() == 0
        assert b"\x1b" not in terminal.raw
    assert logged(run) == [("shipped the ranking service", picked)]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_interrupted(key: str, plain: bool, run: Run):
    """Interrupted at the question: one line, exit code 130, and nothing is logged."""
    with Terminal(run.env(), *WIN, *(["--plain"] if plain else [])) as terminal:
        terminal.wait("Enter for none:" if plain else LAST)
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == "mlcareer: stopped"
        assert terminal.is_as_found
    assert not (run.home / "profile.db").exists()


def test_nothing_is_asked_where_an_area_is_named(run: Run):
    """With --area nothing is asked."""
    with Terminal(run.env(), *WIN, "--area", "serving") as terminal:
        assert terminal.leave() == 0
        assert QUESTION not in terminal.words
    assert logged(run) == [("shipped the ranking service", ("serving",))]


@pytest.mark.parametrize("flags", [["--on", "2026-11-23"], ["x" * 301], ["--on", "then"]], ids=["late", "long", "odd"])
def test_a_wrong_win_is_refused_before_the_question(flags: list[str], run: Run):
    """What cannot be logged is refused before anything is asked."""
    with Terminal(run.env(), *WIN, *flags) as terminal:
        assert terminal.leave() == 2
        assert QUESTION not in terminal.words


def test_json_into_a_file(run: Run, tmp_path: Path):
    """The question is asked on the terminal where the result goes to a file."""
    file = tmp_path / "out.json"
    with Terminal(run.env(), *WIN, "--json", output=file) as terminal:
        terminal.wait(LAST)
        terminal.press(" ", "enter")
        assert terminal.leave() == 0
    assert json.loads(file.read_text("utf-8"))["data"]["areas"] == [{"area": "software", "name": "Programming"}]
