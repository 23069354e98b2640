"""The gap to a rung: prerequisites first, nothing twice, the densest first, the same every time."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import LAWS, Careers, GapOf, People, Place, Rated, salted

from mlcareer.core.assessment import Answers
from mlcareer.core.gap import HOLDS_BACK_VALUE, Gap, holds
from mlcareer.core.level import Level
from mlcareer.core.placement import AreaEstimate, Role
from mlcareer.core.skill import Skill, SkillMap
from mlcareer.core.step import Steps

# The order of the gap


@LAWS
@given(st.data())
def test_prerequisites_come_first(gap_of: GapOf, people: People, data: st.DataObject):
    """In the order each skill stands after everything it needs that is missing."""
    gap = gap_of(data.draw(people))
    known = set(gap.held)
    for skill in gap.order():
        assert set(gap.skills[skill].prereqs) <= known, skill
        known.add(skill)


@LAWS
@given(st.data())
def test_every_needed_skill_is_held_or_ordered_once(
    gap_of: GapOf, skills: SkillMap, steps: Steps, careers: Careers, data: st.DataObject
):
    """Each skill the target asks is held, closed by a step done, or in the order exactly once; nothing held is."""
    answers, done = data.draw(careers)
    closed = steps.closed_by(done)
    gap = gap_of(answers, done)
    order = gap.order()
    targets = {area.id: area.targets[gap.target] for area in skills.areas}
    asked = {skill.id for skill in skills.skills if not skill.optional and skill.level <= targets[skill.area]}
    assert len(order) == len(set(order))
    assert not set(order) & (gap.held | closed)
    assert asked <= gap.held | set(order)
    assert set(order) == gap.needed


def test_skill_of_a_finished_area_is_still_worth_something(placed: Place, rated: Rated, skills: SkillMap):
    """A skill that is only needed for another keeps a value, even where its own area is past the target."""
    placement = placed(rated(2))
    past = tuple(row._replace(estimate=5.0) for row in placement.areas)
    gap = Gap(placement._replace(areas=past), skills, (), Level.LEAD)
    assert gap.needed
    assert all(value > 0 for value in gap.values.values())


@LAWS
@given(st.data())
def test_values_are_positive(gap_of: GapOf, people: People, data: st.DataObject):
    """Closing any needed skill is worth something, and every needed skill has its worth."""
    gap = gap_of(data.draw(people))
    assert gap.values.keys() == gap.needed
    assert all(value > 0 for value in gap.values.values())


@LAWS
@given(st.data())
def test_nothing_needless_is_ordered(gap_of: GapOf, skills: SkillMap, people: People, data: st.DataObject):
    """A skill is in the order because the target asks it or because one that is asked needs it."""
    gap = gap_of(data.draw(people))
    order = set(gap.order())
    targets = {area.id: area.targets[gap.target] for area in skills.areas}
    for name in order:
        skill = gap.skills[name]
        asked = not skill.optional and skill.level <= targets[skill.area]
        assert asked or any(name in gap.skills[later].prereqs for later in order), name


@LAWS
@given(st.data())
def test_order_begins_with_the_densest_closure(gap_of: GapOf, people: People, data: st.DataObject):
    """The order begins with a closure that no other beats in value per hour."""
    gap = gap_of(data.draw(people))
    order = gap.order()

    def density(skills: frozenset[str]) -> float:
        return sum(gap.values[s] for s in skills) / sum(gap.skills[s].hours for s in skills)

    if order:
        closures = {gap.closure(skill) for skill in order}
        first = max(density(closure) for closure in closures if closure == set(order[: len(closure)]))
        assert first == pytest.approx(max(density(closure) for closure in closures))


@LAWS
@given(st.data(), st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_file(
    placed: Place, skills: SkillMap, people: People, data: st.DataObject, shuffler: Random
):
    """Skills written in another order in skills.yaml give the same order of work."""
    placement = placed(data.draw(people))
    target = placement.level.next or placement.level
    shuffled = skills._replace(skills=tuple(shuffler.sample(skills.skills, len(skills.skills))))
    assert Gap(placement, shuffled, (), target).order() == Gap(placement, skills, (), target).order()


def test_order_does_not_depend_on_the_process(placed: Place, skills: SkillMap):
    """The order of work is the same in every process, although sets of texts are walked differently in each.

    Two skills of one area need the same two others: their closures are worth the same per hour, as 0.1 + 0.2 + 0.3,
    whose last bit depends on the order of adding.
    """
    nobody = placed(Answers())
    targets = dict.fromkeys(Level, 1)
    weights = {"first": 0.1, "second": 0.2, "third": 0.6}
    areas = tuple(skills.areas[0]._replace(id=name, weight=weight, targets=targets) for name, weight in weights.items())
    made_up = (("a", "first", 10, ""), ("b", "second", 10, ""), ("c", "third", 1, "ab"), ("d", "third", 1, "ab"))
    orders = set()
    for salt in range(100):
        tiny = tuple(
            skills.skills[0]._replace(
                id=salted(name, salt), area=area, level=1, hours=hours, prereqs=tuple(salted(p, salt) for p in needs)
            )
            for name, area, hours, needs in made_up
        )
        orders.add("".join(Gap(nobody, SkillMap(areas, tiny), (), Level.MID).order()))
    assert len(orders) == 1


# Gates and what holds back


def test_what_holds_back_weighs_more(placed: Place, rated: Rated, skills: SkillMap):
    """Skills of an area that holds back, or lies behind a missed gate, weigh more by one factor, even where both."""
    placement = placed(rated(4, serving=0))
    assert placement.level is Level.JUNIOR
    calm = placement._replace(areas=tuple(row._replace(role=Role.NEITHER) for row in placement.areas))
    held_back = tuple(
        row._replace(role=Role.HOLDS_BACK if row.area == "serving" else Role.NEITHER) for row in placement.areas
    )
    open_ = tuple(gate._replace(blocks=False) for gate in placement.gates)
    free = Gap(calm._replace(gates=open_), skills, (), Level.MID)
    assert any(free.skills[skill].area == "serving" for skill in free.needed)
    for person in (calm, calm._replace(areas=held_back, gates=open_), calm._replace(areas=held_back)):
        gap = Gap(person, skills, (), Level.MID)
        assert gap.needed == free.needed
        for skill, value in gap.values.items():
            factor = HOLDS_BACK_VALUE if gap.skills[skill].area == "serving" else 1.0
            assert value == pytest.approx(factor * free.values[skill])
    assert HOLDS_BACK_VALUE > 1


# What is held


@pytest.fixture(scope="module")
def row(placed: Place, rated: Rated) -> AreaEstimate:
    """Return one area's estimate."""
    return placed(rated(3)).areas[0]


@pytest.fixture(scope="module")
def skill(skills: SkillMap) -> Skill:
    """Return a skill of area level 3 that is no specialisation."""
    return next(skill for skill in skills.skills if skill.level == 3 and not skill.optional)


@pytest.mark.parametrize(
    ("rating", "estimate", "held"), [(3, 2.5, True), (3, 2.4, False), (2, 3.0, False), (5, 4.6, True), (0, 0.0, False)]
)
def test_held_where_rating_and_estimate_agree(
    row: AreaEstimate, skill: Skill, rating: int, estimate: float, held: bool
):
    """A skill is held where the rating reaches its level and the estimate rounds to it; one alone is not enough."""
    row = row._replace(rating=rating, estimate=estimate)
    assert holds(skill, row) is held
    assert holds(skill._replace(optional=True), row) is False


def test_nothing_is_held_where_nothing_is_known(skill: Skill):
    """Without a rating of its area no skill is held."""
    assert holds(skill, None) is False


@pytest.mark.parametrize("level", range(6))
def test_specialisations_are_no_gap(gap_of: GapOf, rated: Rated, level: int):
    """A specialisation is only ever needed as a prerequisite of something that is asked."""
    gap = gap_of(rated(level))
    for name in gap.needed:
        if gap.skills[name].optional:
            assert any(name in gap.skills[later].prereqs for later in gap.needed)
