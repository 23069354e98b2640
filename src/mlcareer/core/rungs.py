"""Pay of one role in one country by rung: its cells, what is interpolated between them, the guide held against them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import ALL, BANDS, HERE, HOME, Basis, Cell, Measure, Measured, Mode, Salaries, Sample
from mlcareer.core.pay import Pay
from mlcareer.core.percentile import Placing, ordinal, percentile_of, placed

PERIOD = "2024-01 to 2025-06"
"""The newest stretch of the index: what a report shows unless a year is named."""
YEARS = {2022: "2022", 2023: "2023", 2024: "2024", 2025: "2025-01 to 2025-06"}
"""The years with cells of their own, and how the index's cells call them."""


class Interpolated(NamedTuple):
    """An estimate of our own for a rung that no source states: from the median below to the median above."""

    low: int
    high: int
    currency: str
    between: tuple[Cell, Cell]
    source: str
    as_of: str


class Verdict(NamedTuple):
    """Where the guide's band falls in the market: of its ends, the percent of rows that pay no more.

    Counted from the rows where the pack has the count, else interpolated (then the text says so), None beyond p10 or
    p90 and where the guide leaves a side open.
    """

    text: str
    low_percentile: int | None
    high_percentile: int | None


class LevelPay(NamedTuple):
    """What is known of pay at one rung; `you` is where the person's pay stands in the market."""

    level: Level
    title: str
    guide: Pay | None
    market: Cell | None
    sample: Sample | None
    interpolated: Interpolated | None
    verdict: Verdict | None
    you: Placing | None


class Judged(NamedTuple):
    """A cell and how much it can carry; one that carries nothing has no figure."""

    cell: Cell
    sample: Sample
    you: Placing | None


class GroupPay(NamedTuple):
    """Pay of one role, or a group of them, in one country: by rung, and all levels together."""

    role_id: str
    role: str
    levels: tuple[LevelPay, ...]
    overall: Judged | None

    def cells(self) -> list[Cell]:
        """Return its cells, and those that its estimates lie between."""
        overall = [self.overall.cell] if self.overall else []
        between = [cell for pay in self.levels if pay.interpolated for cell in pay.interpolated.between]
        return [*(pay.market for pay in self.levels if pay.market), *overall, *between]

    def carries(self) -> bool:
        """Tell whether every rung has a figure, or an estimate between figures."""
        return all(
            pay.interpolated is not None or (pay.market is not None and pay.market.p50 is not None)
            for pay in self.levels
        )


class Slice(NamedTuple):
    """The part of the market that is looked at: whose, where, when, which rungs, and what to place in it."""

    role: str = HOME
    country: str = HERE
    period: str = PERIOD
    level: Level | None = None
    mine: int | None = None


def group_pay(salaries: Salaries, part: Slice) -> GroupPay:
    """Return pay at every rung of a slice, or at the one it names; the guide stands beside its own role only."""
    cells = {cell.band: cell for cell in cells_of(salaries, part.role, part.country, part.period)}
    is_guide_s = (part.role, part.country, part.period) == (HOME, HERE, PERIOD)
    guide = {band.level: band.pay for band in salaries.guide} if is_guide_s else {}
    wanted = RUNGS if part.level is None else (part.level,)
    return GroupPay(
        role_id=part.role,
        role=salaries.role(part.role).name,
        levels=tuple(_level_pay(salaries, level, cells, guide.get(level), part.mine) for level in wanted),
        overall=judged(cells[ALL], part.mine) if part.level is None and ALL in cells else None,
    )


def cells_of(
    salaries: Salaries, role: str = HOME, country: str = HERE, period: str | None = PERIOD
) -> tuple[Cell, ...]:
    """Return the cells of a role in a country over every row: all levels together, then each of the index's levels.

    Of every period where it is None. This and `cells_beside` are the only ways to a cell: one whose sample is too small
    to show leaves them bare, whatever the pack says.
    """
    return tuple(
        shown(cell)
        for cell in salaries.cells
        if cell.role == role
        and cell.country == country
        and (period is None or cell.period == period)
        and cell.mode is Mode.ALL
        and cell.basis is Basis.ROWS
    )


def cells_beside(salaries: Salaries, like: Cell) -> tuple[Cell, ...]:
    """Return the cells of the same role, country, level and period by place, or over else than rows."""
    return tuple(
        shown(cell)
        for cell in salaries.cells
        if cell[:5] == like[:5] and (cell.mode, cell.basis) != (Mode.ALL, Basis.ROWS)
    )


def shown(cell: Cell) -> Cell:
    """Return a cell as it may be shown: without any figure where its sample is too small."""
    if cell.sample is not Sample.TOO_FEW:
        return cell
    return cell._replace(p10=None, p25=None, p50=None, p75=None, p90=None, ratio_to_us=None, ratio_n=None)


def judged(cell: Cell, mine: int | None = None) -> Judged:
    """Return a cell with how much it carries and where an amount stands in it."""
    bare = shown(cell)
    return Judged(bare, cell.sample, placed(mine, bare) if mine is not None else None)


def _level_pay(
    salaries: Salaries, level: Level, cells: Mapping[str, Cell], guide: Pay | None, mine: int | None
) -> LevelPay:
    by_level = {cell.level: cell for cell in cells.values() if cell.level}
    cell = by_level.get(level)
    return LevelPay(
        level=level,
        title=level.title,
        guide=guide,
        market=cell,
        sample=cell.sample if cell else None,
        interpolated=None if guide or cell or level in BANDS.values() else _interpolated(salaries, level, by_level),
        verdict=_verdict(guide, cell, salaries.measured) if guide and cell else None,
        you=placed(mine, cell) if cell and mine is not None else None,
    )


def _interpolated(salaries: Salaries, level: Level, cells: Mapping[Level, Cell]) -> Interpolated | None:
    """Return the range between the medians of the cells next below and next above, where both have one."""
    medians = {rung: cell for rung, cell in cells.items() if cell.p50 is not None}
    below = next((medians[rung] for rung in reversed(RUNGS[: level.rung - 1]) if rung in medians), None)
    above = next((medians[rung] for rung in RUNGS[level.rung :] if rung in medians), None)
    if below is None or above is None or below.p50 is None or above.p50 is None:
        return None
    low, high = sorted((below.p50, above.p50))
    source, as_of = salaries.estimate_source, salaries.estimate_as_of
    return Interpolated(low, high, below.currency, (below, above), source, as_of)


def _verdict(guide: Pay, cell: Cell, measured: Iterable[Measured]) -> Verdict | None:
    """Say in words where the guide's band lies against the market's middle; None where either has no figure."""
    p25, median, p75 = cell.p25, cell.p50, cell.p75
    if p25 is None or median is None or p75 is None or (guide.low is None and guide.high is None):
        return None
    counted = _counted(cell, measured)
    low, high = (None if end is None else counted.get(end, percentile_of(end, cell)) for end in (guide.low, guide.high))
    if guide.low is not None and guide.low > median:
        text = "the guide starts above the market's median" + _about(low, is_counted=guide.low in counted)
    elif guide.high is not None and guide.high < median:
        text = "the guide ends below the market's median" + _about(high, is_counted=guide.high in counted)
    elif guide.low is None or guide.high is None:
        text = "the guide leaves one side open, and the market's median lies within"
    elif guide.low <= p25 and guide.high >= p75:
        text = "the guide contains the market's whole middle half"
    elif guide.low >= p25 and guide.high <= p75:
        text = "the guide contains the market's median but is narrower than its middle half"
    else:
        text = "the guide contains the market's median, shifted against its middle half"
    return Verdict(text, low, high)


def _counted(cell: Cell, measured: Iterable[Measured]) -> dict[int, int]:
    """Return the percent of a cell's rows that pay no more than an amount, for the amounts that were counted in it."""
    return {
        one.amount: round(100 * one.value)
        for one in measured
        if one.what is Measure.SHARE_UP_TO and one.amount is not None
        if (one.role, one.country, one.band, PERIOD) == (cell.role, cell.country, cell.band, cell.period)
    }


def _about(percentile: int | None, *, is_counted: bool) -> str:
    if percentile is None:
        return ""
    return f", near its {ordinal(percentile)} percentile{'' if is_counted else ' (interpolated)'}"
