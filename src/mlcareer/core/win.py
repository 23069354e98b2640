"""Wins: what a person achieved, dated and tied to areas, as evidence for the next rung."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mlcareer.core.ladder import Gate, Roadmap, Rung
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.skill import Area, SkillMap
from mlcareer.errors import NotFoundError, WrongUsageError


class Win(NamedTuple):
    """One achievement: what, on which day, in which areas; `id` is never used again; `at` is when it was logged."""

    id: int
    text: str
    on: date
    areas: tuple[str, ...]
    at: str


class Stood(NamedTuple):
    """What one finished quiz said: the day, and the rung."""

    on: date
    level: Level


class WinArea(NamedTuple):
    """An area that a win is tied to; its name is its id where the pack has it no longer."""

    area: str
    name: str


class WinMarked(NamedTuple):
    """A win that was logged or taken back ('removed'), and when."""

    id: int
    text: str
    on: date
    areas: tuple[WinArea, ...]
    status: str
    at: str


class WinLine(NamedTuple):
    """A win with the rung on which the person stood that day, None before any quiz."""

    id: int
    text: str
    on: date
    areas: tuple[WinArea, ...]
    stood: Level | None
    at: str


class AskedArea(NamedTuple):
    """An area of which the aim asks more than the rung it is compared with, or which is a gate to it.

    `wins` are those told here; `also` numbers those that name the area too and are told under another.
    """

    area: str
    name: str
    before: int
    target: int
    gate: Gate | None
    wins: tuple[WinLine, ...]
    also: tuple[int, ...]
    source: str
    as_of: str

    @property
    def is_bare(self) -> bool:
        """Whether no win speaks for it."""
        return not self.wins and not self.also


class Aim(NamedTuple):
    """The rung to gather evidence for, and what it asks beyond the rung `beyond`, None below the lowest."""

    level: Level
    beyond: Level | None
    scope: str
    autonomy: str
    influence: str
    areas: tuple[AskedArea, ...]
    source: str
    as_of: str


class EarlierWins(NamedTuple):
    """The wins of a rung left behind, which were evidence for the rung `toward`."""

    stood: Level
    toward: Level
    wins: tuple[WinLine, ...]


class Wins(NamedTuple):
    """Every win asked for, each told once: for the aim by area, then others, then those of rungs left behind.

    `you` is the rung by the last quiz; without it and without a rung named there is no aim, and all wins are `others`.
    """

    you: Stood | None
    since: date | None
    area: WinArea | None
    first_day: date | None
    last_day: date | None
    aim: Aim | None
    others: tuple[WinLine, ...]
    earlier: tuple[EarlierWins, ...]


class Wanted(NamedTuple):
    """What is asked of the wins: from a day on, of an area, for a rung other than the next."""

    since: date | None = None
    area: str | None = None
    level: Level | None = None

    def has(self, win: Win) -> bool:
        """Tell whether a win is asked for."""
        return (self.since is None or win.on >= self.since) and (self.area is None or self.area in win.areas)


def past_day(option: str, day: date, today: date) -> date:
    """Return the day of something that has happened; raises WrongUsageError for a day to come."""
    if day > today:
        raise WrongUsageError(
            f"{option} {day} is still to come", way_out=f"name a day up to today, {today}, or leave {option} out"
        )
    return day


def numbered(wins: Iterable[Win], number: int) -> Win:
    """Return the win of that number; raises NotFoundError where there is none."""
    found = next((win for win in wins if win.id == number), None)
    if found is None:
        raise NotFoundError(f"there is no win {number}", way_out="mlcareer wins lists the wins and their numbers")
    return found


def areas_of(win: Win, areas: Iterable[Area]) -> tuple[WinArea, ...]:
    """Return the areas of a win with their names, in the order in which they were named."""
    names = {area.id: area.name for area in areas}
    return tuple(WinArea(id_, names.get(id_, id_)) for id_ in win.areas)


def marked(win: Win, areas: Iterable[Area], status: str) -> WinMarked:
    """Return what became of a win."""
    return WinMarked(win.id, win.text, win.on, areas_of(win, areas), status, win.at)


def rung_on(day: date, standings: Sequence[Stood]) -> Level | None:
    """Return the rung of the last quiz up to that day, before all of them that of the first; None without any.

    `standings` are in the order in which the quizzes were finished.
    """
    before = [stood.level for stood in standings if stood.on <= day]
    if before:
        return before[-1]
    return standings[0].level if standings else None


def arrange(
    wins: Sequence[Win], standings: Sequence[Stood], roadmap: Roadmap, skills: SkillMap, wanted: Wanted
) -> Wins:
    """Return the wins asked for, arranged as evidence for a rung: the one named, else the next.

    The rung is compared with where the person stands or, if that is not below it, with the rung before. Wins from that
    rung on are told under the area named first of those that the aim asks; wins of lower rungs come apart.
    """
    you = standings[-1] if standings else None
    told = [
        WinLine(win.id, win.text, win.on, areas_of(win, skills.areas), rung_on(win.on, standings), win.at)
        for win in sorted(wins, key=lambda win: (win.on, win.id), reverse=True)
        if wanted.has(win)
    ]
    level = wanted.level or (you and (you.level.next or you.level))
    beyond = _below(level, you.level if you else None) if level else None
    now = [line for line in told if not _is_left_behind(line, beyond)]
    asked = _asked_areas(roadmap, skills, level, beyond) if level else ()
    areas = _with_wins([area for area in asked if wanted.area in (None, area.area)], now)
    gathered = {line.id for area in areas for line in area.wins}
    known = {area.id for area in skills.areas}
    others = [line for line in now if line.id not in gathered]
    return Wins(
        you=you,
        since=wanted.since,
        area=next((WinArea(area.id, area.name) for area in skills.areas if area.id == wanted.area), None),
        first_day=told[-1].on if told else None,
        last_day=told[0].on if told else None,
        aim=_aim(roadmap.rung(level), beyond, areas) if level else None,
        others=tuple(sorted(others, key=lambda line: _is_of_old(line, known))),
        earlier=_by_rung(line for line in told if _is_left_behind(line, beyond)),
    )


def _aim(rung: Rung, beyond: Level | None, areas: tuple[AskedArea, ...]) -> Aim:
    return Aim(rung.level, beyond, rung.scope, rung.autonomy, rung.influence, areas, rung.source, rung.as_of)


def _below(level: Level, stands: Level | None) -> Level | None:
    """Return the rung to compare with: where the person stands if it is lower, else the rung before."""
    if stands is not None and stands.rung < level.rung:
        return stands
    return RUNGS[level.rung - 2] if level.rung > 1 else None


def _is_left_behind(line: WinLine, beyond: Level | None) -> bool:
    return beyond is not None and line.stood is not None and line.stood.rung < beyond.rung


def _is_of_old(line: WinLine, known: set[str]) -> bool:
    """Tell whether the pack has none of a win's areas any longer; such wins come last."""
    return bool(line.areas) and not any(area.area in known for area in line.areas)


def _asked_areas(roadmap: Roadmap, skills: SkillMap, level: Level, beyond: Level | None) -> tuple[AskedArea, ...]:
    """Return the areas whose target rises on the way to a rung, or which are gates on it, without their wins."""
    gates = {gate.area: gate for gate in roadmap.gates_to(level, beyond)}
    heights = [(area, area.targets[beyond] if beyond else 0, area.targets[level]) for area in skills.areas]
    return tuple(
        AskedArea(area.id, area.name, before, target, gates.get(area.id), (), (), area.source, area.as_of)
        for area, before, target in heights
        if target > before or area.id in gates
    )


def _with_wins(asked: Sequence[AskedArea], lines: Iterable[WinLine]) -> tuple[AskedArea, ...]:
    """Return the areas with the wins that name them, each told under the area named first, numbered under others."""
    ids = {area.area for area in asked}
    told: dict[str, list[WinLine]] = {id_: [] for id_ in ids}
    also: dict[str, list[int]] = {id_: [] for id_ in ids}
    for line in lines:
        named = [area.area for area in line.areas if area.area in ids]
        for place, id_ in enumerate(named):
            if place == 0:
                told[id_].append(line)
            else:
                also[id_].append(line.id)
    return tuple(area._replace(wins=tuple(told[area.area]), also=tuple(also[area.area])) for area in asked)


def _by_rung(lines: Iterable[WinLine]) -> tuple[EarlierWins, ...]:
    """Return wins grouped by the rung stood on, the highest first."""
    groups: dict[Level, list[WinLine]] = {}
    for line in lines:
        if line.stood is not None:
            groups.setdefault(line.stood, []).append(line)
    return tuple(
        EarlierWins(level, level.next or level, tuple(groups[level])) for level in reversed(RUNGS) if level in groups
    )
