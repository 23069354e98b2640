"""The guide, fact by fact: each is in the pack where the checklist says, or waits for the issue that will show it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

from mlcareer.pack.check import FILES
from mlcareer.pack.read import read_document

HERE = Path(__file__).parent
GUIDE = ROOT.parent / "shared" / "facts" / "guide.md"
"""The facts themselves, where they lie beside the checkout."""
CREDIT = "skillexchange-2026"


@cache
def read(file: Path) -> Any:
    """Return the value of a YAML file; strict, so that no id can stand twice."""
    return read_document(file.read_text("utf-8"), file.name).value


CHECKLIST = read(HERE / "guide_checklist.yaml")
COVERED: dict[str, dict[str, Any]] = CHECKLIST["covered"]
LATER: dict[str, int] = CHECKLIST["later"]


def resolved(entry: dict[str, Any]) -> Any:
    """Return what the pack holds at the file and path of an entry; raises LookupError where there is nothing."""
    value = read(ROOT / "data" / f"{entry['file']}.yaml")
    for part in entry["path"]:
        if isinstance(part, dict):
            found = [item for item in value if part.items() <= item.items()]
            if len(found) != 1:
                raise LookupError(f"{part}: found {len(found)}")
            value = found[0]
        else:
            value = value[part]
    return value


def leaves(value: Any) -> Iterator[Any]:
    """Yield every single value below."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inner is None:
        yield value
    else:
        for item in inner:
            yield from leaves(item)


def stands_in(wanted: object, value: Any) -> bool:
    """Tell whether a number stands in a record as a value, or words as a part of a text."""
    if isinstance(wanted, str):
        return any(wanted in leaf for leaf in leaves(value) if isinstance(leaf, str))
    return any(wanted == leaf and type(wanted) is type(leaf) for leaf in leaves(value))


@pytest.mark.parametrize("fact", COVERED)
def test_the_pack_holds_the_fact(fact: str):
    """What the checklist says of a fact stands in the record that it names."""
    entry = COVERED[fact]
    assert entry["holds"]
    assert [wanted for wanted in entry["holds"] if not stands_in(wanted, resolved(entry))] == []


@pytest.mark.parametrize("fact", COVERED)
def test_the_fact_is_credited_to_the_guide(fact: str):
    """The record that holds a fact of the guide names the guide as a source."""
    entry = COVERED[fact]
    held = resolved(entry)
    record = held if isinstance(held, dict | list) else resolved({**entry, "path": entry["path"][:-1]})
    assert stands_in(CREDIT, record)


def test_every_entry_is_written_alike():
    """Each covered fact names a file of the pack, a path and what is held there; each later one a later issue."""
    ids = re.compile(r"G\d\d")
    assert set(CHECKLIST) == {"covered", "later"}
    assert [fact for fact in (*COVERED, *LATER) if not ids.fullmatch(fact)] == []
    assert [
        fact for fact, entry in COVERED.items() if set(entry) != {"file", "path", "holds"} or entry["file"] not in FILES
    ] == []
    assert set(LATER.values()) <= {5, 6}


def test_no_fact_is_both_here_and_later():
    """A fact that the pack holds does not wait for anything."""
    assert set(COVERED) & set(LATER) == set()


class TestAgainstTheGuide:
    """The checklist against the list of facts; collected only where that lies beside the checkout."""

    __test__ = GUIDE.is_file()

    def test_the_checklist_names_every_fact_and_no_other(self):
        """Covered and later facts together are exactly the facts of the guide."""
        ids = re.findall(r"^- \[.\] (G\d+) ", GUIDE.read_text("utf-8"), re.MULTILINE)
        assert ids
        assert set(COVERED) | set(LATER) == set(ids)
