"""Two quizzes side by side: what changed, and whether that is more than their uncertainty."""

from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.record import Taken


class Outcome(NamedTuple):
    """What one quiz says with today's pack; `gone` counts the checks answered then that the pack no longer holds."""

    finished: str
    mode: str
    level: Level
    probability: float
    range_low: Level
    range_high: Level
    ratings: int
    checks: int
    right: int
    gone: int

    @property
    def day(self) -> str:
        """The day on which the quiz was finished."""
        return self.finished[:10]


class AreaChange(NamedTuple):
    """One area's rating and estimate (0-5), then and now; None where it was not rated."""

    area: str
    name: str
    rating_then: int | None
    rating_now: int | None
    estimate_then: float | None
    estimate_now: float | None


class Comparison(NamedTuple):
    """The last quiz beside the one before: by how many rungs and days they differ, and whether that means much.

    `beyond_uncertainty` is False where the 80 % ranges overlap and the level of one lies within the range of the other.
    """

    beyond_uncertainty: bool
    rungs: int
    days: int
    then: Outcome
    now: Outcome
    areas: tuple[AreaChange, ...]
    source: str
    as_of: str


def compare(then: tuple[Taken, Placement], now: tuple[Taken, Placement]) -> Comparison:
    """Return two quizzes side by side, each with the placement that today's pack gives it; the earlier comes first."""
    before, after = _outcome(*then), _outcome(*now)
    return Comparison(
        beyond_uncertainty=is_beyond(_rungs(before), _rungs(after)),
        rungs=after.level.rung - before.level.rung,
        days=(now[0].on - then[0].on).days,
        then=before,
        now=after,
        areas=_areas(then[1], now[1]),
        source=now[1].source,
        as_of=now[1].as_of,
    )


def _outcome(taken: Taken, placement: Placement) -> Outcome:
    return Outcome(
        finished=taken.finished,
        mode=placement.mode,
        level=placement.level,
        probability=placement.probability,
        range_low=placement.range_low,
        range_high=placement.range_high,
        ratings=placement.ratings,
        checks=placement.checks,
        right=placement.right,
        gone=len(taken.answers.checks) - placement.checks,
    )


def is_beyond(then: tuple[float, float, float], now: tuple[float, float, float]) -> bool:
    """Tell whether two values, each with the ends of its 80 % range, differ by more than their uncertainty.

    They do not where the ranges overlap and the value of one lies within the range of the other.
    """
    (before, before_low, before_high), (after, after_low, after_high) = then, now
    overlap = before_low <= after_high and after_low <= before_high
    return not (overlap and (before_low <= after <= before_high or after_low <= before <= after_high))


def _rungs(outcome: Outcome) -> tuple[float, float, float]:
    return outcome.level.rung, outcome.range_low.rung, outcome.range_high.rung


def _areas(then: Placement, now: Placement) -> tuple[AreaChange, ...]:
    """Return every area that either quiz rated, in the order of the later one."""
    before = {area.area: area for area in then.areas}
    after = {area.area: area for area in now.areas}
    return tuple(
        AreaChange(
            area=id_,
            name=known.name,
            rating_then=before[id_].rating if id_ in before else None,
            rating_now=after[id_].rating if id_ in after else None,
            estimate_then=before[id_].estimate if id_ in before else None,
            estimate_now=after[id_].estimate if id_ in after else None,
        )
        for id_, known in {**after, **{id_: area for id_, area in before.items() if id_ not in after}}.items()
    )
