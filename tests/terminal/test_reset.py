"""Starting anew at a real terminal: it asks, and what was there is moved aside, never deleted."""

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.terminal.screen import Terminal

ASIDE = "profile-20261122T120000.db"


@pytest.fixture
def before(run: Run, me: Path) -> bytes:
    """Return the bytes of a profile that holds a placement."""
    assert called(run, "quiz", "--answers", str(me)).returncode == 0
    return (run.home / "profile.db").read_bytes()


def profiles(run: Run) -> dict[str, bytes]:
    """Return every file of the home that is no cache."""
    return {path.name: path.read_bytes() for path in run.home.iterdir() if path.is_file()}


@pytest.mark.parametrize(("plain", "keys"), [(False, ["n"]), (False, ["enter"]), (True, ["n", "enter"])])
def test_no_keeps(plain: bool, keys: list[str], run: Run, before: bytes):
    """n, or nothing but enter, keeps the profile byte for byte; the exit code says that nothing was done."""
    with Terminal(run.env(), "profile", "reset", *(["--plain"] if plain else [])) as terminal:
        terminal.wait("start anew?")
        terminal.press(*keys)
        assert terminal.leave() == 1
        assert terminal.is_as_found
    assert profiles(run) == {"profile.db": before}


@pytest.mark.parametrize("plain", [False, True])
def test_yes_moves_aside(plain: bool, run: Run, before: bytes):
    """Y moves the profile aside as it is and says where to; the next command finds nobody."""
    with Terminal(run.env(), "profile", "reset", *(["--plain"] if plain else [])) as terminal:
        terminal.wait("start anew?")
        terminal.press("y", *(["enter"] if plain else []))
        assert terminal.leave() == 0
        assert ASIDE in "".join(terminal.text.split())
    assert profiles(run) == {ASIDE: before}
    assert json.loads(run("profile", "show", "--json").stdout)["data"]["latest"] is None


def test_second_reset_overwrites_nothing(run: Run, me: Path, before: bytes):
    """Two resets at the same moment keep two profiles."""
    for _ in range(2):
        assert run("profile", "reset", "--yes").returncode == 0
        assert called(run, "quiz", "--answers", str(me)).returncode == 0
    kept = profiles(run)
    assert len(kept) == 3
    assert kept[ASIDE] == before


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_interrupted(key: str, run: Run, before: bytes):
    """Interrupted at the question: one line, exit code 130, and the profile as it was."""
    with Terminal(run.env(), "profile", "reset") as terminal:
        terminal.wait("start anew?")
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == "mlcareer: stopped"
        assert terminal.is_as_found
    assert profiles(run) == {"profile.db": before}


def test_nothing_to_reset(run: Run):
    """Where there is no profile nothing is asked."""
    with Terminal(run.env(), "profile", "reset") as terminal:
        assert terminal.leave() == 0
        assert "no profile to reset" in terminal.words


def test_json_into_a_file(run: Run, before: bytes, tmp_path: Path):
    """The question is asked on the terminal where the result goes to a file."""
    file = tmp_path / "out.json"
    with Terminal(run.env(), "profile", "reset", "--json", output=file) as terminal:
        terminal.wait("start anew?")
        terminal.press("y")
        assert terminal.leave() == 0
    kept_as = Path(json.loads(file.read_text("utf-8"))["data"]["kept_as"])
    assert kept_as.read_bytes() == before
