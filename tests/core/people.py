"""Who the tests of the plan are about: people, what they said and wish, small packs made up, texts of another hash."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate

from hypothesis import Phase, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers
from mlcareer.core.gap import Gap
from mlcareer.core.level import RUNGS
from mlcareer.core.mark import CLOSING, Mark, StepState
from mlcareer.core.placement import AreaEstimate, GateCheck, Placement, Role
from mlcareer.core.plan import Plan, make
from mlcareer.core.route import Basis, Route, route
from mlcareer.core.skill import Area, Skill, SkillMap
from mlcareer.core.step import Cloud, Kind, Step, Steps
from mlcareer.core.wish import Wish

Place = Callable[[Answers], Placement]
GapOf = Callable[..., Gap]
Rated = Callable[..., Answers]
People = st.SearchStrategy[Answers]
Careers = st.SearchStrategy[tuple[Answers, list[str]]]

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=25, deadline=None, database=None, phases=PHASES)
WIDE = settings(LAWS, max_examples=30)
"""For laws over both the shipped pack and small ones, of which three in four are small."""

NOON = "2026-11-24T12:00:00Z"
TODAY = date(2026, 11, 24)
SOURCE = ("made-up", "2026-11-24")


class Case:
    """A person to plan for: where they stand, what they said and wish, and the pack."""

    def __init__(self, placement: Placement, basis: Basis) -> None:
        self.placement = placement
        self.basis = basis

    def __repr__(self) -> str:
        """Show what hypothesis prints of a failure."""
        level, said, wish = self.placement.level, dict(self.basis.said), self.basis.wish
        small = self.basis if len(self.basis.steps.steps) < 30 else "the shipped pack"
        return f"Case({level}, {self.placement.areas}, {said}, {wish}, {small})"

    @cached_property
    def plan(self) -> Plan:
        """The plan as of TODAY."""
        return make(self.placement, self.basis, TODAY)

    @cached_property
    def way(self) -> Route:
        """The route."""
        return route(self.placement, self.basis)

    @property
    def legs(self) -> list[str]:
        """The steps in the order of the route."""
        return [leg.step.id for leg in self.way.legs]

    def saying(self, step: str, mark: Mark | None, hours: float | None = None, at: str = NOON) -> "Case":
        """Return the same person after one more word."""
        state = StepState(step, mark, at, at if mark is Mark.STARTED else None, hours)
        return Case(self.placement, self.basis._replace(said={**self.basis.said, step: state}))

    def wishing(self, **wishes: object) -> "Case":
        """Return the same person with other wishes."""
        return Case(self.placement, self.basis._replace(wish=self.basis.wish._replace(**wishes)))

    def without(self, *marks: Mark) -> "Case":
        """Return the same person as if some marks had not been made."""
        said = {name: state for name, state in self.basis.said.items() if state.mark not in marks}
        return Case(self.placement, self.basis._replace(said=said))


Cases = st.SearchStrategy[Case]


def saids(steps: Steps) -> st.SearchStrategy[Mapping[str, StepState]]:
    """Return a way to draw what was said of some of the steps, with hours or without."""
    started = st.none() | st.sampled_from(["2026-10-01T08:00:00Z", "2026-11-01T08:00:00Z"])
    hours = st.none() | st.floats(0.1, 150).map(lambda hours: round(hours, 1))
    states = st.tuples(st.sampled_from([*[*Mark][:4], None]), started, hours)
    names = st.sampled_from([step.id for step in steps.steps])
    return st.dictionaries(names, states, max_size=30).map(
        lambda drawn: {
            name: StepState(name, mark, NOON, started if mark is not Mark.STARTED else started or NOON, hours)
            for name, (mark, started, hours) in drawn.items()
        }
    )


def wishes(areas: Sequence[Area]) -> st.SearchStrategy[Wish]:
    """Return a way to draw wishes."""
    return st.builds(
        Wish,
        to=st.none() | st.sampled_from(RUNGS),
        hours=st.none() | st.floats(0.5, 80).map(lambda hours: round(hours, 1)),
        by=st.none() | st.integers(0, 4000).map(lambda days: TODAY + timedelta(days)),
        start=st.none() | st.integers(-200, 800).map(lambda days: TODAY + timedelta(days)),
        focus=st.none() | st.sampled_from([area.id for area in areas]),
        cloud=st.none() | st.sampled_from(Cloud),
    )


@st.composite
def small_packs(draw: st.DrawFn, *, alternatives: bool = True) -> tuple[SkillMap, Steps]:
    """Return a pack of a few skills: steps that close several, skills that nothing teaches, projects, certifications.

    No step needs what only itself or a later one teaches. Without `alternatives` a skill has one step that teaches it.
    """
    areas = tuple(
        Area(
            name,
            name.title(),
            "",
            draw(st.sampled_from([0.1, 0.3, 0.6])),
            dict(zip(RUNGS, heights, strict=True)),
            *SOURCE,
        )
        for name in ("ant", "bee", "cat")
        if (heights := sorted(draw(st.lists(st.integers(0, 5), min_size=5, max_size=5))))
    )
    count = draw(st.integers(1, 9))
    skills = tuple(
        Skill(
            id=f"s{number}",
            name=f"S{number}",
            summary="",
            area=draw(st.sampled_from(areas)).id,
            level=draw(st.integers(1, 5)),
            hours=draw(st.integers(1, 40)),
            prereqs=tuple(f"s{before}" for before in sorted(draw(_some(range(number), 2)))),
            source=SOURCE[0],
            as_of=SOURCE[1],
            optional=draw(st.integers(0, 9)) == 0,
        )
        for number in range(count)
    )
    ids = [skill.id for skill in skills]
    ends = list(accumulate(draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))))
    runs = [ids[begin:end] for begin, end in zip([0, *ends], ends, strict=False) if ids[begin:end]]
    taught = [run for run in runs if draw(st.integers(0, 9))]
    if alternatives:
        taught += [run if draw(st.booleans()) else run[:1] for run in taught if draw(st.integers(0, 3)) == 0]
    kinds = st.sampled_from([Kind.STUDY, Kind.PRACTICE])
    steps = [_step(draw, f"t{number}", draw(kinds), run) for number, run in enumerate(taught)]
    for number in range(draw(st.integers(0, 3))):
        shown = sorted(draw(_some(ids, 4, least=1)))
        steps.append(_step(draw, f"p{number}", Kind.PROJECT, shown)._replace(level=draw(st.sampled_from(RUNGS))))
    for cloud in draw(_some(list(Cloud), 2)):
        needs = tuple(sorted(draw(_some(ids, 2))))
        made = _step(draw, f"c_{cloud}", Kind.CERTIFICATION, ())
        steps.append(made._replace(level=draw(st.sampled_from(RUNGS)), cloud=cloud, needs=needs))
    return SkillMap(areas, skills), Steps(tuple(steps))


def _some(of: Sequence[object], most: int, least: int = 0) -> st.SearchStrategy[list[object]]:
    if not of:
        return st.just([])
    return st.lists(st.sampled_from(of), unique=True, min_size=least, max_size=min(most, len(of)))


def _step(draw: st.DrawFn, name: str, kind: Kind, closes: Sequence[str]) -> Step:
    hours = draw(st.integers(1, 60))
    return Step(name, kind, name.upper(), tuple(closes), hours, "", (), "", *SOURCE)


@st.composite
def small_cases(draw: st.DrawFn, nobody: Placement, *, alternatives: bool = True) -> Case:
    """Return a person to plan for by a small pack."""
    skills, steps = draw(small_packs(alternatives=alternatives))
    level = draw(st.sampled_from(RUNGS))
    rows = tuple(
        AreaEstimate(
            area.id,
            area.name,
            rating := draw(st.integers(0, 5)),
            min(max(rating + draw(st.sampled_from([-1.2, -0.3, 0.0, 0.4])), 0.0), 5.0),
            0.0,
            5.0,
            area.targets[level],
            area.targets[level.next or level],
            area.weight,
            draw(st.sampled_from(Role)),
        )
        for area in skills.areas
        if draw(st.integers(0, 4))
    )
    gates = tuple(
        GateCheck(level.next or level, row.area, row.name, row.rating + 1, row.rating, 0.9, draw(st.booleans()))
        for row in rows[:1]
    )
    said = draw(saids(steps)) if steps.steps else {}
    placement = nobody._replace(level=level, areas=rows, gates=gates)
    return Case(placement, Basis(skills, steps, said, draw(wishes(skills.areas))))


def is_planned(case: Case, step: str) -> bool:
    """Tell whether nothing was said that keeps a step out of the plan."""
    return case.basis.mark_of(step) not in {*CLOSING, Mark.SKIPPED}


class Salted(str):
    """A text whose hash differs from salt to salt, as every text's hash does from process to process."""

    __slots__ = ()
    salt = 0

    def __hash__(self) -> int:
        """Mix the salt in."""
        # not hash(), which differs from run to run: a failure must come back
        return int.from_bytes(blake2b(f"{self.salt}{self}".encode(), digest_size=7).digest())

    def __eq__(self, other: object) -> bool:
        """Compare as any text."""
        return str(self) == other


def salted(name: str, salt: int) -> Salted:
    """Return the same text with another hash."""
    kind = type("Salted", (Salted,), {"salt": salt, "__slots__": (), "__hash__": Salted.__hash__})
    return kind(name)


def salted_basis(basis: Basis, salt: int) -> Basis:
    """Return the same basis, the id of every skill and step with another hash."""
    kind = type(salted("", salt))

    def each(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(kind(name) for name in names)

    skills = basis.skills._replace(
        skills=tuple(skill._replace(id=kind(skill.id), prereqs=each(skill.prereqs)) for skill in basis.skills.skills),
    )
    steps = Steps(
        tuple(
            step._replace(id=kind(step.id), closes=each(step.closes), needs=each(step.needs))
            for step in basis.steps.steps
        )
    )
    said = {kind(name): state._replace(step=kind(name)) for name, state in basis.said.items()}
    return basis._replace(skills=skills, steps=steps, said=said)
