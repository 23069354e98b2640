"""The tree of commands, and the boundary at which every error becomes one message and one exit code."""

import os
import sys
from collections.abc import Mapping
from typing import Annotated, ClassVar, NoReturn

import typer

from mlcareer import __version__
from mlcareer.cli.options import JsonOption, PlainOption
from mlcareer.cli.tree import HELP_NAMES, Entry, LazyGroup
from mlcareer.core.text import encodable, inert
from mlcareer.errors import InterruptedByUserError, MlcareerError

STOPPED = "mlcareer: stopped\n"


class Commands(LazyGroup):
    """Every command of mlcareer, in the order a person meets them."""

    entries: ClassVar[Mapping[str, Entry]] = {
        "quiz": Entry("mlcareer.cli.quiz", "Rate fourteen areas, answer checks, see where you stand."),
        "plan": Entry("mlcareer.cli.plan", "Your way to a rung: ordered, in your hours, on your calendar."),
        "next": Entry("mlcareer.cli.next", "The best steps for you now, each with why."),
        "progress": Entry("mlcareer.cli.progress", "Where you were, are and will be."),
        "start": Entry("mlcareer.cli.start", "Say that you have begun a step."),
        "done": Entry("mlcareer.cli.done", "Mark a step as done, with the hours it took."),
        "skip": Entry("mlcareer.cli.skip", "Leave a step out of the plan."),
        "note": Entry("mlcareer.cli.note", "Note a line, or hours spent, on a step."),
        "undo": Entry("mlcareer.cli.undo", "Take back the last thing you said of a step."),
        "evidence": Entry("mlcareer.cli.evidence", "A link or a line of proof for an area: shown, never scored."),
        "win": Entry("mlcareer.cli.win", "Log an achievement: dated, tied to areas."),
        "wins": Entry("mlcareer.cli.wins", "Your wins as evidence for promotion."),
        "roadmap": Entry("mlcareer.cli.roadmap", "The ladder, one rung of it, or the way between two."),
        "salary": Entry("mlcareer.cli.salary", "Pay at each rung: the guide's claim beside the market."),
        "skills": Entry("mlcareer.cli.skills", "Areas and skills: hours, what they need, where to learn."),
        "certs": Entry("mlcareer.cli.certs", "Certifications as they stand today, and whether you need one."),
        "sources": Entry("mlcareer.cli.sources", "Where every figure comes from."),
        "profile": Entry("mlcareer.cli.profile", "Your own record: show it, carry it, bring it back, start anew."),
        "check": Entry("mlcareer.cli.check", "Check that pack and profile are sound."),
    }


app = typer.Typer(
    cls=Commands,
    context_settings=dict(HELP_NAMES),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mlcareer {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version.")
]


@app.callback(invoke_without_command=True)
def home(
    ctx: typer.Context,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    _version: VersionOption = False,
) -> None:
    """Find your place on the machine-learning-engineer ladder, and the way up.

    Everything works offline and stays on this machine. Begin with: mlcareer quiz
    """
    if ctx.invoked_subcommand is not None:
        if as_json or plain:
            raise typer.BadParameter(f"write it after the command: mlcareer {ctx.invoked_subcommand} --json")
        return
    from mlcareer.cli.home import start_page

    chosen = start_page(ctx, as_json=as_json, plain=plain)
    if chosen is not None:
        app([chosen, *(["--plain"] if plain and chosen == "quiz" else [])], prog_name="mlcareer")


def run() -> NoReturn:
    """Run the program and leave with its exit code."""
    try:
        app(prog_name="mlcareer")
    except MlcareerError as fault:
        _leave(fault.exit_code, _message(fault))
    except SystemExit as end:  # how Typer ends a command, with its exit code; it takes Ctrl-C too and says nothing
        code = end.code if isinstance(end.code, int) else 0
        _leave(code, STOPPED if code == InterruptedByUserError.exit_code else "")
    except KeyboardInterrupt:
        _leave(InterruptedByUserError.exit_code, STOPPED)
    except OSError as fault:  # a full disk behind a redirection, for one
        _leave(1, f"mlcareer: the result could not be written: {fault.strerror or fault}\n")
    except Exception as fault:
        if os.environ.get("MLCAREER_DEBUG"):
            raise
        text = f"mlcareer: a fault of the program itself: {type(fault).__name__}: {fault}\n"
        _leave(1, f"{text}  MLCAREER_DEBUG=1 shows where; please report it.\n")
    _leave(0, "")


def _message(fault: MlcareerError) -> str:
    lines = [f"mlcareer: {inert(fault.message)}".replace("\n", "\n  ")]
    if isinstance(fault, InterruptedByUserError):
        lines = [f"mlcareer: {fault.message}{f'; {fault.way_out}' if fault.way_out else ''}"]
    elif fault.way_out:
        lines.append(f"  {inert(fault.way_out)}")
    return "\n".join(lines) + "\n"


def _leave(code: int, message: str) -> NoReturn:
    """Write the message to standard error and end the process; what cannot be written any more is let go.

    Everything the program keeps is on the disk by now, so the process ends without tearing the interpreter down, which
    would cost as much as reading the pack (docs/decisions/0003).
    """
    try:
        if message:
            sys.stderr.write(encodable(message, sys.stderr.encoding))
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # the reader of a pipe is gone, or there is no stream at all
        pass
    os._exit(code)
