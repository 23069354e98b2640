"""mlcareer salary negotiate."""

from typing import Annotated

import typer

from mlcareer.cli.aging import with_ages
from mlcareer.cli.context import library, record_if_readable
from mlcareer.cli.options import CountryOption, JsonOption, RoleOption, level_names
from mlcareer.cli.tree import command_app
from mlcareer.core.amount import amount_named
from mlcareer.core.level import Level, level_named
from mlcareer.core.market import HERE, HOME
from mlcareer.core.negotiation import advice
from mlcareer.core.salary import Asked, report
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import remark, show

app = command_app()


@app.command()
def negotiate(
    offer: Annotated[
        str | None, typer.Option("--offer", metavar="AMOUNT", help="A year's base pay you are offered, such as 185k.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", "-l", metavar="LEVEL", help="The rung it is for.", autocompletion=level_names),
    ] = None,
    role: RoleOption = None,
    country: CountryOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is known about asking for more, a checklist, and where an offer stands.

    Without --level an offer is held against the rung of your last quiz.

    Example: mlcareer salary negotiate --offer 185k --level senior
    """
    pack = library()
    if offer is None:
        if level or role or country:
            raise WrongUsageError("there is no offer to place", way_out="name it with --offer AMOUNT")
        show("negotiation", with_ages(advice(pack.negotiation())), as_json=as_json)
        return
    amount = amount_named("--offer", offer)
    asked = Asked(_level(level), role or HOME, country or HERE, mine=amount)
    view = advice(pack.negotiation(), report(pack.salaries(), asked))
    show("negotiation", with_ages(view), as_json=as_json)


def _level(named: str | None) -> Level:
    """Return the rung named, else that of the last quiz; raises WrongUsageError without either."""
    if named is not None:
        return level_named(named)
    latest = record_if_readable().latest
    if latest is None:
        raise WrongUsageError("which rung is the offer for?", way_out="name it with --level LEVEL")
    remark(f"held against {latest.level.title}, the rung of your last quiz; --level names another")
    return latest.level
