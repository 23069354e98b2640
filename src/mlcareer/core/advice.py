"""Which certifications we would name at each rung, and why: a judgement of our own, kept as records of the pack."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.plain import Fault, repeated


class Choice(NamedTuple):
    """A certification that we would name, and why."""

    certification: str
    why: str


class LevelAdvice(NamedTuple):
    """What we say at one rung; the first choice of a cloud, or of those bound to none, is the one we would take."""

    level: Level
    says: str
    choices: tuple[Choice, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: one certification named twice."""
        yield from repeated("choices", [choice.certification for choice in self.choices])


class Advice(NamedTuple):
    """Everything certification_advice.yaml holds.

    `not_asked` says what the ladder asks, `on_pay` what is known of an effect on pay; both are told at every rung.
    """

    not_asked: str
    on_pay: str
    source: str
    as_of: date
    levels: tuple[LevelAdvice, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a rung that is missing, or out of order."""
        if [advice.level for advice in self.levels] != list(Level):
            yield "levels", "expected one for each of the five rungs, in order"

    def at(self, level: Level) -> LevelAdvice:
        """Return what we say at a rung."""
        return self.levels[level.rung - 1]
