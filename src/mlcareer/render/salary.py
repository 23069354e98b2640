"""Pay: all rungs at a glance, or one rung as percentile strips on a common scale."""

from mlcareer.core.market import Cell, Sample
from mlcareer.core.salary import Interpolated, LevelPay, SalaryReport
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import DIM, WARNING
from mlcareer.render.words import GUIDE, money, pay_range, short_money

LABEL = 10
"""Columns before a strip."""


def draw(screen: Screen, report: SalaryReport) -> None:
    """Draw the table of all rungs or the strips of one, then what the guide's single figures are worth."""
    if len(report.levels) == 1:
        _one(screen, report, report.levels[0])
    else:
        _all(screen, report)
    if report.claims:
        screen.blank()
        screen.say(("Single figures of the guide, and what the market says of them", DIM))
    for claim in report.claims:
        screen.item(f"{money(claim.amount, claim.currency)}, {claim.says}. {claim.finding}")
    screen.sources(report.sources)


def _one(screen: Screen, report: SalaryReport, pay: LevelPay) -> None:
    screen.title(f"{pay.title} {report.role}", aside=f"· {report.country} · {report.counts}")
    screen.blank()
    scale = _Scale(screen, pay)
    cell = pay.market
    if cell and cell.p50 is not None:
        scale.market(cell)
        screen.say(_sample_words(cell), indent=LABEL)
    elif cell:
        screen.say("market    ", _sample_words(cell))
    else:
        screen.say("market    ", (f"no adverts are labelled {pay.title}", DIM))
    screen.blank()
    if pay.guide:
        scale.guide(pay.guide.low, pay.guide.high)
        screen.say(f"{pay_range(pay.guide)} ({pay.guide.note})", indent=LABEL)
    else:
        screen.say("guide     ", ("states no pay for this rung", DIM))
    if pay.interpolated:
        _interpolated(screen, pay.interpolated)
    if pay.verdict:
        screen.blank()
        screen.say(f"{pay.verdict.text[0].upper()}{pay.verdict.text[1:]}.")


def _interpolated(screen: Screen, estimate: Interpolated) -> None:
    low, high = (money(side, estimate.currency) for side in (estimate.low, estimate.high))
    screen.blank()
    screen.say(f"estimate  {low} to {high}")
    medians = " and ".join(
        f"{cell.level.title if cell.level else cell.band} ({money(cell.p50 or 0, cell.currency)}, {cell.n_rows:,} rows)"
        for cell in estimate.between
    )
    words = f"interpolated between the medians of {medians}: our own estimate, no source states it"
    screen.say((words, WARNING), indent=LABEL)


def _all(screen: Screen, report: SalaryReport) -> None:
    screen.title(f"{report.role} pay", aside=f"· {report.country} · {report.counts}")
    screen.blank()
    rows: list[list[Part]] = [
        [pay.title, pay_range(pay.guide) if pay.guide else "no figure", *_market_cells(pay)] for pay in report.levels
    ]
    if report.overall:
        rows.append(["All levels", "", *_cell_columns(report.overall)])
    screen.table(["Level", "Guide", "Market p25", "median", "p75", "based on"], rows, right=(2, 3, 4, 5))
    screen.blank()
    for pay in report.levels:
        if pay.interpolated:
            screen.item(f"{pay.title}: interpolated between the medians beside it; our own estimate.")
        if pay.verdict:
            screen.item(f"{pay.title}: {pay.verdict.text}.")
        if pay.market and pay.market.sample is Sample.FEW:
            screen.item(f"{pay.title}: {_sample_words(pay.market)}")
    screen.blank()
    periods = dict.fromkeys(pay.market.period for pay in report.levels if pay.market)
    market = f"Market: {', '.join(periods)}. {GUIDE} mlcareer salary --level senior shows one rung in full."
    screen.say((market, DIM))


def _market_cells(pay: LevelPay) -> list[Part]:
    cell = pay.market
    if pay.interpolated:
        return ["", f"{short_money(pay.interpolated.low)}–{short_money(pay.interpolated.high)}", "", "estimate"]
    return _cell_columns(cell)


def _cell_columns(cell: Cell | None) -> list[Part]:
    if cell is None or cell.p25 is None or cell.p50 is None or cell.p75 is None:
        return ["", "too few rows" if cell else "no figure", "", f"{cell.n_rows:,} rows" if cell else ""]
    return [short_money(cell.p25), short_money(cell.p50), short_money(cell.p75), f"{cell.n_rows:,} rows"]


def _sample_words(cell: Cell) -> str:
    words = f"{cell.n_rows:,} rows, {cell.n_distinct:,} of them distinct; {cell.period}"
    if cell.sample is Sample.TOO_FEW:
        return f"too few rows for a figure: {words}"
    return f"few rows, read with care: {words}" if cell.sample is Sample.FEW else words


class _Scale:
    """One scale for market and guide, so that the eye compares them."""

    def __init__(self, screen: Screen, pay: LevelPay) -> None:
        self.screen = screen
        self.width = screen.width - LABEL - 8
        amounts = [amount for _, amount in pay.market.points()] if pay.market else []
        if pay.guide:
            amounts += [side for side in (pay.guide.low, pay.guide.high) if side is not None]
        self.low, self.high = (min(amounts), max(amounts)) if amounts else (0, 1)

    def column(self, amount: int) -> int:
        """Return the column of an amount, from 0."""
        span = max(self.high - self.low, 1)
        return round((amount - self.low) / span * (self.width - 1))

    def market(self, cell: Cell) -> None:
        """Draw p10 to p90 as a line, the middle half as a block, the median as a bar in it."""
        columns = [self.column(amount) for _, amount in cell.points()]
        p10, p25, p50, p75, p90 = columns
        strip = [" "] * self.width
        strip[p10 : p90 + 1] = "─" * (p90 - p10 + 1)
        strip[p25 : p75 + 1] = "█" * (p75 - p25 + 1)
        strip[p10], strip[p90], strip[p50] = "├", "┤", "┃"
        self.screen.say(f"{'market':<{LABEL}}{''.join(strip).rstrip()}")
        self._labels(columns, [short_money(amount) for _, amount in cell.points()])
        self._labels(columns, ["p10", "p25", "median", "p75", "p90"])

    def guide(self, low: int | None, high: int | None) -> None:
        """Draw the guide's band; an open side ends in an arrow."""
        left = self.column(low) if low is not None else 0
        right = self.column(high) if high is not None else min(left + 6, self.width)
        strip = [" "] * (self.width + 2)
        strip[left : right + 1] = "─" * (right - left + 1)
        strip[left] = "├" if low is not None else "◂"
        strip[right] = "┤" if high is not None else "▸"
        self.screen.say(f"{'guide':<{LABEL}}{''.join(strip).rstrip()}")

    def _labels(self, columns: list[int], labels: list[str]) -> None:
        """Write labels under their columns, each moved right where it would touch the one before."""
        line = ""
        for column, label in zip(columns, labels, strict=True):
            start = max(column - len(label) // 2, len(line) + 1 if line else 0, 0)
            line = line.ljust(start) + label
        self.screen.say((" " * LABEL + line, DIM))
