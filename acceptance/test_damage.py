"""Files cut, changed, of other versions, and clocks set back: read as it was, or refused with a way out that works."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from acceptance.conftest import EXAMPLE, Person

from mlcareer.profile.migrate import MIGRATIONS

FLIPS, CUTS = 40, 15
"""Places damaged, each in a file of its own."""
WAYS_OUT = ("mlcareer profile restore", "mlcareer profile reset", "MLCAREER_HOME", "upgrade mlcareer")


@pytest.fixture
def lived(person: Person) -> Person:
    """Return somebody whose profile holds something of everything that commands save."""
    for line in ("done learn_containers", "done learn_sql", "undo", "evidence maths gone", "evidence --remove 2"):
        person.does(*line.split())
    for number in range(8):
        person.does("evidence", "serving", f"line {number} with enough words in it to fill a page in the end")
    person.today = "2026-11-23"
    person.does("evidence", "maths", "the last line")
    return person


def flipped(sound: bytes, chance: random.Random) -> bytes:
    """Return a file with one bit, byte or run of bytes changed where something is written."""
    damaged = bytearray(sound)
    spot = chance.choice([number for number, byte in enumerate(sound) if byte])
    for place in range(spot, min(spot + chance.choice([1, 1, 1, 4, 64]), len(damaged))):
        damaged[place] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(sound: bytes, chance: random.Random) -> bytes:
    """Return a file of which the end is missing."""
    return sound[: chance.choice([chance.randrange(1, len(sound)), chance.randrange(1, len(sound) // 4096) * 4096])]


@pytest.mark.parametrize(("damage", "times"), [(flipped, FLIPS), (cut, CUTS)], ids=["flipped", "cut"])
def test_a_damaged_file_is_refused_or_read_as_it_was(
    damage: Callable[[bytes, random.Random], bytes], times: int, lived: Person
):
    """Wherever a file is damaged, it is read as it was, or refused in a line; the restore it names works."""
    chance = random.Random(f"{damage.__name__}")
    sound, before = lived.profile.read_bytes(), lived.export()
    copy = {**before, "evidence": before["evidence"][:-1]}  # what the copy of today holds
    found: Counter[str] = Counter()
    for _ in range(times):
        lived.profile.write_bytes(damage(sound, chance))
        result = lived("profile", "export")
        if result.returncode == 0:
            read = json.loads(result.stdout)["data"]
            assert {name: part for name, part in read.items() if name != "made"} == before
            found["read"] += 1
            continue
        assert (result.returncode, result.stdout) == (3, "")
        said, way_out = result.stderr.splitlines()
        assert said.startswith(f"mlcareer: {lived.profile}: ")
        assert any(way in way_out for way in WAYS_OUT)
        found["refused"] += 1
        if "upgrade" in way_out:  # the bit that says which version it is
            continue
        if found["restored"] < times // 8:
            assert lived("evidence", "maths", "on damage").returncode == 3
            lived.does("profile", "restore", "2026-11-23", "--yes")
            assert lived.export() == copy
            lived.does("evidence", "maths", "after it")
            found["restored"] += 1
    print(damage.__name__, dict(found))
    assert found["refused"] >= times // 2
    assert found["restored"]


def old_profile(person: Person, version: int) -> None:
    """Put a profile of an older version in a person's home."""
    person.profile.unlink()
    with closing(sqlite3.connect(person.profile)) as connection:
        connection.executescript("".join(MIGRATIONS[:version]) + f"PRAGMA user_version = {version}")
        at = "2026-11-01T12:00:00+00:00"
        with connection:
            connection.execute("INSERT INTO assessment VALUES (1, 'quick', ?, ?, 'mid', 0.5)", (at, at))
            connection.execute("INSERT INTO answer VALUES (1, 'software', '3', ?)", (at,))
            connection.execute("INSERT INTO step_done (step, at, undone) VALUES ('learn_sql', ?, NULL)", (at,))
            connection.execute("INSERT INTO step_done (step, at, undone) VALUES ('learn_apis', ?, ?)", (at, at))
            if version > 1:
                connection.execute("INSERT INTO evidence (area, note, at) VALUES ('maths', 'old', ?)", (at,))


def steps_done(data: dict[str, Any]) -> list[str]:
    """Return the steps done and not taken back, in order."""
    return [row["step"] for row in data["steps"] if row["what"] == "done" and row["taken_back"] is None]


@pytest.mark.parametrize("version", [1, 2])
def test_a_profile_of_an_older_version(version: int, person: Person):
    """An older profile is read as it lies there, written on with nothing lost, and kept as a copy."""
    old_profile(person, version)
    lying = person.profile.read_bytes()
    before = person.export()
    assert person.is_sound()
    assert person.profile.read_bytes() == lying
    assert steps_done(before) == ["learn_sql"]
    person.does("done", "learn_containers")
    after = person.export()
    assert steps_done(after) == ["learn_sql", "learn_containers"]
    assert after["assessments"] == before["assessments"]
    assert after["evidence"] == before["evidence"]
    assert (person.home / f"profile-before-version-{version + 1}.db").exists()
    person.does("profile", "export", str(person.home / "me.json"))
    person.does("profile", "import", str(person.home / "me.json"), "--merge")
    assert person.export() == after
    assert person.is_sound()


def test_a_profile_of_a_newer_version(person: Person):
    """A newer profile is refused by what reads and what writes, named with both versions, and never touched."""
    with closing(sqlite3.connect(person.profile)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = person.profile.read_bytes()
    for line in ("profile show", "next", "done learn_sql", "profile export", "profile restore --yes", "undo"):
        person.refused(*line.split(), says="profile version 99", way_out="upgrade mlcareer")
    assert person("check").returncode == 3
    assert person.profile.read_bytes() == before


def test_a_clock_set_back(person: Person, tmp_path: Path):
    """Whatever the clock says, the last thing said is the last: undo takes it back, the result is of the last quiz."""
    days = ("2026-12-10", "2026-11-30", "2027-01-05", "2026-11-25")
    steps = ("learn_sql", "learn_containers", "learn_apis", "learn_testing")
    for day, step in zip(days, steps, strict=True):
        person.today = day
        person.does("done", step)
        person.does("evidence", "maths", f"on {day}")
        person.does("quiz", "--answers", str(EXAMPLE), "--mode", "quick", "--years", str(days.index(day) + 1))
    data = person.export()
    assert steps_done(data) == list(steps)
    assert [row["note"] for row in data["evidence"]] == ["the first line", *(f"on {day}" for day in days)]
    latest = json.loads(person.does("profile", "show", "--json"))["data"]["latest"]
    assert (latest["finished"][:10], latest["answers"]["years"]) == (days[-1], len(days))
    assert json.loads(person.does("undo", "--json"))["data"]["step"] == steps[-1]
    assert person.does("quiz", "--compare")
    person.does("profile", "export", str(tmp_path / "me.json"))
    again = json.loads(person.does("profile", "import", str(tmp_path / "me.json"), "--merge", "--json"))
    assert again["data"]["changed"] is False
    assert person.is_sound()
    person.does("profile", "restore", "2026-11-25", "--yes")
    assert steps_done(person.export()) == list(steps[:-1])
