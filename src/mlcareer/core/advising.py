"""Which certifications, if any, to recommend to a person: few, each with why and what it costs, or none at all."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.advice import Advice, Choice
from mlcareer.core.certification import Certification, Certifications, Confidence, Price, Proof
from mlcareer.core.fee import Fee, fee_of
from mlcareer.core.freshness import Aged
from mlcareer.core.level import Level
from mlcareer.core.offer import Offered, OfferStatus, status_on
from mlcareer.core.step import Cloud
from mlcareer.core.wish import USUAL_HOURS

MOST = 3
"""Certifications recommended at once."""
OFFERED = (Offered.ACTIVE, Offered.BETA, Offered.ENDS, Offered.UNKNOWN)
"""What may be recommended; all but the first with its word and date."""


class Ground(StrEnum):
    """Whence the rung of the advice is known."""

    ASKED = "asked"
    PLACED = "placed"
    ASSUMED = "assumed"


class Asker(NamedTuple):
    """Who asks: the rung they stand on or ask about, the next on the way to their target, what they have already.

    `aim` is None where only one rung is asked about, or there is none above. `held` and `left` are certifications:
    those the person has, and those whose step they left out. `planned` are the ids of the steps of their plan. `ends`
    names the certifications whose certificate ends soon or ended lately, each with its last day.
    """

    level: Level
    ground: Ground = Ground.ASKED
    aim: Level | None = None
    cloud: Cloud | None = None
    hours_a_week: float = USUAL_HOURS
    held: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    ends: tuple[tuple[str, date], ...] = ()


class Recommended(NamedTuple):
    """One certification, the rung it fits, why, what it costs; `instead_of` names the one whose place it took.

    `beside` says which one that it replaces the person has already, None where they have none.
    """

    id: str
    name: str
    code: str | None
    issuer: str
    proof: Proof
    level: Level
    why: str
    status: OfferStatus
    price: Price | None
    fee: Fee
    valid_months: int | None
    expires: bool | None
    confidence: Confidence
    sources: tuple[str, ...]
    as_of: str
    url: str | None
    url_confirmed: bool
    step: str | None
    planned: bool
    instead_of: str | None
    beside: str | None


class Passed(NamedTuple):
    """A certification that we would name here, and why it is not recommended."""

    id: str
    name: str
    why: str


class OfCloud(NamedTuple):
    """The first choice of a cloud, for somebody who named none."""

    cloud: Cloud
    id: str
    name: str
    status: OfferStatus


class Recommendations(NamedTuple):
    """What to recommend, at most three; `none_needed` where that is the answer.

    `not_asked`, `on_pay` and `says` are ours, of `source` and `as_of`.
    """

    level: Level
    ground: Ground
    aim: Level | None
    cloud: Cloud | None
    hours_a_week: float
    none_needed: bool
    says: str
    not_asked: str
    on_pay: str
    recommended: tuple[Recommended, ...]
    passed: tuple[Passed, ...]
    of_clouds: tuple[OfCloud, ...]
    source: str
    as_of: date
    aged: tuple[Aged, ...] = ()


def recommendations(advice: Advice, certifications: Certifications, asker: Asker, day: date) -> Recommendations:
    """Return what we would recommend to a person on a day.

    The choices of their rung come first, in our order; one place is kept for the first choice of the rung they aim at.
    With a cloud named only its exams count, without one only what is bound to no cloud.
    """
    desk = _Desk(certifications, asker, day)
    own = desk.choices(advice, asker.level, asker.cloud)
    aimed = desk.choices(advice, asker.aim, asker.cloud) if asker.aim else []
    news = [one for one in aimed if one.id not in {known.id for known in own}][:1]
    chosen = (*own[: MOST - len(news)], *news)
    return Recommendations(
        level=asker.level,
        ground=asker.ground,
        aim=asker.aim,
        cloud=asker.cloud,
        hours_a_week=asker.hours_a_week,
        none_needed=not chosen,
        says=advice.at(asker.level).says,
        not_asked=advice.not_asked,
        on_pay=advice.on_pay,
        recommended=chosen,
        passed=tuple(desk.passed.values()),
        of_clouds=() if asker.cloud else tuple(_of_clouds(advice, certifications, asker, day)),
        source=advice.source,
        as_of=advice.as_of,
    )


def _of_clouds(advice: Advice, certifications: Certifications, asker: Asker, day: date) -> Iterator[OfCloud]:
    """Yield the first choice of each cloud."""
    desk = _Desk(certifications, asker, day)
    for cloud in Cloud:
        for one in desk.choices(advice, asker.level, cloud)[:1]:
            yield OfCloud(cloud, one.id, one.name, one.status)


class _Desk:
    """Weighs choices for one person on one day, and keeps what it passed over."""

    def __init__(self, certifications: Certifications, asker: Asker, day: date) -> None:
        self.entries = {entry.id: entry for entry in certifications.certifications}
        self.asker = asker
        self.day = day
        self.ends = dict(asker.ends)
        self.passed: dict[str, Passed] = {}

    def choices(self, advice: Advice, level: Level, cloud: Cloud | None) -> list[Recommended]:
        """Return what can be recommended at a rung, in our order."""
        found: dict[str, Recommended] = {}
        for choice in advice.at(level).choices:
            entry = self.entries.get(choice.certification)
            if entry and entry.cloud is cloud:
                for one in self._weighed(entry, choice, level):
                    found.setdefault(one.id, one)
        return list(found.values())

    def _weighed(self, entry: Certification, choice: Choice, level: Level) -> Iterator[Recommended]:
        """Yield a choice where it can be recommended, else what took its place."""
        reason = self._against(entry)
        if reason is None:
            yield self._recommended(entry, choice.why, level, None)
            return
        self.passed[entry.id] = Passed(entry.id, entry.name, reason)
        if self._has_ended(entry) and entry.id not in self.asker.held | self.asker.left:
            for name in entry.replaced_by:
                other = self.entries.get(name)
                if other and self._against(other) is None:
                    yield self._recommended(other, choice.why, level, entry.id)

    def _against(self, entry: Certification) -> str | None:
        """Return why an entry is not to be recommended, None where it may be."""
        if entry.id in self.asker.held:
            return "you have it"
        before = self._version_before(entry)
        if before in self.asker.held and before not in self.ends:
            return f"you have {before}, which it replaces"
        if entry.id in self.asker.left:
            return "you left its step out"
        status = status_on(entry, self.day)
        return None if status.status in OFFERED else status.words

    def _version_before(self, entry: Certification) -> str | None:
        """Return the exam that was made anew as this one: nothing else took its place, and no second one went into it.

        An exam that shares what it replaced with others, as AIP-C01 does, or that two became, is another exam.
        """
        alone = [name for name in entry.replaces if self._heirs(name) == {entry.id}]
        return alone[0] if len(alone) == 1 else None

    def _heirs(self, name: str) -> set[str]:
        """Return whatever took the place of an exam, by its own entry and by theirs."""
        before = self.entries.get(name)
        return {one.id for one in self.entries.values() if name in one.replaces}.union(
            before.replaced_by if before else ()
        )

    def _beside(self, entry: Certification) -> str | None:
        """Say what the person has of those that an entry replaces: what ends first, then what cannot be renewed."""
        before = self._version_before(entry)
        if before in self.ends and before in self.entries:
            return self._after_its_end(self.entries[before], self.ends[before])
        had = [self.entries[name] for name in entry.replaces if name in self.asker.held and name in self.entries]
        over = [one.id for one in had if self._cannot_be_renewed(one)]
        if over:
            return f"you have {over[0]}, which cannot be renewed"
        return f"you have {had[0].id}, which it replaces" if had else None

    def _after_its_end(self, before: Certification, until: date) -> str:
        """Say of an earlier version when the person's certificate ends, and what its new version is to it."""
        if until < self.day:
            return f"you had {before.id}, which ended on {until}: this one follows it"
        if self._cannot_be_renewed(before):
            return f"you have {before.id}, which holds until {until} and cannot be renewed: this one follows it"
        does = "renews" if before.renewal and not before.renewal.is_over else "follows"
        return f"you have {before.id}, which holds until {until}: this one {does} it"

    def _cannot_be_renewed(self, entry: Certification) -> bool:
        return bool(entry.renewal and entry.renewal.is_over and self._has_ended(entry))

    def _has_ended(self, entry: Certification) -> bool:
        return status_on(entry, self.day).status is Offered.ENDED

    def _recommended(self, entry: Certification, why: str, level: Level, instead_of: str | None) -> Recommended:
        return Recommended(
            id=entry.id,
            name=entry.name,
            code=entry.code,
            issuer=entry.issuer,
            proof=entry.proof,
            level=level,
            why=why,
            status=status_on(entry, self.day),
            price=entry.price,
            fee=fee_of(entry, self.asker.hours_a_week),
            valid_months=entry.valid_months,
            expires=entry.expires,
            confidence=entry.confidence,
            sources=entry.sources,
            as_of=entry.as_of,
            url=entry.url,
            url_confirmed=entry.url_confirmed,
            step=entry.step,
            planned=entry.step in self.asker.planned,
            instead_of=instead_of,
            beside=self._beside(entry),
        )
