"""The ladder: the levels' names, one rung in depth, the difference between two."""

from itertools import combinations, pairwise

import pytest

from mlcareer.core.ladder import Roadmap, Years
from mlcareer.core.level import RUNGS, TITLES, Level, level_named
from mlcareer.core.record import Here
from mlcareer.core.roadmap import difference, one_rung
from mlcareer.core.skill import SkillMap, hours_band
from mlcareer.errors import WrongUsageError

PAIRS = list(combinations(RUNGS, 2))
HERE = Here(Level.MID, 0.6, "2026-11-22")


# Levels


def test_rungs_are_five_in_order():
    """The ladder has five rungs whose ids stay for ever."""
    assert [level.value for level in RUNGS] == ["entry", "junior", "mid", "senior", "lead"]
    assert [level.rung for level in RUNGS] == [1, 2, 3, 4, 5]


def test_next_climbs_to_the_top_and_stops():
    """Each rung's next is the one above; the top has none."""
    assert all(below.next is above for below, above in pairwise(RUNGS))
    assert Level.LEAD.next is None


@pytest.mark.parametrize("level", list(RUNGS))
def test_level_is_found_by_id_title_and_case(level: Level):
    """A level is found by its id and its title, in any case, with spaces around it."""
    for name in (level.value, TITLES[level], TITLES[level].upper(), f"  {level.value} "):
        assert level_named(name) is level


@pytest.mark.parametrize(
    ("alias", "level"),
    [
        ("Mid Level", Level.MID),
        ("middle", Level.MID),
        ("intermediate", Level.MID),
        ("entry_level", Level.ENTRY),
        ("Principal", Level.LEAD),
        ("staff", Level.LEAD),
    ],
)
def test_level_is_found_by_common_alias(alias: str, level: Level):
    """The usual other names lead to the level, with dashes, underscores or spaces."""
    assert level_named(alias) is level


@pytest.mark.parametrize(
    ("typed", "nearest"), [("snr", "senior"), ("senor", "senior"), ("juniour", "junior"), ("LEED", "lead")]
)
def test_unknown_level_is_met_with_the_nearest(typed: str, nearest: str):
    """A misspelt level is wrong usage, answered with the nearest name."""
    with pytest.raises(WrongUsageError, match=f"unknown level '{typed}': did you mean '{nearest}'"):
        level_named(typed)


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "5"])
def test_level_like_nothing_is_met_with_all_five(typed: str):
    """A name like no level is answered with all of them."""
    with pytest.raises(WrongUsageError, match="expected one of entry, junior, mid, senior, lead"):
        level_named(typed)


# The shipped ladder


def test_rung_is_found_by_its_level(roadmap: Roadmap):
    """Asked for a level, the ladder gives that rung."""
    assert [roadmap.rung(level).level for level in RUNGS] == list(RUNGS)


def test_years_join_without_a_hole(roadmap: Roadmap):
    """Each rung's years begin where the ones below end; only the top is open."""
    assert roadmap.rungs[0].years.low == 0
    assert [below.years.high for below in roadmap.rungs[:-1]] == [above.years.low for above in roadmap.rungs[1:]]
    assert roadmap.rungs[-1].years.high is None


def test_gates_never_soften_on_the_way_up(roadmap: Roadmap):
    """No gate of an area asks less than a gate of the same area further down."""
    asked: dict[str, int] = {}
    for gate in (gate for rung in roadmap.rungs for gate in rung.gates):
        assert gate.minimum >= asked.get(gate.area, 0)
        asked[gate.area] = gate.minimum


def test_rungs_out_of_order_are_a_fault(roadmap: Roadmap):
    """A rung missing, repeated or out of order is a fault."""
    assert list(roadmap.faults()) == []
    for rungs in (roadmap.rungs[:-1], roadmap.rungs[::-1], (*roadmap.rungs, roadmap.rungs[0])):
        assert [field for field, _ in roadmap._replace(rungs=rungs).faults()] == ["rungs"]


def test_gate_off_the_scale_or_on_the_lowest_rung_is_a_fault(roadmap: Roadmap):
    """A gate asks a level from 1 to 5, and none stands on the lowest rung, below which there is nothing."""
    gate = roadmap.rungs[1].gates[0]
    assert list(gate.faults()) == []
    for minimum in (0, 6):
        assert [field for field, _ in gate._replace(minimum=minimum).faults()] == ["minimum"]
    assert [list(rung.faults()) for rung in roadmap.rungs] == [[]] * 5
    assert [field for field, _ in roadmap.rungs[0]._replace(gates=(gate,)).faults()] == ["gates"]


@pytest.mark.parametrize("high", [3, 4])
def test_years_that_end_before_they_begin_are_a_fault(high: int):
    """A band of years ends after it begins."""
    assert [field for field, _ in Years(4, high, "test", "2026").faults()] == ["high"]
    assert list(Years(4, None, "test", "2026").faults()) == []


# One rung in depth


@pytest.mark.parametrize("level", list(RUNGS))
def test_one_rung_says_what_each_area_asks(roadmap: Roadmap, skills: SkillMap, level: Level):
    """A rung in depth names every area with its target here and on the rung below (0 below the first)."""
    view = one_rung(roadmap, skills, level, HERE)
    below = RUNGS[level.rung - 2] if level.rung > 1 else None
    assert view.rung is roadmap.rung(level)
    assert (view.title, view.you) == (level.title, HERE)
    assert [(line.area, line.before, line.target) for line in view.areas] == [
        (area.id, area.targets[below] if below else 0, area.targets[level]) for area in skills.areas
    ]


def test_rungs_share_out_the_skills(roadmap: Roadmap, skills: SkillMap):
    """From rung to rung each skill, specialisations left out, is new exactly once or asked nowhere."""
    new = [line.id for level in RUNGS for line in one_rung(roadmap, skills, level, None).skills]
    asked = [s.id for s in skills.skills if not s.optional and s.level <= skills.area(s.area).targets[Level.LEAD]]
    assert sorted(new) == sorted(asked)


# The difference between two


@pytest.mark.parametrize(("start", "target"), PAIRS)
def test_difference_adds_up_over_the_rungs_between(roadmap: Roadmap, skills: SkillMap, start: Level, target: Level):
    """Skills and duties between two rungs are those of each rung in between, and hours are the sum of the skills'."""
    view = difference(roadmap, skills, start, target, None)
    between = [one_rung(roadmap, skills, level, None) for level in RUNGS[start.rung : target.rung]]
    assert sorted(line.id for line in view.skills) == sorted(line.id for rung in between for line in rung.skills)
    assert list(view.duties) == [duty for rung in between for duty in rung.rung.duties]
    assert view.hours == hours_band(sum(skills.skill(line.id).hours for line in view.skills))


@pytest.mark.parametrize(("start", "target"), PAIRS)
def test_difference_shows_both_targets(roadmap: Roadmap, skills: SkillMap, start: Level, target: Level):
    """Every area is shown with what it asks on either rung."""
    view = difference(roadmap, skills, start, target, None)
    assert [(line.area, line.before, line.target) for line in view.areas] == [
        (area.id, area.targets[start], area.targets[target]) for area in skills.areas
    ]


@pytest.mark.parametrize("level", list(RUNGS))
def test_one_rung_names_every_gate_on_the_way(roadmap: Roadmap, skills: SkillMap, level: Level):
    """A rung in depth names the strictest gate of each area up to it, as somebody from outside meets them."""
    strictest: dict[str, int] = {}
    for rung in roadmap.rungs[: level.rung]:
        for gate in rung.gates:
            strictest[gate.area] = max(gate.minimum, strictest.get(gate.area, 0))
    assert {gate.area: gate.minimum for gate in one_rung(roadmap, skills, level, None).gates} == strictest


@pytest.mark.parametrize(("start", "target"), PAIRS)
def test_difference_names_the_strictest_gate_of_each_area(
    roadmap: Roadmap, skills: SkillMap, start: Level, target: Level
):
    """Of several gates of one area on the way only the strictest is named."""
    strictest: dict[str, int] = {}
    for rung in roadmap.rungs[start.rung : target.rung]:
        for gate in rung.gates:
            strictest[gate.area] = max(gate.minimum, strictest.get(gate.area, 0))
    assert {gate.area: gate.minimum for gate in difference(roadmap, skills, start, target, None).gates} == strictest


@pytest.mark.parametrize("level", list(RUNGS))
def test_difference_to_itself_is_wrong_usage(roadmap: Roadmap, skills: SkillMap, level: Level):
    """A rung does not differ from itself; the message asks for a higher one."""
    with pytest.raises(WrongUsageError, match="is not above") as caught:
        difference(roadmap, skills, level, level, None)
    assert caught.value.way_out == "name a higher level"


@pytest.mark.parametrize(("low", "high"), PAIRS)
def test_difference_downwards_names_the_way_round(roadmap: Roadmap, skills: SkillMap, low: Level, high: Level):
    """Asked downwards, the message gives the command that shows the difference."""
    with pytest.raises(WrongUsageError, match=f"--to {low.value} is not above {high.value}") as caught:
        difference(roadmap, skills, high, low, None)
    assert f"mlcareer roadmap {low.value} --to {high.value}" in caught.value.way_out
