"""Looking back: the sums and samples the file makes are those that reading every line would make."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.history import LATEST_WINS, Estimate, History, monday
from mlcareer.core.ladder import Roadmap
from mlcareer.core.mark import Mark, StepState, renamed, states
from mlcareer.core.placing import place
from mlcareer.core.record import Record
from mlcareer.core.skill import SkillMap
from mlcareer.errors import ProfileError
from mlcareer.profile.migrate import FIRST, SECOND
from mlcareer.profile.store import Profile

TODAY = date(2026, 11, 22)
SINCE = date(2025, 12, 1)
NOW = "2026-11-22T12:00:00+00:00"
STEPS = ["learn_apis", "learn_testing", "build_a_model"]
WORD = st.tuples(
    st.sampled_from(STEPS),
    st.sampled_from(list(Mark)),
    st.integers(0, 500).map(lambda back: TODAY - timedelta(days=back)),
    st.none() | st.integers(0, 200).map(lambda tenths: tenths / 10),
    st.booleans(),
)
some = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Profile]:
    """Return a way to begin a new profile, as often as a law has examples."""
    return lambda: Profile(tmp_path_factory.mktemp("home"), NOW)


def say(person: Profile, words: list[tuple[str, Mark, date, float | None, bool]]) -> None:
    """Say something of steps, each on its day; some of it is taken back at once."""
    for step, what, day, hours, back in words:
        speaker = Profile(person.path.parent, f"{day}T09:00:00+00:00")
        if speaker.mark(step, what, hours=hours, note="a line") and back:
            speaker.take_back(step)


@some
@given(st.lists(WORD, max_size=25))
def test_weeks_are_those_of_every_line(room: Callable[[], Profile], words: list):
    """Hours by week, in all and since when are what adding up line by line gives; none at all are not hours said."""
    person = room()
    say(person, words)
    told = [(date.fromisoformat(one.at[:10]), one.hours) for one in person.record().events if one.hours]
    weeks: dict[date, float] = {}
    for day, hours in told:
        if day >= SINCE:
            weeks[monday(day)] = weeks.get(monday(day), 0.0) + hours
    found = person.history(SINCE)
    assert found.weeks == pytest.approx(weeks)
    assert found.hours == pytest.approx(sum(hours for _, hours in told))
    assert found.hours_since == min((day for day, _ in told), default=None)


@some
@given(st.lists(WORD, max_size=25), st.booleans())
def test_in_short_makes_the_same_of_each_step(room: Callable[[], Profile], words: list, merged: bool):
    """The record in short makes of each step what the whole one does, also where two ids have become one."""
    person = room()
    say(person, words)
    ids = {STEPS[0]: STEPS[1]} if merged else {}
    whole, short = person.record(), person.record(in_short=True)
    assert rounded(states(renamed(short.events, ids))) == rounded(states(renamed(whole.events, ids)))
    assert short.done == whole.done
    assert {one.id: one.note for one in short.events}.items() <= {one.id: one.note for one in whole.events}.items()
    assert short._replace(events=()) == whole._replace(events=())
    assert len(short.events) <= 2 * len(STEPS)


def rounded(found: dict[str, StepState]) -> dict[str, StepState]:
    """Return states with hours that do not depend on the order of adding."""
    return {
        step: state if state.hours is None else state._replace(hours=round(state.hours, 6))
        for step, state in found.items()
    }


def test_in_short_reads_any_number_of_steps(room: Callable[[], Profile]):
    """Two thousand steps are no more than a statement can name."""
    person = room()
    with person.writing() as connection:
        connection.executemany(
            "INSERT INTO step_event (step, what, at) VALUES (?, 'done', ?)", [(f"step_{n}", NOW) for n in range(2000)]
        )
    assert person.record(in_short=True) == person.record()


@some
@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=8))
def test_latest_wins(room: Callable[[], Profile], wins: list[tuple[int, bool]]):
    """The wins are counted, and the latest are those of the last days, without those taken back."""
    person = room()
    for back, removed in wins:
        win = person.add_win("shipped", TODAY - timedelta(days=back), ("serving", "maths"))
        if removed:
            person.remove_win(win.id)
    found = person.history(SINCE)
    assert found.wins == len(person.wins())
    assert found.latest_wins == person.wins()[: -LATEST_WINS - 1 : -1]


def test_quizzes_and_areas(room: Callable[[], Profile], assessment: Assessment, roadmap: Roadmap, skills: SkillMap):
    """Every finished quiz is told as it ended; areas are those of the first and the last."""
    person = room()
    results = []
    for rating, day in enumerate(("2026-01-10", "2026-05-01", "2026-09-30")):
        answers = Answers(ratings={area.id: rating + 1 for area in skills.areas})
        results.append(place(answers, assessment, roadmap, skills.areas))
        Profile(person.path.parent, f"{day}T09:00:00+00:00").save_assessment(answers, results[-1])
    person.begin("standard", anew=True)  # one under way is no quiz yet
    found = person.history(SINCE)
    assert [quiz.day.isoformat() for quiz in found.quizzes] == ["2026-01-10", "2026-05-01", "2026-09-30"]
    assert [(quiz.level, quiz.probability) for quiz in found.quizzes] == [
        (result.level, result.probability) for result in results
    ]
    assert found.first
    assert found.last
    for kept, result in ((found.first, results[0]), (found.last, results[-1])):
        assert kept.areas == {area.area: Estimate(area.estimate, area.low, area.high) for area in result.areas}
    assert (found.first.day, found.last.day) == (found.quizzes[0].day, found.quizzes[-1].day)


def test_nothing_yet(tmp_path: Path):
    """Before the first write the past is empty, and looking makes no file."""
    person = Profile(tmp_path / "home", NOW)
    assert person.history(SINCE) == History()
    assert person.record(in_short=True) == Record()
    assert not person.path.parent.exists()


def test_a_profile_of_before(tmp_path: Path):
    """A profile of an earlier version is read as it is: quizzes without areas, steps done without hours."""
    person = Profile(tmp_path, NOW)
    with closing(sqlite3.connect(person.path)) as connection:
        connection.executescript(FIRST + SECOND)
        connection.execute(f"INSERT INTO assessment VALUES (1, 'quick', '{NOW}', '{NOW}', 'mid', 0.5)")  # noqa: S608
        connection.execute(f"INSERT INTO step_done (step, at) VALUES ('learn_apis', '{NOW}')")  # noqa: S608
        connection.execute("PRAGMA user_version = 2")
        connection.commit()
    before = person.path.read_bytes()
    found = person.history(SINCE)
    assert [quiz.level.value for quiz in found.quizzes] == ["mid"]
    assert (found.first, found.last, found.weeks, found.hours_since) == (None, None, {}, None)
    assert person.record(in_short=True).done_ids == ("learn_apis",)
    assert person.path.read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE assessment SET finished = 'long ago'",
        "UPDATE assessment SET level = 'master'",
        "UPDATE step_event SET at = 'soon'",
    ],
)
def test_damage_is_refused(damage: str, tmp_path: Path, assessment: Assessment, roadmap: Roadmap, skills: SkillMap):
    """What no command of ours saves is told as damage, not shown."""
    person = Profile(tmp_path, NOW)
    answers = Answers(ratings={area.id: 2 for area in skills.areas})
    person.save_assessment(answers, place(answers, assessment, roadmap, skills.areas))
    person.mark("learn_apis", Mark.DONE, hours=3)
    with person.writing() as connection:
        connection.execute(damage)
    with pytest.raises(ProfileError, match="damaged"):
        person.history(SINCE)
