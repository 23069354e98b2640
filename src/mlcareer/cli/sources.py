"""mlcareer sources."""

from typing import Annotated

import typer

from mlcareer.cli.context import library
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.render.output import show

app = command_app()


@app.command()
def sources(
    source: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of one source.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Where every figure comes from.

    Title, publisher, date, licence, and how far to trust it.

    Example: mlcareer sources aijobs-2025-06-22
    """
    known = library().sources()
    if source is None:
        show("sources", known, as_json=as_json)
    else:
        show("sources.source", known.source(source), as_json=as_json)
