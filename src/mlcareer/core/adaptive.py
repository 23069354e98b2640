"""How the quiz goes on after the ratings: which check comes next, and when it is enough.

The next check is the one whose answer is expected to tell most about the rung (mutual information: Lindley, "On a
measure of the information provided by an experiment", Annals of Mathematical Statistics 27, 1956).
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from mlcareer.core.checked_posterior import CheckedEstimator, rung_chances
from mlcareer.core.knowledge import Bank, Check, Checks

MOST_PER_AREA = 4
NEAR_BEST = 0.02
"""Checks that tell nearly as much as the best, by this share, are drawn by lot: no item is shown to everybody."""


class Mode(NamedTuple):
    """How long the quiz checks: `fewest` and `most` checks, and how sure of the rung (0-1) it must be to stop."""

    name: str
    fewest: int
    most: int
    sure: float


QUICK, STANDARD, DEEP = Mode("quick", 0, 0, 0.0), Mode("standard", 6, 24, 0.80), Mode("deep", 6, 40, 0.88)
MODES = {mode.name: mode for mode in (QUICK, STANDARD, DEEP)}


class Sitting(NamedTuple):
    """One person's quiz so far: ratings, the ids of checks asked, and the seed that draws among equals.

    `seen` are checks of an earlier quiz: they, and others of their groups, are asked only where an area has none else.
    """

    mode: Mode
    ratings: Mapping[str, int]
    asked: Sequence[str]
    seed: int
    seen: Collection[str] = ()


def next_check(estimator: CheckedEstimator, bank: Bank, sitting: Sitting) -> Check | None:
    """Return the check to ask next, None where it is time to stop: sure enough, the most asked, or nothing left.

    Deterministic; about 20 milliseconds in plain Python.
    """
    mode, ratings, asked, seed, seen = sitting
    joint = estimator.joint(ratings)
    chances = rung_chances(joint)
    if len(asked) >= mode.most or (len(asked) >= mode.fewest and max(chances) >= mode.sure):
        return None
    worth: list[tuple[float, list[Check]]] = []
    for part in bank.areas:
        open_ = _open(part, asked, seen)
        if part.area not in ratings or not open_:
            continue
        masses = estimator.area_masses(part.area, ratings[part.area], joint)
        for difficulty in sorted({check.difficulty for check in open_}):
            alike = [check for check in open_ if check.difficulty == difficulty]
            worth.append((estimator.tells(part.area, difficulty, masses, chances), alike))
    if not worth:
        return None
    best = max(bits for bits, _ in worth)
    near = [check for bits, alike in worth if bits >= best * (1 - NEAR_BEST) for check in alike]
    return min(near, key=lambda check: lot(f"{seed}:{len(asked)}:{check.id}"))


def _open(part: Checks, asked: Sequence[str], seen: Collection[str]) -> list[Check]:
    """Return the checks of an area that may be asked next: none of a group that was met, none beyond the most."""
    met = [check for check in part.checks if check.id in asked]
    if len(met) >= MOST_PER_AREA:
        return []
    groups = {check.group for check in met if check.group}
    open_ = [check for check in part.checks if check.group not in groups and check not in met]
    known = {check.group for check in part.checks if check.group and check.id in seen}
    fresh = [check for check in open_ if check.id not in seen]
    return [check for check in fresh if check.group not in known] or fresh or open_


def shown_order(check: Check, seed: int) -> tuple[int, ...]:
    """Return the options (counted from 1) in the order to show them: shuffled by the seed unless they are ordered."""
    order = range(1, len(check.options) + 1)
    return tuple(order if check.ordered else sorted(order, key=lambda number: lot(f"{seed}:{check.id}:{number}")))


def lot(ticket: str) -> int:
    """Return a number that is as good as drawn for this ticket; checksums of near texts are near, so it is mixed."""
    return crc32(crc32(ticket.encode()).to_bytes(4, "big")[::-1] + ticket.encode()) * 2654435761 % 2**32
