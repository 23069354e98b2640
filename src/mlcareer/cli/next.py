"""mlcareer next."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.context import library, profile, today
from mlcareer.cli.options import JsonOption
from mlcareer.cli.remembered import remembered
from mlcareer.cli.tree import command_app
from mlcareer.core.next import NextSteps
from mlcareer.errors import NotFoundError
from mlcareer.render.output import remark, show

if TYPE_CHECKING:
    from mlcareer.core.certificate import CertificateLine

app = command_app()


@app.command("next")
def next_(
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=20, help="How many steps.")] = 3,
    full: Annotated[bool, typer.Option("--full", help="What to do and where to learn, for each.")] = False,
    as_json: JsonOption = False,
) -> None:
    """The best steps for you now, each with why.

    First the way into what holds you back most, then what adds most for an hour of work; prerequisites always first.

    Example: mlcareer next --full
    """
    view = remembered("next", NextSteps, count, lambda: _next(count))
    show("next", view, as_json=as_json, look="full" if full and view.suggestions else "")


def _next(count: int) -> tuple[NextSteps, bool]:
    from mlcareer.cli.aging import with_ages
    from mlcareer.cli.held import reminders_of
    from mlcareer.cli.placed import last_placement, steps_from
    from mlcareer.cli.updated import tell_update

    pack, person = library(), profile()
    record = person.record(in_short=True)
    was_told = tell_update(pack, person, record)
    placement = last_placement(pack, record)
    if placement is None:
        _remind(reminders_of(pack, record.certificates, today()))
        raise NotFoundError(
            "no placement yet, so nothing to plan from", way_out="mlcareer quiz takes a quarter of an hour"
        )
    view = steps_from(pack, record, placement, count)
    return with_ages(view._replace(reminders=reminders_of(pack, record.certificates, today()))), not was_told


def _remind(lines: "Iterable[CertificateLine]") -> None:
    """Speak of certificates where there is no result to hold them; their days come whether or not a quiz is taken."""
    from mlcareer.render.certificate_words import reminder_in_words, renewal_in_words

    for line in lines:
        remark(f"{reminder_in_words(line)} {renewal_in_words(line)}".rstrip())
