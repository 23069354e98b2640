"""What mlcareer salary --from FILE shows: a survey of the person's own, counted on this machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.core.market import WORLD
from mlcareer.core.salary import EVERYTHING
from mlcareer.core.surveyed import Selection, SurveyReport, survey_report_of
from mlcareer.errors import MlcareerError, NotFoundError, WrongUsageError

if TYPE_CHECKING:
    from mlcareer.core.market import Salaries
    from mlcareer.core.salary import Asked
    from mlcareer.core.surveyed import Count
    from mlcareer.survey.layout import Layout

EVERY_TITLE = "All titles"
WITH_ARTICLE = ("United ", "Netherlands", "Philippines")
EXAMPLES = 5
"""Malformed rows that are told where there are no others."""


def survey_report(  # noqa: PLR0913  # what a person may say of a file
    file: str | None,
    maps: Sequence[str],
    wanted: "Asked" = EVERYTHING,
    *,
    role: str | None = None,
    country: str | None = None,
    others: Mapping[str, object] | None = None,
) -> SurveyReport:
    """Return a person's own file of pay, counted; `wanted` gives level, year and own pay, `others` what does not fit.

    `maps` are pairs `ours=theirs`. A role that the pack knows stands for its titles, any other text for a title itself;
    a country goes by any name of the pack's or as the file writes it. Raises NotFoundError where there is no file, no
    full-time row of the role or of the country, or none in the currency of the own pay.
    """
    from mlcareer.cli.context import library
    from mlcareer.render.waiting import waiting
    from mlcareer.survey.count import count
    from mlcareer.survey.layout import layout

    if file is None:
        raise WrongUsageError("--map says what the columns of a file are: --from FILE is missing")
    for option, given in (others or {}).items():
        if given:
            raise WrongUsageError(f"--from and {option} do not go together", way_out="leave one of them out")
    if wanted.currency is not None and wanted.mine is None:
        raise WrongUsageError("--currency says what --mine is in", way_out="add --mine AMOUNT, or leave it out")
    salaries = library().salaries() if role is not None or country is not None else None
    name, titles = _role(salaries, role)
    place, countries = _country(salaries, country)
    asked = Selection(
        titles, countries, wanted.level, wanted.year, wanted.mine, (wanted.currency or "").upper() or None
    )
    laid_out = layout(Path(file), maps)
    _can_tell(laid_out, file, asked)
    with waiting(f"counting {file}"):
        counted = count(laid_out, asked)
    report = survey_report_of(counted, asked, file=file, role=name, country=place, unused=laid_out.unused)
    _any_row(report)
    _found_any(report, counted, asked)
    return report


def _role(salaries: "Salaries | None", role: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the name of what is counted, and its titles; none for every title.

    People write titles as they like, so all names that the pack knows for a role count as its titles.
    """
    if role is None or salaries is None:
        return EVERY_TITLE, ()
    try:
        known = salaries.role(role)
    except NotFoundError:
        return role.strip(), (role.strip(),)
    return known.name, (*known.titles, known.name, *known.also) if known.titles else ()


def _country(salaries: "Salaries | None", country: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the country's name and the words that a file may use for it; raises WrongUsageError for the world."""
    if country is None or salaries is None:
        return None, ()
    try:
        known = salaries.country(country)
    except NotFoundError:
        return country.strip(), (country.strip(),)
    if known.code == WORLD:
        raise WrongUsageError(
            f"--from and --country {country} do not go together: every row counts unless one country is named",
            way_out="leave --country out",
        )
    return known.name, (known.code, known.name, known.name.removeprefix("the "), *known.also)


def _of(country: str | None) -> str:
    """Return 'of' a country, with the article that some names take."""
    name = country or ""
    return f"of the {name}" if name.startswith(WITH_ARTICLE) else f"of {name}"


def _can_tell(laid_out: "Layout", file: str, asked: Selection) -> None:
    from mlcareer.core.survey_row import Column

    for option, given, column in (
        ("--level", asked.level, Column.LEVEL),
        ("--country", asked.countries, Column.COUNTRY),
        ("--year", asked.year, Column.YEAR),
        ("--currency", asked.currency, Column.CURRENCY),
    ):
        if given and column in laid_out.lacks:
            raise WrongUsageError(
                f"{option}: {file} has no column {column}", way_out=f"--map {column}=THEIRS says which it is"
            )


def _any_row(report: SurveyReport) -> None:
    """Raise MlcareerError where a file has not one row that can be counted or left out."""
    if report.counted or report.left_out:
        return
    name = report.file
    told = "".join(f"\n  {name}:{line.line}: {line.problem}" for line in report.lines[:EXAMPLES])
    more = f"\n  ... and {report.malformed - EXAMPLES:,} more" if report.malformed > EXAMPLES else ""
    why = f"each of its rows is malformed ({report.malformed:,}){told}{more}" if report.malformed else "it has no rows"
    raise MlcareerError(f"nothing in {name} could be counted: {why}")


def _found_any(report: SurveyReport, counted: "Count", asked: Selection) -> None:
    """Raise NotFoundError where the file has nothing of a title, of a country of that title, or in a currency."""
    from mlcareer.core.survey_row import LeftOut

    of_country = report.counted + sum(counted.left_out.get(why, 0) for why in (LeftOut.LEVEL, LeftOut.YEAR))
    if asked.titles and not of_country + counted.left_out.get(LeftOut.COUNTRY, 0):
        raise NotFoundError(
            f"{report.file}: no full-time row bears the title of {report.role}",
            way_out="without --role every title counts; any title of the file can be asked for",
        )
    if asked.countries and not of_country:
        of_role = f" of {report.role}" if asked.titles else ""
        raise NotFoundError(
            f"{report.file}: no full-time row{of_role} is {_of(report.country)}",
            way_out="without --country every row counts; a country goes by its code, its name, or as the file has it",
        )
    currencies = [table.currency for table in report.tables]
    if asked.currency is not None and currencies and asked.currency not in currencies:
        raise NotFoundError(
            f"{report.file}: no counted row is in {asked.currency}",
            way_out=f"rows are in {', '.join(currencies)}",
        )
