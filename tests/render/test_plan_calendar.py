"""The plan as iCalendar, read by a second library and by a calendar that imports one export after another."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from tests.render.taken import TODAY, done, foreign, read_once, taken_from

from mlcareer.core.certificate import Certificate, arrange
from mlcareer.core.diary import AHEAD_DAYS, Diary, diary
from mlcareer.core.export import Takeaway, finished
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.sent import Sent
from mlcareer.core.text import inert
from mlcareer.pack.library import Library
from mlcareer.render.plan_calendar import written

NAME = "0123456789abcdef"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


FOREIGN = (
    st.text(max_size=40)
    | st.sampled_from(["a\r\nEND:VEVENT\r\nBEGIN:VEVENT", 'x;y,z\\n:"', "\u202egnp.exe", "C:\\New\\n;"])
).filter(lambda text: bool(inert(text)))


class Exporter:
    """A person who exports again and again, and whose profile remembers what calendars were given."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.steps = read_once(library)[1]
        self.sent = Sent()

    def export(self, seconds: int = 100, said: Mapping[str, StepState] | None = None, **wish: Any) -> Calendar:
        """Return the next export, as the second library reads it."""
        return read(self.content(taken_from(self.library, said=said, **wish), seconds, said))

    def content(self, taken: Takeaway, seconds: int = 100, said: Mapping[str, StepState] | None = None) -> bytes:
        """Return the next export of what is taken along."""
        found = self.diary(taken, seconds, said)
        self.sent = found.sent(self.sent)
        return written(found, taken, NAME, NOON + timedelta(seconds=seconds))

    def diary(self, taken: Takeaway, seconds: int = 100, said: Mapping[str, StepState] | None = None) -> Diary:
        """Return the events of the next export."""
        return diary(taken, tuple(finished(said or {}, self.steps)), self.sent, self.steps, seconds)


class Client:
    """A calendar that keeps to RFC 5546: of one UID the highest sequence counts, and what is cancelled goes."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def receive(self, calendar: Calendar) -> None:
        """Import a file."""
        for event in calendar.events:
            known = self.events.get(event.uid)
            if known is None or event.sequence >= known.sequence:
                self.events[event.uid] = event

    def shown(self) -> dict[str, Any]:
        """Return the events that a person sees, by the part of their UID that names them."""
        return {
            uid.removesuffix(f".{NAME}@mlcareer"): event
            for uid, event in self.events.items()
            if event.status != "CANCELLED"
        }


def read(content: bytes) -> Calendar:
    """Return a file as the second library reads it, which is strict."""
    return IcsCalendarStream.calendar_from_ics(content.decode("utf-8"))


@pytest.fixture
def exporter(library: Library) -> Exporter:
    """Return somebody who has never exported."""
    return Exporter(library)


def test_few_events(exporter: Exporter, library: Library):
    """There is one event for each step that begins within a year, one for the end, one for the quiz; no alarm rings."""
    taken = taken_from(library)
    near = [step for step in taken.plan.steps if step.begins and step.begins <= TODAY + timedelta(days=AHEAD_DAYS)]
    found = exporter.diary(taken)
    text = exporter.content(taken)
    assert 0 < len(near) < len(taken.plan.steps)
    assert len(found.events) == len(near) + 2
    assert found.later == len(taken.plan.steps) - len(near)
    assert text.count(b"BEGIN:VEVENT") == len(found.events)
    assert b"VALARM" not in text


def test_whole_days_that_block_nothing(exporter: Exporter, library: Library):
    """A step is an event of whole days from its first to its likely last, its end exclusive, and blocks no time."""
    taken = taken_from(library)
    events = {event.summary: event for event in read(exporter.content(taken)).events}
    for step in taken.plan.steps[:5]:
        event = events[step.what.title]
        assert (event.dtstart, event.dtend) == (step.begins, step.likely + timedelta(days=1))
        assert event.transparency == "TRANSPARENT"
        assert event.categories == [step.what.kind.value]
        assert str(event.url) == step.what.learn[0].url
        assert str(step.late) in event.description
        assert {part for part in (step.what.why, step.what.done_when) if part not in event.description} == set()
        assert {link.url for link in step.what.learn if link.url not in event.description} == set()


def test_end_and_quiz(exporter: Exporter, library: Library):
    """The plan's likely end is a day with the late one in its text; the day of the quiz is another."""
    taken = taken_from(library)
    events = {event.uid.partition(".")[0]: event for event in read(exporter.content(taken)).events}
    assert events["end"].dtstart == taken.plan.likely
    assert str(taken.plan.late) in events["end"].description
    assert events["quiz"].dtstart == taken.retake


def test_lines_as_the_standard_wants(exporter: Exporter, library: Library):
    """Lines end in CR LF and have at most 75 bytes; the properties a calendar must have are there."""
    content = exporter.content(foreign(taken_from(library), "ü" * 200))
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert {b"VERSION:2.0", b"CALSCALE:GREGORIAN", b"X-WR-CALNAME:mlcareer: Mid-Level"} <= set(lines)
    assert content.count(b"PRODID:") == 1


@settings(deadline=None, max_examples=30)
@given(text=FOREIGN)
def test_foreign_text_stays_text(library: Library, text: str):
    """Foreign text adds no property and no event, and is read back as it is, but for what steers."""
    exporter = Exporter(library)
    taken = foreign(taken_from(library), text)
    found = read(exporter.content(taken))
    assert len(found.events) == 2 + 2
    assert found.events[0].summary == inert(text)


def test_again_changes_nothing(exporter: Exporter):
    """The same plan exported again is imported without a new event, and is the newer one."""
    client = Client()
    client.receive(exporter.export())
    before = client.shown()
    client.receive(exporter.export(200))
    assert client.shown().keys() == before.keys()
    assert all(event.sequence > before[name].sequence for name, event in client.shown().items())


def test_moved_steps_move(exporter: Exporter):
    """With fewer hours a week every event that was imported moves, beyond a year too; none doubles."""
    client = Client()
    client.receive(exporter.export(hours=8))
    before = client.shown()
    client.receive(exporter.export(200, hours=2))
    after = client.shown()
    assert after.keys() == before.keys()
    assert max(event.dtstart for event in after.values()) > TODAY + timedelta(days=AHEAD_DAYS)
    assert sum(after[name].dtend > before[name].dtend for name in before) == len(before) - 1  # all but the quiz


def test_done_shows_on_its_day(exporter: Exporter):
    """A step done since is the same event, on the day it was done."""
    client = Client()
    client.receive(exporter.export())
    day = date(2026, 12, 3)
    client.receive(exporter.export(200, said=done("learn_llm_ops", on=day), today=date(2026, 12, 5)))
    event = client.shown()["step.learn_llm_ops"]
    assert event.summary.startswith("Done: ")
    assert (event.dtstart, event.dtend) == (day, day + timedelta(days=1))
    assert len(client.events) == len(client.shown())


def test_begun_keeps_its_first_day(exporter: Exporter):
    """A step that was begun goes on from the day that the calendar knows, and is not shortened by every export."""
    client = Client()
    client.receive(exporter.export())
    step = next(step.what.step for step in taken_from(exporter.library).plan.steps if step.begins == TODAY)
    client.receive(exporter.export(200, said=done(step, what=Mark.STARTED), today=date(2026, 11, 25)))
    event = client.shown()[f"step.{step}"]
    assert event.dtstart == TODAY
    assert event.dtend > date(2026, 11, 25)


def test_done_before_the_plan_is_no_event(exporter: Exporter):
    """What was done before the plan was first told is history, not an event."""
    found = exporter.export(said=done("learn_llm_ops", on=date(2026, 11, 1)))
    assert "step.learn_llm_ops" not in {event.uid.rpartition(f".{NAME}")[0] for event in found.events}


@pytest.mark.parametrize("mark", [Mark.SKIPPED, Mark.KNOWN])
def test_left_out_is_called_off(mark: Mark, exporter: Exporter):
    """A step that was imported and then left out is cancelled, in every export from then on, until it comes back."""
    client, late = Client(), Client()
    client.receive(exporter.export())
    late.receive(exporter.export(150))
    said = done("learn_llm_ops", what=mark)
    client.receive(exporter.export(200, said=said))
    assert "step.learn_llm_ops" not in client.shown()
    late.receive(exporter.export(300, said=said))  # this one missed the export before
    assert "step.learn_llm_ops" not in late.shown()
    late.receive(exporter.export(400))
    assert "step.learn_llm_ops" in late.shown()


def test_a_renamed_step_keeps_its_event(exporter: Exporter):
    """A step that an update renames goes on under the name that calendars know; none is called off or doubled."""
    client = Client()
    client.receive(exporter.export())
    before = client.shown()
    exporter.steps = exporter.steps._replace(
        steps=tuple(
            step._replace(id="learn_spending", formerly=("learn_llm_ops",)) if step.id == "learn_llm_ops" else step
            for step in exporter.steps.steps
        )
    )
    taken = taken_from(exporter.library)
    renamed = tuple(
        step._replace(what=step.what._replace(step="learn_spending")) if step.what.step == "learn_llm_ops" else step
        for step in taken.plan.steps
    )
    client.receive(read(exporter.content(taken._replace(plan=taken.plan._replace(steps=renamed)), 200)))
    assert client.shown().keys() == before.keys()
    assert client.shown()["step.learn_llm_ops"].summary == before["step.learn_llm_ops"].summary


def test_another_rung_calls_off_the_old_way(exporter: Exporter):
    """Where the target changes, what the new way needs not is cancelled and nothing stands twice."""
    client = Client()
    client.receive(exporter.export(to=Level.LEAD, hours=40))
    client.receive(exporter.export(200, to=Level.JUNIOR, hours=40))
    titles = [event.summary for event in client.shown().values()]
    assert len(titles) == len(set(titles))
    assert len(client.events) > len(client.shown())
    plan = taken_from(exporter.library, to=Level.JUNIOR, hours=40).plan
    assert {name for name in client.shown() if name.startswith("step.")} == {f"step.{s.what.step}" for s in plan.steps}


def test_sequence_grows_when_the_clock_is_put_back(exporter: Exporter):
    """An export made when the clock was ahead does not stop later ones from being the newer."""
    ahead = exporter.export(10_000_000).events[0].sequence
    assert exporter.export(100).events[0].sequence > ahead


@settings(deadline=None, max_examples=10)
@given(
    st.lists(st.tuples(st.sampled_from(["mid", "senior"]), st.sampled_from([2, 8, 40]), st.integers(0, 3)), max_size=4)
)
def test_a_calendar_holds_what_the_last_export_told(library: Library, exports: list[tuple[str, int, int]]):
    """Whatever was exported before, after the last import a calendar shows its events and no other."""
    exporter, client = Exporter(library), Client()
    names = [step.id for step in exporter.steps.steps[:60:20]]
    for number, (to, hours, count) in enumerate([*exports, ("mid", 8, 1)]):
        said = {**done(*names[:count]), **done(*names[count:], what=Mark.SKIPPED)}
        last = exporter.export(number, said=said, to=Level(to), hours=hours)
        client.receive(last)
    told = {event.uid.removesuffix(f".{NAME}@mlcareer") for event in last.events if event.status != "CANCELLED"}
    assert client.shown().keys() == told
    assert len(last.events) == len({event.uid for event in last.events})


# Certificates.


def with_certificates(taken: Takeaway, library: Library, *earned: Certificate, today: date = TODAY) -> Takeaway:
    """Return the same of a person who has earned these."""
    pack = library.certifications()
    names = {entry.id: entry.name for entry in pack.certifications}
    plan = taken.plan._replace(certificates=arrange(earned, pack, today))
    return taken._replace(plan=plan, certifications=names)


def certificate(on: date, number: int = 1, name: str = "gcp-pmle") -> Certificate:
    """Return a certificate; this one holds for two years."""
    return Certificate(number, name, on, None, f"{on}T12:00:00+00:00")


def test_the_end_of_a_certificate_is_a_day(exporter: Exporter, library: Library):
    """A certificate ends on one whole day, which says when the reminders begin and how it is renewed."""
    taken = with_certificates(taken_from(library), library, certificate(date(2025, 5, 31)))
    events = {event.uid.removesuffix(f".{NAME}@mlcareer"): event for event in read(exporter.content(taken)).events}
    event = events["cert.gcp-pmle"]
    assert (event.dtstart, event.dtend) == (date(2027, 5, 31), date(2027, 6, 1))
    assert event.summary == "Professional Machine Learning Engineer: last day of the certificate"
    assert "From 2027-03-02 on" in event.description
    assert "To renew: " in event.description
    assert event.transparency == "TRANSPARENT"


@pytest.mark.parametrize("name", ["azure-ai-102", "tf-dev-cert", "aws-mls-c01"])
@pytest.mark.parametrize("days", [0, 1])
def test_where_there_is_no_renewal_none_is_to_be_logged(exporter: Exporter, library: Library, name: str, days: int):
    """What cannot be renewed is not told how to log a renewal, on the last day of its exam or after; others are."""
    today = (library.certifications().certification(name).ends or TODAY) + timedelta(days)
    earned = certificate(today - timedelta(days), 1, name), certificate(today, 2)
    taken = with_certificates(taken_from(library, today=today), library, *earned, today=today)
    told = {event.uid.split(".")[1]: event.description for event in read(exporter.content(taken)).events}
    assert "When it is renewed" not in told[name]
    assert "Renewal: none after" in told[name] or "There is no renewal" in told[name]
    assert "When it is renewed: mlcareer certs mine add gcp-pmle" in told["gcp-pmle"]


def test_the_calendar_rings_when_the_reminders_begin(exporter: Exporter, library: Library):
    """The event of a certificate, and no other, carries an alarm: 90 days ahead, as mlcareer itself reminds."""
    taken = with_certificates(taken_from(library), library, certificate(date(2025, 5, 31)))
    events = read(exporter.content(taken)).events
    ringing = {event.summary: [alarm.trigger for alarm in event.alarm] for event in events if event.alarm}
    assert ringing == {"Professional Machine Learning Engineer: last day of the certificate": [-timedelta(days=90)]}


def test_a_certificate_is_told_where_the_plan_has_no_steps(exporter: Exporter, library: Library):
    """A plan without a step still gives the days of certificates to a calendar."""
    taken = with_certificates(taken_from(library), library, certificate(date(2025, 5, 31)))
    empty = taken._replace(plan=taken.plan._replace(steps=(), likely=None, late=None), retake=None)
    (event,) = read(exporter.content(empty)).events
    assert event.uid.startswith("cert.gcp-pmle.")


def test_a_renewal_moves_the_day(exporter: Exporter, library: Library):
    """A renewal moves the event that a calendar has; taking it back moves it back; nothing doubles."""
    client, first, second = Client(), certificate(date(2025, 5, 31)), certificate(date(2026, 11, 1), 2)
    days = []
    for number, earned in enumerate([(first,), (first, second), (first,)]):
        client.receive(read(exporter.content(with_certificates(taken_from(library), library, *earned), number)))
        days.append(client.shown()["cert.gcp-pmle"].dtstart)
        assert sum(name.startswith("cert.") for name in client.shown()) == 1
    assert days == [date(2027, 5, 31), date(2028, 11, 1), date(2027, 5, 31)]


def test_what_came_later_leaves_the_day(exporter: Exporter, library: Library):
    """What replaced an exam, or a later one that ends earlier, leaves the day of the one that holds in the calendar."""
    early = certificate(date(2026, 3, 1), 1, "aws-mls-c01"), certificate(date(2026, 10, 1), 2, "aws-aif-c01")
    twice = certificate(date(2026, 5, 31), 3), certificate(date(2026, 6, 1), 4)._replace(expires=date(2026, 6, 2))
    for today in (TODAY, date(2027, 11, 1)):
        taken = with_certificates(taken_from(library, today=today), library, *early, *twice, today=today)
        events = {event.name: event for event in exporter.diary(taken).events if event.certificate}
        assert events["cert.aws-mls-c01"].ends == date(2029, 3, 1)
        assert events["cert.gcp-pmle"].ends == date(2028, 5, 31)
        client = Client()
        client.receive(read(exporter.content(taken)))
        assert "No reminder comes, for you have aws-aif-c01." in client.shown()["cert.aws-mls-c01"].description
        assert [len(client.shown()[name].alarm) for name in ("cert.aws-mls-c01", "cert.gcp-pmle")] == [0, 1]


def test_a_certificate_taken_back_is_called_off(exporter: Exporter, library: Library):
    """Where a certificate was taken back its day is cancelled by name, in every export from then on."""
    client, taken = Client(), taken_from(library)
    client.receive(read(exporter.content(with_certificates(taken, library, certificate(date(2025, 5, 31))))))
    for number in (200, 300):
        last = read(exporter.content(with_certificates(taken, library), number))
        client.receive(last)
        assert not [name for name in client.shown() if name.startswith("cert.")]
        (off,) = [event for event in last.events if event.uid.startswith("cert.")]
        assert off.summary == "No longer ahead: Professional Machine Learning Engineer, end of the certificate"


def test_an_end_that_is_over_is_no_news(exporter: Exporter, library: Library):
    """A certificate that ended before any calendar knew of it is no event; one that a calendar knows stays."""
    old, taken = certificate(date(2024, 5, 31)), taken_from(library)
    assert not [event for event in exporter.diary(with_certificates(taken, library, old)).events if event.certificate]
    then = date(2026, 1, 1)
    early = with_certificates(taken_from(library, today=then), library, old, today=then)
    exporter.content(early)
    found = exporter.diary(with_certificates(taken, library, old), 200)
    assert [event.ends for event in found.events if event.certificate] == [date(2026, 5, 31)]


def test_what_does_not_expire_is_no_event(exporter: Exporter, library: Library):
    """A certificate without an end, or whose end nobody knows, has no day."""
    earned = (certificate(TODAY, 1, "azure-ai-901"), certificate(TODAY, 2, "of-old"))
    found = exporter.diary(with_certificates(taken_from(library), library, *earned))
    assert not [event for event in found.events if event.name.startswith("cert.")]


@settings(deadline=None, max_examples=20)
@given(text=FOREIGN)
def test_foreign_text_of_a_certificate_stays_text(library: Library, text: str):
    """A foreign name adds no property and no event, and is read back as it is, but for what steers."""
    exporter = Exporter(library)
    taken = with_certificates(taken_from(library), library, certificate(date(2025, 5, 31)))
    (line,) = taken.plan.certificates
    plan = taken.plan._replace(steps=(), likely=None, certificates=(line._replace(name=text, renewal=text),))
    (event,) = read(exporter.content(taken._replace(plan=plan, retake=None))).events
    assert event.summary == inert(f"{text}: last day of the certificate")
