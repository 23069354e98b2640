"""Pay as it is asked for: by role, country, year and metro, and never a figure that a sample cannot bear."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.compared_pay import ComparedPay, compared
from mlcareer.core.finding import filled
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import HERE, HOME, Measure, Measured, Rate, Salaries, Sample
from mlcareer.core.plain import plain
from mlcareer.core.rungs import PERIOD, YEARS
from mlcareer.core.salary import Asked, SalaryReport, report
from mlcareer.errors import MlcareerError, NotFoundError, WrongUsageError
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
FIGURES = ("p10", "p25", "p50", "p75", "p90")
PLANTED = 70_000_001
"""Every shipped figure is shorter by a digit."""
RATES = (
    Rate("EUR", 2024, 0.9, 400, "aijobs-2025-06-22", "2025-06-22"),
    Rate("EUR", 2025, 0.95, 300, "aijobs-2025-06-22", "2025-06-22"),
    Rate("GBP", 2025, 0.79, 200, "aijobs-2025-06-22", "2025-06-22"),
)


@pytest.fixture(scope="module")
def salaries(library: Library) -> Salaries:
    """Return the shipped pay with made-up rates."""
    return library.salaries()._replace(rates=RATES)


@pytest.fixture(scope="module")
def planted(salaries: Salaries) -> Salaries:
    """Return the same pay with figures where none may be shown."""
    return planted_in(salaries)


def planted_in(salaries: Salaries) -> Salaries:
    """Return pay with figures planted in every cell that is too small to show one."""
    cells = tuple(
        cell._replace(
            **{name: PLANTED + 10 * number + place for place, name in enumerate(FIGURES)}, ratio_to_us=0.777, ratio_n=77
        )
        if cell.sample is Sample.TOO_FEW
        else cell
        for number, cell in enumerate(salaries.cells)
    )
    return salaries._replace(cells=cells)


@pytest.fixture(scope="module")
def explained(library: Library) -> set[str]:
    """Return the ids that `mlcareer sources ID` explains."""
    return {source.id for source in library.sources().sources}


def asked_of(salaries: Salaries) -> st.SearchStrategy[Asked]:
    """Return everything that may be asked of one role."""
    return st.builds(
        Asked,
        level=st.sampled_from([None, *RUNGS]),
        role=st.sampled_from([role.id for role in salaries.roles]),
        country=st.sampled_from([HERE, HERE, *(one.code for one in salaries.countries)]),
        year=st.sampled_from([None, None, None, *YEARS]),
        metro=st.sampled_from([None, None, *(one.id for one in salaries.metros)]),
        mine=st.none() | st.integers(10_000, 500_000),
        currency=st.none(),
        into=st.sampled_from([None, None, "EUR"]),
    )


def records(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every record of a document."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from records(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from records(inner)


def leaks(document: Any) -> list[str]:
    """Return what a document holds of the planted figures, converted or not."""
    return re.findall(r"\d{8,}|0\.777", json.dumps(document))


def answered(salaries: Salaries, asked: Asked) -> SalaryReport | None:
    """Return the report, or None where that cannot be asked together."""
    try:
        return report(salaries, asked)
    except (NotFoundError, WrongUsageError):
        return None


# What a sample cannot bear


def test_cells_too_small_to_show_are_bare_in_every_report(planted: Salaries):
    """Whatever is asked of any role, country and rung, no figure of a sample too small to show leaves the program."""
    small = 0
    for role in planted.roles:
        for country in planted.countries:
            for level in (None, *RUNGS):
                document = plain(report(planted, Asked(level, role.id, country.code, mine=90_000)))
                assert not leaks(document)
                for record in records(document):
                    if min(record.get("n_rows", 99), record.get("n_distinct", 99)) < 30:
                        small += 1
                        assert [record[name] for name in FIGURES] == [None] * 5
                    if record.get("sample") == "too_few":
                        assert record.get("you") is None
    assert small > 1000


@LAWS
@given(st.data())
def test_cells_too_small_to_show_are_bare_by_year_and_beside_each_other(planted: Salaries, data: st.DataObject):
    """The same holds for years, places of work, converted figures and roles side by side."""
    asked = data.draw(asked_of(planted))
    roles = data.draw(st.lists(st.sampled_from([role.id for role in planted.roles]), min_size=1, max_size=5))
    found = answered(planted, asked)
    beside: ComparedPay | None = None
    try:
        beside = compared(planted, asked._replace(metro=None, into=None), tuple(roles))
    except MlcareerError:
        assert asked.year is not None or set(roles) == {asked.role}
    assert not leaks(plain([found, beside]))


@LAWS
@given(st.data())
def test_every_figure_has_a_source_that_the_pack_explains(salaries: Salaries, explained: set[str], data: st.DataObject):
    """Each record with a source is named in the last line of its screen, once, and sources.yaml has it."""
    found = answered(salaries, data.draw(asked_of(salaries)))
    if found is None:
        return
    named = {record["source"] for record in records(plain(found)) if record.get("source") is not None}
    assert named <= set(found.sources) <= explained
    assert set(found.sources) - named <= {claim.checked_against for claim in found.claims}
    assert len(found.sources) == len(set(found.sources))


@LAWS
@given(st.data())
def test_percentiles_are_ordered_and_in_one_currency(salaries: Salaries, data: st.DataObject):
    """Every cell shown has its percentiles in order, in the currency that the report names."""
    found = answered(salaries, data.draw(asked_of(salaries)))
    for record in records(plain(found)) if found else ():
        if "n_rows" in record and "band" in record:
            amounts = [record[name] for name in FIGURES if record[name] is not None]
            assert amounts == sorted(amounts)
            assert record["currency"] == found.currency
            assert record["country"] == found.country


@LAWS
@given(st.data(), st.integers(10_000, 900_000), st.integers(10_000, 900_000))
def test_mine_is_monotone_in_every_report(salaries: Salaries, data: st.DataObject, one: int, other: int):
    """More pay never stands lower, on any rung, over all of them, or in a wider group."""
    asked = data.draw(asked_of(salaries))
    low, high = (answered(salaries, asked._replace(mine=mine)) for mine in sorted((one, other)))
    if low is None or high is None:
        return

    def places(found: SalaryReport) -> list[tuple[int, int]]:
        pays = [*found.levels, *(pay for group in found.wider for pay in group.levels)]
        overall = [found.overall_you, *(group.overall.you for group in found.wider if group.overall)]
        return [(place.low, place.high) for place in (*(pay.you for pay in pays), *overall) if place]

    pairs = list(zip(places(low), places(high), strict=True))
    assert all(less[0] <= more[0] and less[1] <= more[1] for less, more in pairs)


# Roles and countries


def test_guide_stands_beside_its_own_role_in_the_us_only(salaries: Salaries):
    """The guide speaks of machine-learning engineers in dollars of today: nobody else's pay is held against it."""
    for asked in (
        Asked(role="data-scientist"),
        Asked(country="GB"),
        Asked(country="WORLD"),
        Asked(year=2024),
        Asked(role="ml-and-data"),
    ):
        found = report(salaries, asked)
        assert found.claims == ()
        assert [pay.guide for pay in found.levels] == [None] * 5
        assert [pay.verdict for pay in found.levels] == [None] * 5
    assert report(salaries).claims


def test_junior_of_another_role_is_interpolated_and_marked(salaries: Salaries):
    """Where entry and mid-level of a role have medians, junior lies between them and says whose estimate it is."""
    [junior] = report(salaries, Asked(Level.JUNIOR, "data-scientist")).levels
    assert junior.market is None
    assert junior.interpolated is not None
    assert [cell.band for cell in junior.interpolated.between] == ["EN", "MI"]
    assert junior.interpolated.source == "mlcareer-estimate"


def test_rung_with_a_counterpart_in_the_index_is_never_interpolated(salaries: Salaries):
    """Only junior, which the index does not know, is interpolated; a rung without adverts stays without."""
    for role in salaries.roles:
        for country in salaries.countries:
            found = report(salaries, Asked(role=role.id, country=country.code))
            levels = [*found.levels, *(pay for group in found.wider for pay in group.levels)]
            assert {pay.level for pay in levels if pay.interpolated} <= {Level.JUNIOR}


def test_missing_cell_of_the_index_is_not_filled_from_its_neighbours(salaries: Salaries):
    """Where nobody advertises a rung that the index knows, nothing is made up for it."""
    cells = tuple(cell for cell in salaries.cells if (cell.role, cell.band) != ("data-scientist", "MI"))
    [mid] = report(salaries._replace(cells=cells), Asked(Level.MID, "data-scientist")).levels
    assert (mid.market, mid.interpolated) == (None, None)


def test_sources_of_the_guide_s_single_figures_are_named(salaries: Salaries):
    """A claim's source and the one it was checked against are named, whatever else is shown."""
    claims = tuple(one._replace(source="mabe-west-1982", checked_against="job-bank-canada") for one in salaries.claims)
    found = report(salaries._replace(claims=claims), Asked(Level.SENIOR))
    assert {"mabe-west-1982", "job-bank-canada"} <= set(found.sources)


@pytest.mark.parametrize("name", ["GB", "gb", "uk", "United Kingdom", "united-kingdom"])
def test_country_goes_by_code_and_name(salaries: Salaries, name: str):
    """A country is found by its code and by its names, and shown in its own currency."""
    found = report(salaries, Asked(country=name))
    assert (found.country, found.country_name, found.currency) == ("GB", "United Kingdom", "GBP")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(country="germny"), "unknown country 'germny': did you mean 'DE'?"),
        (Asked(country="atlantis"), "unknown country 'atlantis'"),
        (Asked(role="data scientst"), "did you mean 'data-scientist'?"),
        (Asked(metro="seatle"), "did you mean 'seattle'?"),
        (Asked(year=2021), "no figures for 2021: the index then held a few answers"),
        (Asked(year=2026), "ends in June 2025"),
        (Asked(year=2024, role="nlp-engineer"), "nlp-engineer is not counted by year"),
        (Asked(into="PLN"), "no rate for PLN is known"),
    ],
)
def test_what_the_pack_does_not_have_is_said(salaries: Salaries, asked: Asked, says: str):
    """A name that nothing bears is met with the nearest one, and with what there is."""
    with pytest.raises(NotFoundError) as refused:
        report(salaries, asked)
    assert says in refused.value.message
    assert refused.value.way_out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(country="DE", metro="seattle"), "--metro and --country DE"),
        (Asked(country="DE", year=2024), "--year and --country DE"),
        (Asked(currency="EUR"), "--currency says what --mine is in"),
        (Asked(mine=90_000, currency="EUR"), "--country DE or NL or FR"),
        (Asked(mine=90_000, currency="EUR"), "--in EUR"),
        (Asked(mine=90_000, currency="JPY"), "name your pay in USD"),
        (Asked(country="GB", mine=90_000, currency="USD"), "--country US"),
        (Asked(country="GB", into="EUR"), "pay of GB is shown in GBP"),
        (Asked(into="USD"), "in dollars as they are"),
    ],
)
def test_what_cannot_be_asked_together_is_refused(salaries: Salaries, asked: Asked, says: str):
    """A request that cannot be meant is refused with the way out."""
    with pytest.raises(WrongUsageError) as refused:
        report(salaries, asked)
    assert says in f"{refused.value.message} {refused.value.way_out}"


def test_wider_groups_stand_in_only_where_the_role_cannot_carry(salaries: Salaries):
    """Abroad a rung without a figure is shown in wider groups, named as such; one with a figure is not."""
    senior, entry = (report(salaries, Asked(level, country="GB")) for level in (Level.SENIOR, Level.ENTRY))
    assert senior.wider == ()
    assert [group.role_id for group in entry.wider] == ["ml-and-data", "all-titles"]
    assert entry.wider[0].levels[0].market is not None
    assert entry.wider[0].levels[0].market.ratio_to_us == 0.48
    assert report(salaries).wider == ()
    assert [group.role_id for group in report(salaries, Asked(role="ml-and-data", country="IE")).wider] == [
        "all-titles"
    ]


def test_wider_group_that_carries_nothing_gives_way_to_one_that_does(salaries: Salaries):
    """A group too small as well is shown only where no wider one has a figure."""
    assert [group.role_id for group in report(salaries, Asked(country="IN")).wider] == ["all-titles"]
    lead = report(salaries, Asked(Level.LEAD, country="DE")).wider
    assert [group.role_id for group in lead] == ["ml-and-data", "all-titles"]
    assert [group.levels[0].sample for group in lead] == [Sample.TOO_FEW, Sample.TOO_FEW]


def test_mine_falls_back_on_a_wider_group(salaries: Salaries):
    """Where the role has too few rows to place anybody, the wider group does if it can."""
    found = report(salaries, Asked(Level.SENIOR, country="DE", mine=90_000))
    assert found.levels[0].you is None
    assert found.wider[0].levels[0].you is not None


def test_notes_of_a_country_are_told(salaries: Salaries):
    """What is wrong with a country's labels is said with its figures."""
    assert "labelled in US dollars" in report(salaries, Asked(country="canada")).notes[0]
    assert "by mistake" in report(salaries, Asked(country="world")).notes[0]


# Years


def test_one_year_shows_its_own_cells(salaries: Salaries):
    """A year's report holds that year's cells and no other period's."""
    for year, period in YEARS.items():
        document = plain(report(salaries, Asked(year=year)))
        assert {record["period"] for record in records(document) if "period" in record} == {period}


def test_2022_never_stands_in_one_line_with_later_years(salaries: Salaries):
    """The year that mixes answers and adverts is shown alone, with its warning."""
    for level in RUNGS:
        found = report(salaries, Asked(level))
        periods = [one.cell.period for one in found.detail.years] if found.detail else []
        assert "2022" not in periods
        assert periods in ([], ["2023", "2024", "2025-01 to 2025-06"])
    assert any("not comparable" in note for note in report(salaries, Asked(year=2022)).notes)
    assert report(salaries, Asked(Level.SENIOR, year=2022)).detail == ((None, (), (), ()))


# From other sides


def test_detail_of_a_rung(salaries: Salaries):
    """Senior, repeats removed, as bands, by place of work and by year, each over its own rows."""
    detail = report(salaries, Asked(Level.SENIOR)).detail
    assert detail is not None
    assert detail.repeats_removed is not None
    assert detail.repeats_removed.cell.p50 == 203_900
    assert [one.cell.p50 for one in detail.bands] == [165_800, 212_625, 253_200]
    assert [(one.cell.mode, one.cell.p50, one.cell.n_rows) for one in detail.modes] == [
        ("remote", 204_000, 931),
        ("on_site", 200_000, 3614),
    ]


def test_official_wages_are_those_of_the_role_s_occupations(salaries: Salaries):
    """Broader official wages stand beside US pay, in the order in which the role names its occupations."""
    assert [(row.soc, row.p50) for row in report(salaries).official] == [("15-1252", 135_980), ("15-2051", 120_230)]
    assert report(salaries, Asked(country="GB")).official == ()
    assert report(salaries, Asked(year=2024)).official == ()


def test_metro_tells_wages_and_prices_as_two_facts(salaries: Salaries):
    """A metro's ratio and its price level stand side by side; nothing is the product of both."""
    found = report(salaries, Asked(metro="San Jose"))
    metro = found.metro
    assert metro is not None
    assert [(wage.here.soc, wage.here.p50, wage.ratio) for wage in metro.wages] == [
        ("15-2051", 185_080, 1.54),
        ("15-1252", 213_110, 1.57),
    ]
    assert metro.metro.prices is not None
    assert metro.metro.prices.level == 1.13
    assert {"bea-prices-2023", "bls-oews-may2025"} <= set(found.sources)
    for wage in metro.wages:
        assert str(round((wage.here.p50 or 0) / 1.13))[:4] not in json.dumps(plain(found))


@pytest.mark.parametrize(
    ("metro", "role", "uncertain", "ratios"),
    [
        ("miami", HOME, [True, True], [1.06, 0.98]),
        ("seattle", HOME, [False, False], [1.37, 1.23]),
        ("dallas", "research-engineer", [False], [None]),
    ],
)
def test_uncertain_and_unreleased_wages(
    salaries: Salaries, metro: str, role: str, uncertain: list[bool], ratios: list[float | None]
):
    """A wage with a standard error of 5 % or more is uncertain; one not released has no ratio."""
    view = report(salaries, Asked(metro=metro, role=role)).metro
    assert view is not None
    assert [wage.uncertain for wage in view.wages] == uncertain
    assert [wage.ratio for wage in view.wages] == ratios


def test_figures_elsewhere_are_told_with_their_country(salaries: Salaries):
    """Another source's figure stands beside its country; that of US managers beside leads only."""
    assert [one.source for one in report(salaries, Asked(country="GB")).elsewhere] == ["itjobswatch-2025-12"]
    assert report(salaries).elsewhere == report(salaries, Asked(Level.SENIOR)).elsewhere == ()
    assert [one.middle for one in report(salaries, Asked(Level.LEAD)).elsewhere] == [175_140]


# Another currency


def test_conversion_stands_beside_the_figures_and_names_its_rate(salaries: Salaries):
    """--in adds figures by the newest rate, dated and sourced, and leaves those in dollars as they are."""
    found = report(salaries, Asked(Level.SENIOR, into="eur"))
    assert found.conversion is not None
    assert found.conversion.rate == RATES[1]
    assert found.conversion.rungs[0].p50 == 190_000
    assert found.levels == report(salaries, Asked(Level.SENIOR)).levels
    assert found.currency == "USD"


def test_mine_in_the_currency_of_in_is_placed_by_the_same_rate(salaries: Salaries):
    """With --in, pay in that currency is placed in dollars, and the report says as what."""
    found = report(salaries, Asked(Level.SENIOR, mine=190_000, currency="EUR", into="EUR"))
    assert found.mine == (190_000, "EUR", 200_000)
    assert found.levels[0].you == report(salaries, Asked(Level.SENIOR, mine=200_000)).levels[0].you


# Side by side


def test_roles_side_by_side_say_what_each_says_alone(salaries: Salaries):
    """Each role of a comparison has the cell, the sample and the place that its own report has."""
    for level in (None, *RUNGS):
        view = compared(salaries, Asked(level, mine=150_000), ("data scientist", "mlops", "ds"))
        assert [one.role_id for one in view.roles] == [HOME, "data-scientist", "mlops-engineer"]
        for one in view.roles:
            alone = report(salaries, Asked(level, one.role_id, mine=150_000))
            pay = alone.levels[0]
            if level is None:
                assert (one.market, one.sample, one.you) == (alone.overall, alone.overall_sample, alone.overall_you)
            else:
                expected = (pay.market, pay.sample, pay.you, pay.interpolated)
                assert (one.market, one.sample, one.you, one.interpolated) == expected
        assert set(view.sources) <= {"aijobs-2025-06-22", "mlcareer-estimate"}


def test_nothing_to_compare_is_refused(salaries: Salaries):
    """A role is not compared with itself."""
    with pytest.raises(WrongUsageError, match="no other role"):
        compared(salaries, Asked(), ("mle", "ml-engineer"))


# Findings


def test_measured_values_are_filled_in(salaries: Salaries):
    """A finding shows shares in percent, with a decimal below ten, and amounts as money."""
    claim = salaries.claims[0]._replace(finding="{a} of rows, {b} of rows, {e}; from {c}, {d} with repeats removed.")

    def one(name: str, what: Measure, value: float) -> Measured:
        return Measured(name, what, HOME, HERE, "all", value, "aijobs-2025-06-22", "2025-06-22")

    measured = (
        one("a", Measure.SHARE_FROM, 0.2891),
        one("b", Measure.SHARE_ABOVE, 0.0744),
        one("c", Measure.LOWEST, 20833.0),
        one("d", Measure.MEDIAN_DISTINCT, 189476.0),
        one("e", Measure.SHARE_BELOW, 0.0996),
    )
    expected = "29 % of rows, 7.4 % of rows, 10 %; from $20,833, $189,476 with repeats removed."
    assert filled(claim, measured).finding == expected
    faults = list(salaries._replace(claims=(claim,), measured=measured[1:]).faults())
    assert [path for path, _ in faults] == [("claims", 0, "finding")]


def test_no_finding_shows_a_placeholder(salaries: Salaries):
    """What leaves the program has every measured value filled in."""
    assert not any("{" in claim.finding or "}" in claim.finding for claim in report(salaries).claims)


def test_newest_stretch_is_what_is_shown(salaries: Salaries):
    """Without a year every cell of a report is of the newest stretch, years told apart aside."""
    document = plain(report(salaries))
    assert {record["period"] for record in records(document) if "period" in record} == {PERIOD}
