"""Simulate people with known places on the ladder, let them take the quiz, and count how well they are placed.

    python benchmarks/placement.py                    the study of docs/placement.md: 300 people a rung, about 3 minutes
    python benchmarks/placement.py --people 40        a smaller one, for CI
    python benchmarks/placement.py --seed 9000        other people
    python benchmarks/placement.py --check            exit 1 where a promise of docs/placement.md is missed

The study shows that the machinery works under its assumptions (benchmarks/people.py); it proves nothing about people.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from crowd import Crowd, Placed
from mlcareer.core.adaptive import DEEP, QUICK, STANDARD, Mode, Sitting, next_check
from mlcareer.core.assessment import Answers
from mlcareer.core.checked_posterior import CheckedEstimator
from mlcareer.core.knowledge import DONT_KNOW
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.pack.library import Library
from people import GUESSER, HARSH, MID, Case, People, at_centres, evenly_spread, simulated

PACK = Library(None)
ASSESSMENT, ROADMAP, AREAS, BANK = PACK.assessment(), PACK.roadmap(), PACK.skills().areas, PACK.checks()
CASES = {"mid": MID, "harsh": HARSH}
CUTS = (1.41, 2.32, 3.25, 3.98)
"""Baseline: the weighted mean of the raw ratings against the midpoints between the rungs' mean targets."""
BINS = tuple(k / 10 for k in range(2, 11))
FEWEST_IN_BIN = 50
BANKS = 5
AGAIN = 1_000_000
"""What is added to the seeds when people sit the quiz again, or other people are wanted."""


class Score(NamedTuple):
    """Shares of people, 0 to 1; `said` is the mean probability stated for the rung chosen."""

    exact: float
    within_one: float
    too_high: float
    said: float
    gain: float
    by_rung: tuple[float, ...]
    checks: float
    most_shown: float


class Promise(NamedTuple):
    """One bar: what is measured in which case, the figure found, and what was aimed at."""

    what: str
    case: str
    found: float
    sign: str
    aim: float

    @property
    def kept(self) -> bool:
        """Whether the figure reaches the aim."""
        return self.found >= self.aim if self.sign == ">=" else self.found <= self.aim


def placed(people: People, mode: Mode, seed: int) -> Placed:
    """Place everybody: checked by the crowd's twin, or, without checks, by the program itself."""
    if mode.most:
        seeds = list(range(seed, seed + len(people.position)))
        return Crowd(AREAS, BANK, ROADMAP, people.ratings).sit(mode, people.right, seeds)
    found = [place(Answers(ratings=rated(row)), ASSESSMENT, ROADMAP, AREAS) for row in people.ratings]
    rungs = np.array([one.level.rung for one in found])
    return Placed(rungs, np.array([one.probability for one in found]), np.zeros(people.right.shape, bool))


def rated(row: "np.typing.NDArray[np.int64]") -> dict[str, int]:
    """Return one person's ratings by area."""
    return {area.id: int(rating) for area, rating in zip(AREAS, row, strict=True)}


def scored(people: People, found: Placed) -> Score:
    """Count how well people were placed."""
    true, off = people.rung, found.rung - people.rung
    mean = people.ratings @ np.array([area.weight for area in AREAS])
    raw = 1 + (mean[:, None] >= np.array(CUTS)).sum(axis=1)
    return Score(
        exact=float((off == 0).mean()),
        within_one=float((abs(off) <= 1).mean()),
        too_high=float((off > 0).mean()),
        said=float(found.said.mean()),
        gain=float((off == 0).mean() - (raw == true).mean()),
        by_rung=tuple(float((off[true == rung] == 0).mean()) for rung in range(1, 6)),
        checks=float(found.asked.sum(axis=1).mean()),
        most_shown=float(found.asked.mean(axis=0).max()),
    )


def calibration(people: People, found: Placed) -> Iterator[tuple[float, float, int]]:
    """Yield for each tenth of stated probability what was said, what was true, and of how many people."""
    for low, high in pairwise(BINS):
        of = (found.said >= low) & (found.said < high + (high == BINS[-1]))
        if of.sum() >= FEWEST_IN_BIN:
            yield float(found.said[of].mean()), float((found.rung == people.rung)[of].mean()), int(of.sum())


def panel(name: str, count: int, seed: int) -> list[float]:
    """Return the positions of a panel."""
    return at_centres(count) if name == "centres" else evenly_spread(count, seed)


def study(count: int, seed: int) -> Iterator[Promise]:
    """Run every panel, print its row, and yield what was promised of it."""
    print(
        "| mode | panel | case | exact | within one | too high | said | over raw mean | each rung | checks "
        "| one item to |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    bins: list[tuple[str, float, float, int]] = []
    for mode, where, guessers in (
        (QUICK, "centres", False),
        (QUICK, "even", False),
        (STANDARD, "centres", False),
        (STANDARD, "even", False),
        (DEEP, "centres", False),
        (STANDARD, "centres", True),
    ):
        for case, usual in CASES.items():
            how = usual._replace(guess=GUESSER) if guessers else usual
            people = simulated(panel(where, count, seed), how, AREAS, BANK, seed)
            found = placed(people, mode, seed)
            score = scored(people, found)
            _row(mode, f"{where}, guessers" if guessers else where, case, score)
            yield from _promises(mode, where, case, score, guessers=guessers)
            if (mode, where) == (STANDARD, "even"):
                bins += [(case, *one) for one in calibration(people, found)]
                fresh = simulated(panel(where, count, seed), how, AREAS, BANK, seed, sitting=1)
                same = float((placed(fresh, mode, seed + AGAIN).rung == found.rung).mean())
                yield Promise("standard, even, retest: same rung", case, same, ">=", 0.75 if case == "mid" else 0.63)
    for case, how in CASES.items():
        score = scored_on_banks(count, how, seed)
        _row(STANDARD, f"centres, items misjudged alike ({BANKS} banks)", case, score)
    print("\n| case | said | true | people |\n|---|---|---|---|")
    for case, said, true, number in bins:
        print(f"| {case} | {said:.2f} | {true:.2f} | {number} |")
        yield Promise(f"standard, even, said {said:.2f}: off by", case, abs(said - true), "<=", 0.10)


def scored_on_banks(count: int, how: Case, seed: int) -> Score:
    """Return the mean score on banks whose items the experts misjudged in the same way for everybody."""
    scores = []
    for bank in range(BANKS):
        first = seed + bank * AGAIN
        where = panel("centres", max(count // BANKS, 1), first)
        people = simulated(where, how, AREAS, BANK, first, bank_seed=first)
        scores.append(scored(people, placed(people, STANDARD, first)))
    by_rung = tuple(float(np.mean([score.by_rung[rung] for score in scores])) for rung in range(5))
    rest = {
        name: float(np.mean([getattr(score, name) for score in scores])) for name in Score._fields if name != "by_rung"
    }
    return Score(by_rung=by_rung, **rest)


def _row(mode: Mode, where: str, case: str, score: Score) -> None:
    rungs = " ".join(f"{share:.2f}" for share in score.by_rung)
    print(
        f"| {mode.name} | {where} | {case} | {score.exact:.3f} | {score.within_one:.3f} | {score.too_high:.3f} "
        f"| {score.said:.2f} | {score.gain:+.3f} | {rungs} | {score.checks:.1f} | {score.most_shown:.2f} |",
        flush=True,
    )


def _promises(mode: Mode, where: str, case: str, score: Score, *, guessers: bool) -> Iterator[Promise]:
    """Yield the bars of one panel: (mid, harsh) each."""
    name, of_case = f"{mode.name}, {where}", 0 if case == "mid" else 1
    bars: list[tuple[str, float, str, tuple[float, float]]] = []
    if guessers:
        bars = [("guessers, exact", score.exact, ">=", (0.85, 0.67))]
    elif (mode, where) == (STANDARD, "centres"):
        bars = [
            ("exact", score.exact, ">=", (0.87, 0.70)),
            ("within one", score.within_one, ">=", (0.99, 0.97)),
            ("worst rung, exact", min(score.by_rung), ">=", (0.79, 0.62)),
            ("too high", score.too_high, "<=", (0.09, 0.18)),
            ("gain over raw mean", score.gain, ">=", (0.29, 0.28)),
        ]
    elif (mode, where) == (STANDARD, "even"):
        bars = [("exact", score.exact, ">=", (0.76, 0.67))]
    elif mode is DEEP:
        bars = [("exact", score.exact, ">=", (0.89, 0.82))]
    for what, found, sign, aims in bars:
        yield Promise(f"{name}, {what}", case, found, sign, aims[of_case])
    if mode is STANDARD:
        yield Promise(f"{name}, questions", case, len(AREAS) + score.checks, "<=", 32)
        yield Promise(f"{name}, one item shown to", case, score.most_shown, "<=", 0.35)


def oddballs(seed: int) -> None:
    """Print what the program makes of people who click through."""
    print("\n| who | level | probability | 80 % range | checks | said about it |\n|---|---|---|---|---|---|")
    alternating = {area.id: 5 * (number % 2) for number, area in enumerate(AREAS)}
    for name, ratings, option in (
        ("agrees always, first option", dict.fromkeys(alternating, 5), 1),
        ("zero always, no idea", dict.fromkeys(alternating, 0), DONT_KNOW),
        ("alternates, second option", alternating, 2),
        ("middle ratings, no idea", {area.id: 2 + number % 2 for number, area in enumerate(AREAS)}, DONT_KNOW),
    ):
        one = _clicked_through(ratings, option, seed)
        said = ", ".join(one.cautions) or "nothing"
        spread = f"{one.range_low.title} to {one.range_high.title}"
        print(f"| {name} | {one.level.title} | {one.probability:.2f} | {spread} | {one.checks} | {said} |")


def _clicked_through(ratings: dict[str, int], option: int, seed: int) -> Placement:
    estimator, given = CheckedEstimator(AREAS, None), dict[str, int]()
    while check := next_check(estimator, BANK, Sitting(STANDARD, ratings, tuple(given), seed)):
        given[check.id] = option
        estimator.answer(*BANK.marked({check.id: option}))
    return place(Answers(ratings=ratings, checks=given), ASSESSMENT, ROADMAP, AREAS, BANK)


def main() -> int:
    """Run the study and print its tables; 1 where --check is given and a promise is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300, help="simulated people a rung")
    parser.add_argument("--seed", type=int, default=100_000, help="the first person's seed")
    parser.add_argument("--check", action="store_true", help="exit 1 where a promise is missed")
    chosen = parser.parse_args()
    promises = list(study(chosen.people, chosen.seed))
    oddballs(chosen.seed)
    print("\n| promise | case | found | aim | kept |\n|---|---|---|---|---|")
    for one in promises:
        print(f"| {one.what} | {one.case} | {one.found:.3f} | {one.sign} {one.aim} | {'yes' if one.kept else 'NO'} |")
    return int(chosen.check and not all(one.kept for one in promises))


if __name__ == "__main__":
    sys.exit(main())
