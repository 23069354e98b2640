"""What the roadmap says of each of the five rungs."""

from collections.abc import Iterator
from typing import NamedTuple

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.pay import Pay
from mlcareer.core.plain import Fault
from mlcareer.core.skill import TOP_LEVEL


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
    """An area level that a rung asks for: surely below it, the rung stays closed."""

    area: str
    minimum: int
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a minimum off the scale of levels."""
        if not 1 <= self.minimum <= TOP_LEVEL:
            yield "minimum", f"expected 1 to {TOP_LEVEL}, found {self.minimum}"


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

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a gate on the lowest rung, below which there is none to be held on."""
        if self.level is RUNGS[0] and self.gates:
            yield "gates", f"expected none on {self.level.value}, the lowest rung"


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

    def gates_to(self, level: Level, above: Level | None = None) -> tuple[Gate, ...]:
        """Return the gates on the way to `level` (from `above` on, if named), the highest minimum of each area."""
        asked: dict[str, Gate] = {}
        for rung in self.rungs[above.rung if above else 0 : level.rung]:
            for gate in rung.gates:
                asked[gate.area] = max(gate, asked.get(gate.area, gate), key=lambda known: known.minimum)
        return tuple(asked.values())
