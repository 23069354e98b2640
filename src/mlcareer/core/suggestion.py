"""One step as the person meets it: what it closes, why it comes up, what to do, when it is done."""

from collections.abc import Sequence
from typing import NamedTuple

from mlcareer.core.gap import Gap
from mlcareer.core.skill import Hours, hours_band
from mlcareer.core.step import Kind, Link, Step


class Suggestion(NamedTuple):
    """One step worth doing now, and why."""

    step: str
    title: str
    kind: Kind
    hours: Hours
    closes: tuple[str, ...]
    areas: tuple[str, ...]
    why: str
    because: str
    do: tuple[str, ...]
    done_when: str
    learn: tuple[Link, ...]
    source: str
    as_of: str
    begun: bool = False
    test_out: bool = False


def suggestion(step: Step, gap: Gap, *, begun: bool = False) -> Suggestion:
    """Return a step with why it comes up on the way over this gap."""
    areas = areas_of(step, gap)
    return Suggestion(
        step=step.id,
        title=step.title,
        kind=step.kind,
        hours=hours_band(step.hours),
        closes=step.closes,
        areas=areas,
        why=step.why,
        because=because(step, gap, areas),
        do=step.do,
        done_when=step.done_when,
        learn=step.learn,
        source=step.source,
        as_of=step.as_of,
        begun=begun,
        test_out=may_test_out(step, gap),
    )


def areas_of(step: Step, gap: Gap) -> tuple[str, ...]:
    """Return the areas of what a step closes or, for a certification, needs; each once."""
    return tuple(dict.fromkeys(gap.skills[skill].area for skill in step.closes or step.needs))


def may_test_out(step: Step, gap: Gap) -> bool:
    """Tell whether the person rated themselves as high as all that a step closes, though the estimate doubts it."""
    if step.kind not in {Kind.STUDY, Kind.PRACTICE}:
        return False
    skills = [gap.skills[name] for name in step.closes]
    estimates = [gap.estimates.get(skill.area) for skill in skills]
    return all(
        not skill.optional and estimate is not None and estimate.rating >= skill.level
        for skill, estimate in zip(skills, estimates, strict=True)
    )


def because(step: Step, gap: Gap, areas: Sequence[str]) -> str:
    """Say in one sentence why this step comes up."""
    if step.kind is Kind.CERTIFICATION:
        return f"you asked for a certification of {step.cloud.title if step.cloud else 'a cloud'}; no rung requires one"
    if step.kind is Kind.PROJECT:
        rung = step.level or gap.target
        return f"shows, in one piece others can open, what {rung.title} asks in {_list(gap, areas)}"
    behind_gate = next((gap.gates[area] for area in areas if area in gap.gates), None)
    if behind_gate:
        return f"{behind_gate.name} is a gate: {behind_gate.level.title} asks level {behind_gate.minimum}"
    later = gap.opens[step.closes[0]]
    opens = f"; opens {later} more skill{'s' if later > 1 else ''} you need" if later else ""
    return f"{_gap_in_words(gap, areas[0])}{opens}"


def _gap_in_words(gap: Gap, area: str) -> str:
    title = gap.target.title
    estimate = gap.estimates.get(area)
    if estimate is None:
        return f"{title} asks for it"
    wants = gap.areas[area].targets[gap.target]
    if estimate.estimate >= wants:
        return "what you need next builds on it"
    if estimate.rating >= wants:
        return f"{estimate.name}: {title} asks {wants}, and your {estimate.rating} is not sure yet"
    return f"{estimate.name}: you said {estimate.rating}, {title} asks {wants}"


def _list(gap: Gap, areas: Sequence[str]) -> str:
    names = [gap.areas[area].name for area in areas]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
