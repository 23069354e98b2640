"""Import and restore at a real terminal: they ask what to do with what is there, and no is no."""

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.terminal.screen import Terminal


@pytest.fixture
def document(run: Run, me: Path, tmp_path: Path) -> str:
    """Return a document with a line of evidence that the profile has no longer, which has another."""
    assert called(run, "quiz", "--answers", str(me)).returncode == 0
    assert called(run, "evidence", "maths", "theirs").returncode == 0
    assert called(run, "profile", "export", str(tmp_path / "me.export")).returncode == 0
    assert called(run, "profile", "restore", "--yes").returncode == 0
    assert called(run, "evidence", "maths", "ours").returncode == 0
    return str(tmp_path / "me.export")


def notes(run: Run) -> set[str]:
    """Return the lines of evidence that the profile holds."""
    rows = json.loads(called(run, "profile", "show", "--json").stdout)["data"]["evidence"]
    return {row["note"] for row in rows}


@pytest.mark.parametrize(
    "answer", [("1", 0, {"ours", "theirs"}), ("2", 0, {"theirs"}), ("3", 1, {"ours"})], ids=lambda answer: answer[0]
)
@pytest.mark.parametrize("plain", [False, True])
def test_import_asks_how(plain: bool, answer: tuple[str, int, set[str]], run: Run, document: str):
    """A filled profile is asked about: add, replace or leave; leaving is told by the exit code."""
    key, code, after = answer
    with Terminal(run.env(), "profile", "import", document, *(["--plain"] if plain else [])) as terminal:
        terminal.wait("Your profile holds 1 quiz, 0 steps done, 1 line of evidence")
        terminal.press(key, "enter")
        assert terminal.leave() == code
    assert notes(run) == after


@pytest.mark.parametrize("line", ["profile import {} --replace", "profile restore"])
@pytest.mark.parametrize("plain", [False, True])
def test_no_leaves_it(plain: bool, line: str, run: Run, document: str):
    """N leaves the profile as it is; the exit code says that nothing was done."""
    words = line.format(document).split()
    with Terminal(run.env(), *words, *(["--plain"] if plain else [])) as terminal:
        terminal.wait("?")
        terminal.press("n", *(["enter"] if plain else []))
        assert terminal.leave() == 1
    assert notes(run) == {"ours"}


@pytest.mark.parametrize(
    ("line", "after"), [("profile import {} --replace", {"theirs"}), ("profile restore", {"theirs"})]
)
def test_yes_does_it(line: str, after: set[str], run: Run, document: str):
    """Y replaces the profile by the document or the newest copy."""
    with Terminal(run.env(), *line.format(document).split()) as terminal:
        terminal.wait("?")
        terminal.press("y")
        assert terminal.leave() == 0
    assert notes(run) == after
