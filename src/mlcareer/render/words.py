"""How figures are written: money, chances, hours, ranges."""

from typing import TYPE_CHECKING

from mlcareer.core.level import Level
from mlcareer.core.pay import Pay
from mlcareer.core.skill import Hours

if TYPE_CHECKING:
    from mlcareer.core.keeping import Holds

SYMBOL = {"USD": "$"}
GUIDE = "The guide is the SkillExchange career guide of 2026, which names no source."
CERTAIN = 100
DAYS_TOLD, MONTHS_TOLD = 60, 24
"""A span is told in days, then in months, up to these."""
LONG = 200
"""Hours from which a band is rounded to tens."""


def money(amount: float, currency: str) -> str:
    """Return an amount with its currency: $200,000, $70.50, or 96,000 GBP; cents only where there are some."""
    symbol = SYMBOL.get(currency)
    figure = f"{amount:,.0f}" if amount == round(amount) else f"{amount:,.2f}"
    return f"{symbol}{figure}" if symbol else f"{figure} {currency}"


def short_money(amount: int) -> str:
    """Return an amount in thousands for a strip or table: 200K."""
    return f"{amount / 1000:.0f}K"


def pay_range(pay: Pay) -> str:
    """Return a band as people write it; an open side is said."""
    if pay.low is not None and pay.high is not None:
        return f"{money(pay.low, pay.currency)} to {money(pay.high, pay.currency)}"
    if pay.low is not None:
        return f"{money(pay.low, pay.currency)} or more"
    return f"up to {money(pay.high, pay.currency)}" if pay.high is not None else "not stated"


def percent(chance: float) -> str:
    """Return a probability in whole percent; what rounds to 0 or 100 is said as a bound."""
    whole = round(100 * chance)
    if 0 < whole < CERTAIN:
        return f"{whole} %"
    return f">{CERTAIN - 1} %" if whole else "<1 %"


def hours(band: Hours) -> str:
    """Return a band of hours; long ones to the nearest ten, for they are no more exact than that."""
    low, high = (round(side, -1) if band.high >= LONG else side for side in (band.low, band.high))
    return f"{low:,}–{high:,} h"


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number with its noun: 1 step, 3 steps, 2 quizzes."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def kept(holds: "Holds") -> str:
    """Return how much a profile holds: 2 quizzes, 3 steps done, 1 win."""
    parts = [counted(holds.quizzes, "quiz", "quizzes"), f"{counted(holds.steps_done, 'step')} done"]
    others = (
        (holds.evidence, "line of evidence", "lines of evidence"),
        (holds.wins, "win", "wins"),
        (holds.certificates, "certificate", "certificates"),
    )
    return ", ".join([*parts, *(counted(number, thing, things) for number, thing, things in others if number)])


def span(days: int) -> str:
    """Return a number of days as people say it: 12 days, 3 months, 2.5 years."""
    if days <= DAYS_TOLD:
        return counted(days, "day")
    months = days / 30.44
    return counted(round(months), "month") if months < MONTHS_TOLD else f"{months / 12:.1f} years"


def years(low: int, high: int | None) -> str:
    """Return a band of years."""
    return f"{low}+ years" if high is None else f"{low}–{high} years"


def levels(low: Level, high: Level) -> str:
    """Return a range of rungs, or the one where both ends are the same."""
    return low.title if low is high else f"{low.title} to {high.title}"
