"""Bare mlcareer: the start page in a terminal, help in a pipe."""

import sys

import typer

from mlcareer.cli.context import has_profile, library, profile, record_if_readable, today
from mlcareer.cli.remembered import remembered
from mlcareer.core.assessment import Choice, items
from mlcareer.core.record import Record, here
from mlcareer.core.retake import retake_after
from mlcareer.core.standing import Home
from mlcareer.render.output import show

LEAVE = "leave"


def start_page(ctx: typer.Context, *, as_json: bool, plain: bool) -> str | None:
    """Show where the person stands and return the command picked from the menu; outside a terminal show help."""
    from mlcareer.prompts.ask import has_terminal, prompter

    if as_json:
        show("home", remembered("home", Home, "", _home), as_json=True)
        return None
    if not (has_terminal() and sys.stdout.isatty()):
        typer.echo(ctx.get_help())
        return None
    home = remembered("home", Home, "", _home)
    show("home", home, as_json=False)
    chosen = prompter(plain=plain, instead="").pick("What now?", _menu(home))
    return None if chosen == LEAVE else chosen


def _menu(home: Home) -> tuple[Choice, ...]:
    """Return what can be done, the likeliest first."""
    going = f"Go on with the quiz ({home.answered} of {home.questions})" if home.answered else ""
    quiz = Choice("quiz", going or ("Take the quiz again" if home.you else "Take the quiz"))
    ways: tuple[Choice, ...] = (Choice("plan", "A plan from nothing, to see what one is"),)
    if home.you:
        ways = (
            Choice("next", "What to do next"),
            Choice("plan", "The plan"),
            Choice("progress", "Look back and ahead"),
        )
    return (
        *((*ways, quiz) if home.you and not home.answered else (quiz, *ways)),
        Choice("roadmap", "See the ladder"),
        Choice("salary", "See the pay"),
        Choice("certs", "See the certificates"),
        Choice("skills", "Look through the skills"),
        Choice(LEAVE, "Leave"),
    )


def _home() -> tuple[Home, bool]:
    """Return what the start page shows, and whether it may be kept: not where the profile could not be read."""
    from mlcareer.cli.held import reminders_of
    from mlcareer.cli.placed import last_placement, steps_from
    from mlcareer.cli.updated import tell_update

    pack, record = library(), record_if_readable()
    was_told = bool(record.events) and tell_update(pack, profile(), record)
    placement = last_placement(pack, record)
    suggestions = steps_from(pack, record, placement, 1).suggestions if placement else ()
    questions = items(pack.assessment())
    given = dict(record.under_way.pairs()) if record.under_way else {}
    home = Home(
        you=here(record),
        next=suggestions[0] if suggestions else None,
        answered=sum(item.key in given for item in questions),
        questions=len(questions),
        done=len(record.done),
        checks=len(record.under_way.checks) if record.under_way else 0,
        retake_after=retake_after(record.latest.on).isoformat() if record.latest else None,
        reminders=reminders_of(pack, record.certificates, today()),
    )
    return home, not was_told and (record != Record() or not has_profile())
