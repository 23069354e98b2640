"""Bare mlcareer at a real terminal: where you stand, what comes next, and a menu."""

import re
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.terminal.screen import Terminal

MENU = (
    "Take the quiz",
    "A plan from nothing",
    "See the ladder",
    "See the pay",
    "See the certificates",
    "Look through the skills",
    "Leave",
)


def rows(text: str) -> list[str]:
    """Return the lines of a result without what only fills them up."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.parametrize("columns", [80, 50])
def test_first_run(columns: int, run: Run):
    """The first time, the page says what this is and that it stays here, and offers the quiz first."""
    with Terminal(run.env(), columns=columns) as terminal:
        terminal.wait(MENU[-1])
        assert "stays on this machine" in terminal.words
        assert f"» 1) {MENU[0]}" in terminal.words
        assert [entry for entry in MENU if entry not in terminal.words] == []
        assert run.home.joinpath("profile.db").exists() is False


def test_after_a_quiz(run: Run, me: Path):
    """After a quiz, the page says where you stand, how sure that is, and the next step."""
    called(run, "quiz", "--answers", str(me))
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        assert "You stand at Junior" in terminal.words
        assert re.search(r"\d+ % ", terminal.words)
        assert "Next:" in terminal.words
        assert [entry for entry in ("What to do next", "The plan", "Look back") if entry not in terminal.words] == []


def test_quiz_under_way(run: Run):
    """A quiz that was interrupted is named with how far it came, and the menu's first entry goes on with it."""
    with Terminal(run.env(), "quiz", "--background", "student", "--years", "1") as terminal:
        terminal.asked(3)
        terminal.press("ctrl-c")
        terminal.leave()
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        assert "2 of 16 answered" in terminal.words
        terminal.press("enter")
        terminal.asked(3)


@pytest.mark.parametrize("keys", [["down", "down", "down", "enter"], ["4", "enter"]], ids=["arrows", "number"])
def test_choice_runs_its_command(keys: list[str], run: Run):
    """A choice of the menu runs the command as if it had been typed."""
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        terminal.press(*keys)
        assert terminal.leave() == 0
        result = rows(run("salary").stdout)
        assert rows(terminal.text)[-len(result) :] == result
        assert terminal.is_as_found


def test_choice_hands_on_its_exit_code(run: Run):
    """A command of the menu ends with its own exit code and message."""
    (run.home / "profile.db").write_text("no profile")
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        terminal.press("2", "enter")
        assert terminal.leave() == 3
        assert "profile.db:damaged" in terminal.words.replace(" ", "")  # the screen folds it where the path is long


def test_leave(run: Run):
    """Leave leaves, with exit code 0."""
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        terminal.press("up", "enter")
        assert terminal.leave() == 0
        assert terminal.is_as_found


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("args", [[], ["--plain"]], ids=str)
def test_interrupted(args: list[str], key: str, run: Run):
    """Interrupted at the menu: one line, exit code 130, no traceback."""
    with Terminal(run.env(), *args) as terminal:
        terminal.wait("Number 1 to 7:" if args else MENU[-1])
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == "mlcareer: stopped"
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found


def test_interrupted_in_a_command(run: Run):
    """Interrupted in the quiz that the menu has begun, the program ends with 130 as the quiz does."""
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        terminal.press("enter")
        terminal.asked(1)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert terminal.words.count("mlcareer: stopped") == 1


@pytest.mark.parametrize(("args", "term"), [(["--plain"], "xterm-256color"), ([], "dumb")])
def test_plain(args: list[str], term: str, run: Run):
    """With --plain, or at a dumb terminal, the menu is numbered lines, and the quiz it leads to is too."""
    with Terminal(run.env(NO_COLOR="1"), *args, term=term) as terminal:
        terminal.wait("Number 1 to 7:")
        terminal.press("1", "enter")
        terminal.asked(1)
        assert "Number 1 to 10:" in terminal.words
        assert b"\x1b" not in terminal.raw


def test_result_into_a_file(run: Run, tmp_path: Path):
    """Where the result goes to a file, nothing is asked: the file holds the help."""
    file = tmp_path / "out.txt"
    with Terminal(run.env(), output=file) as terminal:
        assert terminal.leave() == 0
        assert terminal.text == ""
    assert file.read_text("utf-8") == run("--help").stdout


def test_damaged_profile(run: Run):
    """A profile that cannot be read is named with the way out, and the page comes all the same."""
    (run.home / "profile.db").write_bytes(b"no profile" * 500)
    with Terminal(run.env()) as terminal:
        terminal.wait(MENU[-1])
        assert "mlcareer profile reset" in terminal.words
        assert (run.home / "profile.db").read_bytes() == b"no profile" * 500
