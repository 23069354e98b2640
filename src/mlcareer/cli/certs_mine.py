"""mlcareer certs mine."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.context import library, profile, today
from mlcareer.cli.held import lines_of
from mlcareer.cli.options import JsonOption, PlainOption, day_named
from mlcareer.cli.tree import command_app
from mlcareer.core.certificate import (
    Certificate,
    CertificateMarked,
    MyCertificates,
    already_logged,
    doubts,
    latest_of,
    numbered,
    refuse_days,
)
from mlcareer.errors import NotFoundError
from mlcareer.render.output import remark, show

if TYPE_CHECKING:
    from mlcareer.core.certification import Certification
    from mlcareer.core.record import Record

app = command_app()
ON = "--on DATE says it"
MOST_DIGITS = 15
"""Of what is taken for a number."""


@app.callback(invoke_without_command=True)
def mine(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Your certificates: until when each holds, and how to renew it.

    From 90 days before one ends, and up to 90 days after, mlcareer next and the start page speak of it too, and plan
    --export puts the day into your calendar. Nothing scores them.

    Example: mlcareer certs mine
    """
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise typer.BadParameter(f"write it after the command: mlcareer certs mine {ctx.invoked_subcommand} --json")
        return
    day = today()
    show("certificates", MyCertificates(day, lines_of(library(), profile().certificates(), day)), as_json=as_json)


@app.command()
def add(
    cert: Annotated[str, typer.Argument(metavar="CERT", help="Its id or exam code, in any case; ended ones too.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day you passed, such as 2026-05-31.")
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option("--expires", metavar="DATE", help="The last day on which it holds, where the pack errs."),
    ] = None,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Log a certificate that you earned, or a renewal of one.

    Until when it holds follows from the day and from what the pack knows of it; --expires is your own word against
    that. A renewal is logged again, with its own day. In a terminal it asks for the day where --on is missing.

    Example: mlcareer certs mine add gcp-pmle --on 2026-05-31
    """
    pack = library()
    entry = pack.certifications().certification(cert)
    day = day_named("--on", on) if on is not None else None
    end = day_named("--expires", expires) if expires is not None else None
    if day is not None:
        refuse_days(day, end, today())
    person = profile()
    record = person.record(in_short=True)  # a profile that cannot be read is not written on, nor is anything asked
    day = day or _asked(end, plain=plain)
    kept, is_new = person.add_certificate(entry.id, day, end)
    if not is_new:
        raise already_logged(kept)
    doubt = doubts(entry, day, end)
    if doubt:
        remark(f"{doubt}; it is logged all the same")
    marked = _marked(kept, (*record.certificates, kept), "logged")
    show("certificates.marked", marked._replace(step=_open_step(entry, record)), as_json=as_json)


@app.command()
def remove(
    cert: Annotated[str, typer.Argument(metavar="CERT", help="Its number, or id or exam code for the latest of it.")],
    as_json: JsonOption = False,
) -> None:
    """Take a certificate back; its row stays in the profile's file.

    Example: mlcareer certs mine remove gcp-pmle
    """
    person = profile()
    certificates = person.certificates()
    is_number = cert.isascii() and cert.isdecimal() and len(cert) <= MOST_DIGITS and cert[0] != "0"  # 004 is a code
    kept = numbered(certificates, int(cert)) if is_number else latest_of(certificates, _id_of(cert, certificates))
    person.remove_certificate(kept.id)
    show("certificates.marked", _marked(kept, certificates, "removed"), as_json=as_json)


def _asked(end: date | None, *, plain: bool) -> date:
    """Return the day that the person names, today for Enter; raises WrongUsageError where there is nobody to ask."""
    from mlcareer.prompts.ask import prompter

    latest = min(today(), end or today())
    typed = prompter(plain=plain, instead=ON).line("The day you passed", partial(_wrong, end), usual=str(latest))
    return day_named("--on", typed)


def _wrong(end: date | None, typed: str) -> str:
    """Say why what was typed is no day on which a certificate can have been earned; short enough for fifty columns."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return f"Please write the day like {today()}."
    if day > today():
        return f"It is still to come: a day up to {today()}."
    return f"It is after --expires {end}." if end is not None and end < day else ""


def _id_of(name: str, certificates: tuple[Certificate, ...]) -> str:
    """Return the id that a name stands for: one in the profile, known to the pack or not, else the pack's."""
    wanted = name.strip().lower()
    if any(certificate.certification == wanted for certificate in certificates):
        return wanted
    return library().certifications().certification(name).id


def _marked(kept: Certificate, certificates: tuple[Certificate, ...], status: str) -> CertificateMarked:
    line = next(line for line in lines_of(library(), certificates, today()) if line.id == kept.id)
    return CertificateMarked(line, status)


def _open_step(entry: "Certification", record: "Record") -> str | None:
    """Return the step that leads to a certification, None where there is none or it is done."""
    if entry.step is None:
        return None
    steps = library().steps()
    try:
        step = steps.step(entry.step).id
    except NotFoundError:
        return None
    return None if step in steps.currents(record.done_ids) else step
