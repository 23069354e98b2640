"""Official wages of a metro beside the nation's, and its prices, each as a fact of its own."""

from mlcareer.core.metro_pay import MetroPay, MetroWage
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import money


def draw_metro(screen: Screen, view: MetroPay) -> None:
    """Draw the wages as a table, then the prices, and say that they are two facts."""
    screen.say((view.metro.name, ACCENT), " · official wages a year, of occupations broader than one role")
    rows = [_row(wage) for wage in view.wages]
    screen.table(["Occupation", "median here", "in the nation", "ratio"], rows, right=(1, 2, 3))
    for wage in view.wages:
        if wage.uncertain:
            error = f"{wage.here.wage_rse:.1f} %"
            screen.item(f"{wage.here.occupation}: uncertain, the mean's relative standard error is {error}.")
    prices = view.metro.prices
    if prices is None:
        screen.item("Prices against the nation: not known for this metro.")
        return
    percent = round(100 * (prices.level - 1))
    side = "above" if percent >= 0 else "below"
    screen.item(
        f"Prices are {abs(percent)} % {side} the nation ({prices.as_of}): another fact, not to be multiplied in."
    )


def _row(wage: MetroWage) -> list[Part]:
    nation = money(wage.nation.p50, "USD") if wage.nation.p50 is not None else "not released"
    if wage.here.p50 is None or wage.ratio is None:
        return [wage.here.occupation, ("not released", DIM), nation, ""]
    return [wage.here.occupation, money(wage.here.p50, "USD"), nation, f"{wage.ratio:.2f}"]
