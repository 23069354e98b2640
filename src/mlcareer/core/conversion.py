"""Pay in dollars seen in another currency, by a rate that is dated and sourced; never what is paid in that currency."""

from collections.abc import Iterable
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.market import DOLLAR, PERCENTS, Cell, Country, Rate, Salaries
from mlcareer.errors import NotFoundError, WrongUsageError


class Converted(NamedTuple):
    """The percentiles of one cell in the other currency, in whole units; `level` None for all levels together.

    The source is that of the rate.
    """

    level: Level | None
    p10: int | None
    p25: int | None
    p50: int | None
    p75: int | None
    p90: int | None
    source: str
    as_of: str


class Conversion(NamedTuple):
    """The rate, and what it makes of the figures shown."""

    rate: Rate
    rungs: tuple[Converted, ...]

    def sources(self) -> tuple[str, ...]:
        """Return where the rate comes from."""
        return (self.rate.source,)


def rate_for(salaries: Salaries, country: Country, currency: str) -> Rate:
    """Return the newest rate from dollars to a currency.

    Raises WrongUsageError where the country's pay is not in dollars or already in that currency, NotFoundError where
    the pack knows no rate.
    """
    wanted = currency.strip().upper()
    if country.currency != DOLLAR:
        raise WrongUsageError(
            f"--in converts pay in dollars, and pay of {country.code} is shown in {country.currency}",
            way_out="leave --in or --country out",
        )
    if wanted == DOLLAR:
        raise WrongUsageError("--in USD: the figures are in dollars as they are", way_out="leave it out")
    rates = [rate for rate in salaries.rates if rate.currency == wanted]
    if not rates:
        known = ", ".join(sorted({rate.currency for rate in salaries.rates}))
        raise NotFoundError(
            f"no rate for {wanted} is known",
            way_out=f"rates there are: {known}" if known else "the pack has no rate at all; leave --in out",
        )
    return max(rates, key=lambda rate: rate.year)


def conversion(salaries: Salaries, country: Country, currency: str, cells: Iterable[Cell]) -> Conversion:
    """Return the figures of cells in another currency; a cell without figures stays without."""
    rate = rate_for(salaries, country, currency)
    return Conversion(rate, tuple(_converted(cell, rate) for cell in cells))


def _converted(cell: Cell, rate: Rate) -> Converted:
    amounts = (getattr(cell, f"p{percent}") for percent in PERCENTS)
    p10, p25, p50, p75, p90 = (None if amount is None else round(amount * rate.per_usd) for amount in amounts)
    return Converted(cell.level, p10, p25, p50, p75, p90, rate.source, rate.as_of)
