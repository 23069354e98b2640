"""Time what looks back and ahead with a hundred times the skills and with ten years of daily records.

    python benchmarks/growth.py            5 rounds in alternation, CPU time of whole processes, medians
    python benchmarks/growth.py --check    exit 1 where a command costs more than twice what it costs ordinarily

Each command is timed at its first look after a change, and at any later look, which is remembered. The bar holds for
later looks throughout, and for first looks with ten years of records; a first look through a hundred times the pack has
to read it, and is only told. The big pack is the shipped one a hundred times over, each copy with ids of its own.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from mlcareer.pack.library import Library
from mlcareer.pack.locate import data_dir
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
TRIES = 3
"""A row counts as above the bar where it is so this many times in a row."""
COMMANDS = ("next", "plan", "progress")
TIMES = 100


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


def hundredfold(folder: Path) -> None:
    """Write the shipped pack with its skills and steps a hundred times over."""
    shutil.copytree(data_dir(), folder)
    for name, lists in (("skills", ("prereqs",)), ("steps", ("closes", "needs", "formerly"))):
        document = yaml.load((data_dir() / f"{name}.yaml").read_bytes(), yaml.CSafeLoader)
        document[name] = [_copied(one, copy, lists) for copy in range(TIMES) for one in document[name]]
        (folder / f"{name}.yaml").write_text(json.dumps(document, default=str), "utf-8")


def _copied(record: Mapping[str, Any], copy: int, lists: Sequence[str]) -> dict[str, Any]:
    """Return a skill or step under the ids of its copy."""
    ids = {key: [_numbered(name, copy) for name in record.get(key, ())] for key in lists}
    return {**record, **ids, "id": _numbered(record["id"], copy)}


def _numbered(name: str, copy: int) -> str:
    return f"{name}_x{copy}" if copy else name


def environment(home: Path, pack: Path) -> dict[str, str]:
    """Return the environment of a command for one person and one pack."""
    return {**os.environ, "MLCAREER_HOME": str(home), "MLCAREER_DATA": str(pack), "MLCAREER_TODAY": str(TODAY)}


def timed(worlds: Sequence[dict[str, str]], command: str, rounds: int, *, first: bool) -> list[float]:
    """Return the median CPU milliseconds of a command in each world; `first` forgets the remembered looks before."""
    words = (sys.executable, "-m", "mlcareer", command)
    times: list[list[float]] = [[] for _ in worlds]
    for number in range(rounds + 1):
        for world, found in zip(worlds, times, strict=True):
            if first:
                shutil.rmtree(Path(world["MLCAREER_HOME"]) / "cache" / "views", ignore_errors=True)
            spent = 1000 * cpu_seconds(words, world)
            if number:  # the very first compiles the pack
                found.append(spent)
    return [statistics.median(found) for found in times]


def main() -> int:
    """Measure the three worlds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help=f"exit 1 above {BAR} times")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hundredfold(folder / "pack")
        worlds = []
        for home, days, pack in (
            ("ordinary", ORDINARY, data_dir()),
            ("ten years", TEN_YEARS, data_dir()),
            ("100 x pack", ORDINARY, folder / "pack"),
        ):
            fill(folder / home, days)
            worlds.append(environment(folder / home, pack))
        print(f"{'CPU ms':<22}{'ordinary':>10}{'ten years':>18}{'100 x pack':>18}")
        missed = False
        for command in COMMANDS:
            for first in (True, False):
                for _ in range(TRIES):  # a machine that does something else meanwhile is no growth
                    usual, years, pack_ = timed(worlds, command, chosen.rounds, first=first)
                    look = f"{command}, {'first' if first else 'later'} look"
                    grown = f"{years:>10.0f} ({years / usual:4.2f}){pack_:>11.0f} ({pack_ / usual:5.2f})"
                    print(f"{look:<22}{usual:>10.0f}{grown}")
                    is_above = years > BAR * usual or (not first and pack_ > BAR * usual)
                    if not is_above:
                        break
                missed |= is_above
    return 1 if chosen.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
