"""What was missed in a quiz: exactly the checks not answered rightly, each with the reasons that belong to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers
from mlcareer.core.knowledge import DONT_KNOW, OPTIONS, Bank, Check
from mlcareer.core.level import Level
from mlcareer.core.record import Taken
from mlcareer.core.review import Review, review
from mlcareer.errors import MlcareerError
from mlcareer.pack.library import Library

PACK = Library(None)
AREAS, BANK, RECORD = PACK.skills().areas, PACK.checks(), PACK.check_passes()
CHECKS = {check.id: check for part in BANK.areas for check in part.checks}
given_checks = st.dictionaries(
    st.sampled_from(sorted(CHECKS)), st.integers(DONT_KNOW, OPTIONS), min_size=1, max_size=12
)


def taken(checks: dict[str, int]) -> Taken:
    """Return a finished quiz with these answers to checks."""
    return Taken("2026-11-22T12:00:00+00:00", "standard", Answers(checks=checks), Level.MID, 0.5)


def reviewed(checks: dict[str, int], bank: Bank = BANK) -> Review:
    """Return the review of a quiz with these answers to checks."""
    return review(taken(checks), bank, AREAS, RECORD)


def one() -> Check:
    """Return some check of the bank."""
    return BANK.areas[0].checks[0]


@settings(max_examples=60, deadline=None)
@given(given_checks)
def test_missed_is_what_was_not_right(checks: dict[str, int]):
    """The missed checks and the right ones are all that was asked, and the missed keep the order of asking."""
    view = reviewed(checks)
    assert [item.check for item in view.missed] == [id_ for id_, option in checks.items() if option != CHECKS[id_].key]
    assert [item.number for item in view.missed] == list(range(1, len(view.missed) + 1))
    assert (view.checks, view.gone) == (len(checks), 0)
    assert view.right + len(view.missed) == view.checks


@settings(max_examples=60, deadline=None)
@given(given_checks)
def test_reasons_belong_to_their_options(checks: dict[str, int]):
    """Each missed check has the reason of its key and of the answer given, none for 'I don't know'."""
    for item in reviewed(checks).missed:
        check = CHECKS[item.check]
        assert (item.answer, item.key) == (checks[item.check], check.key)
        assert item.why_key == check.why[check.key - 1]
        assert item.why_answer == (check.why[item.answer - 1] if item.answer else None)
        assert (item.stem, item.options, item.reference) == (check.stem, check.options, check.reference)


def test_area_is_named():
    """A missed check bears its area's id and name."""
    [item] = reviewed({one().id: DONT_KNOW}).missed
    area = next(area for area in AREAS if area.id == BANK.areas[0].area)
    assert (item.area, item.name) == (area.id, area.name)


def test_what_the_pack_no_longer_holds_is_counted():
    """A check that is not in the pack any more is counted, neither right nor missed."""
    view = reviewed({"gone_for_good": 1, one().id: one().key, "gone_too": 0})
    assert (view.checks, view.right, view.gone, view.missed) == (3, 1, 2, ())


def test_pack_without_checks():
    """With no check left in the pack all are gone."""
    view = reviewed({one().id: 1}, Bank())
    assert (view.checks, view.right, view.gone, view.missed) == (1, 0, 1, ())


@pytest.mark.parametrize("option", [-1, 5, 99])
def test_option_that_is_none_is_no_idea(option: int):
    """An option that no check has, as only a profile edited by hand holds it, is taken for 'I don't know'."""
    [item] = reviewed({one().id: option}).missed
    assert (item.answer, item.why_answer) == (DONT_KNOW, None)


@pytest.mark.parametrize(("last", "named"), [(None, "no quiz"), (taken({}), "asked no checks")], ids=["none", "quick"])
def test_nothing_to_review(last: Taken | None, named: str):
    """Without a quiz, or after one without checks, there is a sentence with the way out, and exit code 1."""
    with pytest.raises(MlcareerError, match=named) as refused:
        review(last, BANK, AREAS, RECORD)
    assert refused.value.exit_code == 1
    assert "mlcareer quiz" in refused.value.way_out
