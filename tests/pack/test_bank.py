"""The bank of knowledge checks, as it is shipped, keeps the rules of item writing."""

import re
from collections import Counter
from itertools import combinations

import pytest

from mlcareer.core.knowledge import Bank, Check, Checks
from mlcareer.core.level import Level
from mlcareer.core.solving import Sight, SolvingPass, doubts, times_solved
from mlcareer.pack.library import Library

PACK = Library(None)
BANK = PACK.checks()
ITEMS = [check for part in BANK.areas for check in part.checks]
KEYS = {check.id: check.key for check in ITEMS}
RECORD = PACK.check_passes()
NEGATIVE = re.compile(r"\b(not|never|except|least|incorrect|untrue|cannot)\b|n't\b")
"""What would turn the question round; a situation may well hold a not."""
TURNING = {"except", "least", "incorrect", "untrue"}
"""Words that turn a question round and stand nowhere in a stem, but in the phrases that follow."""
HARMLESS = ("at least", "least squares", "except exception: pass", "to launches except for 60")


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
    """No negative question, no option that names the others, an address to read on."""
    stem = check.stem.lower().replace("?", " ")
    for phrase in HARMLESS:
        stem = stem.replace(phrase, " ")
    assert not TURNING & set(stem.split())
    assert not NEGATIVE.search(re.split(r"(?<=[.:]) ", check.stem)[-1].lower())
    assert not any("of the above" in option.lower() for option in check.options)
    assert check.reference.url.startswith("https://")
    assert list(check.faults()) == []


def test_no_item_stands_twice():
    """No two stems share four fifths of their words."""
    words = [(check.id, set(check.stem.lower().split())) for check in ITEMS]
    alike = [(a, b) for (a, one), (b, two) in combinations(words, 2) if len(one & two) >= 0.8 * len(one | two)]
    assert alike == []


def test_every_item_was_solved_blind_twice_and_its_options_tell_nothing():
    """Two blind passes found each key; the options alone give at most 35 % of the keys away."""
    assert list(doubts(BANK, RECORD)) == []
    assert all(times_solved(check, RECORD) >= 2 for check in ITEMS)
    alone = [one for one in RECORD.passes if one.kind is Sight.OPTIONS_ONLY]
    found = [option == KEYS[name] for one in alone for name, option in one.answers.items()]
    assert len(found) == len(ITEMS)
    assert sum(found) <= 0.35 * len(found)


@pytest.mark.parametrize("check", ITEMS[::40], ids=lambda check: check.id)
def test_a_changed_item_must_be_solved_anew(check: Check):
    """An item whose text is no longer the one that was solved is told; so is a pass that missed the key."""
    part = next(part for part in BANK.areas if check in part.checks)
    for other, told in (
        (check._replace(stem=f"Well: {check.stem}"), "is not the item that was solved"),
        (check._replace(key=check.key % 4 + 1), "rewrite or drop the item"),
    ):
        changed = part._replace(checks=tuple(other if one is check else one for one in part.checks))
        bank = Bank(tuple(changed if one is part else one for one in BANK.areas))
        assert any(told in problem for _, problem in doubts(bank, RECORD))


def test_options_that_give_the_key_away_are_told():
    """A solver who finds most keys from the options alone is a fault of the bank."""
    alone = SolvingPass("x", Sight.OPTIONS_ONLY, "nobody", "2026-11-24", KEYS)
    others = tuple(one for one in RECORD.passes if one.kind is Sight.BLIND)
    assert any("give away 100%" in problem for _, problem in doubts(BANK, RECORD._replace(passes=(*others, alone))))


def test_groups_share_their_options_and_use_each_as_a_key():
    """An item that leaves its group's options, or a key that stands twice in a group, is told."""
    part = BANK.areas[0]
    first = next(check for check in part.checks if check.group)
    for other in (first._replace(options=("one", "two", "three", "four")), first._replace(key=first.key % 4 + 1)):
        changed = part._replace(checks=tuple(other if one is first else one for one in part.checks))
        assert list(changed.faults())
    assert list(part.faults()) == []
