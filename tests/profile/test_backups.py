"""Copies of the profile: kept without being asked for, never in the way, and brought back whole."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.profile.test_migrate import OLD
from tests.profile.test_store import again, begun, posix

from mlcareer.core.mark import Mark
from mlcareer.errors import NotFoundError, ProfileError
from mlcareer.profile.backups import MOST_KEPT, backups_of, chosen
from mlcareer.profile.exchange import change, export_of
from mlcareer.profile.file import DamagedProfileError
from mlcareer.profile.migrate import FIRST
from mlcareer.profile.restore import restore
from mlcareer.profile.store import Profile

NOON = "T12:00:00+00:00"
NOW = f"2026-11-22{NOON}"
WRITER = """
import sys, time
from pathlib import Path
from mlcareer.profile.store import Profile
with Profile(Path(sys.argv[1]), "2026-11-02T12:00:00+00:00").writing() as connection:
    connection.execute("INSERT INTO step_event (step, what, at) VALUES ('theirs', 'done', '2026-11-02T12:00:00+00:00')")
    print("writing", flush=True)
    time.sleep(1)
"""
JUNK = b"this was never a profile\n" * 400


@pytest.fixture
def person(tmp_path: Path) -> Profile:
    """Return a profile that has not begun."""
    return Profile(tmp_path / "home", NOW)


def on(person: Profile, day: int) -> Profile:
    """Return the profile as a command of that day of November meets it."""
    return again(person, f"2026-11-{day:02}{NOON}")


def copies(person: Profile) -> list[str]:
    """Return the names of the copies, newest first."""
    return [backup.name for backup in backups_of(person).backups]


def steps_in(file: Path) -> list[str]:
    """Return the steps done in a profile that lies anywhere."""
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT step FROM step_event ORDER BY id")]


def brought_back(person: Profile, name: str | None = None) -> str | None:
    """Restore a copy as the command does; return where the profile as it was lies now."""
    return restore(person, *chosen(person, name)).kept_as


# Kept.


def test_the_first_write_of_a_day_keeps_what_was_there(person: Profile):
    """The copy of a day holds the profile as it was before anything was saved that day, and is sound."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    on(person, 2).mark("third", Mark.DONE)
    assert copies(person) == ["profile-20261102.db"]
    assert steps_in(person.path.with_name("backups") / "profile-20261102.db") == ["first"]


def test_reading_keeps_no_copy(person: Profile):
    """Looking at a profile, on a new day too, makes no copy."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).record()
    on(person, 2).problems()
    export_of(on(person, 2))
    assert copies(person) == []


def test_the_newest_are_kept(person: Profile):
    """Of many days the newest copies stay, and those from before a restore are counted apart."""
    for day in range(1, 30):
        on(person, day).mark(f"s{day}", Mark.DONE)
    assert copies(person) == [f"profile-202611{day:02}.db" for day in range(29, 29 - MOST_KEPT, -1)]
    for _ in range(MOST_KEPT + 2):
        brought_back(on(person, 29), "2026-11-25")
        on(person, 29).mark("more", Mark.DONE)
    assert len(copies(person)) == 2 * MOST_KEPT


def test_a_clock_set_back_loses_no_copy_just_made(person: Profile):
    """Where all copies are of days to come, as after a clock was set back, the new one stays all the same."""
    for day in range(10, 25):
        on(person, day).mark(f"s{day}", Mark.DONE)
    on(person, 1).mark("earlier", Mark.DONE)
    assert copies(person)[-1] == "profile-20261101.db"
    assert len(copies(person)) == MOST_KEPT


@posix
def test_copies_are_their_owner_s_alone(person: Profile):
    """Folder and copies may be entered and read by their owner only, whatever the umask; nothing else lies there."""
    before = os.umask(0)
    try:
        on(person, 1).mark("first", Mark.DONE)
        on(person, 2).mark("second", Mark.DONE)
    finally:
        os.umask(before)
    folder = person.path.with_name("backups")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]


def test_an_old_part_is_swept_away(person: Profile):
    """What a killed writer left behind goes with the next copy; what may be someone's work does not."""
    on(person, 1).mark("first", Mark.DONE)
    folder = person.path.with_name("backups")
    folder.mkdir()
    old, new = folder / ".profile-20261101.db.00.part", folder / ".profile-20261102.db.00.part"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    on(person, 2).mark("second", Mark.DONE)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_copy_that_cannot_be_kept_is_said_and_the_write_stands(tmp_path: Path):
    """Where the folder of copies cannot be used, what is saved is saved, and one remark says what is wrong."""
    said: list[str] = []
    person = Profile(tmp_path / "home", NOW, say=said.append)
    person.mark("first", Mark.DONE)
    person.path.with_name("backups").write_text("in the way", "utf-8")
    person.mark("second", Mark.DONE)
    assert person.record().done_ids == ("first", "second")
    assert len(said) == 1
    assert "no copy of today could be kept" in said[0]
    assert "backups" in said[0]


def test_a_damaged_profile_is_not_written_on_nor_copied(person: Profile):
    """Damage that the day's copy brings to light refuses the write: no copy of damage pushes a sound one out."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    with closing(sqlite3.connect(person.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'win_area'")
        connection.commit()
    before = person.path.read_bytes()
    with pytest.raises(DamagedProfileError) as refused:
        on(person, 3).mark("third", Mark.DONE)
    assert "mlcareer profile restore" in refused.value.way_out
    assert person.path.read_bytes() == before
    assert copies(person) == ["profile-20261102.db"]


def test_a_profile_of_another_version_is_copied_as_it_was_read(tmp_path: Path):
    """The first write on an old profile keeps a copy that this version and a restore can use."""
    folder = tmp_path / "old"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "profile.db")) as connection:
        connection.executescript(FIRST + OLD.replace("NOW", repr(NOW)) + "PRAGMA user_version = 1")
    person = Profile(folder, NOW)
    person.mark("new", Mark.DONE)
    assert brought_back(person) is not None
    assert person.record().done_ids == ("learn_testing",)


# Listed.


def test_copies_are_listed_with_what_they_hold(person: Profile):
    """A copy is listed with its day, its size and what it holds; a damaged one says so, strangers are left out."""
    begun(on(person, 1))
    begun(on(person, 2))
    folder = person.path.with_name("backups")
    (folder / "profile-20261103.db").write_bytes(JUNK)
    (folder / "profile-20261104.db").touch()
    (folder / "notes.txt").write_text("mine", "utf-8")
    listed = backups_of(person)
    assert listed.folder == str(folder)
    assert [(b.name, b.day, b.problem) for b in listed.backups] == [
        ("profile-20261104.db", "2026-11-04", "damaged"),
        ("profile-20261103.db", "2026-11-03", "damaged"),
        ("profile-20261102.db", "2026-11-02", None),
        ("profile-20261101.db", "2026-11-01", None),
    ]
    assert [b.size for b in listed.backups][:2] == [0, len(JUNK)]
    assert [b.holds and b.holds.steps_done for b in listed.backups] == [None, None, 3, 0]


def test_there_are_no_copies_before_the_first(person: Profile):
    """Listing copies where there are none lists none and makes no folder."""
    assert backups_of(person).backups == ()
    assert not person.path.parent.exists()


# Brought back.


@pytest.mark.parametrize("name", [None, "profile-20261102", "profile-20261102.db", "2026-11-02"])
def test_a_copy_is_brought_back(person: Profile, name: str | None):
    """A copy named in any way, or the newest, is brought back whole; the profile as it was is a copy by then."""
    begun(on(person, 1))
    before = export_of(person)
    on(person, 2).mark("more", Mark.DONE)
    present = export_of(person)
    kept = brought_back(on(person, 2), name)
    assert export_of(person)[1:] == before[1:]
    assert person.problems() == ()
    assert kept is not None
    assert brought_back(on(person, 2), Path(kept).name) is not None
    assert export_of(person)[1:] == present[1:]


def test_the_newest_sound_copy_is_brought_back(person: Profile):
    """Damaged copies are passed over where none is named, and refused by name where one is."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    (person.path.with_name("backups") / "profile-20261103.db").write_bytes(JUNK)
    with pytest.raises(ProfileError, match="damaged"):
        chosen(person, "2026-11-03")
    brought_back(on(person, 4))
    assert person.record().done_ids == ("first",)


def test_a_copy_that_is_not_there_is_not_found(person: Profile):
    """Where there is no copy, none of that name, or none that is sound, the way out is the list."""
    with pytest.raises(NotFoundError, match="there is no backup yet"):
        chosen(person, None)
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    with pytest.raises(NotFoundError, match="did you mean 'profile-20261102'"):
        chosen(person, "profile-20261103")
    (person.path.with_name("backups") / "profile-20261102.db").write_bytes(JUNK)
    with pytest.raises(NotFoundError, match="none of the backups can be read"):
        chosen(person, None)


def _junk(file: Path) -> None:
    file.write_bytes(JUNK)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _strange(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE answer SET value = 'x' WHERE key = 'software'")


@pytest.mark.parametrize("damage", [_junk, _cut, _strange], ids=["junk", "cut", "strange"])
def test_a_damaged_profile_is_moved_aside_as_it_is(person: Profile, damage: Callable[[Path], None]):
    """In place of a damaged profile the copy is read; the damaged file lies aside byte for byte."""
    begun(on(person, 1))
    before = export_of(person)
    on(person, 2).mark("more", Mark.DONE)
    damage(person.path)
    damaged = person.path.read_bytes()
    done = restore(on(person, 3), *chosen(person, None))
    assert done.was_damaged
    assert done.kept_as is not None
    assert Path(done.kept_as).read_bytes() == damaged
    assert export_of(person)[1:] == before[1:]
    assert person.problems() == ()
    assert not list(person.path.parent.glob(".*"))


def test_a_profile_that_is_gone_is_brought_back(person: Profile):
    """Where the profile's file is missing or empty, restoring makes it anew, and keeps nothing of nothing."""
    begun(on(person, 1))
    before = export_of(person)
    on(person, 2).mark("more", Mark.DONE)
    person.path.unlink()
    assert brought_back(on(person, 3)) is None
    assert export_of(person)[1:] == before[1:]


def test_a_newer_profile_is_not_replaced(person: Profile):
    """A profile of a newer program is no damage: restoring refuses it and leaves it as it is."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    with closing(sqlite3.connect(person.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = person.path.read_bytes()
    with pytest.raises(ProfileError, match="newer mlcareer"):
        brought_back(on(person, 3))
    assert person.path.read_bytes() == before


@pytest.mark.parametrize("how", ["restore", "import"])
def test_without_a_copy_nothing_is_replaced(person: Profile, how: str):
    """Where the profile as it is cannot be kept, it is not replaced, and the way out is told."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    backup, held = chosen(person, None)
    folder = person.path.with_name("backups")
    shutil.rmtree(folder)
    folder.write_text("in the way", "utf-8")
    before, today = export_of(person), on(person, 2)
    actions: dict[str, Callable[[], object]] = {
        "restore": lambda: restore(today, backup, held),
        "import": lambda: change(today, lambda ours: ours._replace(steps=()), keep="import"),
    }
    with pytest.raises(ProfileError, match="nothing was changed") as refused:
        actions[how]()
    assert str(folder) in refused.value.way_out
    assert export_of(person) == before


def test_restoring_waits_for_a_writer(person: Profile):
    """What another program is about to save is saved first, and is in the copy that restoring keeps."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(person.path.parent)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        kept = brought_back(on(person, 2))
    assert kept is not None
    assert steps_in(Path(kept)) == ["first", "second", "theirs"]
    assert person.record().done_ids == ("first",)


def test_an_open_reader_keeps_nobody_from_restoring(person: Profile):
    """A program that has the profile open, reading nothing at the moment, sees what was brought back."""
    on(person, 1).mark("first", Mark.DONE)
    on(person, 2).mark("second", Mark.DONE)
    with closing(sqlite3.connect(person.path)) as other:
        assert len(other.execute("SELECT step FROM step_event").fetchall()) == 2
        brought_back(on(person, 2))
        assert other.execute("SELECT step FROM step_event").fetchall() == [("first",)]
