"""What mlcareer salary --from FILE shows: a survey of the person's own, counted on this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.core.surveyed import Asked, SurveyReport, survey_report_of
from mlcareer.errors import NotFoundError, WrongUsageError

if TYPE_CHECKING:
    from mlcareer.core.market import Salaries
    from mlcareer.survey.layout import Layout

EVERY_TITLE = "All titles"


def survey_report(  # noqa: PLR0913  # an option each
    file: str | None,
    maps: Sequence[str] = (),
    *,
    role: str | None = None,
    level: str | None = None,
    country: str | None = None,
    mine: int | None = None,
) -> SurveyReport:
    """Return a person's own file of pay, counted.

    `maps` are pairs `ours=theirs`. A role that the pack knows stands for its titles, any other text for a title itself;
    a country goes by code or name. Raises NotFoundError where there is no file, or no full-time row of the role.
    """
    if file is None:
        raise WrongUsageError("--map says what the columns of a file are: --from FILE is missing")
    from mlcareer.cli.context import library
    from mlcareer.core.level import level_named
    from mlcareer.render.waiting import waiting
    from mlcareer.survey.count import count
    from mlcareer.survey.layout import layout

    rung = level_named(level) if level is not None else None
    salaries = library().salaries() if role is not None or country is not None else None
    name, titles = _role(salaries, role)
    place, countries = _country(salaries, country)
    laid_out = layout(Path(file), maps)
    _can_tell(laid_out, file, level=rung is not None, country=country is not None)
    asked = Asked(titles, countries, rung, mine)
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
    """Return the name of what is counted, and its titles in small letters; none for every title."""
    if role is None or salaries is None:
        return EVERY_TITLE, ()
    try:
        known = salaries.role(role)
    except NotFoundError:
        return role.strip(), (role.strip().lower(),)
    return known.name, tuple(title.lower() for title in known.titles)


def _country(salaries: "Salaries | None", country: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the country's name and the words that a file may use for it, in small letters."""
    if country is None or salaries is None:
        return None, ()
    wanted = country.strip().lower()
    for known in salaries.countries:
        if wanted in (known.code.lower(), known.name.lower()):
            return known.name, (known.code.lower(), known.name.lower())
    return country.strip(), (wanted,)


def _can_tell(laid_out: "Layout", file: str, *, level: bool, country: bool) -> None:
    from mlcareer.core.survey_row import Column

    for asked, option, column in ((level, "--level", Column.LEVEL), (country, "--country", Column.COUNTRY)):
        if asked and column in laid_out.lacks:
            raise WrongUsageError(
                f"{option}: {file} has no column {column}", way_out=f"--map {column}=THEIRS says which it is"
            )


def _in(place: str | None) -> str:
    return f" in {place}" if place else ""
