"""The next steps: what can be begun now, nothing that is done, each with its reason."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import LAWS, Careers, GapOf, People, Place, Rated

from mlcareer.core.assessment import Answers
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.next import NextSteps, next_steps
from mlcareer.core.route import Basis, Route, route
from mlcareer.core.skill import SkillMap, hours_band
from mlcareer.core.step import Kind, Steps

Ahead = Callable[..., NextSteps]
Way = Callable[..., Route]


def done_states(done: Sequence[str]) -> dict[str, StepState]:
    """Return what is known of steps that are done."""
    return {step: StepState(step, Mark.DONE, "2026-11-22T10:00:00Z") for step in done}


@pytest.fixture(scope="module")
def plan(placed: Place, skills: SkillMap, steps: Steps) -> Ahead:
    """Return a way to get the next steps of a person."""

    def make(answers: Answers, done: Sequence[str] = (), count: int = 3) -> NextSteps:
        return next_steps(placed(answers), Basis(skills, steps, done_states(done)), count)

    return make


@pytest.fixture(scope="module")
def way(placed: Place, skills: SkillMap, steps: Steps) -> Way:
    """Return a way to get the whole route of a person."""
    return lambda answers, done=(): route(placed(answers), Basis(skills, steps, done_states(done)))


def test_gate_comes_first(plan: Ahead, rated: Rated):
    """Where a gate alone holds a person down, the first step leads through it and says so."""
    result = plan(rated(4, serving=0))
    first = result.suggestions[0]
    assert (result.level, result.target) == (Level.JUNIOR, Level.MID)
    assert "serving" in first.areas
    assert first.because == "Serving is a gate: Mid-Level asks level 2"


@LAWS
@given(st.data())
def test_done_steps_never_come_back(plan: Ahead, careers: Careers, data: st.DataObject):
    """A step that is done is never suggested again."""
    answers, done = data.draw(careers)
    result = plan(answers, done, 20)
    assert not {suggestion.step for suggestion in result.suggestions} & set(done)
    assert result.done == len(done)


@LAWS
@given(st.data(), st.integers(1, 20))
def test_no_step_twice_and_no_more_than_asked(plan: Ahead, careers: Careers, data: st.DataObject, count: int):
    """No step is suggested twice, and no more are than were asked for."""
    suggested = [s.step for s in plan(*data.draw(careers), count).suggestions]
    assert len(suggested) == len(set(suggested)) <= count


@LAWS
@given(st.data())
def test_suggested_steps_can_be_begun(gap_of: GapOf, plan: Ahead, careers: Careers, data: st.DataObject):
    """Nothing that a suggested step still has to give needs anything that is missing."""
    answers, done = data.draw(careers)
    gap = gap_of(answers, done)
    for suggestion in plan(answers, done, 20).suggestions:
        for skill in set(suggestion.closes) - gap.held:
            assert set(gap.skills[skill].prereqs) <= gap.held, suggestion.step


@LAWS
@given(st.data())
def test_finishing_a_step_never_lengthens_the_way(plan: Ahead, careers: Careers, steps: Steps, data: st.DataObject):
    """One more step done never leaves more skills or more hours to go."""
    answers, done = data.draw(careers)
    before = plan(answers, done)
    after = plan(answers, [*done, data.draw(st.sampled_from(steps.steps)).id])
    assert after.skills_left <= before.skills_left
    assert after.hours_left.likely <= before.hours_left.likely


@pytest.mark.parametrize("others", [{}, {"software": 5}, {"leadership": 5}])
def test_best_step_is_the_first_of_three(plan: Ahead, rated: Rated, others: dict[str, int]):
    """The one step that the start page and `next --count 1` name is the first of the three that `next` names."""
    [one] = plan(rated(4, **others), count=1).suggestions
    assert one.step == plan(rated(4, **others)).suggestions[0].step


def test_step_that_closes_two_is_suggested_once(placed: Place, skills: SkillMap, steps: Steps, rated: Rated):
    """A step that closes two skills, both of them ready, is still one step."""
    placement = placed(rated(0))
    first, second, *_ = next_steps(placement, Basis(skills, steps, {}), 20).suggestions
    both = steps.step(first.step)._replace(closes=(*first.closes, *second.closes))
    rest = tuple(step for step in steps.steps if step.id not in {first.step, second.step})
    suggested = [s.step for s in next_steps(placement, Basis(skills, Steps((both, *rest)), {}), 20).suggestions]
    assert suggested.count(both.id) == 1


@pytest.mark.parametrize("level", [0, 3])
def test_following_the_plan_reaches_the_end(plan: Ahead, rated: Rated, steps: Steps, level: int):
    """Who does what is suggested, again and again, ends with nothing left, built something, did nothing twice."""
    done: list[str] = []
    while suggestions := plan(rated(level), done).suggestions:
        done += [suggestion.step for suggestion in suggestions]
        assert len(done) == len(set(done)) < 200
    assert any(steps.step(step).kind is Kind.PROJECT for step in done)
    end = plan(rated(level), done)
    assert (end.skills_left, end.hours_left.likely, end.done) == (0, 0, len(done))


def test_empty_profile_has_a_plan(plan: Ahead):
    """Somebody who answered nothing gets steps that need nothing first."""
    result = plan(Answers())
    assert len(result.suggestions) == 3
    assert all(suggestion.because.startswith("Senior asks for it") for suggestion in result.suggestions)


def test_complete_profile_has_nothing_left(plan: Ahead, rated: Rated, steps: Steps):
    """Somebody at the top with every step done has nothing left, and that is no error."""
    result = plan(rated(5), [step.id for step in steps.steps])
    assert (result.level, result.target) == (Level.LEAD, Level.LEAD)
    assert (result.suggestions, result.skills_left, result.hours_left) == ((), 0, hours_band(0))


@LAWS
@given(st.data())
def test_target_is_the_next_rung(plan: Ahead, people: People, data: st.DataObject):
    """The way leads to the next rung; at the top it leads to the top."""
    result = plan(data.draw(people))
    assert result.target is (result.level.next or Level.LEAD)


def test_steps_the_pack_no_longer_has_change_nothing(plan: Ahead, rated: Rated):
    """A finished step that an update took out of the pack neither fails nor counts."""
    assert plan(rated(2), ["learn_cobol"]) == plan(rated(2))


@LAWS
@given(st.data())
def test_what_is_left_is_that_of_the_whole_way(
    gap_of: GapOf, plan: Ahead, way: Way, careers: Careers, data: st.DataObject
):
    """Hours and steps left are those of every step of the way, projects included; skills left those still missing."""
    answers, done = data.draw(careers)
    result, legs = plan(answers, done), way(answers, done).legs
    assert result.skills_left == len(gap_of(answers, done).needed)
    assert (result.steps_left, result.hours_left) == (len(legs), hours_band(sum(leg.step.hours for leg in legs)))


@pytest.mark.parametrize("level", range(6))
def test_reason_names_answer_and_target(plan: Ahead, rated: Rated, skills: SkillMap, level: int):
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
def test_reason_that_names_a_gap_names_a_gap(plan: Ahead, rated: Rated, level: int):
    """No reason puts what was said against what is asked where the person already said as much."""
    for suggestion in plan(rated(level), count=20).suggestions:
        if found := re.search(r"you said (\d), .* asks (\d)", suggestion.because):
            said, asked = found.groups()
            assert int(said) < int(asked), suggestion.because


@pytest.mark.parametrize("area", ["mlops", "data", "deep_learning"])
def test_way_into_what_holds_back_comes_first(plan: Ahead, rated: Rated, skills: SkillMap, area: str):
    """The first step leads into the area left behind: to a skill of it, or to one that such a skill needs."""
    needs: set[str] = set()
    waiting = [skill.id for skill in skills.in_area(area)]
    while waiting:
        needs.add(skill := waiting.pop())
        waiting += skills.skill(skill).prereqs
    assert set(plan(rated(3, **{area: 0})).suggestions[0].closes) <= needs


@pytest.mark.parametrize("level", range(5))
def test_a_project_proves_what_is_held(plan: Ahead, way: Way, rated: Rated, steps: Steps, level: int):
    """A project is suggested as soon as every skill it shows is held or done, and no sooner."""
    projects = [leg for leg in way(rated(level)).legs if leg.step.kind is Kind.PROJECT]
    assert projects
    for project in projects:
        studies = [s.id for s in steps.steps if s.kind is not Kind.PROJECT and set(s.closes) & set(project.step.closes)]
        missing = [leg.step.id for leg in way(rated(level)).legs if leg.step.id in studies]
        suggested = {s.step for s in plan(rated(level), count=20).suggestions}
        assert (project.step.id in suggested) is (not missing)
        for left_out in missing:
            rest = [step for step in missing if step != left_out]
            assert project.step.id not in {s.step for s in plan(rated(level), rest, 200).suggestions}
        assert project.step.id in {s.step for s in plan(rated(level), studies, 200).suggestions}


@pytest.mark.parametrize("level", range(6))
def test_nobody_gets_a_certification_unasked(plan: Ahead, rated: Rated, level: int):
    """Certifications are for those who ask for one; they come up among no one's next steps."""
    assert Kind.CERTIFICATION not in {s.kind for s in plan(rated(level), count=200).suggestions}
