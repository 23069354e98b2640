"""The result of the quiz: the answer first, then why, then what would change it."""

from collections.abc import Sequence

from mlcareer.core.placement import MOST_MOVES, AreaEstimate, Change, GateCheck, Placement, Role
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import levels, percent

BAR = 8
TABLE = 79
"""Columns that the table of areas takes."""


def draw(screen: Screen, placement: Placement) -> None:
    """Draw a placement."""
    range_words = levels(placement.range_low, placement.range_high)
    title = f"You are a {placement.level.title} machine-learning engineer"
    if placement.level.title[0] in "AEIOU":
        title = title.replace("a ", "an ", 1)
    screen.title(title, aside=f"— {percent(placement.probability)} sure (80 % range: {range_words})")
    screen.say(
        ("A first guess: ", WARNING),
        f"{placement.ratings} self-ratings, unchecked. People's ratings follow what they can do only loosely.",
    )
    screen.blank()
    _chances(screen, placement)
    screen.blank()
    _areas(screen, placement)
    _gates(screen, [gate for gate in placement.gates if not gate.met])
    _summary(screen, placement)
    screen.blank()
    screen.say(("What would change this", ACCENT))
    for change in placement.changes:
        screen.item(_change_words(change))
    up = placement.level.next
    if not placement.changes:
        screen.item(f"Nothing near: even {MOST_MOVES} ratings moved by one level would read the same.")
    elif up and all(change.level.rung < up.rung for change in placement.changes):
        screen.item(f"Even {MOST_MOVES} ratings one level higher would not read as {up.title}.")
    screen.item("Years and background only start the estimate; they never cap it.")
    screen.blank()
    screen.say("Next: ", ("mlcareer next", ACCENT), " · the way up: ", (_way_up(placement), ACCENT))
    screen.sources(["mlcareer-estimate", "mabe-west-1982"])


def _chances(screen: Screen, placement: Placement) -> None:
    for chance in placement.levels:
        style = GOOD if chance.level is placement.level else ""
        mark = " ◂" if chance.level is placement.level else ""
        bar = screen.bar(chance.probability, 1.0, 20)
        screen.say((f"{chance.level.title:<15}{bar} {percent(chance.probability):>5}{mark}", style), indent=2)


def _areas(screen: Screen, placement: Placement) -> None:
    """Draw each area's bar with its whiskers in figures, against the targets of this rung and the next."""
    top = placement.level.next is None
    heads = ["Area", "", "level", "80 %", "asked", "" if top else "next", ""]
    rows: list[list[Part]] = []
    for area in placement.areas:
        row: list[Part] = [
            area.name,
            screen.bar(area.estimate, 5, BAR),
            f"{area.estimate:.1f}",
            f"{area.low:.1f}–{area.high:.1f}",
            str(area.target),
            "" if top else str(area.next_target),
            _role(area),
        ]
        rows.append(row)
    if screen.width < TABLE:
        for area in placement.areas:
            asked = f"asked {area.target}" + ("" if top else f", next {area.next_target}")
            screen.say(f"{area.name:<23}", screen.bar(area.estimate, 5, 5), f" {area.estimate:.1f}", indent=0)
            role = _role(area)
            screen.say((f"{area.low:.1f}–{area.high:.1f} · {asked} ", DIM), role, indent=2)
        return
    screen.table(heads, rows, right=(2, 3, 4, 5), indent=0)


def _role(area: AreaEstimate) -> Part:
    if area.role is Role.HOLDS_BACK:
        return ("◂ holds you back", WARNING)
    return ("▸ holds you up", GOOD) if area.role is Role.HOLDS_UP else ""


def _gates(screen: Screen, missed: Sequence[GateCheck]) -> None:
    if missed:
        screen.blank()
    for gate in missed:
        screen.say(
            ("Gate not met: ", WARNING),
            f"{gate.level.title} asks {gate.name} {gate.minimum}, you rated {gate.rating} "
            f"({percent(gate.shortfall)} sure of a shortfall).",
        )


def _summary(screen: Screen, placement: Placement) -> None:
    up = [area.name for area in placement.areas if area.role is Role.HOLDS_UP]
    back = [area.name for area in placement.areas if area.role is Role.HOLDS_BACK]
    screen.blank()
    if up:
        screen.say("These hold you up: ", (", ".join(up), GOOD), ".")
    if back:
        aim = (placement.level.next or placement.level).title
        screen.say(f"These hold you back from {aim}: ", (", ".join(back), WARNING), ".")


def _change_words(change: Change) -> str:
    moves = [f"{move.name} {move.becomes} instead of {move.rating}" for move in change.moves]
    words = moves[0] if len(moves) == 1 else f"{', '.join(moves[:-1])} and {moves[-1]}"
    return f"{words} would read as {change.level.title}."


def _way_up(placement: Placement) -> str:
    if placement.level.next is None:
        return "mlcareer roadmap lead"
    return f"mlcareer roadmap {placement.level.value} --to {placement.level.next.value}"
