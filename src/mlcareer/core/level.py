"""The five levels: their ids, their names, their order."""

from enum import StrEnum

from mlcareer.errors import WrongUsageError, unlike_any


class Level(StrEnum):
    """A rung of the machine-learning-engineer ladder; the value is its id for ever."""

    ENTRY = "entry"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"

    @property
    def rung(self) -> int:
        """The rung's number, 1 (entry) to 5 (lead)."""
        return RUNGS.index(self) + 1

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is never wanted on a level
        """The rung's name as people write it."""
        return TITLES[self]

    @property
    def next(self) -> "Level | None":
        """The rung above, or None at the top."""
        return RUNGS[self.rung] if self.rung < len(RUNGS) else None


RUNGS = tuple(Level)
TITLES = {
    Level.ENTRY: "Entry",
    Level.JUNIOR: "Junior",
    Level.MID: "Mid-Level",
    Level.SENIOR: "Senior",
    Level.LEAD: "Lead/Principal",
}
ALIASES = {
    "mid-level": Level.MID,
    "middle": Level.MID,
    "intermediate": Level.MID,
    "entry-level": Level.ENTRY,
    "principal": Level.LEAD,
    "staff": Level.LEAD,
    "lead/principal": Level.LEAD,
}


def level_named(text: str) -> Level:
    """Return the level that `text` names, in any case, by id, title or common alias.

    Raises WrongUsageError with the nearest name.
    """
    wanted = text.strip().lower().replace("_", "-").replace(" ", "-")
    if wanted in RUNGS:
        return Level(wanted)
    if wanted in ALIASES:
        return ALIASES[wanted]
    raise WrongUsageError(unlike_any("level", text, [level.value for level in RUNGS]))
