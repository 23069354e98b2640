"""Plain values held against record types: what fits is built, what does not is told with its path, all at once."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.exchange import Answer, Export, Noted, Said, Setting, Sitting
from mlcareer.core.plain import plain, written
from mlcareer.core.shape import MOST_FAULTS, once, shaped

AT = "2026-11-22T12:00:00+00:00"
SAID: dict[str, Any] = {"id": 1, "step": "a", "what": "done", "at": AT, "hours": 2, "note": None, "taken_back": None}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*SAID, "x"]), inner, max_size=4),
    max_leaves=8,
)


def told(value: Any, kind: Any) -> list[str]:
    """Return what is wrong with a value, as people read it."""
    return [f"{written(path)}: {problem}" for path, problem in shaped(value, kind)[1]]


def test_what_fits_is_built():
    """A value that fits becomes the record it describes, whole numbers where numbers are wanted included."""
    built, faults = shaped(SAID, Said)
    assert faults == []
    assert built == Said(1, "a", built.what, AT, 2.0, None, None)
    assert plain(built) == SAID


@settings(max_examples=200, deadline=None)
@given(json_values)
def test_any_value_is_built_or_told(value: Any):
    """Whatever a value is, it becomes a record that gives it back, or what is wrong is told; nothing is raised."""
    built, faults = shaped(value, Said)
    assert faults or plain(built) == value
    assert len(faults) <= MOST_FAULTS + len(SAID)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "1"}, "id: expected a whole number, found '1'"),
        ({"id": True}, "id: expected a whole number, found True"),
        ({"id": 0}, "id: expected 1 to 2,000,000,000, found 0"),
        ({"what": "dome"}, "what: expected one of started, done, skipped, known, noted, found 'dome'"),
        ({"hours": -1}, "hours: expected 0 or more, found -1"),
        ({"hours": 10**400}, "hours: expected a number, found 1000"),
        ({"hours": float("nan")}, "hours: expected a number, found nan"),
        ({"at": "2026-11-22"}, "at: expected a moment such as 2026-11-22T12:00:00+00:00, found '2026-11-22'"),
        ({"at": "2026-02-30T12:00:00+00:00"}, "at: expected a moment"),
        ({"at": "2026-11-22T12:00:00+00:00\n"}, "at: expected a moment"),
        ({"step": ""}, "step: expected a name of one line, found ''"),
        ({"step": "a\x1b[31m"}, "step: expected a name of one line"),
        ({"note": "\x07"}, "note: expected at most 10,000 characters without control signs"),
        ({"note": "\ud800"}, "note: expected text"),
        ({"note": "x" * 10_001}, "note: expected at most 10,000 characters"),
        ({"mood": 1}, "mood: unknown key 'mood'"),
        ({"notee": None}, "notee: unknown key 'notee': did you mean 'note'?"),
    ],
    ids=ascii,
)
def test_what_does_not_fit_is_told(change: dict[str, Any], expected: str):
    """A wrong value is told with its path, what was expected and what was found."""
    (only,) = told(SAID | change, Said)
    assert only.startswith(expected)


def test_every_fault_is_told_at_once():
    """Faults in several places are all told, each with the path to it."""
    sitting = {"id": 1, "mode": 5, "started": AT, "finished": AT, "level": "x", "answers": [{"key": "k"}, 3]}
    assert told(sitting, Sitting) == [
        "mode: expected text, found 5",
        "level: expected one of entry, junior, mid, senior, lead, found 'x'",
        "probability: missing",
        "answers[0].value: missing",
        "answers[0].at: missing",
        "answers[1]: expected an object, found 3",
        "areas: missing",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("software", "6"), ("software", "x"), ("years", "nan"), ("years", "61"), ("years", ""), ("check:a", "b")],
)
def test_an_answer_that_no_quiz_saves_is_told(key: str, value: str):
    """An answer beyond its question's scale is refused: read from a profile it would be damage."""
    (only,) = told({"key": key, "value": value, "at": AT}, Answer)
    assert only.startswith("value: expected ")


@pytest.mark.parametrize(
    ("name", "value"),
    [("plan.to", "boss"), ("plan.hours", "many"), ("plan.hours", "inf"), ("plan.by", "soon"), ("plan.cloud", "ours")],
)
def test_a_wish_that_no_plan_could_read_is_told(name: str, value: str):
    """A wish is held against what the plan reads it as; other settings are text."""
    assert len(told({"name": name, "value": value, "at": AT}, Setting)) == 1
    assert told({"name": "other", "value": value, "at": AT}, Setting) == []


@pytest.mark.parametrize("note", ["", " a", "a\nb", "x" * 301])
def test_a_line_of_evidence_is_one(note: str):
    """A note that mlcareer evidence would refuse is refused here too."""
    assert told({"id": 1, "area": "a", "note": note, "at": AT, "removed": None}, Noted) != []


def test_what_stands_once_is_told_where_it_stands_again():
    """Numbers that do not grow, and marks that stand twice, are told with the place of the second."""
    empty = {"made": AT, "without": [], "assessments": [], "evidence": [], "settings": [], "outlooks": [], "wins": []}
    assert told({**empty, "steps": [SAID, SAID]}, Export) == [
        "steps[1]: expected a number above 1, found 1",
        "steps[1]: expected once only, stands in steps[0] already",
    ]
    assert told({**empty, "steps": [SAID, SAID | {"id": 2, "taken_back": AT}]}, Export) == []


def test_keys_that_stand_twice_are_remembered():
    """A key that stands twice in one object is told at its path."""
    assert told(once([*SAID.items(), ("note", "b")]), Said) == ["note: this key stands twice"]


def test_faults_are_collected_up_to_a_number():
    """A document of nothing but faults is told in bounded time."""
    assert MOST_FAULTS <= len(shaped([1] * 100_000, tuple[Said, ...])[1]) <= MOST_FAULTS + 1
