"""The best steps now: the head of the plan, as far as it can be begun."""

from typing import NamedTuple

from mlcareer.core.certificate import CertificateLine
from mlcareer.core.freshness import Aged
from mlcareer.core.level import Level
from mlcareer.core.mark import Mark
from mlcareer.core.placement import Placement
from mlcareer.core.route import Basis, route
from mlcareer.core.skill import Hours, hours_band
from mlcareer.core.suggestion import Suggestion, suggestion


class NextSteps(NamedTuple):
    """The best steps now on the way to `target`, and how many skills, steps and hours of the way remain.

    `reminders` are certificates that end soon or ended lately, filled by whoever knows them.
    """

    level: Level
    target: Level
    suggestions: tuple[Suggestion, ...]
    skills_left: int
    hours_left: Hours
    done: int
    source: str
    as_of: str
    steps_left: int = 0
    aged: tuple[Aged, ...] = ()
    reminders: tuple[CertificateLine, ...] = ()


def next_steps(placement: Placement, basis: Basis, count: int = 3) -> NextSteps:
    """Return the first `count` steps of the plan that can be begun now, those already begun first."""
    way = route(placement, basis)
    ready = [leg.step for leg in way.legs if not leg.after][:count]
    known = {step.id for step in basis.steps.steps}
    return NextSteps(
        level=placement.level,
        target=way.target,
        suggestions=tuple(suggestion(step, way.gap, begun=basis.mark_of(step.id) is Mark.STARTED) for step in ready),
        skills_left=len(way.gap.needed),
        hours_left=hours_band(sum(leg.step.hours for leg in way.legs)),
        done=sum(state.mark is Mark.DONE and name in known for name, state in basis.said.items()),
        source=placement.source,
        as_of=placement.as_of,
        steps_left=len(way.legs),
    )
