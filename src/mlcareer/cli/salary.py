"""mlcareer salary."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from mlcareer.cli.aging import with_ages
from mlcareer.cli.context import library
from mlcareer.cli.options import CountryOption, JsonOption, RoleOption, level_names
from mlcareer.cli.tree import HELP_NAMES, Entry, LazyGroup
from mlcareer.core.level import level_named
from mlcareer.core.salary import EVERYTHING, Asked, report
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show


class Subjects(LazyGroup):
    """What hangs below `mlcareer salary`; none of it is imported while pay is only shown."""

    entries: ClassVar[Mapping[str, Entry]] = {
        "negotiate": Entry("mlcareer.cli.negotiate", "What is known about asking for more, and where an offer stands."),
    }


app = typer.Typer(
    cls=Subjects,
    add_completion=False,
    context_settings=dict(HELP_NAMES),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def salary(  # noqa: PLR0913, PLR0917  # a command's options are its arguments
    ctx: typer.Context,
    level: Annotated[
        str | None,
        typer.Option("--level", "-l", metavar="LEVEL", help="One rung in full.", autocompletion=level_names),
    ] = None,
    role: RoleOption = None,
    country: CountryOption = None,
    metro: Annotated[
        str | None, typer.Option("--metro", metavar="METRO", help="Official US wages there, such as seattle.")
    ] = None,
    mine: Annotated[
        str | None, typer.Option("--mine", metavar="AMOUNT", help="Place your base pay, such as 210k.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CUR", help="What --mine is in; the country's, unless said.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", help="One year, 2022 to 2025.")] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option("--compare", metavar="ROLE", help="Set roles side by side; repeat, or part with commas."),
    ] = None,
    into: Annotated[
        str | None, typer.Option("--in", metavar="CUR", help="See the dollars in another currency as well.")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Count a survey of your own: CSV, or CSV.gz.")
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="OURS=THEIRS",
            help="Which column is which. Ours: job_title, salary, experience_level, employment_type, salary_currency, "
            "work_year, company_location.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Pay at each rung: the guide's claim beside the market.

    Percentiles of posted base pay, with the number of rows, the period and the source of every figure. Below 30 rows
    there is no figure, below 100 a warning. What is interpolated says so.

    Example: mlcareer salary --level senior --mine 210k
    """
    asked = Asked(
        level=level_named(level) if level is not None else None,
        role=role if role is not None else EVERYTHING.role,
        country=country if country is not None else EVERYTHING.country,
        year=year,
        metro=metro,
        mine=_amount(mine) if mine is not None else None,
        currency=currency,
        into=into,
    )
    if ctx.invoked_subcommand is not None:
        if as_json or asked != EVERYTHING or compare or file is not None or maps:
            raise typer.BadParameter(f"write options after the command: mlcareer salary {ctx.invoked_subcommand} ...")
    elif file is not None or maps:
        from mlcareer.cli.surveyed import survey_report

        others = {"--metro": metro, "--compare": compare, "--in": into}
        show(
            "surveyed",
            survey_report(file, maps or (), asked, role=role, country=country, others=others),
            as_json=as_json,
        )
    elif compare:
        _compare(asked, compare, as_json=as_json)
    else:
        show("salary", with_ages(report(library().salaries(), asked)), as_json=as_json)


def _amount(text: str) -> int:
    from mlcareer.core.amount import amount_named

    return amount_named("--mine", text)


def _compare(asked: Asked, others: list[str], *, as_json: bool) -> None:
    from mlcareer.core.compared_pay import compared

    for option, given in (("--metro", asked.metro), ("--in", asked.into)):
        if given is not None:
            raise WrongUsageError(f"--compare and {option} do not go together", way_out="leave one of them out")
    names = tuple(name.strip() for part in others for name in part.split(",") if name.strip())
    show("salary.compare", with_ages(compared(library().salaries(), asked, names)), as_json=as_json)
