"""What moved since the plan was last told: its end, its steps, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mlcareer.core.level import Level
from mlcareer.core.mark import CLOSING, Mark
from mlcareer.core.outlook import Due, Outlook
from mlcareer.core.route import Basis

TELLING_DAYS = 7
"""The end has to move by this many days before it is told: a plan that reports every evening is noise."""


class Moved(NamedTuple):
    """How the plan differs from how it was told on `since`.

    `days` is by how many the likely end moved (later is positive, None where one of the two has no day). `done` and
    `skipped` are steps that left since by the person's word, `added` and `gone` those that came or went without it;
    `reordered` tells whether the steps in both stand in another order. `hours_changed` are steps of other hours in
    today's pack. `pace_before` is that of then where it was another. `titles` are those of the steps named, by id.
    """

    since: date
    likely_before: date | None
    likely: date | None
    days: int | None = None
    target_before: Level | None = None
    hours_a_week_before: float | None = None
    done: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    reordered: bool = False
    hours_changed: tuple[str, ...] = ()
    new_pack: bool = False
    pace_before: float | None = None
    titles: Mapping[str, str] = {}


def moved(before: Outlook, now: Outlook, basis: Basis) -> Moved | None:
    """Return what moved between two outlooks, None where there is nothing worth telling."""
    ids = basis.steps.renamed()
    earlier = [due._replace(step=ids.get(due.step, due.step)) for due in before.steps]
    then = list(dict.fromkeys(due.step for due in earlier))  # two that became one stand once
    today = [due.step for due in now.steps]
    left = [step for step in then if step not in set(today)]
    marks = {step: basis.mark_of(step) for step in left}
    days = (now.likely - before.likely).days if now.likely and before.likely else None
    if before.target is not now.target:  # another rung is another plan: nothing to compare
        return Moved(before.made, before.likely, now.likely, target_before=before.target)
    found = Moved(
        since=before.made,
        likely_before=before.likely,
        likely=now.likely,
        days=days,
        hours_a_week_before=before.hours_a_week if before.hours_a_week != now.hours_a_week else None,
        done=tuple(step for step in left if marks.get(step) in CLOSING),
        skipped=tuple(step for step in left if marks.get(step) is Mark.SKIPPED),
        added=tuple(step for step in today if step not in set(then)),
        gone=tuple(step for step in left if marks.get(step) not in {*CLOSING, Mark.SKIPPED}),
        reordered=_is_reordered(then, today),
        hours_changed=_hours_changed(earlier, now.steps),
        new_pack=before.pack != now.pack,
        pace_before=before.pace if before.pace != now.pace else None,
    )
    named = {*found.done, *found.skipped, *found.added, *found.gone, *found.hours_changed}
    titles = {step.id: step.title for step in basis.steps.steps if step.id in named}
    return found._replace(titles=titles) if is_worth_keeping(found) else None


def is_worth_keeping(found: Moved) -> bool:
    """Tell whether the change is one to tell, and today's outlook one to keep."""
    return bool(
        abs(found.days or 0) >= TELLING_DAYS
        or (found.likely_before is None) != (found.likely is None)
        or found.target_before
        or found.hours_a_week_before
        or found.skipped
        or found.added
        or found.gone
        or found.reordered
        or found.hours_changed
    )


def _is_reordered(then: Sequence[str], today: Sequence[str]) -> bool:
    """Tell whether the steps in both stand in another order."""
    both = set(then) & set(today)
    return [step for step in then if step in both] != [step for step in today if step in both]


def _hours_changed(then: Sequence[Due], today: Sequence[Due]) -> tuple[str, ...]:
    hours = {due.step: due.hours for due in then}
    return tuple(due.step for due in today if hours.get(due.step, due.hours) != due.hours)
