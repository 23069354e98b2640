"""Pay of several roles at one level of one country, on one scale."""

from typing import NamedTuple

from mlcareer.core.freshness import Aged
from mlcareer.core.level import Level
from mlcareer.core.market import Cell, Salaries, Sample
from mlcareer.core.percentile import Placing
from mlcareer.core.rungs import Interpolated, Slice, group_pay
from mlcareer.core.salary import Asked, Mine, mine_of, notes_of, period_of
from mlcareer.errors import WrongUsageError


class RolePay(NamedTuple):
    """One role's pay; `market` is None where the pack counts no cell, junior is interpolated."""

    role_id: str
    role: str
    market: Cell | None
    sample: Sample | None
    interpolated: Interpolated | None
    you: Placing | None


class ComparedPay(NamedTuple):
    """Roles side by side; `level` None for all levels together."""

    level: Level | None
    title: str
    country: str
    country_name: str
    currency: str
    period: str
    counts: str
    mine: Mine | None
    roles: tuple[RolePay, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    aged: tuple[Aged, ...] = ()


def compared(salaries: Salaries, asked: Asked, others: tuple[str, ...]) -> ComparedPay:
    """Return the role asked for and the others, in that order, each once.

    Raises NotFoundError for an unknown role, WrongUsageError where there is nothing to compare.
    """
    country = salaries.country(asked.country)
    ids = dict.fromkeys(salaries.role(name).id for name in (asked.role, *others))
    if len(ids) == 1:
        raise WrongUsageError(f"--compare {next(iter(ids))}: there is no other role to compare it with")
    period = period_of(salaries, next(iter(ids)), country.code, asked.year)
    mine = mine_of(salaries, asked, country)
    part = Slice(country=country.code, period=period, level=asked.level, mine=mine.placed_as if mine else None)
    roles = tuple(_role_pay(salaries, part._replace(role=name)) for name in ids)
    named = [part.source for role in roles for part in (role.market, role.interpolated) if part]
    named += [cell.source for role in roles if role.interpolated for cell in role.interpolated.between]
    return ComparedPay(
        level=asked.level,
        title=asked.level.title if asked.level else "All levels",
        country=country.code,
        country_name=country.name,
        currency=country.currency,
        period=period,
        counts=salaries.counts,
        mine=mine,
        roles=roles,
        notes=notes_of(asked, country, *(salaries.role(name).note for name in ids)),
        sources=tuple(dict.fromkeys(named)),
    )


def _role_pay(salaries: Salaries, part: Slice) -> RolePay:
    group = group_pay(salaries, part)
    if part.level is not None:
        (pay,) = group.levels
        return RolePay(group.role_id, group.role, pay.market, pay.sample, pay.interpolated, pay.you)
    cell, sample, you = group.overall or (None, None, None)
    return RolePay(group.role_id, group.role, cell, sample, None, you)
