"""Certifications in phrases: what one is today, its price, how long it is valid, what that comes to."""

from collections.abc import Sequence

from mlcareer.core.certification import Confidence, Per, Price
from mlcareer.core.fee import Falls, Fee
from mlcareer.core.level import Level
from mlcareer.core.offer import Offered, OfferStatus, Successor
from mlcareer.render.words import counted, money

NOT_FOUND = "not found"


def called(code: str | None, name: str) -> str:
    """Return the name with its exam code before it, unless it says the code itself."""
    return f"{code} · {name}" if code and code not in name else name


def standing(status: OfferStatus, replaced_by: Sequence[Successor]) -> str:
    """Return what an offer is today; of one that has an end, what takes its place and what that is itself."""
    if status.status not in (Offered.ENDS, Offered.ENDED):
        return status.words
    if not replaced_by:
        return f"{status.words}; no successor is known"
    named = ", ".join(f"{other.id} ({other.status.words})" for other in replaced_by)
    return f"{status.words}; replaced by {named}"


def price_in_words(price: Price | None, *, noted: bool = False) -> str:
    """Return the list price, with its note where wanted."""
    if price is None:
        return f"price {NOT_FOUND}"
    words = money(price.amount, price.currency) if price.amount else "free"
    words += " a month" if price.per is Per.MONTH and price.amount else ""
    return f"{words} ({price.note})" if noted and price.note else words


def validity(valid_months: int | None, expires: bool | None) -> str:
    """Return how long a certificate lasts."""
    if valid_months is not None:
        return f"valid {counted(valid_months, 'month')}"
    return f"validity {NOT_FOUND}" if expires is not False else "does not expire"


def cost(fee: Fee, valid_months: int | None) -> str:
    """Return what an offer comes to: once, each year, or what is missing to tell."""
    if fee.falls is Falls.FREE:
        return "free"
    if fee.low is None or fee.high is None or fee.currency is None:
        return (
            "unknown, for its price was not found" if fee.currency is None else "unknown, for its length was not found"
        )
    paid = money(fee.low, fee.currency)
    if fee.months_low and fee.months_high:
        months = counted(fee.months_high, "month")
        months = months if fee.months_low == fee.months_high else f"{fee.months_low} to {months}"
        paid = paid if fee.low == fee.high else f"{paid} to {money(fee.high, fee.currency)}"
        return f"{paid} once, for {months} at {fee.hours_a_week:g} h a week (reckoned by us)"
    if fee.falls is Falls.YEARLY and fee.a_year is not None:
        yearly = money(round(fee.a_year), fee.currency)
        return f"about {yearly} a year, {paid} every {valid_months} months if renewal costs the same"
    if fee.falls is Falls.UNKNOWN:
        lasts = "; how long that lasts" if valid_months is None else " in the beta; the standard price"
        return f"{paid}{lasts} was not found, so the cost a year is unknown"
    due = f"; renewal is free and due every {counted(fee.due_every, 'month')}" if fee.due_every else ""
    return f"{paid} once{due}"


def rungs(levels: Sequence[Level]) -> str:
    """Return the rungs that an offer fits, by our judgement."""
    return ", ".join(level.title for level in levels) or "no rung"


def trust(as_of: str, confidence: Confidence) -> str:
    """Return of which day the facts are and how well they are supported."""
    return f"as of {as_of} · confidence {confidence.value}"
