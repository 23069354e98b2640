"""The self-assessment: fourteen anchored questions, a starting point, and the answers given so far."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mlcareer.core.plain import Fault, repeated
from mlcareer.core.skill import as_id
from mlcareer.errors import WrongUsageError, unlike_any

LOWEST, HIGHEST = 0, 5
"""The scale of a rating: 0 is 'not yet', 1 to 5 are the anchors."""
SCALE = range(LOWEST, HIGHEST + 1)
MOST_YEARS = 60
BACKGROUND, YEARS = "background", "years"
CHECK = "check:"
"""What the key of an answered knowledge check begins with; its id follows."""


class AreaQuestion(NamedTuple):
    """One area's question with the five behaviours that stand for levels 1 to 5, and what could prove them."""

    area: str
    question: str
    anchors: tuple[str, ...]
    evidence: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a level without its anchor."""
        if len(self.anchors) != HIGHEST:
            yield "anchors", f"expected {HIGHEST}, found {len(self.anchors)}"


class Background(NamedTuple):
    """Where a person comes from; `typical` is the usual area level (0-5) of such people, our own estimate."""

    id: str
    name: str
    typical: Mapping[str, float]
    source: str
    as_of: str


class Assessment(NamedTuple):
    """Everything the quiz asks, as assessment.yaml holds it."""

    stem: str
    not_yet: str
    years: str
    background: str
    questions: tuple[AreaQuestion, ...]
    backgrounds: tuple[Background, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two backgrounds of one id."""
        yield from repeated("backgrounds", [background.id for background in self.backgrounds])

    def question(self, area: str) -> AreaQuestion:
        """Return the question of an area; every area has one."""
        return next(question for question in self.questions if question.area == area)

    def background_named(self, name: str) -> Background:
        """Return the background of that id; raises WrongUsageError with the nearest id."""
        for background in self.backgrounds:
            if background.id == as_id(name):
                return background
        raise WrongUsageError(unlike_any("background", name, [b.id for b in self.backgrounds]))


class Choice(NamedTuple):
    """One answer that can be picked."""

    value: str
    label: str


class Item(NamedTuple):
    """One thing to ask: picked from `choices`, or, where there are none, a number from 0 to `most`.

    A menu stands on the choice whose value is `at` at first, where one is named.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    most: int = 0
    at: str | None = None


class Answers(NamedTuple):
    """What has been answered so far; ratings by area id, 0 to 5; checks by item id, the option or 0 for no idea."""

    background: str | None = None
    years: float | None = None
    ratings: Mapping[str, int] = MappingProxyType({})
    checks: Mapping[str, int] = MappingProxyType({})

    def has(self, key: str) -> bool:
        """Tell whether the item of that key is answered."""
        if key == BACKGROUND:
            return self.background is not None
        if key == YEARS:
            return self.years is not None
        return key in self.ratings

    def answered(self, key: str, value: str) -> "Answers":
        """Return the answers with one more.

        `value` is the text picked or typed; a later answer replaces an earlier one. Raises ValueError where it is no
        number, or none of the scale.
        """
        if key == BACKGROUND:
            return self._replace(background=value)
        if key == YEARS:
            return self._replace(years=float(value))
        if key.startswith(CHECK):
            return self._replace(checks={**self.checks, key.removeprefix(CHECK): int(value)})
        if int(value) not in SCALE:
            raise ValueError(f"{key}: expected {LOWEST} to {HIGHEST}, found {value}")
        return self._replace(ratings={**self.ratings, key: int(value)})

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every answer as (key, value), background and years first; `answered` takes them back."""
        start = [(BACKGROUND, self.background), (YEARS, None if self.years is None else repr(self.years))]
        given = [(key, value) for key, value in start if value is not None]
        checks = ((f"{CHECK}{item}", str(option)) for item, option in self.checks.items())
        return (*given, *((area, str(rating)) for area, rating in self.ratings.items()), *checks)


def dotted(text: str) -> str:
    """Return a typed number as Python reads it: half the world writes 0,5."""
    return text.strip().replace(",", ".")


def is_number_within(text: str, most: int) -> bool:
    """Tell whether `text` is a number from 0 to `most`."""
    try:
        return 0 <= float(text) <= most
    except ValueError:
        return False


def items(assessment: Assessment) -> tuple[Item, ...]:
    """Return what is asked, in order: background and years first, then the areas."""
    ratings = (
        Item(
            question.area,
            question.question,
            tuple(Choice(str(level), text) for level, text in enumerate((assessment.not_yet, *question.anchors))),
        )
        for question in assessment.questions
    )
    start = tuple(Choice(background.id, background.name) for background in assessment.backgrounds)
    return (
        Item(BACKGROUND, assessment.background, start),
        Item(YEARS, assessment.years, most=MOST_YEARS),
        *ratings,
    )


def still_asked(assessment: Assessment, answers: Answers) -> Answers:
    """Return the answers that today's quiz still asks for: an older one may have had other areas and backgrounds."""
    areas = {question.area for question in assessment.questions}
    known = {background.id for background in assessment.backgrounds}
    ratings = {area: rating for area, rating in answers.ratings.items() if area in areas and rating in SCALE}
    return answers._replace(ratings=ratings, background=answers.background if answers.background in known else None)


def unanswered(assessment: Assessment, answers: Answers) -> tuple[Item, ...]:
    """Return the items that still want an answer, in order."""
    return tuple(item for item in items(assessment) if not answers.has(item.key))
