"""A survey counted at a real terminal: it says that it is at work, and Ctrl-C ends it cleanly."""

import tempfile
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.terminal.screen import Terminal

ROWS = 4_000_000
"""As many as take longer than the second after which the program says what it does."""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Return a file that takes a while to count: each row alike, pay aside, in quotes, and one too short."""
    file = tmp_path / "survey.csv"
    with file.open("w") as out:
        out.write("job_title,salary\n")
        out.writelines(f'"Data Engineer",{50_000 + number % 90_001}\n' for number in range(ROWS))
        out.write('"Data Engineer"\n')
    return file


def test_interrupted(survey: Path, run: Run, tmp_path: Path):
    """Interrupted in the count: exit code 130, one line, the terminal as it was, no temporary folder left behind."""
    room = tmp_path / "room"
    room.mkdir()
    assert Path(tempfile.gettempdir()) != room
    with Terminal(run.env(TMPDIR=str(room)), "salary", "--from", str(survey)) as terminal:
        terminal.wait("counting ")
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert terminal.words.endswith("mlcareer: stopped")
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found
    assert list(room.iterdir()) == []
