"""The bank of knowledge checks, as it is shipped, keeps the rules of item writing."""

from binascii import crc32
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from mlcareer.core.knowledge import Check, Checks
from mlcareer.core.level import Level
from mlcareer.pack.library import Library

PACK = Library(None)
BANK = PACK.checks()
ITEMS = [check for part in BANK.areas for check in part.checks]
NEGATIVE = {"except", "least", "incorrect", "untrue"}


def longest_is_key(check: Check) -> bool:
    """Tell whether the key alone is the longest option."""
    key = len(check.options[check.key - 1])
    return all(len(option) < key for number, option in enumerate(check.options, 1) if number != check.key)


def test_bank_is_large_and_reaches_every_level():
    """Every area has items at every level it is asked at, 230 or more in all."""
    assert len(ITEMS) >= 230
    areas = {area.id: area for area in PACK.skills().areas}
    assert {part.area for part in BANK.areas} == set(areas)
    for part in BANK.areas:
        asked = set(range(1, areas[part.area].targets[Level.LEAD] + 1))
        assert asked <= {check.level for check in part.checks}, part.area


@pytest.mark.parametrize("part", BANK.areas, ids=lambda part: part.area)
def test_keys_are_balanced(part: Checks):
    """No place of an area's file holds the key much more often than the others."""
    places = Counter(check.key for check in part.checks)
    assert all(3 <= places[place] <= 6 for place in (1, 2, 3, 4)), places


def test_keys_do_not_give_themselves_away():
    """Over the bank each place holds 20 to 30 % of the keys; the key is neither the longest nor longer on average."""
    places = Counter(check.key for check in ITEMS)
    assert all(0.20 <= places[place] / len(ITEMS) <= 0.30 for place in (1, 2, 3, 4)), places
    assert sum(map(longest_is_key, ITEMS)) / len(ITEMS) <= 0.30
    ratios = [
        3 * len(check.options[check.key - 1]) / sum(len(o) for n, o in enumerate(check.options, 1) if n != check.key)
        for check in ITEMS
    ]
    assert 0.9 <= sum(ratios) / len(ratios) <= 1.1


@pytest.mark.parametrize("check", ITEMS, ids=lambda check: check.id)
def test_item_is_well_formed(check: Check):
    """No negative stem, no option that names the others, an address to read on."""
    assert not NEGATIVE & set(
        check.stem.lower().replace("?", " ").replace("at least", " ").replace("wastes the least", " ").split()
    )
    assert not any("of the above" in option.lower() for option in check.options)
    assert check.reference.url.startswith("https://")
    assert list(check.faults()) == []


def test_no_item_stands_twice():
    """No two stems share four fifths of their words."""
    words = [(check.id, set(check.stem.lower().split())) for check in ITEMS]
    alike = [(a, b) for (a, one), (b, two) in combinations(words, 2) if len(one & two) >= 0.8 * len(one | two)]
    assert alike == []


def test_blind_passes_found_the_keys():
    """Whoever solved an item blind chose its key; a changed item is told by its checksum and must be solved anew."""
    items = {check.id: check for check in ITEMS}
    passes = yaml.safe_load((Path(__file__).parent / "blind_passes.yaml").read_text(encoding="utf-8"))["passes"]
    for one in passes:
        for name, (chosen, text) in one["answers"].items():
            check = items[name]
            assert chosen == check.key, (one["id"], name)
            assert text == f"{crc32('|'.join((check.stem, *check.options)).encode()):08x}", (one["id"], name)
