"""From the gap to steps in order: what teaches each missing skill, the projects that show it, a certification if asked.

The order is made as if nothing were done or skipped, and what is, is then left out. So no such step reorders the rest;
only a new quiz, another wish, another pack or a step begun does: that comes first, behind what it needs.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from mlcareer.core.gap import Gap
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.mark import CLOSING, Mark, StepState
from mlcareer.core.pace import LEAST_RATIO
from mlcareer.core.placement import Placement
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Kind, Step, Steps
from mlcareer.core.wish import NOTHING_SAID, Wish

PROJECTS = 2
"""Projects a rung: our own choice. One shows that it can be done, a second that it was no accident; more is hours."""
PROOF = 0.5
"""A project proves skills that were closed by study, so it is worth half of what closing them is."""
HANDS_ON = (Kind.PROJECT, Kind.PRACTICE)
"""Building, as against reading: a week holds one of each better than two of a kind."""


class Basis(NamedTuple):
    """What a plan is made from, besides a placement: the pack, what was said of steps by today's id, the wishes."""

    skills: SkillMap
    steps: Steps
    said: Mapping[str, StepState]
    wish: Wish = NOTHING_SAID

    @property
    def closed(self) -> frozenset[str]:
        """The skills of steps done or known: they count as held, whatever the answers say."""
        return self.steps.closed_by(name for name, state in self.said.items() if state.mark in CLOSING)

    def mark_of(self, step: str) -> Mark | None:
        """Return what was last said of a step."""
        return self.said[step].mark if step in self.said else None


def spent_on(basis: Basis) -> list[tuple[float, float]]:
    """Return hours spent and hours in the pack of the steps done for which hours were said.

    Who needs less than a quarter of the hours had the step behind them: that says nothing of their pace.
    """
    likely = {step.id: step.hours for step in basis.steps.steps}
    said = [(name, state.hours or 0.0) for name, state in basis.said.items() if state.mark is Mark.DONE]
    return [(hours, likely[name]) for name, hours in said if hours >= LEAST_RATIO * likely.get(name, inf)]


class Leg(NamedTuple):
    """One step of the route: planned steps that come before it, left-out skills it must do without, its worth."""

    step: Step
    after: tuple[str, ...]
    without: tuple[str, ...]
    value: float


class Route(NamedTuple):
    """The steps in order, and the skills that no step left in the plan teaches, with the steps that were skipped."""

    gap: Gap
    legs: tuple[Leg, ...]
    open: Mapping[str, tuple[str, ...]]
    target: Level


def route(placement: Placement, basis: Basis) -> Route:
    """Return the way from a placement to the rung wished for, the next one by default, past what is done or skipped."""
    target = basis.wish.to or placement.level.next or placement.level
    whole = Gap(placement, basis.skills, (), target)
    gap = Gap(placement, basis.skills, basis.closed, target)
    builder = _Builder(gap, whole.values, basis)
    rungs = _rungs_on_the_way(placement.level, target)
    shows = [project for rung in rungs for project in _projects(whole, basis, rung)] + _certification(basis, target)
    order = whole.route(basis.wish.focus)
    legs = builder.build(order, shows)
    if builder.closed or builder.left_out:
        undone = {name: state for name, state in basis.said.items() if state.mark not in {*CLOSING, Mark.SKIPPED}}
        before = _Builder(whole, whole.values, basis._replace(said=undone)).build(order, shows)
        legs = _lined_up(legs, [leg.step.id for leg in before])
    return Route(gap, _lined_up(legs, _begun(legs, basis)), builder.open, target)


def _rungs_on_the_way(level: Level, target: Level) -> Sequence[Level]:
    """Return the rungs to reach; the target itself where it is not above."""
    return RUNGS[level.rung : target.rung] or (target,)


def _projects(gap: Gap, basis: Basis, rung: Level) -> list[Step]:
    """Return the projects that show most of the gap's areas for their hours, at most PROJECTS, without those done.

    Chosen as if none were done, so that doing one does not swap the others; others done of the rung count as well.
    """
    every = (step for step in basis.steps.steps if step.kind is Kind.PROJECT and step.level is rung)
    pool = [step for step in every if basis.mark_of(step.id) is not Mark.SKIPPED]
    wanted = {gap.skills[skill].area for skill in gap.needed}
    chosen: list[Step] = []
    while len(chosen) < PROJECTS and wanted:
        best = max(pool, key=lambda step: (_shown(step, gap, wanted) / step.hours, step.id), default=None)
        if best is None or not _shown(best, gap, wanted):
            break
        chosen.append(best)
        pool.remove(best)
        wanted -= {gap.skills[skill].area for skill in best.closes}
    done_besides = sum(basis.mark_of(step.id) in CLOSING for step in pool)
    return [step for step in chosen[: max(PROJECTS - done_besides, 0)] if basis.mark_of(step.id) not in CLOSING]


def _shown(step: Step, gap: Gap, wanted: Iterable[str]) -> float:
    """Return the weighted gap of the areas still wanted that a project shows."""
    areas = {gap.skills[skill].area for skill in step.closes}
    return sum(gap.gap_in(area) for area in sorted(areas.intersection(wanted)))


def _certification(basis: Basis, target: Level) -> list[Step]:
    """Return the certification of the cloud wished for: the nearest to the focus, of these the highest in reach."""
    fitting = [
        (_in_focus(step, basis), step.level.rung, step.id, step)
        for step in basis.steps.steps
        if step.kind is Kind.CERTIFICATION and step.cloud is basis.wish.cloud and step.level
    ]
    return [max(found)[3]] if (found := [one for one in fitting if one[1] <= target.rung]) else []


def _in_focus(step: Step, basis: Basis) -> int:
    """Return how many of the skills that a certification needs lie in the area that comes first."""
    areas = {skill.id: skill.area for skill in basis.skills.skills}
    return sum(areas.get(name) == basis.wish.focus for name in step.needs)


def _begun(legs: Sequence[Leg], basis: Basis) -> list[str]:
    """Return the steps that were begun, the one begun first before the others."""
    begun = (leg.step.id for leg in legs if basis.mark_of(leg.step.id) is Mark.STARTED)
    return sorted(begun, key=lambda step: (basis.said[step].started or "", step))


def _lined_up(legs: Sequence[Leg], order: Sequence[str]) -> tuple[Leg, ...]:
    """Return the legs in the order of their steps, then the rest, each right behind what must come before it."""
    waiting = {leg.step.id: leg for leg in legs}
    places = {step: place for place, step in enumerate(dict.fromkeys((*order, *waiting)))}
    found: list[Leg] = []

    def put(step: str) -> None:
        leg = waiting.pop(step, None)
        if leg is not None:
            for first in sorted(leg.after, key=places.__getitem__):
                put(first)
            found.append(leg)

    for step in places:
        put(step)
    return tuple(found)


class _Builder:
    """Puts steps in line, each after the steps that teach what it needs."""

    def __init__(self, gap: Gap, values: Mapping[str, float], basis: Basis) -> None:
        self.gap = gap
        self.values = values
        self.left_out = {name for name, state in basis.said.items() if state.mark is Mark.SKIPPED}
        self.closed = {name for name, state in basis.said.items() if state.mark in CLOSING}
        self.teachers = _teachers(basis.steps)
        self.legs: dict[str, Leg] = {}
        self.taught_by: dict[str, str] = {}
        self.open: dict[str, tuple[str, ...]] = {}
        self._in_hand: set[str] = set()

    def build(self, skills: Sequence[str], shows: Sequence[Step]) -> tuple[Leg, ...]:
        """Return the legs that teach the skills still needed, each of `shows` as soon as what it shows is taught."""
        waiting = [step for step in shows if step.id not in self.left_out and step.id not in self.closed]
        for skill in skills:
            if skill in self.gap.needed:
                self._teach(skill)
                waiting = self._show(waiting)
        for step in waiting:  # they need something that the target itself does not ask
            for skill in sorted(self._first(step)):
                self._teach(skill)
            self._show([step])
        return tuple(self.legs.values())

    def _teach(self, skill: str) -> None:
        """Put the step that teaches a skill in line, unless it stands there or nothing teaches it."""
        if skill in self.taught_by or skill in self.open:
            return
        every = self.teachers.get(skill, ())
        step = next((step for step in every if step.id not in self.left_out and step.id not in self.closed), None)
        if step is None:
            self.open[skill] = tuple(step.id for step in every if step.id in self.left_out)
        elif step.id not in self._in_hand:  # two steps that each need the other are taken as they come
            self._in_hand.add(step.id)
            for first in sorted(self._first(step), key=self._place):
                self._teach(first)
            self._in_hand.discard(step.id)
            if skill not in self.taught_by:  # by a step of several skills that came first
                self._put(step, 1.0)

    def _show(self, waiting: Sequence[Step]) -> list[Step]:
        """Put in line what is ready to be shown; return what is not."""
        later = []
        for step in waiting:
            if all(skill in self.taught_by or skill in self.open for skill in self._first(step)):
                self._put(step, PROOF)
            else:
                later.append(step)
        return later

    def _put(self, step: Step, share: float) -> None:
        first = self._first(step)
        after = dict.fromkeys(self.taught_by[skill] for skill in sorted(first) if skill in self.taught_by)
        without = tuple(skill for skill in sorted(first) if skill in self.open)
        value = share * sum(self.values.get(skill, 0.0) for skill in step.closes)
        self.legs[step.id] = Leg(step, tuple(after), without, value)
        for skill in step.closes if step.kind is not Kind.PROJECT else ():
            self.taught_by.setdefault(skill, step.id)

    def _first(self, step: Step) -> set[str]:
        """Return the missing skills that come before a step: those it needs, and for a project those it shows."""
        gap = self.gap
        if step.kind is Kind.PROJECT:
            found = {skill for skill in step.closes if skill in gap.needed}
            others = [skill for skill in step.closes if skill not in found and skill not in gap.held]
            untaught = [skill for skill in found if skill in self.open]  # the project itself has to teach them
            prereqs = {prereq for skill in untaught for prereq in gap.skills[skill].prereqs} - gap.held
            return found.union(prereqs, *(gap.closure(skill) - {skill} for skill in others))
        closes = [skill for skill in step.closes if skill in gap.needed] or step.closes
        found = {prereq for skill in closes for prereq in gap.skills[skill].prereqs}
        return (found - set(step.closes) | set(step.needs)) - gap.held

    def _place(self, skill: str) -> tuple[int, str]:
        return (self.gap.skills[skill].level, skill)


def _teachers(steps: Steps) -> dict[str, list[Step]]:
    """Return for each skill the steps that teach it by themselves, the one with the fewest others first."""
    found: dict[str, list[Step]] = {}
    for step in steps.steps:
        if step.kind in {Kind.STUDY, Kind.PRACTICE}:
            for skill in step.closes:
                found.setdefault(skill, []).append(step)
    for teaching in found.values():
        teaching.sort(key=lambda step: (len(step.closes), step.id))
    return found
