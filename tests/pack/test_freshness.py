"""How the shipped pack ages: of every dated record it is said, and a new kind of record cannot be forgotten."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest
from tests.conftest import ROOT

from mlcareer.core.freshness import DATES, SUBJECTS, aged, facts, first_day, unsorted
from mlcareer.core.knowledge import Checks
from mlcareer.pack.check import FILES, problems
from mlcareer.pack.library import Library

KINDS = (*FILES.values(), Checks)


def types_within(kind: Any) -> Iterator[type]:
    """Yield every type of record that a type of record holds, itself first."""
    if hasattr(kind, "_fields"):
        yield kind
        for inner in kind.__annotations__.values():
            yield from types_within(inner)
    for inner in get_args(kind):
        yield from types_within(inner)


def test_every_type_that_bears_a_date_has_a_subject_or_does_not_age():
    """Each type of record of the pack with a date stands in the table, and no two of one name do."""
    dated = {inner for kind in KINDS for inner in types_within(kind) if set(DATES) & set(inner._fields)}  # type: ignore[attr-defined]
    names = [inner.__name__ for inner in dated]
    assert set(names) - set(SUBJECTS) == set()
    assert len(names) == len(set(names))


def test_of_every_dated_record_something_is_said(library: Library):
    """Nothing of the shipped pack is left unsorted, the checks included."""
    lives = library.shelf_lives()
    parts = [*library.parts()]
    assert {name for name, _ in parts} >= set(FILES)
    assert [(name, fault) for name, part in parts for fault in unsorted(part, lives)] == []


def test_every_dated_record_is_counted(library: Library):
    """The walk meets as many dated records as the files bear dates, lines of comments aside."""
    lives = library.shelf_lives()
    walked = sum(1 for _, part in library.parts() for _ in facts(part, lives, date(2026, 11, 24)))
    lines = [
        line
        for file in (ROOT / "data").rglob("*.yaml")
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert walked == sum(
        line.count(" as_of: ") + line.startswith("as_of: ") + line.count(" checked: ") for line in lines
    )


def test_the_pack_is_fresh_on_the_day_it_was_made_old_in_the_end(library: Library):
    """Before the first date of the pack nothing has aged; a century on everything that ages has."""
    lives = library.shelf_lives()
    for _, part in library.parts():
        every = [*facts(part, lives, date(2126, 1, 1))]
        before = min((first_day(fact.since) for fact in every), default=date(2026, 1, 1))
        assert aged(part, lives, library.sources, before) == ()
        assert len(aged(part, lives, library.sources, date(2126, 1, 1))) == sum(
            fact.subject is not None for fact in every
        )


def test_a_dated_record_without_a_subject_is_a_fault_of_the_pack(monkeypatch: pytest.MonkeyPatch):
    """The check of the pack tells, with file and line, of which records nothing says how they age."""
    monkeypatch.setenv("MLCAREER_DATA", str(ROOT / "data"))
    monkeypatch.setattr("mlcareer.core.freshness.SUBJECTS", {k: v for k, v in SUBJECTS.items() if k != "Demand"})
    found = problems()
    assert found
    assert all("skills.yaml:" in problem and "how a Demand ages" in problem for problem in found)
