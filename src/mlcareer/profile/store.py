"""The profile's file: open it, read the record, save answers, steps and evidence one by one.

Rollback journal, not WAL: a profile in a read-only folder must stay readable, and writes are a handful of bytes.
Every write is one transaction with full sync, so what was confirmed is on the disk.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from mlcareer.core.assessment import Answers
from mlcareer.core.evidence import Evidence
from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.record import DoneStep, Record, Taken
from mlcareer.errors import ProfileError
from mlcareer.profile import NAME
from mlcareer.profile.migrate import MIGRATIONS, migrate, refuse_newer, version_of

WAIT_SECONDS = 10.0
TABLES = ("assessment", "answer", "step_done")
"""What a profile of any version holds, and is known by."""
EVIDENCE = "SELECT id, area, note, at FROM evidence WHERE removed IS NULL"

ELSEWHERE = ("cannot be used", "set MLCAREER_HOME to a folder you can write to")
IN_USE = ("in use by another mlcareer", "try again in a moment")
DAMAGED = ("damaged, or not a profile; it was left as it is", "mlcareer profile reset moves it aside and starts anew")
WAYS_OUT = {
    "BUSY": IN_USE,
    "LOCKED": IN_USE,
    "FULL": ("not saved, the disk is full", "free some space, then try again"),
    "READONLY": ELSEWHERE,
    "CANTOPEN": ELSEWHERE,
    "PERM": ELSEWHERE,
    "IOERR": ELSEWHERE,
}
"""What SQLite's families of errors mean for a person, and the way out."""


class Profile:
    """One person's profile in a folder; `now` is the time to write beside what is saved (UTC, ISO)."""

    def __init__(self, folder: Path, now: str) -> None:
        self.path = folder / NAME
        self.now = now

    def record(self) -> Record:
        """Return what the person has done; empty where there is no profile yet. Never writes."""
        if not self._begun():
            return Record()
        with self._reading() as connection:
            latest = _finished(connection, 1)
            under_way = _under_way(connection)
            done = connection.execute("SELECT step, at FROM step_done WHERE undone IS NULL ORDER BY id").fetchall()
            evidence = connection.execute(f"{EVIDENCE} ORDER BY id").fetchall()
            return Record(
                latest=latest[0] if latest else None,
                under_way=_answers(connection, under_way) if under_way is not None else None,
                done=tuple(DoneStep(step, at) for step, at in done),
                evidence=tuple(Evidence(*row) for row in evidence),
                under_way_mode=_mode(connection, under_way) if under_way is not None else None,
            )

    def finished(self, most: int) -> tuple[Taken, ...]:
        """Return the finished assessments, newest first, at most so many. Never writes."""
        if not self._begun():
            return ()
        with self._reading() as connection:
            return _finished(connection, most)

    def begin(self, mode: str, *, anew: bool) -> None:
        """Make sure an assessment of this mode is under way; `anew` drops the answers of one that was not finished."""
        with self._writing() as connection:
            if anew:
                connection.execute("DELETE FROM assessment WHERE finished IS NULL")
            if not connection.execute("UPDATE assessment SET mode = ? WHERE finished IS NULL", (mode,)).rowcount:
                connection.execute("INSERT INTO assessment (mode, started) VALUES (?, ?)", (mode, self.now))

    def save_answer(self, key: str, value: str, mode: str = "standard") -> None:
        """Save one answer of the assessment under way; begins one of `mode` where another terminal just ended it."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO assessment (mode, started) SELECT ?, ? WHERE NOT EXISTS "
                "(SELECT 1 FROM assessment WHERE finished IS NULL)",
                (mode, self.now),
            )
            self._put_answers(connection, _under_way(connection), ((key, value),))

    def save_assessment(self, answers: Answers, placement: Placement) -> None:
        """Save a whole assessment with its result, in one transaction; ends the one under way.

        Answers that were saved one by one keep the time at which they were given.
        """
        with self._writing() as connection:
            number = _under_way(connection)
            if number is None:
                row = connection.execute(
                    "INSERT INTO assessment (mode, started) VALUES (?, ?)", (placement.mode, self.now)
                )
                number = row.lastrowid
            given = answers.pairs()
            marks = ", ".join("?" for _ in given)
            connection.execute(
                f"DELETE FROM answer WHERE assessment = ? AND key NOT IN ({marks})",  # noqa: S608  # question marks
                (number, *(key for key, _ in given)),
            )
            self._put_answers(connection, number, given)
            connection.execute(
                "UPDATE assessment SET mode = ?, finished = ?, level = ?, probability = ? WHERE id = ?",
                (placement.mode, self.now, placement.level.value, placement.probability, number),
            )

    def mark_done(self, step: str) -> bool:
        """Mark a step as done; False where it already was."""
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO step_done (step, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (step, self.now)
            )
            return cursor.rowcount == 1

    def undo_done(self, step: str | None = None) -> str | None:
        """Take back a step marked as done, the last one where none is named; None where there is nothing to undo."""
        if not self._begun():
            return None
        with self._writing() as connection:
            row = connection.execute(
                "SELECT id, step FROM step_done WHERE undone IS NULL AND (:step IS NULL OR step = :step) "
                "ORDER BY id DESC LIMIT 1",
                {"step": step},
            ).fetchone()
            if row is None:
                return None
            connection.execute("UPDATE step_done SET undone = ? WHERE id = ?", (self.now, row[0]))
            return str(row[1])

    def add_evidence(self, area: str, note: str) -> tuple[Evidence, bool]:
        """Note a line of evidence for an area; return it, with False where the very line already stood there."""
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO evidence (area, note, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (area, note, self.now)
            )
            is_new = cursor.rowcount == 1
            row = connection.execute(f"{EVIDENCE} AND area = ? AND note = ?", (area, note)).fetchone()
        return Evidence(*row), is_new

    def remove_evidence(self, number: int) -> bool:
        """Take a note back; False where there is none of that number, or no more. The row stays in the file."""
        if not self._begun():
            return False
        with self._writing() as connection:
            cursor = connection.execute(
                "UPDATE evidence SET removed = ? WHERE id = ? AND removed IS NULL", (self.now, number)
            )
            return cursor.rowcount == 1

    def set_aside(self) -> Path | None:
        """Rename the profile's file so that the next command starts anew; None where there is none."""
        if not self.path.exists():
            return None
        stamp = self.now.replace(":", "").replace("-", "")[:15]
        aside = self.path.with_name(f"profile-{stamp}.db")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"profile-{stamp}-{number}.db")
        try:
            journal = self.path.with_name(f"{NAME}-journal")
            if journal.exists():  # it belongs to the data: an unfinished write is rolled back from it
                journal.rename(aside.with_name(f"{aside.name}-journal"))
            return self.path.rename(aside)
        except OSError as fault:
            raise ProfileError(f"{self.path}: cannot be moved: {fault.strerror}") from None

    def problems(self) -> tuple[str, ...]:
        """Return what is wrong with the profile's file; nothing where it is sound or there is none."""
        if not self._begun():
            return ()
        try:
            with self._opened() as connection:
                found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
                broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        except ProfileError as fault:
            return (fault.message,)
        found = [text for text in found if text != "ok"] + [f"row without its owner in {row[0]}" for row in broken]
        return tuple(f"{self.path}: {text}" for text in found)

    def _begun(self) -> bool:
        """Tell whether there is a profile; an empty file is one whose first write never came through."""
        try:
            return self.path.stat().st_size > 0
        except OSError:
            return False

    def _put_answers(
        self, connection: sqlite3.Connection, assessment: int | None, given: Iterable[tuple[str, str]]
    ) -> None:
        """Save answers; one that stands there with the same value keeps its time."""
        connection.executemany(
            "INSERT INTO answer (assessment, key, value, at) VALUES (?, ?, ?, ?) ON CONFLICT (assessment, key) "
            "DO UPDATE SET value = excluded.value, at = excluded.at WHERE value <> excluded.value",
            [(assessment, key, value, self.now) for key, value in given],
        )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give the profile as this version has it; an older one is brought there in memory, its file stays as it is."""
        with self._opened() as connection:
            if version_of(connection) == len(MIGRATIONS):
                yield connection
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                connection.backup(copy)
                migrate(copy, self.path, keep_copies=False)
                yield copy

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Give the file as it lies there, in one state for as long as it is read."""
        with self._guard():
            # A journal with something in it is a write that was cut off: opened for writing, SQLite rolls it back.
            journal = self.path.with_name(f"{NAME}-journal")
            mode = "rw" if journal.exists() and journal.stat().st_size else "ro"
            address = f"{self.path.absolute().as_uri()}?mode={mode}"
            connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)
            try:
                connection.execute("BEGIN")
                refuse_newer(version_of(connection), self.path)
                _refuse_stranger(connection)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._guard():
            self._make_file()
            connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                version = version_of(connection)
                refuse_newer(version, self.path)
                if version:  # before anything is written into it; without a version, a migration looks for itself
                    _refuse_stranger(connection)
                migrate(connection, self.path)
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()  # without a commit this rolls back

    def _make_file(self) -> None:
        """Create the folder and the file readable by their owner only."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn what the file system and SQLite may raise into one clear refusal with the way out."""
        try:
            yield
        except sqlite3.Error as fault:
            kind = (getattr(fault, "sqlite_errorname", None) or "SQLITE_").split("_")[1]  # SQLITE_BUSY_RECOVERY: BUSY
            reason, way_out = WAYS_OUT.get(kind, DAMAGED)
            raise ProfileError(f"{self.path}: {reason} ({fault})", way_out=way_out) from None
        except (ValueError, TypeError, OverflowError) as fault:  # a value that no quiz of ours saves
            raise ProfileError(f"{self.path}: {DAMAGED[0]} ({fault})", way_out=DAMAGED[1]) from None
        except OSError as fault:
            raise ProfileError(f"{self.path}: {ELSEWHERE[0]} ({fault.strerror})", way_out=ELSEWHERE[1]) from None


def _under_way(connection: sqlite3.Connection) -> int | None:
    """Return the id of the assessment under way."""
    row = connection.execute("SELECT max(id) FROM assessment WHERE finished IS NULL").fetchone()
    return None if row[0] is None else int(row[0])


def _mode(connection: sqlite3.Connection, assessment: int) -> str:
    row = connection.execute("SELECT mode FROM assessment WHERE id = ?", (assessment,)).fetchone()
    return str(row[0])


def _refuse_stranger(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where the file is some other program's database."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names.issuperset(TABLES):
        raise sqlite3.DatabaseError("it holds no profile")


def _finished(connection: sqlite3.Connection, most: int) -> tuple[Taken, ...]:
    rows = connection.execute(
        "SELECT id, finished, mode, level, probability FROM assessment WHERE finished IS NOT NULL "
        "ORDER BY id DESC LIMIT ?",
        (most,),
    ).fetchall()
    return tuple(_taken(connection, row) for row in rows)


def _taken(connection: sqlite3.Connection, row: tuple[int, str, str, str, float]) -> Taken:
    number, finished, mode, level, probability = row
    date.fromisoformat(finished[:10])  # days are counted from it; what is no date is damage
    return Taken(finished, mode, _answers(connection, number), Level(level), probability)


def _answers(connection: sqlite3.Connection, assessment: int) -> Answers:
    answers = Answers()
    rows = connection.execute("SELECT key, value FROM answer WHERE assessment = ? ORDER BY rowid", (assessment,))
    for key, value in rows:
        answers = answers.answered(key, value)
    return answers
