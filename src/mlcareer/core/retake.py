"""When a quiz is worth taking again."""

from datetime import date, timedelta

RETAKE_DAYS = 14
"""Days to wait before the next quiz: our own choice, the span that Pluralsight's Skill IQ uses (its help pages)."""


def retake_after(finished: date) -> date:
    """Return the day after which a quiz finished on that day is worth taking again."""
    return finished + timedelta(days=RETAKE_DAYS)


def is_early(finished: date, today: date) -> bool:
    """Tell whether fewer than RETAKE_DAYS lie between the last quiz and today."""
    return today < retake_after(finished)
