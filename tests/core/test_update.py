"""What an update of the pack changed for one person: told of their steps only, and of every one of them."""

from datetime import date

import pytest

from mlcareer.core.level import Level
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.retired import Retired
from mlcareer.core.step import Kind, Step, Steps
from mlcareer.core.update import update

TODAY = date(2026, 11, 22)
STEPS = Steps(
    (
        Step("learn_new", Kind.STUDY, "New", ("a",), 20, "why", ("do",), "done", "s", "2026", formerly=("learn_old",)),
        Step("learn_same", Kind.STUDY, "Same", ("b",), 10, "why", ("do",), "done", "s", "2026"),
    ),
    (
        Retired("learn_fax", "2026-11-01", "Nobody sends one.", "learn_same"),
        Retired("learn_telex", "2026-11-02", "Cut."),
    ),
)


def told(*dues: tuple[str, int]) -> Outlook:
    """Return an outlook that held these steps with these hours."""
    steps = tuple(Due(step, hours, TODAY, TODAY) for step, hours in dues)
    return Outlook(1, TODAY, Level.MID, 6.0, TODAY, TODAY, steps, "before")


def test_nothing_of_the_person_s_changed():
    """Where none of the person's steps changed there is nothing to say, whatever else did."""
    assert update(["learn_same"], told(("learn_same", 10), ("learn_new", 20)), STEPS).words(STEPS) == ""
    assert update([], None, STEPS).words(STEPS) == ""


@pytest.mark.parametrize(
    ("named", "outlook", "words"),
    [
        (["learn_old"], None, "learn_old is learn_new now and keeps what you said of it"),
        ([], told(("learn_old", 20)), "learn_old is learn_new now and keeps what you said of it"),
        (
            ["learn_fax"],
            None,
            "learn_fax is retired since 2026-11-01, what you said of it is kept; learn_same takes",
        ),
        (["learn_telex"], None, "learn_telex is retired since 2026-11-02, what you said of it is kept"),
        (["learn_gone"], None, "learn_gone is gone, what you said of it is kept"),
        ([], told(("learn_same", 14)), "learn_same takes 10 h now, 14 before"),
        ([], told(("learn_old", 14)), "learn_new takes 20 h now, 14 before"),
    ],
)
def test_each_change_is_said(named: list[str], outlook: Outlook | None, words: str):
    """A step that was renamed, retired, lost or given other hours is named with what that means for the record."""
    assert words in update(named, outlook, STEPS).words(STEPS)


def test_each_step_is_named_once():
    """A step that was done and planned is told once."""
    found = update(["learn_old", "learn_old"], told(("learn_old", 20)), STEPS)
    assert found.renamed == (("learn_old", "learn_new"),)
