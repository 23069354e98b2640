"""What may have changed, on a screen: one quiet line, with the date and a place to look that is never cut."""

from io import StringIO

import pytest
from rich.console import Console

from mlcareer.core.freshness import Aged, Subject
from mlcareer.render.freshness import FEW, TITLES, draw_aged, draw_one, say_aged
from mlcareer.render.screen import Screen

URL = "https://example.org/a/page/that/is/rather/long/and/has/one/more/part"


def fact(number: int = 0, subject: Subject = Subject.MARKET_PAY, url: str | None = URL, since: str = "2025") -> Aged:
    """Return a fact that may have changed."""
    return Aged(subject, f"cells[{number}]", None, since, (f"source-{number}",), url, "")


def drawn(*aged: Aged, width: int = 80) -> list[str]:
    """Return the lines that are drawn, without empty ones."""
    out = StringIO()
    draw_aged(Screen(Console(file=out, width=width), unicode=True), aged)
    return [line for line in out.getvalue().splitlines() if line.strip()]


def test_nothing_is_drawn_where_nothing_aged():
    """Without anything to say not even an empty line is written."""
    assert drawn() == []


def test_every_subject_has_a_title():
    """No subject lacks the words it is called by."""
    assert set(TITLES) == set(Subject)


def test_many_facts_of_one_day_and_place_are_one_line():
    """What is of the same day and is looked up at the same place is said once, with both."""
    lines = drawn(*(fact(number) for number in range(50)))
    assert lines == ["Market pay: may have changed since 2025, check", f"  {URL}"]


def test_a_place_that_does_not_fit_is_told_by_its_source():
    """Where an address is wider than the screen, the source is named that has it."""
    lines = " ".join(line.strip() for line in drawn(fact(), width=50))
    assert lines == "Market pay: may have changed since 2025, check its source: mlcareer sources source-0"


def test_a_fact_without_an_address_names_its_source():
    """Where no address is known, the way to what is known stands in its place."""
    assert drawn(fact(3, url=None), width=100)[0].endswith("since 2025, check its source: mlcareer sources source-3")


def test_too_many_places_are_counted_on():
    """Beyond a few places, the oldest date is told and where the list is."""
    several = [fact(number, url=f"https://example.org/{number}", since=f"20{20 + number}") for number in range(FEW)]
    assert len(drawn(*several)) == FEW
    (line,) = drawn(*several, fact(9, url="https://example.org/9", since="2019"), width=200)
    assert line == "Market pay: may have changed since 2019 or later, mlcareer check --fresh lists them"


def test_addresses_are_not_repeated():
    """Addresses stand on the screen already; that they may have changed is said once."""
    lines = drawn(*(fact(number, Subject.LINK, f"https://example.org/{number}") for number in range(9)))
    assert lines == ["Addresses to learn from: may have changed since 2025, open them to check"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_address_of_one_thing_is_never_broken(width: int):
    """An address stands in one line, or not at all where that is too narrow; the list has it all the same."""
    screens = [StringIO(), StringIO()]
    short, full = (Screen(Console(file=out, width=width), unicode=True) for out in screens)
    draw_one(short, fact())
    say_aged(full, "since 2025", fact(), whole=True)
    assert (URL in screens[0].getvalue()) == (width > len(URL))
    assert ("https" in screens[0].getvalue()) == (width > len(URL))
    assert URL in screens[1].getvalue()
