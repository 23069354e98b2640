"""What the person asks of their plan, and what the plan said when it was last told."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from mlcareer.core.level import Level
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.plain import plain
from mlcareer.core.step import Cloud
from mlcareer.core.wish import WISHES, Wish
from mlcareer.profile.file import ProfileFile

if TYPE_CHECKING:
    from mlcareer.core.sent import Sent

CALENDAR, CALENDAR_SENT, EDITION = "calendar", "calendar.sent", "edition"


class PlannedFile(ProfileFile):
    """The part of the profile that holds wishes and outlooks."""

    def save_wish(self, wish: Wish) -> None:
        """Save the wishes as they are now; what is None is forgotten."""
        with self.writing() as connection:
            for name, value in plain(wish).items():
                connection.execute("DELETE FROM setting WHERE name = ?", (WISHES + name,))
                if value is not None:
                    connection.execute("INSERT INTO setting VALUES (?, ?, ?)", (WISHES + name, str(value), self.now))

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

    def save_outlook(self, outlook: Outlook) -> None:
        """Keep what the plan says today; its `id` is given by the file."""
        content = plain(outlook)
        del content["id"]
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO outlook (made, content) VALUES (?, ?)",
                (self.now, json.dumps(content, separators=(",", ":"))),
            )

    def save_edition(self, edition: str, told: Iterable[str] = ()) -> None:
        """Save which pack the profile met last, and add ids of steps whose change was told."""
        with self.writing() as connection:
            value = " ".join((edition, *sorted({*edition_in(connection)[1], *told})))
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)", (EDITION, value, self.now))

    def calendar_name(self) -> str:
        """Return the random name by which calendars know this profile's events; made at the first call."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO setting VALUES (?, lower(hex(randomblob(8))), ?) ON CONFLICT DO NOTHING",
                (CALENDAR, self.now),
            )
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (CALENDAR,)).fetchone()
        return str(row[0])

    def calendar_sent(self) -> "Sent":
        """Return what calendars were given so far. Never writes."""
        from mlcareer.core.sent import Sent

        if not self.has_begun():
            return Sent()
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (CALENDAR_SENT,)).fetchone()
        if row is None:
            return Sent()
        said = json.loads(row[0])
        return Sent(int(said["sequence"]), {name: date.fromisoformat(day) for name, day in said["days"].items()})

    def save_calendar_sent(self, sent: "Sent") -> None:
        """Keep what calendars were given."""
        content = json.dumps(plain(sent), separators=(",", ":"))
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)", (CALENDAR_SENT, content, self.now))


def edition_in(connection: sqlite3.Connection) -> tuple[str | None, frozenset[str]]:
    """Return which pack the profile met last, None where that is not known, and the steps whose change was told."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (EDITION,)).fetchone()
    edition, *told = str(row[0]).split() if row else (None,)
    return edition, frozenset(name for name in told if name)


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
