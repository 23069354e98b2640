"""What the pack knows of pay: percentiles of slices of the market, official statistics, what the guide claims."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from mlcareer.core.level import Level
from mlcareer.core.pay import Pay
from mlcareer.core.plain import Fault, repeated
from mlcareer.errors import NotFoundError, unlike_any

Known = TypeVar("Known")
FEWEST_ROWS, FEW_ROWS = 30, 100
"""Below the first a cell shows no figure, below the second it carries a warning."""
PERCENTS = (10, 25, 50, 75, 90)
BANDS = {"EN": Level.ENTRY, "MI": Level.MID, "SE": Level.SENIOR, "EX": Level.LEAD}
"""The index's own levels and the rungs they are laid on; it has none for junior."""
ALL = "all"
"""The band of a cell that takes every level together."""
DOLLAR = "USD"
"""What the guide states pay in; it is held against the cells of the United States, which are in it too."""
HOME = "ml-engineer"
"""The role that the ladder is about."""
HERE = "US"
"""The country of most adverts, and the one that the guide is held against."""
WORLD = "WORLD"
"""All countries together, as the index converted their pay."""


class Sample(StrEnum):
    """How much a cell's figures can carry, by the smaller of its row counts."""

    ENOUGH = "enough"
    FEW = "few"
    TOO_FEW = "too_few"


def sample_of(n_rows: int, n_distinct: int) -> Sample:
    """Return how much figures over so many rows can carry: the stricter of rows and distinct rows."""
    fewest = min(n_rows, n_distinct)
    if fewest < FEWEST_ROWS:
        return Sample.TOO_FEW
    return Sample.FEW if fewest < FEW_ROWS else Sample.ENOUGH


class Mode(StrEnum):
    """Where the work is done."""

    ALL = "all"
    ON_SITE = "on_site"
    REMOTE = "remote"


class Basis(StrEnum):
    """What a percentile is taken over: rows, rows that differ, or pay bands put together from two rows."""

    ROWS = "rows"
    DISTINCT = "distinct"
    BAND_LOW = "band_low"
    BAND_MID = "band_mid"
    BAND_HIGH = "band_high"


class Role(NamedTuple):
    """A job, or a group of jobs: the titles that count as it (none: every title), and the names people use for it.

    `official` are the occupations (SOC codes) of official statistics that hold it, among others.
    """

    id: str
    name: str
    titles: tuple[str, ...]
    also: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    note: str = ""


class Country(NamedTuple):
    """A country (ISO code) and the only currency in which its rows are counted."""

    code: str
    name: str
    currency: str
    note: str = ""
    also: tuple[str, ...] = ()


class Cell(NamedTuple):
    """Percentiles of yearly pay in one slice of the market, in whole units of `currency`.

    `band` is the index's level or 'all'. `ratio_to_us` is pay against the United States in the same title and level,
    over `ratio_n` rows.
    """

    role: str
    country: str
    band: str
    currency: str
    period: str
    mode: Mode
    basis: Basis
    n_rows: int
    n_distinct: int
    source: str
    as_of: str
    p10: int | None = None
    p25: int | None = None
    p50: int | None = None
    p75: int | None = None
    p90: int | None = None
    ratio_to_us: float | None = None
    ratio_n: int | None = None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: percentiles out of order, partly missing, or given for a cell too small to show."""
        given = [amount for _, amount in self.points()]
        if self.band != ALL and self.band not in BANDS:
            yield "band", unlike_any("band", self.band, [ALL, *BANDS])
        if not 0 <= self.n_distinct <= self.n_rows:
            yield "n_distinct", f"expected 0 to n_rows ({self.n_rows}), found {self.n_distinct}"
        if given and self.sample is Sample.TOO_FEW:
            yield "p50", f"expected no figure below {FEWEST_ROWS} rows, found {self.p50}"
        if len(given) not in (0, len(PERCENTS)):
            yield "p50", "expected all five percentiles or none"
        if given != sorted(given):
            yield "p50", f"expected percentiles in order, found {given}"
        is_bare = self.sample is Sample.TOO_FEW or (self.ratio_n or 0) < FEWEST_ROWS
        if self.ratio_to_us is not None and is_bare:
            yield "ratio_to_us", f"expected no ratio below {FEWEST_ROWS} rows, found {self.ratio_to_us}"

    @property
    def level(self) -> Level | None:
        """The rung that the band is laid on, None where it takes every level together."""
        return BANDS.get(self.band)

    @property
    def sample(self) -> Sample:
        """How much the figures can carry: the stricter of rows and distinct rows."""
        return sample_of(self.n_rows, self.n_distinct)

    def points(self) -> tuple[tuple[int, int], ...]:
        """Return (percent, amount) for each percentile the cell has."""
        known = zip(PERCENTS, (self.p10, self.p25, self.p50, self.p75, self.p90), strict=True)
        return tuple((percent, amount) for percent, amount in known if amount is not None)


class PriceLevel(NamedTuple):
    """What living costs in an area, 1 for the nation."""

    level: float
    source: str
    as_of: str


class Metro(NamedTuple):
    """A metropolitan area of the United States; `prices` is None where its price level was not found."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    prices: PriceLevel | None = None


class Official(NamedTuple):
    """Official wages of one occupation (SOC code) in one area: 'US' or a metro's id; None where not released.

    `wage_rse` is the relative standard error of the mean, in percent.
    """

    soc: str
    occupation: str
    area: str
    employment: int
    source: str
    as_of: str
    p10: int | None = None
    p25: int | None = None
    p50: int | None = None
    p75: int | None = None
    p90: int | None = None
    wage_rse: float | None = None


class Rate(NamedTuple):
    """Units of `currency` for one US dollar: the median rate that the index itself used for a year, over `n_rows`."""

    currency: str
    year: int
    per_usd: float
    n_rows: int
    source: str
    as_of: str


class Elsewhere(NamedTuple):
    """A figure of another source to hold a country's cells against; `points` says what low, middle and high are."""

    country: str
    what: str
    currency: str
    per: str
    points: str
    low: float | None
    middle: float
    high: float | None
    n: int | None
    source: str
    as_of: str


class GuideBand(NamedTuple):
    """The pay the guide states for a rung."""

    level: Level
    pay: Pay


class Claim(NamedTuple):
    """A single figure of the guide, and what the data say of it.

    `finding` names measured values in braces, such as {senior_250k}: the ids of `Measured`.
    """

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


def placeholders(finding: str) -> list[str]:
    """Return the ids of measured values that a finding names, in braces, in its order."""
    return [part.partition("}")[0] for part in finding.split("{")[1:]]


class Measure(StrEnum):
    """What is measured in the rows of a slice."""

    SHARE_FROM = "share_from"
    SHARE_ABOVE = "share_above"
    SHARE_BELOW = "share_below"
    SHARE_UP_TO = "share_up_to"
    LOWEST = "lowest"
    MEDIAN = "median"
    MEDIAN_DISTINCT = "median_distinct"


class Measured(NamedTuple):
    """A value computed from the rows of one slice: a share from 0 to 1 of an amount, or an amount in US dollars."""

    id: str
    what: Measure
    role: str
    country: str
    band: str
    value: float
    source: str
    as_of: str
    amount: int | None = None


class Salaries(NamedTuple):
    """Everything salaries.yaml holds. The four last are computed from public files and never edited by hand."""

    counts: str
    estimate_source: str
    estimate_as_of: str
    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    metros: tuple[Metro, ...]
    guide: tuple[GuideBand, ...]
    claims: tuple[Claim, ...]
    elsewhere: tuple[Elsewhere, ...]
    cells: tuple[Cell, ...]
    official: tuple[Official, ...]
    rates: tuple[Rate, ...]
    measured: tuple[Measured, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two of one id, a cell of no known role or country, a measured value that is missing."""
        yield from repeated("guide", [band.level for band in self.guide])
        yield from repeated("roles", [role.id for role in self.roles])
        yield from repeated("countries", [country.code for country in self.countries])
        yield from repeated("metros", [metro.id for metro in self.metros])
        yield from repeated("measured", [one.id for one in self.measured])
        for number, band in enumerate(self.guide):
            if band.pay.currency != DOLLAR:
                yield ("guide", number, "pay", "currency"), f"expected {DOLLAR}, found {band.pay.currency}"
        yield from self._faults_of_cells()
        measured = [one.id for one in self.measured]
        for number, claim in enumerate(self.claims):
            for name in placeholders(claim.finding):
                if name not in measured:
                    yield ("claims", number, "finding"), unlike_any("measured value", name, measured)
        areas = ["US", *(metro.id for metro in self.metros)]
        for number, row in enumerate(self.official):
            if row.area not in areas:
                yield ("official", number, "area"), unlike_any("metro", row.area, areas)

    def _faults_of_cells(self) -> Iterator[Fault]:
        roles = [role.id for role in self.roles]
        currencies = {country.code: country.currency for country in self.countries}
        seen = set()
        for number, cell in enumerate(self.cells):
            slice_ = (cell.role, cell.country, cell.band, cell.period, cell.mode, cell.basis)
            if slice_ in seen:
                yield ("cells", number), "expected each slice once"
            seen.add(slice_)
            if cell.role not in roles:
                yield ("cells", number, "role"), unlike_any("role", cell.role, roles)
            if cell.country not in currencies:
                yield ("cells", number, "country"), unlike_any("country", cell.country, currencies)
            elif cell.currency != currencies[cell.country]:
                expected = currencies[cell.country]
                yield ("cells", number, "currency"), f"expected {expected} for {cell.country}, found {cell.currency}"

    def official_in(self, area: str) -> dict[str, Official]:
        """Return official wages in an area, 'US' or a metro's id, by occupation (SOC code)."""
        return {row.soc: row for row in self.official if row.area == area}

    def role(self, name: str) -> Role:
        """Return the role of that id, name or other name, in any case; raises NotFoundError with the nearest."""
        return _named("role", name, {role.id: (role, (role.name, *role.also)) for role in self.roles})

    def country(self, name: str) -> Country:
        """Return the country of that code, name or other name, in any case; raises NotFoundError with the nearest."""
        known = {one.code: (one, (one.name, one.name.removeprefix("the "), *one.also)) for one in self.countries}
        return _named("country", name, known)

    def metro(self, name: str) -> Metro:
        """Return the metro of that id, other name, or one of its cities; raises NotFoundError with the nearest."""
        known = {one.id: (one, (one.name, *one.name.partition(",")[0].split("-"), *one.also)) for one in self.metros}
        return _named("metro", name, known)


def _named(kind: str, name: str, known: Mapping[str, tuple[Known, tuple[str, ...]]]) -> Known:
    """Return what bears a name: its id or one of the others, in any case, hyphens and spaces alike."""
    wanted = _simple(name)
    by_name: dict[str, tuple[str, Known]] = {}
    for key, (thing, others) in known.items():
        for other in (key, *others):
            by_name.setdefault(_simple(other), (key, thing))
    if wanted in by_name:
        return by_name[wanted][1]
    listed = ", ".join(known)
    near = unlike_any(kind, wanted, by_name).rpartition(": did you mean ")[2].strip("?'") if wanted else ""
    if near in by_name:
        raise NotFoundError(
            f"unknown {kind} {name!r}: did you mean {by_name[near][0]!r}?", way_out=f"those known: {listed}"
        )
    raise NotFoundError(f"unknown {kind} {name!r}", way_out=f"those known: {listed}")


def _simple(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())
