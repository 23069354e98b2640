"""What is said of pay in words: samples, places of work, years, official wages, other sources, other currencies."""

from mlcareer.core.level import Level
from mlcareer.core.market import FEW_ROWS, FEWEST_ROWS, HERE, HOME, WORLD, Cell, Elsewhere, Mode, Official, Sample
from mlcareer.core.rungs import Interpolated, Judged
from mlcareer.core.salary import WIDER, Detail, Mine
from mlcareer.render.words import counted, money, short_money

MODES = {Mode.REMOTE: "remote", Mode.ON_SITE: "on site", Mode.ALL: "anywhere"}
YEAR_NAMES = {"2025-01 to 2025-06": "2025 to June"}


def counts(cell: Cell) -> str:
    """Return how many rows a cell has, and how many of them differ."""
    return f"{counted(cell.n_rows, 'row')}, {cell.n_distinct:,} of them distinct"


def sample_words(cell: Cell) -> str:
    """Return a cell's counts with what they are worth."""
    if cell.sample is Sample.TOO_FEW:
        return f"too few rows for a figure: {counts(cell)}"
    return f"few rows, read with care: {counts(cell)}" if cell.sample is Sample.FEW else counts(cell)


def nothing_words(level: Level | None, role_id: str, country: str) -> str:
    """Say why there is no cell: nobody advertises it, or the pack does not count it apart."""
    if country not in (HERE, WORLD) and role_id not in (HOME, *WIDER):
        return "not counted apart in this country"
    return f"no adverts are labelled {level.title}" if level else "no adverts"


def mine_words(mine: Mine) -> str:
    """Return the person's pay, and as what it is placed."""
    if mine.placed_as == mine.amount:
        return money(mine.amount, mine.currency)
    return f"{money(mine.amount, mine.currency)}, taken as {money(mine.placed_as, 'USD')}"


def estimate_words(estimate: Interpolated) -> str:
    """Say what an estimate was made from, and that it is ours."""
    medians = " and ".join(
        f"{cell.level.title if cell.level else cell.band} ({money(cell.p50 or 0, cell.currency)}, {cell.n_rows:,} rows)"
        for cell in estimate.between
    )
    return f"interpolated between the medians of {medians}: our own estimate, no source states it"


def repeats_words(detail: Detail) -> str:
    """Return the median without repeated adverts, and the bands that adverts typically state."""
    parts = []
    if detail.repeats_removed:
        parts.append(f"with repeats removed {_median(detail.repeats_removed)}")
    amounts = [one.cell.p50 for one in detail.bands if one.cell.p50 is not None]
    if len(amounts) == len(detail.bands) > 0:
        low, middle, high = (money(amount, detail.bands[0].cell.currency) for amount in amounts)
        counted = f"{detail.bands[0].cell.n_rows:,} bands{_care(detail.bands[0])}"
        parts.append(f"advert bands typically {low} to {high}, middle {middle} ({counted})")
    elif detail.bands:
        parts.append(f"advert bands: too few ({detail.bands[0].cell.n_rows:,})")
    return "; ".join(parts)


def modes_words(detail: Detail) -> str:
    """Return the medians by place of work, with the rows behind them."""
    return "; ".join(
        f"{MODES[one.cell.mode]} {_median(one)} ({one.cell.n_rows:,} rows{_care(one)})"
        if one.cell.p50 is not None
        else f"{MODES[one.cell.mode]} too few rows ({_few(one.cell)})"
        for one in detail.modes
    )


def years_words(detail: Detail) -> str:
    """Return the medians of years that were counted alike, with the rows behind them."""
    parts = [
        f"{YEAR_NAMES.get(one.cell.period, one.cell.period)} {_median(one)} ({one.cell.n_rows:,} rows{_care(one)})"
        if one.cell.p50 is not None
        else f"{YEAR_NAMES.get(one.cell.period, one.cell.period)} too few rows ({_few(one.cell)})"
        for one in detail.years
    ]
    return f"medians: {'; '.join(parts)}" if parts else ""


def official_words(rows: tuple[Official, ...]) -> str:
    """Return national wages of broader occupations: 25th percentile, median, 75th."""
    parts = [f"{row.occupation} {_three(row.p25, row.p50, row.p75)}" for row in rows if row.p25 and row.p50 and row.p75]
    return f"broader: {'; '.join(parts)} (p25 / median / p75; released {rows[0].as_of})" if parts else ""


def elsewhere_words(one: Elsewhere) -> str:
    """Return another source's figure with what its points are."""
    sides = [one.low, one.middle, one.high]
    figures = " / ".join(f"{side:,.0f}" if one.per == "year" else f"{side:,.2f}" for side in sides if side is not None)
    basis = f"{one.n:,} salaries" if one.n is not None else "number of salaries not known"
    per = f"an {one.per}" if one.per == "hour" else f"a {one.per}"
    return f"{one.what}: {figures} {one.currency} {per} ({one.points}; {basis}; {one.as_of})"


def ratio_words(cell: Cell) -> str:
    """Return pay against the United States, judged by the rows behind it; nothing where it is not known."""
    if cell.ratio_to_us is None or cell.ratio_n is None:
        return ""
    few = ", few" if cell.ratio_n < FEW_ROWS else ""
    return (
        f"{cell.ratio_to_us:.2f} of US pay for the same titles and levels, by the index's own rates "
        f"({cell.ratio_n:,} rows{few})"
    )


def _median(one: Judged) -> str:
    return "too few rows" if one.cell.p50 is None else money(one.cell.p50, one.cell.currency)


def _few(cell: Cell) -> str:
    """Return the count that is too small: the rows, else those of them that differ."""
    return f"{cell.n_rows:,}" if cell.n_rows < FEWEST_ROWS else f"{cell.n_rows:,}, {cell.n_distinct:,} distinct"


def _care(one: Judged) -> str:
    return ", few" if one.sample is Sample.FEW else ""


def _three(*amounts: int) -> str:
    return " / ".join(short_money(amount) for amount in amounts)
