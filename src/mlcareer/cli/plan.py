"""mlcareer plan."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from mlcareer.cli.context import library, profile, today
from mlcareer.cli.options import JsonOption, day_named, level_names
from mlcareer.cli.remembered import remembered
from mlcareer.cli.tree import command_app
from mlcareer.core.level import level_named
from mlcareer.core.outlook import Outlook
from mlcareer.core.plan import Plan
from mlcareer.core.schedule import HORIZON_YEARS
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Cloud
from mlcareer.core.wish import LEAST_HOURS, MOST_HOURS, Wish
from mlcareer.errors import ProfileError, WrongUsageError, unlike_any
from mlcareer.render.output import remark, show

if TYPE_CHECKING:
    from mlcareer.cli.exported import Target
    from mlcareer.profile.store import Profile

app = command_app()
NONE = "none"
"""What takes a wish back."""


@app.command()
def plan(
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="LEVEL", help="The rung to reach; by default the next.", autocompletion=level_names
        ),
    ] = None,
    hours: Annotated[
        float | None, typer.Option("--hours", min=LEAST_HOURS, max=MOST_HOURS, help="Hours you have in a week.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="DATE", help="The day to be there: does it fit, and what to drop?")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DATE", help="The day to begin; by default today.")
    ] = None,
    focus: Annotated[str | None, typer.Option("--focus", metavar="AREA", help="The area that comes first.")] = None,
    cloud: Annotated[
        str | None, typer.Option("--cloud", metavar="[aws|gcp|azure|none]", help="Plan a certification of this cloud.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every step, not only the first ones.")] = False,
    weeks: Annotated[bool, typer.Option("--weeks", help="Week by week instead of step by step.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look: keep nothing of this.")] = False,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="FILE", help="Write the whole plan to a .md, .ics, .json or .html file."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file of --export.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Your way to a rung: ordered, in your hours, on your calendar.

    What you ask for is kept, so that mlcareer plan alone shows the plan again; a wish other than --hours is taken back
    with "none", as in --by none. Likely dates are as likely to be missed as to be met; late ones hold in four cases of
    five. Where the plan moved since it was last told, it says by how much and why.

    --export takes it with you: a checklist, days for your calendar, data, or a page for any browser and for paper. A
    calendar that is given a newer export moves the days it has.

    Example: mlcareer plan --to mid --hours 8 --by 2027-09-01
    """
    target = _target(export, force=force, dry_run=dry_run)
    said = {"to": to, "by": by, "start": start, "focus": focus, "cloud": cloud}
    asked = {name: value for name, value in said.items() if value is not None}
    is_told = bool(asked) or hours is not None or not (as_json or target)
    keeps = Keeps(wish=not dry_run, outlook=not dry_run and is_told, first=not dry_run and target is not None)
    view = remembered("plan", Plan, (asked, hours, keeps), lambda: _plan(asked, hours, keeps))
    if target:
        from mlcareer.cli.exported import write_plan

        show("plan.export", write_plan(target, view), as_json=as_json)
        return
    show("plan", view, as_json=as_json, look="weeks" if weeks else "all" if every else "")


class Keeps(NamedTuple):
    """What this look at the plan keeps in the profile: new wishes, what the plan says where that moved.

    `first` keeps only what the plan says the first time: an export tells nothing of what moved since.
    """

    wish: bool
    outlook: bool
    first: bool


def _plan(asked: Mapping[str, str], hours: float | None, keeps: Keeps) -> tuple[Plan, bool]:
    """Return the plan, and whether the next look will be the same: nothing was to be kept in the profile."""
    from mlcareer.cli.placed import plan_of
    from mlcareer.cli.updated import tell_update

    pack, person = library(), profile()
    record = person.record(in_short=True)
    was_told = tell_update(pack, person, record)
    wish = _wished(record.wish, asked, pack.skills())
    wish = wish if hours is None else wish._replace(hours=hours)
    view, outlook = plan_of(pack, record._replace(wish=wish), person.outlooks(), today())
    new_wish = wish if keeps.wish and wish != record.wish else None
    new_outlook = outlook if keeps.outlook or (keeps.first and view.first is None) else None
    _keep(person, new_wish, new_outlook)
    return view, new_wish is None and new_outlook is None and not was_told


def _target(name: str | None, *, force: bool, dry_run: bool) -> "Target | None":
    """Return where to write the plan, None where it is only shown; raises WrongUsageError where that cannot be."""
    if name is None:
        if force:
            raise WrongUsageError("--force belongs to --export FILE")
        return None
    from mlcareer.cli.exported import Target

    return Target(name, force=force, dry_run=dry_run)


def _wished(wish: Wish, said: Mapping[str, str], skills: SkillMap) -> Wish:
    """Return the wishes with what was said now; raises WrongUsageError where a word cannot be meant."""
    meant = {name: None if value.lower() == NONE else _meant(name, value, skills) for name, value in said.items()}
    wish = Wish(**{**wish._asdict(), **meant})
    for name in ("start", "by"):
        day: date | None = getattr(wish, name)
        if name in said and day and not today() <= day <= _horizon():
            raise WrongUsageError(
                f"--{name} {day}: expected a day from {today()} to {_horizon()}",
                way_out="without --start the plan begins today" if name == "start" else "name another day",
            )
    if wish.by and wish.by < max(wish.start or today(), today()) and "by" in said:
        raise WrongUsageError(f"--by {wish.by}: that day is before the plan begins", way_out="name a later day")
    return wish


def _horizon() -> date:
    return today() + timedelta(days=round(HORIZON_YEARS * 365.25))


def _meant(name: str, value: str, skills: SkillMap) -> Any:
    if name == "to":
        return level_named(value)
    if name == "focus":
        return skills.area(value).id
    if name == "cloud":
        if value.lower() not in list(Cloud):
            raise WrongUsageError(unlike_any("cloud", value, [*Cloud, NONE]))
        return Cloud(value.lower())
    return day_named(f"--{name}", value)


def _keep(person: "Profile", wish: Wish | None, outlook: Outlook | None) -> None:
    """Keep wishes and what the plan says; where that cannot be written, the plan is shown all the same."""
    if wish is None and outlook is None:
        return
    try:
        person.save_plan(wish, outlook)
    except ProfileError as fault:
        remark(f"this is not kept: {fault.message}; {fault.way_out}")
