"""Pay: percentiles, interpolation, verdicts in words, and figures only where the sample carries them."""

from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.finding import filled
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import HOME, Basis, Cell, Measure, Mode, Salaries, Sample
from mlcareer.core.pay import Pay
from mlcareer.core.percentile import ordinal, percentile_of
from mlcareer.core.rungs import PERIOD, cells_of
from mlcareer.core.salary import Asked, report
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
PERCENTS = (10, 25, 50, 75, 90)
NO_FIGURES = dict.fromkeys(("p10", "p25", "p50", "p75", "p90"))


@pytest.fixture(scope="module")
def salaries(library: Library) -> Salaries:
    """Return the shipped pay."""
    return library.salaries()


def cell(*amounts: int | None, rows: int = 500, distinct: int = 400) -> Cell:
    """Return a senior cell with these five percentiles."""
    p10, p25, p50, p75, p90 = amounts or (100, 200, 300, 400, 500)
    return Cell(
        role=HOME,
        country="US",
        band="SE",
        currency="USD",
        period=PERIOD,
        mode=Mode.ALL,
        basis=Basis.ROWS,
        n_rows=rows,
        n_distinct=distinct,
        p10=p10,
        p25=p25,
        p50=p50,
        p75=p75,
        p90=p90,
        source="test",
        as_of="2026",
    )


CELLS = st.lists(st.integers(0, 400_000), min_size=5, max_size=5).map(lambda amounts: cell(*sorted(amounts)))


def pay(low: int | None, high: int | None) -> Pay:
    """Return a band of the guide."""
    return Pay(low, high, "USD", "guide", "2026")


def with_senior(salaries: Salaries, band: Pay, market: Cell) -> Salaries:
    """Return the same pay but for the senior rung, in whose rows nothing was counted."""
    guide = tuple(one._replace(pay=band) if one.level is Level.SENIOR else one for one in salaries.guide)
    counted = tuple(one for one in salaries.measured if one.what is not Measure.SHARE_UP_TO)
    return at_level(salaries._replace(guide=guide, measured=counted), Level.SENIOR, market)


def at_level(salaries: Salaries, level: Level, *market: Cell) -> Salaries:
    """Return the same pay but for the cells of a rung that a report shows."""
    [shown] = [one for one in cells_of(salaries) if one.level is level]
    others = tuple(one for one in salaries.cells if one is not shown)
    return salaries._replace(cells=(*others, *market))


# Percentiles


@LAWS
@given(CELLS, st.integers(0, 400_000), st.integers(0, 400_000))
def test_percentile_never_falls_with_the_amount(market: Cell, one: int, other: int):
    """More pay never stands at a lower percentile."""
    low, high = (percentile_of(amount, market) for amount in sorted((one, other)))
    assert low is None or high is None or low <= high


@LAWS
@given(CELLS, st.integers(0, 400_000))
def test_percentile_is_known_exactly_within_the_cell(market: Cell, amount: int):
    """A percentile is given from the 10th to the 90th and nowhere beyond."""
    (_, lowest), *_, (_, highest) = market.points()
    found = percentile_of(amount, market)
    assert (found is not None) == (lowest <= amount <= highest)
    assert found is None or 10 <= found <= 90


@LAWS
@given(st.lists(st.integers(0, 400_000), min_size=5, max_size=5, unique=True))
def test_known_percentiles_come_back(amounts: list[int]):
    """The amount at a known percentile stands at that percentile."""
    market = cell(*sorted(amounts))
    assert [percentile_of(amount, market) for _, amount in market.points()] == list(PERCENTS)


@pytest.mark.parametrize(("amount", "percentile"), [(150, 18), (250, 38), (220, 30), (350, 62), (480, 87)])
def test_percentile_is_linear_between_the_known(amount: int, percentile: int):
    """Between two known percentiles the line is straight."""
    assert percentile_of(amount, cell()) == percentile


def test_cell_without_figures_has_no_percentile():
    """Where the cell shows no figure nothing has a percentile."""
    assert percentile_of(200_000, cell(None, None, None, None, None)) is None


# Samples


@pytest.mark.parametrize(
    ("rows", "distinct", "sample"),
    [
        (29, 29, Sample.TOO_FEW),
        (500, 29, Sample.TOO_FEW),
        (30, 30, Sample.FEW),
        (500, 99, Sample.FEW),
        (100, 100, Sample.ENOUGH),
    ],
)
def test_sample_is_judged_by_the_smaller_count(rows: int, distinct: int, sample: Sample):
    """A thousand copies of ten adverts are ten adverts: the smaller count decides."""
    assert cell(rows=rows, distinct=distinct).sample is sample


def test_too_small_cell_with_a_figure_is_a_fault():
    """A cell below 30 rows or distinct rows carries no figure; one that does is a fault."""
    small = cell(rows=200, distinct=29)
    assert [field for field, _ in small.faults()] == ["p50"]
    assert list(small._replace(**NO_FIGURES).faults()) == []


def test_too_small_cell_gives_no_verdict_and_no_median(salaries: Salaries):
    """Where the market's sample is too small, the report shows the guide, the count and no comparison."""
    small = cell(None, None, None, None, None, rows=12, distinct=9)
    [senior] = report(with_senior(salaries, pay(220_000, 300_000), small), Asked(Level.SENIOR)).levels
    assert senior.guide is not None
    assert senior.market is not None
    assert senior.market.points() == ()
    assert (senior.sample, senior.verdict) == (Sample.TOO_FEW, None)


def test_interpolation_skips_a_cell_without_a_median(salaries: Salaries):
    """A neighbouring cell too small to show is not interpolated from: the next one is."""
    small = cell(rows=9, distinct=9)._replace(band="MI", **NO_FIGURES)
    [junior] = report(at_level(salaries, Level.MID, small), Asked(Level.JUNIOR)).levels
    assert junior.interpolated is not None
    assert [one.band for one in junior.interpolated.between] == ["EN", "SE"]


@pytest.mark.parametrize("amounts", [(100, 200, None, 400, 500), (100, None, None, None, None)])
def test_partly_missing_percentiles_are_a_fault(amounts: tuple[int | None, ...]):
    """A cell gives all five percentiles or none."""
    assert [text for _, text in cell(*amounts).faults()] == ["expected all five percentiles or none"]


@LAWS
@given(st.permutations([100, 200, 300, 400, 500]))
def test_percentiles_out_of_order_are_a_fault(amounts: list[int]):
    """Percentiles that do not ascend are a fault."""
    assert bool(list(cell(*amounts).faults())) == (amounts != sorted(amounts))


def test_two_cells_or_bands_for_one_level_are_a_fault(salaries: Salaries):
    """One level has one band, and one slice of the market one cell."""
    assert list(salaries.faults()) == []
    twice = salaries._replace(guide=(*salaries.guide, salaries.guide[0]), cells=(*salaries.cells, salaries.cells[0]))
    assert [field for field, _ in twice.faults()] == ["guide", ("cells", len(salaries.cells))]


def test_guide_without_figures_gives_no_verdict(salaries: Salaries):
    """Where the guide states neither side there is nothing to compare."""
    [senior] = report(with_senior(salaries, pay(None, None), cell()), Asked(Level.SENIOR)).levels
    assert senior.verdict is None


@pytest.mark.parametrize(("rows", "distinct"), [(100, 101), (100, -1)])
def test_more_distinct_than_rows_is_a_fault(rows: int, distinct: int):
    """There are never more distinct rows than rows."""
    faults = [field for field, _ in cell(rows=rows, distinct=distinct)._replace(**NO_FIGURES).faults()]
    assert faults == ["n_distinct"]


def test_two_currencies_are_a_fault(salaries: Salaries):
    """What is compared is in one currency: a country's cells in its own, the guide's in that of the US."""
    other = salaries._replace(cells=(salaries.cells[0]._replace(currency="EUR"), *salaries.cells[1:]))
    assert list(other.faults()) == [(("cells", 0, "currency"), "expected USD for US, found EUR")]
    first, *rest = salaries.guide
    euro = first._replace(pay=first.pay._replace(currency="EUR"))
    assert list(salaries._replace(guide=(euro, *rest)).faults()) == [
        (("guide", 0, "pay", "currency"), "expected USD, found EUR")
    ]


def test_band_that_ends_below_its_beginning_is_a_fault():
    """A band of pay ends no lower than it begins; an open side is no fault."""
    assert [field for field, _ in pay(300, 200).faults()] == ["high"]
    assert [list(band.faults()) for band in (pay(200, 200), pay(None, 200), pay(300, None))] == [[], [], []]


# What the shipped pack says


def test_senior_facts(salaries: Salaries):
    """Senior: the guide says 220,000 to 300,000; the market's median is 200,000 (4,545 rows, 1,395 distinct)."""
    [senior] = report(salaries, Asked(Level.SENIOR)).levels
    assert senior.guide is not None
    assert senior.market is not None
    assert (senior.guide.low, senior.guide.high, senior.guide.currency) == (220_000, 300_000, "USD")
    assert (senior.market.p50, senior.market.n_rows, senior.market.n_distinct) == (200_000, 4545, 1395)
    assert (senior.market.p10, senior.market.p25, senior.market.p75, senior.market.p90) == (
        135_280,
        160_000,
        257_000,
        312_200,
    )
    assert senior.sample is Sample.ENOUGH
    assert senior.interpolated is None


def test_junior_is_interpolated_and_says_so(salaries: Salaries):
    """Junior, which no source states, runs from the entry median to the mid median and names our estimate."""
    [junior] = report(salaries, Asked(Level.JUNIOR)).levels
    medians = {one.level: one.p50 for one in cells_of(salaries)}
    assert (junior.guide, junior.market, junior.verdict) == (None, None, None)
    assert junior.interpolated is not None
    assert (junior.interpolated.low, junior.interpolated.high) == (medians[Level.ENTRY], medians[Level.MID])
    assert [one.band for one in junior.interpolated.between] == ["EN", "MI"]
    assert (junior.interpolated.source, junior.interpolated.as_of) == ("mlcareer-estimate", "2026-11-22")


def test_only_what_nobody_states_is_interpolated(salaries: Salaries):
    """A rung that a source states is never interpolated."""
    for level in report(salaries).levels:
        assert (level.interpolated is None) == bool(level.guide or level.market)


def test_interpolation_needs_both_neighbours(salaries: Salaries):
    """Without a median above and below there is nothing to interpolate from, and nothing is made up."""
    alone = salaries._replace(cells=tuple(one for one in salaries.cells if one.level is Level.ENTRY))
    [junior] = report(alone, Asked(Level.JUNIOR)).levels
    assert junior.interpolated is None


def test_interpolated_range_ascends(salaries: Salaries):
    """Where the higher rung's median is the lower, the range still runs upwards."""
    cheap = cell(1, 2, 3, 4, 5)._replace(band="MI")
    [junior] = report(at_level(salaries, Level.MID, cheap), Asked(Level.JUNIOR)).levels
    assert junior.interpolated is not None
    assert junior.interpolated.low < junior.interpolated.high


def test_impossible_low_figure_is_shown_with_its_finding(salaries: Salaries):
    """The guide's 9,600 comes with why it cannot be a year's full-time pay, on its rung and in the whole."""
    for asked in (Level.ENTRY, None):
        [lowest] = [claim for claim in report(salaries, Asked(asked)).claims if claim.amount == 9600]
        assert "Not a year's full-time pay" in lowest.finding


def test_report_without_a_level_covers_the_ladder(salaries: Salaries):
    """Without a level the report covers all rungs in order and every claim."""
    whole = report(salaries)
    assert [one.level for one in whole.levels] == list(RUNGS)
    assert whole.claims == tuple(filled(claim, salaries.measured) for claim in salaries.claims)
    assert whole.overall is not None
    assert (whole.overall.level, whole.overall.p50, whole.overall.n_rows) == (None, 194_000, 6404)


@pytest.mark.parametrize("level", list(RUNGS))
def test_report_of_one_level_is_its_part_of_the_whole(salaries: Salaries, level: Level):
    """Asked for one level, the report says of it what the whole says, with the claims that speak of it."""
    one = report(salaries, Asked(level))
    assert one.levels == (report(salaries).levels[level.rung - 1],)
    assert all(level in claim.levels for claim in one.claims)
    assert one.overall is None


@pytest.mark.parametrize("level", [None, *RUNGS])
def test_report_names_each_source_once(salaries: Salaries, library: Library, level: Level | None):
    """Every figure's source is listed once, and sources.yaml has it."""
    shown = report(salaries, Asked(level))
    parts = [part for one in shown.levels for part in (one.guide, one.market, one.interpolated) if part]
    named = {part.source for part in parts} | {claim.source for claim in shown.claims}
    named |= {one.source for pay in shown.levels if pay.interpolated for one in pay.interpolated.between}
    assert named <= set(shown.sources)
    assert len(shown.sources) == len(set(shown.sources))
    assert {library.sources().source(name).id for name in shown.sources} == set(shown.sources)


# Verdicts


@pytest.mark.parametrize(
    ("band", "text"),
    [
        ((350, 450), "the guide starts above the market's median, near its 62nd percentile (interpolated)"),
        ((550, 600), "the guide starts above the market's median"),
        ((350, None), "the guide starts above the market's median, near its 62nd percentile (interpolated)"),
        ((150, 220), "the guide ends below the market's median, near its 30th percentile (interpolated)"),
        ((10, 50), "the guide ends below the market's median"),
        ((None, 220), "the guide ends below the market's median, near its 30th percentile (interpolated)"),
        ((250, 350), "the guide contains the market's median but is narrower than its middle half"),
        ((200, 400), "the guide contains the market's whole middle half"),
        ((100, 500), "the guide contains the market's whole middle half"),
        ((250, None), "the guide leaves one side open, and the market's median lies within"),
        ((None, 350), "the guide leaves one side open, and the market's median lies within"),
        ((150, 350), "the guide contains the market's median, shifted against its middle half"),
        ((250, 450), "the guide contains the market's median, shifted against its middle half"),
        ((200, 399), "the guide contains the market's median but is narrower than its middle half"),
    ],
)
def test_verdict_words(salaries: Salaries, band: tuple[int | None, int | None], text: str):
    """The verdict says where the guide's band lies in the market, with a percentile where one is known."""
    [senior] = report(with_senior(salaries, pay(*band), cell()), Asked(Level.SENIOR)).levels
    assert senior.verdict is not None
    assert senior.verdict.text == text


@LAWS
@given(CELLS, st.integers(0, 400_000), st.integers(0, 400_000))
def test_verdict_is_true_of_its_figures(salaries: Salaries, market: Cell, one: int, other: int):
    """What the verdict says about median and percentiles is so."""
    low, high = sorted((one, other))
    [senior] = report(with_senior(salaries, pay(low, high), market), Asked(Level.SENIOR)).levels
    verdict, median = senior.verdict, market.p50
    assert verdict is not None
    assert median is not None
    assert ("starts above" in verdict.text) == (low > median)
    assert ("ends below" in verdict.text) == (high < median)
    if low <= median <= high:
        assert market.p25 is not None
        assert market.p75 is not None
        assert ("narrower" in verdict.text) == (
            market.p25 <= low <= high <= market.p75 and high - low < market.p75 - market.p25
        )
        assert ("whole middle half" in verdict.text) == (low <= market.p25 <= market.p75 <= high)
    assert (verdict.low_percentile, verdict.high_percentile) == (
        percentile_of(low, market),
        percentile_of(high, market),
    )


def test_ends_of_the_guide_are_counted_in_the_rows(salaries: Salaries):
    """Where each end of the guide's bands falls is counted, not interpolated: entry 8 and 32, mid 40 and 64, ..."""
    verdicts = {one.level.value: one.verdict for one in report(salaries).levels if one.verdict}
    assert {level: (one.low_percentile, one.high_percentile) for level, one in verdicts.items()} == {
        "entry": (8, 32),
        "mid": (40, 64),
        "senior": (60, 87),
        "lead": (88, None),
    }
    claims = tuple(one for one in salaries.measured if one.what is not Measure.SHARE_UP_TO)
    [senior] = report(salaries._replace(measured=claims), Asked(Level.SENIOR)).levels
    assert senior.verdict is not None
    assert senior.verdict.text.endswith("near its 59th percentile (interpolated)")


def test_shipped_verdicts(salaries: Salaries):
    """The shipped figures give these verdicts."""
    said = {one.level.value: one.verdict.text for one in report(salaries).levels if one.verdict}
    assert said == {
        "entry": "the guide ends below the market's median, near its 32nd percentile",
        "mid": "the guide contains the market's median but is narrower than its middle half",
        "senior": "the guide starts above the market's median, near its 60th percentile",
        "lead": "the guide starts above the market's median, near its 88th percentile",
    }


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (90, "90th"),
    ],
)
def test_ordinal(number: int, text: str):
    """Ordinals end as English has them, the teens included."""
    assert ordinal(number) == text


def test_shipped_bands_and_cells_ascend(salaries: Salaries):
    """On the shipped ladder both the guide's bands and the market's medians rise from rung to rung."""
    levels = report(salaries).levels
    lows = [one.guide.low for one in levels if one.guide and one.guide.low is not None]
    medians = [one.market.p50 for one in levels if one.market and one.market.p50 is not None]
    assert len(lows) == len(medians) == 4
    assert all(below < above for row in (lows, medians) for below, above in pairwise(row))
