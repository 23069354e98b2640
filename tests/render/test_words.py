"""How figures are written."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.pay import Pay
from mlcareer.core.skill import Hours
from mlcareer.render.words import hours, levels, money, pay_range, percent, short_money, years

some = settings(max_examples=100, deadline=None)
amounts = st.integers(0, 10**7)


@some
@given(amounts, st.sampled_from(["USD", "GBP", "INR"]))
def test_money_is_whole(amount: int, currency: str):
    """An amount can be read back from how it is written, and its currency stands with it."""
    written = money(amount, currency)
    assert int(re.sub(r"\D", "", written)) == amount
    assert written.startswith("$") if currency == "USD" else written.endswith(f" {currency}")


def test_money_looks():
    """Amounts are grouped by thousands; a dollar sign stands before, any other currency after."""
    assert money(200000, "USD") == "$200,000"
    assert money(96000, "GBP") == "96,000 GBP"
    assert short_money(194000) == "194K"


@some
@given(amounts)
def test_short_money_is_near(amount: int):
    """The short form is within half a thousand of the amount."""
    assert abs(int(short_money(amount).removesuffix("K")) * 1000 - amount) <= 500


@some
@given(st.floats(0, 1))
def test_percent_is_near_and_never_certain(chance: float):
    """A chance is written within half a percent of what it is, and never as 0 or 100."""
    written = percent(chance)
    figure = int(re.sub(r"\D", "", written))
    assert 1 <= figure <= 99
    if written[0] == "<":
        assert 100 * chance < figure
    elif written[0] == ">":
        assert 100 * chance > figure
    else:
        assert abs(figure - 100 * chance) <= 0.5


@some
@given(st.floats(0, 1), st.floats(0, 1))
def test_percent_keeps_order(one: float, other: float):
    """Of two chances the greater is never written as the smaller."""

    def rank(written: str) -> float:
        return float(re.sub(r"\D", "", written)) + {"<": -0.5, ">": 0.5}.get(written[0], 0)

    low, high = sorted((one, other))
    assert rank(percent(low)) <= rank(percent(high))


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (220000, 300000, "$220,000 to $300,000"),
        (322000, None, "$322,000 or more"),
        (None, 90000, "up to $90,000"),
        (None, None, "not stated"),
        (0, 0, "$0 to $0"),
    ],
)
def test_open_side_is_said(low: int | None, high: int | None, written: str):
    """A side that the source leaves open is said in words; zero is a figure."""
    assert pay_range(Pay(low, high, "USD", "guide", "2026")) == written


@pytest.mark.parametrize(("low", "high", "written"), [(0, 2, "0–2 years"), (10, None, "10+ years")])
def test_years(low: int, high: int | None, written: str):
    """A band of years shows both ends, an open one a plus."""
    assert years(low, high) == written


def test_hours():
    """A band of hours shows its ends."""
    assert hours(Hours(10, 15, 24)) == "10–24 h"


@pytest.mark.parametrize("low", RUNGS)
@pytest.mark.parametrize("high", RUNGS)
def test_levels(low: Level, high: Level):
    """A range of rungs names its ends, or the one rung where there is but one."""
    assert levels(low, high).split(" to ") == list(dict.fromkeys([low.title, high.title]))
