"""Negotiating pay: what studies and laws say, a checklist, and where an offer stands in the market."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.freshness import Aged
from mlcareer.core.market import WORLD
from mlcareer.core.plain import Fault, repeated
from mlcareer.core.rungs import LevelPay
from mlcareer.core.salary import SalaryReport
from mlcareer.errors import WrongUsageError


class Stage(StrEnum):
    """When a point of the checklist is due."""

    BEFORE = "before"
    TALK = "talk"
    AFTER = "after"


class Reported(NamedTuple):
    """What is known of one question, from one study, survey or law."""

    id: str
    says: str
    sources: tuple[str, ...]
    as_of: str


class Point(NamedTuple):
    """One thing to do, and when."""

    stage: Stage
    do: str


class Negotiation(NamedTuple):
    """Everything negotiation.yaml holds; `source` and `as_of` are of the checklist."""

    evidence: tuple[Reported, ...]
    checklist: tuple[Point, ...]
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two findings of one id, one without a source, a checklist out of order."""
        yield from repeated("evidence", [one.id for one in self.evidence])
        for number, one in enumerate(self.evidence):
            if not one.sources:
                yield ("evidence", number, "sources"), "expected at least one source"
        stages = [list(Stage).index(point.stage) for point in self.checklist]
        if stages != sorted(stages):
            yield "checklist", "expected what is due before, in the talk, then after"


class PlacedOffer(NamedTuple):
    """An offer of a year's base pay and where it stands; `pay` is the market at its rung with `you` in it.

    It is that of a wider group of titles (`is_wider`, `role` names it) where the role's own adverts are too few.
    `to_name` are the market's median and 75th percentile there, None where it cannot tell.
    """

    amount: int
    currency: str
    role: str
    is_wider: bool
    country: str
    country_name: str
    period: str
    counts: str
    pay: LevelPay
    stands: str
    to_name: tuple[int, int] | None
    notes: tuple[str, ...]


class NegotiationAdvice(NamedTuple):
    """What is known, what to do, and the offer where one was named."""

    offer: PlacedOffer | None
    evidence: tuple[Reported, ...]
    checklist: tuple[Point, ...]
    source: str
    as_of: str
    sources: tuple[str, ...]
    aged: tuple[Aged, ...] = ()


def advice(known: Negotiation, report: SalaryReport | None = None) -> NegotiationAdvice:
    """Return what is known of negotiating, and where an offer stands.

    `report` is pay at one rung with the offer placed in it as `mine`.
    """
    offer = _placed(report) if report else None
    named = [*(_behind(offer.pay) if offer else ()), *(source for one in known.evidence for source in one.sources)]
    sources = tuple(dict.fromkeys([*named, known.source]))
    return NegotiationAdvice(offer, known.evidence, known.checklist, known.source, known.as_of, sources)


def _behind(pay: LevelPay) -> Iterator[str]:
    """Yield the sources of a rung's figures."""
    if pay.market:
        yield pay.market.source
    if pay.interpolated:
        yield from (pay.interpolated.source, *(cell.source for cell in pay.interpolated.between))


def _placed(report: SalaryReport) -> PlacedOffer | None:
    if report.mine is None:
        return None
    if report.country == WORLD:
        raise WrongUsageError("an offer is held against one country's pay", way_out="name it with --country COUNTRY")
    groups = [(report.role, report.levels), *((group.role, group.levels) for group in report.wider)]
    carrying = (group for group in groups if group[1][0].you or group[1][0].interpolated)
    role, (pay,) = next(carrying, groups[0])
    market = pay.market
    median, p75 = (market.p50, market.p75) if market else (None, None)
    return PlacedOffer(
        amount=report.mine.placed_as,
        currency=report.currency,
        role=role,
        is_wider=role != report.role,
        country=report.country,
        country_name=report.country_name,
        period=report.period,
        counts=report.counts,
        pay=pay,
        stands=_stands(report.mine.placed_as, pay),
        to_name=(median, p75) if median is not None and p75 is not None else None,
        notes=report.notes,
    )


def _stands(amount: int, pay: LevelPay) -> str:
    """Say where an offer stands, in words."""
    if pay.you is not None:
        return f"{pay.you.text} of these adverts"
    estimate = pay.interpolated
    if estimate is None:
        return "no figure to hold it against: too few rows"
    if amount < estimate.low:
        return "below our estimate for this rung"
    return "above our estimate for this rung" if amount > estimate.high else "within our estimate for this rung"
