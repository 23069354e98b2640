"""Negotiating pay: findings with sources, a checklist in order, an offer placed only where the market can bear it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.level import RUNGS, Level
from mlcareer.core.market import Salaries
from mlcareer.core.negotiation import Negotiation, NegotiationAdvice, Stage, advice
from mlcareer.core.salary import Asked, report
from mlcareer.errors import WrongUsageError
from mlcareer.pack.library import Library

LAWS = settings(max_examples=60, deadline=None, database=None)


@pytest.fixture(scope="module")
def known(library: Library) -> Negotiation:
    """Return what the pack knows of negotiating."""
    return library.negotiation()


@pytest.fixture(scope="module")
def salaries(library: Library) -> Salaries:
    """Return the shipped pay."""
    return library.salaries()


def offered(
    known: Negotiation, salaries: Salaries, amount: int, level: Level, country: str = "US"
) -> NegotiationAdvice:
    """Return the advice on an offer."""
    return advice(known, report(salaries, Asked(level, country=country, mine=amount)))


def test_without_an_offer_there_is_evidence_and_a_checklist(known: Negotiation):
    """Without an offer the advice is all that is known, with every source named once, our own judgement last."""
    found = advice(known)
    assert found.offer is None
    assert (found.evidence, found.checklist) == (known.evidence, known.checklist)
    assert found.sources[-1] == "mlcareer-estimate"
    assert len(set(found.sources)) == len(found.sources)
    assert {source for one in known.evidence for source in one.sources} < set(found.sources)


def test_the_checklist_follows_the_talk(known: Negotiation):
    """Points come before, in the talk, then after; one out of order is a fault."""
    assert list(dict.fromkeys(point.stage for point in known.checklist)) == list(Stage)
    turned = known._replace(checklist=known.checklist[::-1])
    assert [place for place, _ in turned.faults()] == ["checklist"]


def test_a_finding_without_a_source_is_a_fault(known: Negotiation):
    """Nothing counts as known that nobody said; two findings of one id are a fault too."""
    bare = known.evidence[0]._replace(sources=())
    assert [place for place, _ in known._replace(evidence=(bare,)).faults()] == [("evidence", 0, "sources")]
    assert [place for place, _ in known._replace(evidence=known.evidence[:1] * 2).faults()] == ["evidence"]


def test_the_median_is_what_to_name(known: Negotiation, salaries: Salaries):
    """An offer comes with the market's median and 75th percentile of its rung: 200,000 and 257,000 for seniors."""
    offer = offered(known, salaries, 185_000, Level.SENIOR).offer
    assert offer is not None
    assert offer.to_name == (200_000, 257_000)
    assert offer.stands == "about the 41st percentile of these adverts"
    assert not offer.is_wider


@pytest.mark.parametrize(
    ("amount", "stands"), [(143_999, "below"), (144_000, "within"), (172_000, "within"), (172_001, "above")]
)
def test_a_rung_without_adverts_is_held_against_our_estimate(
    known: Negotiation, salaries: Salaries, amount: int, stands: str
):
    """Junior has no adverts of its own: the offer lies below, within or above the estimate, and names no percentile."""
    found = offered(known, salaries, amount, Level.JUNIOR)
    assert found.offer is not None
    assert found.offer.stands == f"{stands} our estimate for this rung"
    assert found.offer.to_name is None
    assert {"mlcareer-estimate", "aijobs-2025-06-22"} <= set(found.sources)


def test_where_the_own_adverts_are_too_few_a_wider_group_is_named(known: Negotiation, salaries: Salaries):
    """Eight German adverts for seniors say nothing; the ten titles around them do, and are named as the wider group."""
    offer = offered(known, salaries, 80_000, Level.SENIOR, "DE").offer
    assert offer is not None
    assert offer.is_wider
    assert offer.role == "Machine Learning and Data (ten titles)"
    assert offer.currency == "EUR"
    assert offer.pay.you is not None


@LAWS
@given(st.sampled_from(RUNGS), st.sampled_from(["US", "GB", "DE", "IN", "PL"]), st.integers(1_000, 2_000_000))
def test_no_figure_where_the_sample_is_too_small(
    known: Negotiation, salaries: Salaries, level: Level, country: str, amount: int
):
    """Whatever is offered: a number to name stands in the market shown, and without a figure there is none to name."""
    offer = offered(known, salaries, amount, level, country).offer
    assert offer is not None
    market = offer.pay.market
    shown = (market.p50, market.p75) if market and market.p50 is not None else None
    assert offer.to_name == shown
    if shown is None and offer.pay.interpolated is None:
        assert offer.stands == "no figure to hold it against: too few rows"


def test_an_offer_comes_with_what_has_to_be_said(known: Negotiation, salaries: Salaries):
    """The notes of the market shown stand with the offer: what a lead's cell holds, how Canada's rows are labelled."""
    lead = offered(known, salaries, 250_000, Level.LEAD).offer
    canada = offered(known, salaries, 120_000, Level.SENIOR, "CA").offer
    assert lead is not None
    assert canada is not None
    assert any("directors and executives" in note for note in lead.notes)
    assert any("US dollars" in note for note in canada.notes)


def test_an_offer_is_not_held_against_the_world(known: Negotiation, salaries: Salaries):
    """Pay of every country together is there for the guide; an offer against it is refused, with the way out."""
    with pytest.raises(WrongUsageError, match="one country's pay"):
        offered(known, salaries, 120_000, Level.SENIOR, "WORLD")
