"""The profile's file: open it, read the record, save answers and steps one by one.

Rollback journal, not WAL: a profile in a read-only folder must stay readable, and writes are a handful of bytes.
Every write is one transaction with full sync, so what was confirmed is on the disk.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlcareer.core.assessment import Answers
from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.record import DoneStep, Record, Taken
from mlcareer.errors import ProfileError
from mlcareer.profile.migrate import migrate, refuse_newer

NAME = "profile.db"
WAIT_SECONDS = 10.0


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
            latest = connection.execute(
                "SELECT id, finished, mode, level, probability FROM assessment WHERE finished IS NOT NULL "
                "ORDER BY finished DESC, id DESC LIMIT 1"
            ).fetchone()
            under_way = connection.execute(
                "SELECT id FROM assessment WHERE finished IS NULL ORDER BY id DESC LIMIT 1"
            ).fetchone()
            done = connection.execute("SELECT step, at FROM step_done WHERE undone IS NULL ORDER BY id").fetchall()
            return Record(
                latest=_taken(connection, latest) if latest else None,
                under_way=_answers(connection, under_way[0]) if under_way else None,
                done=tuple(DoneStep(step, at) for step, at in done),
            )

    def begin(self, mode: str, *, anew: bool) -> None:
        """Make sure an assessment is under way; `anew` drops the answers of one that was not finished."""
        with self._writing() as connection:
            if anew:
                connection.execute("DELETE FROM assessment WHERE finished IS NULL")
            if not connection.execute("SELECT 1 FROM assessment WHERE finished IS NULL").fetchone():
                connection.execute("INSERT INTO assessment (mode, started) VALUES (?, ?)", (mode, self.now))

    def save_answer(self, key: str, value: str) -> None:
        """Save one answer of the assessment under way."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO answer (assessment, key, value, at) SELECT max(id), ?, ?, ? FROM assessment "
                "WHERE finished IS NULL ON CONFLICT (assessment, key) DO UPDATE SET value = excluded.value, "
                "at = excluded.at",
                (key, value, self.now),
            )

    def save_assessment(self, answers: Answers, placement: Placement) -> None:
        """Save a whole assessment with its result, in one transaction; ends the one under way."""
        with self._writing() as connection:
            connection.execute("DELETE FROM assessment WHERE finished IS NULL")
            saved = connection.execute(
                "INSERT INTO assessment (mode, started, finished, level, probability) VALUES (?, ?, ?, ?, ?)",
                (placement.mode, self.now, self.now, placement.level.value, placement.probability),
            )
            rows = [(saved.lastrowid, key, value, self.now) for key, value in answers.pairs()]
            connection.executemany("INSERT INTO answer (assessment, key, value, at) VALUES (?, ?, ?, ?)", rows)

    def mark_done(self, step: str) -> bool:
        """Mark a step as done; False where it already was."""
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO step_done (step, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (step, self.now)
            )
            return cursor.rowcount == 1

    def undo_done(self, step: str | None = None) -> str | None:
        """Take back a step marked as done, the last one where none is named; None where there is nothing to undo."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT id, step FROM step_done WHERE undone IS NULL AND (?1 IS NULL OR step = ?1) "
                "ORDER BY id DESC LIMIT 1",
                (step,),
            ).fetchone()
            if row is None:
                return None
            connection.execute("UPDATE step_done SET undone = ? WHERE id = ?", (self.now, row[0]))
            return str(row[1])

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
            with self._reading() as connection:
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

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._guard():
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                refuse_newer(version, self.path)
                if version == 0:
                    raise sqlite3.DatabaseError("it holds no profile")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._guard():
            self._make_file()
            connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = FULL")
                migrate(connection, self.path)
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
        except sqlite3.OperationalError as fault:
            raise ProfileError(
                f"{self.path}: cannot be used: {fault}", way_out="set MLCAREER_HOME to a folder you can write to"
            ) from None
        except sqlite3.DatabaseError as fault:
            raise ProfileError(
                f"{self.path}: damaged, or not a profile ({fault}); it was left as it is",
                way_out="mlcareer profile reset moves it aside and starts anew",
            ) from None
        except OSError as fault:
            raise ProfileError(
                f"{self.path}: cannot be used: {fault.strerror}",
                way_out="set MLCAREER_HOME to a folder you can write to",
            ) from None


def _taken(connection: sqlite3.Connection, row: tuple[int, str, str, str, float]) -> Taken:
    number, finished, mode, level, probability = row
    return Taken(finished, mode, _answers(connection, number), Level(level), probability)


def _answers(connection: sqlite3.Connection, assessment: int) -> Answers:
    answers = Answers()
    rows = connection.execute("SELECT key, value FROM answer WHERE assessment = ? ORDER BY rowid", (assessment,))
    for key, value in rows:
        answers = answers.answered(key, value)
    return answers
