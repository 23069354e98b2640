"""What the profile tells of the past: quizzes as they ended, hours by week, wins; sums and samples, not every line."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.win import Win

LATEST_WINS = 3
"""Wins told in full; the others are counted."""


class Quizzed(NamedTuple):
    """A finished quiz: the day, the mode, and what it said then."""

    day: date
    mode: str
    level: Level
    probability: float


class Estimate(NamedTuple):
    """A level (0-5) with its 80 % range."""

    estimate: float
    low: float
    high: float


class AreaLevels(NamedTuple):
    """The areas as one quiz saw them, by area id."""

    day: date
    mode: str
    areas: Mapping[str, Estimate]


class History(NamedTuple):
    """The past in short.

    `quizzes` are oldest first; `first` and `last` are the areas of the first and the last quiz that kept them, `last`
    None where both are one. `weeks` are hours by the Monday of their week; `hours` are all there ever were, said since
    `hours_since`. `wins` counts them, `latest_wins` are the newest first.
    """

    quizzes: tuple[Quizzed, ...] = ()
    first: AreaLevels | None = None
    last: AreaLevels | None = None
    weeks: Mapping[date, float] = {}
    hours: float = 0.0
    hours_since: date | None = None
    wins: int = 0
    latest_wins: tuple[Win, ...] = ()


def monday(day: date) -> date:
    """Return the first day of a day's week (ISO)."""
    return day - timedelta(days=day.weekday())
