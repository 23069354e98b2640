"""mlcareer check."""

import typer

from mlcareer.cli import context
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.standing import CheckReport
from mlcareer.errors import InvalidDataError
from mlcareer.pack.check import problems
from mlcareer.pack.locate import data_dir
from mlcareer.render.output import show

app = command_app()


@app.command()
def check(as_json: JsonOption = False) -> None:
    """Check that pack and profile are sound.

    Reads every file of the pack anew, holds them against each other, and lets SQLite check the profile. Exit code 3
    where anything is wrong.

    Example: mlcareer check
    """
    person = context.profile()
    found = (*problems(), *person.problems())
    report = CheckReport(not found, str(data_dir()), str(person.path), person.path.exists(), found)
    show("check", report, as_json=as_json)
    if found:
        raise typer.Exit(InvalidDataError.exit_code)
