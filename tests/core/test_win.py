"""Wins: none lost, none told twice, each where the rung that is aimed at asks for it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.skill import SkillMap
from mlcareer.core.win import Stood, Wanted, Win, WinLine, Wins, arrange, numbered, past_day, rung_on
from mlcareer.errors import NotFoundError, WrongUsageError

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
AT = "2026-11-22T12:00:00+00:00"
FIRST = date(2026, 1, 1)
AREAS = ("software", "serving", "mlops", "leadership", "an_area_of_old")
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days))
WINS = st.lists(st.tuples(DAYS, st.lists(st.sampled_from(AREAS), unique=True, max_size=3)), max_size=12).map(
    lambda pairs: tuple(Win(number, "shipped it", on, tuple(areas), AT) for number, (on, areas) in enumerate(pairs, 1))
)
STANDINGS = st.lists(st.tuples(DAYS, st.sampled_from(RUNGS)), max_size=4).map(
    lambda pairs: tuple(Stood(on, level) for on, level in sorted(pairs, key=lambda pair: pair[0]))
)
LEVELS = st.none() | st.sampled_from(RUNGS)
WANTED = st.builds(Wanted, since=st.none() | DAYS, area=st.none() | st.sampled_from(AREAS[:-1]), level=LEVELS)


def won(number: int, day: int, *areas: str) -> Win:
    """Return a win of a day of January 2026."""
    return Win(number, f"win {number}", date(2026, 1, day), areas, AT)


def told(view: Wins) -> list[WinLine]:
    """Return every win that is told, in the order of telling."""
    of_aim = [line for area in view.aim.areas for line in area.wins] if view.aim else []
    return [*of_aim, *view.others, *(line for group in view.earlier for line in group.wins)]


def ids(lines: Sequence[WinLine]) -> list[int]:
    """Return the numbers of wins."""
    return [line.id for line in lines]


@LAWS
@given(wins=WINS, standings=STANDINGS, wanted=WANTED)
def test_no_win_is_lost_and_none_told_twice(
    roadmap: Roadmap, skills: SkillMap, wins: tuple[Win, ...], standings: tuple[Stood, ...], wanted: Wanted
):
    """Exactly the wins asked for are told, each once, word for word: from the day on, of the area, whatever the aim."""
    view = arrange(wins, standings, roadmap, skills, wanted)
    expected = {
        win.id: win
        for win in wins
        if (wanted.since is None or win.on >= wanted.since) and (wanted.area is None or wanted.area in win.areas)
    }
    lines = told(view)
    assert sorted(ids(lines)) == sorted(expected)
    assert all(
        Win(line.id, line.text, line.on, tuple(area.area for area in line.areas), line.at) == expected[line.id]
        for line in lines
    )
    days = [line.on for line in lines]
    assert (view.first_day, view.last_day) == ((min(days), max(days)) if days else (None, None))


@LAWS
@given(wins=WINS, standings=STANDINGS, wanted=WANTED)
def test_a_win_is_under_its_areas(
    roadmap: Roadmap, skills: SkillMap, wins: tuple[Win, ...], standings: tuple[Stood, ...], wanted: Wanted
):
    """A win is told under the first of its areas that the aim asks, numbered under the rest of them, newest first."""
    view = arrange(wins, standings, roadmap, skills, wanted)
    areas = view.aim.areas if view.aim else ()
    asked = [area.area for area in areas]
    left = {line.id for group in view.earlier for line in group.wins}
    for area in areas:
        assert all(next(named.area for named in line.areas if named.area in asked) == area.area for line in area.wins)
        here = {win.id for win in wins if wanted.has(win) and area.area in win.areas} - left
        assert {*ids(area.wins), *area.also} == here
        assert [line.on for line in area.wins] == sorted((line.on for line in area.wins), reverse=True)
    assert not [line for line in view.others if any(named.area in asked for named in line.areas)]


@LAWS
@given(wins=WINS, standings=STANDINGS, wanted=WANTED)
def test_lower_rungs_come_apart(
    roadmap: Roadmap, skills: SkillMap, wins: tuple[Win, ...], standings: tuple[Stood, ...], wanted: Wanted
):
    """Wins of rungs below the one compared with stand apart, each with the rung of its day, the highest rung first."""
    view = arrange(wins, standings, roadmap, skills, wanted)
    beyond = view.aim.beyond if view.aim else None
    apart = [(group.stood, line) for group in view.earlier for line in group.wins]
    rungs = [group.stood.rung for group in view.earlier]
    now = told(view)[: len(told(view)) - len(apart)]
    assert all(line.stood is rung_on(line.on, standings) for line in told(view))
    assert all(stood is line.stood and beyond is not None and stood.rung < beyond.rung for stood, line in apart)
    assert all(line.stood is None or beyond is None or line.stood.rung >= beyond.rung for line in now)
    assert rungs == sorted(set(rungs), reverse=True)


@LAWS
@given(standings=STANDINGS, level=LEVELS)
def test_the_aim_is_the_next_rung_or_the_one_named(
    roadmap: Roadmap, skills: SkillMap, standings: tuple[Stood, ...], level: Level | None
):
    """The aim is the rung named, else the next, at the top the top, compared with a lower one if there is one."""
    aim = arrange((), standings, roadmap, skills, Wanted(level=level)).aim
    here = standings[-1].level if standings else None
    if level is None and here is None:
        assert aim is None
        return
    assert aim is not None
    assert aim.level is (level or (here and (here.next or here)))
    if aim.beyond is None:
        assert aim.level is Level.ENTRY
    else:
        assert aim.beyond is (here if here and here.rung < aim.level.rung else RUNGS[aim.level.rung - 2])


@pytest.mark.parametrize("here", RUNGS[:-1])
def test_what_is_asked_is_what_rises_and_the_gates(here: Level, roadmap: Roadmap, skills: SkillMap):
    """The areas asked are those whose target rises on the next rung and its gates, with both levels and the gate."""
    aim = arrange((), [Stood(FIRST, here)], roadmap, skills, Wanted()).aim
    assert aim is not None
    rung = roadmap.rung(aim.level)
    gates = {gate.area: gate for gate in rung.gates}
    assert (aim.scope, aim.autonomy, aim.influence) == (rung.scope, rung.autonomy, rung.influence)
    assert [area.area for area in aim.areas] == [
        area.id for area in skills.areas if area.targets[aim.level] > area.targets[here] or area.id in gates
    ]
    assert {area.area: area.gate for area in aim.areas if area.gate} == gates
    for area in aim.areas:
        targets = skills.area(area.area).targets
        assert (area.before, area.target) == (targets[here], targets[aim.level])


def test_before_any_quiz_by_date(roadmap: Roadmap, skills: SkillMap):
    """Before any quiz all wins are listed by date, newest first, those of areas the pack has no longer at the end."""
    wins = [won(1, 5, "serving"), won(2, 9, "an_area_of_old"), won(3, 7), won(4, 6, "an_area_of_old", "maths")]
    view = arrange(wins, (), roadmap, skills, Wanted())
    assert (view.aim, view.earlier) == (None, ())
    assert ids(view.others) == [3, 4, 1, 2]
    assert view.others[-1].areas == (("an_area_of_old", "an_area_of_old"),)


def test_a_win_of_several_areas_is_told_once(roadmap: Roadmap, skills: SkillMap):
    """A win of two areas is told under the one named first, and numbered under the other."""
    aim = arrange([won(1, 5, "mlops", "software")], [Stood(FIRST, Level.MID)], roadmap, skills, Wanted()).aim
    assert aim is not None
    areas = {area.area: area for area in aim.areas}
    assert (ids(areas["mlops"].wins), areas["mlops"].also) == ([1], ())
    assert (areas["software"].wins, areas["software"].also) == ((), (1,))
    assert [area.area for area in aim.areas if not area.is_bare] == ["software", "mlops"]


def test_the_rung_of_a_day(roadmap: Roadmap, skills: SkillMap):
    """A win belongs to the rung of the last quiz up to its day, before all quizzes to that of the first."""
    standings = [Stood(date(2026, 1, 10), Level.JUNIOR), Stood(date(2026, 1, 20), Level.MID)]
    wins = [won(1, 5), won(2, 10), won(3, 19), won(4, 20), won(5, 31)]
    view = arrange(wins, standings, roadmap, skills, Wanted())
    (group,) = view.earlier
    assert (group.stood, group.toward, ids(group.wins)) == (Level.JUNIOR, Level.MID, [3, 2, 1])
    assert ids(view.others) == [5, 4]
    lower = arrange(wins, standings, roadmap, skills, Wanted(level=Level.MID))
    assert (lower.earlier, ids(lower.others)) == ((), [5, 4, 3, 2, 1])


def test_two_quizzes_of_one_day(roadmap: Roadmap, skills: SkillMap):
    """Of two quizzes on one day the later counts."""
    standings = [Stood(FIRST, Level.MID), Stood(FIRST, Level.JUNIOR)]
    aim = arrange((), standings, roadmap, skills, Wanted()).aim
    assert rung_on(FIRST, standings) is Level.JUNIOR
    assert aim is not None
    assert aim.level is Level.MID


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 21), date(1990, 1, 1)])
def test_a_win_is_of_today_or_before(day: date):
    """A win's day is any day up to today."""
    assert past_day("--on", day, date(2026, 11, 22)) is day


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2030, 1, 1)])
def test_no_day_to_come(day: date):
    """A day to come is refused with the option that named it."""
    with pytest.raises(WrongUsageError, match=f"--on {day} is still to come"):
        past_day("--on", day, date(2026, 11, 22))


def test_a_number_names_its_win():
    """A win is found by its number; one that is not there is refused with where the numbers are listed."""
    wins = [won(1, 5), won(7, 9)]
    assert numbered(wins, 7) is wins[1]
    with pytest.raises(NotFoundError) as refusal:
        numbered(wins, 2)
    assert "mlcareer wins" in refusal.value.way_out
