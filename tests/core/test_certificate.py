"""Certificates: when each ends, what is told of it and when, and what a renewal silences."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.core.certificate import (
    HOLDING,
    LAPSED_DAYS,
    REMIND_DAYS,
    TOLD,
    By,
    Certificate,
    CertificateLine,
    Validity,
    already_logged,
    arrange,
    doubts,
    ending,
    had,
    held,
    latest_of,
    months_after,
    numbered,
    refuse_days,
    reminders,
)
from mlcareer.core.certification import Certification, Certifications, Confidence, Proof, Renewal, Stated
from mlcareer.errors import NotFoundError, WrongUsageError

TODAY = date(2026, 11, 22)
AT = "2026-11-22T12:00:00+00:00"


def entry(  # noqa: PLR0913  # what an entry may say of validity
    id_: str,
    months: int | None = None,
    *,
    expires: bool | None = None,
    ends: date | None = None,
    replaced_by: tuple[str, ...] = (),
    renewal: Renewal | None = None,
    proof: Proof = Proof.EXAM,
) -> Certification:
    """Return an entry of the pack of which little is known but its validity."""
    return Certification(
        id=id_,
        name=id_.title(),
        issuer="Somebody",
        proof=proof,
        tier="associate",
        stated=Stated.ACTIVE,
        suits="Anybody.",
        confidence=Confidence.HIGH,
        sources=("a-source", "another"),
        as_of="2026-09-01",
        ends=ends,
        replaced_by=replaced_by,
        valid_months=months,
        expires=expires,
        renewal=renewal,
    )


PACK = Certifications(
    (
        entry("two-years", 24, renewal=Renewal("sit it again", is_free=False)),
        entry("lasting", expires=False),
        entry("unknown"),
        entry(
            "ended", 12, ends=date(2026, 6, 30), replaced_by=("heir",), renewal=Renewal("an assessment", is_over=True)
        ),
        entry("going on", 12, ends=date(2026, 6, 30), renewal=Renewal("sit a higher one", is_free=True)),
        entry("heir", 12, renewal=Renewal("an assessment", is_free=True)),
    )
)
IDS = [known.id for known in PACK.certifications]
DAYS = st.dates(date(2020, 1, 1), date(2027, 6, 1))


@st.composite
def certificates(draw: st.DrawFn) -> tuple[Certificate, ...]:
    """Return certificates as a profile gives them: one of a kind and day, in order of days, some with an own end."""
    kinds = st.tuples(st.sampled_from([*IDS, "of-old"]), DAYS)
    drawn = sorted(draw(st.lists(kinds, max_size=6, unique=True)), key=lambda kind: kind[1])
    ends = [draw(st.none() | st.integers(0, 2000)) for _ in drawn]
    return tuple(
        Certificate(number, name, on, None if days is None else on + timedelta(days=days), AT)
        for number, ((name, on), days) in enumerate(zip(drawn, ends, strict=True), 1)
    )


def one(*given: Certificate, today: date = TODAY) -> CertificateLine:
    """Return the line of the first of these."""
    return next(line for line in arrange(given, PACK, today) if line.id == given[0].id)


def earned(name: str, on: date, expires: date | None = None, number: int = 1) -> Certificate:
    """Return a certificate."""
    return Certificate(number, name, on, expires, AT)


# Months.


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 120))
def test_months_are_calendar_months_and_clamp(day: date, months: int):
    """So many months on is the same day of that month, or its last where it has no such day."""
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(st.dates(), st.integers(0, 120), st.integers(0, 120))
def test_more_months_are_never_earlier(day: date, fewer: int, more: int):
    """Never before the day itself, and later the more months; beyond the last year there is it is the last day."""
    low, high = sorted((fewer, more))
    assert day <= months_after(day, low) <= months_after(day, high)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2025, 12, 1), 12, date(2026, 12, 1)),
        (date(9999, 12, 31), 0, date(9999, 12, 31)),
        (date(9999, 12, 30), 1, date.max),
    ],
)
def test_months_by_hand(day: date, months: int, expected: date):
    """Leap days, short months, the turn of the year and the end of all years."""
    assert months_after(day, months) == expected


# When it ends.


@given(certificates(), DAYS)
def test_no_end_before_the_day_it_was_earned(own: Sequence[Certificate], today: date):
    """No certificate ends before it was earned, and its days are those from today to its end."""
    for line in arrange(own, PACK, today):
        assert line.until is None or line.until >= line.on
        assert line.days == ((line.until - today).days if line.until else None)
        assert (line.until is None) == (line.until_by is None)


@given(certificates(), DAYS)
def test_each_stands_once(own: Sequence[Certificate], today: date):
    """Every certificate is told once, what is over or renewed last, else by the end, those without one after them."""
    lines = arrange(own, PACK, today)
    assert sorted(line.id for line in lines) == [certificate.id for certificate in own]
    past = [line.status in {Validity.EXPIRED, Validity.RENEWED} for line in lines]
    assert past == sorted(past)
    ends = [line.until or date.max for line, is_past in zip(lines, past, strict=True) if not is_past]
    assert ends == sorted(ends)


@given(DAYS, st.integers(0, 5000), st.sampled_from([*IDS, "of-old"]))
def test_the_own_word_stands_against_the_pack(on: date, days: int, name: str):
    """The end that the person gives is the end, whatever the pack says of the certification."""
    line = one(earned(name, on, on + timedelta(days=days)))
    assert (line.until, line.until_by) == (on + timedelta(days=days), By.YOU)


def test_ends_by_the_pack():
    """Months of the pack give the end; what lasts and what nobody knows are told apart."""
    day = date(2025, 5, 31)
    assert [(one(earned(name, day)).until, one(earned(name, day)).until_by) for name in ("two-years", "ended")] == [
        (date(2027, 5, 31), By.PACK),
        (date(2026, 5, 31), By.PACK),
    ]
    states = {name: one(earned(name, day)).status for name in ("lasting", "unknown", "of-old")}
    assert states == {"lasting": Validity.LASTING, "unknown": Validity.UNKNOWN, "of-old": Validity.UNKNOWN}
    stranger = one(earned("of-old", day))
    assert (stranger.name, stranger.source, stranger.as_of) == ("of-old", None, None)


# Reminders.


@given(certificates(), DAYS)
def test_a_reminder_is_due_within_its_window_and_never_else(own: Sequence[Certificate], today: date):
    """A certificate is told from REMIND_DAYS before its end to LAPSED_DAYS after it, unless another follows it."""
    lines = arrange(own, PACK, today)
    told = {line.id for line in reminders(lines)}
    for line in lines:
        within = line.days is not None and -LAPSED_DAYS <= line.days <= REMIND_DAYS
        is_followed = line.status is Validity.RENEWED or line.followed_by is not None
        assert (line.id in told) == (within and not is_followed)
        assert line.status in TOLD or line.id not in told


@given(certificates(), DAYS, st.data())
def test_a_renewal_silences_the_old_one_and_no_other(own: Sequence[Certificate], today: date, data: st.DataObject):
    """Once a later one that ends no earlier is there, all earlier ones are silent; others stand as before."""
    name = data.draw(st.sampled_from([*IDS, "of-old"]))
    before = {line.id: line for line in arrange(own, PACK, today)}
    later = max((one.on for one in own if one.certification == name), default=date(2019, 1, 1)) + timedelta(days=1)
    renewal = earned(name, later, date.max, number=99)
    lasting = name == "lasting"
    after = {line.id: line for line in arrange((*own, renewal), PACK, today)}
    for certificate in own:
        line = after[certificate.id]
        if certificate.certification == name:
            assert line.status is Validity.RENEWED or (lasting and line.status is Validity.LASTING)
            assert line.id not in {told.id for told in reminders(after.values())}
        else:
            same = line._replace(followed_by=before[certificate.id].followed_by)
            assert same == before[certificate.id]
            assert line == same or (certificate.certification, name) == ("ended", "heir")


@given(certificates(), DAYS)
def test_what_is_renewed_names_the_later_one(own: Sequence[Certificate], today: date):
    """A certificate is renewed where one of the same is later and ends no earlier; it names the latest such."""
    lines = arrange(own, PACK, today)
    for line in lines:
        later = [
            other
            for other in lines
            if other.certification == line.certification
            and other.on > line.on
            and (other.until is None or (other.until >= line.until if line.until else line.certification != "lasting"))
        ]
        assert (line.status is Validity.RENEWED) == bool(later)
        assert line.renewed_on == max((other.on for other in later), default=None)
        assert line.renewed_by == (line.certification if later else None)


@given(certificates(), DAYS, st.data())
def test_what_is_earned_later_ends_no_holding(own: Sequence[Certificate], today: date, data: st.DataObject):
    """Whatever is logged, with whatever end, all that was held before is held still."""
    number = data.draw(st.integers(0, 2000))
    name, on = data.draw(st.sampled_from(IDS)), data.draw(DAYS)
    more = earned(name, on, data.draw(st.sampled_from([None, on + timedelta(days=number)])), number=99)
    before = arrange(own, PACK, today)
    if name in {"unknown", "of-old"} and more.expires is not None:
        return  # an end at last of what had none: from then on it is known when it is over
    assert held(before) <= held(arrange((*own, more), PACK, today))


def test_one_that_ends_earlier_renews_nothing():
    """A later one with an earlier end leaves the first as it is, and is silent itself; only the first is told of."""
    first = earned("two-years", date(2026, 10, 1), date(2028, 10, 1), number=1)
    later = earned("two-years", date(2026, 11, 1), date(2026, 11, 20), number=2)
    assert (one(first, later).status, one(first, later).renewed_by) == (Validity.VALID, None)
    assert (one(later, first).status, one(later, first).followed_by) == (Validity.LAPSED, "two-years")
    assert reminders(arrange((first, later), PACK, TODAY)) == ()
    assert held(arrange((first, later), PACK, TODAY)) == {"two-years"}
    same = earned("two-years", date(2026, 11, 1), date(2028, 10, 1), number=2)
    assert one(first, same).status is Validity.RENEWED


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (REMIND_DAYS + 1, Validity.VALID),
        (REMIND_DAYS, Validity.DUE),
        (0, Validity.DUE),
        (-1, Validity.LAPSED),
        (-LAPSED_DAYS, Validity.LAPSED),
        (-LAPSED_DAYS - 1, Validity.EXPIRED),
    ],
)
def test_the_edges_of_the_window(days: int, status: Validity):
    """The window opens and closes on its days; on its last day a certificate still holds."""
    line = one(earned("two-years", date(2024, 1, 1), TODAY + timedelta(days=days)))
    assert (line.status, line.days) == (status, days)
    assert (line.status in HOLDING) == (days >= 0)


def test_an_ended_exam_has_no_renewal():
    """After the last day of its exam no renewal is told, but what took its place; on that day there still is one."""
    over = one(earned("ended", date(2026, 1, 1)))
    assert (over.ended, over.renewal, over.renewal_is_free) == (date(2026, 6, 30), None, False)
    assert over.renewal_is_over
    assert over.replaced_by == ("heir",)
    last = one(earned("ended", date(2026, 1, 1)), today=date(2026, 6, 30))
    assert (last.ended, last.renewal, last.renewal_is_over) == (None, "an assessment", False)
    assert (last.renewal_ends, over.renewal_ends) == (date(2026, 6, 30), None)
    assert one(earned("going on", date(2026, 1, 1)), today=date(2026, 6, 30)).renewal_ends is None
    assert one(earned("heir", date(2026, 1, 1))).renewal_is_free


def test_an_exam_that_ended_may_leave_a_renewal():
    """Where nobody said that the renewal is over it is told after the last day of the exam too."""
    line = one(earned("going on", date(2026, 1, 1)))
    assert (line.ended, line.renewal, line.renewal_is_free) == (date(2026, 6, 30), "sit a higher one", True)
    assert not line.renewal_is_over


def test_an_heir_silences_what_it_replaced_and_does_not_end_it():
    """Whoever has passed what replaced an ended exam is not reminded of the old one, which holds until it lapses."""
    old, heir = earned("ended", date(2026, 1, 1)), earned("heir", date(2026, 7, 1), number=2)
    assert one(old).status is Validity.DUE
    line = one(old, heir)
    assert (line.status, line.renewed_by, line.followed_by) == (Validity.DUE, None, "heir")
    assert reminders([line]) == ()
    assert reminders([one(old)]) == (one(old),)
    assert held(arrange((old, heir), PACK, TODAY)) == {"ended", "heir"}
    assert one(heir, old).status is Validity.VALID


def test_an_heir_silences_nothing_that_can_still_be_taken():
    """Until the last day of its exam a certificate can be renewed, so its reminder comes whatever else is held."""
    old, heir = earned("ended", date(2025, 7, 15)), earned("heir", date(2026, 6, 1), number=2)
    assert reminders([one(old, heir, today=date(2026, 6, 30))])
    assert not reminders([one(old, heir, today=date(2026, 7, 1))])


def test_held_are_those_that_hold():
    """Held are certifications with a certificate that has not ended, as far as anybody here knows."""
    own = [
        earned("two-years", date(2020, 1, 1), number=1),
        earned("lasting", date(2020, 1, 1), number=2),
        earned("unknown", date(2020, 1, 1), number=3),
        earned("heir", date(2020, 1, 1), number=4),
        earned("heir", date(2026, 1, 1), number=5),
    ]
    assert held(arrange(own, PACK, TODAY)) == {"lasting", "unknown", "heir"}
    assert held(arrange((), None, TODAY)) == frozenset()


def test_what_ends_is_what_is_reminded_of():
    """Certifications that end are those whose reminder comes, each with the last day of its certificate."""
    lines = arrange(
        [earned("heir", TODAY.replace(year=2025), number=1), earned("two-years", TODAY, number=2)], PACK, TODAY
    )
    assert ending(lines) == (("heir", TODAY),)
    assert ending(()) == ()


def test_had_is_what_holds_or_was_never_logged():
    """A step done stands for its certification until a certificate is logged; from then on its end decides."""
    steps = frozenset({"two-years", "heir", "lasting"})
    own = [earned("two-years", date(2020, 1, 1), number=1), earned("heir", date(2026, 1, 1), number=2)]
    assert had(steps, arrange(own, PACK, TODAY)) == {"heir", "lasting"}
    assert had(frozenset(), arrange(own, PACK, TODAY)) == {"heir"}
    assert had(steps, ()) == steps


# What is refused, and what is only doubted.


@given(DAYS, st.none() | DAYS)
def test_days_that_cannot_be_are_refused(on: date, expires: date | None):
    """A day to come and an end before the beginning are refused with the flag, anything else is taken."""
    wrong = "--on" if on > TODAY else "--expires" if expires is not None and expires < on else None
    if wrong is None:
        refuse_days(on, expires, TODAY)
        return
    with pytest.raises(WrongUsageError, match=wrong) as refused:
        refuse_days(on, expires, TODAY)
    assert refused.value.way_out


def test_what_the_pack_doubts_is_said():
    """A certificate of what gives none, or of a day after the last, is doubted in words; others are not."""
    ended = next(known for known in PACK.certifications if known.id == "ended")
    assert doubts(ended, date(2026, 6, 30)) == ""
    assert "could be taken up to 2026-06-30" in doubts(ended, date(2026, 7, 1))
    assert doubts(ended._replace(ends_in="in English"), date(2026, 7, 1)) == ""
    assert "gives no certificate" in doubts(entry("free", proof=Proof.NONE), TODAY)


def test_a_day_before_there_was_an_exam_is_doubted():
    """A day before the exam opened, or long before any of its kind, is doubted; the first day is not."""
    opened = entry("new", 36)._replace(opens=date(2026, 9, 29))
    assert doubts(opened, date(2026, 9, 29)) == ""
    assert "could be taken from 2026-09-29 on" in doubts(opened, date(2026, 9, 28))
    assert doubts(entry("any", 12), date(2010, 1, 1)) == ""
    assert "before 2010" in doubts(entry("any", 12), date(2009, 12, 31))


def test_an_end_far_beyond_the_pack_is_doubted():
    """An end by the person's own word more than another term after the computed one is doubted, an earlier one not."""
    year, day = entry("year", 12), date(2025, 2, 28)
    assert doubts(year, day, date(2027, 2, 28)) == doubts(year, day, day) == doubts(year, day) == ""
    assert "holds until 2026-02-28 by what the pack knows, long before 2027-03-01" in doubts(
        year, day, date(2027, 3, 1)
    )
    assert doubts(entry("unknown"), day, date.max) == doubts(entry("lasting", expires=False), day, date.max) == ""


def test_found_by_number_or_by_name():
    """A number names one certificate, a certification its latest; what is not there is told with the way out."""
    own = [earned("heir", date(2025, 1, 1), number=4), earned("heir", date(2026, 1, 1), number=2)]
    assert numbered(own, 4) is own[0]
    assert latest_of(own, "heir") is own[1]
    for find in (lambda: numbered(own, 1), lambda: latest_of(own, "ended")):
        with pytest.raises(NotFoundError) as refused:
            find()
        assert refused.value.way_out.startswith("mlcareer certs mine")
    refusal = already_logged(own[0])
    assert (refusal.exit_code, "number 4" in refusal.message, "remove 4" in refusal.way_out) == (2, True, True)
