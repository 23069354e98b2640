"""Areas and skills: targets between rungs, names as people type them, prerequisites, and the views of them."""

from collections.abc import Callable
from graphlib import CycleError
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.skill import Area, SkillMap, as_id, hours_band, prerequisite_order
from mlcareer.core.skill_views import SkillBook
from mlcareer.core.step import Steps
from mlcareer.errors import NotFoundError

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=100, deadline=None, database=None, phases=PHASES)
TARGETS = st.lists(st.integers(0, 5), min_size=5, max_size=5).map(sorted)


def area(targets: list[int]) -> Area:
    """Return an area with these targets."""
    return Area("made_up", "Made up", "", 1.0, dict(zip(Level, targets, strict=True)), "test", "2026")


@pytest.fixture(scope="module")
def placement(assessment: Assessment, roadmap: Roadmap, skills: SkillMap, rated: Callable[..., Answers]) -> Placement:
    """Return the placement of somebody at 3 everywhere."""
    return place(rated(3), assessment, roadmap, skills.areas)


# Hours


@LAWS
@given(st.integers(0, 5000))
def test_hours_band_holds_the_likely(likely: int):
    """The band runs from -30 % to +60 % around the likely hours, in whole hours."""
    low, middle, high = hours_band(likely)
    assert low <= middle == likely <= high
    assert abs(low - 0.7 * likely) <= 0.5 + 1e-9
    assert abs(high - 1.6 * likely) <= 0.5 + 1e-9


# Targets


@LAWS
@given(TARGETS)
def test_target_is_exact_on_each_rung(targets: list[int]):
    """On a rung the target is the one written down; at the foot of the ladder it is 0."""
    record = area(targets)
    assert [record.target_at(rung) for rung in range(6)] == [0, *targets]


@LAWS
@given(TARGETS, st.floats(0, 6), st.floats(0, 6))
def test_target_never_falls_on_the_way_up(targets: list[int], one: float, other: float):
    """No position asks less than one below it."""
    low, high = sorted((one, other))
    assert area(targets).target_at(low) <= area(targets).target_at(high) + 1e-9


@LAWS
@given(TARGETS, st.integers(0, 4), st.floats(0, 1))
def test_target_is_linear_between_rungs(targets: list[int], rung: int, share: float):
    """Between two rungs the target lies on the straight line, and above the top it goes on as before it."""
    record, heights = area(targets), [0, *targets]
    expected = heights[rung] + share * (heights[rung + 1] - heights[rung])
    assert record.target_at(rung + share) == pytest.approx(expected)
    assert record.target_at(5 + share) == pytest.approx(heights[5] + share * (heights[5] - heights[4]))


@pytest.mark.parametrize("targets", [[1, 2, 1, 3, 4], [5, 4, 4, 4, 4]])
def test_target_that_falls_is_a_fault(targets: list[int]):
    """A target below the one before is a fault."""
    assert list(area([1, 2, 2, 3, 4]).faults()) == []
    assert [field for field, _ in area(targets).faults()] == ["targets"]


def test_target_that_misses_a_rung_is_a_fault():
    """An area without a target for each rung is a fault."""
    record = area([1, 2, 3, 4, 5])._replace(targets={Level.ENTRY: 1, Level.LEAD: 4})
    assert [text for _, text in record.faults()] == ["expected a level for each of the five rungs, in order"]


# Names


@LAWS
@given(st.text(max_size=20))
def test_typed_name_settles(name: str):
    """Writing a name as an id twice changes nothing the second time."""
    assert as_id(as_id(name)) == as_id(name)


@pytest.mark.parametrize("typed", ["deep_learning", "Deep-Learning", " DEEP LEARNING ", "deep-learning"])
def test_area_is_found_as_people_type_it(skills: SkillMap, typed: str):
    """Case, dashes and spaces do not matter."""
    assert skills.area(typed).id == "deep_learning"


def test_every_area_and_skill_is_found_by_its_id(skills: SkillMap):
    """Each id of the pack leads back to its own record."""
    assert all(skills.area(record.id) is record for record in skills.areas)
    assert all(skills.skill(record.id) is record for record in skills.skills)


@pytest.mark.parametrize(
    ("typed", "nearest"), [("sofware", "software"), ("mlopps", "mlops"), ("evaluaton", "evaluation")]
)
def test_unknown_area_is_met_with_the_nearest(skills: SkillMap, typed: str, nearest: str):
    """A misspelt area is answered with the nearest one."""
    with pytest.raises(NotFoundError, match=f"unknown area '{typed}': did you mean '{nearest}'"):
        skills.area(typed)


def test_unknown_skill_is_met_with_the_nearest(skills: SkillMap):
    """A misspelt skill is answered with the nearest one."""
    with pytest.raises(NotFoundError, match="unknown skill 'python_cor': did you mean 'python_core'"):
        skills.skill("python_cor")


# The map


def test_areas_share_out_the_skills(skills: SkillMap):
    """Every skill is in exactly one area, and each area lists its own from the lowest level up."""
    listed = [skill.id for record in skills.areas for skill in skills.in_area(record.id)]
    assert sorted(listed) == sorted(skill.id for skill in skills.skills)
    for record in skills.areas:
        levels = [skill.level for skill in skills.in_area(record.id)]
        assert levels == sorted(levels)


def test_unlocking_is_needing_seen_from_below(skills: SkillMap):
    """A skill unlocks another exactly where the other needs it."""
    needed = {(prereq, skill.id) for skill in skills.skills for prereq in skill.prereqs}
    unlocked = {(skill.id, later.id) for skill in skills.skills for later in skills.unlocked_by(skill.id)}
    assert unlocked == needed


def test_prerequisite_order_of_the_pack(skills: SkillMap):
    """The whole map has an order in which each skill stands after all it needs."""
    order = prerequisite_order({skill.id: skill.prereqs for skill in skills.skills})
    place_of = {name: number for number, name in enumerate(order)}
    assert len(order) == len(skills.skills)
    assert all(place_of[prereq] < place_of[skill.id] for skill in skills.skills for prereq in skill.prereqs)


@LAWS
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_prerequisite_order_holds_or_names_a_circle(edges: list[tuple[int, int]]):
    """An order respects every edge; where there is none, the error names a true circle."""
    needs: dict[str, list[str]] = {str(node): [] for node in range(10)}
    for later, before in edges:
        needs[str(later)].append(str(before))
    try:
        order = prerequisite_order(needs)
    except CycleError as fault:
        circle = fault.args[1]
        assert circle[0] == circle[-1]
        assert all(before in needs[later] for before, later in pairwise(circle))
    else:
        assert all(order.index(b) < order.index(later) for later, before in needs.items() for b in before)


# What is wrong with a map


def broken(skills: SkillMap, number: int, **fields: object) -> SkillMap:
    """Return the map with one skill changed."""
    changed = skills.skills[number]._replace(**fields)
    return skills._replace(skills=(*skills.skills[:number], changed, *skills.skills[number + 1 :]))


def test_shipped_map_is_sound(skills: SkillMap):
    """Nothing is wrong with the map as it ships, nor with any area or skill of it."""
    assert list(skills.faults()) == []
    assert [fault for record in (*skills.areas, *skills.skills) for fault in record.faults()] == []


def test_repeated_ids_are_a_fault(skills: SkillMap):
    """Two areas or two skills of one id are faults, which name the id."""
    twice = skills._replace(areas=(*skills.areas, skills.areas[0]._replace(weight=0.0)))
    assert list(twice.faults()) == [("areas", "expected each id once, found twice: software")]
    twice = skills._replace(skills=(*skills.skills, skills.skills[0]))
    assert list(twice.faults()) == [("skills", "expected each id once, found twice: python_core")]


def test_weights_that_miss_one_are_a_fault(skills: SkillMap):
    """The areas' weights sum to 1."""
    heavier = skills._replace(areas=(skills.areas[0]._replace(weight=0.2), *skills.areas[1:]))
    assert list(heavier.faults()) == [("areas", "expected weights that sum to 1, found 1.100")]


def test_skill_in_no_area_is_a_fault(skills: SkillMap):
    """A skill's area exists; the fault stands at that skill and names the nearest."""
    [(path, problem)] = broken(skills, 5, area="sofware").faults()
    assert path == ("skills", 5, "area")
    assert "did you mean 'software'" in problem


def test_dangling_prerequisite_is_a_fault(skills: SkillMap):
    """A prerequisite exists; the fault stands at that very entry."""
    [(path, problem)] = broken(skills, 5, prereqs=("python_core", "python_cor")).faults()
    assert path == ("skills", 5, "prereqs", 1)
    assert "did you mean 'python_core'" in problem


def test_circle_of_prerequisites_is_a_fault(skills: SkillMap):
    """Skills that need each other in a circle are a fault, which spells the circle out."""
    later = next(skill for skill in skills.skills if skill.prereqs)
    number, before = next((n, s) for n, s in enumerate(skills.skills) if s.id == later.prereqs[0])
    [(field, problem)] = broken(skills, number, prereqs=(later.id,)).faults()
    assert field == "skills"
    assert "expected no circle" in problem
    assert f"{before.id} -> {later.id}" in problem or f"{later.id} -> {before.id}" in problem


def test_skill_that_needs_itself_is_a_fault(skills: SkillMap):
    """A skill that needs itself is a circle of one."""
    first = skills.skills[0].id
    [(_, problem)] = broken(skills, 0, prereqs=(first,)).faults()
    assert f"{first} -> {first}" in problem


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"level": 0}, "level"), ({"level": 6}, "level"), ({"hours": 0}, "hours"), ({"hours": -1}, "hours")],
)
def test_skill_off_the_scale_is_a_fault(skills: SkillMap, fields: dict[str, int], field: str):
    """A skill has a level from 1 to 5 and takes some time."""
    assert [name for name, _ in skills.skills[5]._replace(**fields).faults()] == [field]


def test_target_off_the_scale_is_a_fault():
    """Targets are levels from 0 to 5."""
    assert [text for _, text in area([1, 2, 3, 4, 6]).faults()] == [
        "expected levels from 0 to 5, found [1, 2, 3, 4, 6]"
    ]


# Views


def test_book_of_nobody_claims_nothing(skills: SkillMap, steps: Steps, assessment: Assessment):
    """Without a placement nothing is said to be held or missing."""
    book = SkillBook(skills, None, ())
    assert all(line.you is None for line in book.all_areas().areas)
    view = book.one_skill(skills.skills[-1], steps)
    assert {neighbour.held for neighbour in (*view.needs, *view.opens)} <= {None}
    assert view.state.held is None
    area_view = book.one_area(skills.areas[0], assessment.questions[0])
    assert (area_view.you, area_view.level) == (None, None)


def test_closed_skill_is_held_whatever_the_rating(skills: SkillMap, placement: Placement):
    """A skill closed by a finished step is held, with a placement or without, whatever the rating says."""
    hardest = max(skills.skills, key=lambda skill: skill.level)
    assert SkillBook(skills, placement, ()).state(hardest).held is False
    assert SkillBook(skills, placement, [hardest.id]).state(hardest).held is True
    assert SkillBook(skills, None, [hardest.id]).state(hardest).held is True


def test_book_shows_the_estimate_of_each_area(skills: SkillMap, placement: Placement):
    """Each area's line carries the person's estimate, its count of skills and their hours."""
    lines = SkillBook(skills, placement, ()).all_areas().areas
    assert [line.you for line in lines] == [row.estimate for row in placement.areas]
    for line in lines:
        inside = skills.in_area(line.area.id)
        assert (line.skills, line.hours) == (len(inside), hours_band(sum(skill.hours for skill in inside)))


def test_one_skill_shows_its_surroundings(skills: SkillMap, steps: Steps, placement: Placement):
    """A skill is shown with what it needs, what it opens and every step that closes it."""
    skill = next(skill for skill in skills.skills if skill.prereqs and skills.unlocked_by(skill.id))
    view = SkillBook(skills, placement, ()).one_skill(skill, steps)
    assert [need.id for need in view.needs] == list(skill.prereqs)
    assert [later.id for later in view.opens] == [later.id for later in skills.unlocked_by(skill.id)]
    assert [line.id for line in view.steps] == [step.id for step in steps.closing(skill.id)] != []
    assert view.area_name == skills.area(skill.area).name


def test_one_area_says_what_its_levels_mean(skills: SkillMap, placement: Placement, assessment: Assessment):
    """An area is shown with its own skills, its five anchors, what could prove them, and the person's level."""
    question = assessment.question("mlops")
    view = SkillBook(skills, placement, ()).one_area(skills.area("mlops"), question)
    assert [state.skill for state in view.skills] == list(skills.in_area("mlops"))
    assert (view.level, view.you) == (placement.level, {row.area: row.estimate for row in placement.areas}["mlops"])
    assert (view.anchors, view.evidence) == (question.anchors, question.evidence)
