"""When a fact may have changed: never within its shelf life, always after it, and never on a day before its own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.core.certification import Certification, Confidence, Proof, Stated
from mlcareer.core.fresh_report import fresh_report
from mlcareer.core.freshness import SUBJECTS, Aged, ShelfLife, ShelfLives, Subject, aged, facts, first_day, unsorted
from mlcareer.core.ladder import Statement
from mlcareer.core.pay import Pay
from mlcareer.core.skill import Demand
from mlcareer.core.source import Source, Sources, Trust
from mlcareer.core.step import Link

SOURCE = Source("paper", "A paper", "Somebody", "2026", "https://example.org/paper", "free", Trust.STATED, "none")
SOURCES = Sources((SOURCE, SOURCE._replace(id="letter", url=None)))
LIVES = ShelfLives(
    tuple(ShelfLife(subject, 30 * number, "why", "paper", "2026") for number, subject in enumerate(Subject, 1)),
    {"paper": Subject.GUIDE, "letter": Subject.LAW, "study": None},
)
ENTRY = Certification(
    "one", "One", "Us", Proof.EXAM, "associate", Stated.ACTIVE, "all", Confidence.HIGH, ("paper",), "2026-03-01"
)
MARCH = date(2026, 3, 1)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
SINCE = st.one_of(
    DAYS.map(date.isoformat), DAYS.map(lambda day: day.isoformat()[:7]), DAYS.map(lambda day: day.isoformat()[:4])
)
"""A date as the pack may write it: a day, a month or a year."""
SUBJECT = st.sampled_from(Subject)
MADE = {
    Subject.CERTIFICATION: lambda since: ENTRY._replace(as_of=since),
    Subject.CERTIFICATION_BETA: lambda since: ENTRY._replace(as_of=since, stated=Stated.BETA),
    Subject.ADVERTS: lambda since: Demand(50, 10, "paper", since),
    Subject.GUIDE: lambda since: Pay(1, 2, "USD", "paper", since),
    Subject.LAW: lambda since: Statement("", "letter", since),
    Subject.LINK: lambda since: Link("a page", "https://example.org/page", checked=since),
}


def found(part: object, day: date) -> tuple[Aged, ...]:
    """Return what in a part of the pack is past its shelf life."""
    return aged(part, LIVES, lambda: SOURCES, day)


@given(SINCE)
def test_a_year_or_a_month_is_taken_at_its_first_day(since: str):
    """What is known to the year or the month counts from the first day of it, the earliest it can mean."""
    day = first_day(since)
    assert day.isoformat().startswith(since)
    assert not (day - timedelta(days=1)).isoformat().startswith(since)


@given(since=SINCE, subject=st.sampled_from(list(MADE)), beyond=st.integers(-20_000, 20_000))
def test_a_fact_ages_on_the_day_after_its_shelf_life(since: str, subject: Subject, beyond: int):
    """Up to the last day of its shelf life nothing is said of a fact; from the next on always."""
    last = first_day(since) + timedelta(days=LIVES.life(subject).days)
    day = last + timedelta(days=beyond)
    assert [one.subject for one in found(MADE[subject](since), day)] == ([subject] if beyond > 0 else [])


@given(since=SINCE, subject=st.sampled_from(list(MADE)), one=DAYS, other=DAYS)
def test_what_has_aged_stays_so(since: str, subject: Subject, one: date, other: date):
    """A fact that may have changed by one day may have changed by every later one."""
    early, late = sorted((one, other))
    fact = MADE[subject](since)
    assert len(found(fact, early)) <= len(found(fact, late))


@given(since=SINCE, subject=st.sampled_from(list(MADE)), back=st.integers(0, 5_000))
def test_a_clock_set_back_ages_nothing(since: str, subject: Subject, back: int):
    """On a day before its own no fact is past anything."""
    assert found(MADE[subject](since), first_day(since) - timedelta(days=back)) == ()


def test_the_words_name_the_date_as_written_and_where_to_look():
    """The date stands as the pack has it; the address is the record's own, then its source's, then the way there."""
    late = date(2089, 1, 1)
    (link,) = found(Link("a page", "https://example.org/page", checked="2026-03-01"), late)
    (pay,) = found(Pay(1, 2, "USD", "paper", "2026"), late)
    (law,) = found(Statement("", "letter", "2026-03"), late)
    assert link.words == "may have changed since 2026-03-01, check https://example.org/page"
    assert pay.words == "may have changed since 2026, check https://example.org/paper"
    assert law.words == "may have changed since 2026-03, check its source: mlcareer sources letter"


def test_an_address_that_no_source_confirmed_is_not_the_one_to_check():
    """An issuer's page that nobody saw is passed over for the page of the source."""
    entry = ENTRY._replace(url="https://example.org/issuer")
    late = date(2089, 1, 1)
    assert [one.url for one in found(entry, late)] == ["https://example.org/paper"]
    assert [one.url for one in found(entry._replace(url_confirmed=True), late)] == ["https://example.org/issuer"]


def test_what_has_ended_changes_no_more():
    """A certification ages until its last day, as that may be put off; what ended before today is history."""
    entry = ENTRY._replace(ends=date(2026, 12, 1))
    assert len(found(entry, date(2026, 12, 1))) == 1
    assert found(entry, date(2026, 12, 2)) == ()


def test_a_study_does_not_age():
    """A statement whose sources do not age is never past anything; one that does decides for several."""
    late = date(2089, 1, 1)
    assert found(Statement("", "study", "1982"), late) == ()
    (both,) = found(Statement("", "letter", "1982")._replace(source=""), late) or (None,)
    assert both is None


def test_the_nearest_id_and_the_path_tell_which_it_is():
    """A fact within a list is told by its place, and by the id of the record it belongs to."""
    (one,) = found((("nothing",), (ENTRY,)), date(2089, 1, 1))
    assert (one.path, one.id) == ("[1][0]", "one")


def test_sources_are_asked_only_where_something_aged():
    """Where nothing is past its shelf life, the list of sources is not read."""
    assert aged(ENTRY, LIVES, lambda: pytest.fail("read"), MARCH) == ()


def test_a_type_or_a_source_of_which_nothing_is_said_is_told():
    """A dated record that the table does not know, and a statement of a source without a word, are faults."""

    class Rumour(Statement):
        """A record of a type that nothing is said of."""

    said = [*unsorted((Rumour("", "paper", "2026"), Statement("", "hearsay", "2026")), LIVES)]
    assert [path for path, _ in said] == [(0,), (1,)]
    assert "Rumour" in said[0][1]
    assert "hearsay" in said[1][1]
    assert [*unsorted((ENTRY, Statement("", "study", "1982")), LIVES)] == []


def test_shelf_lives_name_every_subject_once():
    """A subject left out or named twice, and a life of no days, are faults."""
    assert [*LIVES.faults()] == []
    short = LIVES._replace(lives=LIVES.lives[1:])
    twice = LIVES._replace(lives=(*LIVES.lives, LIVES.lives[0]))
    assert ["certification" in problem for _, problem in (*short.faults(), *twice.faults())] == [True, True]
    assert [*LIVES.lives[0]._replace(days=0).faults()] != []


@given(day=DAYS, dates=st.lists(st.tuples(SINCE, st.sampled_from(list(MADE))), max_size=8))
def test_the_report_leaves_nothing_out(day: date, dates: list[tuple[str, Subject]]):
    """Every dated fact is counted once, under its subject, and past exactly where its own record is."""
    records = tuple(MADE[subject](since) for since, subject in dates)
    view = fresh_report([("one", records[:4]), ("two", records[4:])], LIVES, lambda: SOURCES, day)
    assert view.facts + view.lasting == len(records) == len([*facts(records, LIVES, day)])
    assert view.past == sum(len(found(record, day)) for record in records)
    for one in view.subjects:
        assert one.facts == sum(subject is one.subject for _, subject in dates)
        assert one.past == sum(len(part.aged) for part in one.files)


def test_every_rule_leads_to_a_subject_or_to_none():
    """The table holds subjects, rules and None, and every subject is reached by something."""
    assert all(rule is None or isinstance(rule, Subject) or callable(rule) for rule in SUBJECTS.values())
    direct = {rule for rule in SUBJECTS.values() if isinstance(rule, Subject)}
    assert direct | {Subject.CERTIFICATION, Subject.CERTIFICATION_BETA, Subject.LAW} == set(Subject)
