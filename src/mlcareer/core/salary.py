"""Pay at each rung: the guide's claim beside the market's percentiles, with what separates them in words."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.pay import Pay
from mlcareer.core.plain import Fault, repeated

FEWEST_ROWS, FEW_ROWS = 30, 100
"""Below the first a cell shows no figure, below the second it carries a warning."""


class Sample(StrEnum):
    """How much a cell's figures can carry, by the smaller of its row counts."""

    ENOUGH = "enough"
    FEW = "few"
    TOO_FEW = "too_few"


class Cell(NamedTuple):
    """Percentiles of yearly pay in one slice of the market, in whole units of `currency`."""

    id: str
    level: Level | None
    band: str
    currency: str
    period: str
    n_rows: int
    n_distinct: int
    p10: int | None
    p25: int | None
    p50: int | None
    p75: int | None
    p90: int | None
    source: str
    as_of: str
    note: str = ""

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: percentiles out of order, partly missing, or given for a cell too small to show."""
        given = [amount for _, amount in self.points()]
        if not 0 <= self.n_distinct <= self.n_rows:
            yield "n_distinct", f"expected 0 to n_rows ({self.n_rows}), found {self.n_distinct}"
        if given and self.sample is Sample.TOO_FEW:
            yield "p50", f"expected no figure below {FEWEST_ROWS} rows, found {self.p50}"
        if len(given) not in (0, 5):
            yield "p50", "expected all five percentiles or none"
        if given != sorted(given):
            yield "p50", f"expected percentiles in order, found {given}"

    @property
    def sample(self) -> Sample:
        """How much the figures can carry: the stricter of rows and distinct rows."""
        fewest = min(self.n_rows, self.n_distinct)
        if fewest < FEWEST_ROWS:
            return Sample.TOO_FEW
        return Sample.FEW if fewest < FEW_ROWS else Sample.ENOUGH

    def points(self) -> tuple[tuple[int, int], ...]:
        """Return (percent, amount) for each percentile the cell has."""
        known = ((10, self.p10), (25, self.p25), (50, self.p50), (75, self.p75), (90, self.p90))
        return tuple((percent, amount) for percent, amount in known if amount is not None)


class GuideBand(NamedTuple):
    """The pay the guide states for a rung."""

    level: Level
    pay: Pay


class Claim(NamedTuple):
    """A single figure of the guide, and what the data say of it."""

    id: str
    amount: int
    currency: str
    says: str
    finding: str
    source: str
    as_of: str
    checked_against: str
    levels: tuple[Level, ...] = ()
    """The rungs it speaks of; none means that it speaks of all together."""


class Salaries(NamedTuple):
    """Everything salaries.yaml holds: one role in one country."""

    role: str
    country: str
    counts: str
    estimate_source: str
    estimate_as_of: str
    guide: tuple[GuideBand, ...]
    market: tuple[Cell, ...]
    claims: tuple[Claim, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two cells or two bands for one level."""
        yield from repeated("guide", [band.level for band in self.guide])
        yield from repeated("market", [cell.level or "all" for cell in self.market])
        currencies = {cell.currency for cell in self.market} | {band.pay.currency for band in self.guide}
        if len(currencies) > 1:
            yield "market", f"expected one currency, found {', '.join(sorted(currencies))}"


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
        role=salaries.role,
        country=salaries.country,
        counts=salaries.counts,
        levels=levels,
        overall=next((cell for cell in salaries.market if cell.level is None), None) if level is None else None,
        claims=claims,
        sources=tuple(dict.fromkeys(named)),
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
    cell = next((cell for cell in salaries.market if cell.level is level), None)
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
    medians = {cell.level: cell for cell in salaries.market if cell.level and cell.p50 is not None}
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
