"""Time the choice of the next check, as a person waits for it: median and 99th percentile, in milliseconds.

python benchmarks/choosing.py            500 choices of simulated people, in this process
python benchmarks/choosing.py --check    exit 1 where the 99th percentile reaches 50 milliseconds
"""

import sys
from time import perf_counter

from mlcareer.core.adaptive import DEEP, Sitting, next_check
from mlcareer.core.checked_posterior import CheckedEstimator
from mlcareer.core.knowledge import DONT_KNOW
from mlcareer.pack.library import Library
from people import HARSH, MID, evenly_spread, simulated

CHOICES = 500
BAR = 50.0
"""Milliseconds: a wait that nobody notices."""


def main() -> int:
    """Print the figures; 1 where --check is given and the 99th percentile reaches the bar."""
    pack = Library(None)
    areas, bank = pack.skills().areas, pack.checks()
    items = [check for part in bank.areas for check in part.checks]
    took: list[float] = []
    for number, position in enumerate(evenly_spread(20, 1)):
        people = simulated([position], MID if number % 2 else HARSH, areas, bank, number)
        ratings = {area.id: int(rating) for area, rating in zip(areas, people.ratings[0], strict=True)}
        right = {check.id: bool(one) for check, one in zip(items, people.right[0], strict=True)}
        estimator, given = CheckedEstimator(areas, None), dict[str, int]()
        while len(took) < CHOICES:
            begun = perf_counter()
            check = next_check(estimator, bank, Sitting(DEEP, ratings, tuple(given), number))
            took.append(1000 * (perf_counter() - begun))
            if check is None:
                break
            given[check.id] = check.key if right[check.id] else DONT_KNOW
            estimator.answer(*bank.marked({check.id: given[check.id]}))
    took.sort()
    median, slow = took[len(took) // 2], took[round(0.99 * len(took)) - 1]
    print(f"{len(took)} choices: median {median:.1f} ms, 99th percentile {slow:.1f} ms")
    return int("--check" in sys.argv[1:] and slow >= BAR)


if __name__ == "__main__":
    sys.exit(main())
