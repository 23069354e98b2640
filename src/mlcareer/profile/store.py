"""The profile as the commands use it: the record, answers and evidence saved one by one."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from mlcareer.core.assessment import Answers
from mlcareer.core.evidence import Evidence
from mlcareer.core.level import Level
from mlcareer.core.placement import Placement
from mlcareer.core.record import Record, Taken
from mlcareer.core.win import Stood
from mlcareer.profile.certificates import CertificatesFile, certificates_in
from mlcareer.profile.history import HistoryFile, events_in_short
from mlcareer.profile.planned import PlannedFile, edition_in, wish_in
from mlcareer.profile.steps import StepsFile, events_in
from mlcareer.profile.wins import WinsFile

EVIDENCE = "SELECT id, area, note, at FROM evidence WHERE removed IS NULL"


class Profile(StepsFile, PlannedFile, WinsFile, CertificatesFile, HistoryFile):
    """Everything that one person's profile holds, each write in one transaction of its own."""

    def record(self, *, in_short: bool = False) -> Record:
        """Return what the person has done; empty where there is no profile yet. Never writes.

        `in_short` leaves out words on steps that later ones have overtaken; the state of each step is the same.
        """
        if not self.has_begun():
            return Record()
        with self.reading() as connection:
            latest = _finished(connection, 1)
            under_way = _under_way(connection)
            evidence = connection.execute(f"{EVIDENCE} ORDER BY id").fetchall()
            edition, told = edition_in(connection)
            return Record(
                latest=latest[0] if latest else None,
                under_way=_answers(connection, under_way) if under_way is not None else None,
                events=events_in_short(connection) if in_short else events_in(connection),
                evidence=tuple(Evidence(*row) for row in evidence),
                under_way_mode=_mode(connection, under_way) if under_way is not None else None,
                wish=wish_in(connection),
                edition=edition,
                told=told,
                certificates=certificates_in(connection),
            )

    def finished(self, most: int) -> tuple[Taken, ...]:
        """Return the finished assessments, newest first, at most so many. Never writes."""
        if not self.has_begun():
            return ()
        with self.reading() as connection:
            return _finished(connection, most)

    def standings(self) -> tuple[Stood, ...]:
        """Return the day and the rung of each finished assessment, oldest first; reads no answers. Never writes."""
        if not self.has_begun():
            return ()
        with self.reading() as connection:
            rows = connection.execute("SELECT finished, level FROM assessment WHERE finished IS NOT NULL ORDER BY id")
            return tuple(Stood(date.fromisoformat(finished[:10]), Level(level)) for finished, level in rows)

    def begin(self, mode: str, *, anew: bool) -> None:
        """Make sure an assessment of this mode is under way; `anew` drops the answers of one that was not finished."""
        with self.writing() as connection:
            if anew:
                connection.execute("DELETE FROM assessment WHERE finished IS NULL")
            if not connection.execute("UPDATE assessment SET mode = ? WHERE finished IS NULL", (mode,)).rowcount:
                connection.execute("INSERT INTO assessment (mode, started) VALUES (?, ?)", (mode, self.now))

    def save_answer(self, key: str, value: str, mode: str = "standard") -> None:
        """Save one answer of the assessment under way; begins one of `mode` where another terminal just ended it."""
        with self.writing() as connection:
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
        with self.writing() as connection:
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
            connection.executemany(
                "INSERT INTO area_level (assessment, area, estimate, low, high) VALUES (?, ?, ?, ?, ?)",
                [(number, area.area, area.estimate, area.low, area.high) for area in placement.areas],
            )

    def add_evidence(self, area: str, note: str) -> tuple[Evidence, bool]:
        """Note a line of evidence for an area; return it, with False where the very line already stood there."""
        with self.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO evidence (area, note, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (area, note, self.now)
            )
            is_new = cursor.rowcount == 1
            row = connection.execute(f"{EVIDENCE} AND area = ? AND note = ?", (area, note)).fetchone()
        return Evidence(*row), is_new

    def remove_evidence(self, number: int) -> bool:
        """Take a note back; False where there is none of that number, or no more. The row stays in the file."""
        if not self.has_begun():
            return False
        with self.writing() as connection:
            cursor = connection.execute(
                "UPDATE evidence SET removed = ? WHERE id = ? AND removed IS NULL", (self.now, number)
            )
            return cursor.rowcount == 1

    def _put_answers(
        self, connection: sqlite3.Connection, assessment: int | None, given: Iterable[tuple[str, str]]
    ) -> None:
        """Save answers; one that stands there with the same value keeps its time."""
        connection.executemany(
            "INSERT INTO answer (assessment, key, value, at) VALUES (?, ?, ?, ?) ON CONFLICT (assessment, key) "
            "DO UPDATE SET value = excluded.value, at = excluded.at WHERE value <> excluded.value",
            [(assessment, key, value, self.now) for key, value in given],
        )


def _under_way(connection: sqlite3.Connection) -> int | None:
    """Return the id of the assessment under way."""
    row = connection.execute("SELECT max(id) FROM assessment WHERE finished IS NULL").fetchone()
    return None if row[0] is None else int(row[0])


def _mode(connection: sqlite3.Connection, assessment: int) -> str:
    row = connection.execute("SELECT mode FROM assessment WHERE id = ?", (assessment,)).fetchone()
    return str(row[0])


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
