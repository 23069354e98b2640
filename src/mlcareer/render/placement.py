"""The result of the quiz: the answer first, then why, then what would change it."""

from collections.abc import Sequence

from mlcareer.core.level import RUNGS
from mlcareer.core.placement import MOST_MOVES, AreaEstimate, Change, GateCheck, Placement, Role
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted, levels, percent

BAR = 10
TABLE = 78
"""Columns that the table of areas takes."""
LIKELY = 0.6
"""Below this probability the headline names two rungs instead of one."""
ESTIMATES = (
    "Estimates run below what you said: people rate themselves high on average, and one rating is noisy. "
    "asked, next: what your rung and the next ask."
)
ASKED = "asked, next: what your rung and the next ask."
MARKS = {Role.CARRIES: "+", Role.HOLDS_BACK: "-", Role.NEITHER: ""}


def draw(screen: Screen, placement: Placement) -> None:
    """Draw a placement."""
    screen.title(_headline(placement))
    range_words = levels(placement.range_low, placement.range_high)
    ratings = counted(placement.ratings, "self-rating")
    if placement.checks:
        checks = f"{counted(placement.checks, 'check')}, {placement.right} right."
        screen.say(f"80 % range: {range_words}. From {ratings} and {checks}")
    else:
        screen.say(f"80 % range: {range_words}. ", ("A first guess: ", WARNING), f"{ratings}, unchecked.")
    _gates(screen, placement)
    screen.blank()
    _chances(screen, placement)
    screen.blank()
    _areas(screen, placement)
    _summary(screen, placement)
    _changes(screen, placement)
    screen.blank()
    screen.say((_headline(placement), ACCENT))
    screen.say("Next: ", ("mlcareer next", ACCENT), *_way_up(placement))
    screen.sources([placement.source, "mabe-west-1982"])


def _headline(placement: Placement) -> str:
    chance = placement.probability
    if chance >= LIKELY:
        return f"You stand at {placement.level.title}: {percent(chance)} likely"
    nearest = placement.levels[placement.nearest.rung - 1].probability
    both = f"{placement.level.title} {percent(chance)}, {placement.nearest.title} {percent(nearest)}"
    return f"You stand between {_levels_between(placement)}: {both}"


def _levels_between(placement: Placement) -> str:
    """Return the rung and its likelier neighbour, the lower first."""
    low, high = sorted((placement.level, placement.nearest), key=lambda level: level.rung)
    return f"{low.title} and {high.title}"


def _gates(screen: Screen, placement: Placement) -> None:
    """Say what a gate does to the result, and that ratings below everything the ladder asks are no placement yet."""
    blocking = [gate for gate in placement.gates if gate.blocks]
    if placement.before_gates is not placement.level:
        screen.say(("Held by a gate: ", WARNING), f"your answers by themselves read as {placement.before_gates.title}.")
    for gate in blocking:
        screen.say(("Gate not met: ", WARNING), _gate_words(gate))
    missing = sum(area.rating < area.target for area in placement.areas)
    if placement.level is RUNGS[0] and 2 * missing > len(placement.areas):
        screen.say("Most areas are still below what Entry asks: you are on the way in, and that is where it starts.")


def _gate_words(gate: GateCheck) -> str:
    sure = percent(gate.shortfall)
    return f"{gate.level.title} asks {gate.name} {gate.minimum}, you said {gate.rating} (short of it: {sure} sure)."


def _chances(screen: Screen, placement: Placement) -> None:
    for chance in placement.levels:
        style = GOOD if chance.level is placement.level else ""
        mark = " ◂" if chance.level is placement.level else ""
        bar = screen.bar(chance.probability, 1.0, 20)
        screen.say((f"{chance.level.title:<15}{bar} {percent(chance.probability):>5}{mark}", style), indent=2)


def _areas(screen: Screen, placement: Placement) -> None:
    """Draw each area: what was said, the estimate as a bar with its whiskers in figures, and what the rungs ask."""
    above = placement.level.next
    heads = ["Area", "you said", "", "estimate", "80 %", "asked", "next" if above else "", ""]
    rows: list[list[Part]] = [
        [
            area.name,
            str(area.rating),
            screen.bar(area.estimate, 5, BAR),
            f"{area.estimate:.1f}",
            f"{area.low:.1f}–{area.high:.1f}",
            str(area.target),
            str(area.next_target) if above else "",
            _mark(area),
        ]
        for area in placement.areas
    ]
    if screen.width < TABLE:
        for area in placement.areas:
            _area_in_short(screen, area, has_next=above is not None)
    else:
        screen.table(heads, rows, right=(1, 3, 4, 5, 6), indent=0)
    if placement.bias is None:
        screen.say((ESTIMATES, DIM))
    else:
        way = "above" if placement.bias > 0 else "below"
        screen.say((f"Your ratings ran {abs(placement.bias):.1f} levels {way} your answers. {ASKED}", DIM))


def _area_in_short(screen: Screen, area: AreaEstimate, *, has_next: bool) -> None:
    """Draw one area in two lines, for screens on which the table does not fit."""
    screen.say(f"{area.name:<21}{screen.bar(area.estimate, 5, 5)} {area.estimate:.1f} ", _mark(area))
    asked = f"asked {area.target}, next {area.next_target}" if has_next else f"asked {area.target}"
    screen.say((f"you said {area.rating} · {area.low:.1f}–{area.high:.1f} · {asked}", DIM), indent=2)


def _mark(area: AreaEstimate) -> Part:
    return (MARKS[area.role], GOOD if area.role is Role.CARRIES else WARNING)


def _summary(screen: Screen, placement: Placement) -> None:
    carries = _names(placement.areas, Role.CARRIES)
    back = _names(placement.areas, Role.HOLDS_BACK)
    screen.blank()
    if carries:
        screen.say("+ What carries you: ", (carries, GOOD))
    if back:
        aim = (placement.level.next or placement.level).title
        screen.say(f"- What holds you back from {aim}: ", (back, WARNING))


def _names(areas: Sequence[AreaEstimate], role: Role) -> str:
    """Return the areas of a role, the one that matters most first."""
    chosen = [area for area in areas if area.role is role]
    chosen.sort(key=lambda area: area.weight * (area.estimate - area.next_target))
    return ", ".join(area.name for area in chosen)


def _changes(screen: Screen, placement: Placement) -> None:
    if placement.checks:
        return  # what a rating moved by one level would do says little once answers count
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


def _change_words(change: Change) -> str:
    moves = [f"{move.name} {move.becomes} instead of {move.rating}" for move in change.moves]
    words = moves[0] if len(moves) == 1 else f"{', '.join(moves[:-1])} and {moves[-1]}"
    return f"{words} would read as {change.level.title}."


def _way_up(placement: Placement) -> tuple[Part, ...]:
    if placement.level.next is None:
        return ()
    command = f"mlcareer roadmap {placement.level.value} --to {placement.level.next.value}"
    return (" · the way up: ", (command, ACCENT))
