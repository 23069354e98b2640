"""Processes that write at the same time: nothing is lost, and none is turned away."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from acceptance.conftest import EXAMPLE, Person

from mlcareer.core.step import Steps
from mlcareer.pack.library import Library
from mlcareer.profile.migrate import MIGRATIONS


def at_once(person: Person, lines: list[list[str]]) -> None:
    """Run all these commands at the same time; each does what it was asked."""
    running = [person.start(*line) for line in lines]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert out


@pytest.mark.parametrize("writers", [2, 8])
def test_writers_at_once_lose_nothing(writers: int, person: Person):
    """Two or eight programs that note, mark and take quizzes at once are all heard, round after round."""
    steps: Steps = Library(None).steps()
    notes, marked, won, earned = set[str](), set[str](), set[str](), set[str]()
    for number in range(16 // writers):
        lines = []
        for writer in range(writers):
            day = f"2026-01-{number * writers + writer + 1:02}"
            note, step = f"round {number} of writer {writer}", steps.steps[number * writers + writer].id
            kinds = [
                ["evidence", "serving", note],
                ["done", step],
                ["win", *note.split(), "--area", "serving"],
                ["plan", "--hours", str(5 + writer)],
                ["quiz", "--answers", str(EXAMPLE), "--mode", "quick"],
                ["certs", "mine", "add", "gcp-pmle", "--on", day],
            ]
            kind = (number * writers + writer) % len(kinds)
            lines.append(kinds[kind])
            for kept, value, which in ((notes, note, 0), (marked, step, 1), (won, note, 2), (earned, day, 5)):
                if kind == which:
                    kept.add(value)
        at_once(person, lines)
    data = person.export()
    assert notes <= {row["note"] for row in data["evidence"]}
    assert marked == {row["step"] for row in data["steps"]}
    assert won == {row["text"] for row in data["wins"]}
    assert earned == {row["on"] for row in data["certificates"]}
    assert person.is_sound()


def test_calendars_exported_at_once_bear_numbers_of_their_own(person: Person, tmp_path: Path):
    """Of eight calendars exported at the same moment no two bear the same number, so that an import never ties."""
    person.does("plan")
    at_once(person, [["plan", "--export", str(tmp_path / f"{number}.ics")] for number in range(8)])
    numbers = [re.findall(r"SEQUENCE:(\d+)", (tmp_path / f"{number}.ics").read_text("utf-8")) for number in range(8)]
    assert all(len(set(found)) == 1 for found in numbers)
    assert len({found[0] for found in numbers}) == 8


def test_a_new_profile_begun_by_eight_at_once(people: Callable[[str], Person]):
    """Eight programs that find no profile at the same moment make one, with what each was told."""
    person = people("home")
    person.profile.unlink()
    at_once(person, [["evidence", "maths", f"note {number}"] for number in range(8)])
    assert person.holds() == {f"note {number}" for number in range(8)}
    assert person.is_sound()


def test_an_old_profile_met_by_eight_at_once(people: Callable[[str], Person]):
    """Eight programs that find an older profile at the same moment bring it up to date once, losing nothing."""
    person = people("home")
    person.profile.unlink()
    with closing(sqlite3.connect(person.profile)) as connection:
        connection.executescript("".join(MIGRATIONS[:2]) + "PRAGMA user_version = 2")
        with connection:
            connection.execute(
                "INSERT INTO evidence (area, note, at) VALUES ('maths', 'old', '2026-11-01T12:00:00+00:00')"
            )
    at_once(person, [["evidence", "maths", f"note {number}"] for number in range(8)])
    assert person.holds() == {"old", *(f"note {number}" for number in range(8))}
    assert person.is_sound()


def test_a_restore_among_writers(person: Person):
    """A restore takes its turn among writers: what they were told is saved is in the profile or in its copy."""
    person.does("done", "learn_sql")
    running = [person.start("evidence", "maths", f"note {number}") for number in range(6)]
    restoring = person.start("profile", "restore", "--yes")
    for process in (*running, restoring):
        process.communicate(timeout=60)
        assert process.returncode == 0
    here = person.holds()
    person.does("profile", "restore", "--yes")
    assert {f"note {number}" for number in range(6)} <= here | person.holds()
    assert person.is_sound()
