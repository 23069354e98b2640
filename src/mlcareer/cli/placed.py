"""What several commands need of the person's state: the last placement, computed from the answers kept."""

from mlcareer.core.placement import Placement, place
from mlcareer.core.plan import NextSteps, next_steps
from mlcareer.core.record import Record
from mlcareer.pack.library import Library


def last_placement(pack: Library, record: Record) -> Placement | None:
    """Return the placement that the last finished quiz gives with today's pack, None before the first."""
    if record.latest is None:
        return None
    answers = record.latest.answers
    bank = pack.checks() if answers.checks else None
    return place(answers, pack.assessment(), pack.roadmap(), pack.skills().areas, bank)


def steps_from(pack: Library, record: Record, placement: Placement, count: int) -> NextSteps:
    """Return the best steps from a placement and the steps already done."""
    return next_steps(placement, pack.skills(), pack.steps(), record.done_ids, count)
