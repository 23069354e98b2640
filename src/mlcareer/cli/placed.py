"""What several commands need of the person's state: the last placement, computed from the answers kept."""

from mlcareer.core.assessment import Answers
from mlcareer.core.placement import Placement
from mlcareer.core.placing import place
from mlcareer.core.plan import NextSteps, next_steps
from mlcareer.core.record import Record
from mlcareer.pack.library import Library


def placement_of(pack: Library, answers: Answers) -> Placement:
    """Return the placement that answers give with today's pack."""
    bank = pack.checks() if answers.checks else None
    return place(answers, pack.assessment(), pack.roadmap(), pack.skills().areas, bank)


def last_placement(pack: Library, record: Record) -> Placement | None:
    """Return the placement that the last finished quiz gives with today's pack, None before the first."""
    return placement_of(pack, record.latest.answers) if record.latest else None


def steps_from(pack: Library, record: Record, placement: Placement, count: int) -> NextSteps:
    """Return the best steps from a placement and the steps already done."""
    return next_steps(placement, pack.skills(), pack.steps(), record.done_ids, count)
