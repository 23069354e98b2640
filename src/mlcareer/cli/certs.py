"""mlcareer certs."""

from typing import Annotated

import typer

from mlcareer.cli import certs_mine
from mlcareer.cli.context import library, today
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import DefaultGroup, command_app
from mlcareer.core.offer import offer_on
from mlcareer.render.output import show

SHOW = "show"
"""The command that an unknown name is an argument of: `certs AI-103` is `certs show AI-103`."""


class CertsGroup(DefaultGroup):
    """A group in which a word that is no command is the name of a certification."""

    default = SHOW


def cert_names(incomplete: str) -> list[str]:
    """Return the certifications whose id begins so, for the shell's completion."""
    entries = library().certifications().certifications
    return [entry.id for entry in entries if entry.id.startswith(incomplete.lower())]


CertArgument = Annotated[
    str, typer.Argument(metavar="CERT", help="Its id or exam code, in any case.", autocompletion=cert_names)
]

app = command_app()


@app.callback(cls=CertsGroup, invoke_without_command=True, subcommand_metavar="[CERT | COMMAND [ARGS]...]")
def group(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Certifications: what is open today, what it costs, and whether you need one.

    Example: mlcareer certs --level mid --cloud aws
    """
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise typer.BadParameter(f"write it after the command: mlcareer certs {ctx.invoked_subcommand} --json")
        return


@app.command(SHOW)
def show_(name: CertArgument, as_json: JsonOption = False) -> None:
    """One certification in full: its status today, figures, domains, sources.

    Example: mlcareer certs show AI-103
    """
    entries = library().certifications()
    show("certs.show", offer_on(entries.certification(name), entries, today()), as_json=as_json)


app.add_typer(certs_mine.app, name="mine")
