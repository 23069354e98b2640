"""Pay as a person asks for it: one slice of the market by rung, and all that is held against it."""

from typing import TYPE_CHECKING, NamedTuple

from mlcareer.core.finding import filled
from mlcareer.core.freshness import Aged
from mlcareer.core.level import Level
from mlcareer.core.market import (
    DOLLAR,
    HERE,
    HOME,
    Basis,
    Cell,
    Claim,
    Country,
    Elsewhere,
    Mode,
    Official,
    Salaries,
    Sample,
)
from mlcareer.core.percentile import Placing
from mlcareer.core.rungs import (
    PERIOD,
    YEARS,
    GroupPay,
    Judged,
    LevelPay,
    Slice,
    cells_beside,
    cells_of,
    group_pay,
    judged,
)
from mlcareer.errors import NotFoundError, WrongUsageError

if TYPE_CHECKING:
    from mlcareer.core.conversion import Conversion
    from mlcareer.core.metro_pay import MetroPay

WIDER = ("ml-and-data", "all-titles")
"""Groups of titles to fall back on, the nearer first."""
MIXED_YEAR = 2022
"""The year in which the index held answers of people and adverts side by side."""
BANDS_OF_ADVERTS = (Basis.BAND_LOW, Basis.BAND_MID, Basis.BAND_HIGH)


class Asked(NamedTuple):
    """What a person wants to know; names as they typed them, `mine` a year's base pay in `currency`, else the market's.

    `into` is a currency to see the figures in as well.
    """

    level: Level | None = None
    role: str = HOME
    country: str = HERE
    year: int | None = None
    metro: str | None = None
    mine: int | None = None
    currency: str | None = None
    into: str | None = None


EVERYTHING = Asked()
"""All rungs of the ladder's own role, where the guide can be held against them."""


class Mine(NamedTuple):
    """The person's own pay; `placed_as` is what is placed in the market, in the market's currency."""

    amount: int
    currency: str
    placed_as: int


class Detail(NamedTuple):
    """What one rung's cell looks like from other sides; none of it where the pack does not count it.

    `bands` are low end, middle and high end of the adverts' bands; `years` those that can be set side by side.
    """

    repeats_removed: Judged | None
    bands: tuple[Judged, ...]
    modes: tuple[Judged, ...]
    years: tuple[Judged, ...]


class SalaryReport(NamedTuple):
    """Pay at the rungs asked for, what it is held against, and the guide's single figures with what is wrong with them.

    `wider` are groups of titles beside a role that cannot carry its own figures; `official` are national statistics of
    broader occupations, `elsewhere` figures of other sources.
    """

    role: str
    role_id: str
    country: str
    country_name: str
    currency: str
    period: str
    counts: str
    levels: tuple[LevelPay, ...]
    overall: Cell | None
    overall_sample: Sample | None
    overall_you: Placing | None
    mine: Mine | None
    detail: Detail | None
    wider: tuple[GroupPay, ...]
    official: tuple[Official, ...]
    metro: "MetroPay | None"
    elsewhere: tuple[Elsewhere, ...]
    conversion: "Conversion | None"
    notes: tuple[str, ...]
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    aged: tuple[Aged, ...] = ()


def report(salaries: Salaries, asked: Asked = EVERYTHING) -> SalaryReport:
    """Return what the pack knows of the pay asked for.

    Raises NotFoundError for what the pack does not have, WrongUsageError for what cannot be asked together.
    """
    role, country = salaries.role(asked.role), salaries.country(asked.country)
    part = Slice(role.id, country.code, period_of(salaries, role.id, country.code, asked.year), asked.level)
    mine = mine_of(salaries, asked, country)
    part = part._replace(mine=mine.placed_as if mine else None)
    own = group_pay(salaries, part)
    is_here, is_newest = country.code == HERE, part.period == PERIOD
    claims = claims_of(salaries, asked.level) if is_here and is_newest and role.id == HOME else ()
    found = SalaryReport(
        role=role.name,
        role_id=role.id,
        country=country.code,
        country_name=country.name,
        currency=country.currency,
        period=part.period,
        counts=salaries.counts,
        levels=own.levels,
        overall=own.overall.cell if own.overall else None,
        overall_sample=own.overall.sample if own.overall else None,
        overall_you=own.overall.you if own.overall else None,
        mine=mine,
        detail=_detail(salaries, own.levels[0].market) if asked.level and own.levels[0].market else None,
        wider=_wider(salaries, part, own) if is_newest else (),
        official=_official(salaries, role.official) if is_here and is_newest else (),
        metro=_metro(salaries, asked, role.official, country),
        elsewhere=_elsewhere(salaries, country.code, asked.level) if is_newest else (),
        conversion=None,
        notes=(),
        claims=claims,
        sources=(),
    )
    found = found._replace(conversion=_conversion(salaries, asked, found), notes=notes_of(asked, country, role.note))
    return found._replace(sources=_sources(salaries, found))


def period_of(salaries: Salaries, role: str, country: str, year: int | None) -> str:
    """Return how the index's cells call a year, or the newest stretch where none is named.

    Raises NotFoundError where the pack has no cells of that year, WrongUsageError with another country.
    """
    if year is None:
        return PERIOD
    known = ", ".join(map(str, YEARS))
    if year in (2020, 2021):
        raise NotFoundError(
            f"no figures for {year}: the index then held a few answers of people, no adverts",
            way_out=f"years with figures: {known}",
        )
    if year not in YEARS:
        raise NotFoundError(f"no figures for {year}: the index used here ends in June 2025", way_out=f"years: {known}")
    if country != HERE:
        raise WrongUsageError(
            f"--year and --country {country} do not go together: only the United States are counted by year",
            way_out="leave one of them out",
        )
    if not cells_of(salaries, role, country, YEARS[year]):
        counted = {cell.role for cell in salaries.cells if cell.period == YEARS[year]}
        raise NotFoundError(
            f"{role} is not counted by year for {year}",
            way_out=f"roles that are: {', '.join(one.id for one in salaries.roles if one.id in counted)}",
        )
    return YEARS[year]


def mine_of(salaries: Salaries, asked: Asked, country: Country) -> Mine | None:
    """Return the person's pay in the currency of the market; raises WrongUsageError where that cannot be done."""
    if asked.mine is None:
        if asked.currency is not None:
            raise WrongUsageError("--currency says what --mine is in", way_out="add --mine AMOUNT, or leave it out")
        return None
    currency = (asked.currency or country.currency).upper()
    if currency == country.currency:
        return Mine(asked.mine, currency, asked.mine)
    if asked.into is not None and asked.into.upper() == currency:
        from mlcareer.core.conversion import rate_for

        return Mine(asked.mine, currency, round(asked.mine / rate_for(salaries, country, currency).per_usd))
    homes = [one.code for one in salaries.countries if one.currency == currency]
    ways = [f"--country {' or '.join(homes)} has pay in {currency}"] if homes else []
    if country.currency == DOLLAR and any(rate.currency == currency for rate in salaries.rates):
        ways.append(f"--in {currency} gives a rough look at the dollars in {currency}")
    raise WrongUsageError(
        f"{currency} cannot be placed in pay in {country.currency}",
        way_out="; ".join(ways) or f"name your pay in {country.currency}",
    )


def claims_of(salaries: Salaries, level: Level | None) -> tuple[Claim, ...]:
    """Return the guide's single figures for a level, or all of them, with what the data say filled in."""
    claims = (claim for claim in salaries.claims if level is None or level in claim.levels)
    return tuple(filled(claim, salaries.measured) for claim in claims)


def notes_of(asked: Asked, country: Country, *of_roles: str) -> tuple[str, ...]:
    """Return what has to be said with the figures, each once."""
    notes = [f"{country.name}: {country.note}" if country.note else "", *of_roles]
    if asked.year == MIXED_YEAR:
        notes.append(f"{MIXED_YEAR} mixes answers and adverts: not comparable with later years")
    if asked.level is Level.LEAD:
        notes.append("the index's top level, shown here, is directors and executives: principal engineers have none")
    if asked.metro:
        notes.append("the market above is national: the index names no cities")
    if asked.mine is not None:
        notes.append("these are adverts' base pay: hold your own base against them, without stock and bonus")
        notes.append(
            "a range of percentiles is as much as so few adverts tell: it holds the true one in 80 of 100 samples"
        )
    return tuple(f"{note[0].upper()}{note[1:]}." for note in dict.fromkeys(notes) if note)


def _detail(salaries: Salaries, cell: Cell) -> Detail:
    beside = {(one.mode, one.basis): judged(one) for one in cells_beside(salaries, cell)}
    by_year = {one.period: one for one in cells_of(salaries, cell.role, cell.country, None) if one.band == cell.band}
    periods = [period for year, period in YEARS.items() if year != MIXED_YEAR] if cell.period == PERIOD else []
    return Detail(
        repeats_removed=beside.get((Mode.ALL, Basis.DISTINCT)),
        bands=tuple(beside[Mode.ALL, basis] for basis in BANDS_OF_ADVERTS if (Mode.ALL, basis) in beside),
        modes=tuple(beside[mode, Basis.ROWS] for mode in (Mode.REMOTE, Mode.ON_SITE) if (mode, Basis.ROWS) in beside),
        years=tuple(judged(by_year[period]) for period in periods if period in by_year),
    )


def _wider(salaries: Salaries, part: Slice, own: GroupPay) -> tuple[GroupPay, ...]:
    """Return the wider groups where the role's own cells cannot carry what was asked.

    In the United States the ladder as a whole counts as carried once all levels together are; abroad every rung counts.
    A group without any figure is left out where another has one.
    """
    if part.level is None and part.country == HERE:
        is_enough = own.overall is not None and own.overall.cell.p50 is not None
    else:
        is_enough = own.carries()
    if is_enough:
        return ()
    names = WIDER[WIDER.index(part.role) + 1 :] if part.role in WIDER else WIDER
    counted = [group for group in (group_pay(salaries, part._replace(role=name)) for name in names) if group.cells()]
    return tuple([group for group in counted if any(cell.p50 is not None for cell in group.cells())] or counted)


def _official(salaries: Salaries, occupations: tuple[str, ...]) -> tuple[Official, ...]:
    """Return national wages of the occupations (SOC codes), in their order."""
    nation = salaries.official_in(HERE)
    return tuple(nation[code] for code in occupations if code in nation)


def _metro(salaries: Salaries, asked: Asked, official: tuple[str, ...], country: Country) -> "MetroPay | None":
    if asked.metro is None:
        return None
    if country.code != HERE:
        raise WrongUsageError(
            f"--metro and --country {country.code} do not go together: official wages by metro are of the US",
            way_out="leave one of them out",
        )
    from mlcareer.core.metro_pay import metro_pay

    return metro_pay(salaries, salaries.metro(asked.metro), official)


def _elsewhere(salaries: Salaries, country: str, level: Level | None) -> tuple[Elsewhere, ...]:
    """Return other sources' figures of a country; those of the US are of managers, so they stand beside leads only."""
    if country == HERE and level is not Level.LEAD:
        return ()
    return tuple(one for one in salaries.elsewhere if one.country == country)


def _conversion(salaries: Salaries, asked: Asked, found: SalaryReport) -> "Conversion | None":
    if asked.into is None:
        return None
    from mlcareer.core.conversion import conversion

    cells = [pay.market for pay in found.levels if pay.market]
    return conversion(salaries, salaries.country(found.country), asked.into, [*cells, *filter(None, [found.overall])])


def _sources(salaries: Salaries, found: SalaryReport) -> tuple[str, ...]:
    """Return the source of every figure shown, each once, in the order of the screen."""
    groups = (found.levels, *(group.levels for group in found.wider))
    named = [
        part.source
        for levels in groups
        for pay in levels
        for part in (pay.market, pay.guide, pay.interpolated, *(pay.interpolated.between if pay.interpolated else ()))
        if part
    ]
    overall = [group.overall.cell for group in found.wider if group.overall]
    named += [part.source for part in (found.overall, *overall, *found.official, *found.elsewhere) if part]
    for more in (found.metro, found.conversion):
        named += more.sources() if more else ()
    named += [source for claim in found.claims for source in (claim.source, claim.checked_against)]
    named += [one.source for one in salaries.measured] if found.claims else []
    return tuple(dict.fromkeys(named))
