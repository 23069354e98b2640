"""The five rungs of the ladder and what the roadmap says of each."""

from dataclasses import dataclass
from enum import StrEnum

from mlcareer.errors import InvalidFieldError, WrongUsageError, unlike_any


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


@dataclass(frozen=True, slots=True)
class Years:
    """A band of years of experience; `high` is None where the band is open."""

    low: int
    high: int | None
    source: str
    as_of: str

    def __post_init__(self) -> None:
        """Refuse a band that ends before it begins."""
        if self.high is not None and self.high <= self.low:
            raise InvalidFieldError("high", f"expected more than low ({self.low}), found {self.high}")


@dataclass(frozen=True, slots=True)
class Pay:
    """Yearly pay as a source states it; a side the source leaves open is None."""

    low: int | None
    high: int | None
    currency: str
    source: str
    as_of: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a band that ends below its beginning."""
        if self.low is not None and self.high is not None and self.high < self.low:
            raise InvalidFieldError("high", f"expected at least low ({self.low}), found {self.high}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a source says, in our words."""

    text: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Employer:
    """A company that a source names on a rung."""

    name: str
    source: str
    as_of: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """An area level without which a rung is not reached."""

    area: str
    minimum: int
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: how long people typically stand there, what it covers, what the guide says of it."""

    level: Level
    summary: str
    years: Years
    scope: str
    autonomy: str
    influence: str
    source: str
    as_of: str
    duties: tuple[Statement, ...]
    notes: tuple[Statement, ...]
    companies: tuple[Employer, ...]
    pay: Pay | None
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The whole ladder as roadmap.yaml holds it, lowest rung first."""

    role: str
    about: tuple[Statement, ...]
    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        """Refuse a ladder that misses a rung or repeats one."""
        found = [rung.level for rung in self.rungs]
        if found != list(RUNGS):
            raise InvalidFieldError("rungs", f"expected the five levels in order, found {', '.join(found)}")

    def rung(self, level: Level) -> Rung:
        """Return the rung of `level`."""
        return self.rungs[level.rung - 1]
