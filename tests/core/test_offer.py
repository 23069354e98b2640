"""What an offer is on a day: reckoned from its dates, for any entry and day, and told in words that say the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.certification import Certification, Certifications, Confidence, Proof, Stated
from mlcareer.core.offer import Offered, offer_on, status_on
from mlcareer.pack.library import Library

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=300, deadline=None, database=None, phases=PHASES)
A_DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
NEAR = date(2026, 6, 30)
NEARBY = st.integers(-3, 3).map(lambda days: NEAR + timedelta(days))


def an_exam(name: str = "an-exam", **more: Any) -> Certification:
    """Return an exam, with whatever else is to be said of it."""
    return Certification(
        id=name,
        name="An exam",
        issuer="Somebody",
        proof=Proof.EXAM,
        tier="associate",
        stated=Stated.ACTIVE,
        suits="Nobody.",
        confidence=Confidence.LOW,
        sources=("mlcareer-estimate",),
        as_of="2026-05-01",
    )._replace(**more)


EXAMS = st.builds(
    lambda stated, opens, length: an_exam(
        stated=stated, opens=opens, ends=None if length is None else (opens or NEAR) + timedelta(length)
    ),
    st.sampled_from(Stated),
    st.none() | NEARBY,
    st.none() | st.integers(0, 4),
)


@pytest.fixture(scope="module")
def shipped(library: Library) -> Certifications:
    """Return the shipped entries."""
    return library.certifications()


@LAWS
@given(exam=EXAMS, day=NEARBY | DAYS)
def test_it_has_ended_exactly_after_its_last_day(exam: Certification, day: date):
    """It has ended if and only if the day is past its last; the last day itself is still one to take it on."""
    status = status_on(exam, day)
    assert (status.status is Offered.ENDED) == (exam.ends is not None and day > exam.ends)
    assert ("ended" in status.words) == (status.status is Offered.ENDED)


@LAWS
@given(exam=EXAMS, day=NEARBY | DAYS)
def test_it_is_not_open_exactly_before_its_first_day(exam: Certification, day: date):
    """It is not open yet if and only if the day is before its first."""
    status = status_on(exam, day)
    assert (status.status is Offered.NOT_OPEN) == (exam.opens is not None and day < exam.opens)
    assert ("not open yet" in status.words) == (status.status is Offered.NOT_OPEN)


@LAWS
@given(exam=EXAMS, day=NEARBY | DAYS)
def test_what_ends_counts_its_days(exam: Certification, day: date):
    """Of what is open and has an end the days left are those from the day to the last; nothing else has any."""
    status = status_on(exam, day)
    if status.status is Offered.ENDS:
        assert exam.ends is not None
        assert status.day == exam.ends
        assert day + timedelta(status.days_left or 0) == exam.ends
    else:
        assert status.days_left is None
    assert (status.status is Offered.ENDS) == bool(
        exam.ends and (exam.opens is None or day >= exam.opens) and day <= exam.ends
    )


@LAWS
@given(exam=EXAMS, day=NEARBY | DAYS)
def test_what_was_said_counts_where_no_date_does(exam: Certification, day: date):
    """Without a date that decides it is what the sources said, and a beta or the unknown tells when it was seen."""
    status = status_on(exam, day)
    if status.day is None:
        assert status.status.value == exam.stated.value
        assert status.last_seen == (None if exam.stated is Stated.ACTIVE else exam.as_of)
        assert (exam.as_of in status.words) == (exam.stated is not Stated.ACTIVE)
    else:
        assert status.last_seen is None


@pytest.mark.parametrize(
    ("day", "status", "words", "left"),
    [
        (date(2026, 5, 1), Offered.ENDS, "ends on 2026-06-30, in 60 days", 60),
        (date(2026, 6, 28), Offered.ENDS, "ends on 2026-06-30, in 2 days", 2),
        (date(2026, 6, 29), Offered.ENDS, "ends tomorrow", 1),
        (date(2026, 6, 30), Offered.ENDS, "ends today", 0),
        (date(2026, 7, 1), Offered.ENDED, "ended yesterday, on 2026-06-30", None),
        (date(2026, 7, 2), Offered.ENDED, "ended on 2026-06-30", None),
    ],
)
def test_ai_102(shipped: Certifications, day: date, status: Offered, words: str, left: int | None):
    """AI-102 ends tomorrow on 2026-06-29, today on the 30th, and has ended on the first of July."""
    found = status_on(shipped.certification("AI-102"), day)
    assert (found.status, found.words, found.days_left, found.day) == (status, words, left, date(2026, 6, 30))
    assert found.status.value in {"ends", "ended"}


def test_every_shipped_end(shipped: Certifications):
    """The same of every entry with an end: tomorrow, today and yesterday are told on these days, and no other."""
    dated = [entry for entry in shipped.certifications if entry.ends]
    assert len(dated) >= 7
    for entry in dated:
        last = entry.ends
        assert last is not None
        words = [status_on(entry, last + days * A_DAY).words for days in (-1, 0, 1, 2)]
        part = f" {entry.ends_in}" if entry.ends_in else ""
        told = ["ends{} tomorrow", "ends{} today", f"ended{{}} yesterday, on {last}", f"ended{{}} on {last}"]
        assert words == [one.format(part) for one in told]


def test_what_ends_in_one_language_says_so(shipped: Certifications):
    """MLA-C01 ended in English alone, which is said before, on and after its last day; and no other entry did."""
    words = [status_on(shipped.certification("MLA-C01"), day).words for day in (date(2026, 9, 1), date(2026, 11, 22))]
    assert words == ["ends in English on 2026-09-28, in 27 days", "ended in English on 2026-09-28"]
    assert [entry.id for entry in shipped.certifications if entry.ends_in] == ["aws-mla-c01"]
    assert [place for place, _ in an_exam(ends_in="in English").faults()] == ["ends_in"]
    assert list(an_exam(ends=NEAR, ends_in="in English").faults()) == []


@pytest.mark.parametrize(
    ("stated", "day", "words"),
    [
        (Stated.BETA, NEAR - A_DAY, "not open yet: a beta opens tomorrow"),
        (Stated.ACTIVE, NEAR - A_DAY, "not open yet: it opens tomorrow"),
        (Stated.BETA, NEAR - 2 * A_DAY, "not open yet: a beta opens on 2026-06-30"),
        (Stated.BETA, NEAR, "beta when last seen on 2026-05-01"),
        (Stated.ACTIVE, NEAR, "active"),
    ],
)
def test_words_of_an_opening(stated: Stated, day: date, words: str):
    """What opens is told with its day, and whether it is a beta that does."""
    assert status_on(an_exam(stated=stated, opens=NEAR), day).words == words


@pytest.mark.parametrize(
    ("as_of", "seen"), [("2026-09-29", "on 2026-09-29"), ("2026-09", "in 2026-09"), ("2026", "in 2026")]
)
def test_a_day_is_told_as_exactly_as_it_is_known(as_of: str, seen: str):
    """A beta was seen on a day, or in a month or year where the source names no more."""
    assert status_on(an_exam(stated=Stated.BETA, as_of=as_of), NEAR).words == f"beta when last seen {seen}"
    assert status_on(an_exam(stated=Stated.UNKNOWN, as_of=as_of), NEAR).words.endswith(f"last seen {seen}")


def test_a_successor_has_a_state_of_its_own():
    """What took the place of an offer is told with its own state on that day: not open, a beta, ended."""
    old = an_exam("old", ends=NEAR, replaced_by=("new", "newer"))
    new = an_exam("new", ends=NEAR + A_DAY)
    newer = an_exam("newer", stated=Stated.BETA, opens=NEAR + 3 * A_DAY)
    entries = Certifications((newer, new, old))
    told = [
        [(other.id, other.status.status) for other in offer_on(old, entries, NEAR + days * A_DAY).replaced_by]
        for days in (1, 2, 3)
    ]
    assert told == [
        [("new", Offered.ENDS), ("newer", Offered.NOT_OPEN)],
        [("new", Offered.ENDED), ("newer", Offered.NOT_OPEN)],
        [("new", Offered.ENDED), ("newer", Offered.BETA)],
    ]


def test_between_two_versions_the_gap_is_told(shipped: Certifications):
    """On the last day of MLA-C01 its successor is not open yet; on the next it is a beta."""
    old = shipped.certification("MLA-C01")
    assert old.ends is not None
    [before] = offer_on(old, shipped, old.ends).replaced_by
    [after] = offer_on(old, shipped, old.ends + A_DAY).replaced_by
    assert (before.id, before.status.status, after.status.status) == ("aws-mla-c02", Offered.NOT_OPEN, Offered.BETA)


@pytest.mark.parametrize("name", ["AI-102", "ai-102", "ai 102", "ai102", " AI-102 ", "azure-ai-102", "AZURE_AI_102"])
def test_an_entry_is_found_by_id_or_code(shipped: Certifications, name: str):
    """An entry is found by its id or exam code, in any case and spelling."""
    assert shipped.certification(name).id == "azure-ai-102"


def test_no_two_entries_answer_to_one_name(shipped: Certifications):
    """Whatever the spelling, an id or code names one entry only, and each entry answers to its own."""
    for entry in shipped.certifications:
        assert shipped.certification(entry.id) is entry
        assert entry.code is None or shipped.certification(entry.code) is entry
