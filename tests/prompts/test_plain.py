"""Asking with numbered lines: what is typed, what is asked again, and how it ends."""

import re
import sys
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Choice
from mlcareer.errors import InterruptedByUserError, WrongUsageError
from mlcareer.prompts.ask import prompter
from mlcareer.prompts.plain import PlainPrompter

RATINGS = tuple(Choice(str(level), f"level {level}") for level in range(6))
PLACES = (Choice("student", "Student"), Choice("data_scientist", "Data scientist"), Choice("other", "Something else"))
laws = settings(max_examples=80, deadline=None)
lines = st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=12)


class Asked:
    """The answers and what was written while they were given."""

    def __init__(self, answers: list[object], said: str, result: str) -> None:
        self.answers = answers
        self.said = said
        self.result = result


def typing(typed: Sequence[str], *questions: Callable[[PlainPrompter], object]) -> Asked:
    """Ask questions of a person who types these lines and then ends the input."""
    said, result = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in typed)))
        patch.setattr(sys, "stderr", said)
        patch.setattr(sys, "stdout", result)
        answers = [question(PlainPrompter()) for question in questions]
    return Asked(answers, said.getvalue(), result.getvalue())


def rating(prompts: PlainPrompter) -> str | None:
    """Ask for a rating."""
    return prompts.pick("How far?", RATINGS, hint="In real work I ...", back=True)


def place(prompts: PlainPrompter) -> str | None:
    """Ask for a place, the first question, from which there is no way back."""
    return prompts.pick("Where from?", PLACES)


def places(prompts: PlainPrompter) -> tuple[str, ...]:
    """Ask for any number of places."""
    return prompts.some("Which of these?", PLACES)


def years(prompts: PlainPrompter) -> str | None:
    """Ask for a number."""
    return prompts.number("How many years?", 60, back=True)


def sure(prompts: PlainPrompter) -> bool:
    """Ask for a yes."""
    return prompts.confirm("Are you sure?")


def more(prompts: PlainPrompter) -> bool:
    """Ask whether to go on."""
    return prompts.go_on("Enter: the next one; q: stop")


@pytest.mark.parametrize("level", range(6))
def test_rating_is_its_own_number(level: int):
    """A rating is picked by the rating itself, from 0."""
    asked = typing([str(level)], rating)
    assert asked.answers == [str(level)]
    assert f"{level}  level {level}\n" in asked.said


@pytest.mark.parametrize(("typed", "value"), [("1", "student"), ("2", "data_scientist"), (" 3 ", "other")])
def test_names_are_numbered_from_one(typed: str, value: str):
    """Choices without numbers of their own are counted from 1; blanks around a number do no harm."""
    assert typing([typed], place).answers == [value]


@laws
@given(st.lists(lines.filter(lambda line: line.strip() not in {"0", "1", "2", "3", "4", "5", "b", "B"}), max_size=6))
@example(["6", "99", "-1", "2.5", ""])
def test_wrong_number_is_asked_again(wrong: list[str]):
    """Whatever is no number of a choice is asked again, each time with what is expected, until one is."""
    wrong = [line for line in wrong if not (line.strip().isdecimal() and int(line) <= 5)]  # other scripts' digits
    asked = typing([*wrong, "4"], rating)
    assert asked.answers == ["4"]
    assert asked.said.count("Please enter a number from 0 to 5.") == len(wrong)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("", ()),
        ("  ", ()),
        ("2", ("data_scientist",)),
        ("3 1", ("other", "student")),
        ("1,2, 3", ("student", "data_scientist", "other")),
        ("2 2 02", ("data_scientist",)),
    ],
)
def test_some_are_picked_by_their_numbers(typed: str, values: tuple[str, ...]):
    """Of several choices each is picked once, in the order of the numbers typed; an empty line picks none."""
    asked = typing([typed], places)
    assert asked.answers == [values]
    assert [place.label for place in PLACES if place.label not in asked.said] == []


@pytest.mark.parametrize("wrong", ["0", "4", "1 4", "one", "1-3", "1.5", "-1"])
def test_a_number_of_no_choice_picks_nothing(wrong: str):
    """Where one of the numbers is no choice's, all are asked again, with what is expected."""
    asked = typing([wrong, "1 3"], places)
    assert asked.answers == [("student", "other")]
    assert asked.said.count("Please enter numbers from 1 to 3, or nothing.") == 1


@pytest.mark.parametrize("wrong", ["61", "-1", "abc", "", "nan", "inf", "1e9", "4 years", "0x10"])
def test_wrong_years_are_asked_again(wrong: str):
    """What is no number within the range is asked again."""
    asked = typing([wrong, "4"], years)
    assert asked.answers == ["4"]
    assert asked.said.count("Please enter a number from 0 to 60.") == 1


@pytest.mark.parametrize("right", ["0", "0.5", "60", " 4 "])
def test_years_are_taken_as_typed(right: str):
    """A number within the range is taken as it was typed."""
    assert typing([right], years).answers == [right.strip()]


@pytest.mark.parametrize("question", [rating, years])
@pytest.mark.parametrize("typed", ["b", "B", " b "])
def test_b_goes_back(question: Callable[[PlainPrompter], object], typed: str):
    """B goes back where that is offered."""
    asked = typing([typed], question)
    assert asked.answers == [None]
    assert re.search(r"\bb\b.* back", asked.said)


def test_no_way_back_from_the_first():
    """Where there is no question before, b is a wrong answer like any other, and is not offered."""
    asked = typing(["b", "1"], place)
    assert asked.answers == ["student"]
    assert "back" not in asked.said


@pytest.mark.parametrize(
    ("typed", "answer"), [("y", True), ("Yes", True), ("n", False), ("", False), ("no", False), ("maybe", False)]
)
def test_only_yes_is_yes(typed: str, answer: bool):
    """No is the default: only what begins with y confirms."""
    assert typing([typed], sure).answers == [answer]


@pytest.mark.parametrize(("typed", "answer"), [("", True), ("  ", True), ("q", False), (" Q ", False)])
def test_enter_goes_on_and_q_stops(typed: str, answer: bool):
    """An empty line goes on, q stops; nothing of it goes to standard output."""
    asked = typing([typed], more)
    assert (asked.answers, asked.result) == ([answer], "")


@pytest.mark.parametrize("wrong", ["n", "quit", "1"])
def test_neither_enter_nor_q_is_asked_again(wrong: str):
    """Anything else is asked again, with what is expected."""
    asked = typing([wrong, "q"], more)
    assert asked.answers == [False]
    assert asked.said.count("Please press Enter, or q and Enter.") == 1


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (rating, []),
        (rating, ["wrong"]),
        (place, []),
        (place, ["wrong"]),
        (places, []),
        (places, ["wrong"]),
        (years, []),
        (years, ["wrong"]),
        (sure, []),
        (more, []),
    ],
)
def test_end_of_input_interrupts(question: Callable[[PlainPrompter], object], typed: list[str]):
    """The end of the input, at once or after a wrong answer, is an interruption, never an answer."""
    with pytest.raises(InterruptedByUserError):
        typing(typed, question)


@pytest.mark.parametrize("question", [rating, place, places, years, sure, more])
def test_ctrl_c_interrupts(question: Callable[[PlainPrompter], object], monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C at a question is an interruption, which the boundary turns into one line and exit code 130."""

    class Interrupted(StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    with pytest.raises(InterruptedByUserError) as stop:
        question(PlainPrompter())
    assert stop.value.exit_code == 130


def test_last_line_without_its_end():
    """A last line without a line end is an answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO("3"))
        assert rating(PlainPrompter()) == "3"


def test_result_stays_clean():
    """Questions go to standard error; standard output is left to the result."""
    asked = typing(["2", "4", "3", "y"], place, years, rating, sure)
    assert asked.answers == ["data_scientist", "4", "3", True]
    assert asked.result == ""
    assert [text for text in ("Where from?", "How many years?", "How far?", "sure?") if text not in asked.said] == []


def test_long_choices_are_folded():
    """A long choice is folded, nothing of it cut off; where no terminal tells its width, at 80 columns."""
    choices = tuple(Choice(str(level), " ".join([f"word{level}"] * 30)) for level in range(6))
    asked = typing(["1"], lambda prompts: prompts.pick("Q " * 60, choices, hint="hint " * 30))
    assert max(map(len, asked.said.split("\n"))) <= 80
    assert [asked.said.count(f"word{level}") for level in range(6)] == [30] * 6
    assert asked.said.count("hint") == 30


def test_foreign_text_is_inert():
    """A question or choice cannot draw on the terminal."""
    hostile = Choice("a", "\x1b[31mred\x1b]0;title\x07")
    asked = typing(["1"], lambda prompts: prompts.pick("\x1b[2Jq", [hostile], hint="\x1b[1mh"))
    assert "\x1b" not in asked.said
    assert "1  red\n" in asked.said


def test_ascii_stream():
    """Where standard error carries only ASCII, a question is asked all the same."""
    said = TextIOWrapper(BytesIO(), encoding="ascii", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO("1\n"))
        patch.setattr(sys, "stderr", said)
        assert PlainPrompter().pick("Où?", [Choice("a", "là")]) == "a"


@pytest.mark.parametrize("plain", [False, True])
def test_no_terminal_no_question(plain: bool, monkeypatch: pytest.MonkeyPatch):
    """Without a terminal nothing is asked: the refusal names the flag to use instead."""
    monkeypatch.setattr(sys, "stdin", StringIO("1\n"))
    with pytest.raises(WrongUsageError) as refusal:
        prompter(plain=plain, instead="use --yes")
    assert refusal.value.way_out == "use --yes"


def test_no_streams_no_question(monkeypatch: pytest.MonkeyPatch):
    """Nor is anything asked where there is no standard input at all."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(WrongUsageError):
        prompter(plain=True, instead="use --yes")


@pytest.mark.parametrize(("plain", "env"), [(True, {}), (False, {"TERM": "dumb"}), (False, {"MLCAREER_PLAIN": "1"})])
def test_plain_where_menus_do_not_work(plain: bool, env: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """--plain, a dumb terminal and MLCAREER_PLAIN all lead to numbered lines."""

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("MLCAREER_PLAIN", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert isinstance(prompter(plain=plain, instead=""), PlainPrompter)
