"""What must hold between the files of the pack: each rule, broken on purpose, is caught at its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.consistency import Finding, Pack, findings
from mlcareer.core.plain import is_record
from mlcareer.core.retired import Retired
from mlcareer.pack.library import Library

Path = tuple[str | int, ...]
NAMES_A_SOURCE = ("source", "estimate_source", "checked_against")
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=40, deadline=None, database=None, phases=PHASES)


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    """Return the shipped pack, every file."""
    return Pack(**{name: getattr(library, name)() for name in Pack._fields})


def put(value: Any, path: Path, new: Any) -> Any:
    """Return the same records with something else at a path."""
    if not path:
        return new
    part, *rest = path
    if isinstance(part, int):
        return (*value[:part], put(value[part], tuple(rest), new), *value[part + 1 :])
    return value._replace(**{part: put(getattr(value, part), tuple(rest), new)})


def sources_named(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every source that the pack names."""
    if is_record(value):
        for field in value._fields:
            inner = getattr(value, field)
            if field in NAMES_A_SOURCE:
                yield (*path, field)
            else:
                yield from sources_named(inner, (*path, field))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from sources_named(inner, (*path, number))


def test_shipped_pack_is_sound(pack: Pack):
    """Nothing is wrong with the pack as it ships."""
    assert list(findings(pack)) == []


@pytest.mark.parametrize("order", ["reversed", "missing", "repeated"])
def test_questions_that_do_not_match_the_areas_are_caught(pack: Pack, order: str):
    """One question an area, in the areas' order: anything else is caught."""
    questions = pack.assessment.questions
    broken = {"reversed": questions[::-1], "missing": questions[1:], "repeated": (questions[0], *questions[:-1])}[order]
    [finding] = findings(put(pack, ("assessment", "questions"), broken))
    assert (finding.file, finding.path) == ("assessment", ("questions",))
    assert "in the order software, maths" in finding.problem


@pytest.mark.parametrize(
    ("typical", "problem"),
    [
        ({"sofware": 2.0}, "did you mean 'software'"),
        ({"software": 5.1}, "expected 0 to 5, found 5.1"),
        ({"software": -0.1}, "expected 0 to 5, found -0.1"),
    ],
)
def test_broken_typical_level_is_caught(pack: Pack, typical: dict[str, float], problem: str):
    """A background's typical levels name areas and stay within 0 to 5."""
    [finding] = findings(put(pack, ("assessment", "backgrounds", 2, "typical"), typical))
    assert (finding.file, finding.path) == ("assessment", ("backgrounds", 2, "typical", next(iter(typical))))
    assert problem in finding.problem


def test_gate_of_no_area_is_caught(pack: Pack):
    """A gate names an area that exists."""
    [finding] = findings(put(pack, ("roadmap", "rungs", 2, "gates", 1, "area"), "evaluaton"))
    assert (finding.file, finding.path) == ("roadmap", ("rungs", 2, "gates", 1, "area"))
    assert "did you mean 'evaluation'" in finding.problem


@pytest.mark.parametrize("rung", range(5))
def test_pay_in_two_versions_is_caught(pack: Pack, rung: int):
    """The guide's pay on a rung is the same in roadmap.yaml and salaries.yaml, or it is caught."""
    pay = pack.roadmap.rungs[rung].pay
    other = pay._replace(low=1) if pay else pack.salaries.guide[0].pay
    level = pack.roadmap.rungs[rung].level.value
    [finding] = findings(put(pack, ("roadmap", "rungs", rung, "pay"), other))
    assert (finding.file, finding.path) == ("roadmap", ("rungs", rung, "pay"))
    assert finding.problem == f"expected the guide's pay for {level} as salaries.yaml has it"


def test_step_that_closes_no_skill_is_caught(pack: Pack):
    """A step closes skills that exist."""
    closes = (*pack.steps.steps[0].closes, "python_cor")
    [finding] = findings(put(pack, ("steps", "steps", 0, "closes"), closes))
    assert (finding.file, finding.path) == ("steps", ("steps", 0, "closes", len(closes) - 1))
    assert "did you mean 'python_core'" in finding.problem


def test_step_that_needs_no_skill_is_caught(pack: Pack):
    """What a certification needs first are skills that exist."""
    number, step = next((n, step) for n, step in enumerate(pack.steps.steps) if step.needs)
    [finding] = findings(put(pack, ("steps", "steps", number, "needs"), (*step.needs, "python_cor")))
    assert (finding.file, finding.path) == ("steps", ("steps", number, "needs", len(step.needs)))
    assert "did you mean 'python_core'" in finding.problem


def test_retired_step_that_closed_no_skill_is_caught(pack: Pack):
    """A retired step that gave what is no skill is an error at that skill, with the nearest name."""
    gone = Retired("learn_fax", "2026-11-01", "Nobody sends one.", closes=("conteiners",))
    broken = pack._replace(steps=pack.steps and pack.steps._replace(retired=(gone,)))
    assert list(findings(broken)) == [
        Finding("steps", ("retired", 0, "closes", 0), "unknown skill 'conteiners': did you mean 'containers'?")
    ]


def test_skill_that_no_step_teaches_is_caught(pack: Pack):
    """Every skill has a step that closes it; one without is named."""
    last = len(pack.skills.skills) - 1
    skill = pack.skills.skills[last].id
    steps = tuple(step for step in pack.steps.steps if skill not in step.closes)
    found = list(findings(pack._replace(steps=pack.steps._replace(steps=steps))))
    assert Finding("skills", ("skills", last), f"no step of steps.yaml closes {skill!r}") in found


@LAWS
@given(st.data())
def test_misspelt_source_is_caught_anywhere(pack: Pack, data: st.DataObject):
    """A source that sources.yaml does not have is caught wherever it stands, at that place and no other."""
    field = data.draw(st.sampled_from(NAMES_A_SOURCE))  # first the field: most sources stand in one of the three
    path = data.draw(st.sampled_from([named for named in sources_named(pack) if named[-1] == field]))
    # Pay stands in two files; misspelt in one of them it is rightly found unequal as well.
    found = [one for one in findings(put(pack, path, "skillexchange-1999")) if "unknown source" in one.problem]
    file, *rest = path
    assert [(one.file, one.path) for one in found] == [(file, tuple(rest))]
    assert "did you mean 'skillexchange-2026'" in found[0].problem


@pytest.mark.parametrize("field", NAMES_A_SOURCE)
def test_every_way_to_name_a_source_is_used(pack: Pack, field: str):
    """Each of the fields that name a source occurs in the shipped pack, so the rule above covers it."""
    assert any(path[-1] == field for path in sources_named(pack))


def test_everything_wrong_is_found_at_once(pack: Pack):
    """Breaches in every file are found in one go."""
    for path, new in (
        (("roadmap", "rungs", 0, "source"), "nowhere"),
        (("skills", "areas", 3, "source"), "nowhere"),
        (("assessment", "backgrounds", 0, "typical"), {"software": 9.0}),
        (("steps", "steps", 0, "closes"), ("python_core", "nothing")),
        (("salaries", "estimate_source"), "nowhere"),
    ):
        pack = put(pack, path, new)
    assert {finding.file for finding in findings(pack)} == {"roadmap", "skills", "assessment", "steps", "salaries"}


@pytest.mark.parametrize("file", Pack._fields)
def test_file_that_is_missing_stops_no_other(pack: Pack, file: str):
    """Where one file is not sound in itself, the others are still held against each other."""
    without = pack._replace(**{file: None})
    assert list(findings(without)) == []
    for path, new in (
        (("roadmap", "rungs", 0, "source"), "nowhere"),
        (("roadmap", "rungs", 2, "gates", 1, "area"), "nowhere"),
        (("roadmap", "rungs", 3, "pay"), pack.salaries.guide[0].pay),
        (("assessment", "questions"), pack.assessment.questions[1:]),
        (("steps", "steps", 0, "closes"), ("python_core", "nothing")),
    ):
        if path[0] != file:
            without = put(without, path, new)
    problems = {(finding.file, finding.path[0], finding.path[-1]) for finding in findings(without)}
    expected = {
        ("roadmap", "rungs", "source"): {"sources", "roadmap"},
        ("roadmap", "rungs", "area"): {"skills", "roadmap"},
        ("roadmap", "rungs", "pay"): {"salaries", "roadmap"},
        ("assessment", "questions", "questions"): {"skills", "assessment"},
        ("steps", "steps", 1): {"skills", "steps"},
    }
    assert problems == {problem for problem, needs in expected.items() if file not in needs}


def test_nothing_at_all_is_no_breach():
    """Without any sound file there is nothing to hold against each other."""
    assert list(findings(Pack())) == []
