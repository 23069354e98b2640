"""The checked quiz at a real terminal, from the first question to the result, and the walk through what was missed."""

import json
from pathlib import Path

import pytest
from tests.conftest import TODAY, Run
from tests.contract.test_exit_codes import called
from tests.terminal.screen import Terminal

from mlcareer.core.adaptive import STANDARD
from mlcareer.core.assessment import Answers
from mlcareer.core.skill import SkillMap
from mlcareer.pack.library import Library
from mlcareer.profile.store import Profile

ITEMS = 16
STOPPED = "mlcareer: stopped; your answers are saved; to go on: mlcareer quiz"
DONT_KNOW = ("5", "enter")
each_way = pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["menu", "plain"])


@pytest.fixture
def missed(run: Run, me: Path, library: Library) -> list[str]:
    """Take a quiz that misses three checks, and return their questions."""
    wrong = [part.checks[0] for part in library.checks().areas[:3]]
    checks = "".join(f"  {check.id}: {check.key % 4 + 1}\n" for check in wrong)
    me.write_text(f"{me.read_text('utf-8')}checks:\n{checks}", "utf-8")
    assert called(run, "quiz", "--answers", str(me)).returncode == 0
    return [check.stem for check in wrong]


def person(run: Run) -> Profile:
    """Return the profile."""
    return Profile(run.home, f"{TODAY}T12:00:00+00:00")


def latest(run: Run) -> Answers:
    """Return the answers of the last finished quiz."""
    taken = person(run).record().latest
    assert taken is not None
    return taken.answers


def under_way(run: Run) -> Answers:
    """Return the answers of the quiz under way."""
    answers = person(run).record().under_way
    assert answers is not None
    return answers


def answer_checks(terminal: Terminal, first: int = 1, last: int = STANDARD.most) -> int:
    """Answer checks with 'I don't know' until the quiz ends or `last` is answered; return how many were."""
    number = first
    while number <= last and terminal.asks_check(number):
        terminal.press(*DONT_KNOW)
        number += 1
    return number - first


@each_way
def test_standard_quiz_to_the_result(plain: list[str], run: Run, tmp_path: Path):
    """Without a mode the quiz asks ratings, then 6 to 24 checks; the result is that of a file with the same answers."""
    with Terminal(run.env(), "quiz", *plain) as terminal:
        terminal.asked(1)
        told = terminal.words
        terminal.press("1", "enter")
        terminal.asked(2)
        terminal.press("2", "enter")
        for place in range(3, ITEMS + 1):
            terminal.asked(place)
            terminal.press("2", "enter")
        asked = answer_checks(terminal)
        assert terminal.leave() == 0
        assert terminal.is_as_found
        shown = [line.rstrip() for line in terminal.text.strip("\n").splitlines()]
    facts = ("will be checked", "at most 24 questions", '"I don\'t know" is a fair answer', "stays on this machine")
    assert [fact for fact in facts if fact not in told] == []
    answers = latest(run)
    assert STANDARD.fewest <= asked == len(answers.checks) <= STANDARD.most
    assert set(answers.checks.values()) == {0}
    file = tmp_path / "same.json"
    file.write_text(
        json.dumps(
            {
                "background": answers.background,
                "years": answers.years,
                "ratings": dict(answers.ratings),
                "checks": dict(answers.checks),
            }
        ),
        "utf-8",
    )
    result = run("quiz", "--answers", str(file), "--no-save")
    assert result.stderr == ""
    lines = [line.rstrip() for line in result.stdout.strip("\n").splitlines()]
    assert shown[-len(lines) :] == lines


@each_way
def test_interrupted_in_the_checks(plain: list[str], run: Run, me: Path):
    """Ctrl-C between checks ends with 130 and one line; the next quiz goes on with the very next check."""
    with Terminal(run.env(), "quiz", "--answers", str(me), *plain) as terminal:
        assert answer_checks(terminal, last=2) == 2
        assert terminal.asks_check(3)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1] == STOPPED
        assert terminal.words.count("mlcareer:") == 1
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found
    before = under_way(run)
    assert (len(before.checks), len(before.ratings)) == (2, 14)
    with Terminal(run.env(), "quiz", *plain) as terminal:
        terminal.wait("Going on: 16 of 16 answered, and 2 checks.")
        assert answer_checks(terminal, first=3) + 2 == len(latest(run).checks)
        assert terminal.leave() == 0
    assert list(latest(run).checks)[:2] == list(before.checks)


def test_checks_that_are_gone_do_not_count_as_asked(run: Run, me: Path):
    """A quiz under way that met checks of an older pack goes on from the checks that today's pack still holds."""
    with Terminal(run.env(), "quiz", "--answers", str(me)) as terminal:
        assert answer_checks(terminal, last=1) == 1
        assert terminal.asks_check(2)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    for number in range(30):
        person(run).save_answer(f"check:gone_{number}", "0", "standard")
    with Terminal(run.env(), "quiz") as terminal:
        assert terminal.asks_check(2)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130


def test_a_slip_of_enter_claims_nothing(run: Run, me: Path):
    """The menu of a check stands on 'I don't know', and b does not go back there."""
    with Terminal(run.env(), "quiz", "--answers", str(me)) as terminal:
        assert terminal.asks_check(1)
        terminal.press("b", "enter")
        assert terminal.asks_check(2)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    assert list(under_way(run).checks.values()) == [0]


def test_a_retake_asks_other_checks(run: Run, me: Path):
    """What the last quiz asked is not asked again."""
    met = []
    for _ in range(2):
        with Terminal(run.env(), "quiz", "--answers", str(me)) as terminal:
            answer_checks(terminal)
            assert terminal.leave() == 0
        met.append(set(latest(run).checks))
    assert not met[0] & met[1]


def test_file_leads_to_the_checks(run: Run, me: Path):
    """At a terminal a file of ratings without a mode leads straight to the checks, and what comes is told."""
    with Terminal(run.env(), "quiz", "--answers", str(me), "--no-save") as terminal:
        assert terminal.asks_check(1)
        assert "at most 24 questions" in terminal.words
        assert "/16" not in terminal.words
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert "nothing was saved" in terminal.text.splitlines()[-1]


def test_file_in_quick_mode_asks_nothing(run: Run, me: Path):
    """At a terminal a file of ratings with --mode quick is placed at once."""
    with Terminal(run.env(), "quiz", "--answers", str(me), "--mode", "quick") as terminal:
        assert terminal.leave() == 0
        assert "check 1," not in terminal.words
    assert latest(run).checks == {}


@pytest.mark.parametrize(("mode", "most"), [("quick", None), ("standard", 24), ("deep", 40)])
def test_quiz_under_way_keeps_its_mode(mode: str, most: int | None, run: Run, skills: SkillMap):
    """A quiz that is gone on with keeps the mode it was begun with."""
    rates = [word for area in skills.areas[:-1] for word in ("--rate", f"{area.id}=2")]
    with Terminal(run.env(), "quiz", "--mode", mode, "--background", "student", "--years", "1", *rates) as terminal:
        terminal.asked(ITEMS)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(ITEMS)
        terminal.press("2", "enter")
        if most is None:
            assert terminal.leave() == 0
            assert "check 1," not in terminal.words
        else:
            terminal.wait(f"check 1, at most {most}")


def test_another_mode_is_kept_from_then_on(run: Run):
    """--mode changes the mode of a quiz under way, and the quiz goes on in that one."""
    for mode in (["--mode", "quick"], ["--mode", "deep"], []):
        with Terminal(run.env(), "quiz", *mode) as terminal:
            terminal.asked(1)
            assert ("will be checked" in terminal.words) == (mode != ["--mode", "quick"])
            terminal.press("ctrl-c")
            assert terminal.leave() == 130
    assert person(run).record().under_way_mode == "deep"


@pytest.mark.parametrize(("today", "is_told"), [("2026-12-05", True), ("2026-12-06", False)])
def test_early_quiz_is_told_and_goes_on(today: str, is_told: bool, run: Run, me: Path):
    """Within fourteen days of the last quiz one line says so before the first question, and the quiz goes on."""
    called(run, "quiz", "--answers", str(me))
    with Terminal(run.env(MLCAREER_TODAY=today), "quiz") as terminal:
        terminal.asked(1)
        assert ("Your last quiz was on 2026-11-22. The next says most after 2026-12-06" in terminal.words) == is_told
        terminal.press("3", "enter")
        terminal.asked(2)
        terminal.press("ctrl-c")
        terminal.leave()
    with Terminal(run.env(MLCAREER_TODAY=today), "quiz") as terminal:  # gone on with: said once is enough
        terminal.asked(2)
        assert "Your last quiz" not in terminal.words


def test_home_counts_checks_apart(run: Run, me: Path):
    """The start page counts questions and checks of a quiz under way apart."""
    with Terminal(run.env(), "quiz", "--answers", str(me)) as terminal:
        answer_checks(terminal, last=2)
        terminal.asks_check(3)
        terminal.press("ctrl-c")
        terminal.leave()
    with Terminal(run.env()) as terminal:
        terminal.wait("Leave")
        assert "16 of 16 answered, and 2 checks." in terminal.words
        terminal.press("ctrl-c")
        terminal.leave()


# Looking back


@each_way
def test_review_goes_one_by_one(plain: list[str], run: Run, missed: list[str]):
    """Enter leads from one missed check to the next, and after the last nothing is asked."""
    with Terminal(run.env(), "quiz", "--review", *plain) as terminal:
        for number, stem in enumerate(missed, 1):
            left = len(missed) - number
            terminal.wait(f"({left} left)" if left else "Sources:")
            assert stem in terminal.words
            assert [later for later in missed[number:] if later in terminal.words] == []
            if left:
                terminal.press("enter")
        assert terminal.leave() == 0
        assert terminal.is_as_found


@each_way
def test_q_stops_the_review(plain: list[str], run: Run, missed: list[str]):
    """Q ends the walk with exit code 0."""
    with Terminal(run.env(), "quiz", "--review", *plain) as terminal:
        terminal.wait("(2 left)")
        terminal.press(*(["q", "enter"] if plain else ["x", "q"]))  # in the menu other keys do nothing
        assert terminal.leave() == 0
        assert missed[1] not in terminal.words
        assert terminal.is_as_found


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
@each_way
def test_review_interrupted(plain: list[str], key: str, run: Run, missed: list[str]):
    """Interrupted between two checks: one line, exit code 130, no traceback."""
    with Terminal(run.env(), "quiz", "--review", *plain) as terminal:
        terminal.wait("(2 left)")
        terminal.press(key)
        assert terminal.leave() == 130
        assert missed[1] not in terminal.words
        assert terminal.text.splitlines()[-1] == "mlcareer: stopped"
        assert "Traceback" not in terminal.words
        assert terminal.is_as_found


def test_plain_review_draws_nothing_over(run: Run, missed: list[str]):
    """With --plain and no colour the walk sends no escape sequence."""
    with Terminal(run.env(NO_COLOR="1"), "quiz", "--review", "--plain") as terminal:
        terminal.wait("(2 left)")
        terminal.press("enter")
        terminal.wait("(1 left)")
        terminal.press("enter")
        assert terminal.leave() == 0
        assert b"\x1b" not in terminal.raw
        assert missed[2] in terminal.words


def test_review_into_a_file_asks_nothing(run: Run, missed: list[str], tmp_path: Path):
    """Where the result goes to a file, all comes at once and nothing is asked."""
    file = tmp_path / "review.txt"
    with Terminal(run.env(), "quiz", "--review", output=file) as terminal:
        assert terminal.leave() == 0
        assert terminal.text == ""
    words = " ".join(file.read_text("utf-8").split())
    assert [stem for stem in missed if stem not in words] == []
