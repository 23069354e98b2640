"""Wins as evidence for a rung: on a screen, and as Markdown for a promotion packet."""

from collections.abc import Iterable, Iterator, Sequence

from mlcareer.core.level import RUNGS
from mlcareer.core.text import encodable
from mlcareer.core.win import Aim, AskedArea, WinLine, Wins
from mlcareer.render.markdown import escaped
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import counted


def draw(screen: Screen, view: Wins) -> None:
    """Draw the wins: what the aim asks, its areas with their wins, then other wins, then those of rungs left behind."""
    screen.title(_title(view))
    for line in _about(view):
        screen.say((line, DIM))
    if view.aim:
        _draw_aim(screen, view.aim)
    if view.others:
        screen.blank()
        if view.aim:
            screen.say(("For other areas, or for none", ACCENT))
        _draw_lines(screen, view.others, with_areas=True)
    for group in view.earlier:
        screen.blank()
        screen.say((f"While you were {group.stood.title}: evidence for {group.toward.title}", ACCENT))
        _draw_lines(screen, group.wins)
    screen.blank()
    screen.say(('mlcareer win "SHIPPED X" --area AREA logs one', DIM))
    if view.last_day:
        screen.say(("mlcareer win --remove NUMBER takes one back", DIM))
        screen.say(("mlcareer wins --export md writes them for a promotion packet", DIM))
    if view.aim:
        screen.sources([view.aim.source, *(area.source for area in view.aim.areas)])


def draw_markdown(screen: Screen, view: Wins) -> None:
    """Write the wins as a Markdown document, as it stands: nothing is folded, for it is copied elsewhere."""
    file = screen.console.file
    file.write(encodable("\n\n".join(_blocks(view)) + "\n", getattr(file, "encoding", None) or "utf-8"))


def _title(view: Wins) -> str:
    """Return for which rung how many wins speak; those of rungs left behind are counted apart."""
    now = len(view.others) + sum(len(area.wins) for area in (view.aim.areas if view.aim else ()))
    earlier = sum(len(group.wins) for group in view.earlier)
    wins = counted(now, "win") if now else f"no wins{'' if view.since or view.area else ' yet'}"
    if not view.aim:
        return f"{wins}, by date" if now else f"{wins[0].upper()}{wins[1:]}"
    return f"Evidence for {view.aim.level.title}: {wins}{f' · {earlier} of lower rungs' if earlier else ''}"


def _about(view: Wins) -> Iterator[str]:
    """Yield what the wins shown are, and for which rung."""
    chosen = [f"since {view.since}"] if view.since else []
    chosen += [f"of {view.area.name}"] if view.area else []
    if chosen:
        yield f"Only wins {' and '.join(chosen)}."
    if view.you:
        stand = f"You stand at {view.you.level.title} by the quiz of {view.you.on}."
        is_top = view.aim and view.aim.level is view.you.level is RUNGS[-1]
        yield f"{stand} No rung is above: this is what yours asks." if is_top else stand
    elif not view.aim:
        yield "After a quiz they are arranged as evidence for your next rung; --level LEVEL does it for any."


def _draw_aim(screen: Screen, aim: Aim) -> None:
    screen.blank()
    screen.say((f"{_asked_beyond(aim)}:", ACCENT))
    for name, words in _asks(aim):
        screen.item((f"{name}: ", DIM), words)
    for area in aim.areas:
        if not area.is_bare:
            screen.blank()
            screen.say((area.name, ACCENT), (f"  {_height(area)}", DIM), hang=2)
            _draw_lines(screen, area.wins)
            if area.also:
                screen.say((f"also {_numbers(area.also)}, told under another area", DIM), indent=2)
    bare = [f"{area.name} (gate)" if area.gate else area.name for area in aim.areas if area.is_bare]
    if bare:
        screen.blank()
        screen.say(("Nothing yet for: ", DIM), ", ".join(bare), hang=2)


def _asked_beyond(aim: Aim) -> str:
    return f"{aim.level.title} asks beyond {aim.beyond.title}" if aim.beyond else f"{aim.level.title} asks"


def _asks(aim: Aim) -> tuple[tuple[str, str], ...]:
    return (("scope", aim.scope), ("autonomy", aim.autonomy), ("influence", aim.influence))


def _height(area: AskedArea) -> str:
    """Return what is asked of an area: its level now and then, and the gate."""
    rise = f"level {area.before} → {area.target}" if area.target > area.before else f"level {area.target}"
    return f"{rise} · gate at {area.gate.minimum}" if area.gate else rise


def _draw_lines(screen: Screen, lines: Sequence[WinLine], *, with_areas: bool = False) -> None:
    """Draw wins, newest first, the number before each and the day after it."""
    for line in lines:
        number = f"{line.id}  "
        names = f"  {_names(line)}" if with_areas and line.areas else ""
        screen.say((number, ACCENT), line.text, (f"  {line.on}{names}", DIM), indent=2, hang=len(number))


def _names(line: WinLine) -> str:
    return ", ".join(area.name for area in line.areas)


def _numbers(ids: Iterable[int]) -> str:
    return ", ".join(map(str, ids))


def _blocks(view: Wins) -> Iterator[str]:
    """Yield the blocks of the document; gaps are no matter of a packet, so areas without a win are left out."""
    yield f"# Evidence for {escaped(view.aim.level.title)}" if view.aim else "# Wins"
    if view.first_day is None:
        yield f"No wins since {view.since}." if view.since else "No wins."
        return
    yield f"Wins from {view.since or view.first_day} to {view.last_day}."
    if view.aim:
        yield f"What {escaped(_asked_beyond(view.aim))}:"
        yield "\n".join(f"- **{name.capitalize()}**: {escaped(words)}" for name, words in _asks(view.aim))
        for area in view.aim.areas:
            if not area.is_bare:
                yield f"## {escaped(area.name)}"
                also = [f"- See also: {', '.join(f'win {number}' for number in area.also)}"] if area.also else []
                yield "\n".join([*map(_bullet, area.wins), *also])
    if view.others:
        if view.aim:
            yield "## Other"
        yield "\n".join(map(_bullet, view.others))
    for group in view.earlier:
        yield f"## While {escaped(group.stood.title)}: evidence for {escaped(group.toward.title)}"
        yield "\n".join(_bullet(win, with_areas=True) for win in group.wins)


def _bullet(line: WinLine, *, with_areas: bool = False) -> str:
    areas = f", {escaped(_names(line))}" if with_areas and line.areas else ""
    return f"- {line.on}: {escaped(line.text)} (win {line.id}{areas})"
