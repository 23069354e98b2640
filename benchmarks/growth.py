"""Time `mlcareer progress` for an ordinary profile and for one of ten years of daily records, and print the ratio.

    python benchmarks/looking_back.py            9 pairs, CPU time of the whole process, medians
    python benchmarks/looking_back.py --check    exit 1 where ten years cost more than twice an ordinary profile

The record in short and the past in short are timed by themselves as well, beside reading every line.
"""

import argparse
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from mlcareer.core.progress import first_week
from mlcareer.pack.library import Library
from mlcareer.profile.store import Profile
from startup import cpu_seconds

TODAY = date(2026, 11, 22)
NOW = f"{TODAY}T12:00:00+00:00"
ORDINARY, TEN_YEARS = 60, 3650
"""Days with a record each."""
QUIZ_EVERY = 7
CHECKS = 26
"""Checks answered in a quiz, beside fourteen ratings: forty answers."""
DONE = 20
BAR = 2.0
COMMAND = (sys.executable, "-m", "mlcareer", "progress")


def fill(folder: Path, days: int) -> Profile:
    """Return a profile with hours, a note and a win on each of the last days, a quiz a week, and twenty steps done."""
    person, pack, chance = Profile(folder, NOW), Library(None), random.Random(days)
    steps = [step.id for step in pack.steps().steps]
    areas = [area.id for area in pack.skills().areas]
    checks = [check.id for part in pack.checks().areas for check in part.checks]
    said = "INSERT INTO step_event (step, what, at, hours, note) VALUES (?, ?, ?, ?, ?)"
    with person.writing() as connection:
        for number in range(days):
            day = TODAY - timedelta(days=days - 1 - number)
            at = f"{day}T12:00:00+00:00"
            step = chance.choice(steps[DONE:])
            connection.execute(said, (step, "noted", at, chance.randint(1, 30) / 10, None))
            connection.execute(said, (step, "noted", at, None, "what was learnt today, in a line. " * 3))
            if number % (days // DONE) == 0 and number // (days // DONE) < DONE:
                connection.execute(said, (steps[number // (days // DONE)], "done", at, 4.0, "https://example.org/work"))
            win = connection.execute("INSERT INTO win (text, day, at) VALUES ('shipped it', ?, ?)", (str(day), at))
            connection.execute("INSERT INTO win_area VALUES (?, ?)", (win.lastrowid, chance.choice(areas)))
            if number % QUIZ_EVERY == 0:
                _quiz(connection, at, areas, chance.sample(checks, CHECKS), chance)
    return person


def _quiz(
    connection: sqlite3.Connection, at: str, areas: Sequence[str], checks: Sequence[str], chance: random.Random
) -> None:
    """Save a finished quiz of one answer for each area and check."""
    level = chance.choice(("entry", "junior", "mid"))
    quiz = connection.execute(
        "INSERT INTO assessment (mode, started, finished, level, probability) VALUES ('standard', ?, ?, ?, 0.7)",
        (at, at, level),
    ).lastrowid
    answers = [(area, str(chance.randint(1, 3))) for area in areas] + [(f"check:{check}", "1") for check in checks]
    connection.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", [(quiz, *one, at) for one in answers])
    middles = [(area, 1 + 3 * chance.random()) for area in areas]
    connection.executemany(
        "INSERT INTO area_level VALUES (?, ?, ?, ?, ?)",
        [(quiz, area, middle, middle - 0.6, middle + 0.6) for area, middle in middles],
    )


def ratio(ordinary: Path, long: Path, pairs: int) -> tuple[float, float, float]:
    """Return the median CPU milliseconds of progress for both profiles, and by how much the second costs more."""
    environments = [
        {**os.environ, "MLCAREER_HOME": str(home), "MLCAREER_TODAY": str(TODAY)} for home in (ordinary, long)
    ]
    for environment in environments:
        cpu_seconds(COMMAND, environment)  # compiles the pack
    times = [tuple(cpu_seconds(COMMAND, environment) for environment in environments) for _ in range(pairs)]
    few, many = (1000 * statistics.median(column) for column in zip(*times, strict=True))
    return few, many, many / few


def milliseconds(call: Callable[[], object]) -> float:
    """Return the least CPU milliseconds of a call, of five."""
    found = []
    for _ in range(5):
        begun = time.process_time()
        call()
        found.append(1000 * (time.process_time() - begun))
    return min(found)


def main() -> int:
    """Measure both profiles and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--check", action="store_true", help=f"exit 1 above a ratio of {BAR}")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ordinary, long = (Path(folder) / name for name in ("ordinary", "long"))
        for home, days in ((ordinary, ORDINARY), (long, TEN_YEARS)):
            person = fill(home, days)
            whole = milliseconds(person.record)
            short = milliseconds(lambda person=person: person.record(in_short=True))  # type: ignore[misc]
            past = milliseconds(lambda person=person: person.history(first_week(TODAY)))  # type: ignore[misc]
            print(f"{days:>5} days: whole record {whole:.1f} ms, record in short {short:.1f}, past in short {past:.1f}")
        few, many, more = ratio(ordinary, long, chosen.pairs)
    print(
        f"progress: {few:.0f} ms with {ORDINARY} days, {many:.0f} ms with {TEN_YEARS:,}: {more:.2f} times (bar {BAR})"
    )
    return 1 if chosen.check and more > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
