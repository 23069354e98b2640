"""mlcareer salary."""

from typing import Annotated

import typer

from mlcareer.cli.context import library
from mlcareer.cli.options import JsonOption, level_names
from mlcareer.cli.tree import command_app
from mlcareer.core.level import level_named
from mlcareer.core.salary import report
from mlcareer.render.output import show

app = command_app()


@app.command()
def salary(
    level: Annotated[
        str | None,
        typer.Option("--level", "-l", metavar="LEVEL", help="One rung only.", autocompletion=level_names),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Pay at each rung: the guide's claim beside the market.

    Percentiles of posted base pay, with the number of rows, the period and the source of every figure.

    Example: mlcareer salary --level senior
    """
    wanted = level_named(level) if level is not None else None
    show("salary", report(library().salaries(), wanted), as_json=as_json)
