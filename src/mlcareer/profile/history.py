"""The past in short: counted and summed by the file itself, so that ten years cost little more than one."""

import sqlite3
from datetime import date

from mlcareer.core.history import LATEST_WINS, AreaLevels, Estimate, History, Quizzed
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepEvent
from mlcareer.core.win import Win
from mlcareer.profile.file import ProfileFile

WEEKS = """
SELECT date(substr(at, 1, 10), 'weekday 0', '-6 days') AS monday, sum(hours) FROM step_event
WHERE taken_back IS NULL AND hours > 0 AND at >= ? GROUP BY monday ORDER BY monday
"""
HOURS = "SELECT coalesce(sum(hours), 0.0), min(at) FROM step_event WHERE taken_back IS NULL AND hours > 0"
KEPT = "SELECT (SELECT min(assessment) FROM area_level), (SELECT max(assessment) FROM area_level)"
IN_SHORT = """
SELECT step, sum(hours), min(id), max(CASE what WHEN 'started' THEN id END),
  max(CASE WHEN what <> 'noted' THEN id END)
FROM step_event WHERE taken_back IS NULL GROUP BY step
"""


class HistoryFile(ProfileFile):
    """The part of the profile that looks back."""

    def history(self, since: date) -> History:
        """Return the past in short, hours by week from a day on. Never writes."""
        if not self.has_begun():
            return History()
        with self.reading() as connection:
            quizzes = connection.execute(
                "SELECT finished, mode, level, probability FROM assessment WHERE finished IS NOT NULL ORDER BY id"
            )
            first, last = connection.execute(KEPT).fetchone()
            hours, said = connection.execute(HOURS).fetchone()
            weeks = connection.execute(WEEKS, (since.isoformat(),))
            return History(
                quizzes=tuple(Quizzed(_day(at), mode, Level(level), chance) for at, mode, level, chance in quizzes),
                first=_areas(connection, first) if first is not None else None,
                last=_areas(connection, last) if last != first else None,
                weeks={_day(day): total for day, total in weeks},
                hours=hours,
                hours_since=_day(said) if said else None,
                wins=connection.execute("SELECT count(*) FROM win WHERE removed IS NULL").fetchone()[0],
                latest_wins=_latest_wins(connection),
            )


def events_in_short(connection: sqlite3.Connection) -> tuple[StepEvent, ...]:
    """Return for each step one to three events that make of it what all its events make.

    They are the last word of it, with the hours of all, and before that the last beginning; the first note where there
    is nothing else.
    """
    kept: dict[int, tuple[str, float | None]] = {}
    for step, hours, first, started, last in connection.execute(IN_SHORT):
        if started is not None:
            kept[started] = (step, None)
        kept[last if last is not None else first] = (step, hours)
    rows = {
        row[0]: row[1:]
        for low in range(0, len(kept), _AT_ONCE)
        for row in _rows(connection, sorted(kept)[low : low + _AT_ONCE])
    }
    return tuple(
        StepEvent(number, kept[number][0], Mark(what), at, kept[number][1], note)
        for number, (what, at, note) in sorted(rows.items())
    )


_AT_ONCE = 500
"""Question marks in one statement; older builds of SQLite allow 999."""


def _rows(connection: sqlite3.Connection, numbers: list[int]) -> sqlite3.Cursor:
    marks = ", ".join("?" for _ in numbers)
    return connection.execute(
        f"SELECT id, what, at, note FROM step_event WHERE id IN ({marks})",  # noqa: S608  # question marks
        numbers,
    )


def _areas(connection: sqlite3.Connection, assessment: int) -> AreaLevels:
    finished, mode = connection.execute("SELECT finished, mode FROM assessment WHERE id = ?", (assessment,)).fetchone()
    rows = connection.execute("SELECT area, estimate, low, high FROM area_level WHERE assessment = ?", (assessment,))
    return AreaLevels(_day(finished), mode, {area: Estimate(*levels) for area, *levels in rows})


def _latest_wins(connection: sqlite3.Connection) -> tuple[Win, ...]:
    rows = connection.execute(
        "SELECT id, text, day, at FROM win WHERE removed IS NULL ORDER BY day DESC, id DESC LIMIT ?", (LATEST_WINS,)
    ).fetchall()
    areas = "SELECT area FROM win_area WHERE win = ? ORDER BY rowid"
    return tuple(
        Win(number, text, _day(day), tuple(area for (area,) in connection.execute(areas, (number,))), at)
        for number, text, day, at in rows
    )


def _day(at: str) -> date:
    return date.fromisoformat(at[:10])
