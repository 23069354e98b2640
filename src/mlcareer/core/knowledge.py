"""Knowledge checks: four-option questions that test what a self-rating claims."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mlcareer.core.plain import Fault, repeated
from mlcareer.core.skill import TOP_LEVEL

OPTIONS = 4
DONT_KNOW = 0
"""The answer that stands for 'I don't know'; the others are the options, counted from 1 in the file's order."""
NEAR_LEVEL = 0.5
"""How far an item's difficulty may lie from the level it is written for."""


class Reference(NamedTuple):
    """Where to read about it."""

    title: str
    url: str


class Check(NamedTuple):
    """One item; `difficulty` is an expert's estimate on the scale of area levels (0-5).

    Items of one `group` are a matched set: they share their options, and each option is the key of one of them, so that
    the options by themselves tell nothing (extended matching: Case & Swanson, "Extended-matching items: a practical
    alternative to free-response questions", Teaching and Learning in Medicine 5, 1993).
    """

    id: str
    level: int
    difficulty: float
    topic: str
    stem: str
    options: tuple[str, ...]
    key: int
    why: tuple[str, ...]
    reference: Reference
    group: str | None = None
    ordered: bool = False

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: too few options, no such key, a difficulty far from the level."""
        if len(set(self.options)) != OPTIONS:
            yield "options", f"expected {OPTIONS} different ones, found {len(set(self.options))}"
        if len(self.why) != OPTIONS:
            yield "why", f"expected a sentence for each of the {OPTIONS} options, found {len(self.why)}"
        if not 1 <= self.key <= OPTIONS:
            yield "key", f"expected 1 to {OPTIONS}, found {self.key}"
        if not 1 <= self.level <= TOP_LEVEL:
            yield "level", f"expected 1 to {TOP_LEVEL}, found {self.level}"
        if abs(self.difficulty - self.level) > NEAR_LEVEL:
            yield "difficulty", f"expected {NEAR_LEVEL} from level {self.level} at most, found {self.difficulty}"
        if not self.stem.endswith("?"):
            yield "stem", "expected a question"


class Checks(NamedTuple):
    """The items of one area, as checks/<area>.yaml holds them."""

    area: str
    source: str
    as_of: str
    checks: tuple[Check, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two items of one id, or an id that does not begin with its area."""
        yield from repeated("checks", [check.id for check in self.checks])
        for number, check in enumerate(self.checks):
            if not check.id.startswith(f"{self.area}_"):
                yield ("checks", number, "id"), f"expected {self.area}_..., found {check.id!r}"
        first: dict[str, Check] = {}
        for number, check in enumerate(self.checks):
            if check.group and check.options != first.setdefault(check.group, check).options:
                yield ("checks", number, "options"), f"expected those of {first[check.group].id}, of the same group"
        for group in first:
            keys = [check.key for check in self.checks if check.group == group]
            if sorted(keys) != list(range(1, OPTIONS + 1)):
                yield "checks", f"expected each option once as a key of group {group}, found {keys}"


class Answered(NamedTuple):
    """A check that was answered: its area, difficulty, and whether the answer was right."""

    item: str
    area: str
    difficulty: float
    right: bool
    topic: str = ""


class Bank(NamedTuple):
    """Every check of the pack, by area."""

    areas: tuple[Checks, ...] = ()

    def marked(self, given: Mapping[str, int]) -> tuple[Answered, ...]:
        """Return the answers given (item id: option, 0 for 'I don't know'), marked; unknown items are left out."""
        return tuple(
            Answered(check.id, part.area, check.difficulty, given[check.id] == check.key, check.topic)
            for part in self.areas
            for check in part.checks
            if check.id in given
        )
