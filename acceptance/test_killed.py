"""kill -9 at random moments around the writes of real commands: what was reported as saved is there."""

import json
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from acceptance.conftest import EXAMPLE, Person

from mlcareer.pack.library import Library

KILLS = 50
"""For each command."""
HOMES = 2
"""Killed side by side, on two cores."""
Data = dict[str, Any]


class Write(NamedTuple):
    """One command that writes: its words, what its result says once it is saved, how to find that in an export."""

    args: tuple[str, ...]
    reported: str
    is_in: Callable[[Data], bool]


def done(person: Person) -> Iterator[Write]:
    """Yield marks of one step after the other."""
    del person
    for step in Library(None).steps().steps:
        yield Write(("done", step.id), "Done:", lambda data, id_=step.id: id_ in {row["step"] for row in data["steps"]})


def evidence(person: Person) -> Iterator[Write]:
    """Yield lines of evidence, each of its own words."""
    del person
    for number in count():
        note = f"line {number} of many"
        yield Write(
            ("evidence", "serving", *note.split()),
            "Noted:",
            lambda data, note=note: note in {row["note"] for row in data["evidence"]},
        )


def note(person: Person) -> Iterator[Write]:
    """Yield lines noted on one step, each with hours of its own."""
    del person
    for number in count(1):
        yield Write(
            ("note", "learn_sql", "--hours", f"{number / 8}"),
            "Noted:",
            lambda data, hours=number / 8: hours in {row["hours"] for row in data["steps"]},
        )


def win(person: Person) -> Iterator[Write]:
    """Yield wins, each of its own words and two areas, which come in with it or not at all."""
    del person
    for number in count():

        def is_in(data: Data, text: str = f"shipped {number}") -> bool:
            found = [row for row in data["wins"] if row["text"] == text]
            assert all(row["areas"] == ["serving", "maths"] for row in found)
            return bool(found)

        yield Write(("win", "shipped", str(number), "--area", "serving", "--area", "maths"), "Logged:", is_in)


def plan(person: Person) -> Iterator[Write]:
    """Yield plans, each asked for with its own hours and rung; a wish and what the plan said come in together."""
    del person
    for number in count(1):

        def is_in(data: Data, hours: float = 1 + number / 8) -> bool:
            """Tell whether the plan of these hours was kept."""
            told = [row["outlook"]["hours_a_week"] for row in data["outlooks"]]
            wished = {row["name"]: row["value"] for row in data["settings"]}
            assert not told or float(wished["plan.hours"]) == told[-1]
            return hours in told

        yield Write(("plan", "--hours", f"{1 + number / 8}"), f" {1 + number / 8:g} h a week", is_in)


def quiz(person: Person) -> Iterator[Write]:
    """Yield whole quizzes, each of its own years; the answers are those of the example."""
    del person
    for number in count(1):
        years = f"{number / 8}"
        yield Write(
            ("quiz", "--answers", str(EXAMPLE), "--years", years, "--mode", "quick", "--json"),
            "}\n",
            lambda data, years=years: years in {finished(row) for row in data["assessments"]},
        )


def finished(sitting: Data) -> str:
    """Return the years that a whole finished quiz was answered with; a quiz by halves is none."""
    answers = {row["key"]: row["value"] for row in sitting["answers"]}
    assert sitting["finished"]
    assert (len(answers), len(sitting["areas"])) == (16, 14)
    return answers["years"]


def documents(person: Person) -> Iterator[Write]:
    """Yield documents to merge, each with a dozen lines of evidence that come in whole or not at all."""
    file = person.home.with_suffix(".json")
    document = json.loads(person.does("profile", "export"))
    for number in count():
        notes = {f"line {line} of document {number}" for line in range(12)}
        rows = [
            {"id": k, "area": "maths", "note": note, "at": "2026-11-20T12:00:00+00:00", "removed": None}
            for k, note in enumerate(sorted(notes), 1)
        ]
        file.write_text(json.dumps({**document, "data": {**document["data"], "evidence": rows}}), "utf-8")

        def is_in(data: Data, notes: set[str] = notes) -> bool:
            here = notes & {row["note"] for row in data["evidence"]}
            assert here in (set(), notes)
            return bool(here)

        yield Write(("profile", "import", str(file), "--merge", "--json"), "}\n", is_in)


MID_WRITE, AFTERWARDS = 0.004, 0.02
"""Seconds within which the kill comes: a write is some milliseconds, the report follows it."""


def certificate(person: Person) -> Iterator[Write]:
    """Yield certificates of one certification, each of a day of its own."""
    del person
    for number in count():
        on = str(date(2020, 1, 1) + timedelta(days=number))
        yield Write(
            ("certs", "mine", "add", "gcp-pmle", "--on", on),
            "Logged:",
            lambda data, on=on: on in {row["on"] for row in data["certificates"]},
        )


COMMANDS = {
    "done": done,
    "evidence": evidence,
    "note": note,
    "win": win,
    "certificate": certificate,
    "plan": plan,
    "quiz": quiz,
    "import": documents,
}


def seconds_of(person: Person, writes: Iterator[Write]) -> float:
    """Return how long such a command takes here and now."""
    taken = []
    for _ in range(3):
        begin = time.monotonic()
        assert person(*next(writes).args).returncode == 0
        taken.append(time.monotonic() - begin)
    return min(taken)


def killed(person: Person, write: Write, moment: float, chance: random.Random) -> str:
    """Run a command and kill it: at the moment, in its write, or soon after; return its result."""
    journal = Path(f"{person.profile}-journal")
    when = chance.choice(("at the moment", "in the write", "after it"))
    with person.start(*write.args) as process:
        if when == "at the moment":
            time.sleep(moment)
        else:
            waited(process, until=journal.exists)
            if when == "after it":
                waited(process, until=lambda: not journal.exists())
            time.sleep(chance.random() * (MID_WRITE if when == "in the write" else AFTERWARDS))
        process.kill()
        out, err = process.communicate()
    assert "Traceback" not in err
    return out


def waited(process: subprocess.Popen[str], *, until: Callable[[], bool]) -> None:
    """Wait until something is so, or the process has ended."""
    while process.poll() is None and not until():
        time.sleep(0.0002)


def spree(person: Person, command: str, seed: int) -> Counter[str]:
    """Kill so many commands of one home, one after the other; return what came of them."""
    chance = random.Random(f"{command} {seed}")
    writes = COMMANDS[command](person)
    taken = seconds_of(person, writes)
    found: Counter[str] = Counter()
    must: list[Write] = []
    for _ in range(KILLS // HOMES):
        write = next(writes)
        out = killed(person, write, taken * chance.uniform(0.55, 1.1), chance)
        half = Path(f"{person.profile}-journal").exists()
        data = person.export()  # the next command works, and finds a profile that is sealed as it was saved
        reported, is_saved = write.reported in out, write.is_in(data)
        assert is_saved or not reported
        must += [write] if is_saved else []
        assert all(kept.is_in(data) for kept in must)
        found += Counter(before=not is_saved, half=half, saved=is_saved and not reported, reported=reported)
    assert person.is_sound()
    person.does("evidence", "maths", "and on it goes")
    assert "and on it goes" in person.holds()
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_any_moment(command: str, people: Callable[[str], Person], record_property: Callable[..., None]):
    """What a process reported as saved is there after kill -9, all of it or nothing, and the next command works."""
    crowd = [people(f"home{number}") for number in range(HOMES)]
    with ThreadPoolExecutor(HOMES) as pool:
        found = sum(pool.map(spree, crowd, [command] * HOMES, range(HOMES)), Counter())
    record_property("kills", dict(found))
    print(command, dict(found))
    assert found["before"] >= KILLS // 10
    assert found["saved"] + found["reported"] >= KILLS // 10
