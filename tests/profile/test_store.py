"""The profile: nothing confirmed is lost, nothing foreign or damaged is written to, nobody else may read it."""

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import Run

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.certificate import Certificate
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.record import Record
from mlcareer.core.skill import SkillMap
from mlcareer.core.win import Stood, Win
from mlcareer.errors import ProfileError
from mlcareer.profile.store import Profile

NOW = "2026-11-22T12:00:00+00:00"
LATER = "2026-11-23T08:30:00+00:00"
AREAS = ["software", "maths", "data", "serving"]
STEPS = ["learn_apis", "learn_testing", "build_a_model"]
posix = pytest.mark.skipif(os.name == "nt", reason="modes, signals and limits of POSIX")


@pytest.fixture
def person(tmp_path: Path) -> Profile:
    """Return a profile that has not begun."""
    return Profile(tmp_path / "home", NOW)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Profile]:
    """Return a way to begin a new profile, as often as a law has examples."""
    return lambda: Profile(tmp_path_factory.mktemp("home"), NOW)


@pytest.fixture(scope="module")
def result(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Placement:
    """Return some result to save."""
    return place(Answers(ratings={area.id: 2 for area in skills.areas}), assessment, roadmap, skills.areas)


def again(person: Profile, now: str = NOW) -> Profile:
    """Return the profile as the next command meets it."""
    return Profile(person.path.parent, now)


def files(person: Profile) -> dict[str, bytes]:
    """Return every file of the profile's folder and of its copies."""
    return {file.name: file.read_bytes() for file in person.path.parent.rglob("*") if file.is_file()}


def rows(file: Path, table: str) -> list[tuple[Any, ...]]:
    """Return a table of a database as it lies there."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # our own names


# Saved and read again.


def test_before_the_first_write_there_is_nothing(person: Profile):
    """A profile that has not begun is empty and sound, and reading it makes no file."""
    assert person.record() == Record()
    assert person.problems() == ()
    assert not person.path.parent.exists()


def test_there_is_nothing_to_undo_before_the_first_write(person: Profile):
    """Undoing where nothing was done takes nothing back."""
    assert person.take_back() is None
    assert person.record() == Record()


VALUES = {"background": st.sampled_from(["student", "other"]), "years": st.sampled_from(["0", "0.5", "7"])}
ANSWER = st.sampled_from([*AREAS, *VALUES]).flatmap(
    lambda key: st.tuples(st.just(key), VALUES.get(key, st.integers(0, 5).map(str)))
)


@settings(max_examples=20, deadline=None)
@given(st.lists(ANSWER, max_size=8))
def test_each_answer_is_there_as_soon_as_it_is_saved(room: Callable[[], Profile], given_: list[tuple[str, str]]):
    """After every answer, another process would find all answers given so far, later ones in place of earlier."""
    person = room()
    person.begin("quick", anew=False)
    answers = Answers()
    for key, value in given_:
        again(person).save_answer(key, value)
        answers = answers.answered(key, value)
        assert again(person).record().under_way == answers


def test_a_quiz_that_is_begun_again_goes_on(person: Profile):
    """Beginning while a quiz is under way keeps its answers."""
    person.begin("quick", anew=False)
    person.save_answer("software", "3")
    again(person).begin("quick", anew=False)
    assert person.record().under_way == Answers(ratings={"software": 3})


def test_a_quiz_that_is_begun_anew_starts_empty(person: Profile):
    """Beginning anew drops the answers of the quiz under way, and nothing else."""
    person.mark("learn_apis", Mark.DONE)
    person.begin("quick", anew=False)
    person.save_answer("software", "3")
    person.begin("quick", anew=True)
    assert person.record().under_way == Answers()
    assert person.record().done_ids == ("learn_apis",)


@settings(max_examples=20, deadline=None)
@given(
    st.none() | st.sampled_from(["student", "other"]),
    st.none() | st.integers(0, 60).map(float) | st.floats(0, 60),
    st.dictionaries(st.sampled_from(AREAS), st.integers(0, 5)),
)
@example(None, 3.1415926, {})
def test_what_was_saved_is_what_is_read(
    room: Callable[[], Profile],
    result: Placement,
    background: str | None,
    years: float | None,
    ratings: dict[str, int],
):
    """An assessment that was saved is read with just the answers, the result and the time it was saved with."""
    person = room()
    answers = Answers(background, years, ratings)
    person.save_assessment(answers, result)
    latest = again(person, LATER).record().latest
    assert latest is not None
    assert latest.answers == answers
    assert (latest.finished, latest.mode, latest.level, latest.probability) == (
        NOW,
        result.mode,
        result.level,
        result.probability,
    )


def test_a_finished_quiz_is_under_way_no_more(person: Profile, result: Placement):
    """Saving an assessment ends the quiz that was under way."""
    person.begin("quick", anew=False)
    person.save_answer("software", "3")
    person.save_assessment(Answers(ratings={"software": 4}), result)
    assert person.record().under_way is None


@pytest.mark.parametrize("now", [NOW, LATER])
def test_the_latest_assessment_is_the_one_shown(person: Profile, result: Placement, now: str):
    """Of several assessments the last is read, even where two fall into one second; the earlier stay in the file."""
    for level in range(3):
        again(person, now).save_assessment(Answers(ratings={"software": level}), result)
    latest = person.record().latest
    assert latest is not None
    assert latest.answers.ratings == {"software": 2}
    assert len(rows(person.path, "assessment")) == 3


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=4), st.integers(0, 5))
def test_finished_quizzes_come_newest_first(
    room: Callable[[], Profile], result: Placement, ratings: list[int], most: int
):
    """The finished assessments are read newest first, at most so many, never the one under way; it writes nothing."""
    person = room()
    for rating in ratings:
        person.save_assessment(Answers(ratings={"software": rating}), result)
    assert person.finished(0) == ()
    person.save_answer("software", "1")
    before = files(person)
    found = again(person).finished(most)
    assert [taken.answers.ratings["software"] for taken in found] == ratings[::-1][:most]
    assert found[:1] == ((person.record().latest,) if found else ())
    assert files(person) == before


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(Level), max_size=4))
def test_every_finished_quiz_has_its_standing(room: Callable[[], Profile], result: Placement, levels: list[Level]):
    """The standings are day and rung of each finished quiz, oldest first, never the one under way; nothing written."""
    person = room()
    for level in levels:
        person.save_assessment(Answers(ratings={"software": 2}), result._replace(level=level))
    person.save_answer("software", "1")
    before = files(person)
    assert again(person).standings() == tuple(Stood(date(2026, 11, 22), level) for level in levels)
    assert files(person) == before


def test_no_quiz_is_finished_before_the_first_write(person: Profile):
    """A profile that has not begun has no finished quizzes, and reading them begins none."""
    assert person.finished(2) == ()
    assert person.standings() == ()
    assert not person.path.parent.exists()


@pytest.mark.parametrize("mode", ["quick", "standard", "deep"])
def test_a_quiz_under_way_keeps_its_mode(person: Profile, mode: str):
    """The mode is read as the quiz was begun with, whatever is saved; beginning with another mode changes it."""
    person.begin(mode, anew=False)
    person.save_answer("software", "3", "standard")
    assert person.record().under_way_mode == mode
    person.begin("deep", anew=False)
    assert again(person).record().under_way_mode == "deep"
    assert person.record().under_way == Answers(ratings={"software": 3})


def test_a_quiz_begun_by_an_answer_has_its_mode(person: Profile, result: Placement):
    """An answer that begins a quiz, as another terminal ended the one before, begins it in the mode that asked."""
    person.begin("deep", anew=False)
    again(person).save_assessment(Answers(ratings={"software": 3}), result)
    person.save_answer("maths", "2", "deep")
    assert person.record().under_way_mode == "deep"


# Steps done and taken back.

MOVES = st.one_of(
    st.tuples(st.just("done"), st.sampled_from(STEPS)), st.tuples(st.just("undo"), st.none() | st.sampled_from(STEPS))
)


@settings(max_examples=30, deadline=None)
@given(st.lists(MOVES, max_size=12))
def test_done_and_undo_are_a_list_that_grows_and_shrinks(room: Callable[[], Profile], moves: list[tuple[str, Any]]):
    """Whatever the order of done and undo: a step is done once, undo takes back the named step or the last one."""
    person = room()
    model: list[str] = []
    for move, step in moves:
        if move == "done":
            assert again(person).mark(step, Mark.DONE) == (step not in model)
            model += [] if step in model else [step]
        else:
            expected = model[-1] if step is None and model else step if step in model else None
            taken = again(person).take_back(*([step] if step else []))
            assert (taken and taken.step) == expected
            model = [kept for kept in model if kept != expected]
        assert again(person).record().done_ids == tuple(model)


def test_undo_forgets_nothing(person: Profile):
    """What was done and taken back stays in the file, with both times."""
    person.mark("learn_apis", Mark.DONE)
    again(person, LATER).take_back()
    assert [row[1:] for row in rows(person.path, "step_event")] == [("learn_apis", "done", NOW, None, None, LATER)]


def test_a_step_is_done_when_it_was_done(person: Profile):
    """A step carries the time at which it was first marked, not that of a second try."""
    person.mark("learn_apis", Mark.DONE)
    again(person, LATER).mark("learn_apis", Mark.DONE)
    assert [step.at for step in person.record().done] == [NOW]


# Evidence noted and taken back.

NOTE_MOVES = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(AREAS[:2]), st.sampled_from(["a", "b", "https://example.org"])),
    st.tuples(st.just("remove"), st.integers(0, 8), st.just("")),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(NOTE_MOVES, max_size=12))
def test_notes_are_a_list_with_numbers_that_stay(room: Callable[[], Profile], moves: list[tuple[str, Any, str]]):
    """Whatever the order: a note stands in an area once, a number names one note for ever, removing takes just it."""
    person = room()
    model: dict[int, tuple[str, str]] = {}
    given_out: set[int] = set()
    for move, what, note in moves:
        if move == "add":
            kept, is_new = again(person).add_evidence(what, note)
            assert is_new == ((what, note) not in model.values())
            assert not is_new or kept.id not in given_out
            model[kept.id] = (what, note)
            given_out.add(kept.id)
        else:
            assert again(person).remove_evidence(what) == (what in model)
            model.pop(what, None)
        assert {kept.id: (kept.area, kept.note) for kept in again(person).record().evidence} == model


def test_a_note_has_the_time_at_which_it_was_noted(person: Profile):
    """A note carries the time at which it was first noted, not that of a second try."""
    first, _ = person.add_evidence("serving", "a line")
    second, is_new = again(person, LATER).add_evidence("serving", "a line")
    assert (second, is_new, first.at) == (first, False, NOW)


def test_removing_a_note_forgets_nothing(person: Profile):
    """A note that was taken back stays in the file, with both times."""
    kept, _ = person.add_evidence("serving", "a line")
    assert again(person, LATER).remove_evidence(kept.id)
    assert rows(person.path, "evidence") == [(kept.id, "serving", "a line", NOW, LATER)]
    assert person.record().evidence == ()


def test_there_is_no_note_to_remove_before_the_first_write(person: Profile):
    """Removing where nothing was noted takes nothing back and begins no profile."""
    assert person.remove_evidence(1) is False
    assert not person.path.parent.exists()


# Wins logged and taken back.

WIN_MOVES = st.one_of(
    st.tuples(st.just("add"), st.integers(1, 28), st.lists(st.sampled_from(AREAS), unique=True, max_size=3)),
    st.tuples(st.just("remove"), st.integers(0, 8), st.just([])),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(WIN_MOVES, max_size=12))
def test_wins_are_a_list_by_day_with_numbers_that_stay(
    room: Callable[[], Profile], moves: list[tuple[str, int, list[str]]]
):
    """Whatever the order: wins lie by day, areas as they were named; a number names one win for ever."""
    person = room()
    model: dict[int, Win] = {}
    given_out: set[int] = set()
    for move, what, areas in moves:
        if move == "add":
            win = again(person).add_win("shipped it", date(2026, 11, what), tuple(areas))
            assert win.id not in given_out
            model[win.id] = win
            given_out.add(win.id)
        else:
            assert again(person).remove_win(what) == (what in model)
            model.pop(what, None)
        assert again(person).wins() == tuple(sorted(model.values(), key=lambda win: (win.on, win.id)))


def test_removing_a_win_forgets_nothing(person: Profile):
    """A win that was taken back stays in the file, with both times and its areas."""
    win = person.add_win("shipped it", date(2026, 11, 1), ("serving",))
    assert again(person, LATER).remove_win(win.id)
    assert rows(person.path, "win") == [(win.id, "shipped it", "2026-11-01", NOW, LATER)]
    assert rows(person.path, "win_area") == [(win.id, "serving")]


def test_there_is_no_win_before_the_first_write(person: Profile):
    """Reading or removing where nothing was logged finds nothing and begins no profile."""
    assert person.wins() == ()
    assert person.remove_win(1) is False
    assert not person.path.parent.exists()


# Certificates logged and taken back.

EARNED_MOVES = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["gcp-pmle", "azure-ai-103"]), st.integers(1, 5)),
    st.tuples(st.just("remove"), st.just(""), st.integers(0, 8)),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(EARNED_MOVES, max_size=12))
def test_certificates_stand_once_a_day_with_numbers_that_stay(
    room: Callable[[], Profile], moves: list[tuple[str, str, int]]
):
    """Whatever the order: one of a kind and day stands, by day; a second is not taken; a number is given out once."""
    person = room()
    model: dict[int, Certificate] = {}
    given_out: set[int] = set()
    for move, name, what in moves:
        if move == "add":
            on = date(2026, 11, what)
            standing = next((one for one in model.values() if (one.certification, one.on) == (name, on)), None)
            kept, is_new = again(person).add_certificate(name, on, date(2027, 1, what) if what % 2 else None)
            assert is_new == (standing is None)
            assert standing in {None, kept}
            assert not is_new or kept.id not in given_out
            model[kept.id] = kept
            given_out.add(kept.id)
        else:
            assert again(person).remove_certificate(what) == (what in model)
            model.pop(what, None)
        standing_all = tuple(sorted(model.values(), key=lambda one: (one.on, one.id)))
        assert again(person).certificates() == again(person).record().certificates == standing_all


def test_a_certificate_keeps_what_was_said_of_it(person: Profile):
    """A certificate has its day, the person's own end or none, and the time at which it was first logged."""
    kept, _ = person.add_certificate("gcp-pmle", date(2026, 11, 1), date(2027, 11, 1))
    assert kept == Certificate(1, "gcp-pmle", date(2026, 11, 1), date(2027, 11, 1), NOW)
    assert again(person, LATER).add_certificate("gcp-pmle", date(2026, 11, 1)) == (kept, False)
    assert again(person).add_certificate("gcp-pmle", date(2026, 11, 2))[0].expires is None


def test_removing_a_certificate_forgets_nothing(person: Profile):
    """A certificate that was taken back stays in the file, with both times, and may be logged again."""
    kept, _ = person.add_certificate("gcp-pmle", date(2026, 11, 1))
    assert again(person, LATER).remove_certificate(kept.id)
    assert rows(person.path, "certificate") == [(kept.id, "gcp-pmle", "2026-11-01", None, NOW, LATER)]
    assert person.add_certificate("gcp-pmle", date(2026, 11, 1))[1]


def test_there_is_no_certificate_before_the_first_write(person: Profile):
    """Reading or removing where nothing was logged finds nothing and begins no profile."""
    assert person.certificates() == ()
    assert person.remove_certificate(1) is False
    assert not person.path.parent.exists()


# Set aside.


def test_setting_aside_never_deletes(person: Profile):
    """However often a profile is set aside, within one second too, every one of them lies there whole."""
    for step in STEPS:
        person.mark(step, Mark.DONE)
        kept = person.set_aside()
        assert kept is not None
        assert person.record() == Record()
    asides = sorted(person.path.parent.glob("*.db"))
    assert sorted(row[1] for aside in asides for row in rows(aside, "step_event")) == sorted(STEPS)


def test_setting_aside_changes_no_byte(person: Profile):
    """A file set aside, sound or not, is the very file it was."""
    person.path.parent.mkdir()
    person.path.write_bytes(b"whatever this is")
    kept = person.set_aside()
    assert kept is not None
    assert files(person) == {kept.name: b"whatever this is"}


def test_where_there_is_no_profile_none_is_set_aside(person: Profile):
    """Setting aside what is not there does nothing and says so."""
    assert person.set_aside() is None
    assert not person.path.parent.exists()


# Not a profile.


def begun(person: Profile) -> None:
    """Fill a profile with a little of everything."""
    person.begin("quick", anew=False)
    for area in AREAS:
        person.save_answer(area, "3")
    for step in STEPS:
        person.mark(step, Mark.DONE)
        person.add_evidence("software", f"a line about {step}")
        person.add_win(f"shipped {step}", date(2026, 11, 1), ("software", "serving"))
        person.add_certificate(step, date(2026, 11, 1))


ACTIONS: dict[str, Callable[[Profile], object]] = {
    "record": lambda person: person.record(),
    "finished": lambda person: person.finished(2),
    "begin": lambda person: person.begin("quick", anew=True),
    "save_answer": lambda person: person.save_answer("software", "1"),
    "mark": lambda person: person.mark("learn_apis", Mark.DONE),
    "take_back": lambda person: person.take_back(),
    "add_evidence": lambda person: person.add_evidence("software", "a line"),
    "remove_evidence": lambda person: person.remove_evidence(1),
    "standings": lambda person: person.standings(),
    "wins": lambda person: person.wins(),
    "add_win": lambda person: person.add_win("shipped it", date(2026, 11, 1), ("software",)),
    "remove_win": lambda person: person.remove_win(1),
    "certificates": lambda person: person.certificates(),
    "add_certificate": lambda person: person.add_certificate("gcp-pmle", date(2026, 11, 1)),
    "remove_certificate": lambda person: person.remove_certificate(1),
}
JUNK = {
    "a word": b"profile",
    "text": b"This is not a database. " * 500,
    "zeros": bytes(8192),
    "a header and no more": b"SQLite format 3\0",
    "a header and zeros": b"SQLite format 3\0" + bytes(8176),
}


def refuses(person: Profile, action: str) -> ProfileError:
    """Return how an action refuses a profile, having seen that it changed no file and left none behind."""
    before = files(person)
    with pytest.raises(ProfileError) as refused:
        ACTIONS[action](person)
    assert files(person) == before
    return refused.value


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("junk", JUNK)
def test_a_file_that_is_no_database_is_refused_and_left_alone(person: Profile, junk: str, action: str):
    """Junk in the profile's place is refused with exit code 3, the path and the way out, and stays as it is."""
    person.path.parent.mkdir()
    person.path.write_bytes(JUNK[junk])
    fault = refuses(person, action)
    assert fault.exit_code == 3
    assert str(person.path) in fault.message
    assert fault.way_out


@pytest.mark.parametrize("junk", JUNK)
def test_a_file_that_is_no_database_is_a_problem(person: Profile, junk: str):
    """The check tells that such a file is no profile."""
    person.path.parent.mkdir()
    person.path.write_bytes(JUNK[junk])
    assert person.problems()


@pytest.mark.parametrize("pages", [1, 2, 4])
@pytest.mark.parametrize("action", ["record", "mark"])
def test_a_profile_cut_off_is_refused_and_left_alone(person: Profile, action: str, pages: int):
    """A profile of which the last pages are missing is refused and stays as it is, for whoever may mend it."""
    begun(person)
    person.path.write_bytes(person.path.read_bytes()[: -4096 * pages])
    refuses(person, action)


@pytest.mark.parametrize("missing", [1, 400, 5000])
def test_a_profile_cut_off_is_a_problem(person: Profile, missing: int):
    """The check tells that the end of a profile is missing, be it a single byte."""
    begun(person)
    person.path.write_bytes(person.path.read_bytes()[:-missing])
    assert person.problems()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a sound profile with a little of everything in it."""
    person = Profile(tmp_path_factory.mktemp("sound"), NOW)
    begun(person)
    return person.path.read_bytes()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_profile_error_or_none(room: Callable[[], Profile], sound: bytes, data: st.DataObject):
    """A profile with bytes changed anywhere is read or refused, with no other error, and the file stays as it is."""
    person = room()
    spots = [spot for spot, byte in enumerate(sound) if byte]
    damaged = bytearray(sound)
    for spot in data.draw(st.lists(st.sampled_from(spots), min_size=1, max_size=3)):
        damaged[spot] = data.draw(st.integers(0, 255))
    person.path.write_bytes(damaged)
    for read in (person.record, person.problems):
        with suppress(ProfileError):
            read()
        assert person.path.read_bytes() == damaged


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE answer SET value = 'x' WHERE key = 'software'",
        "UPDATE answer SET key = 'years' WHERE key = 'software'; UPDATE answer SET value = '' WHERE key = 'years'",
        "UPDATE assessment SET finished = started, level = 'mie', probability = 0.5",
        "UPDATE assessment SET finished = 'yesterday', level = 'mid', probability = 0.5",
    ],
)
def test_a_value_that_no_quiz_saves_is_refused(person: Profile, damage: str):
    """A rating that is no number, an unknown level or a day that is none is told as damage of the profile."""
    begun(person)
    with closing(sqlite3.connect(person.path)) as connection:
        connection.executescript(damage)
    refuses(person, "record")


def stranger(person: Profile, version: int) -> None:
    """Put some other program's database in the profile's place."""
    person.path.parent.mkdir()
    with closing(sqlite3.connect(person.path)) as connection:
        connection.executescript("CREATE TABLE photo (id); INSERT INTO photo VALUES (1)")
        connection.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("version", [0, 1, 2, 7])
def test_another_program_s_database_is_refused_and_left_alone(person: Profile, action: str, version: int):
    """A database that is no profile, whatever version it says it has, is refused and stays as it is."""
    stranger(person, version)
    refuses(person, action)


@pytest.mark.parametrize("version", [0, 1, 2, 7])
def test_another_program_s_database_is_a_problem(person: Profile, version: int):
    """The check tells that such a database is no profile."""
    stranger(person, version)
    assert person.problems()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_newer_profile_is_refused_and_left_alone(person: Profile, action: str):
    """A profile that a newer program wrote is refused, with the two versions and what to do, and stays as it is."""
    begun(person)
    with closing(sqlite3.connect(person.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    fault = refuses(person, action)
    assert "99" in fault.message
    assert "upgrade" in fault.way_out


@pytest.mark.parametrize("action", ACTIONS)
def test_a_folder_in_the_file_s_place_is_refused(person: Profile, action: str):
    """Where a folder has the profile's name, every action refuses."""
    (person.path / "inside").mkdir(parents=True)
    with pytest.raises(ProfileError):
        ACTIONS[action](person)


@pytest.mark.parametrize("action", ["begin", "save_answer", "mark", "add_evidence"])
def test_a_home_that_cannot_be_is_refused(tmp_path: Path, action: str):
    """Where a file stands in the home's place, writing refuses with the way out, and the file stays as it is."""
    (tmp_path / "home").write_text("in the way", "utf-8")
    with pytest.raises(ProfileError) as refused:
        ACTIONS[action](Profile(tmp_path / "home", NOW))
    assert "MLCAREER_HOME" in refused.value.way_out
    assert (tmp_path / "home").read_text("utf-8") == "in the way"


def test_an_empty_file_is_no_profile_yet(person: Profile):
    """A file of no bytes, such as a first write that never came through, is read as nothing and written to."""
    person.path.parent.mkdir()
    person.path.touch()
    assert (person.record(), person.problems()) == (Record(), ())
    assert person.mark("learn_apis", Mark.DONE)
    assert person.record().done_ids == ("learn_apis",)


# Private.


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Create files as a person would whose system hides nothing by default."""
    before = os.umask(0)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("open_umask")
def test_the_profile_is_its_owner_s_alone(person: Profile):
    """Folder and files may be entered and read by their owner only, whatever the umask."""
    begun(person)
    person.set_aside()
    begun(person)
    everything = [person.path.parent, *person.path.parent.rglob("*")]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in everything if path.is_file()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in everything if path.is_dir()] == [0o700, 0o700]
    assert modes == [0o600] * 3


@posix
@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize("first", ["quiz", "salary", "check"])
def test_a_home_is_its_owner_s_alone_whichever_command_comes_first(run: Run, me: Path, first: str):
    """Whatever a person begins with, once the profile is there nobody else may look into its folder."""
    run(first, *(["--answers", str(me)] if first == "quiz" else []))
    run("quiz", "--answers", str(me))
    assert stat.S_IMODE((run.home / "profile.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(run.home.stat().st_mode) == 0o700


# Reading leaves no trace.


def test_reading_writes_nothing(person: Profile):
    """Reading record and soundness changes no file and leaves none behind."""
    begun(person)
    before = files(person), person.path.stat().st_mtime_ns
    person.record()
    person.problems()
    assert (files(person), person.path.stat().st_mtime_ns) == before


READ = """
import json, sys
from pathlib import Path
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.profile.store import Profile
folder = Path(sys.argv[1])
try:
    (folder / "probe").touch()
except OSError:
    person = Profile(folder, "2026-11-22T12:00:00+00:00")
    print(json.dumps([list(person.record().done_ids), list(person.problems())]))
else:
    print("the folder could be written to")
"""
BOUND = """
import ctypes, os, sys
CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
if os.geteuid() == 0:
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
"""Gives up the superuser's right to write where modes forbid it, then becomes the process that is given."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the superuser can be bound by modes on Linux only")
def test_a_profile_in_a_read_only_folder_can_be_read(person: Profile):
    """Where nothing can be written, neither file nor folder, the profile is still read and checked."""
    begun(person)
    person.path.chmod(0o400)
    person.path.parent.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-c", BOUND, READ, str(person.path.parent)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        person.path.parent.chmod(0o700)
    assert json.loads(done.stdout) == [STEPS, []]


# Two at once.

WRITE = """
import sys
from pathlib import Path
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.profile.store import Profile
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    person = Profile(folder, "2026-11-22T12:00:00+00:00")
    person.mark(f"{name}{number}", Mark.DONE)
    print(f"{name}{number}", flush=True)
"""


def started(person: Profile, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that will mark so many steps, one by one, when told to, and says each as soon as it is saved."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(person.path.parent), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_write_at_once_lose_nothing(person: Profile):
    """Three processes that begin one profile together and write all the time lose nothing, and none is turned away."""
    writers = [started(person, name, 15) for name in "abc"]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    ends = [(*writer.communicate(timeout=60), writer.returncode) for writer in writers]
    assert [(errors, code) for _, errors, code in ends] == [("", 0)] * 3
    assert sorted(person.record().done_ids) == sorted(f"{name}{number}" for name in "abc" for number in range(15))
    assert person.problems() == ()


def test_a_quiz_that_ended_elsewhere_is_no_damage(person: Profile, result: Placement):
    """Where another terminal ended the quiz under way, saving the next answer does not call the profile damaged."""
    person.begin("quick", anew=False)
    person.save_answer("software", "3")
    again(person).save_assessment(Answers(ratings={"software": 4}), result)
    said = ""
    try:
        person.save_answer("maths", "2")
    except ProfileError as fault:
        said = f"{fault.message} {fault.way_out}"
    assert not {"damaged", "reset"} & set(re.findall(r"\w+", said))


# Killed.


@posix
@pytest.mark.parametrize("confirmed", [1, 2, 3, 5, 8, 13])
def test_a_killed_process_loses_nothing_confirmed(person: Profile, confirmed: int):
    """Whatever was confirmed before kill -9 is read after it, and at most one thing more; the file is sound."""
    begun(person)
    with started(person, "s", 100_000) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
        for _ in range(confirmed):
            writer.stdout.readline()
        writer.kill()
        said = confirmed + len(writer.stdout.read().split("\n")) - 1
    after = [step for step in again(person).record().done_ids if step not in STEPS]
    assert after in ([f"s{number}" for number in range(said)], [f"s{number}" for number in range(said + 1)])
    assert said >= confirmed
    assert person.problems() == ()


HALF = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
for number in range(500):
    connection.execute("INSERT INTO step_event (step, what, at) VALUES (?, 'done', '')", (f"half{number}" * 50,))
    connection.execute("UPDATE assessment SET mode = ?", ("m" * number,))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A small cache makes SQLite write pages before the commit, so that the process dies with the file half changed."""


@pytest.fixture
def half_written(person: Profile) -> Profile:
    """Return a profile whose last writer was killed between the first changed page and the commit."""
    begun(person)
    done = subprocess.run([sys.executable, "-c", HALF, str(person.path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert person.path.with_name("profile.db-journal").stat().st_size > 0
    return again(person)


@posix
def test_a_half_written_profile_is_read_as_it_was_confirmed(half_written: Profile):
    """After a writer was killed in the middle of a write, the next command reads what was confirmed, and no more."""
    assert half_written.record().done_ids == tuple(STEPS)


@posix
def test_a_half_written_profile_is_sound(half_written: Profile):
    """After a writer was killed in the middle of a write, the check finds nothing wrong."""
    assert half_written.problems() == ()


@posix
def test_a_half_written_profile_is_written_on(half_written: Profile):
    """After a writer was killed in the middle of a write, the next write stands beside what was confirmed."""
    assert half_written.mark("one_more", Mark.DONE)
    assert half_written.record().done_ids == (*STEPS, "one_more")


@posix
def test_a_half_written_profile_set_aside_can_still_be_mended(half_written: Profile):
    """A half-written profile takes what mends it along when it is set aside."""
    aside = half_written.set_aside()
    assert aside is not None
    assert [row[1] for row in rows(aside, "step_event")] == STEPS


FULL = """
import resource, signal, sys
from pathlib import Path
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.errors import ProfileError
from mlcareer.profile.store import Profile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
person = Profile(Path(sys.argv[1]), "2026-11-22T12:00:00+00:00")
limit = person.path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    for number in range(100_000):
        person.mark(f"s{number}" * 20, Mark.DONE)
        print(number, flush=True)
except ProfileError as fault:
    print(fault.exit_code)
"""


@posix
def test_a_full_disk_loses_nothing_confirmed(person: Profile):
    """Where a file can grow no further, saving refuses clearly, and everything confirmed before is read."""
    begun(person)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(person.path.parent)], capture_output=True, text=True, timeout=60, check=True
    )
    *confirmed, code = done.stdout.split()
    assert code == "3"
    assert confirmed
    assert len(person.record().done_ids) == len(STEPS) + len(confirmed)
    assert person.problems() == ()


def test_a_copy_of_the_folder_is_the_profile(person: Profile, tmp_path: Path):
    """The profile is its folder: copied elsewhere, it is the same record."""
    begun(person)
    shutil.copytree(person.path.parent, tmp_path / "copy")
    assert Profile(tmp_path / "copy", LATER).record() == person.record()
