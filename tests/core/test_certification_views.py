"""The list of certifications: nothing lost, nothing that was not asked for, the guide's five whatever is asked."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.core.test_offer import an_exam

from mlcareer.core.certification import Certifications, Per, Price
from mlcareer.core.certification_views import COURSES, CertificationList, OfferLine, Sought, listed, one
from mlcareer.core.fee import fee_of
from mlcareer.core.level import Level
from mlcareer.core.offer import Offered, status_on
from mlcareer.core.step import Cloud
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SOUGHT = st.builds(
    Sought,
    level=st.none() | st.sampled_from(Level),
    cloud=st.none() | st.sampled_from(Cloud),
    max_price=st.none() | st.sampled_from([0.0, 49.0, 70.5, 99.0, 150.0, 392.0, 1000.0]),
    every=st.booleans(),
)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def entries(library: Library) -> Certifications:
    """Return the shipped entries."""
    return library.certifications()


def shown(view: CertificationList) -> Iterator[OfferLine]:
    """Yield every offer that is listed."""
    for group in (*view.exams, *view.courses):
        yield from group.offers


@LAWS
@given(sought=SOUGHT, day=DAYS)
def test_all_that_fits_is_listed_or_counted(entries: Certifications, sought: Sought, day: date):
    """What fits rung and cloud is listed once or counted once among what is left out; nothing else is either."""
    view = listed(entries, sought, day)
    fitting = [
        entry.id
        for entry in entries.certifications
        if sought.level in {None, *entry.levels} and sought.cloud in {None, entry.cloud}
    ]
    ids = [line.id for line in shown(view)]
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(fitting)
    assert len(ids) + sum(view.hidden) == len(fitting)


@LAWS
@given(sought=SOUGHT, day=DAYS)
def test_only_what_can_be_taken_unless_all_is_asked(entries: Certifications, sought: Sought, day: date):
    """Without --all every offer listed can be taken on the day; with it nothing is left out for its state."""
    view = listed(entries, sought, day)
    states = [line.status for line in shown(view)]
    assert states == [status_on(entries.certification(line.id), day) for line in shown(view)]
    if sought.every:
        assert (view.hidden.not_open, view.hidden.ended, view.hidden.unknown) == (0, 0, 0)
    else:
        assert {state.status for state in states} <= {Offered.ACTIVE, Offered.BETA, Offered.ENDS}


@LAWS
@given(sought=SOUGHT, day=DAYS)
def test_nothing_is_dearer_than_asked(entries: Certifications, sought: Sought, day: date):
    """With a highest price each offer listed has a known cost, in USD or none at all, and it is no higher."""
    view = listed(entries, sought, day)
    if sought.max_price is None:
        assert (view.hidden.no_price, view.hidden.dearer) == (0, 0)
        return
    for line in shown(view):
        assert line.price is not None
        assert line.price.currency == "USD" or line.price.amount == 0
        assert (fee_of(entries.certification(line.id), 6).high or 0) <= sought.max_price


@LAWS
@given(sought=SOUGHT, day=DAYS)
def test_the_guide_s_five_are_always_there(entries: Certifications, sought: Sought, day: date):
    """All five of the guide stand below every list, each as it is on that day."""
    view = listed(entries, sought, day)
    assert [five.offer.id for five in view.guide] == [entry.id for entry in entries.certifications if entry.guide]
    assert len(view.guide) == 5
    for five in view.guide:
        assert five.offer.status == status_on(entries.certification(five.offer.id), day)


@LAWS
@given(sought=SOUGHT, day=DAYS)
def test_order(entries: Certifications, sought: Sought, day: date):
    """Courses stand apart; issuers come by the alphabet, each once; what can be taken comes first."""
    view = listed(entries, sought, day)
    for groups, are_courses in ((view.exams, False), (view.courses, True)):
        issuers = [group.issuer for group in groups]
        assert issuers == sorted(set(issuers), key=str.lower)
        for group in groups:
            open_ = [line.status.status.can_be_taken for line in group.offers]
            assert open_ == sorted(open_, reverse=True)
            assert {line.proof in COURSES for line in group.offers} == {are_courses}
            assert {line.issuer for line in group.offers} == {group.issuer}


def test_three_of_the_five_are_over(entries: Certifications):
    """Three of the guide's five have ended by the end of 2026; those with a successor name it."""
    five = {line.offer.id: line.offer for line in listed(entries, Sought(), TODAY).guide}
    over = {name for name, line in five.items() if line.status.status is Offered.ENDED}
    assert over == {"aws-mls-c01", "azure-ai-102", "tf-dev-cert"}
    assert [other.id for other in five["azure-ai-102"].replaced_by] == ["azure-ai-103"]
    assert five["tf-dev-cert"].replaced_by == ()


def test_a_month_s_price_is_no_price_of_a_course(entries: Certifications):
    """A course paid by the month is not within a price that pays only its first month."""
    course = entries.certification("dlai-deep-learning")
    assert course.price is not None
    assert course.price.per is Per.MONTH
    for most, is_in in ((course.price.amount, False), (fee_of(course, 6).high, True)):
        ids = {line.id for line in shown(listed(entries, Sought(max_price=most), TODAY))}
        assert (course.id in ids) == is_in


@pytest.mark.parametrize(("amount", "currency", "is_in"), [(90, "EUR", False), (90, "USD", True), (0, "EUR", True)])
def test_a_price_in_another_currency_is_not_guessed(amount: float, currency: str, is_in: bool):
    """A price in another currency is no price in USD: the offer is counted and not compared, unless it is free."""
    exam = an_exam(price=Price(amount, currency), expires=False)
    view = listed(Certifications((exam,)), Sought(max_price=100), TODAY)
    assert ([line.id for line in shown(view)], view.hidden.no_price) == ((["an-exam"], 0) if is_in else ([], 1))


def test_all_62(entries: Certifications):
    """Asked for everything, the list holds all 62 entries."""
    assert len(list(shown(listed(entries, Sought(every=True), TODAY)))) == 62


def test_one_in_full(entries: Certifications):
    """One entry comes whole, with its state on the day, its successors and its cost."""
    entry = entries.certification("AI-102")
    view = one(entry, entries, TODAY)
    assert (view.entry, view.status) == (entry, status_on(entry, TODAY))
    assert [other.id for other in view.replaced_by] == ["azure-ai-103"]
    assert view.fee == fee_of(entry, 6)
