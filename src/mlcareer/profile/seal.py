"""A seal on what a profile holds: SQLite notices a broken page, not a changed letter or a mark that is gone.

The checksum of all rows stands in the file's header, as SQLite's application_id, written by the same transaction as the
rows. 0 is no seal: a profile of an older program, or one that someone mended by hand and unsealed.
"""

import sqlite3
from zlib import crc32

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
"""Ours only: what SQLite notes of its own may change without us."""
POSITIVE = 0x7FFFFFFF
"""The header's field is a signed number; a seal is never 0."""
UP = '"{0}" * 4294967296.0'
SAFE = f"""CASE typeof("{{0}}") WHEN 'real' THEN CAST({UP} AS INTEGER) || '/' ||
  CAST(({UP} - CAST({UP} AS INTEGER)) * 4503599627370496.0 AS INTEGER) ELSE quote("{{0}}") END"""
"""A value as text, the same in every version of SQLite: a number with a point as two whole ones, by powers of two, so
that every bit of it counts."""


def refuse_broken(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where pages do not fit together, or rows are not those that were saved."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    if not is_sealed_as_it_is(connection):
        raise sqlite3.DatabaseError("what it holds is not what was saved")


def is_sealed_as_it_is(connection: sqlite3.Connection) -> bool:
    """Tell whether the rows are those that were sealed; True where there is no seal."""
    seal = connection.execute("PRAGMA application_id").fetchone()[0]
    return seal in {0, _checksum(connection)}


def seal(connection: sqlite3.Connection) -> None:
    """Seal the rows as they are now, as part of the transaction that is open."""
    connection.execute(f"PRAGMA application_id = {_checksum(connection)}")


def unseal(connection: sqlite3.Connection) -> None:
    """Take the seal away, as part of the transaction that is open."""
    connection.execute("PRAGMA application_id = 0")


def _checksum(connection: sqlite3.Connection) -> int:
    """Return a checksum of all rows, put into text by SQLite: in Python ten years of records would take a tenth second.

    Numbers with a point go in as whole ones: how SQLite writes them has changed between its versions.
    """
    tables = connection.execute(TABLES).fetchall()
    found = 0
    for (name,) in tables:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        parts = " || ',' || ".join(SAFE.format(column) for column in ("rowid", *columns))
        (rows,) = connection.execute(
            f'SELECT group_concat({parts}, char(10)) FROM (SELECT rowid, * FROM "{name}" ORDER BY rowid)'  # noqa: S608
        ).fetchone()
        found = crc32(f"{name}\n{rows or ''}\n".encode("utf-8", "surrogatepass"), found)
    return found & POSITIVE or 1
