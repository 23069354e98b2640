"""What a certification costs: once, each year, nothing, or unknown; never a figure that no price carries."""

import re
from math import ceil, isclose

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.core.test_offer import an_exam

from mlcareer.core.certification import Certification, Certifications, Per, Price, Renewal, Study
from mlcareer.core.fee import Falls, fee_of
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=200, deadline=None, database=None, phases=PHASES)
HOURS = st.floats(0.5, 80)
AMOUNTS = st.integers(1, 1000).map(float)


def priced(amount: float | None, per: Per = Per.EXAM, **more: object) -> Certification:
    """Return an exam or course of that price in USD."""
    price = None if amount is None else Price(amount, "USD", per)
    return an_exam()._replace(price=price, **more)


@LAWS
@given(amount=AMOUNTS, months=st.integers(1, 60), hours=HOURS)
def test_a_renewed_exam_costs_its_price_each_time(amount: float, months: int, hours: float):
    """Where each renewal costs a fee, the years that a certificate is valid carry its price, whoever studies."""
    fee = fee_of(priced(amount, valid_months=months), hours)
    assert fee.falls is Falls.YEARLY
    assert isclose((fee.a_year or 0) * months / 12, amount, abs_tol=0.005 * months / 12 + 1e-9)
    assert fee.low == fee.high == amount


@pytest.mark.parametrize(
    ("amount", "months", "a_year"), [(200, 24, 100), (100, 36, 33.33), (70.5, 24, 35.25), (165, 12, 165)]
)
def test_figures_by_hand(amount: float, months: int, a_year: float):
    """Price times twelve over the months of validity."""
    assert fee_of(priced(amount, valid_months=months), 6).a_year == a_year


def test_a_free_renewal_leaves_one_fee():
    """Where renewal is free the fee falls due once, and the months after which to renew are told."""
    fee = fee_of(priced(165, valid_months=12, renewal=Renewal("online", is_free=True)), 6)
    assert (fee.falls, fee.low, fee.high, fee.a_year, fee.due_every) == (Falls.ONCE, 165, 165, None, 12)


def test_a_renewal_that_is_over_leaves_one_fee():
    """Where the renewal goes with the exam nobody pays it again: no cost a year, for however long it is valid."""
    fee = fee_of(priced(165, valid_months=12, renewal=Renewal("none after its end", is_over=True)), 6)
    assert (fee.falls, fee.low, fee.high, fee.a_year, fee.due_every) == (Falls.ONCE, 165, 165, None, None)


def test_what_does_not_expire_is_paid_once():
    """A certificate without an end is paid once; of one whose end is unknown the cost a year is too."""
    lasting, unknown = fee_of(priced(99, expires=False), 6), fee_of(priced(99), 6)
    assert (lasting.falls, lasting.a_year, lasting.high) == (Falls.ONCE, None, 99)
    assert (unknown.falls, unknown.a_year, unknown.high) == (Falls.UNKNOWN, None, 99)


@LAWS
@given(amount=AMOUNTS, months=st.none() | st.integers(1, 60), expires=st.sampled_from([None, True]))
def test_a_beta_price_gives_no_figure_a_year(amount: float, months: int | None, expires: bool | None):
    """What the beta cost is paid, but no renewal will cost it again, so the cost a year is unknown."""
    exam = priced(amount, valid_months=months, expires=expires)
    fee = fee_of(exam._replace(price=Price(amount, "USD", is_beta=True)), 6)
    assert (fee.falls, fee.a_year, fee.low, fee.high) == (Falls.UNKNOWN, None, amount, amount)


def test_a_beta_price_is_all_where_nothing_is_paid_again():
    """Where renewal is free, or none is needed, the price of the beta is the whole cost."""
    beta = Price(75, "USD", is_beta=True)
    free = fee_of(an_exam()._replace(price=beta, valid_months=12, renewal=Renewal("online", is_free=True)), 6)
    lasting = fee_of(an_exam()._replace(price=beta, expires=False), 6)
    assert (free.falls, lasting.falls) == (Falls.ONCE, Falls.ONCE)


def test_nothing_is_told_without_a_price():
    """Without a price there is no figure at all; what is free says so, whatever its validity."""
    assert fee_of(priced(None, valid_months=24), 6) == (Falls.UNKNOWN, *([None] * 8))
    free = fee_of(priced(0, valid_months=24), 6)
    assert (free.falls, free.low, free.high, free.a_year) == (Falls.FREE, 0, 0, 0)


@LAWS
@given(amount=AMOUNTS, low=st.integers(1, 200), more=st.integers(0, 200), hours=HOURS)
def test_a_subscription_is_paid_by_the_months_begun(amount: float, low: int, more: int, hours: float):
    """A course paid by the month costs every month begun at these hours a week, more of them for fewer hours."""
    course = priced(amount, Per.MONTH, study=Study(low, low + more, "ours"))
    fee = fee_of(course, hours)
    a_month = hours * 365.25 / 7 / 12
    assert (fee.months_low, fee.months_high) == (ceil(low / a_month), ceil((low + more) / a_month))
    assert (fee.low, fee.high) == (amount * (fee.months_low or 0), amount * (fee.months_high or 0))
    assert (fee_of(course, hours / 2).high or 0) >= (fee.high or 0)


def test_a_subscription_of_unknown_length_has_no_sum():
    """Without hours of study nobody can tell how many months are paid."""
    fee = fee_of(priced(49, Per.MONTH), 6)
    assert (fee.falls, fee.low, fee.high, fee.currency) == (Falls.UNKNOWN, None, None, "USD")


def test_no_shipped_figure_without_a_price(library: Library):
    """Every shipped entry has a cost; a figure only where there is a price, a yearly one only with a validity."""
    entries: Certifications = library.certifications()
    for entry in entries.certifications:
        fee = fee_of(entry, 6)
        assert (fee.high is None) or entry.price is not None
        assert fee.a_year is None or not re.match("beta price", entry.price.note if entry.price else "")
        assert (fee.falls is Falls.YEARLY) <= (entry.valid_months is not None)
