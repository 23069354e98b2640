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
    file: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Count a survey of your own: CSV, or CSV.gz.")
    ] = None,
    maps: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Which column of FILE is which of ours.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Pay at each rung: the guide's claim beside the market.

    Percentiles of posted base pay, with the number of rows, the period and the source of every figure.

    Example: mlcareer salary --level senior
    """
    if file is not None or maps:
        from mlcareer.cli.surveyed import survey_report

        show("surveyed", survey_report(file, maps or (), level=level), as_json=as_json)
        return
    wanted = level_named(level) if level is not None else None
    show("salary", report(library().salaries(), wanted), as_json=as_json)
