"""A file of quiz answers: what is taken, and every fault at once, each with file, line and what was expected."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Run

from mlcareer.core.assessment import HIGHEST, LOWEST, MOST_YEARS, Answers, Assessment
from mlcareer.errors import InvalidDataError
from mlcareer.pack.answers import read_answers
from mlcareer.pack.library import Library

QUIZ = Library(None).assessment()
AREAS = [question.area for question in QUIZ.questions]
RATINGS = st.dictionaries(st.sampled_from(AREAS), st.integers(LOWEST, HIGHEST))
YEARS = st.integers(0, MOST_YEARS) | st.floats(0, MOST_YEARS)
BACKGROUNDS = st.sampled_from([background.id for background in QUIZ.backgrounds])
NO_RATING = [-1, 6, 99, 2.5, 3.0, "3", "three", True, None, [3], {"is": 3}]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all examples of one law share."""
    return tmp_path_factory.mktemp("answers")


def answers(text: str | bytes, folder: Path, name: str = "me.yaml") -> Answers:
    """Read the answers of a file with this content."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_answers(file, QUIZ)


def faults(text: str | bytes, folder: Path, name: str = "me.yaml") -> list[str]:
    """Return what is wrong with a file with this content, without the folder's name."""
    with pytest.raises(InvalidDataError) as refused:
        answers(text, folder, name)
    return [problem.removeprefix(f"{folder}/") for problem in refused.value.problems]


# What is taken.


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({"ratings": RATINGS}, optional={"background": BACKGROUNDS, "years": YEARS}),
    st.sampled_from(["yaml", "json", "tabs"]),
)
def test_every_sound_file_is_taken_as_it_stands(room: Path, given_: dict[str, Any], form: str):
    """Answers written as YAML or JSON, with any part of the ratings, are the answers that are read."""
    text = yaml.safe_dump(given_) if form == "yaml" else json.dumps(given_, indent="\t" if form == "tabs" else None)
    read = answers(text, room, "me.yaml" if form == "yaml" else "me.json")
    assert read == Answers(given_.get("background"), given_.get("years"), given_["ratings"])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_from_any_editor_is_taken(tmp_path: Path, ending: str, mark: bytes):
    """Windows line ends and a byte order mark do no harm."""
    text = ending.join(["# me", "background: student", "ratings:", "  software: 2", ""])
    assert answers(mark + text.encode(), tmp_path) == Answers("student", None, {"software": 2})


def test_the_ratings_may_stand_in_any_order(tmp_path: Path):
    """What comes first in the file makes no difference to what is read."""
    backwards = "ratings:\n" + "".join(f"  {area}: 1\n" for area in reversed(AREAS)) + "years: 2\n"
    assert answers(backwards, tmp_path) == Answers(None, 2.0, dict.fromkeys(AREAS, 1))


# What is refused.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("years: 1\nratings:\n  softwear: 2\n", "3: unknown question 'softwear': did you mean 'software'?"),
        ("ratings:\n  software: 6\n", "2: ratings.software: expected a whole number 0 to 5, found 6"),
        ("ratings:\n  software: -1\n", "2: ratings.software: expected a whole number 0 to 5, found -1"),
        ("ratings:\n  software: 2.5\n", "2: ratings.software: expected a whole number 0 to 5, found 2.5"),
        ("ratings:\n  software: yes\n", "2: ratings.software: expected a whole number 0 to 5, found 'yes'"),
        ("ratings:\n  software: true\n", "2: ratings.software: expected a whole number 0 to 5, found True"),
        ("ratings:\n  software:\n", "2: ratings.software: expected a whole number 0 to 5, found None"),
        ("ratings:\n  software: 1\n  maths: 1\n  software: 2\n", "4: duplicate key 'software' (first on line 2)"),
        ("ratings: {}\nyears: -1\n", "2: years: expected a number from 0 to 60, found -1"),
        ("ratings: {}\nyears: 61\n", "2: years: expected a number from 0 to 60, found 61"),
        ("ratings: {}\nyears: many\n", "2: years: expected a number from 0 to 60, found 'many'"),
        ("ratings: {}\nyears: 1e999\n", "2: years: expected a number from 0 to 60, found "),
        ("ratings: {}\nbackground: studnet\n", "2: unknown background 'studnet': did you mean 'student'?"),
        ("ratings: {}\nbackground: 7\n", "2: unknown background '7': expected one of "),
        ("ratings: {}\nyear: 3\n", "2: unknown key 'year': did you mean 'years'?"),
        ("years: 3\n", "1: ratings: expected a mapping"),
        ("years: 3\nratings: [1, 2]\n", "2: ratings: expected a mapping"),
        ("years: 3\nratings:\n", "2: ratings: expected a mapping"),
        ("- 1\n", "1: expected a mapping"),
        ("hello\n", "1: expected a mapping"),
        ("", "1: expected a mapping"),
        ("ratings:\n  software: [1\n", "3: not readable as YAML or JSON"),
        ("ratings:\n  software: !!python/name:os.system 1\n", "2: tags"),
        ("ratings: &all\n  software: 1\n", "1: anchors"),
        ("ratings: {}\n---\nratings: {}\n", "2: expected one document"),
        ("[" * 100_000, "1: expected at most 64 levels of nesting"),
    ],
)
def test_a_fault_is_told_with_line_and_expectation(text: str, told: str, tmp_path: Path):
    """Each kind of bad answer is told with file, line and what was expected there."""
    (problem,) = faults(text, tmp_path)
    assert problem.startswith(f"me.yaml:{told}")


@pytest.mark.parametrize(
    "junk", [b"ratings:\n  software: \xff\n", b"ratings:\n  software: \x00\n", b"ratings:\n  software: \x1b[2J\n"]
)
def test_bytes_that_are_no_text_are_told_with_their_line(junk: bytes, tmp_path: Path):
    """A file that is not text at all is told with the line on which it ceases to be."""
    (problem,) = faults(junk, tmp_path)
    assert problem.startswith("me.yaml:2: ")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_fault_is_told_at_once_in_the_file_s_order(room: Path, data: st.DataObject):
    """However many answers are wrong, each is told with its own line, first line first, and no good one is."""
    wrong = data.draw(st.dictionaries(st.sampled_from(AREAS), st.sampled_from(NO_RATING), min_size=1))
    unknown = data.draw(st.lists(st.sampled_from(["softwear", "math", "zzz", "ops"]), unique=True))
    entries = data.draw(
        st.permutations([*((area, wrong.get(area, 3)) for area in AREAS), *((name, 1) for name in unknown)])
    )
    head = ["years: never", "background: studnet", "colour: red", "ratings:"]
    lines = [*head, *(f"  {area}: {json.dumps(rating)}" for area, rating in entries)]
    places = [number for number, (area, _) in enumerate(entries, len(head) + 1) if area in wrong or area in unknown]
    told = [problem.split(": ")[0] for problem in faults("\n".join(lines), room)]
    assert told == [f"me.yaml:{line}" for line in [1, 2, 3, *places]]


def test_a_duplicate_key_hides_no_other_fault(tmp_path: Path):
    """A question answered twice, one unknown and one out of range in one file are told together."""
    text = "ratings:\n  software: 1\n  software: 2\n  maths: 9\n  softwear: 3\n"
    told = faults(text, tmp_path)
    assert [problem.split(": ")[0] for problem in told] == ["me.yaml:3", "me.yaml:4", "me.yaml:5"]


@pytest.mark.parametrize("name", ["missing.yaml", "folder"])
def test_a_file_that_cannot_be_read_is_told_by_name(name: str, tmp_path: Path):
    """A missing file, or a folder, is told by name with the reason."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidDataError, match=f"{name}: cannot be read: ") as refused:
        read_answers(tmp_path / name, QUIZ)
    assert refused.value.way_out


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=120))
def test_junk_raises_nothing_but_invalid_data(room: Path, junk: bytes):
    """Bytes of any kind in place of answers are refused as invalid data, each problem with its file."""
    assert all(problem.startswith("me.yaml:") for problem in faults(junk, room))


# As a person meets it.


BAD = "background: student\nratings:\n  software: 7\n  softwear: 1\nyears: long\n"


def test_a_bad_file_ends_with_3_and_says_all_of_it(run: Run, tmp_path: Path):
    """`quiz --answers` with a bad file exits with 3, shows nothing, and says every fault on standard error."""
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    done = run("quiz", "--answers", "bad.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    for line, told in ((3, "0 to 5"), (4, "'software'"), (5, "0 to 60")):
        assert any(f"bad.yaml:{line}: " in part and told in part for part in done.stderr.splitlines())


@pytest.mark.parametrize("name", ["bad.yaml", "missing.yaml"])
def test_a_bad_file_leaves_no_profile_behind(run: Run, tmp_path: Path, name: str):
    """Where there was no profile, a refused file makes none."""
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    run("quiz", "--answers", name, cwd=tmp_path)
    assert not list(run.home.rglob("*.db*"))


def test_a_bad_file_leaves_the_profile_as_it_was(run: Run, me: Path, tmp_path: Path):
    """Where there was a profile, a refused file changes no byte of it."""
    assert run("quiz", "--answers", str(me)).returncode == 0
    before = {file: file.read_bytes() for file in run.home.glob("profile*")}
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    assert run("quiz", "--answers", "bad.yaml", cwd=tmp_path).returncode == 3
    assert before
    assert {file: file.read_bytes() for file in run.home.glob("profile*")} == before


def test_an_escape_in_a_bad_file_does_not_reach_the_terminal(run: Run, tmp_path: Path):
    """What a bad file says is repeated without its control characters."""
    (tmp_path / "bad.yaml").write_text('ratings: {"\\e[2J\\x07": 1, software: "\\e]0;x\\a"}\n', "utf-8")
    done = run("quiz", "--answers", "bad.yaml", cwd=tmp_path)
    assert done.returncode == 3
    assert not {"\x1b", "\x07"} & set(done.stderr)


def test_the_way_out_names_the_help(tmp_path: Path):
    """A refused file comes with the command that shows what such a file looks like."""
    with pytest.raises(InvalidDataError) as refused:
        answers("- 1", tmp_path)
    assert "mlcareer quiz --help" in refused.value.way_out


def test_the_shipped_quiz_is_what_these_tests_ask_of(assessment: Assessment):
    """The questions these tests stand on are those of the shipped pack."""
    assert [question.area for question in assessment.questions] == AREAS
