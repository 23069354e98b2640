"""Placing an amount among adverts: a percentile with a band as wide as the sample makes it, never falling."""

from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.market import HOME, Basis, Cell, Mode, Sample
from mlcareer.core.percentile import CLOSE, percentile_of, placed

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=200, deadline=None, database=None, phases=PHASES)
MOST = 400_000


def cell(*amounts: int, distinct: int = 2000) -> Cell:
    """Return a cell with these five percentiles."""
    found = Cell(
        HOME, "US", "SE", "USD", "2024", Mode.ALL, Basis.ROWS, 2 * distinct, distinct, source="test", as_of="2026"
    )
    return found._replace(**dict(zip(("p10", "p25", "p50", "p75", "p90"), amounts, strict=True)))


AMOUNTS = st.lists(st.integers(0, MOST), min_size=5, max_size=5).map(sorted)
CELLS = st.builds(lambda amounts, distinct: cell(*amounts, distinct=distinct), AMOUNTS, st.integers(30, 5000))


@LAWS
@given(CELLS, st.lists(st.integers(0, MOST), min_size=2, max_size=12))
def test_more_pay_never_stands_lower(market: Cell, amounts: list[int]):
    """Neither end of the band, nor the percentile in it, falls while the amount rises."""
    places = [placed(amount, market) for amount in sorted([*amounts, *(known for _, known in market.points())])]
    for one, other in pairwise(places):
        assert one is not None
        assert other is not None
        assert (one.low, one.high) <= (other.low, other.high)
        assert one.low <= other.low
        assert one.high <= other.high
        assert one.percent is None or other.percent is None or one.percent <= other.percent


@LAWS
@given(CELLS, st.integers(0, MOST))
def test_band_holds_the_percentile_and_words_say_the_same(market: Cell, amount: int):
    """The percentile lies in its band; what is said is 'about' only where both ends are close."""
    place = placed(amount, market)
    assert place is not None
    assert 0 <= place.low <= place.high <= 100
    assert place.adverts == market.n_distinct // 2
    if place.percent is None:
        assert place.text in {"below the 10th percentile", "above the 90th percentile"}
        assert percentile_of(amount, market) is None
        return
    assert place.low <= place.percent <= place.high
    is_close = place.percent - place.low <= CLOSE and place.high - place.percent <= CLOSE
    assert place.text.startswith("about the" if is_close else "between the")
    named = [place.percent] if is_close else [place.low, place.high]
    assert [int("".join(filter(str.isdigit, word))) for word in place.text.split() if word[0].isdigit()] == named


@LAWS
@given(AMOUNTS, st.integers(0, MOST), st.integers(30, 2000), st.integers(1, 2000))
def test_more_adverts_never_widen_the_band(amounts: list[int], amount: int, few: int, more: int):
    """The same percentile from more adverts has a band no wider, a rounded point aside."""
    place, surer = (placed(amount, cell(*amounts, distinct=n)) for n in (few, few + more))
    assert place is not None
    assert surer is not None
    assert surer.high - surer.low <= place.high - place.low + 1


@LAWS
@given(st.integers(0, MOST), st.integers(0, 29), AMOUNTS)
def test_too_few_rows_place_nobody(amount: int, distinct: int, amounts: list[int]):
    """A cell too small to show places no amount, even where it holds figures by mistake."""
    small = cell(*amounts, distinct=distinct)
    assert small.sample is Sample.TOO_FEW
    assert placed(amount, small) is None


@pytest.mark.parametrize(
    ("distinct", "amount", "low", "high", "text"),
    [
        (1395, 300, 48, 52, "about the 50th percentile"),
        (117, 300, 42, 58, "between the 42nd and the 58th percentile"),
        (63, 200, 16, 36, "between the 16th and the 36th percentile"),
        (1395, 99, 0, 12, "below the 10th percentile"),
        (1395, 501, 88, 100, "above the 90th percentile"),
        (1395, 100, 9, 12, "about the 10th percentile"),
    ],
)
def test_band_by_hand(distinct: int, amount: int, low: int, high: int, text: str):
    """Wilson's 80 % interval over half the distinct rows, computed by hand for a few."""
    place = placed(amount, cell(100, 200, 300, 400, 500, distinct=distinct))
    assert place is not None
    assert (place.low, place.high, place.text) == (low, high, text)


def test_equal_percentiles_are_placed_between_both():
    """An amount that is two percentiles at once has a band from the lower to the higher."""
    place = placed(200, cell(100, 200, 200, 300, 400))
    assert place is not None
    assert (place.percent, place.low, place.high) == (38, 23, 52)
