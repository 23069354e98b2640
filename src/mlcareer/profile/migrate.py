"""The profile's schema, one migration a version; a copy is kept before each."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from mlcareer.errors import ProfileError
from mlcareer.profile.seal import unseal

FIRST = """
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  mode TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  level TEXT,
  probability REAL,
  CHECK ((finished IS NULL) = (level IS NULL) AND (finished IS NULL) = (probability IS NULL))
);
CREATE TABLE answer (
  assessment INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (assessment, key)
);
CREATE TABLE step_done (
  id INTEGER PRIMARY KEY,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  undone TEXT
);
CREATE UNIQUE INDEX step_done_once ON step_done (step) WHERE undone IS NULL;
"""
SECOND = """
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  area TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  removed TEXT
);
CREATE UNIQUE INDEX evidence_once ON evidence (area, note) WHERE removed IS NULL;
"""
THIRD = """
CREATE TABLE step_event (
  id INTEGER PRIMARY KEY,
  step TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('started', 'done', 'skipped', 'known', 'noted')),
  at TEXT NOT NULL,
  hours REAL CHECK (hours >= 0),
  note TEXT,
  taken_back TEXT
);
INSERT INTO step_event (step, what, at, taken_back) SELECT step, 'done', at, undone FROM step_done ORDER BY id;
DROP TABLE step_done;
CREATE UNIQUE INDEX step_done_once ON step_event (step) WHERE taken_back IS NULL AND what = 'done';
CREATE TABLE area_level (
  assessment INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
  area TEXT NOT NULL,
  estimate REAL NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  PRIMARY KEY (assessment, area)
);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE TABLE outlook (
  id INTEGER PRIMARY KEY,
  made TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE TABLE win (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  removed TEXT
);
CREATE TABLE win_area (
  win INTEGER NOT NULL REFERENCES win (id) ON DELETE CASCADE,
  area TEXT NOT NULL,
  PRIMARY KEY (win, area)
);
"""
FOURTH = """
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY,
  certification TEXT NOT NULL,
  day TEXT NOT NULL,
  expires TEXT CHECK (expires >= day),
  at TEXT NOT NULL,
  removed TEXT
);
CREATE UNIQUE INDEX certificate_once ON certificate (certification, day) WHERE removed IS NULL;
"""
MIGRATIONS: tuple[str, ...] = (FIRST, SECOND, THIRD, FOURTH)
"""Migration k brings a profile from version k to k + 1; they are never edited, only added to."""


def migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[str] = MIGRATIONS, *, keep_copies: bool = True
) -> None:
    """Bring the profile to the newest version, keeping a copy of it as it was before each migration.

    `keep_copies` is False where the connection is to a copy in memory, and the file stays as it is.

    Raises ProfileError where the profile was written by a newer program.
    """
    version = version_of(connection)
    newest = len(migrations)
    refuse_newer(version, path, newest)
    connection.execute("PRAGMA foreign_keys = OFF")  # else rebuilding a table would take along what refers to it
    while version < newest:
        connection.execute("BEGIN IMMEDIATE")
        version = version_of(connection)  # another terminal may have been faster
        if version == newest:
            connection.execute("COMMIT")
            break
        target = version + 1 if version > 0 else newest  # a new profile goes all the way at once: no state to copy
        if version > 0 and keep_copies:
            _keep_copy(path, version)
        elif version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("it is some other program's database")
        for statement in _statements(migrations[version:target]):
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError("its rows do not fit together")
        unseal(connection)
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
        version = target


def refuse_newer(version: int, path: Path, newest: int = len(MIGRATIONS)) -> None:
    """Raise ProfileError where the profile's version is beyond what this program knows."""
    if version > newest:
        raise ProfileError(
            f"{path}: written by a newer mlcareer (profile version {version}, this one knows {newest})",
            way_out="upgrade mlcareer, or set MLCAREER_HOME to another folder",
        )


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version that the profile says it has; 0 where nothing has been written yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(scripts: Sequence[str]) -> Iterator[str]:
    """Yield the statements of the scripts one by one, so that all of them run in one transaction."""
    statement = ""
    for part in (part for script in scripts for part in script.split(";")):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _keep_copy(path: Path, version: int) -> None:
    """Write the last committed state beside the profile; read by a second connection, ours is inside a transaction."""
    copy = path.with_name(f"{path.stem}-before-version-{version + 1}{path.suffix}")
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as before, closing(sqlite3.connect(copy)) as target:
        before.backup(target)
