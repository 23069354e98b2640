"""Wins: logged, listed, taken back."""

from datetime import date

from mlcareer.core.win import Win
from mlcareer.profile.file import ProfileFile


class WinsFile(ProfileFile):
    """The part of the profile that holds wins."""

    def wins(self) -> tuple[Win, ...]:
        """Return the wins, earliest day first. Never writes."""
        if not self.has_begun():
            return ()
        with self.reading() as connection:
            areas: dict[int, list[str]] = {}
            for win, area in connection.execute("SELECT win, area FROM win_area ORDER BY rowid"):
                areas.setdefault(win, []).append(area)
            rows = connection.execute("SELECT id, text, day, at FROM win WHERE removed IS NULL ORDER BY day, id")
            return tuple(
                Win(number, text, date.fromisoformat(day), tuple(areas.get(number, ())), at)
                for number, text, day, at in rows
            )

    def add_win(self, text: str, on: date, areas: tuple[str, ...]) -> Win:
        """Log a win; return it with its number."""
        with self.writing() as connection:
            number = connection.execute(
                "INSERT INTO win (text, day, at) VALUES (?, ?, ?)", (text, on.isoformat(), self.now)
            ).lastrowid
            connection.executemany("INSERT INTO win_area VALUES (?, ?)", [(number, area) for area in areas])
        return Win(number or 0, text, on, areas, self.now)

    def remove_win(self, number: int) -> bool:
        """Take a win back; False where there is none of that number, or no more. The row stays in the file."""
        if not self.has_begun():
            return False
        with self.writing() as connection:
            cursor = connection.execute(
                "UPDATE win SET removed = ? WHERE id = ? AND removed IS NULL", (self.now, number)
            )
            return cursor.rowcount == 1
