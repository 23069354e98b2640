"""The plan: prerequisites first, nothing twice, nothing that is done, the same every time."""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.placement import AreaEstimate, Placement, Role
from mlcareer.core.placing import place
from mlcareer.core.plan import HOLDS_BACK_VALUE, Gap, NextSteps, holds, next_steps
from mlcareer.core.skill import Skill, SkillMap, hours_band
from mlcareer.core.step import Kind, Link, Step, Steps
from mlcareer.errors import NotFoundError

Place = Callable[[Answers], Placement]
GapOf = Callable[..., Gap]
Rated = Callable[..., Answers]
People = st.SearchStrategy[Answers]
Careers = st.SearchStrategy[tuple[Answers, list[str]]]

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=25, deadline=None, database=None, phases=PHASES)


@pytest.fixture(scope="module")
def placed(assessment: Assessment, roadmap: Roadmap, skills: SkillMap) -> Place:
    """Return a way to place a person by the shipped pack."""
    return lambda answers: place(answers, assessment, roadmap, skills.areas)


@pytest.fixture(scope="module")
def gap_of(placed: Place, skills: SkillMap, steps: Steps) -> GapOf:
    """Return a way to get the gap between a person, with some steps done, and their next rung."""

    def make(answers: Answers, done: Sequence[str] = ()) -> Gap:
        placement = placed(answers)
        return Gap(placement, skills, steps.closed_by(done), placement.level.next or placement.level)

    return make


@pytest.fixture(scope="module")
def plan(placed: Place, skills: SkillMap, steps: Steps) -> Callable[..., NextSteps]:
    """Return a way to get the next steps of a person."""

    def make(answers: Answers, done: Sequence[str] = (), count: int = 3) -> NextSteps:
        return next_steps(placed(answers), skills, steps, done, count)

    return make


@pytest.fixture(scope="module")
def people(skills: SkillMap) -> People:
    """Return people near one level and spiky ones, some with areas left open."""
    ids = [area.id for area in skills.areas]
    even = st.integers(0, 5).flatmap(
        lambda base: st.fixed_dictionaries(
            dict.fromkeys(ids, st.integers(-1, 1).map(lambda off: min(max(base + off, 0), 5)))
        )
    )
    sparse = st.dictionaries(st.sampled_from(ids), st.integers(0, 5))
    years = st.none() | st.integers(0, 15).map(float)
    return st.builds(Answers, background=st.none(), years=years, ratings=even | sparse)


@pytest.fixture(scope="module")
def careers(people: People, steps: Steps) -> Careers:
    """Return people with any selection of the steps done."""
    return st.tuples(people, st.lists(st.sampled_from([step.id for step in steps.steps]), unique=True))


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


class Salted(str):
    """A text whose hash differs from salt to salt, as every text's hash does from process to process."""

    __slots__ = ()
    salt = 0

    def __hash__(self) -> int:
        """Mix the salt in."""
        # not hash(), which differs from run to run: a failure must come back
        return int.from_bytes(blake2b(f"{self.salt}{self}".encode(), digest_size=7).digest())

    def __eq__(self, other: object) -> bool:
        """Compare as any text."""
        return str(self) == other


def salted(name: str, salt: int) -> Salted:
    """Return the same text with another hash."""
    kind = type("Salted", (Salted,), {"salt": salt, "__slots__": (), "__hash__": Salted.__hash__})
    return kind(name)


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


def test_gate_comes_first(plan: Callable[..., NextSteps], rated: Rated):
    """Where a gate alone holds a person down, the first step leads through it and says so."""
    result = plan(rated(4, serving=0))
    first = result.suggestions[0]
    assert (result.level, result.target) == (Level.JUNIOR, Level.MID)
    assert "serving" in first.areas
    assert first.because == "Serving is a gate: Mid-Level asks level 2"


# The next steps


@LAWS
@given(st.data())
def test_done_steps_never_come_back(plan: Callable[..., NextSteps], careers: Careers, data: st.DataObject):
    """A step that is done is never suggested again."""
    answers, done = data.draw(careers)
    result = plan(answers, done, 20)
    assert not {suggestion.step for suggestion in result.suggestions} & set(done)
    assert result.done == len(done)


@LAWS
@given(st.data(), st.integers(1, 20))
def test_no_step_twice_and_no_more_than_asked(
    plan: Callable[..., NextSteps], careers: Careers, data: st.DataObject, count: int
):
    """No step is suggested twice, and no more are than were asked for."""
    suggested = [s.step for s in plan(*data.draw(careers), count).suggestions]
    assert len(suggested) == len(set(suggested)) <= count


@LAWS
@given(st.data())
def test_suggested_steps_can_be_begun(
    gap_of: GapOf, plan: Callable[..., NextSteps], careers: Careers, data: st.DataObject
):
    """Nothing that a suggested step still has to give needs anything that is missing."""
    answers, done = data.draw(careers)
    gap = gap_of(answers, done)
    for suggestion in plan(answers, done, 20).suggestions:
        for skill in set(suggestion.closes) - gap.held:
            assert set(gap.skills[skill].prereqs) <= gap.held, suggestion.step


@LAWS
@given(st.data())
def test_finishing_a_step_never_lengthens_the_way(
    plan: Callable[..., NextSteps], careers: Careers, steps: Steps, data: st.DataObject
):
    """One more step done never leaves more skills or more hours to go."""
    answers, done = data.draw(careers)
    before = plan(answers, done)
    after = plan(answers, [*done, data.draw(st.sampled_from(steps.steps)).id])
    assert after.skills_left <= before.skills_left
    assert after.hours_left.likely <= before.hours_left.likely


@pytest.mark.parametrize("others", [{}, {"software": 5}, {"leadership": 5}])
def test_best_step_is_the_first_of_three(plan: Callable[..., NextSteps], rated: Rated, others: dict[str, int]):
    """The one step that the start page and `next --count 1` name is the first of the three that `next` names."""
    [one] = plan(rated(4, **others), count=1).suggestions
    assert one.step == plan(rated(4, **others)).suggestions[0].step


def test_step_that_closes_two_is_suggested_once(placed: Place, skills: SkillMap, steps: Steps, rated: Rated):
    """A step that closes two skills, both of them ready, is still one step."""
    placement = placed(rated(0))
    first, second, *_ = (s for s in next_steps(placement, skills, steps, (), 20).suggestions)
    both = steps.step(first.step)._replace(closes=(*first.closes, *second.closes))
    rest = tuple(step for step in steps.steps if step.id not in {first.step, second.step})
    suggested = [s.step for s in next_steps(placement, skills, Steps((both, *rest)), (), 20).suggestions]
    assert suggested.count(both.id) == 1


@pytest.mark.parametrize("level", [0, 3])
def test_following_the_plan_reaches_the_end(plan: Callable[..., NextSteps], rated: Rated, level: int):
    """Who does what is suggested, time and again, has nothing left in the end, and did nothing twice."""
    done: list[str] = []
    while suggestions := plan(rated(level), done).suggestions:
        done += [suggestion.step for suggestion in suggestions]
        assert len(done) == len(set(done)) < 200
    end = plan(rated(level), done)
    assert (end.skills_left, end.hours_left.likely, end.done) == (0, 0, len(done))


def test_empty_profile_has_a_plan(plan: Callable[..., NextSteps]):
    """Somebody who answered nothing gets steps that need nothing first."""
    result = plan(Answers())
    assert len(result.suggestions) == 3
    assert all(suggestion.because.startswith("Senior asks for it") for suggestion in result.suggestions)


def test_complete_profile_has_nothing_left(plan: Callable[..., NextSteps], rated: Rated, steps: Steps):
    """Somebody at the top with every step done has nothing left, and that is no error."""
    result = plan(rated(5), [step.id for step in steps.steps])
    assert (result.level, result.target) == (Level.LEAD, Level.LEAD)
    assert (result.suggestions, result.skills_left, result.hours_left) == ((), 0, hours_band(0))


@LAWS
@given(st.data())
def test_target_is_the_next_rung(plan: Callable[..., NextSteps], people: People, data: st.DataObject):
    """The way leads to the next rung; at the top it leads to the top."""
    result = plan(data.draw(people))
    assert result.target is (result.level.next or Level.LEAD)


def test_steps_the_pack_no_longer_has_change_nothing(plan: Callable[..., NextSteps], rated: Rated):
    """A finished step that an update took out of the pack neither fails nor counts."""
    assert plan(rated(2), ["learn_cobol"]) == plan(rated(2))


def test_hours_left_are_those_of_the_order(gap_of: GapOf, plan: Callable[..., NextSteps], rated: Rated):
    """The hours left are the sum over all skills left, prerequisites included, as a band."""
    gap = gap_of(rated(2))
    result = plan(rated(2))
    assert result.skills_left == len(gap.needed)
    assert result.hours_left == hours_band(sum(gap.skills[skill].hours for skill in gap.needed))


@pytest.mark.parametrize("level", range(6))
def test_reason_names_answer_and_target(plan: Callable[..., NextSteps], rated: Rated, skills: SkillMap, level: int):
    """A step's reason is a gate, a gap between what was said and what is asked, or what builds on the step."""
    result = plan(rated(level), count=20)
    for suggestion in result.suggestions:
        area = skills.area(suggestion.areas[0])
        asks = f"{result.target.title} asks {area.targets[result.target]}"
        gap = f"{area.name}: you said {level}, {asks}"
        unsure = f"{area.name}: {asks}, and your {level} is not sure yet"
        if suggestion.kind is not Kind.PROJECT:
            reasons = (gap, unsure, f"{area.name} is a gate", "what you need next builds on it")
            assert suggestion.because.startswith(reasons)


@pytest.mark.parametrize("level", range(6))
def test_reason_that_names_a_gap_names_a_gap(plan: Callable[..., NextSteps], rated: Rated, level: int):
    """No reason puts what was said against what is asked where the person already said as much."""
    for suggestion in plan(rated(level), count=20).suggestions:
        if found := re.search(r"you said (\d), .* asks (\d)", suggestion.because):
            said, asked = found.groups()
            assert int(said) < int(asked), suggestion.because


@pytest.mark.parametrize("area", ["mlops", "data", "deep_learning"])
def test_way_into_what_holds_back_comes_first(
    plan: Callable[..., NextSteps], rated: Rated, skills: SkillMap, area: str
):
    """The first step leads into the area left behind: to a skill of it, or to one that such a skill needs."""
    needs: set[str] = set()
    waiting = [skill.id for skill in skills.in_area(area)]
    while waiting:
        needs.add(skill := waiting.pop())
        waiting += skills.skill(skill).prereqs
    assert set(plan(rated(3, **{area: 0})).suggestions[0].closes) <= needs


@pytest.mark.parametrize("level", range(1, 6))
def test_a_project_proves_what_is_in_reach(
    plan: Callable[..., NextSteps], rated: Rated, steps: Steps, gap_of: GapOf, level: int
):
    """A project is suggested as soon as one of the target rung is in reach, with at least half of its skills held."""
    gap = gap_of(rated(level))
    suggested = {s.step for s in plan(rated(level), count=20).suggestions if s.kind is Kind.PROJECT}
    in_reach = {
        step.id
        for step in steps.steps
        if step.kind is Kind.PROJECT
        and step.level is gap.target
        and 2 * sum(skill in gap.held for skill in step.closes) >= len(step.closes)
        and all(set(gap.skills[skill].prereqs) <= gap.held for skill in step.closes if skill not in gap.held)
    }
    assert suggested <= in_reach
    assert bool(suggested) == bool(in_reach)


def test_some_project_is_in_reach_of_somebody(plan: Callable[..., NextSteps], rated: Rated):
    """On the shipped pack even profiles do get projects, so that the test above is not about nothing."""
    kinds = {s.kind for level in range(6) for s in plan(rated(level)).suggestions}
    assert Kind.PROJECT in kinds


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


# Steps


@pytest.fixture(scope="module")
def project(steps: Steps) -> Step:
    """Return a project of the pack."""
    return next(step for step in steps.steps if step.kind is Kind.PROJECT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes": ()}, "closes"),
        ({"hours": 0}, "hours"),
        ({"rubric": ("one", "two")}, "rubric"),
        ({"rubric": ("x",) * 7}, "rubric"),
        ({"deliverable": ""}, "rubric"),
        ({"level": None}, "rubric"),
    ],
)
def test_unsound_step_says_so(project: Step, changes: dict[str, object], field: str):
    """A step that closes nothing, takes no time, or is a project nobody could judge is not sound."""
    assert list(project.faults()) == []
    assert [name for name, _ in project._replace(**changes).faults()] == [field]


def test_study_needs_no_rubric(project: Step):
    """Only projects need a rubric, a deliverable and a level."""
    study = project._replace(kind=Kind.STUDY, rubric=(), deliverable="", level=None)
    assert list(study.faults()) == []


@pytest.fixture(scope="module")
def certification(steps: Steps) -> Step:
    """Return a certification of the pack."""
    return next(step for step in steps.steps if step.kind is Kind.CERTIFICATION)


@pytest.mark.parametrize(
    ("changes", "field"), [({"level": None}, "level"), ({"cloud": None}, "cloud"), ({"needs": ()}, "needs")]
)
def test_unsound_certification_says_so(certification: Step, changes: dict[str, object], field: str):
    """A certification may close nothing, but has a rung, a cloud and at least one skill to hold before it."""
    assert list(certification.faults()) == []
    assert certification.closes == ()
    assert [name for name, _ in certification._replace(**changes).faults()] == [field]


@pytest.mark.parametrize("level", range(6))
def test_nobody_gets_a_certification_unasked(plan: Callable[..., NextSteps], rated: Rated, level: int):
    """Certifications are for those who ask for one; they come up among no one's next steps."""
    assert Kind.CERTIFICATION not in {s.kind for s in plan(rated(level), count=200).suggestions}


@pytest.mark.parametrize("url", ["docs.python.org", "ftp://a.example/b", "javascript:alert(1)", ""])
def test_link_is_something_a_browser_opens(url: str):
    """A link is an http(s) address."""
    assert list(Link("Docs", "https://docs.python.org/3/").faults()) == []
    assert [name for name, _ in Link("Docs", url).faults()] == ["url"]


def test_step_is_found_as_people_type_it(steps: Steps):
    """A step is found in any case and with dashes; an unknown one is answered with the nearest and a way out."""
    first = steps.steps[0]
    assert steps.step(f" {first.id.upper().replace('_', '-')} ") is first
    with pytest.raises(NotFoundError, match=f"did you mean '{first.id}'") as caught:
        steps.step(f"{first.id}x")
    assert "mlcareer next" in caught.value.way_out


def test_repeated_step_is_a_fault(steps: Steps):
    """Two steps of one id are a fault, which names the id."""
    twice = steps._replace(steps=(*steps.steps, steps.steps[0]))
    assert list(steps.faults()) == []
    assert [(field, steps.steps[0].id in text) for field, text in twice.faults()] == [("steps", True)]


def test_closing_and_closed_by_are_two_ways_to_one_fact(steps: Steps, skills: SkillMap):
    """A step is among those closing a skill exactly where the skill is among those it closes."""
    for skill in skills.skills:
        closing = {step.id for step in steps.closing(skill.id)}
        assert closing == {step.id for step in steps.steps if skill.id in steps.closed_by([step.id])}
