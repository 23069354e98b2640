"""Migrations: a copy before each, the data kept, all of it or nothing."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.profile.test_store import BOUND, READ

from mlcareer.core.evidence import Evidence
from mlcareer.core.mark import Mark
from mlcareer.errors import ProfileError
from mlcareer.profile.migrate import FIRST, FOURTH, MIGRATIONS, SECOND, THIRD, migrate
from mlcareer.profile.seal import seal
from mlcareer.profile.store import Profile

NOW = "2026-11-22T12:00:00+00:00"
COLUMN = (
    "ALTER TABLE step_event ADD COLUMN mood TEXT NOT NULL DEFAULT ''; CREATE TABLE more (key TEXT PRIMARY KEY) STRICT"
)
FILLED = "UPDATE step_event SET mood = 'from ' || at"
REBUILT = """
CREATE TABLE assessment_new (
  id INTEGER PRIMARY KEY, mode TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, level TEXT, probability REAL
) STRICT;
INSERT INTO assessment_new SELECT id, mode, started, finished, level, probability FROM assessment;
DROP TABLE assessment;
ALTER TABLE assessment_new RENAME TO assessment
"""
"""How SQLite's own manual changes what ALTER TABLE cannot: here, a CHECK that is no longer wanted."""
BROKEN = "DROP TABLE answer; UPDATE step_event SET at = 'gone'; INSERT INTO no_such_table VALUES (1)"
NEWEST = (*MIGRATIONS, COLUMN)
"""The program's migrations with one more, as the next version would have them."""


def profile_in(folder: Path) -> Path:
    """Begin a profile with answers and steps; return its file."""
    person = Profile(folder, NOW)
    person.begin("quick", anew=False)
    person.save_answer("software", "3")
    person.mark("learn_apis", Mark.DONE)
    person.mark("learn_testing", Mark.DONE)
    return person.path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a profile of the newest version there is, with answers and steps."""
    return profile_in(tmp_path / "home")


def migrated(file: Path, *migrations: str) -> None:
    """Bring a profile to the newest of these versions, as the store does before it writes."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, file, migrations)


def version(file: Path) -> int:
    """Return the version a database says it has."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def content(file: Path) -> list[str]:
    """Return all a database holds, tables and rows, as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def asked(file: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query gives."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def copy_of(file: Path, number: int) -> Path:
    """Return where the copy from before that version is kept."""
    return file.with_name(f"profile-before-version-{number}.db")


# What a migration does.


def test_a_migration_raises_the_version_and_changes_the_schema(file: Path):
    """A profile is at the version of the last migration once it has run."""
    before = version(file)
    migrated(file, *NEWEST)
    assert version(file) == before + 1 == len(NEWEST)
    assert asked(file, "SELECT step, mood FROM step_event") == [("learn_apis", ""), ("learn_testing", "")]


def test_a_migration_keeps_the_data(file: Path):
    """Every answer and every step is there after a migration."""
    queries = ("SELECT * FROM answer", "SELECT step, at, taken_back FROM step_event", "SELECT * FROM assessment")
    before = [asked(file, query) for query in queries]
    migrated(file, *NEWEST)
    assert [asked(file, query) for query in queries] == before
    assert all(before)


def test_a_migration_that_builds_a_table_anew_keeps_what_hangs_on_it(file: Path):
    """A table that answers refer to may be rebuilt, as SQLite's manual has it, and no answer is lost."""
    before = asked(file, "SELECT * FROM answer")
    migrated(file, *MIGRATIONS, REBUILT)
    assert asked(file, "SELECT * FROM answer") == before


def test_migrations_run_one_after_the_other(file: Path):
    """A profile several versions behind goes through all of them, in order."""
    migrated(file, *NEWEST, FILLED)
    assert version(file) == len(NEWEST) + 1
    assert asked(file, "SELECT DISTINCT mood FROM step_event") == [(f"from {NOW}",)]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(len(MIGRATIONS), len(MIGRATIONS) + 2), max_size=5))
def test_running_migrations_again_changes_nothing(tmp_path_factory: pytest.TempPathFactory, stops: list[int]):
    """By whatever stops a profile comes to a version, and however often it is asked to, it ends as by one way."""
    every = (*NEWEST, FILLED)
    file, other = (profile_in(tmp_path_factory.mktemp("home")) for _ in range(2))
    for stop in sorted(stops):
        migrated(file, *every[:stop])
    migrated(file, *every)
    migrated(file, *every)
    migrated(other, *every)
    assert content(file) == content(other)


# The copy.


def test_a_copy_is_kept_as_the_profile_was(file: Path):
    """Before a migration the profile is copied beside itself, with all it held and at its old version."""
    before = content(file)
    migrated(file, *NEWEST)
    copy = copy_of(file, len(NEWEST))
    assert content(copy) == before
    assert version(copy) == len(MIGRATIONS)
    assert asked(copy, "PRAGMA integrity_check") == [("ok",)]


def test_a_copy_is_kept_before_each_migration(file: Path):
    """A profile several versions behind is copied before every step of the way."""
    migrated(file, *NEWEST, FILLED)
    first, second = copy_of(file, len(NEWEST)), copy_of(file, len(NEWEST) + 1)
    assert (version(first), version(second)) == (len(MIGRATIONS), len(NEWEST))
    assert asked(second, "SELECT DISTINCT mood FROM step_event") == [("",)]


def test_a_new_profile_has_no_copy(file: Path):
    """There is nothing to copy before the first migration, nor where there is none to run."""
    migrated(file, *MIGRATIONS)
    assert list(file.parent.glob("*.db")) == [file]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_copy_is_its_owner_s_alone(file: Path):
    """The copy may be read by nobody but the owner, as the profile itself, whatever the umask."""
    before = os.umask(0)
    try:
        migrated(file, *NEWEST)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(kept.stat().st_mode) for kept in file.parent.rglob("*.db")} == {0o600}


def test_the_copy_is_a_profile_to_go_back_to(file: Path, tmp_path: Path):
    """Put in the profile's place, the copy is read by the program of its version as if nothing had happened."""
    before = Profile(file.parent, NOW).record()
    migrated(file, *NEWEST)
    (tmp_path / "old").mkdir()
    copy_of(file, len(NEWEST)).rename(tmp_path / "old" / file.name)
    assert Profile(tmp_path / "old", NOW).record() == before


# Nothing by halves.


def test_a_migration_that_fails_leaves_the_profile_as_it_was(file: Path):
    """Where any part of a migration fails, nothing of it is kept: the same version, tables and rows."""
    before = content(file)
    with pytest.raises(sqlite3.Error):
        migrated(file, *MIGRATIONS, BROKEN)
    assert content(file) == before
    assert version(file) == len(MIGRATIONS)


def test_a_profile_can_be_used_after_a_migration_failed(file: Path):
    """After a migration that failed, the program of the old version reads and writes on."""
    with pytest.raises(sqlite3.Error):
        migrated(file, *MIGRATIONS, BROKEN)
    assert Profile(file.parent, NOW).mark("one_more", Mark.DONE)
    assert Profile(file.parent, NOW).record().done_ids == ("learn_apis", "learn_testing", "one_more")


def test_what_failed_can_be_tried_again(file: Path):
    """After a migration that failed, a mended one goes through and keeps a copy of what was there by then."""
    with pytest.raises(sqlite3.Error):
        migrated(file, *MIGRATIONS, BROKEN)
    Profile(file.parent, NOW).mark("one_more", Mark.DONE)
    before = content(file)
    migrated(file, *NEWEST)
    assert content(copy_of(file, len(NEWEST))) == before
    assert version(file) == len(NEWEST)


def test_the_steps_before_a_failed_one_stand(file: Path):
    """Of two migrations of which the second fails, the first stands, whole."""
    with pytest.raises(sqlite3.Error):
        migrated(file, *NEWEST, BROKEN)
    assert version(file) == len(NEWEST)
    assert asked(file, "SELECT DISTINCT mood FROM step_event") == [("",)]
    assert asked(file, "SELECT key FROM answer") == [("software",)]


def test_without_room_for_the_copy_nothing_is_changed(file: Path):
    """Where the copy cannot be kept, the migration does not run."""
    before = content(file)
    copy_of(file, len(NEWEST)).mkdir()
    with pytest.raises((sqlite3.Error, OSError)):
        migrated(file, *NEWEST)
    assert content(file) == before


# A profile of the first version, as people have it.

OLD = """
INSERT INTO assessment (mode, started, finished, level, probability) VALUES ('quick', NOW, NOW, 'mid', 0.5);
INSERT INTO answer VALUES (1, 'background', 'student', NOW), (1, 'software', '3', NOW);
INSERT INTO assessment (mode, started) VALUES ('quick', NOW);
INSERT INTO answer VALUES (2, 'maths', '2', NOW);
INSERT INTO step_done (step, at, undone) VALUES ('learn_apis', NOW, NOW), ('learn_testing', NOW, NULL);
"""


@pytest.fixture
def old(tmp_path: Path) -> Profile:
    """Return a profile that the first version wrote: an assessment, one under way, a step done and one taken back."""
    folder = tmp_path / "old"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "profile.db")) as connection:
        connection.executescript(FIRST + OLD.replace("NOW", repr(NOW)) + "PRAGMA user_version = 1")
    return Profile(folder, NOW)


def holds_what_the_first_version_wrote(person: Profile) -> bool:
    """Tell whether a record is that of the profile above."""
    record = person.record()
    return (
        record.latest is not None
        and (record.latest.level.value, record.latest.answers.background) == ("mid", "student")
        and record.latest.answers.ratings == {"software": 3}
        and record.under_way is not None
        and record.under_way.ratings == {"maths": 2}
        and record.done_ids == ("learn_testing",)
    )


def test_an_old_profile_is_read_without_changing_it(old: Profile):
    """A profile of the first version is read in full and checked; its file stays as it is, and no copy is made."""
    before = old.path.read_bytes()
    assert holds_what_the_first_version_wrote(old)
    assert old.record().evidence == ()
    assert old.problems() == ()
    assert old.path.read_bytes() == before
    assert list(old.path.parent.iterdir()) == [old.path]


def test_an_old_profile_is_migrated_by_the_first_write(old: Profile):
    """The first write brings an old profile to this version, keeps a copy as it was, and loses nothing."""
    before = content(old.path)
    kept, is_new = old.add_evidence("software", "a line")
    assert (kept, is_new) == (Evidence(1, "software", "a line", NOW), True)
    assert version(old.path) == len(MIGRATIONS)
    assert holds_what_the_first_version_wrote(old)
    assert old.record().evidence == (kept,)
    assert version(copy_of(old.path, 2)) == 1
    assert content(copy_of(old.path, 2)) == before


@pytest.mark.parametrize("write", ["begin", "done", "undo"])
def test_any_write_migrates_an_old_profile(old: Profile, write: str):
    """Whatever is written first, the old profile is brought along, with a copy."""
    {"begin": lambda: old.begin("quick", anew=False), "done": lambda: old.mark("x", Mark.DONE), "undo": old.take_back}[
        write
    ]()
    assert version(old.path) == len(MIGRATIONS)
    assert copy_of(old.path, 2).exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the superuser can be bound by modes on Linux only")
def test_an_old_profile_in_a_read_only_folder_can_be_read(old: Profile):
    """Where nothing can be written, a profile of the first version is still read and checked."""
    old.path.chmod(0o400)
    old.path.parent.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-c", BOUND, READ, str(old.path.parent)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        old.path.parent.chmod(0o700)
    assert json.loads(done.stdout) == [["learn_testing"], []]


def test_an_old_profile_is_read_while_another_program_reads(old: Profile):
    """A reader that has the old profile open keeps nobody from reading it."""
    with closing(sqlite3.connect(old.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM answer").fetchall()
        assert holds_what_the_first_version_wrote(old)


def test_an_old_profile_that_does_not_fit_together_is_refused(old: Profile):
    """An old profile with a row that belongs to nothing is told by the check, refused, and stays as it is."""
    with closing(sqlite3.connect(old.path)) as connection, connection:
        connection.execute("INSERT INTO answer VALUES (99, 'maths', '1', '')")
    before = old.path.read_bytes()
    assert any("answer" in problem for problem in old.problems())
    for action in (old.record, lambda: old.add_evidence("maths", "a line")):
        with pytest.raises(ProfileError):
            action()
    assert old.path.read_bytes() == before


# What is not ours to migrate.


def test_a_newer_profile_is_not_touched(file: Path):
    """A profile of a version beyond the last migration is refused, named with both versions, and stays as it is."""
    migrated(file, *NEWEST)
    before = file.read_bytes()
    with pytest.raises(ProfileError, match=f"version {len(NEWEST)}, this one knows {len(MIGRATIONS)}"):
        migrated(file, *MIGRATIONS)
    assert file.read_bytes() == before


def test_another_program_s_tables_are_not_touched(tmp_path: Path):
    """A database without a version that already holds tables is refused and stays as it is."""
    file = tmp_path / "profile.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE photo (id)")
    before = file.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        migrated(file, *MIGRATIONS)
    assert file.read_bytes() == before


def test_the_first_migration_is_never_edited():
    """The tables of the first version are what they were when profiles of it began to exist."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST)
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in ("assessment", "answer", "step_done")
        }
    assert columns == {
        "assessment": ["id", "mode", "started", "finished", "level", "probability"],
        "answer": ["assessment", "key", "value", "at"],
        "step_done": ["id", "step", "at", "undone"],
    }
    assert MIGRATIONS[0] == FIRST


def test_the_second_migration_is_never_edited():
    """The second version is the first with a table for evidence, as it was when profiles of it began to exist."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST + SECOND)
        columns = [row[1:4] for row in connection.execute("PRAGMA table_info(evidence)")]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert columns == [
        ("id", "INTEGER", 0),
        ("area", "TEXT", 1),
        ("note", "TEXT", 1),
        ("at", "TEXT", 1),
        ("removed", "TEXT", 0),
    ]
    assert tables == {"assessment", "answer", "step_done", "evidence"}
    assert MIGRATIONS[1] == SECOND


def test_the_third_migration_is_never_edited():
    """The third version holds these tables and columns, as it did when profiles of it began to exist."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST + SECOND + THIRD)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in sorted(tables - {"assessment", "answer", "evidence"})
        }
    assert columns == {
        "area_level": ["assessment", "area", "estimate", "low", "high"],
        "outlook": ["id", "made", "content"],
        "setting": ["name", "value", "at"],
        "step_event": ["id", "step", "what", "at", "hours", "note", "taken_back"],
        "win": ["id", "text", "day", "at", "removed"],
        "win_area": ["win", "area"],
    }
    assert MIGRATIONS[2] == THIRD


def test_the_fourth_migration_is_never_edited():
    """The fourth version is the third with a table for certificates, and refuses an end before the beginning."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST + SECOND + THIRD)
        before = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connection.executescript(FOURTH)
        after = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = [row[1:4] for row in connection.execute("PRAGMA table_info(certificate)")]
        once = "INSERT INTO certificate (certification, day, expires, at) VALUES ('a', '2026-11-22', ?, '')"
        connection.execute(once, ("2026-11-22",))
        for expires in ("2026-11-21", None):  # before its day; twice
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(once, (expires,))
    assert after - before == {"certificate"}
    assert columns == [
        ("id", "INTEGER", 0),
        ("certification", "TEXT", 1),
        ("day", "TEXT", 1),
        ("expires", "TEXT", 0),
        ("at", "TEXT", 1),
        ("removed", "TEXT", 0),
    ]
    assert MIGRATIONS[3] == FOURTH


# A profile of the third version, before there were certificates.

WITH_PLANS = """
INSERT INTO step_event (step, what, at, hours) VALUES ('learn_apis', 'done', NOW, 2.5);
INSERT INTO setting VALUES ('plan.hours', '8', NOW);
INSERT INTO win (text, day, at) VALUES ('shipped it', '2026-11-01', NOW);
INSERT INTO win_area VALUES (1, 'serving');
"""


@pytest.fixture
def third(tmp_path: Path) -> Profile:
    """Return a profile as the third version left it, sealed: a step done, a wish, a win."""
    folder = tmp_path / "third"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "profile.db")) as connection:
        connection.executescript(FIRST + SECOND + THIRD + WITH_PLANS.replace("NOW", repr(NOW)))
        connection.execute("PRAGMA user_version = 3")
        seal(connection)
    return Profile(folder, NOW)


def test_a_profile_of_the_third_version_is_read_without_changing_it(third: Profile):
    """Without certificates a profile reads as it did; its file stays as it is, and no copy is made."""
    before = third.path.read_bytes()
    assert (third.record().done_ids, third.record().wish.hours, third.certificates()) == (("learn_apis",), 8.0, ())
    assert [win.text for win in third.wins()] == ["shipped it"]
    assert third.problems() == ()
    assert third.path.read_bytes() == before
    assert list(third.path.parent.iterdir()) == [third.path]


def test_the_first_certificate_migrates_a_profile_of_the_third_version(third: Profile):
    """The first certificate brings the profile along, with a copy as it was, and loses nothing."""
    before = content(third.path)
    kept, is_new = third.add_certificate("gcp-pmle", date(2026, 11, 1))
    assert (is_new, third.certificates()) == (True, (kept,))
    assert version(third.path) == len(MIGRATIONS)
    assert (version(copy_of(third.path, 4)), content(copy_of(third.path, 4))) == (3, before)
    assert (third.record().done_ids, third.record().wish.hours) == (("learn_apis",), 8.0)
    assert [win.text for win in third.wins()] == ["shipped it"]
    assert third.problems() == ()


# Two at once.

RACE = """
import sqlite3, sys
from contextlib import closing
from pathlib import Path
from mlcareer.profile.migrate import migrate
file, migrations = Path(sys.argv[1]), sys.argv[2:]
print("ready", flush=True)
sys.stdin.readline()
with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
    migrate(connection, file, migrations)
"""


def test_two_programs_that_migrate_at_once_do_it_once(file: Path):
    """Of several programs that find an old profile at the same moment, one migrates it and none fails."""
    before = content(file)
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, str(file), *NEWEST, FILLED],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    assert [(racer.communicate(timeout=60)[1], racer.returncode) for racer in racers] == [("", 0)] * 3
    assert version(file) == len(NEWEST) + 1
    assert content(copy_of(file, len(NEWEST))) == before
    assert len(asked(file, "SELECT step FROM step_event")) == 2
