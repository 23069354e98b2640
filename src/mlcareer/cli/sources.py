"""mlcareer sources."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, today
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

    Each with its date and how far to trust it. mlcareer sources ID shows one in full: its limits, licence and address,
    and what in the pack rests on it.

    Example: mlcareer sources aijobs-2025-06-22
    """
    pack = library()
    known = pack.sources()
    if source is None:
        show("sources", known, as_json=as_json)
    else:
        from mlcareer.core.fresh_report import source_view

        view = source_view(known.source(source), pack.parts(), pack.shelf_lives(), today())
        show("sources.source", view, as_json=as_json)
