"""What a certification costs in the end: once, each year, or nobody found out."""

from enum import StrEnum
from math import ceil
from typing import NamedTuple

from mlcareer.core.certification import Certification, Per, Price, Study

MONTHS_A_YEAR = 12
WEEKS_A_MONTH = 365.25 / 7 / MONTHS_A_YEAR


class Falls(StrEnum):
    """How often the cost falls due."""

    FREE = "free"
    ONCE = "once"
    YEARLY = "yearly"
    UNKNOWN = "unknown"


class Fee(NamedTuple):
    """The cost of an offer, in units of the currency of its price.

    `a_year` is the price spread over the months that the certificate is valid, as if each renewal cost the same again;
    None where it falls due once, as it does where there is no renewal after the exam's end, or is unknown, as it is
    after a beta, whose price nobody pays again. `low` and `high` are paid until the certificate is there, None where
    that is not known. The months of a subscription are reckoned from the hours of study and `hours_a_week`. `due_every`
    are the months after which a free renewal is due.
    """

    falls: Falls
    currency: str | None = None
    low: float | None = None
    high: float | None = None
    a_year: float | None = None
    months_low: int | None = None
    months_high: int | None = None
    hours_a_week: float | None = None
    due_every: int | None = None


def fee_of(entry: Certification, hours_a_week: float) -> Fee:
    """Return what an offer costs somebody who studies `hours_a_week`."""
    price = entry.price
    if price is None:
        return Fee(Falls.UNKNOWN)
    amount, currency = price.amount, price.currency
    if amount == 0:
        return Fee(Falls.FREE, currency, 0.0, 0.0, 0.0)
    if price.per is Per.MONTH:
        return _subscription(price, entry.study, hours_a_week)
    if entry.renewal and (entry.renewal.is_free or entry.renewal.is_over):
        due_every = None if entry.renewal.is_over else entry.valid_months
        return Fee(Falls.ONCE, currency, amount, amount, due_every=due_every)
    if entry.valid_months is not None and not price.is_beta:
        return Fee(Falls.YEARLY, currency, amount, amount, round(amount * MONTHS_A_YEAR / entry.valid_months, 2))
    return Fee(Falls.ONCE if entry.expires is False else Falls.UNKNOWN, currency, amount, amount)


def _subscription(price: Price, study: Study | None, hours_a_week: float) -> Fee:
    """Return the cost of a course paid by the month: each month begun is paid."""
    if study is None:
        return Fee(Falls.UNKNOWN, price.currency)
    low, high = (ceil(hours / (hours_a_week * WEEKS_A_MONTH)) for hours in (study.low, study.high))
    return Fee(
        Falls.ONCE,
        price.currency,
        price.amount * low,
        price.amount * high,
        months_low=low,
        months_high=high,
        hours_a_week=hours_a_week,
    )
