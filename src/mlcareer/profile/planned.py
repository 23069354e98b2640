"""What the person asks of their plan, and what the plan said when it was last told."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from mlcareer.core.level import Level
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.plain import plain
from mlcareer.core.step import Cloud
from mlcareer.core.wish import WISHES, Wish
from mlcareer.profile.file import ProfileFile

if TYPE_CHECKING:
    from mlcareer.core.sent import Sent

Given = TypeVar("Given")
CALENDAR, CALENDAR_SENT, EDITION = "calendar", "calendar.sent", "edition"


class PlannedFile(ProfileFile):
    """The part of the profile that holds wishes, outlooks, and what was given to calendars."""

    def outlooks(self) -> tuple[Outlook, ...]:
        """Return the first outlook kept for each rung, and the last of all, oldest first. Never writes."""
        if not self.has_begun():
            return ()
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT id, content FROM outlook WHERE id IN (SELECT max(id) FROM outlook UNION SELECT min(id) "
                """FROM outlook GROUP BY substr(content, instr(content, '"target":'), 14)) ORDER BY id"""
            ).fetchall()
        return tuple(_outlook(*row) for row in rows)

    def save_plan(self, wish: Wish | None, outlook: Outlook | None) -> None:
        """Save wishes, and what the plan says today; None leaves what is there. A wish that is None is forgotten.

        The outlook's `id` is given by the file.
        """
        with self.writing() as connection:
            for name, value in plain(wish).items() if wish is not None else ():
                connection.execute("DELETE FROM setting WHERE name = ?", (WISHES + name,))
                if value is not None:
                    self._put(connection, WISHES + name, str(value))
            if outlook is not None:
                content = {key: value for key, value in plain(outlook).items() if key != "id"}
                row = (self.now, json.dumps(content, separators=(",", ":")))
                connection.execute("INSERT INTO outlook (made, content) VALUES (?, ?)", row)
                self._put_edition(connection, outlook.pack)

    def save_edition(self, edition: str, told: Iterable[str] = ()) -> None:
        """Save which pack the profile met last, and add ids of steps whose change was told."""
        with self.writing() as connection:
            self._put_edition(connection, edition, told)

    def give_calendar(self, make: "Callable[[Sent, str], tuple[Given, Sent]]") -> "Given":
        """Return what `make` makes of what calendars were given so far, and of the profile's name among calendars.

        What they have been given then, the second of what it returns, is kept in the same transaction: two exports at
        once never bear one number. The name is random, and made at the first call.
        """
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO setting VALUES (?, lower(hex(randomblob(8))), ?) ON CONFLICT DO NOTHING",
                (CALENDAR, self.now),
            )
            made, sent = make(_sent(_setting(connection, CALENDAR_SENT)), _setting(connection, CALENDAR) or "")
            self._put(connection, CALENDAR_SENT, json.dumps(plain(sent), separators=(",", ":")))
        return made

    def _put_edition(self, connection: sqlite3.Connection, edition: str, told: Iterable[str] = ()) -> None:
        self._put(connection, EDITION, " ".join((edition, *sorted({*edition_in(connection)[1], *told}))))

    def _put(self, connection: sqlite3.Connection, name: str, value: str) -> None:
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)", (name, value, self.now))


def edition_in(connection: sqlite3.Connection) -> tuple[str | None, frozenset[str]]:
    """Return which pack the profile met last, None where that is not known, and the steps whose change was told."""
    edition, *told = (_setting(connection, EDITION) or "").split(" ")
    return edition or None, frozenset(told)


def wish_in(connection: sqlite3.Connection) -> Wish:
    """Return what the person asks of their plan; nothing where they never said."""
    rows = connection.execute("SELECT name, value FROM setting WHERE name LIKE ?", (f"{WISHES}%",))
    said = {name.removeprefix(WISHES): value for name, value in rows}
    return Wish(
        to=Level(said["to"]) if "to" in said else None,
        hours=float(said["hours"]) if "hours" in said else None,
        by=_day(said.get("by")),
        start=_day(said.get("start")),
        focus=said.get("focus"),
        cloud=Cloud(said["cloud"]) if "cloud" in said else None,
    )


def _setting(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _sent(content: str | None) -> "Sent":
    from mlcareer.core.sent import Sent

    if content is None:
        return Sent()
    said = json.loads(content)
    return Sent(int(said["sequence"]), {name: date.fromisoformat(day) for name, day in said["days"].items()})


def _outlook(number: int, content: str) -> Outlook:
    said = json.loads(content)
    steps = tuple(Due(due["step"], due["hours"], _day(due["likely"]), _day(due["late"])) for due in said["steps"])
    return Outlook(
        id=number,
        made=date.fromisoformat(said["made"]),
        target=Level(said["target"]),
        hours_a_week=float(said["hours_a_week"]),
        likely=_day(said["likely"]),
        late=_day(said["late"]),
        steps=steps,
        pack=str(said["pack"]),
        pace=float(said["pace"]),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
