"""The route: prerequisites first, the same every time, in an order that no finished step changes."""

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import NOON, WIDE, Case, Cases, Place, Rated, salted_basis

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.mark import CLOSING, Mark, StepState
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Cloud, Kind, Step, Steps
from mlcareer.core.wish import Wish

Tiny = Callable[..., Case]


def asked_of(case: Case, step: Step) -> set[str]:
    """Return the skills that must be there before a step, by the pack: needs, prerequisites, what a project shows."""
    gap = case.way.gap
    closes = [skill for skill in step.closes if skill in gap.needed] or step.closes
    if step.kind is Kind.PROJECT:
        shown = {skill for skill in step.closes if skill in gap.needed}
        alone = [skill for skill in step.closes if skill not in shown - case.way.open.keys()]
        prereqs = {prereq for skill in alone if skill not in gap.held for prereq in gap.skills[skill].prereqs}
        return shown | prereqs - set(step.closes) - gap.held
    prereqs = {prereq for skill in closes for prereq in gap.skills[skill].prereqs}
    return (prereqs - set(step.closes) | set(step.needs)) - gap.held


@WIDE
@given(st.data())
def test_prerequisites_come_first_or_are_named(cases: Cases, data: st.DataObject):
    """Each missing skill that a step builds on is closed by a step before it, or named as what it must do without."""
    case = data.draw(cases)
    closed: set[str] = set()
    for leg in case.way.legs:
        assert asked_of(case, leg.step) <= closed.union(leg.without), leg.step.id
        assert set(leg.without) <= case.way.open.keys() - closed
        if leg.step.kind in {Kind.STUDY, Kind.PRACTICE}:
            closed.update(leg.step.closes)


@WIDE
@given(st.data())
def test_what_must_come_before_is_said(cases: Cases, data: st.DataObject):
    """A step names the steps that close what it builds on, and only steps that close something for it."""
    case = data.draw(cases)
    steps = {leg.step.id: leg.step for leg in case.way.legs}
    for leg in case.way.legs:
        if leg.step.kind is not Kind.PROJECT:
            closed = {skill for before in leg.after for skill in steps[before].closes}
            assert asked_of(case, leg.step) <= closed.union(leg.without)
            assert all(asked_of(case, leg.step) & set(steps[before].closes) for before in leg.after)


@WIDE
@given(st.data())
def test_a_step_stands_behind_all_it_needs(cases: Cases, data: st.DataObject):
    """What comes before a step is planned, once, before it."""
    seen: set[str] = set()
    for leg in data.draw(cases).way.legs:
        assert leg.step.id not in seen
        assert seen.issuperset(leg.after)
        seen.add(leg.step.id)


@WIDE
@given(st.data())
def test_every_asked_skill_is_taught_or_named(cases: Cases, data: st.DataObject):
    """A skill that the target asks is held, taught by a planned step, or named as open with the steps skipped."""
    case = data.draw(cases)
    way, skills = case.way, case.basis.skills
    targets = {area.id: area.targets[way.target] for area in skills.areas}
    asked = {skill.id for skill in skills.skills if not skill.optional and skill.level <= targets[skill.area]}
    taught = {s for leg in way.legs if leg.step.kind in {Kind.STUDY, Kind.PRACTICE} for s in leg.step.closes}
    assert asked <= way.gap.held | taught | way.open.keys()
    for skill, skipped in way.open.items():
        teaching = {s.id for s in case.basis.steps.steps if s.kind in {Kind.STUDY, Kind.PRACTICE} and skill in s.closes}
        assert skill not in way.gap.held
        assert set(skipped) == teaching
        assert all(case.basis.mark_of(step) is Mark.SKIPPED for step in skipped)


@WIDE
@given(st.data())
def test_no_study_is_planned_for_nothing(cases: Cases, data: st.DataObject):
    """Each step of study or practice closes a missing skill that no step before it closes."""
    case = data.draw(cases)
    known = set(case.way.gap.held)
    for leg in case.way.legs:
        if leg.step.kind in {Kind.STUDY, Kind.PRACTICE}:
            assert set(leg.step.closes) - known
            known.update(leg.step.closes)


@pytest.fixture
def tiny(nobody: Case) -> Callable[..., Case]:
    """Return a way to plan with a pack made up: skills as (id, level, prereqs), steps as (id, kind, closes)."""
    skill, made = nobody.basis.skills.skills[0], nobody.basis.steps.steps[0]
    area = nobody.basis.skills.area(skill.area)._replace(targets=dict.fromkeys(RUNGS, 3))

    def make(skills: Sequence[tuple[str, int, str]], steps: Sequence[tuple[str, Kind, str]]) -> Case:
        known = tuple(skill._replace(id=name, level=level, prereqs=tuple(needs)) for name, level, needs in skills)
        planned = tuple(
            made._replace(id=name, kind=kind, closes=tuple(closes), level=Level.LEAD) for name, kind, closes in steps
        )
        return Case(nobody.placement, Basis(SkillMap((area,), known), Steps(planned), {}, Wish(to=Level.LEAD)))

    return make


def test_a_step_of_several_skills_makes_others_needless(tiny: Tiny):
    """Where a step that must come first teaches a skill as well, no second step is planned for that skill."""
    skills = [("0", 1, ""), ("a", 1, ""), ("b", 1, "a"), ("y", 3, "b")]
    steps = [("first", Kind.STUDY, "0y"), ("wide", Kind.STUDY, "ab"), ("narrow", Kind.STUDY, "b")]
    assert tiny(skills, steps).legs == ["wide", "first"]


def test_a_step_waits_for_what_is_missing_only(tiny: Tiny):
    """A step need not wait for what only those of its skills need that the target does not ask."""
    skills = [("a", 1, ""), ("b", 5, "c"), ("c", 3, "")]
    case = tiny(skills, [("wide", Kind.STUDY, "ab"), ("other", Kind.STUDY, "c")])
    assert {leg.step.id: leg.after for leg in case.way.legs} == {"wide": (), "other": ()}


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_that_teach_the_narrow_one_is_taken(tiny: Tiny, order: int):
    """Of the steps that teach a skill the one with the fewest others is taken, of equals always the same."""
    teach = [("y", Kind.STUDY, "a"), ("x", Kind.PRACTICE, "a"), ("v", Kind.STUDY, "ab")]
    assert tiny([("a", 1, ""), ("b", 5, "")], teach[::order]).legs == ["x"]


def test_a_project_comes_behind_what_a_skipped_skill_needs(tiny: Tiny):
    """A project that shows a skill whose step was skipped stands behind what that skill needs, even once begun."""
    case = tiny(
        [("a", 1, ""), ("b", 2, "a")],
        [("learn", Kind.STUDY, "a"), ("more", Kind.STUDY, "b"), ("build", Kind.PROJECT, "b")],
    )
    assert case.legs == ["learn", "more", "build"]
    case = case.saying("more", Mark.SKIPPED).saying("build", Mark.STARTED)
    assert case.legs == ["learn", "build"]
    assert case.way.legs[1].without == ("b",)
    assert case.way.open == {"b": ("more",)}


@pytest.mark.parametrize("salt", range(8))
def test_what_a_project_needs_besides_is_planned_for_it(tiny: Tiny, salt: int):
    """A project that shows a skill above the target stands at the end, behind what that skill needs, lowest first."""
    skills = [("a", 1, ""), ("b", 5, "cd"), ("c", 4, ""), ("d", 4, "")]
    learn = [(f"learn_{name}", Kind.STUDY, name) for name in "dca"]
    case = tiny(skills, [*learn, ("build", Kind.PROJECT, "ab")])
    case = Case(case.placement, salted_basis(case.basis, salt))
    assert case.legs == ["learn_a", "learn_c", "learn_d", "build"]
    assert sorted(case.way.legs[-1].after) == ["learn_a", "learn_c", "learn_d"]


@pytest.mark.parametrize("salt", range(8))
def test_what_a_step_needs_is_learned_lowest_first(tiny: Tiny, salt: int):
    """What a step of several skills needs is learned before it, the lowest level first, in every process."""
    skills = [("a", 1, ""), ("b", 3, "cde"), ("c", 3, ""), ("d", 2, ""), ("e", 1, "")]
    case = tiny(skills, [("wide", Kind.STUDY, "ab"), *((f"learn_{name}", Kind.STUDY, name) for name in "cde")])
    assert Case(case.placement, salted_basis(case.basis, salt)).legs == ["learn_e", "learn_d", "learn_c", "wide"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_begun_the_earlier_comes_first(nobody: Case, order: int):
    """Of two steps begun the one begun first stands first, whatever their names."""
    earlier, later = sorted(leg.step.id for leg in nobody.way.legs if not leg.after)[1:3][::order]
    case = nobody.saying(later, Mark.STARTED, at="2026-11-02T08:00:00Z")
    case = case.saying(earlier, Mark.STARTED, at="2026-11-01T08:00:00Z")
    assert case.legs[:2] == [earlier, later]


@WIDE
@given(st.data())
def test_what_is_behind_never_comes_back(cases: Cases, data: st.DataObject):
    """A step that is done, known or skipped is not in the plan."""
    case = data.draw(cases)
    for step in case.legs:
        assert case.basis.mark_of(step) not in {*CLOSING, Mark.SKIPPED}


@WIDE
@given(st.data(), st.sampled_from([*CLOSING]))
def test_a_step_done_reorders_nothing(plain_cases: Cases, data: st.DataObject, mark: Mark):
    """One more step done, or known, leaves the others in the order in which they stood, and adds none."""
    case = data.draw(plain_cases).without(Mark.STARTED)
    if case.legs:
        done = data.draw(st.sampled_from(case.legs))
        after = case.saying(done, mark).legs
        assert done not in after
        assert after == [step for step in case.legs if step in set(after)]


@pytest.mark.parametrize(("level", "others"), [(0, {}), (2, {"data": 0, "serving": 4}), (3, {"mlops": 0})])
def test_following_the_plan_reorders_nothing(
    placed: Place, rated: Rated, nobody: Case, level: int, others: dict[str, int]
):
    """Whoever does what is at the head of the plan, time and again, finds the rest in the order of the first day."""
    case = Case(placed(rated(level, **others)), nobody.basis).wishing(to=None)
    first = case.legs
    while case.legs:
        assert case.legs == [step for step in first if step in set(case.legs)]
        case = case.saying(case.plan.steps[0].what.step, Mark.DONE)


@WIDE
@given(st.data())
def test_a_step_skipped_reorders_nothing(plain_cases: Cases, data: st.DataObject):
    """One more step skipped leaves the others in the order in which they stood; only for a project another comes."""
    case = data.draw(plain_cases).without(Mark.STARTED)
    if case.legs:
        skipped = data.draw(st.sampled_from(case.legs))
        after = case.saying(skipped, Mark.SKIPPED).legs
        assert skipped not in after
        common = set(after) & set(case.legs)
        assert [step for step in after if step in common] == [step for step in case.legs if step in common]
        assert common == set(after) or case.basis.steps.step(skipped).kind in {Kind.PROJECT, Kind.CERTIFICATION}


@WIDE
@given(st.data())
def test_what_was_begun_comes_first(cases: Cases, data: st.DataObject):
    """Steps begun come to the front, each behind what it needs; the others stay in the order in which they stood."""
    calm = case = data.draw(cases).without(Mark.STARTED)
    for number, step in enumerate(data.draw(st.lists(st.sampled_from(calm.legs or [""]), unique=True, max_size=3))):
        case = case.saying(step, Mark.STARTED, at=f"2026-11-0{9 - number}T10:00:00Z")
    legs = {leg.step.id: leg for leg in case.way.legs}
    begun = [step for step in legs if case.basis.mark_of(step) is Mark.STARTED]
    front, waiting = set(), list(begun)
    while waiting:
        if (step := waiting.pop()) not in front:
            front.add(step)
            waiting += legs[step].after
    assert set(case.legs[: len(front)]) == front
    assert case.legs[len(front) :] == [step for step in calm.legs if step not in front]


@WIDE
@given(st.data(), st.randoms(use_true_random=False))
def test_order_of_files_and_words_does_not_matter(cases: Cases, data: st.DataObject, shuffler: Random):
    """Skills, steps and what was said, read in another order, give the same plan."""
    case = data.draw(cases)
    basis = case.basis
    shuffled = Basis(
        basis.skills._replace(skills=tuple(shuffler.sample(basis.skills.skills, len(basis.skills.skills)))),
        Steps(tuple(shuffler.sample(basis.steps.steps, len(basis.steps.steps)))),
        dict(shuffler.sample(list(basis.said.items()), len(basis.said))),
        basis.wish,
    )
    other, plan = Case(case.placement, shuffled).plan, case.plan
    assert set(other.test_out) == set(plan.test_out)
    assert other._replace(test_out=()) == plan._replace(test_out=())


@WIDE
@given(st.data())
def test_another_process_plans_the_same(cases: Cases, data: st.DataObject):
    """The plan is the same in every process, although sets of texts are walked differently in each."""
    case = data.draw(cases)
    for salt in range(2):
        assert Case(case.placement, salted_basis(case.basis, salt)).plan == case.plan


@WIDE
@given(st.data())
def test_focus_comes_before_all_it_does_not_need(cases: Cases, data: st.DataObject):
    """Before the last skill of the area in focus only that area's skills are taught, and what they need."""
    case = data.draw(cases).without(Mark.STARTED)
    focus = data.draw(st.sampled_from([area.id for area in case.basis.skills.areas]))
    gap = case.wishing(focus=focus).way.gap
    order = gap.order(focus)
    inside = [place for place, skill in enumerate(order) if gap.skills[skill].area == focus]
    first = set(order[: max(inside, default=-1) + 1])
    assert first == {skill for name in order if gap.skills[name].area == focus for skill in gap.closure(name)}


@pytest.mark.parametrize("target", RUNGS)
def test_two_projects_a_rung(nobody: Case, target: Level):
    """On the way from Entry there are two projects for each rung, one only where one shows all; one done counts."""
    case = Case(nobody.placement._replace(level=Level.ENTRY), nobody.basis).wishing(to=target)
    projects = [leg.step for leg in case.way.legs if leg.step.kind is Kind.PROJECT]
    per_rung = {rung: [step.id for step in projects if step.level is rung] for rung in RUNGS}
    assert all(1 <= len(per_rung[rung]) <= 2 for rung in RUNGS[1 : target.rung] or [target])
    assert sum(map(len, per_rung.values())) == len(projects)
    done = case.saying(projects[0].id, Mark.DONE).way.legs
    left = {leg.step.id for leg in done if leg.step.kind is Kind.PROJECT}
    assert left == {step.id for step in projects[1:]}


def test_other_projects_done_count_as_well(nobody: Case):
    """Who built two other projects of a rung is not sent to build the two that would have been suggested."""
    case = Case(nobody.placement._replace(level=Level.ENTRY), nobody.basis).wishing(to=Level.JUNIOR)
    planned = {leg.step.id for leg in case.way.legs}
    of_rung = [s for s in case.basis.steps.steps if s.kind is Kind.PROJECT and s.level is Level.JUNIOR]
    others = [step.id for step in of_rung if step.id not in planned][:2]
    assert len(others) == 2
    for step in others:
        case = case.saying(step, Mark.DONE)
    assert not {step.id for step in of_rung} & set(case.legs)


@pytest.mark.parametrize("cloud", [None, *Cloud])
def test_certification_only_where_asked(nobody: Case, cloud: Cloud | None):
    """A certification is planned for the cloud asked for, the highest that suits the target, and for no other."""
    made = nobody.basis.steps.steps[0]
    certifications = [
        made._replace(id=f"{of}_{rung}", kind=Kind.CERTIFICATION, closes=(), needs=made.closes, cloud=of, level=rung)
        for of in Cloud
        for rung in (Level.JUNIOR, Level.SENIOR)
    ]
    steps = Steps((*(s for s in nobody.basis.steps.steps if s.kind is not Kind.CERTIFICATION), *certifications))
    for target, rung in ((Level.MID, Level.JUNIOR), (Level.LEAD, Level.SENIOR)):
        wish = nobody.basis.wish._replace(cloud=cloud, to=target)
        legs = Case(nobody.placement, nobody.basis._replace(steps=steps, wish=wish)).way.legs
        found = [leg for leg in legs if leg.step.kind is Kind.CERTIFICATION]
        assert [leg.step.id for leg in found] == ([f"{cloud}_{rung}"] if cloud else [])
        assert all(leg.after == (made.id,) for leg in found)


def test_target_is_the_rung_wished_for(placed: Place, rated: Rated, skills: SkillMap, steps: Steps):
    """The way leads to the rung wished for, by default to the next."""
    case = Case(placed(rated(1)), Basis(skills, steps, {}))
    assert case.way.target is case.placement.level.next
    assert all(case.wishing(to=rung).way.target is rung for rung in RUNGS)


def test_notes_alone_change_nothing(nobody: Case):
    """A note made of a step leaves it where it stood."""
    step = nobody.legs[3]
    noted = nobody.basis._replace(said={step: StepState(step, None, NOON, None, 2.0)})
    assert Case(nobody.placement, noted).legs == nobody.legs
