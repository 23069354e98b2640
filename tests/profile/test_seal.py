"""The seal: what SQLite cannot notice of damage is noticed, and nothing sound is ever called damaged."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profile.test_backups import on
from tests.profile.test_store import begun

from mlcareer.core.mark import Mark
from mlcareer.profile.file import DamagedProfileError
from mlcareer.profile.seal import SAFE
from mlcareer.profile.store import Profile

CHANGES = (
    "UPDATE answer SET value = '4' WHERE key = 'software'",
    "UPDATE step_event SET taken_back = at WHERE id = 1",
    "UPDATE evidence SET removed = at WHERE id = 1",
    "DELETE FROM answer WHERE key = 'maths'",
    "DELETE FROM step_event",
    "DELETE FROM evidence WHERE id = 2",
    "UPDATE certificate SET day = '2026-11-02' WHERE id = 1",
    "UPDATE certificate SET removed = at WHERE id = 1",
    "DELETE FROM certificate",
    "INSERT INTO evidence (area, note, at) VALUES ('maths', 'not mine', '2026-11-22T12:00:00+00:00')",
)


@pytest.fixture
def person(tmp_path: Path) -> Profile:
    """Return a profile with a little of everything."""
    person = Profile(tmp_path / "home", "2026-11-22T12:00:00+00:00")
    begun(person)
    return person


def changed(person: Profile, statement: str) -> bytes:
    """Change the file behind the program's back; return its bytes."""
    with closing(sqlite3.connect(person.path)) as connection, connection:
        connection.execute(statement)
    return person.path.read_bytes()


@pytest.mark.parametrize("statement", CHANGES)
def test_what_was_not_saved_is_refused(person: Profile, statement: str):
    """Rows changed, lost or added by anything but the program are refused by reader, writer and check."""
    after = changed(person, statement)
    for action in (person.record, lambda: person.mark("more", Mark.DONE)):
        with pytest.raises(DamagedProfileError, match="not what was saved"):
            action()
    assert any("not what was saved" in problem for problem in person.problems())
    assert person.path.read_bytes() == after


def test_who_mends_by_hand_takes_the_seal_away(person: Profile):
    """A profile without a seal is taken as it is, and sealed again by the next write."""
    changed(person, CHANGES[0])
    changed(person, "PRAGMA application_id = 0")
    assert person.problems() == ()
    assert person.record().under_way is not None
    person.mark("more", Mark.DONE)
    changed(person, CHANGES[-1])
    assert person.problems() != ()


def test_an_index_that_does_not_fit_is_refused(person: Profile):
    """An index that would hide rows is refused by who reads, not found out when something is missing."""
    with closing(sqlite3.connect(person.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(area, note)', '(note, area)') WHERE name = 'evidence_once'"
        )
        connection.commit()
    with pytest.raises(DamagedProfileError):
        person.record()


def test_saving_nothing_breaks_no_seal(person: Profile):
    """A write that changes nothing, on a new day too, leaves the profile as sound as it was."""
    assert not on(person, 25).mark("learn_apis", Mark.DONE)
    assert person.problems() == ()


@given(st.floats(-2000, 2000), st.integers(0, 51))
def test_every_bit_of_a_number_counts(number: float, bit: int):
    """A number with a point of which any bit of the mantissa is flipped goes into the seal as another text."""
    [bits] = struct.unpack("<Q", struct.pack("<d", number))
    [flipped] = struct.unpack("<d", struct.pack("<Q", bits ^ (1 << bit)))
    with closing(sqlite3.connect(":memory:")) as connection:
        ask = f"SELECT {SAFE.format('x')} FROM (SELECT ? AS x)"  # noqa: S608
        one, other = (connection.execute(ask, (value,)).fetchone()[0] for value in (number, flipped))
    assert (one != other) or abs(number) < 2**-31
