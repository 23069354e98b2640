"""A placement: rung, uncertainty, areas, gates, what would change it; the rules that ratings and checks share."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from mlcareer.core.assessment import HIGHEST, LOWEST, Answers, Assessment
from mlcareer.core.caution import Caution, cautions, widened
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.posterior import POSITIONS, shortfall
from mlcareer.core.skill import Area

RANGE_TAIL = 0.10
"""What the 80 % range leaves out at each end."""
NORMAL_TAIL = 1.2816
"""The normal's 90 % point: whiskers cover the middle 80 %."""
GATE_SURE = 0.80
"""A gate counts against a person only where the shortfall is at least this sure."""
MOST_MOVES = 3
"""How many ratings a change may move before it is no longer said."""


class Role(StrEnum):
    """What an area does for the level: lifts it above its rung, keeps it below the next, or neither."""

    CARRIES = "carries"
    HOLDS_BACK = "holds_back"
    NEITHER = "neither"


class LevelChance(NamedTuple):
    """How probable it is that the person stands on this rung (0 to 1)."""

    level: Level
    probability: float


class AreaEstimate(NamedTuple):
    """One area: rating, estimated level with its 80 % whiskers (0-5), what the rungs expect, checks asked and right."""

    area: str
    name: str
    rating: int
    estimate: float
    low: float
    high: float
    target: int
    next_target: int
    weight: float
    role: Role = Role.NEITHER
    checks: int = 0
    right: int = 0


class GateCheck(NamedTuple):
    """A gate, how sure a shortfall is (0 to 1), and whether that is enough to block the rung."""

    level: Level
    area: str
    name: str
    minimum: int
    rating: int
    shortfall: float
    blocks: bool


class Move(NamedTuple):
    """One rating moved from one value to another."""

    area: str
    name: str
    rating: int
    becomes: int


class Flip(NamedTuple):
    """One check answered the other way: `right` is what it becomes."""

    area: str
    name: str
    item: str
    topic: str
    right: bool


class Change(NamedTuple):
    """The level that the result would become if all these ratings, or answers to checks, were as said."""

    level: Level
    moves: tuple[Move, ...]
    flips: tuple[Flip, ...] = ()


class Influence(NamedTuple):
    """By how many rungs one area's answers, rating and checks together, moved the mean position up or down."""

    area: str
    name: str
    rating: int
    checks: int
    right: int
    shift: float


class Placement(NamedTuple):
    """Where a person stands, how sure that is, and what it rests on.

    `right` counts the checks answered rightly; `bias` is by how many levels the ratings run above the estimates in the
    areas that were checked, None without checks. `ran_higher` and `ran_lower` are the areas in which a rating lies far
    from what the checks show. `changes` and `influences` are filled by place_in_full (core/placing.py) only.
    `retake_after` is the day after which the quiz is worth taking again; who knows the date sets it.
    """

    level: Level
    probability: float
    range_low: Level
    range_high: Level
    nearest: Level
    before_gates: Level
    levels: tuple[LevelChance, ...]
    areas: tuple[AreaEstimate, ...]
    gates: tuple[GateCheck, ...]
    changes: tuple[Change, ...]
    mode: str
    ratings: int
    checks: int
    source: str
    as_of: str
    right: int = 0
    bias: float | None = None
    cautions: tuple[Caution, ...] = ()
    ran_higher: tuple[str, ...] = ()
    ran_lower: tuple[str, ...] = ()
    influences: tuple[Influence, ...] = ()
    retake_after: str | None = None


class Judged(NamedTuple):
    """The rungs' chances before and under the gates, the level, and the gates."""

    before: Sequence[float]
    chances: Sequence[float]
    level: Level
    gates: tuple[GateCheck, ...]


def placed(judged: Judged, rows: Sequence[AreaEstimate], estimated: Area, checks: Mapping[str, int]) -> Placement:
    """Return the placement that chances and areas give, widened where ratings and `checks` call for it.

    The source is that of the targets, which `estimated` names.
    """
    doubts = cautions([row.rating for row in rows], checks)
    chances = widened(judged.chances, doubts)
    low, high = central_range(chances)
    return Placement(
        level=judged.level,
        probability=chances[judged.level.rung - 1],
        range_low=low,
        range_high=high,
        nearest=_nearest(chances, judged.level),
        before_gates=most_probable(judged.before),
        levels=tuple(LevelChance(rung, chance) for rung, chance in zip(RUNGS, chances, strict=True)),
        areas=_with_roles(rows),
        gates=tuple(gate for gate in judged.gates if gate.level.rung <= judged.level.rung + 1),
        changes=(),
        mode="quick",
        ratings=len(rows),
        checks=0,
        source=estimated.source,
        as_of=estimated.as_of,
        cautions=doubts,
    )


def start_position(answers: Answers, assessment: Assessment, areas: Sequence[Area]) -> float:
    """Return where the estimate starts, in rungs: what the years or the background suggest, whichever is higher.

    A starting point with a wide spread, never a cap. Without either it is the middle of the ladder.
    """
    suggestions = []
    if answers.years is not None:
        suggestions.append(_rung_of_years(answers.years))
    if answers.background is not None:
        typical = assessment.background_named(answers.background).typical
        if typical:
            suggestions.append(_rung_of_levels(typical, areas))
    return max(suggestions, default=3.0)


def known_start(answers: Answers, assessment: Assessment, areas: Sequence[Area]) -> float | None:
    """Return where the estimate starts, None where neither years nor background are said."""
    if answers.years is None and answers.background is None:
        return None
    return start_position(answers, assessment, areas)


def gate_checks(
    ratings: Mapping[str, int],
    roadmap: Roadmap,
    areas: Sequence[Area],
    short_of: Callable[[str, int], float] | None = None,
    sure: float = GATE_SURE,
) -> tuple[GateCheck, ...]:
    """Return every gate of the ladder with how sure a shortfall is: `short_of` an area and minimum.

    A gate blocks where that is at least `sure` (0-1). Without checks only the area's own rating counts, so that a
    better answer elsewhere can never close a gate.
    """
    names = {area.id: area.name for area in areas}
    checks = []
    for rung in roadmap.rungs:
        for gate in rung.gates:
            if gate.area in ratings:
                rating = ratings[gate.area]
                short = short_of(gate.area, gate.minimum) if short_of else shortfall(rating, gate.minimum)
                blocks = short >= sure
                checks.append(GateCheck(rung.level, gate.area, names[gate.area], gate.minimum, rating, short, blocks))
    return tuple(checks)


def under_gates(chances: Sequence[float], gates: tuple[GateCheck, ...]) -> Judged:
    """Return the chances and the level once the gates have spoken.

    The level is the most probable rung or, where a gate on the way is surely missed, the rung below that gate. The
    mass above moves down to that rung as far as the shortfall is sure.
    """
    held = list(chances)
    level = most_probable(held)
    missed = [gate for gate in gates if gate.blocks]
    cap = min((gate.level.rung - 1 for gate in missed), default=len(RUNGS))
    if level.rung <= cap:
        return Judged(chances, held, level, gates)
    sure = max(gate.shortfall for gate in missed if gate.level.rung == cap + 1)
    held[cap - 1] += sure * sum(held[cap:])
    held[cap:] = [chance * (1 - sure) for chance in held[cap:]]
    return Judged(chances, held, RUNGS[cap - 1], gates)


def most_probable(chances: Sequence[float]) -> Level:
    """Return the rung with the largest chance, the lower one of equals."""
    return RUNGS[max(range(len(chances)), key=lambda k: (chances[k], -k))]


def central_range(chances: Sequence[float]) -> tuple[Level, Level]:
    """Return the rungs between which the middle 80 % of the posterior lies."""
    reached, below = [], 0.0
    for chance in chances:
        below += chance
        reached.append(below)
    low = next(rung for rung, mass in zip(RUNGS, reached, strict=True) if mass >= RANGE_TAIL)
    high = next((rung for rung, mass in zip(RUNGS, reached, strict=True) if mass >= 1 - RANGE_TAIL), RUNGS[-1])
    return low, high


def _nearest(chances: Sequence[float], level: Level) -> Level:
    """Return the more probable of the rungs beside `level`."""
    beside = [rung for rung in RUNGS if abs(rung.rung - level.rung) == 1]
    return max(beside, key=lambda rung: chances[rung.rung - 1])


def estimate(estimated: tuple[float, float], area: Area, rating: int, level: Level) -> AreaEstimate:
    """Return one area's estimate (mean, standard deviation) against the targets of this rung and the next."""
    mean, spread = estimated
    return AreaEstimate(
        area=area.id,
        name=area.name,
        rating=rating,
        estimate=mean,
        low=max(float(LOWEST), mean - NORMAL_TAIL * spread),
        high=min(float(HIGHEST), mean + NORMAL_TAIL * spread),
        target=area.targets[level],
        next_target=area.targets[level.next or level],
        weight=area.weight,
    )


def _with_roles(rows: Sequence[AreaEstimate]) -> tuple[AreaEstimate, ...]:
    """Mark the three areas whose weighted gap to the next rung is largest, and the three furthest above this rung."""
    by_gap = sorted(rows, key=lambda row: row.weight * (row.estimate - row.next_target))
    back = {row.area for row in by_gap[:3] if row.estimate < row.next_target - 0.25}
    by_surplus = sorted(rows, key=lambda row: row.target - row.estimate)
    up = {row.area for row in by_surplus[:3] if row.estimate >= row.target} - back
    roles = dict.fromkeys(back, Role.HOLDS_BACK) | dict.fromkeys(up, Role.CARRIES)
    return tuple(row._replace(role=roles.get(row.area, Role.NEITHER)) for row in rows)


def _rung_of_years(years: float) -> float:
    """Return the rung that is typical after so many years, linear between the middles of the guide's bands."""
    middles = ((0.0, 0.7), (1.0, 1.0), (3.0, 2.0), (5.5, 3.0), (8.5, 4.0), (12.0, 5.0))
    for (before, low), (after, high) in pairwise(middles):
        if years <= after:
            return low + (high - low) * (years - before) / (after - before)
    return middles[-1][1]


def _rung_of_levels(typical: Mapping[str, float], areas: Sequence[Area]) -> float:
    """Return the position whose weighted mean target is the weighted mean of the levels given."""
    mean = sum(area.weight * typical.get(area.id, 0.0) for area in areas)
    return min(POSITIONS, key=lambda x: abs(sum(area.weight * area.target_at(x) for area in areas) - mean))
