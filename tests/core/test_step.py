"""Steps: what makes one sound, and how one is found."""

import pytest

from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Kind, Link, Step, Steps
from mlcareer.errors import NotFoundError


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
