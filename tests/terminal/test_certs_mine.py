"""A certificate at a real terminal: it asks for the day, takes no wrong one, and loses nothing when interrupted."""

from datetime import date

import pytest
from tests.conftest import Run
from tests.terminal.screen import Terminal

from mlcareer.profile.store import Profile

ADD = ("certs", "mine", "add", "gcp-pmle")
QUESTION = "The day you passed"


def logged(run: Run) -> list[tuple[str, date]]:
    """Return the certificates that the profile holds."""
    found = Profile(run.home, "2026-11-22T12:00:00+00:00").certificates()
    return [(certificate.certification, certificate.on) for certificate in found]


def again(says: str, *, plain: bool) -> str:
    """Return what stands on the screen once the question is asked anew: in lines it comes after what is said."""
    return f"{says} {QUESTION}" if plain else says


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize("plain", [False, True])
def test_the_day_is_asked_for(plain: bool, columns: int, run: Run):
    """The day is asked for, one to come is asked again, and the certificate is logged with the day given then."""
    with Terminal(run.env(), *ADD, *(["--plain"] if plain else []), columns=columns) as terminal:
        terminal.wait(QUESTION)
        terminal.press("2026-11-23", "enter")
        terminal.wait(again("still to come: a day up to 2026-11-22.", plain=plain))
        terminal.press(*(["backspace"] * 10 if not plain else []), "2026-11-21", "enter")
        assert terminal.leave() == 0
        assert terminal.is_as_found
        assert "Logged: certificate 1." in terminal.words
    assert logged(run) == [("gcp-pmle", date(2026, 11, 21))]


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize("plain", [False, True])
def test_enter_stands_for_today(plain: bool, columns: int, run: Run):
    """The question says that Enter alone is today, and so it is: nobody is sent away for having typed nothing."""
    with Terminal(run.env(), *ADD, *(["--plain"] if plain else []), columns=columns) as terminal:
        terminal.wait(f"{QUESTION} (Enter: 2026-11-22)")
        terminal.press("enter")
        assert terminal.leave() == 0
        assert "passed on 2026-11-22" in terminal.words
    assert logged(run) == [("gcp-pmle", date(2026, 11, 22))]


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    ("typed", "says"),
    [("last summer", "Please write the day like 2026-11-22."), ("2026-11-02", "It is after --expires 2026-11-01.")],
)
def test_a_day_that_cannot_be_is_asked_again(typed: str, says: str, plain: bool, columns: int, run: Run):
    """What is no day, or one after the end, is told in whole at any width and asked again."""
    more = ["--expires", "2026-11-01", *(["--plain"] if plain else [])]
    with Terminal(run.env(), *ADD, *more, columns=columns) as terminal:
        terminal.wait(f"{QUESTION} (Enter: 2026-11-01)")
        terminal.press(typed, "enter")
        terminal.wait(again(says, plain=plain))
        terminal.press(*(["backspace"] * len(typed) if not plain else []), "2026-10-01", "enter")
        assert terminal.leave() == 0
    assert logged(run) == [("gcp-pmle", date(2026, 10, 1))]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
def test_interrupted(key: str, plain: bool, run: Run):
    """Interrupted at the question: one line, exit code 130, and nothing is logged."""
    with Terminal(run.env(), *ADD, *(["--plain"] if plain else [])) as terminal:
        terminal.wait(QUESTION)
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1].startswith("mlcareer: stopped")
    assert not (run.home / "profile.db").exists()


@pytest.mark.parametrize("flags", [["--expires", "never"], ["--on", "2026-11-23"]], ids=["odd", "late"])
def test_what_is_wrong_is_refused_before_the_question(flags: list[str], run: Run):
    """What cannot be logged is refused before anything is asked."""
    with Terminal(run.env(), *ADD, *flags) as terminal:
        assert terminal.leave() == 2
        assert QUESTION not in terminal.words


@pytest.mark.parametrize("columns", [80, 50])
def test_the_start_page_reminds_in_one_line(columns: int, run: Run):
    """The start page speaks of the certificate that comes first, and counts the others."""
    person = Profile(run.home, "2026-11-22T12:00:00+00:00")
    person.add_certificate("azure-ai-103", date(2025, 12, 31))
    person.add_certificate("azure-ai-300", date(2025, 10, 22))
    with Terminal(run.env(), columns=columns) as terminal:
        words = terminal.wait("What now?")
        assert "(azure-ai-300) ended on 2026-10-22, 31 days ago. And 1 other: mlcareer certs mine" in words
        assert "azure-ai-103" not in words
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
