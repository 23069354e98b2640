"""Pay at each rung: the guide's claim beside the market's percentiles, with what separates them in words."""

from itertools import pairwise
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import ALL, HOME, Basis, Cell, Claim, Mode, Salaries, Sample
from mlcareer.core.pay import Pay

PERIOD = "2024-01 to 2025-06"
"""The newest stretch of the index: what a report shows unless a year is named."""


class Interpolated(NamedTuple):
    """An estimate of our own for a rung that no source states: from the median below to the median above."""

    low: int
    high: int
    currency: str
    between: tuple[Cell, Cell]
    source: str
    as_of: str


class Verdict(NamedTuple):
    """Where the guide's band falls in the market; percentiles are interpolated, None where beyond p10 or p90."""

    text: str
    low_percentile: int | None
    high_percentile: int | None


class LevelPay(NamedTuple):
    """What is known of pay at one rung."""

    level: Level
    title: str
    guide: Pay | None
    market: Cell | None
    sample: Sample | None
    interpolated: Interpolated | None
    verdict: Verdict | None


class SalaryReport(NamedTuple):
    """Pay at the rungs asked for, and the guide's single figures with what is wrong with them."""

    role: str
    country: str
    counts: str
    levels: tuple[LevelPay, ...]
    overall: Cell | None
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]


def report(salaries: Salaries, level: Level | None = None) -> SalaryReport:
    """Return what the pack knows of pay at one level, or at all of them where none is named."""
    wanted = RUNGS if level is None else (level,)
    levels = tuple(_level_pay(salaries, rung) for rung in wanted)
    claims = tuple(claim for claim in salaries.claims if level is None or level in claim.levels)
    named = [part.source for pay in levels for part in (pay.guide, pay.market, pay.interpolated) if part]
    named += [cell.source for pay in levels if pay.interpolated for cell in pay.interpolated.between]
    named += [source for claim in claims for source in (claim.source, claim.checked_against)]
    return SalaryReport(
        role=salaries.role(HOME).name,
        country="US",
        counts=salaries.counts,
        levels=levels,
        overall=next((cell for cell in cells_of(salaries) if cell.band == ALL), None) if level is None else None,
        claims=claims,
        sources=tuple(dict.fromkeys(named)),
    )


def cells_of(salaries: Salaries, role: str = HOME, country: str = "US", period: str = PERIOD) -> tuple[Cell, ...]:
    """Return the cells of a role in a country over every row: all levels together, then each of the index's levels."""
    return tuple(
        cell
        for cell in salaries.cells
        if (cell.role, cell.country, cell.period) == (role, country, period)
        and cell.mode is Mode.ALL
        and cell.basis is Basis.ROWS
    )


def percentile_of(amount: int, cell: Cell) -> int | None:
    """Return the percentile at which `amount` falls in a cell, linear between the five known ones.

    None where it lies below the 10th or above the 90th, or the cell shows no figure.
    """
    for (low_percent, low), (high_percent, high) in pairwise(cell.points()):
        if low <= amount <= high:
            share = (amount - low) / (high - low) if high > low else 0.0
            return round(low_percent + share * (high_percent - low_percent))
    return None


def _level_pay(salaries: Salaries, level: Level) -> LevelPay:
    guide = next((band.pay for band in salaries.guide if band.level is level), None)
    cell = next((cell for cell in cells_of(salaries) if cell.level is level), None)
    interpolated = None if guide or cell else _interpolated(salaries, level)
    return LevelPay(
        level=level,
        title=level.title,
        guide=guide,
        market=cell,
        sample=cell.sample if cell else None,
        interpolated=interpolated,
        verdict=_verdict(guide, cell) if guide and cell else None,
    )


def _interpolated(salaries: Salaries, level: Level) -> Interpolated | None:
    """Return the range between the medians of the cells next below and next above, where both have one."""
    medians = {cell.level: cell for cell in cells_of(salaries) if cell.level and cell.p50 is not None}
    below = next((medians[rung] for rung in reversed(RUNGS[: level.rung - 1]) if rung in medians), None)
    above = next((medians[rung] for rung in RUNGS[level.rung :] if rung in medians), None)
    if below is None or above is None or below.p50 is None or above.p50 is None:
        return None
    low, high = sorted((below.p50, above.p50))
    source, as_of = salaries.estimate_source, salaries.estimate_as_of
    return Interpolated(low, high, below.currency, (below, above), source, as_of)


def _verdict(guide: Pay, cell: Cell) -> Verdict | None:
    """Say in words where the guide's band lies against the market's middle; None where either has no figure."""
    p25, median, p75 = cell.p25, cell.p50, cell.p75
    if p25 is None or median is None or p75 is None or (guide.low is None and guide.high is None):
        return None
    low = percentile_of(guide.low, cell) if guide.low is not None else None
    high = percentile_of(guide.high, cell) if guide.high is not None else None
    if guide.low is not None and guide.low > median:
        text = "the guide starts above the market's median" + _about(low)
    elif guide.high is not None and guide.high < median:
        text = "the guide ends below the market's median" + _about(high)
    elif guide.low is None or guide.high is None:
        text = "the guide leaves one side open, and the market's median lies within"
    elif guide.low <= p25 and guide.high >= p75:
        text = "the guide contains the market's whole middle half"
    elif guide.low >= p25 and guide.high <= p75:
        text = "the guide contains the market's median but is narrower than its middle half"
    else:
        text = "the guide contains the market's median, shifted against its middle half"
    return Verdict(text, low, high)


def _about(percentile: int | None) -> str:
    return "" if percentile is None else f", near its {ordinal(percentile)} percentile"


def ordinal(number: int) -> str:
    """Return 1 as '1st', 58 as '58th'."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
