"""What the plan promised when it was last told: kept in the profile, so that the next look can say what moved."""

from datetime import date
from typing import NamedTuple

from mlcareer.core.level import Level


class Due(NamedTuple):
    """A step of the plan as it was told: its hours in the pack, the days on which it ends likely and late."""

    step: str
    hours: int
    likely: date | None
    late: date | None


class Outlook(NamedTuple):
    """A plan as it was told on a day: for which rung, at how many hours a week, its steps in order, and its end.

    `pack` is the checksum of the pack it was made from, `pace` the person's hours for one of the pack; days beyond the
    plan's horizon are None.
    """

    id: int
    made: date
    target: Level
    hours_a_week: float
    likely: date | None
    late: date | None
    steps: tuple[Due, ...]
    pack: str
    pace: float = 1.0
