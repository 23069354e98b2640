"""Pay in dollars seen in another currency, with the rate, and what that is not."""

from mlcareer.core.conversion import Conversion, Converted
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import short_money


def draw_conversion(screen: Screen, view: Conversion) -> None:
    """Draw the converted figures as a table under their rate."""
    rate = view.rate
    screen.say(
        (f"The same in {rate.currency}, by the index's own rate of {rate.year}", ACCENT),
        f" · {rate.per_usd:g} {rate.currency} a dollar, over {rate.n_rows:,} rows · a rough look, not local pay",
    )
    rows = [_row(one) for one in view.rungs]
    screen.table(["Level", "p10", "p25", "median", "p75", "p90"], rows, right=(1, 2, 3, 4, 5))


def _row(one: Converted) -> list[Part]:
    title = one.level.title if one.level else "All levels"
    amounts = (one.p10, one.p25, one.p50, one.p75, one.p90)
    figures = [short_money(amount) for amount in amounts if amount is not None]
    return [title, *figures] if len(figures) == len(amounts) else [title, ("too few rows", DIM), "", "", "", ""]
