"""What calendars were given so far, kept so that the next export moves events and doubles none."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Sent(NamedTuple):
    """The number of the last export, and the first day of every event ever given, by the event's name."""

    sequence: int = 0
    days: Mapping[str, date] = {}
