"""What becomes of a step when the person says something of it, and what is worth telling them then."""

from collections.abc import Collection
from typing import NamedTuple

from mlcareer.core.mark import Mark, StepState
from mlcareer.core.pace import pace
from mlcareer.core.route import Basis, spent_on
from mlcareer.core.step import Step
from mlcareer.errors import WrongUsageError

MOST_HOURS = 2000.0
"""Hours that one word about a step may claim: a year of full-time work."""
AT_ONCE = 2
"""Steps begun at once that still get finished."""


class StepMarked(NamedTuple):
    """What was said of a step: `status` is the mark, or 'open' where the last word was taken back.

    `changed` is False where it already was so. `hours` were said with it, `spent` is their sum on the step so far, and
    `likely` those of the pack. `pace` is the person's hours for one of the pack, None while nothing tells it. `note` is
    the proof or note; `needs` are skills the step builds on that are still missing; `begun` counts steps under way.
    `took_back` is the word taken back, and `said` the day on which it was. `source` and `as_of` are those of `likely`.
    """

    step: str
    title: str
    status: str
    changed: bool
    at: str
    hours: float | None = None
    spent: float | None = None
    likely: int | None = None
    pace: float | None = None
    note: str | None = None
    needs: tuple[str, ...] = ()
    begun: int = 0
    took_back: str | None = None
    said: str | None = None
    source: str | None = None
    as_of: str | None = None


def hours_from(typed: str, option: str = "--hours") -> float:
    """Return hours as typed; raises WrongUsageError where that is no number from 0 to MOST_HOURS."""
    try:
        hours = float(typed.strip().removesuffix("h").strip().replace(",", "."))
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= MOST_HOURS:  # NaN is neither
        raise WrongUsageError(f"{option} {typed}: expected hours from 0 to {MOST_HOURS:g}, such as 12 or 1.5")
    return hours


def refuse(step: Step, what: Mark, state: StepState | None) -> None:
    """Raise WrongUsageError where a step that is done is to be begun or left out."""
    if state and state.mark is Mark.DONE and what in {Mark.STARTED, Mark.SKIPPED, Mark.KNOWN}:
        raise WrongUsageError(
            f"{step.id} is done since {state.at[:10]}", way_out=f"mlcareer undo {step.id} takes that back first"
        )


def told(step: Step, status: str, basis: Basis, held: Collection[str]) -> StepMarked:
    """Return what there is to tell of a step; `held` are the skills that the person has behind them."""
    state = basis.said.get(step.id)
    speed = pace(spent_on(basis))
    prereqs = {p for name in step.closes for p in basis.skills.skill(name).prereqs}
    missing = sorted((prereqs | set(step.needs)) - set(step.closes) - set(held))
    return StepMarked(
        step=step.id,
        title=step.title,
        status=status,
        changed=True,
        at=state.at if state else "",
        spent=state.hours if state else None,
        likely=step.hours,
        pace=round(speed.factor, 2) if speed.steps else None,
        needs=tuple(missing),
        begun=sum(said.mark is Mark.STARTED for said in basis.said.values()),
        source=step.source,
        as_of=step.as_of,
    )
