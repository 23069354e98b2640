"""Bare mlcareer: the start page in a terminal, help in a pipe."""

import sys

import typer

from mlcareer.cli.context import library, record_if_readable
from mlcareer.cli.standing import last_placement, steps_from
from mlcareer.core.assessment import Choice, items
from mlcareer.core.record import here
from mlcareer.core.standing import Home
from mlcareer.render.output import show

MENU = (
    Choice("quiz", "Take the quiz"),
    Choice("next", "What to do next"),
    Choice("roadmap", "See the ladder"),
    Choice("salary", "See the pay"),
    Choice("skills", "Look through the skills"),
    Choice("quit", "Leave"),
)


def start_page(ctx: typer.Context, *, as_json: bool, plain: bool) -> None:
    """Show where the person stands and offer the menu; outside a terminal show help."""
    from mlcareer.prompts.ask import has_terminal, prompter

    if as_json:
        show("home", _home(), as_json=True)
        return
    if not (has_terminal() and sys.stdout.isatty()):
        typer.echo(ctx.get_help())
        return
    show("home", _home(), as_json=False)
    chosen = prompter(plain=plain, instead="").pick("What now?", MENU)
    if chosen not in (None, "quit"):
        _run(str(chosen), plain=plain)


def _home() -> Home:
    pack, record = library(), record_if_readable()
    placement = last_placement(pack, record)
    suggestions = steps_from(pack, record, placement, 1).suggestions if placement else ()
    return Home(
        you=here(record),
        next=suggestions[0] if suggestions else None,
        answered=len(record.under_way.pairs()) if record.under_way else 0,
        questions=len(items(pack.assessment())),
        done=len(record.done),
    )


def _run(command: str, *, plain: bool) -> None:
    """Run a command of the menu as if it had been typed."""
    from mlcareer.cli.app import app

    app([command, *(["--plain"] if plain and command == "quiz" else [])], prog_name="mlcareer", standalone_mode=True)
