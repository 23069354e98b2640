"""Strips of pay on one scale: p10 to p90 as a line, the middle half as a block, the median as a bar in it."""

from collections.abc import Iterable, Sequence

from mlcareer.core.market import Cell
from mlcareer.render.words import short_money

BEYOND = 0.25
"""How far past the rest an amount may stretch the scale, as a share of it; further off it stands at the edge."""
NAMES = ("p10", "p25", "median", "p75", "p90")


class Scale:
    """One scale for all that is compared, so that the eye can compare it; `width` columns."""

    def __init__(self, amounts: Iterable[int | None], width: int, mine: int | None = None) -> None:
        known = [amount for amount in amounts if amount is not None]
        self.width = width
        self.low, self.high = (min(known), max(known)) if known else (0, 1)
        room = round((self.high - self.low) * BEYOND)
        if mine is not None and self.low - room <= mine <= self.high + room:
            self.low, self.high = min(self.low, mine), max(self.high, mine)

    def column(self, amount: int) -> int:
        """Return the column of an amount, from 0."""
        span = max(self.high - self.low, 1)
        return min(max(round((amount - self.low) / span * (self.width - 1)), 0), self.width - 1)

    def market(self, cell: Cell) -> str:
        """Return the strip of a cell that has figures."""
        p10, p25, p50, p75, p90 = (self.column(amount) for _, amount in cell.points())
        strip = [" "] * self.width
        strip[p10 : p90 + 1] = "─" * (p90 - p10 + 1)
        strip[p10], strip[p90] = "├", "┤"
        strip[p25 : p75 + 1] = "█" * (p75 - p25 + 1)
        strip[p50] = "┃"
        return "".join(strip).rstrip()

    def band(self, low: int | None, high: int | None) -> str:
        """Return the strip of a stated band; an open side ends in an arrow."""
        left = self.column(low) if low is not None else 0
        right = self.column(high) if high is not None else self.width - 1
        strip = [" "] * self.width
        strip[left : right + 1] = "─" * (right - left + 1)
        strip[left] = "├" if low is not None else "◂"
        strip[right] = "┤" if high is not None else "▸"
        return "".join(strip).rstrip()

    def estimate(self, low: int, high: int) -> str:
        """Return the strip of a range that nobody states."""
        left, right = self.column(low), self.column(high)
        return " " * left + "░" * (right - left + 1)

    def mark(self, amount: int) -> str:
        """Return a mark under an amount; an arrow at the edge where it lies beyond."""
        sign = "◂" if amount < self.low else "▸" if amount > self.high else "▲"
        return " " * self.column(amount) + sign

    def labels(self, cell: Cell) -> tuple[str, str]:
        """Return the amounts of a cell and their names, each under its column; the quartiles go where room is short."""
        columns = [self.column(amount) for _, amount in cell.points()]
        amounts = [short_money(amount) for _, amount in cell.points()]
        for kept in ((0, 1, 2, 3, 4), (0, 2, 4)):
            lines = [self._under(columns, words, kept) for words in (amounts, NAMES)]
            if all(len(line) <= self.width for line in lines):
                break
        return lines[0], lines[1]

    def _under(self, columns: Sequence[int], words: Sequence[str], kept: Sequence[int]) -> str:
        """Return words under their columns, each moved as far as its neighbours and the edges need."""
        starts: list[int] = []
        end = 0
        for number in kept:
            starts.append(max(columns[number] - len(words[number]) // 2, end))
            end = starts[-1] + len(words[number]) + 1
        limit = self.width
        for place in range(len(kept) - 1, -1, -1):
            starts[place] = max(min(starts[place], limit - len(words[kept[place]])), 0)
            limit = starts[place] - 1
        line = ""
        for start, number in zip(starts, kept, strict=True):
            line = line.ljust(max(start, len(line) + 1 if line else 0)) + words[number]
        return line
