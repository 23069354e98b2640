"""Simulate people with known places on the ladder, let them rate themselves, and count how well they are placed.

    python benchmarks/placement.py                    the study of docs/placement.md: 300 people a rung and case
    python benchmarks/placement.py --people 40        a smaller one, for CI
    python benchmarks/placement.py --seed 9000        other people
    python benchmarks/placement.py --mode standard    the same people, checked by the real bank (a second each)

The respondents are those of the field's literature on self-ratings: a person's areas scatter around the targets of
their rung, they share one bias, and every rating carries noise. "mid" and "harsh" differ in how large these are. The
study shows that the machinery works under these assumptions; it proves nothing about people.
"""

import argparse
import sys
from collections import Counter
from math import exp
from random import Random
from typing import NamedTuple

from mlcareer.core.adaptive import MODES, SOFT_AREAS, CheckedEstimator, Mode, Sitting, next_check
from mlcareer.core.assessment import Answers
from mlcareer.core.knowledge import Bank
from mlcareer.core.level import RUNGS
from mlcareer.core.placement import place
from mlcareer.core.skill import Area
from mlcareer.pack.library import Library


class Case(NamedTuple):
    """How people rate: mean and spread of their bias, and the noise of one rating, in area levels."""

    bias_mean: float
    bias_sd: float
    noise: float


CASES = {"mid": Case(0.40, 0.50, 0.8), "harsh": Case(0.60, 1.20, 1.6)}
GUESSED = 0.15
"""Share of right answers among simulated people who do not know; most of them say so."""
CUTS = (1.41, 2.32, 3.25, 3.98)
"""Baseline: the weighted mean of the raw ratings against the midpoints between the rungs' mean targets."""


class Person(NamedTuple):
    """How a simulated person rates themselves, and the level they have, by area."""

    ratings: dict[str, int]
    levels: dict[str, float]


def person_at(position: float, case: Case, areas: tuple[Area, ...], rng: Random) -> Person:
    """Return a person at `position`."""
    bias = rng.gauss(case.bias_mean, case.bias_sd)
    rated: dict[str, int] = {}
    levels: dict[str, float] = {}
    for area in areas:
        level = area.target_at(position) + rng.gauss(0, 0.7)
        levels[area.id] = level
        rated[area.id] = min(max(int(level + bias + rng.gauss(0, case.noise) + 0.5), 0), 5)
    return Person(rated, levels)


def checks_of(person: Person, areas: tuple[Area, ...], bank: Bank, mode: Mode, rng: Random) -> dict[str, int]:
    """Return the checks asked of a person and their answers: knowledge differs from skill, experts from the truth."""
    known = {area: level + rng.gauss(0, 0.4) for area, level in person.levels.items()}
    estimator, seed = CheckedEstimator(areas, None), rng.randrange(2**32)
    given: dict[str, int] = {}
    while check := next_check(estimator, bank, Sitting(mode, person.ratings, tuple(given), seed)):
        area = next(part.area for part in bank.areas if check in part.checks)
        slope = 1.6 * exp(rng.gauss(0, 0.25)) * (0.6 if area in SOFT_AREAS else 1.0)
        above = known[area] - (check.difficulty + rng.gauss(0, 0.4))
        right = rng.random() < GUESSED + (1 - GUESSED) / (1 + exp(-slope * above))
        given[check.id] = check.key if right else 0
        estimator.answer(*bank.marked({check.id: given[check.id]}))
    return given


def raw_rung(ratings: dict[str, int], areas: tuple[Area, ...]) -> int:
    """Return the rung that the plain weighted mean gives."""
    mean = sum(area.weight * ratings[area.id] for area in areas)
    return 1 + sum(mean >= cut for cut in CUTS)


class Score(NamedTuple):
    """Shares of people, 0 to 1; `said` is the mean probability stated for the rung chosen."""

    exact: float
    within_one: float
    too_high: float
    said: float
    raw_exact: float
    in_range: float
    checks: float
    most_shown: float


def study(case: Case, positions: list[float], seed: int, mode: Mode) -> tuple[Score, list[float]]:
    """Place one person a position and return the score, and the share placed exactly on each rung."""
    pack = Library(None)
    assessment, roadmap, areas = pack.assessment(), pack.roadmap(), pack.skills().areas
    bank = pack.checks()
    shown: Counter[str] = Counter()
    rows: list[tuple[int, int, float, int, bool]] = []
    for number, position in enumerate(positions):
        rng = Random(seed + number)
        person = person_at(position, case, areas, rng)
        ratings = person.ratings
        checks = checks_of(person, areas, bank, mode, rng) if mode.most else {}
        shown.update(checks.keys())
        true = min(max(int(position + 0.5), 1), 5)
        placed = place(Answers(ratings=ratings, checks=checks), assessment, roadmap, areas, bank)
        covered = placed.range_low.rung <= true <= placed.range_high.rung
        rows.append((true, placed.level.rung, placed.probability, raw_rung(ratings, areas), covered))
    count = len(rows)
    score = Score(
        exact=sum(true == found for true, found, *_ in rows) / count,
        within_one=sum(abs(true - found) <= 1 for true, found, *_ in rows) / count,
        too_high=sum(found > true for true, found, *_ in rows) / count,
        said=sum(row[2] for row in rows) / count,
        raw_exact=sum(row[0] == row[3] for row in rows) / count,
        in_range=sum(row[4] for row in rows) / count,
        checks=shown.total() / count,
        most_shown=max(shown.values(), default=0) / count,
    )
    by_rung = [[row for row in rows if row[0] == rung.rung] for rung in RUNGS]
    return score, [sum(row[0] == row[1] for row in group) / max(len(group), 1) for group in by_rung]


def main() -> int:
    """Run the study and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300, help="simulated people a rung")
    parser.add_argument("--seed", type=int, default=100_000, help="the first person's seed")
    parser.add_argument("--mode", choices=tuple(MODES), default="quick", help="with or without checks")
    chosen = parser.parse_args()
    people = chosen.people
    centres = [float(rung.rung) for rung in RUNGS for _ in range(people)]
    spread = Random(chosen.seed)
    even = [spread.uniform(0.5, 5.5) for _ in range(people * len(RUNGS))]
    print(
        "| panel | case | exact | within one | too high | said | in 80 % range | raw mean, exact "
        "| each rung | checks | one item, at most |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for panel, positions in (("rung centres", centres), ("evenly spread", even)):
        for name, case in CASES.items():
            score, rungs = study(case, positions, chosen.seed, MODES[chosen.mode])
            shares = " ".join(f"{share:.2f}" for share in rungs)
            print(
                f"| {panel} | {name} | {score.exact:.3f} | {score.within_one:.3f} | {score.too_high:.3f} "
                f"| {score.said:.2f} | {score.in_range:.2f} | {score.raw_exact:.3f} | {shares} "
                f"| {score.checks:.1f} | {score.most_shown:.2f} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
