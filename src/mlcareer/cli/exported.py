"""The plan taken out of the program, into a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.cli.context import library, now, profile, today
from mlcareer.cli.placed import basis_of
from mlcareer.core.export import Exported, Finished, Format, Takeaway, finished, format_named, takeaway
from mlcareer.core.plan import Plan
from mlcareer.core.retake import retake_after
from mlcareer.core.step import Steps
from mlcareer.errors import WrongUsageError
from mlcareer.render.file import refuse_existing, write_whole

if TYPE_CHECKING:
    from mlcareer.core.diary import Diary
    from mlcareer.core.sent import Sent
    from mlcareer.profile.store import Profile

EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""The numbers of calendar exports are the seconds since then: they grow, and stay small enough for every calendar."""


class Target:
    """The file to write, and its format; made before anything is read, so that a wrong name costs nothing."""

    def __init__(self, name: str, *, force: bool, dry_run: bool) -> None:
        form = format_named(name)
        if form is None:
            raise WrongUsageError(
                f"--export {name}: expected a file that ends in .md, .ics, .json or .html",
                way_out="Markdown, iCalendar, JSON, or a page for any browser",
            )
        if form is Format.CALENDAR and dry_run:
            raise WrongUsageError(
                "--dry-run and a calendar do not go together",
                way_out="a calendar knows its events by a name that the profile keeps; the other files keep nothing",
            )
        self.path = Path(name)
        self.format = form
        refuse_existing(self.path, force=force)


def write_plan(target: Target, plan: Plan) -> Exported:
    """Write the plan to the target; return what was written."""
    pack, person = library(), profile()
    record = person.record(in_short=True)
    steps = pack.steps()
    done = tuple(finished(basis_of(pack, record).said, steps))
    retake = retake_after(record.latest.on) if record.latest else None
    taken = takeaway(plan, today(), done, retake, pack.sources())
    made = Exported(str(target.path), target.format, len(plan.steps))
    if target.format is Format.CALENDAR:
        names = {entry.id: entry.name for entry in pack.certifications().certifications}
        taken = taken._replace(certifications=names)
        content, events = _calendar(taken, done, steps, person)
        off = sum(event.standing == "off" for event in events.events)
        made = made._replace(events=len(events.events) - off, later=events.later)
    else:
        content = _document(target.format, taken)
    write_whole(target.path, content)
    return made


def _document(form: Format, taken: Takeaway) -> bytes:
    if form is Format.JSON:
        from mlcareer.render.output import document

        return document("plan", taken.plan).encode()
    if form is Format.PAGE:
        from mlcareer.render.plan_page import page

        return page(taken).encode()
    from mlcareer.render.plan_markdown import written

    return written(taken).encode()


def _calendar(taken: Takeaway, done: tuple[Finished, ...], steps: Steps, person: "Profile") -> tuple[bytes, "Diary"]:
    """Return the calendar file, and what it holds; the profile keeps which events were given away."""
    from mlcareer.core.diary import diary
    from mlcareer.render.plan_calendar import written

    moment = datetime.fromisoformat(now()).astimezone(UTC)  # as RFC 5545 wants stamps

    def make(before: "Sent", name: str) -> tuple[tuple[bytes, "Diary"], "Sent"]:
        events = diary(taken, done, before, steps, int((moment - EPOCH).total_seconds()))
        return (written(events, taken, name, moment), events), events.sent(before)

    return person.give_calendar(make)
