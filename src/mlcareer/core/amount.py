"""A year's pay as a person types it."""

import re

from mlcareer.errors import WrongUsageError

LEAST, MOST = 1_000, 1_000_000_000
"""A year's pay that is believed: less is thousands written short, more a slip."""
AMOUNT = re.compile(r"[$\u20ac\u00a3]?(\d{1,3}(?:[,_ ']\d{2,3})*[,_ ']\d{3}|\d+(?:\.\d+)?)([kKmM]?)")
TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def amount_named(option: str, text: str) -> int:
    """Return a year's pay as people type it: 210000, 210,000, 210k.

    Raises WrongUsageError where it is no amount, where a point may mean thousands, or where nobody earns that a year.
    """
    way_out = f"write it as {option} 210000, 210,000 or 210k"
    read = AMOUNT.fullmatch(text.strip())
    if not read:
        raise WrongUsageError(f"{option} {text}: expected a year's pay", way_out=way_out)
    digits, times = read[1], read[2].lower()
    if "." in digits and not times:
        raise WrongUsageError(f"{option} {text}: is the point for thousands or for cents?", way_out=way_out)
    plain = re.sub(r"[,_ ']", "", digits)
    amount = round(float(plain) * TIMES[times]) if len(plain) <= len(str(MOST)) else MOST + 1
    if amount < LEAST:
        raise WrongUsageError(
            f"{option} {text}: expected a whole year's pay, this is {amount:,}",
            way_out=f"thousands are written with a k: {option} {plain}k" if amount else way_out,
        )
    if amount > MOST:
        raise WrongUsageError(f"{option} {text}: more than anybody is paid a year", way_out=way_out)
    return amount
