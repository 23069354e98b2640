"""Pay on the screen: strips on one scale, nothing wider than the terminal, no figure that a sample cannot bear."""

import re
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.core.test_salary_asked import RATES, answered, asked_of, planted_in

from mlcareer.core.compared_pay import compared
from mlcareer.core.level import Level
from mlcareer.core.market import FEWEST_ROWS, HOME, Basis, Cell, Mode, Salaries
from mlcareer.core.salary import Asked, SalaryReport, report
from mlcareer.pack.library import Library
from mlcareer.render.salary import draw, draw_compare
from mlcareer.render.screen import Screen
from mlcareer.render.strip import Scale
from mlcareer.render.words import money

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=60, deadline=None, database=None, phases=PHASES)
MOST = 900_000
WIDTHS = st.sampled_from([40, 50, 60, 80, 100])


@pytest.fixture(scope="module")
def salaries(library: Library) -> Salaries:
    """Return the shipped pay with made-up rates."""
    return library.salaries()._replace(rates=RATES)


@pytest.fixture(scope="module")
def planted(salaries: Salaries) -> Salaries:
    """Return the same pay with eight-digit figures where none may be shown."""
    return planted_in(salaries)


def screen_of(width: int, *, unicode: bool = True) -> tuple[Screen, StringIO]:
    """Return a screen without colour, and what is written on it."""
    out = StringIO()
    console = Console(file=out, width=width, no_color=True, markup=False, emoji=False, highlight=False)
    return Screen(console, unicode=unicode), out


def drawn(found: SalaryReport, width: int = 80, *, unicode: bool = True) -> str:
    """Return how a report looks."""
    screen, out = screen_of(width, unicode=unicode)
    draw(screen, found)
    return out.getvalue()


def flat(text: str) -> str:
    """Return text as one line, however it was folded."""
    return " ".join(text.split())


def cell(amounts: list[int]) -> Cell:
    """Return a cell with these five percentiles."""
    found = Cell(HOME, "US", "SE", "USD", "2024", Mode.ALL, Basis.ROWS, 500, 400, source="test", as_of="2026")
    return found._replace(**dict(zip(("p10", "p25", "p50", "p75", "p90"), sorted(amounts), strict=True)))


CELLS = st.lists(st.integers(1000, MOST), min_size=5, max_size=5).map(cell)


# Strips


@LAWS
@given(st.lists(st.integers(0, MOST), min_size=2, max_size=8), st.integers(20, 80))
def test_columns_ascend_with_the_amounts(amounts: list[int], width: int):
    """More is never further left, and the ends of the scale are its first and last columns."""
    scale = Scale(amounts, width)
    columns = [scale.column(amount) for amount in sorted(amounts)]
    assert columns == sorted(columns)
    assert columns[0] == 0
    assert columns[-1] == (width - 1 if max(amounts) > min(amounts) else 0)


@LAWS
@given(CELLS, st.integers(20, 80))
def test_strip_shows_its_five_points(market: Cell, width: int):
    """A strip is a line from p10 to p90 with a block from p25 to p75 and one median in it."""
    scale = Scale([amount for _, amount in market.points()], width)
    strip = scale.market(market)
    _, p25, p50, p75, p90 = (scale.column(amount) for _, amount in market.points())
    assert len(strip) == p90 + 1 <= width
    assert (strip.count("┃"), strip.index("┃")) == (1, p50)
    assert set(strip[p25 : p75 + 1]) <= {"█", "┃"}
    assert set(strip[:p25] + strip[p75 + 1 :]) <= set("├─┤")


@LAWS
@given(CELLS, st.integers(20, 80))
def test_labels_stand_apart_in_order_and_within_the_strip(market: Cell, width: int):
    """The amounts under a strip are those of the cell in its order, or without its quartiles, and none touch."""
    scale = Scale([amount for _, amount in market.points()], width)
    amounts, names = scale.labels(market)
    assert names.split() in (["p10", "p25", "median", "p75", "p90"], ["p10", "median", "p90"])
    assert len(amounts.split()) == len(names.split())
    assert max(len(amounts), len(names)) <= width
    values = [int(amount.rstrip("K")) for amount in amounts.split()]
    assert all(one <= other for one, other in pairwise(values))


@pytest.mark.parametrize(
    ("mine", "mark"), [(150, "     ▲"), (100, "▲"), (110, " ▲"), (90, "▲"), (1, "◂"), (9_999, "          ▸")]
)
def test_mine_is_marked_or_points_past_the_edge(mine: int, mark: str):
    """An amount near the rest stretches the scale; one far off stands at the edge as an arrow."""
    scale = Scale([100, 200], 11, mine)
    assert scale.mark(mine) == mark


# Screens


@LAWS
@given(st.data(), WIDTHS, st.booleans())
def test_no_figure_of_a_small_sample_is_drawn(planted: Salaries, data: st.DataObject, width: int, unicode: bool):
    """Whatever is asked, a cell too small to show is said to be that, and none of its figures is on the screen."""
    asked = data.draw(asked_of(planted))
    found = answered(planted, asked)
    if found is None:
        return
    text = drawn(found, width, unicode=unicode)
    assert not re.search(r"\d{2},\d{3},\d{3}|\d{5,}K|0\.78", text)
    assert max(map(cell_len, text.splitlines())) <= width
    assert unicode or text.isascii()
    small = [pay.market for pay in found.levels if pay.market and pay.market.p50 is None]
    assert not small or "too few rows" in flat(text)


@LAWS
@given(st.data())
def test_row_of_a_small_sample_holds_its_count_and_no_other_digit(planted: Salaries, data: st.DataObject):
    """In the list of rungs the row of a cell too small to show has one number: the count that is too small."""
    asked = data.draw(asked_of(planted))._replace(level=None, mine=None)
    found = answered(planted, asked)
    if found is None:
        return
    rows = [line for line in drawn(found).splitlines() if "too few rows" in line and "market" in line]
    groups = [[pay.market for pay in found.levels] + [found.overall]]
    groups += [
        [pay.market for pay in group.levels] + [group.overall.cell if group.overall else None] for group in found.wider
    ]
    small = [
        one.n_rows if one.n_rows < FEWEST_ROWS else one.n_distinct
        for group in groups
        for one in group
        if one and one.p50 is None
    ]
    assert [re.findall(r"[\d,]+", row) for row in rows] == [[f"{count:,}"] for count in small]


@LAWS
@given(st.data(), WIDTHS)
def test_comparison_bears_the_same(planted: Salaries, data: st.DataObject, width: int):
    """Roles side by side show no figure of a small sample, and fit the screen."""
    roles = data.draw(st.lists(st.sampled_from([role.id for role in planted.roles[1:]]), min_size=1, max_size=6))
    level = data.draw(st.sampled_from([None, *Level]))
    screen, out = screen_of(width)
    draw_compare(screen, compared(planted, Asked(level, mine=150_000), tuple(roles)))
    assert not re.search(r"\d{2},\d{3},\d{3}|\d{5,}K", out.getvalue())
    assert max(map(cell_len, out.getvalue().splitlines())) <= width


def test_few_rows_are_warned_of_in_their_row(salaries: Salaries):
    """A cell of fewer than a hundred rows says so where its figures stand, in wider groups too."""
    lines = [line for line in drawn(report(salaries, Asked(country="GB"))).splitlines() if "few" in line]
    assert any(line.endswith("few 54") for line in lines)
    assert any(line.endswith("few 69") for line in lines)


def test_rung_is_told_from_other_sides(salaries: Salaries):
    """Repeats, bands, place of work, years and official wages stand under the strip, each with its count."""
    text = flat(drawn(report(salaries, Asked(Level.ENTRY))))
    for words in (
        "with repeats removed $138,900; advert bands typically $118,500 to $183,750, middle $150,000 (154 bands, few)",
        "remote too few rows (10); on site $144,000 (314 rows)",
        "medians: 2023 too few rows (12); 2024 $139,875 (276 rows, few); 2025 to June too few rows (48, 28 distinct)",
        "broader: Software Developers 105K / 136K / 172K; Data Scientists 86K / 120K / 159K",
    ):
        assert words in text


def test_estimates_are_marked(salaries: Salaries):
    """What is interpolated is said to be ours, in the list and in full."""
    assert re.search(r"Junior +estimate +░+ +144K to 172K +ours", drawn(report(salaries)))
    assert "our own estimate, no source states it" in flat(drawn(report(salaries, Asked(Level.JUNIOR))))


def test_you_are_placed_in_words(salaries: Salaries):
    """One's own pay has a mark under the strip and its percentile in words; with too few rows it has neither."""
    text = drawn(report(salaries, Asked(Level.SENIOR, mine=210_000)))
    assert re.search(r"^you +▲$", text, re.MULTILINE)
    assert "$210,000: about the 54th percentile of these adverts" in text
    few = drawn(report(salaries, Asked(Level.ENTRY, country="GB", mine=60_000)))
    assert "60,000 GBP: too few rows to place you" in few
    assert "of this wider group" in flat(few)


def test_metro_is_two_facts_and_the_strip_is_national(salaries: Salaries):
    """Wages and prices of a metro are told apart, uncertain ones as such, and that the market is the nation's."""
    text = flat(drawn(report(salaries, Asked(metro="miami"))))
    assert "Prices are 12 % above the nation (2023): another fact, not to be multiplied in." in text
    assert "uncertain, the mean's relative standard error is 12.9 %" in text
    assert "The market above is national: the index names no cities." in text
    assert "not known for this metro" in flat(drawn(report(salaries, Asked(metro="austin"))))
    dallas = flat(drawn(report(salaries, Asked(Level.SENIOR, "research-engineer", metro="dallas"))))
    assert "not released" in dallas


@pytest.mark.parametrize("level", [None, Level.SENIOR])
def test_conversion_names_its_rate_and_is_no_local_pay(salaries: Salaries, level: Level | None):
    """Converted figures say by which rate of when, over how many rows, and that they are not what is paid there."""
    text = flat(drawn(report(salaries, Asked(level, into="EUR"))))
    assert "The same in EUR, by the index's own rate of 2025 · 0.95 EUR a dollar, over 300 rows" in text
    assert "a rough look, not local pay" in text
    assert "190K" in text


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("level", list(Level))
def test_median_is_on_the_screen(salaries: Salaries, level: Level, width: int):
    """At any width a rung shows its median, its rows and its sources."""
    found = report(salaries, Asked(level))
    text = flat(drawn(found, width))
    (pay,) = found.levels
    if pay.market and pay.market.p50:
        assert f"{pay.market.p50 / 1000:.0f}K" in text
        assert f"{pay.market.n_rows:,} rows" in text
    if pay.guide and pay.guide.low:
        assert money(pay.guide.low, "USD") in text
    assert all(source in text for source in found.sources)
