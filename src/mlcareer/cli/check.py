"""mlcareer check."""

from typing import Annotated

import typer

from mlcareer.cli import context
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.fresh_report import fresh_report
from mlcareer.core.standing import CheckReport
from mlcareer.errors import InvalidDataError
from mlcareer.pack.locate import data_dir
from mlcareer.render.output import show

app = command_app()


@app.command()
def check(
    fresh: Annotated[bool, typer.Option("--fresh", help="List what may have changed since it was read.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that pack and profile are sound.

    Reads every file of the pack anew, holds them against each other, and lets SQLite check the profile. Exit code 3
    where anything is wrong.

    --fresh lists instead every fact that is older than its subject's shelf life, with its date and where to look. That
    is information, not a fault: exit code 0, however many there are.

    Example: mlcareer check
    """
    if fresh:
        pack = context.library()
        show(
            "check.fresh",
            fresh_report(pack.parts(), pack.shelf_lives(), pack.sources, context.today()),
            as_json=as_json,
        )
        return
    from mlcareer.pack.check import problems

    person = context.profile()
    found = (*problems(), *person.problems())
    report = CheckReport(not found, str(data_dir()), str(person.path), person.path.exists(), found)
    show("check", report, as_json=as_json)
    if found:
        raise typer.Exit(InvalidDataError.exit_code)
