"""What a person asks of their plan: the rung to reach, hours a week, dates, what comes first, which cloud."""

from datetime import date
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.step import Cloud

WISHES = "plan."
"""Before the names of the wishes among the settings of a profile."""
USUAL_HOURS = 6.0
"""Hours a week until the person says how many: our own choice, two evenings and half a weekend day."""
LEAST_HOURS, MOST_HOURS = 0.5, 80.0
"""Hours a week that a plan is made for."""


class Wish(NamedTuple):
    """The wishes that stand in the profile; None is what has not been said.

    `hours` are a week's; `by` and `start` are days; `focus` is an area; `cloud` None wants no certification.
    """

    to: Level | None = None
    hours: float | None = None
    by: date | None = None
    start: date | None = None
    focus: str | None = None
    cloud: Cloud | None = None

    @property
    def hours_a_week(self) -> float:
        """The hours a week to plan with."""
        return self.hours or USUAL_HOURS


NOTHING_SAID = Wish()
"""What is wished for until the person says."""
