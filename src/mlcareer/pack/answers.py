"""Read a file of quiz answers (YAML or JSON): every fault at once, each with file and line."""

from pathlib import Path

from mlcareer.core.assessment import (
    BACKGROUND,
    HIGHEST,
    LOWEST,
    MOST_YEARS,
    YEARS,
    Answers,
    Assessment,
    is_number_within,
)
from mlcareer.core.knowledge import DONT_KNOW, OPTIONS
from mlcareer.errors import InvalidDataError, unlike_any
from mlcareer.pack.locate import shown
from mlcareer.pack.read import MOST_BYTES, Document, decoded, scanned

RATINGS, CHECKS = "ratings", "checks"
WAY_OUT = "nothing was saved; `mlcareer quiz --help` shows what such a file looks like"


def read_answers(path: Path, assessment: Assessment) -> Answers:
    """Return the answers of a file such as `{background: student, years: 0, ratings: {software: 2, ...}}`.

    Raises InvalidDataError where it cannot be read, names an unknown question, or a value is out of range.
    """
    try:
        with path.open("rb") as file:
            source = file.read(MOST_BYTES + 1)  # a device may never end
    except OSError as fault:
        raise InvalidDataError([f"{shown(path)}: cannot be read: {fault.strerror}"], way_out=WAY_OUT) from None
    try:
        document = scanned(decoded(source, shown(path)), shown(path))
    except InvalidDataError as fault:
        raise InvalidDataError(fault.problems, way_out=WAY_OUT) from None
    told = document.told(_problems(document, assessment))
    if told:
        raise InvalidDataError(told, way_out=WAY_OUT)
    value = document.value
    years = value.get(YEARS)
    return Answers(
        background=value.get(BACKGROUND),
        years=None if years is None else float(years),
        ratings=dict(value.get(RATINGS, {})),
        checks=dict(value.get(CHECKS, {})),
    )


def _problems(document: Document, assessment: Assessment) -> list[tuple[int, str]]:
    value = document.value
    if not isinstance(value, dict):
        return [(1, f"expected a mapping with {BACKGROUND}, {YEARS} and {RATINGS}, found {value!r:.60}")]
    found = [
        (document.key_lines[(key,)], unlike_any("key", key, (BACKGROUND, YEARS, RATINGS, CHECKS)))
        for key in value
        if key not in (BACKGROUND, YEARS, RATINGS, CHECKS)
    ]
    backgrounds = [background.id for background in assessment.backgrounds]
    background = value.get(BACKGROUND)
    if background is not None and background not in backgrounds:
        found.append((document.line((BACKGROUND,)), unlike_any("background", str(background), backgrounds)))
    years = value.get(YEARS)
    if years is not None and not (_is_number(years) and is_number_within(str(years), MOST_YEARS)):
        found.append((document.line((YEARS,)), f"years: expected a number from 0 to {MOST_YEARS}, found {years!r}"))
    found += _check_problems(document)
    ratings = value.get(RATINGS)
    if not isinstance(ratings, dict):
        return [*found, (document.line((RATINGS,)), f"{RATINGS}: expected a mapping of area to rating")]
    areas = [question.area for question in assessment.questions]
    for area, rating in ratings.items():
        line = document.line((RATINGS, area))
        if area not in areas:
            found.append((line, unlike_any("question", area, areas)))
        elif isinstance(rating, bool) or not isinstance(rating, int) or not LOWEST <= rating <= HIGHEST:
            found.append((line, f"{RATINGS}.{area}: expected a whole number {LOWEST} to {HIGHEST}, found {rating!r}"))
    return found


def _check_problems(document: Document) -> list[tuple[int, str]]:
    checks = document.value.get(CHECKS, {})
    if not isinstance(checks, dict):
        return [(document.line((CHECKS,)), f"{CHECKS}: expected a mapping of check to option")]
    return [
        (document.line((CHECKS, item)), f"{CHECKS}.{item}: expected an option 1 to {OPTIONS}, or 0, found {option!r}")
        for item, option in checks.items()
        if isinstance(option, bool) or not isinstance(option, int) or not DONT_KNOW <= option <= OPTIONS
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
