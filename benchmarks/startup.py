"""Time whole commands against the reference app, in alternation, and print the ratios.

    python benchmarks/startup.py                 15 pairs each, CPU time of the whole process, medians
    python benchmarks/startup.py --check         exit 1 where a ratio stays above its bar three times in a row

Run it with the interpreter of the environment in which mlcareer is installed, from a wheel for figures that count: an
editable install pays for its hook on every start. There is no absolute bar: machines differ, ratios hardly.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MLCAREER = str(Path(sysconfig.get_path("scripts")) / "mlcareer")
ROUNDS = 3


class Pair(NamedTuple):
    """A command, what it is held against, and the ratio it should stay below."""

    name: str
    command: tuple[str, ...]
    reference: tuple[str, ...]
    bar: float


def reference(name: str) -> tuple[str, ...]:
    """Return the command line of a command of the reference app."""
    return (sys.executable, str(HERE / "reference_app.py"), name)


PAIRS = (
    Pair(
        "salary --level senior --json / line",
        (MLCAREER, "salary", "--level", "senior", "--json"),
        reference("line"),
        1.20,
    ),
    Pair("salary --level senior / table", (MLCAREER, "salary", "--level", "senior"), reference("table"), 1.20),
    Pair("roadmap / table", (MLCAREER, "roadmap"), reference("table"), 1.30),
    Pair("--help / --help", (MLCAREER, "--help"), reference("--help"), 1.10),
    Pair("--version / python -c pass", (MLCAREER, "--version"), (sys.executable, "-c", "pass"), 2.00),
)


def cpu_seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """Return the CPU time (user and system) of one run of a command, as the kernel accounts it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def measure(pair: Pair, runs: int, environment: dict[str, str]) -> tuple[float, float, float]:
    """Return the median CPU milliseconds of command and reference, and the median of the ratios pair by pair.

    One run of each first, so that what is kept compiled is warm.
    """
    for command in (pair.command, pair.reference):
        cpu_seconds(command, environment)
    times = [(cpu_seconds(pair.command, environment), cpu_seconds(pair.reference, environment)) for _ in range(runs)]
    ours, theirs = zip(*times, strict=True)
    ratio = statistics.median(ours) / statistics.median(theirs)
    return 1000 * statistics.median(ours), 1000 * statistics.median(theirs), ratio


def main() -> int:
    """Measure every pair and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs (at least 15 for figures that count)")
    parser.add_argument("--check", action="store_true", help="exit 1 where a ratio stays above its bar")
    chosen = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "HOME": home,
        }  # not MLCAREER_HOME: finding the platform's folders is part of a start
        for name in ("MLCAREER_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        print(f"{'command / reference':<40} {'ms':>7} {'ref ms':>7} {'ratio':>6} {'bar':>5}")
        for pair in PAIRS:
            for _ in range(ROUNDS if chosen.check else 1):
                ours, theirs, ratio = measure(pair, chosen.runs, environment)
                print(f"{pair.name:<40} {ours:7.1f} {theirs:7.1f} {ratio:6.2f} {pair.bar:5.2f}")
                if ratio <= pair.bar:
                    break
            else:
                failed.append(pair.name)
    if chosen.check and failed:
        print(f"above their bars: {'; '.join(failed)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
