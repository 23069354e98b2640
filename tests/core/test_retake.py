"""When a quiz is worth taking again."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlcareer.core.retake import RETAKE_DAYS, is_early, retake_after

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_two_weeks():
    """A quiz of 22 November is worth taking again after 6 December."""
    assert retake_after(date(2026, 11, 22)) == date(2026, 12, 6)


@given(days, st.integers(0, 60))
def test_early_is_before_that_day(finished: date, later: int):
    """It is early on each of the fourteen days from the quiz on, and never after them."""
    assert is_early(finished, finished + timedelta(days=later)) == (later < RETAKE_DAYS)
