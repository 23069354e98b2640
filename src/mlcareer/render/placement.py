"""The result of the quiz: the answer first, then why, then what would change it."""

from collections.abc import Mapping, Sequence

from mlcareer.core.assessment import HIGHEST
from mlcareer.core.caution import Caution
from mlcareer.core.level import RUNGS
from mlcareer.core.placement import MOST_MOVES, AreaEstimate, Change, GateCheck, Influence, Placement, Role
from mlcareer.render.screen import Part, Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted, levels, percent

STRIP = 16
"""Columns of an area's scale from 0 to 5: three a level."""
TABLE = 78
"""Columns that the table of areas takes."""
TIGHT = 46
"""Columns below which bars and lines are cut short."""
LIKELY = 0.6
"""Below this probability the headline names two rungs instead of one."""
A_TENTH = 0.1
"""Levels below which ratings are said to agree with the answers."""
ASKED, NEXT = "◇", "◆"
SCALE = "Scale 0 to 5: █ estimate, ├─┤ its 80 % range, ◇ asked of your rung, ◆ of the next."
LAST_SCALE = "Scale 0 to 5: █ estimate, ├─┤ its 80 % range, ◇ asked of your rung."
UNCHECKED = (
    "Estimates run below what you said: people rate themselves high on average, and one rating is noisy. "
    "Areas are less certain than the rung."
)
BEGINNER = (
    "Everything is rated 'not yet'. That fits somebody at the very beginning, and somebody who clicks through, so half "
    "of the probability is left open."
)
CAUTIONS = {
    Caution.ALL_SAME: "All ratings are the same. That fits few people, so half of the probability is left open.",
    Caution.ALTERNATING: "The ratings jump up and down from area to area, so half of the probability is left open.",
    Caution.NO_IDEA: (
        "No check was answered: each was met with 'I don't know'. That is fair, but it says little, so half of the "
        "probability is left open."
    ),
}
MARKS = {Role.CARRIES: "+", Role.HOLDS_BACK: "-", Role.NEITHER: ""}


def draw(screen: Screen, placement: Placement) -> None:
    """Draw a placement."""
    screen.title(_headline(placement))
    _rests_on(screen, placement)
    _gates(screen, placement)
    screen.blank()
    _chances(screen, placement)
    screen.blank()
    _areas(screen, placement)
    _summary(screen, placement)
    _influences(screen, placement)
    _changes(screen, placement)
    screen.blank()
    screen.say((_headline(placement), ACCENT))
    _what_now(screen, placement)
    screen.sources([placement.source, "mabe-west-1982"])


def _rests_on(screen: Screen, placement: Placement) -> None:
    """Say how wide the result is, what it rests on, and what makes it doubtful."""
    range_words = levels(placement.range_low, placement.range_high)
    ratings = counted(placement.ratings, "self-rating")
    if placement.checks:
        checks = f"{counted(placement.checks, 'check')}, {placement.right} right."
        screen.say(f"80 % range: {range_words}. From {ratings} and {checks}")
    else:
        screen.say(f"80 % range: {range_words}. ", ("A first guess: ", WARNING), f"{ratings}, unchecked.")
    for caution in placement.cautions:
        beginner = caution is Caution.ALL_SAME and not any(area.rating for area in placement.areas)
        screen.say(("Take it lightly: ", WARNING), BEGINNER if beginner else CAUTIONS[caution])


def _headline(placement: Placement) -> str:
    chance = placement.probability
    if placement.cautions:
        return f"Your answers read as {placement.level.title}, but say little: {percent(chance)} likely"
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
        screen.say(("Gate not met: ", WARNING), _gate_words(gate, checked=placement.checks > 0))
    missing = sum(area.rating < area.target for area in placement.areas)
    if placement.level is RUNGS[0] and 2 * missing > len(placement.areas):
        screen.say("Most areas are still below what Entry asks: you are on the way in, and that is where it starts.")


def _gate_words(gate: GateCheck, *, checked: bool) -> str:
    sure = percent(gate.shortfall)
    said = f"you said {gate.rating}"
    if checked:
        said += ", and all your answers together show less"
    return f"{gate.level.title} asks {gate.name} {gate.minimum}; {said} (short of it: {sure} sure)."


def _chances(screen: Screen, placement: Placement) -> None:
    for chance in placement.levels:
        style = GOOD if chance.level is placement.level else ""
        mark = " ◂" if chance.level is placement.level else ""
        bar = screen.bar(chance.probability, 1.0, 20 if screen.width >= TIGHT else 10)
        screen.say((f"{chance.level.title:<15}{bar} {percent(chance.probability):>5}{mark}", style), indent=2)


def _areas(screen: Screen, placement: Placement) -> None:
    """Draw each area on one scale: the estimate with its whiskers and what the rungs ask; beside it the figures."""
    above = placement.level.next
    heads = ["Area", "", "said", "est.", "80 %", "asked", "next" if above else "", ""]
    rows: list[list[Part]] = [
        [
            area.name,
            _strip(area, has_next=above is not None),
            str(area.rating),
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
        screen.table(heads, rows, right=(2, 3, 4, 5, 6), indent=0)
    screen.say((SCALE if above else LAST_SCALE, DIM))
    if placement.bias is None:
        screen.say((UNCHECKED, DIM))
    elif not placement.cautions:
        screen.say(_bias_words(placement))


def scale(value: float, whiskers: tuple[float, float], marks: Mapping[float, str], width: int) -> str:
    """Return the scale of levels in `width` columns: the whiskers, `marks` by level, and the value over both."""

    def place(level: float) -> int:
        return round(min(max(level / HIGHEST, 0.0), 1.0) * (width - 1))

    low, high = map(place, whiskers)
    cells = ["·"] * width
    cells[low : high + 1] = "─" * (high + 1 - low)
    cells[low], cells[high] = "├", "┤"
    for level, mark in marks.items():
        cells[place(level)] = mark
    cells[place(value)] = "█"
    return "".join(cells)


def _strip(area: AreaEstimate, *, has_next: bool) -> str:
    marks = {float(area.next_target): NEXT} if has_next else {}
    return scale(area.estimate, (area.low, area.high), marks | {float(area.target): ASKED}, STRIP)


def _bias_words(placement: Placement) -> str:
    """Return how the ratings lie against the answers, over all and in the areas where they lie far apart."""
    bias = placement.bias or 0.0
    if abs(bias) < A_TENTH:
        words = "Your ratings agree with your answers"
    else:
        words = f"Your ratings ran {abs(bias):.1f} levels {'above' if bias > 0 else 'below'} your answers"
    names = {area.area: area.name for area in placement.areas}
    apart = [
        f"{how} in {', '.join(names[area] for area in areas)}"
        for how, areas in (("much higher", placement.ran_higher), ("much lower", placement.ran_lower))
        if areas
    ]
    return f"{words}; {' and '.join(apart)}." if apart else f"{words}."


def _area_in_short(screen: Screen, area: AreaEstimate, *, has_next: bool) -> None:
    """Draw one area in two lines, for screens on which the table does not fit."""
    screen.say(f"{area.name:<21} {_strip(area, has_next=has_next)} ", _mark(area))
    asked = f"asked {area.target}, next {area.next_target}" if has_next else f"asked {area.target}"
    figures = f"{area.estimate:.1f} ({area.low:.1f}–{area.high:.1f}) · said {area.rating} ·"
    if screen.width >= TIGHT:
        screen.say((f"{figures} {asked}", DIM), indent=2)
    else:
        screen.say((figures.removesuffix(" ·"), DIM), indent=2)
        screen.say((asked, DIM), indent=2)


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
    if role is Role.CARRIES:
        chosen.sort(key=lambda area: area.target - area.estimate)
    else:
        chosen.sort(key=lambda area: area.weight * (area.estimate - area.next_target))
    return ", ".join(area.name for area in chosen)


def _influences(screen: Screen, placement: Placement) -> None:
    """Say which answers moved the result most, and how far."""
    if placement.influences:
        screen.blank()
        screen.say(("What moved this most", ACCENT), ", one area left out at a time")
    for one in placement.influences:
        way = "up" if one.shift > 0 else "down"
        screen.item(f"{_answer_words(one)}: {way} by {abs(one.shift):.2f} of a rung.")


def _answer_words(one: Influence) -> str:
    checks = f", {one.right} of {counted(one.checks, 'check')} right" if one.checks else ""
    return f"{one.name} (rated {one.rating}{checks})"


def _changes(screen: Screen, placement: Placement) -> None:
    screen.blank()
    screen.say(("What would change this", ACCENT))
    for change in placement.changes:
        screen.item(_flip_words(change) if change.flips else _change_words(change))
    if placement.checks:
        _no_change_by_checks(screen, placement)
    else:
        _no_change_by_ratings(screen, placement)
    screen.item("Years and background only start the estimate; they never cap it.")


def _no_change_by_ratings(screen: Screen, placement: Placement) -> None:
    up = placement.level.next
    if not placement.changes:
        screen.item(f"Nothing near: even {MOST_MOVES} ratings moved by one level would read the same.")
    elif up and all(change.level.rung < up.rung for change in placement.changes):
        screen.item(f"Even {MOST_MOVES} ratings one level higher would not read as {up.title}.")


def _no_change_by_checks(screen: Screen, placement: Placement) -> None:
    """Say what was tried in vain; somebody who missed nothing is told of no better answers."""
    up, tried = placement.level.next, min(MOST_MOVES, placement.checks - placement.right)
    if up and tried and all(change.level.rung < up.rung for change in placement.changes):
        screen.item(f"{counted(tried, 'more right answer')} would not have been enough for {up.title}.")
    if not placement.changes and placement.right:
        screen.item("No few misses more would have read as a lower rung.")


def _change_words(change: Change) -> str:
    moves = [f"{move.name} {move.becomes} instead of {move.rating}" for move in change.moves]
    return f"{_listed(moves)} would read as {change.level.title}."


def _flip_words(change: Change) -> str:
    topics = _listed([f"{flip.topic} ({flip.name})" for flip in change.flips])
    answer = "A right answer" if change.flips[0].right else "A miss"
    return f"{answer} on {topics} would read as {change.level.title}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _what_now(screen: Screen, placement: Placement) -> None:
    """Say what to do next, what explains the misses, and when a retake says something."""
    screen.say("Next: ", ("mlcareer next", ACCENT), *_way_up(placement))
    missed = placement.checks - placement.right
    if missed:
        screen.say(f"The {counted(missed, 'missed check')} explained: ", ("mlcareer quiz --review", ACCENT))
    if placement.retake_after:
        screen.say(f"A retake says something new after {placement.retake_after}.")


def _way_up(placement: Placement) -> tuple[Part, ...]:
    if placement.level.next is None:
        return ()
    command = f"mlcareer roadmap {placement.level.value} --to {placement.level.next.value}"
    return (" · the way up: ", (command, ACCENT))
