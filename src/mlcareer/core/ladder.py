"""What the roadmap says of each of the five rungs."""

from collections.abc import Iterator
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.pay import Pay
from mlcareer.core.plain import Fault


class Years(NamedTuple):
    """A band of years of experience; `high` is None where the band is open."""

    low: int
    high: int | None
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a band that ends before it begins."""
        if self.high is not None and self.high <= self.low:
            yield "high", f"expected more than low ({self.low}), found {self.high}"


class Statement(NamedTuple):
    """One thing a source says, in our words."""

    text: str
    source: str
    as_of: str


class Employer(NamedTuple):
    """A company that a source names on a rung."""

    name: str
    source: str
    as_of: str
    note: str = ""


class Gate(NamedTuple):
    """An area level without which a rung is not reached."""

    area: str
    minimum: int
    source: str
    as_of: str


class Rung(NamedTuple):
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


class Roadmap(NamedTuple):
    """The whole ladder as roadmap.yaml holds it, lowest rung first."""

    role: str
    about: tuple[Statement, ...]
    rungs: tuple[Rung, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a rung missing, repeated or out of order."""
        found = [rung.level for rung in self.rungs]
        if found != list(RUNGS):
            yield "rungs", f"expected the five levels in order, found {', '.join(found)}"

    def rung(self, level: Level) -> Rung:
        """Return the rung of `level`."""
        return self.rungs[level.rung - 1]
