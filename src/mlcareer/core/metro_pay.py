"""Official wages in a metropolitan area beside those of the nation, and its prices: two facts, never multiplied."""

from typing import NamedTuple

from mlcareer.core.market import HERE, Metro, Official, Salaries

UNCERTAIN_FROM = 5.0
"""Percent of relative standard error from which a wage is told as uncertain."""
BROAD = ("15-1252", "15-2051")
"""Occupations for a role or group that no occupation is named for: software developers, data scientists."""


class MetroWage(NamedTuple):
    """One occupation's wages in the metro and in the nation, and how the medians compare; None where not released."""

    here: Official
    nation: Official
    ratio: float | None
    uncertain: bool


class MetroPay(NamedTuple):
    """A metro with its price level, and official wages in it."""

    metro: Metro
    wages: tuple[MetroWage, ...]

    def sources(self) -> tuple[str, ...]:
        """Return where its figures come from."""
        prices = [self.metro.prices.source] if self.metro.prices else []
        return (*(wage.here.source for wage in self.wages), *prices)


def metro_pay(salaries: Salaries, metro: Metro, occupations: tuple[str, ...]) -> MetroPay:
    """Return official wages of the occupations (SOC codes) in a metro; of broad ones where none is given."""
    wanted = occupations or BROAD
    nation = salaries.official_in(HERE)
    rows = [row for soc, row in salaries.official_in(metro.id).items() if soc in wanted and soc in nation]
    return MetroPay(metro, tuple(_wage(row, nation[row.soc]) for row in rows))


def _wage(here: Official, nation: Official) -> MetroWage:
    ratio = round(here.p50 / nation.p50, 2) if here.p50 is not None and nation.p50 else None
    return MetroWage(here, nation, ratio, here.wage_rse is not None and here.wage_rse >= UNCERTAIN_FROM)
