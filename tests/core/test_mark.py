"""What is said of steps: the last word stands, notes only add, a renamed step keeps what was said of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.people import LAWS

from mlcareer.core.mark import CLOSING, Mark, StepEvent, StepState, renamed, states

WORDS = [mark for mark in Mark if mark is not Mark.NOTED]


def told(*words: tuple[str, Mark, float | None]) -> list[StepEvent]:
    """Return events an hour apart."""
    return [
        StepEvent(number, step, what, f"2026-11-{number:02}T10:00:00Z", hours)
        for number, (step, what, hours) in enumerate(words, 1)
    ]


EVENTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(Mark), st.none() | st.integers(1, 800).map(lambda n: n / 8)),
    max_size=12,
).map(lambda words: told(*words))


def test_nothing_said_makes_nothing():
    """Without events there is no state."""
    assert states([]) == {}


@LAWS
@given(EVENTS)
def test_the_last_word_stands(events: Sequence[StepEvent]):
    """A step's mark and its day are those of the last word on it; where there were only notes, there is no mark."""
    found = states(events)
    assert found.keys() == {event.step for event in events}
    for step, state in found.items():
        words = [event for event in events if event.step == step and event.what is not Mark.NOTED]
        assert state.step == step
        assert state.mark == (words[-1].what if words else None)
        assert not words or state.at == words[-1].at


@LAWS
@given(EVENTS)
def test_hours_add_up(events: Sequence[StepEvent]):
    """Hours are the sum of all that was said of a step, notes included; None where none were."""
    for step, state in states(events).items():
        hours = [event.hours for event in events if event.step == step and event.hours is not None]
        assert state.hours == (sum(hours) if hours else None)


@LAWS
@given(EVENTS)
def test_begun_is_when_it_was_last_begun(events: Sequence[StepEvent]):
    """A step was begun when that was last said, whatever was said after; None where it was not."""
    for step, state in states(events).items():
        begun = [event.at for event in events if event.step == step and event.what is Mark.STARTED]
        assert state.started == (begun[-1] if begun else None)


@LAWS
@given(EVENTS, st.sampled_from("abc"), st.integers(1, 80))
def test_a_note_adds_hours_only(events: Sequence[StepEvent], step: str, hours: int):
    """A note changes nothing of a step but its hours, and nothing of the others."""
    before = states(events)
    after = states([*events, StepEvent(99, step, Mark.NOTED, "2026-12-31T10:00:00Z", hours)])
    assert {name: state for name, state in after.items() if name != step} == {
        name: state for name, state in before.items() if name != step
    }
    was = before.get(step, StepState(step, None, "2026-12-31T10:00:00Z"))
    assert after[step] == was._replace(hours=(was.hours or 0) + hours)


@LAWS
@given(EVENTS)
def test_steps_do_not_touch_each_other(events: Sequence[StepEvent]):
    """What becomes of a step depends on what was said of it alone."""
    for step, state in states(events).items():
        assert states(event for event in events if event.step == step) == {step: state}


@pytest.mark.parametrize("last", WORDS)
@pytest.mark.parametrize("first", WORDS)
def test_any_word_takes_the_place_of_any_other(first: Mark, last: Mark):
    """Done can become skipped and the other way round: only the last word counts, and what closes is done or known."""
    state = states(told(("a", first, None), ("a", last, None)))["a"]
    assert state.mark is last
    assert (state.mark in CLOSING) is (last in {Mark.DONE, Mark.KNOWN})


def test_renamed_step_keeps_what_was_said():
    """What was said under an earlier id counts under today's, together with what was said under that."""
    events = told(
        ("old", Mark.STARTED, 2.0), ("new", Mark.NOTED, 3.0), ("other", Mark.DONE, None), ("old", Mark.DONE, 1)
    )
    found = states(renamed(events, {"old": "new", "unused": "other"}))
    assert found.keys() == {"new", "other"}
    assert found["new"] == StepState("new", Mark.DONE, events[3].at, events[0].at, 6.0)


@LAWS
@given(EVENTS)
def test_renaming_changes_ids_only(events: Sequence[StepEvent]):
    """Renaming keeps every event, in its order, and touches nothing but the step's id."""
    found = list(renamed(events, {"a": "z"}))
    assert [event._replace(step="") for event in found] == [event._replace(step="") for event in events]
    assert [event.step for event in found] == [{"a": "z"}.get(event.step, event.step) for event in events]
