"""Options that several commands share."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.errors import WrongUsageError, unlike_any

if TYPE_CHECKING:
    from mlcareer.core.step import Cloud

JsonOption = Annotated[bool, typer.Option("--json", help="Write one JSON document instead.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Ask with numbered lines instead of menus.")]
StepArgument = Annotated[
    str, typer.Argument(metavar="STEP", help="The step's id, as mlcareer next and mlcareer plan show it.")
]
RoleOption = Annotated[
    str | None, typer.Option("--role", "-r", metavar="ROLE", help="Another role, such as data-scientist.")
]
CountryOption = Annotated[
    str | None, typer.Option("--country", "-c", metavar="COUNTRY", help="Another country, in its own currency.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]


def level_names(incomplete: str) -> list[str]:
    """Return the levels that begin so, for the shell's completion."""
    from mlcareer.core.level import RUNGS

    return [level.value for level in RUNGS if level.value.startswith(incomplete)]


def cloud_names(incomplete: str) -> list[str]:
    """Return the clouds that begin so, for the shell's completion."""
    from mlcareer.core.step import Cloud

    return [cloud.value for cloud in Cloud if cloud.value.startswith(incomplete.lower())]


def cloud_named(text: str) -> "Cloud":
    """Return the cloud of that name, in any case; raises WrongUsageError with the nearest."""
    from mlcareer.core.step import Cloud

    if text.lower() not in list(Cloud):
        raise WrongUsageError(unlike_any("cloud", text, list(Cloud)))
    return Cloud(text.lower())


def day_named(option: str, text: str) -> date:
    """Return the day that an option names; raises WrongUsageError where it is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsageError(f"{option} {text}: expected a date such as 2027-03-31") from None
