"""What mlcareer salary --from FILE shows: a survey of the person's own, counted on this machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.core.salary import EVERYTHING
from mlcareer.core.surveyed import Asked, SurveyReport, survey_report_of
from mlcareer.errors import NotFoundError, WrongUsageError

if TYPE_CHECKING:
    from mlcareer.core.market import Salaries
    from mlcareer.core.salary import Asked as Wanted
    from mlcareer.survey.layout import Layout

EVERY_TITLE = "All titles"


def survey_report(  # noqa: PLR0913  # what a person may say of a file
    file: str | None,
    maps: Sequence[str],
    wanted: "Wanted" = EVERYTHING,
    *,
    role: str | None = None,
    country: str | None = None,
    others: Mapping[str, object] | None = None,
) -> SurveyReport:
    """Return a person's own file of pay, counted; `wanted` gives level, year and own pay, `others` what does not fit.

    `maps` are pairs `ours=theirs`. A role that the pack knows stands for its titles, any other text for a title itself;
    a country goes by code or name. Raises NotFoundError where there is no file, or no full-time row of the role.
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
    salaries = library().salaries() if role is not None or country is not None else None
    name, titles = _role(salaries, role)
    place, countries = _country(salaries, country)
    asked = Asked(titles, countries, wanted.level, wanted.year, wanted.mine, (wanted.currency or "").upper() or None)
    laid_out = layout(Path(file), maps)
    _can_tell(laid_out, file, asked)
    with waiting(f"counting {file}"):
        counted = count(laid_out, asked)
    report = survey_report_of(counted, asked, file=file, role=name, country=place)
    if titles and not report.counted:
        raise NotFoundError(
            f"{file}: no full-time row{_in(place)} bears the title of {name}",
            way_out="without --role every title counts; any title of the file can be asked for",
        )
    return report


def _role(salaries: "Salaries | None", role: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the name of what is counted, and its titles in small letters; none for every title.

    People write titles as they like, so all names that the pack knows for a role count as its titles.
    """
    if role is None or salaries is None:
        return EVERY_TITLE, ()
    try:
        known = salaries.role(role)
    except NotFoundError:
        return role.strip(), (role.strip().lower(),)
    names = (*known.titles, known.name, *known.also) if known.titles else ()
    return known.name, tuple(dict.fromkeys(name.lower() for name in names))


def _country(salaries: "Salaries | None", country: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the country's name and the words that a file may use for it, in small letters."""
    if country is None or salaries is None:
        return None, ()
    wanted = country.strip().lower()
    for known in salaries.countries:
        if wanted in (known.code.lower(), known.name.lower()):
            return known.name, (known.code.lower(), known.name.lower())
    return country.strip(), (wanted,)


def _can_tell(laid_out: "Layout", file: str, asked: Asked) -> None:
    from mlcareer.core.survey_row import Column

    for option, given, column in (
        ("--level", asked.level, Column.LEVEL),
        ("--country", asked.countries, Column.COUNTRY),
        ("--year", asked.year, Column.YEAR),
    ):
        if given and column in laid_out.lacks:
            raise WrongUsageError(
                f"{option}: {file} has no column {column}", way_out=f"--map {column}=THEIRS says which it is"
            )


def _in(place: str | None) -> str:
    return f" in {place}" if place else ""
