"""A whole crowd takes the checked quiz at once: the estimator and the choice of checks of the program, in numpy.

The program asks one person at a time, in plain Python; a panel of thousands would take hours. This twin computes the
same numbers for all of a crowd. It takes every parameter from the program, and tests/benchmarks/test_crowd.py holds it
to the program's own answers, check by check.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlcareer.core.adaptive import MOST_PER_AREA, NEAR_BEST, Mode, lot
from mlcareer.core.assessment import HIGHEST, LOWEST
from mlcareer.core.caution import cautions, widened
from mlcareer.core.checked_placement import CHECKED_GATE_SURE
from mlcareer.core.checked_posterior import (
    BIASES,
    DEVIATIONS,
    GUESSED,
    HABITS,
    OF_RUNG,
    POSITIONS,
    SCATTER,
    SLOPE,
    SOFT_AREAS,
    SOFT_SLOPE,
    bias_shares,
)
from mlcareer.core.knowledge import DONT_KNOW, Bank
from mlcareer.core.ladder import Roadmap
from mlcareer.core.posterior import rating_probability
from mlcareer.core.skill import Area

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Placed(NamedTuple):
    """Where the program puts each person: rung (1-5), its probability, what was asked (by person and item)."""

    rung: Numbers
    said: Floats
    asked: Flags


class Crowd:
    """A crowd that has rated itself and now answers checks; `ratings` by person and area."""

    def __init__(self, areas: tuple[Area, ...], bank: Bank, roadmap: Roadmap, ratings: Numbers) -> None:
        self.areas, self.ratings = areas, ratings
        self.items = [check for part in bank.areas for check in part.checks]
        self.difficulty = np.array([check.difficulty for check in self.items])
        numbers = {area.id: number for number, area in enumerate(areas)}
        self.of_area = np.array([numbers[part.area] for part in bank.areas for _ in part.checks])
        groups = [f"{part.area} {check.group or check.id}" for part in bank.areas for check in part.checks]
        self.same_group = np.array([[one == other for other in groups] for one in groups])
        self.gates = [
            (rung.level.rung, numbers[gate.area], gate.minimum) for rung in roadmap.rungs for gate in rung.gates
        ]
        # levels are rounded to tenths, as the program's tables are
        self.height = np.array([[round(10 * area.target_at(x)) for x in POSITIONS] for area in areas])
        self.levels = (self.height[:, :, None] + np.array(DEVIATIONS)) / 10
        scatter = np.exp(-0.5 * (np.array(DEVIATIONS) / 10 / SCATTER) ** 2)
        shape = (len(ratings), len(areas), len(POSITIONS), len(DEVIATIONS))
        self.weights = np.broadcast_to(scatter / scatter.sum(), shape).copy()
        self.rated = [self._rated(rating) for rating in range(LOWEST, HIGHEST + 1)]
        self.known = [self._known(number) for number in range(len(self.items))]
        everybody = np.arange(len(ratings))
        self.tables = np.stack([self._table(area, everybody) for area in range(len(areas))], axis=1)
        prior = np.log([share for habit in HABITS for share in bias_shares(habit)])
        self.logs = prior + np.log(self.tables).sum(axis=1)

    def sit(self, mode: Mode, right: Flags, seeds: list[int]) -> Placed:
        """Ask everybody until the mode has what it wants, then place them; `right` by person and item."""
        asked = np.zeros((len(self.ratings), len(self.items)), bool)
        going = np.arange(len(self.ratings))
        for number in range(mode.most):
            joint = _normal(self.logs[going])
            if number >= mode.fewest:
                sure = _by_rung(joint).max(axis=1) >= mode.sure
                going, joint = going[~sure], joint[~sure]
            if not len(going):
                break
            worth = self._worth(going, joint)
            worth[~self._open(asked[going])] = -1.0
            near = worth >= worth.max(axis=1, keepdims=True) * (1 - NEAR_BEST)
            chosen = np.array(
                [
                    min(np.flatnonzero(row), key=lambda k: lot(f"{seeds[person]}:{number}:{self.items[k].id}"))
                    for person, row in zip(going, near, strict=True)
                ]
            )
            asked[going, chosen] = True
            self._answer(going, chosen, right[going, chosen])
        return self._placed(asked, right)

    def _open(self, asked: Flags) -> Flags:
        met = asked @ self.same_group > 0
        full = np.stack(
            [asked[:, self.of_area == area].sum(axis=1) >= MOST_PER_AREA for area in range(len(self.areas))], axis=1
        )
        still: Flags = ~(met | full[:, self.of_area])
        return still

    def _worth(self, people: Numbers, joint: Floats) -> Floats:
        """Return the bits about the rung that each item is expected to tell each of these people."""
        worth = np.zeros((len(people), len(self.items)))
        chances = _by_rung(joint)
        for area in range(len(self.areas)):
            masses = self._masses(area, people, joint)
            told: dict[float, Floats] = {}
            for item in np.flatnonzero(self.of_area == area):
                difficulty = float(self.difficulty[item])
                if difficulty not in told:
                    knowing = np.stack(
                        [(masses[:, of] * self.known[item][of]).sum(axis=(1, 2)) for of in OF_RUNG], axis=1
                    )
                    given = np.divide(knowing, chances, out=np.zeros_like(knowing), where=chances > 0)
                    told[difficulty] = _entropy(knowing.sum(axis=1)) - (chances * _entropy(given)).sum(axis=1)
                worth[:, item] = told[difficulty]
        return worth

    def _masses(self, area: int, people: Numbers, joint: Floats) -> Floats:
        """Return the probability of position and deviation in one area."""
        shares, masses = joint / self.tables[people, area], np.empty((len(people), *self.levels.shape[1:]))
        for rating, of_rating in enumerate(self.rated):
            of = self.ratings[people, area] == rating
            masses[of] = np.einsum("pxh,xeh->pxe", shares[of], of_rating[area], optimize=True)
        weighed: Floats = masses * self.weights[people, area]
        return weighed

    def _answer(self, people: Numbers, items: Numbers, right: Flags) -> None:
        for item in np.unique(items):
            area, of = self.of_area[item], items == item
            knowing = self.known[item]
            self.weights[people[of], area] *= np.where(right[of][:, None, None], knowing, 1 - knowing)
            table = self._table(area, people[of])
            self.logs[people[of]] += np.log(table) - np.log(self.tables[people[of], area])
            self.tables[people[of], area] = table

    def _placed(self, asked: Flags, right: Flags) -> Placed:
        everybody = np.arange(len(self.ratings))
        joint = _normal(self.logs)
        chances, cap, sure = _by_rung(joint), np.full(len(everybody), 5), np.zeros((len(everybody), 6))
        for rung, area, minimum in self.gates:
            below = (self._masses(area, everybody, joint) * (self.levels[area] < minimum - 0.5)).sum(axis=(1, 2))
            blocks = below >= CHECKED_GATE_SURE
            cap[blocks] = np.minimum(cap[blocks], rung - 1)
            sure[:, rung] = np.maximum(sure[:, rung], np.where(blocks, below, 0.0))
        rung, said = chances.argmax(axis=1) + 1, np.empty(len(everybody))
        for person in everybody:
            held, top = chances[person], cap[person]
            if rung[person] > top:
                short = sure[person, top + 1]
                held[top - 1] += short * held[top:].sum()
                held[top:] *= 1 - short
                rung[person] = top
            checks = {
                self.items[k].id: self.items[k].key if right[person, k] else DONT_KNOW
                for k in np.flatnonzero(asked[person])
            }
            found = cautions(self.ratings[person].tolist(), checks)
            said[person] = widened(held.tolist(), found)[rung[person] - 1]
        return Placed(rung, said, asked)

    def _table(self, area: int, people: Numbers) -> Floats:
        """Return the likelihood of rating and checks in one area at each position and habit."""
        table = np.empty((len(people), len(POSITIONS), len(HABITS) * len(BIASES)))
        for rating, of_rating in enumerate(self.rated):
            of = self.ratings[people, area] == rating
            table[of] = np.einsum("pxe,xeh->pxh", self.weights[people[of], area], of_rating[area], optimize=True)
        return table

    def _rated(self, rating: int) -> Floats:
        """Return the chance of a rating by area, position, deviation and habit."""
        tenths = range(-200, 400)
        places = self.height[:, :, None, None] + np.array(DEVIATIONS)[:, None] + np.array(BIASES) + 200
        curves = [
            np.array([rating_probability(rating, z / 10, habit.noise) + 1e-6 for z in tenths]) for habit in HABITS
        ]
        return np.concatenate([curve[places] for curve in curves], axis=3)

    def _known(self, item: int) -> Floats:
        """Return the chance of a right answer to an item by position and deviation."""
        area = self.of_area[item]
        slope = SLOPE * (SOFT_SLOPE if self.areas[area].id in SOFT_AREAS else 1.0)
        chances: Floats = GUESSED + (1 - GUESSED) / (1 + np.exp(-slope * (self.levels[area] - self.difficulty[item])))
        return chances


def _normal(logs: Floats) -> Floats:
    masses: Floats = np.exp(logs - logs.max(axis=(1, 2), keepdims=True))
    masses /= masses.sum(axis=(1, 2), keepdims=True)
    return masses


def _by_rung(joint: Floats) -> Floats:
    chances: Floats = np.stack([joint[:, of].sum(axis=(1, 2)) for of in OF_RUNG], axis=1)
    return chances


def _entropy(share: Floats) -> Floats:
    inside: Floats = np.clip(share, 1e-300, 1 - 1e-16)
    bits: Floats = -inside * np.log2(inside) - (1 - inside) * np.log2(1 - inside)
    return bits
