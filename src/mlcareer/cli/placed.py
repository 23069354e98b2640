"""What several commands need of the person's state: the last placement, computed from the answers kept."""

from collections.abc import Sequence
from datetime import date

from mlcareer.cli.held import lines_of
from mlcareer.core.assessment import Answers
from mlcareer.core.level import Level
from mlcareer.core.mark import renamed, states
from mlcareer.core.moved import moved
from mlcareer.core.next import NextSteps, next_steps
from mlcareer.core.outlook import Outlook
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.plan import First, Plan, make, outlook
from mlcareer.core.record import Record
from mlcareer.core.route import Basis
from mlcareer.core.wish import NOTHING_SAID, Wish
from mlcareer.pack.library import Library


def placement_of(pack: Library, answers: Answers) -> Placement:
    """Return the placement that answers give with today's pack."""
    bank = pack.checks() if answers.checks else None
    return place(answers, pack.assessment(), pack.roadmap(), pack.skills().areas, bank)


def last_placement(pack: Library, record: Record) -> Placement | None:
    """Return the placement that the last finished quiz gives with today's pack, None before the first."""
    return placement_of(pack, record.latest.answers) if record.latest else None


def basis_of(pack: Library, record: Record, wish: Wish = NOTHING_SAID) -> Basis:
    """Return what plans are made from: the pack, and what the person said of steps, by the pack's ids of today."""
    steps = pack.steps()
    return Basis(pack.skills(), steps, states(renamed(record.events, steps.renamed())), wish)


def steps_from(pack: Library, record: Record, placement: Placement, count: int) -> NextSteps:
    """Return the best steps from a placement and what was said of steps."""
    return next_steps(placement, basis_of(pack, record, record.wish), count)


def ground_of(pack: Library, record: Record) -> tuple[Placement, Basis]:
    """Return what the plan of a record's wishes stands on; before the first quiz nothing, on the way to Entry."""
    placement = last_placement(pack, record)
    wish = record.wish if placement else record.wish._replace(to=record.wish.to or Level.ENTRY)
    return placement or placement_of(pack, Answers()), basis_of(pack, record, wish)


def plan_of(pack: Library, record: Record, outlooks: Sequence[Outlook], today: date) -> tuple[Plan, Outlook | None]:
    """Return the plan of a record's wishes with what moved since the last outlook, and the outlook to keep, if any.

    Before the first quiz the plan takes nothing as known, and leads to the first rung.
    """
    placement, basis = ground_of(pack, record)
    found = make(placement, basis, today, placed=record.latest is not None)
    found = found._replace(certificates=lines_of(pack, record.certificates, today))
    told = outlook(found, today, pack.edition())
    if not outlooks:
        return found, told
    change = moved(outlooks[-1], told, basis)
    first = next((first for first in outlooks if first.target is found.target), told)
    return found._replace(moved=change, first=First(first.made, first.likely)), told if change else None
