"""mlcareer certs."""

from math import isnan
from typing import Annotated

import typer

from mlcareer.cli import certs_mine
from mlcareer.cli.aging import with_ages
from mlcareer.cli.certs_recommend import recommend
from mlcareer.cli.context import library, today
from mlcareer.cli.options import JsonOption, cloud_named, cloud_names, level_names
from mlcareer.cli.tree import DefaultGroup, command_app
from mlcareer.core.certification import Certification, Certifications
from mlcareer.core.certification_views import Sought, listed, one
from mlcareer.core.level import level_named
from mlcareer.errors import NotFoundError, WrongUsageError
from mlcareer.render.output import show

MOST_PRICE = 1_000_000
"""US dollars that no exam costs."""
SHOW = "show"
"""The command that a word which is none is an argument of: `certs AI-103` is `certs show AI-103`."""


class CertsGroup(DefaultGroup):
    """The group, with the certifications among what a shell completes."""

    default = SHOW

    def more_names(self, incomplete: str) -> list[str]:
        """Return the certifications whose id begins so."""
        return cert_names(incomplete)


def cert_names(incomplete: str) -> list[str]:
    """Return the certifications whose id begins so, for the shell's completion."""
    entries = library().certifications().certifications
    return [entry.id for entry in entries if entry.id.startswith(incomplete.lower())]


CertArgument = Annotated[
    str, typer.Argument(metavar="CERT", help="Its id or exam code, in any case.", autocompletion=cert_names)
]

app = command_app()


@app.callback(cls=CertsGroup, invoke_without_command=True, subcommand_metavar="[CERT | COMMAND [ARGS]...]")
def certs(
    ctx: typer.Context,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", "-l", metavar="LEVEL", help="Only what we think fits this rung.", autocompletion=level_names
        ),
    ] = None,
    cloud: Annotated[
        str | None,
        typer.Option(
            "--cloud", metavar="[aws|gcp|azure]", help="Only what belongs to this cloud.", autocompletion=cloud_names
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all/--active", help="Ended ones too, or only what can be taken today.")
    ] = False,
    max_price: Annotated[
        float | None,
        typer.Option("--max-price", metavar="USD", min=0, max=MOST_PRICE, help="Only what costs no more than this."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Certifications as they stand today, and whether you need one.

    mlcareer certs CERT shows one in full, by its id or exam code. What is called active today is reckoned from dates,
    each with its source. The career guide's five always stand below, those that have ended too.

    Example: mlcareer certs --level mid --max-price 200
    """
    if max_price is not None and isnan(max_price):
        raise WrongUsageError("--max-price nan: expected an amount in US dollars, such as 200")
    if ctx.invoked_subcommand is None:
        sought = Sought(
            level=level_named(level) if level is not None else None,
            cloud=cloud_named(cloud) if cloud is not None else None,
            max_price=max_price,
            every=every,
        )
        show("certs", with_ages(listed(library().certifications(), sought, today())), as_json=as_json)
    elif as_json or every or (level, cloud, max_price) != (None, None, None):
        raise typer.BadParameter(
            "options of the list do not go before a command or a name; write those of the command after it"
        )


@app.command(SHOW)
def show_(name: CertArgument, as_json: JsonOption = False) -> None:
    """One certification in full.

    Its status today, price, domains, whom it suits, what sources disagree on, what was not found.

    Example: mlcareer certs show AI-103
    """
    entries = library().certifications()
    show("certs.certification", with_ages(one(_named(entries, name), entries, today())), as_json=as_json)


app.command("recommend")(recommend)
app.add_typer(certs_mine.app, name="mine")


def _named(entries: Certifications, name: str) -> Certification:
    """Return the entry of that name; where a command is nearer than any certification, the message names it."""
    from difflib import get_close_matches

    try:
        return entries.certification(name)
    except NotFoundError:
        commands = [command.name for command in app.registered_commands if command.name]
        commands += [inner.name for inner in app.registered_groups if inner.name]
        near = get_close_matches(name.lower(), commands)
        if near:
            message = f"no certification and no command of certs is called {name!r}: did you mean {near[0]!r}?"
            raise NotFoundError(message, way_out=f"mlcareer certs {near[0]}") from None
        raise
