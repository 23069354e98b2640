"""What was said of steps: added one by one, taken back, never deleted."""

import sqlite3
from collections.abc import Sequence

from mlcareer.core.mark import Mark, StepEvent
from mlcareer.profile.file import ProfileFile

EVENTS = "SELECT id, step, what, at, hours, note FROM step_event WHERE taken_back IS NULL"


class StepsFile(ProfileFile):
    """The part of the profile that holds what was said of steps."""

    def mark(
        self,
        step: str,
        what: Mark,
        *,
        hours: float | None = None,
        note: str | None = None,
        formerly: Sequence[str] = (),
    ) -> bool:
        """Save one thing said of a step; False where it stands there already, or the step is done. Notes always add.

        `formerly` are ids that the step had before, under which it may stand there.
        """
        with self.writing() as connection:
            if what is not Mark.NOTED:
                names = (step, *formerly)
                marks = ", ".join("?" for _ in names)
                last = connection.execute(
                    f"{EVENTS} AND step IN ({marks}) AND what <> 'noted' ORDER BY what = 'done' DESC, id DESC LIMIT 1",
                    names,
                ).fetchone()
                if last is not None and _event(last).what in {what, Mark.DONE}:
                    return False
            connection.execute(
                "INSERT INTO step_event (step, what, at, hours, note) VALUES (?, ?, ?, ?, ?)",
                (step, what.value, self.now, hours, note),
            )
            return True

    def take_back(self, *names: str) -> StepEvent | None:
        """Take back the last thing said of a step of one of these ids, of any where none is given; None for nothing."""
        if not self.has_begun():
            return None
        with self.writing() as connection:
            marks = ", ".join("?" for _ in names)
            of_these = f"AND step IN ({marks})" if names else ""
            row = connection.execute(f"{EVENTS} {of_these} ORDER BY id DESC LIMIT 1", names).fetchone()
            if row is None:
                return None
            event = _event(row)
            connection.execute("UPDATE step_event SET taken_back = ? WHERE id = ?", (self.now, event.id))
            return event


def events_in(connection: sqlite3.Connection) -> tuple[StepEvent, ...]:
    """Return what was said of steps and not taken back, oldest first."""
    return tuple(_event(row) for row in connection.execute(f"{EVENTS} ORDER BY id"))


def _event(row: tuple[int, str, str, str, float | None, str | None]) -> StepEvent:
    number, step, what, at, hours, note = row
    return StepEvent(number, step, Mark(what), at, hours, note)
