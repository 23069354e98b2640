"""The quiz at a real terminal: by arrow keys, by numbers, back and forth, and interrupted in the middle."""

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.terminal.screen import Terminal

from mlcareer.core.assessment import Answers, Assessment, Item, items
from mlcareer.core.record import Record
from mlcareer.pack.answers import read_answers
from mlcareer.profile.store import Profile

QUICK = ("--mode", "quick")
STOPPED = "mlcareer: stopped; your answers are saved; to go on: mlcareer quiz"


@pytest.fixture
def person(me: Path, assessment: Assessment) -> list[tuple[Item, str]]:
    """Return every question with what one person answers, in the order of asking."""
    given = dict(read_answers(me, assessment).pairs())
    return [(item, given[item.key]) for item in items(assessment)]


def flags(given: list[tuple[Item, str]]) -> list[str]:
    """Return the flags that give these answers."""
    named = {"background": "--background", "years": "--years"}
    pairs = [([named[i.key], value] if i.key in named else ["--rate", f"{i.key}={value}"]) for i, value in given]
    return [word for pair in pairs for word in pair]


def by_arrows(item: Item, value: str) -> list[str]:
    """Return the keys that answer an item from the first row of its menu."""
    row = next((number for number, choice in enumerate(item.choices) if choice.value == value), None)
    return [value, "enter"] if row is None else [*["down"] * row, "enter"]


def by_numbers(item: Item, value: str) -> list[str]:
    """Return the keys that answer an item by its number: a rating by itself, a name by its place from 1."""
    names = [choice.value for choice in item.choices]
    number = str(names.index(value) + 1) if value in names and not value.isdecimal() else value
    return [number, "enter"]


def saved(run: Run) -> Record:
    """Return what the profile holds."""
    return Profile(run.home, "2026-11-22T12:00:00+00:00").record()


def answered(run: Run) -> int:
    """Return how many answers of a quiz under way are kept."""
    under_way = saved(run).under_way
    return len(under_way.pairs()) if under_way else 0


def answers(run: Run) -> Answers:
    """Return the answers of the last finished quiz."""
    latest = saved(run).latest
    assert latest is not None
    return latest.answers


def rows(text: str) -> list[str]:
    """Return the lines of a result without what only fills them up."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.parametrize("columns", [80, 50])
def test_arrow_keys_lead_to_the_result(columns: int, run: Run, me: Path, person: list[tuple[Item, str]]):
    """The arrow keys lead to the very result that a file with the same answers gives, at any width."""
    with Terminal(run.env(), "quiz", *QUICK, columns=columns) as terminal:
        for place, (item, value) in enumerate(person, 1):
            assert item.text in terminal.asked(place)
            terminal.press(*by_arrows(item, value))
        assert terminal.leave() == 0
        result = rows(run("quiz", "--answers", str(me), "--no-save", COLUMNS=str(columns)).stdout)
        assert rows(terminal.text)[-len(result) :] == result
        assert terminal.is_as_found
    assert answers(run).ratings == {i.key: int(value) for i, value in person[2:]}


def test_number_keys(run: Run, person: list[tuple[Item, str]]):
    """A choice can be picked by its number, a rating by the rating itself."""
    with Terminal(run.env(), "quiz", *QUICK, columns=100) as terminal:
        for place, (item, value) in enumerate(person, 1):
            terminal.asked(place)
            terminal.press(*by_numbers(item, value))
        assert terminal.leave() == 0
    assert (answers(run).background, answers(run).years) == ("data_scientist", 4.0)
    assert answers(run).ratings == {i.key: int(value) for i, value in person[2:]}


def test_up_wraps_to_the_end(run: Run, person: list[tuple[Item, str]]):
    """From the first row of a menu, up leads to its last: the way back."""
    with Terminal(run.env(), "quiz", *QUICK, *flags(person[:-2])) as terminal:
        terminal.asked(15)
        terminal.press("3", "enter")
        terminal.asked(16)
        terminal.press("up", "enter")
        assert person[14][0].text in terminal.asked(15)


def test_plain(run: Run, me: Path, person: list[tuple[Item, str]]):
    """--plain asks with numbered lines that nothing is redrawn over, and comes to the same result."""
    with Terminal(run.env(NO_COLOR="1"), "quiz", *QUICK, "--plain") as terminal:
        for place, (item, value) in enumerate(person, 1):
            asked = terminal.asked(place)
            assert item.text in asked
            assert all(choice.label in asked for choice in item.choices)
            terminal.press(*by_numbers(item, value))
        assert terminal.leave() == 0
        result = rows(run("quiz", "--answers", str(me), "--no-save").stdout)
        assert rows(terminal.text)[-len(result) :] == result
        assert b"\x1b" not in terminal.raw


def test_dumb_terminal(run: Run):
    """A dumb terminal is asked with numbered lines without being told, and gets no escape sequence."""
    with Terminal(run.env(), "quiz", term="dumb") as terminal:
        terminal.asked(1)
        assert "Number 1 to" in terminal.words
        terminal.press("ctrl-d")
        assert terminal.leave() == 130
        assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize(
    ("columns", "args", "end"),
    [(40, [], "b) back"), (80, [], "b) back"), (40, ["--plain"], "Number 0 to 5")],
)
def test_nothing_of_a_choice_is_cut_off(
    columns: int, args: list[str], end: str, run: Run, person: list[tuple[Item, str]]
):
    """Every anchor can be read whole, folded between words to the terminal's width."""
    with Terminal(run.env(), "quiz", *args, *flags(person[:2]), columns=columns, rows=60) as terminal:
        terminal.asked(3)
        terminal.wait(end)
        words = terminal.words
        assert [choice.label for choice in person[2][0].choices if choice.label not in words] == []


@pytest.mark.parametrize("plain", [False, True])
def test_back_to_the_question_before(plain: bool, run: Run, person: list[tuple[Item, str]]):
    """B asks the question before once more; the later answer counts."""
    args = ["quiz", *QUICK, *flags(person[:-2]), *(["--plain"] if plain else [])]
    with Terminal(run.env(), *args) as terminal:
        terminal.asked(15)
        terminal.press("1", "enter")
        terminal.asked(16)
        terminal.press("b", "enter")
        assert person[14][0].text in terminal.asked(15)
        terminal.press("4", "enter")
        terminal.asked(16)
        terminal.press("2", "enter")
        assert terminal.leave() == 0
    ratings = answers(run).ratings
    assert (ratings[person[14][0].key], ratings[person[15][0].key]) == (4, 2)


def test_json_into_a_file(run: Run, tmp_path: Path, person: list[tuple[Item, str]]):
    """`quiz --json > file` asks on the terminal all the same; the file holds one JSON document and nothing else."""
    file = tmp_path / "result.json"
    with Terminal(run.env(), "quiz", *QUICK, "--json", *flags(person[:-1]), output=file) as terminal:
        terminal.asked(16)
        terminal.press("down", "down", "enter")
        assert terminal.leave() == 0
        assert "mlcareer.placement" not in terminal.text
    document = json.loads(file.read_text("utf-8"))
    assert document["schema"] == "mlcareer.placement/1"
    assert document["data"]["ratings"] == 14


def test_only_open_questions_are_asked(run: Run, person: list[tuple[Item, str]]):
    """What a flag answers is not asked."""
    given = [answer for place, answer in enumerate(person, 1) if place not in {2, 9}]
    with Terminal(run.env(), "quiz", *QUICK, *flags(given)) as terminal:
        terminal.asked(2)
        terminal.press("4", "enter")
        terminal.asked(9)
        terminal.press("3", "enter")
        assert terminal.leave() == 0


def test_wrong_number_is_refused(run: Run, person: list[tuple[Item, str]]):
    """What is no number of years is refused where it is typed, and can be mended there."""
    with Terminal(run.env(), "quiz", *QUICK, *flags(person[:1] + person[2:])) as terminal:
        terminal.asked(2)
        terminal.press("6", "1", "enter")
        terminal.wait("Please enter a number from 0 to 60.")
        terminal.press("backspace", "enter")
        assert terminal.leave() == 0
    assert answers(run).years == 6.0


# Interrupted


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("plain", [False, True])
def test_interrupted_at_a_choice(plain: bool, key: str, run: Run):
    """Interrupted at a choice: one line, exit code 130, the answers kept; the next quiz goes on right there."""
    args = ["quiz", *(["--plain"] if plain else [])]
    with Terminal(run.env(), *args) as terminal:
        terminal.asked(1)
        terminal.press("3", "enter")
        terminal.asked(2)
        terminal.press("4", "enter")
        terminal.asked(3)
        terminal.press("2", "enter")
        terminal.asked(4)
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == STOPPED
        assert terminal.words.count("mlcareer:") == 1
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found
    assert answered(run) == 3
    with Terminal(run.env(), *args) as terminal:
        terminal.asked(4)
        assert "3 of 16 answered" in terminal.words


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("plain", [False, True])
def test_interrupted_at_a_number(plain: bool, key: str, run: Run):
    """Interrupted where a number is typed, the quiz ends and goes on just so."""
    args = ["quiz", "--background", "student", *(["--plain"] if plain else [])]
    with Terminal(run.env(), *args) as terminal:
        terminal.asked(2)
        terminal.press(key)
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == STOPPED
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found
    assert answered(run) == 1
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(2)


def test_interrupted_with_json(run: Run, tmp_path: Path):
    """Interrupted while its result goes to a file, the quiz leaves that file empty."""
    file = tmp_path / "result.json"
    with Terminal(run.env(), "quiz", "--json", output=file) as terminal:
        terminal.asked(1)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    assert file.read_text("utf-8") == ""


def test_interrupted_without_saving(run: Run):
    """With --no-save an interruption keeps nothing, and does not say that it did."""
    with Terminal(run.env(), "quiz", "--no-save") as terminal:
        terminal.asked(1)
        terminal.press("3", "enter")
        terminal.asked(2)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert "nothing was saved" in terminal.text.splitlines()[-1]
    assert saved(run) == Record()


def test_killed(run: Run):
    """Killed in the middle, the quiz has kept every answer given, and the profile is sound."""
    with Terminal(run.env(), "quiz", "--background", "student", "--years", "1") as terminal:
        terminal.asked(3)
        terminal.press("2", "enter")
        terminal.asked(4)
        terminal.kill()
    assert answered(run) == 3
    assert run("check").returncode == 0
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(4)


def test_corrected_answer_survives_an_interruption(run: Run, person: list[tuple[Item, str]]):
    """An answer corrected by going back is kept as corrected."""
    with Terminal(run.env(), "quiz", *QUICK, *flags(person[:-2])) as terminal:
        terminal.asked(15)
        terminal.press("1", "enter")
        terminal.asked(16)
        terminal.press("b", "enter")
        terminal.asked(15)
        terminal.press("5", "enter")
        terminal.asked(16)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(16)
        terminal.press("0", "enter")
        assert terminal.leave() == 0
    assert answers(run).ratings[person[14][0].key] == 5


def test_restart(run: Run):
    """--restart begins at the first question, and drops what was answered before."""
    with Terminal(run.env(), "quiz", "--background", "student") as terminal:
        terminal.asked(2)
        terminal.press("4", "enter")
        terminal.asked(3)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    assert answered(run) == 2
    with Terminal(run.env(), "quiz", "--restart") as terminal:
        terminal.asked(1)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    assert answered(run) == 0


def test_retaken_quiz_asks_all(run: Run, me: Path):
    """After a finished quiz the next one asks from the first question; until it ends, the last result stands."""
    called(run, "quiz", "--answers", str(me))
    before = saved(run).latest
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(1)
        terminal.press("enter")
        terminal.asked(2)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    assert saved(run).latest == before


def test_damaged_profile_is_refused_before_the_first_question(run: Run):
    """A profile that cannot be read is refused before anything is asked, so that no answer is lost."""
    (run.home / "profile.db").write_bytes(b"no profile" * 500)
    with Terminal(run.env(), "quiz") as terminal:
        assert terminal.leave() == 3
        assert "1/16" not in terminal.words
        assert "mlcareer profile reset" in terminal.words
