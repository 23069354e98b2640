"""Where an amount falls among the adverts of a cell, and how far the adverts bear that out."""

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from mlcareer.core.market import Cell, Sample

Z = 1.2816
"""Standard deviations to either side that hold 80 % of a normal distribution."""
CLOSE = 5
"""Percentile points: a band no further than this from the estimate on either side is said as 'about'."""
ROWS_AN_ADVERT = 2
"""An advert states a band, and the index holds its two ends as two rows."""


class Placing(NamedTuple):
    """The percentile of an amount, with a band that holds it in 80 of 100 samples of so many adverts.

    `percent` is None below the 10th and above the 90th percentile, where a cell says no more than that.
    """

    percent: int | None
    low: int
    high: int
    adverts: int
    text: str


def percentile_of(amount: int, cell: Cell) -> int | None:
    """Return the percentile at which `amount` falls in a cell, linear between the five known ones.

    None where it lies below the 10th or above the 90th, or the cell shows no figure.
    """
    return next((round(percent) for percent in _percents(amount, cell)), None)


def placed(amount: int, cell: Cell) -> Placing | None:
    """Return where an amount stands in a cell; None where the cell is too small to show.

    The band is Wilson's interval for the share of adverts below (Wilson 1927), over the adverts that differ: half the
    distinct rows, for these are the two ends of bands. Both of its ends never fall while the amount rises.
    """
    points = cell.points()
    if not points or cell.sample is Sample.TOO_FEW:
        return None
    adverts = max(cell.n_distinct // ROWS_AN_ADVERT, 1)
    (least, lowest), *_, (most, highest) = points
    if amount < lowest:
        return Placing(None, 0, _wilson(least, adverts)[1], adverts, f"below the {ordinal(least)} percentile")
    if amount > highest:
        return Placing(None, _wilson(most, adverts)[0], 100, adverts, f"above the {ordinal(most)} percentile")
    percents = list(_percents(amount, cell))
    low, high = _wilson(percents[0], adverts)[0], _wilson(percents[-1], adverts)[1]
    percent = round((percents[0] + percents[-1]) / 2)
    if percent - low <= CLOSE and high - percent <= CLOSE:
        text = f"about the {ordinal(percent)} percentile"
    else:
        text = f"between the {ordinal(low)} and the {ordinal(high)} percentile"
    return Placing(percent, low, high, adverts, text)


def _percents(amount: int, cell: Cell) -> Iterator[float]:
    """Yield where `amount` falls between known percentiles, lowest first; more than one where several are equal."""
    for (low_percent, low), (high_percent, high) in pairwise(cell.points()):
        if low <= amount <= high:
            if high > low:
                yield low_percent + (amount - low) / (high - low) * (high_percent - low_percent)
            else:
                yield from (low_percent, high_percent)


def _wilson(percent: float, n: int) -> tuple[int, int]:
    """Return the ends of Wilson's 80 % interval of a percentage seen among n, in whole percent."""
    share, square = percent / 100, Z * Z
    centre = share + square / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = ((centre + side) / (1 + square / n) for side in (-half, half))
    return round(100 * low), round(100 * high)


def ordinal(number: int) -> str:
    """Return 1 as '1st', 58 as '58th'."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
