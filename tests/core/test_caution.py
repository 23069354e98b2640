"""Patterns that fit somebody clicking through are seen, others are not; they widen and never change the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.core.caution import FEWEST_CHECKS, FEWEST_RATINGS, Caution, cautions, widened

RATINGS = st.lists(st.integers(0, 5), min_size=14, max_size=14)


@pytest.mark.parametrize("rating", range(6))
def test_one_rating_everywhere_is_seen(rating: int):
    """All ratings alike are seen from ten on."""
    assert cautions([rating] * 14, {}) == (Caution.ALL_SAME,)
    assert cautions([rating] * (FEWEST_RATINGS - 1), {}) == ()
    assert cautions([*[rating] * 13, abs(rating - 1)], {}) == ()


@pytest.mark.parametrize("pair", [(0, 5), (5, 0), (1, 4), (0, 3)])
def test_ratings_that_jump_are_seen(pair: tuple[int, int]):
    """Ratings that jump by three levels from area to area are seen; those that jump by two are not."""
    assert cautions(pair * 7, {}) == (Caution.ALTERNATING,)
    assert cautions((1, 3) * 7, {}) == ()


def test_no_idea_of_any_check_is_seen():
    """Six checks or more, all met with 'I don't know', are seen; one answer, right or wrong, is enough not to be."""
    none = {f"i{k}": 0 for k in range(FEWEST_CHECKS)}
    assert cautions([2, 3] * 7, none) == (Caution.NO_IDEA,)
    assert cautions([2, 3] * 7, {**none, "i0": 1}) == ()
    assert cautions([2, 3] * 7, dict(list(none.items())[1:])) == ()


@given(RATINGS)
def test_a_pattern_is_one_of_both_at_most(ratings: list[int]):
    """Ratings cannot be all the same and alternate."""
    assert len(cautions(ratings, {})) <= 1


@given(st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(any), st.sampled_from([(), (Caution.ALL_SAME,)]))
def test_widening_keeps_sum_and_order(weights: list[float], found: tuple[Caution, ...]):
    """What is left open is spread evenly: the sum stays 1, and no rung overtakes another."""
    chances = [weight / sum(weights) for weight in weights]
    wide = widened(chances, found)
    assert sum(wide) == pytest.approx(1)
    assert all(
        (a <= b) == (c <= d) or c == pytest.approx(d)
        for a, c in zip(chances, wide, strict=True)
        for b, d in zip(chances, wide, strict=False)
    )
    assert max(wide) <= max(chances) + 1e-12
