"""Done at a real terminal: it asks for hours and proof, takes Enter for neither, and can be interrupted."""

import pytest
from tests.conftest import Run
from tests.terminal.screen import Terminal

from mlcareer.profile.store import Profile

STEP = "learn_git_workflow"
HOURS, PROOF = "Hours it took", "A link or line that shows it"


def said(run: Run) -> list[tuple[str, str, float | None, str | None]]:
    """Return what the profile holds about steps."""
    record = Profile(run.home, "2026-11-22T12:00:00+00:00").record()
    return [(event.step, event.what.value, event.hours, event.note) for event in record.events]


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize("plain", [False, True])
def test_hours_and_proof_are_asked_for(plain: bool, columns: int, run: Run):
    """Hours and proof are asked for in turn, what is no number is asked again, and both are kept."""
    with Terminal(run.env(), "done", STEP, *(["--plain"] if plain else []), columns=columns) as terminal:
        terminal.wait(HOURS)
        terminal.press("soon", "enter")
        terminal.wait("Please enter hours")
        terminal.press(*(["backspace"] * 4 if not plain else []), "12,5", "enter")
        terminal.wait(PROOF)
        terminal.press("https://example.org/it", "enter")
        assert terminal.leave() == 0
        assert terminal.is_as_found
        assert "Done: " in terminal.words
    assert said(run) == [(STEP, "done", 12.5, "https://example.org/it")]


def test_enter_leaves_both_open(run: Run):
    """Enter twice marks the step as done without hours or proof."""
    with Terminal(run.env(), "done", STEP) as terminal:
        terminal.wait(HOURS)
        terminal.press("enter")
        terminal.wait(PROOF)
        terminal.press("enter")
        assert terminal.leave() == 0
    assert said(run) == [(STEP, "done", None, None)]


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_interrupted_marks_nothing(key: str, run: Run):
    """Ctrl-C or Ctrl-D at a question ends with 130; the step is not marked."""
    with Terminal(run.env(), "done", STEP) as terminal:
        terminal.wait(HOURS)
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.is_as_found
    assert said(run) == []


def test_flags_ask_nothing(run: Run):
    """With hours given nothing is asked."""
    with Terminal(run.env(), "done", STEP, "--hours", "3") as terminal:
        assert terminal.leave() == 0
        assert HOURS not in terminal.words
    assert said(run) == [(STEP, "done", 3.0, None)]
