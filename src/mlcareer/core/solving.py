"""Who solved the knowledge checks before they were asked: the record of the blind passes, and what it must show."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple
from zlib import crc32

from mlcareer.core.knowledge import Bank, Check
from mlcareer.core.plain import Fault, repeated

FEWEST_PASSES = 2
"""Independent blind passes that must find an item's key."""
MOST_GIVEN_AWAY = 0.35
"""Share of keys (0-1) that may be found from the options alone; chance is 0.25."""


class Sight(StrEnum):
    """What a solver saw of an item."""

    BLIND = "blind"
    OPTIONS_ONLY = "options_only"


class SolvingPass(NamedTuple):
    """One solver's answers by item id: the option chosen, counted from 1 in the file's order."""

    id: str
    kind: Sight
    solver: str
    date: str
    answers: Mapping[str, int]


class CheckPasses(NamedTuple):
    """The record, as check_passes.yaml holds it; `texts` has the checksum of each item as it was solved."""

    source: str
    as_of: str
    texts: Mapping[str, str]
    passes: tuple[SolvingPass, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two passes of one id."""
        yield from repeated("passes", [one.id for one in self.passes])


def text_sum(check: Check) -> str:
    """Return the checksum (CRC-32, eight hex digits) of what a solver sees of an item."""
    return f"{crc32('|'.join((check.stem, *check.options)).encode()):08x}"


def times_solved(check: Check, record: CheckPasses) -> int:
    """Return how many blind passes found the key of the item as it stands today."""
    if record.texts.get(check.id) != text_sum(check):
        return 0
    return sum(one.kind is Sight.BLIND and one.answers.get(check.id) == check.key for one in record.passes)


def doubts(bank: Bank, record: CheckPasses) -> Iterator[Fault]:
    """Yield what the record does not show: an item unsolved, missed, changed since, or given away by its options."""
    items = {check.id: check for part in bank.areas for check in part.checks}
    for number, one in enumerate(record.passes):
        for name, option in one.answers.items():
            if name not in items:
                yield ("passes", number, "answers", name), "no such item in the bank"
            elif one.kind is Sight.BLIND and option != items[name].key:
                problem = f"expected the key {items[name].key}, found {option}: rewrite or drop the item"
                yield ("passes", number, "answers", name), problem
    for name, check in items.items():
        if record.texts.get(name) != text_sum(check):
            yield "texts", f"{name} is not the item that was solved: let it be solved anew (checksum {text_sum(check)})"
        elif times_solved(check, record) < FEWEST_PASSES:
            yield "passes", f"{name}: expected {FEWEST_PASSES} blind passes that find the key"
    yield from _given_away(items, record)


def _given_away(items: Mapping[str, Check], record: CheckPasses) -> Iterator[Fault]:
    """Yield the items that nobody guessed from their options, and whether too many keys were found that way."""
    alone = [one.answers for one in record.passes if one.kind is Sight.OPTIONS_ONLY]
    guessed = [option == items[name].key for answers in alone for name, option in answers.items() if name in items]
    for name in items:
        if not any(name in answers for answers in alone):
            yield "passes", f"{name}: expected a pass that saw its options only"
    if sum(guessed) > MOST_GIVEN_AWAY * len(guessed):
        share = sum(guessed) / len(guessed)
        yield "passes", f"the options alone give away {share:.0%} of the keys, expected {MOST_GIVEN_AWAY:.0%} at most"
