"""The plan as an iCalendar file (RFC 5545): whole days that block no time, each under a name that stays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, vText
from icalendar import Event as Entry

from mlcareer import __version__
from mlcareer.core.certificate import REMIND_DAYS, By, CertificateLine
from mlcareer.core.diary import CERTIFICATE, ONE_DAY, Diary, Event, Standing
from mlcareer.core.export import Takeaway
from mlcareer.core.plan import Plan, PlanStep
from mlcareer.core.text import inert
from mlcareer.render.address import web_address
from mlcareer.render.certificate_words import renewal_in_words, silence_in_words
from mlcareer.render.plan_words import (
    ESTIMATE,
    LIKELY_LATE,
    end_in_words,
    link_in_words,
    or_far,
    sentence,
    titles_of,
    work_in_words,
)
from mlcareer.render.words import hours


class AsTyped(vText):
    """Text that is read back as it was typed: the library takes a backslash before an N for the end of a line."""

    def to_ical(self) -> bytes:
        """Return the text escaped; the sign that keeps the two apart is none that inert text holds."""
        apart = vText(self.replace("\\N", "\\\0N"))
        return bytes(apart.to_ical()).replace(b"\0", b"")


def written(diary: Diary, taken: Takeaway, name: str, moment: datetime) -> bytes:
    """Return the whole file; `name` is the profile's own among calendars, `moment` when this is made (UTC)."""
    plan = taken.plan
    calendar = Calendar()
    calendar.add("prodid", f"-//mlcareer//mlcareer {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"mlcareer: {plan.target.title}")
    calendar.add("x-wr-caldesc", f"{end_in_words(plan)} {ESTIMATE} {LIKELY_LATE}")
    for event in diary.events:
        calendar.add_component(_entry(event, diary, taken, name, moment))
    return bytes(calendar.to_ical())


def _entry(event: Event, diary: Diary, taken: Takeaway, name: str, moment: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.name}.{name}@mlcareer")
    entry.add("sequence", diary.sequence)
    entry.add("dtstamp", moment)
    entry.add("last-modified", moment)
    entry.add("dtstart", event.begins)
    entry.add("dtend", event.ends + ONE_DAY)
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CANCELLED" if event.standing is Standing.OFF else "CONFIRMED")
    entry.add("summary", AsTyped(inert(_summary(event, taken.plan))))
    entry.add("description", AsTyped(inert("\n".join(_description(event, taken)))))
    if event.step:
        entry.add("categories", [event.step.what.kind.value])
        address = next(filter(None, (web_address(link.url) for link in event.step.what.learn)), None)
        if address:
            entry.add("url", address)
    elif event.certificate and event.certificate.followed_by is None:
        entry.add_component(_reminder(str(entry["summary"])))
    return entry


def _reminder(summary: str) -> Alarm:
    """Return a reminder on the day from which mlcareer reminds too."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-REMIND_DAYS))
    alarm.add("description", AsTyped(inert(summary)))
    return alarm


def _summary(event: Event, plan: Plan) -> str:
    title = event.title or event.name
    if event.standing is Standing.OFF and event.name.startswith(CERTIFICATE):
        return f"No longer ahead: {title}, end of the certificate"
    return {
        Standing.AHEAD: title,
        Standing.DONE: f"Done: {title}",
        Standing.OFF: f"No longer planned: {title}",
        Standing.END: f"{plan.target.title}: likely end of the plan",
        Standing.QUIZ: "mlcareer quiz: worth taking again",
        Standing.CERTIFICATE: f"{title}: last day of the certificate",
    }[event.standing]


def _description(event: Event, taken: Takeaway) -> Iterator[str]:
    if event.step:
        yield from _of_step(event.step, taken.plan)
    elif event.certificate:
        yield from _of_certificate(event.certificate, event.ends)
    elif event.standing is Standing.OFF and event.name.startswith(CERTIFICATE):
        yield f"Taken back, renewed by another or without an end since the export of {taken.made}."
        yield "Yours: mlcareer certs mine"
    elif event.standing is Standing.DONE:
        yield f"Done on {event.begins}."
    elif event.standing is Standing.OFF:
        yield f"Not in the plan any more since the export of {taken.made}; mlcareer plan says why."
    elif event.standing is Standing.END:
        yield from (end_in_words(taken.plan), work_in_words(taken.plan), LIKELY_LATE, ESTIMATE)
    else:
        yield "From today on a new quiz says something new: mlcareer quiz"
    yield f"mlcareer, {taken.made}"


def _of_certificate(line: CertificateLine, until: date) -> Iterator[str]:
    whose = "your own word" if line.until_by is By.YOU else "the months that the pack knows"
    yield f"Passed on {line.on}; holds until {until}, by {whose}."
    yield silence_in_words(line) or f"From {until - timedelta(days=REMIND_DAYS)} on mlcareer next reminds you of it."
    yield renewal_in_words(line)
    if not line.renewal_is_over and line.renewal_ends is None:
        yield f"When it is renewed: mlcareer certs mine add {line.certification} --on DATE"


def _of_step(step: PlanStep, plan: Plan) -> Iterator[str]:
    what, titles = step.what, titles_of(plan)
    yield f"{hours(what.hours)} {what.kind.value}; likely done by {step.likely}, {or_far(step.late)} if late."
    yield sentence(what.because)
    yield f"Why: {what.why}"
    if step.after:
        yield f"Comes after: {'; '.join(titles.get(name, name) for name in step.after)}"
    yield from (f"- {part}" for part in what.do)
    yield f"Done when: {what.done_when}"
    for link in what.learn:
        yield f"{link.title}: {web_address(link.url) or ''} {link_in_words(link)}"
    yield f"When it is done: mlcareer done {what.step}"
