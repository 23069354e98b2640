"""Plans to take along, for the tests of every format: a made-up person's, and one in which every text is foreign."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from mlcareer.cli.placed import placement_of
from mlcareer.core.assessment import Answers
from mlcareer.core.export import Takeaway, finished, takeaway
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.placement import Placement
from mlcareer.core.plan import First, Plan, PlanStep, make
from mlcareer.core.route import Basis
from mlcareer.core.skill import SkillMap
from mlcareer.core.source import Source, Sources
from mlcareer.core.step import Link, Steps
from mlcareer.core.wish import Wish
from mlcareer.pack.library import Library

TODAY = date(2026, 11, 22)


@cache
def read_once(pack: Library) -> tuple[SkillMap, Steps, Sources, Placement]:
    """Return what plans are made from, and where somebody stands who rates themselves 2 everywhere."""
    skills = pack.skills()
    answers = Answers(background="student", years=2, ratings={area.id: 2 for area in skills.areas})
    return skills, pack.steps(), pack.sources(), placement_of(pack, answers)


def taken_from(  # noqa: PLR0913  # what a person may have wished and done
    pack: Library,
    *,
    to: Level = Level.MID,
    hours: float = 8,
    said: Mapping[str, StepState] | None = None,
    today: date = TODAY,
    first: date | None = TODAY,
    by: date | None = date(2027, 9, 1),
) -> Takeaway:
    """Return what a person who rates themselves 2 everywhere takes along."""
    skills, steps, sources, placement = read_once(pack)
    basis = Basis(skills, steps, said or {}, Wish(to=to, hours=hours, by=by))
    plan = make(placement, basis, today)
    plan = plan._replace(first=First(first, None) if first else None)
    return takeaway(plan, today, finished(basis.said, steps), TODAY + timedelta(days=14), sources)


def done(*steps: str, on: date = TODAY, what: Mark = Mark.DONE) -> dict[str, StepState]:
    """Return what was said of steps: done on a day, or something else."""
    return {step: StepState(step, what, f"{on}T12:00:00+00:00") for step in steps}


def foreign(taken: Takeaway, text: str) -> Takeaway:
    """Return the same with its first two steps, its gaps and a source full of a foreign text."""
    steps = tuple(_foreign_step(step, text) for step in taken.plan.steps[:2])
    gaps = tuple(gap._replace(name=text, open=text) for gap in taken.plan.gaps[:1])
    tests = tuple(test._replace(title=text, done_when=text) for test in taken.plan.test_out[:1])
    plan: Plan = taken.plan._replace(steps=steps, gaps=gaps, test_out=tests, weeks=taken.plan.weeks[:2])
    sources: tuple[Source, ...] = tuple(source._replace(title=text, limits=text) for source in taken.sources)
    return taken._replace(plan=plan, sources=sources)


def _foreign_step(step: PlanStep, text: str) -> PlanStep:
    links = (Link(text, f"https://example.org/{text}", text), Link(text, text, text, "2026-11-22"))
    what = step.what._replace(title=text, why=text, because=text, do=(text,), done_when=text, learn=links)
    return step._replace(what=what)
