"""A year's pay as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.core.amount import LEAST, MOST, amount_named
from mlcareer.errors import WrongUsageError


@given(st.integers(LEAST, MOST))
def test_written_amounts_are_read_back(amount: int):
    """An amount is read back however its thousands are set apart."""
    written = [f"{amount:,}", f"{amount:_}", f"{amount:,}".replace(",", " "), f"${amount}", f" {amount} "]
    assert {amount_named("--mine", text) for text in written} == {amount}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("210k", 210_000),
        ("210K", 210_000),
        ("82.5k", 82_500),
        ("2.4m", 2_400_000),
        ("\u20ac95,000", 95_000),
        ("24,00,000", 2_400_000),
    ],
)
def test_short_forms(text: str, amount: int):
    """Thousands and millions may be written short."""
    assert amount_named("--mine", text) == amount


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("210", "--mine 210k"),
        ("0", "210000"),
        ("210.000", "is the point"),
        ("210000.50", "is the point"),
        ("much", "expected a year's pay"),
        ("-5k", "expected a year's pay"),
        ("", "expected a year's pay"),
        ("2100,00", "expected a year's pay"),
        ("1" * 400, "more than anybody"),
        ("9e9", "expected a year's pay"),
        ("2000m", "more than anybody"),
    ],
)
def test_what_is_no_year_s_pay_is_refused(text: str, says: str):
    """What cannot be a year's pay is refused with the way to write it."""
    with pytest.raises(WrongUsageError) as refused:
        amount_named("--mine", text)
    assert says in f"{refused.value.message} {refused.value.way_out}"
