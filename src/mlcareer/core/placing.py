"""Place a person: from ratings alone, or from ratings and checks where any count."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mlcareer.core.assessment import HIGHEST, LOWEST, Answers, Assessment, still_asked
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import RUNGS, Level
from mlcareer.core.placement import (
    MOST_MOVES,
    Change,
    Move,
    Placement,
    estimate,
    gate_checks,
    placed,
    start_position,
    under_gates,
)
from mlcareer.core.posterior import Estimator, rung_chances
from mlcareer.core.skill import Area

if TYPE_CHECKING:
    from mlcareer.core.knowledge import Answered, Bank


def place(
    answers: Answers, assessment: Assessment, roadmap: Roadmap, areas: Sequence[Area], bank: "Bank | None" = None
) -> Placement:
    """Place a person from the ratings given; an area without a rating adds nothing.

    Nor do answers that today's quiz no longer asks for. Ratings only: the result is a first guess, in ten milliseconds
    of plain Python. With checks of the `bank` answered: see core/checked_placement.py. Deterministic.
    """
    answers = still_asked(assessment, answers)
    rated = [area for area in areas if area.id in answers.ratings]
    marked = _counting_checks(answers, bank)
    if marked:
        from mlcareer.core.checked_placement import CheckedPlacer

        return CheckedPlacer(answers, assessment, roadmap, areas, marked).placement()
    estimator = Estimator(rated, start_position(answers, assessment, areas))
    ratings = {area.id: answers.ratings[area.id] for area in rated}
    posterior = estimator.posterior(ratings)
    judged = under_gates(rung_chances(posterior), gate_checks(ratings, roadmap, areas))
    rows = [
        estimate(estimator.area_level(area.id, ratings[area.id], posterior), area, ratings[area.id], judged.level)
        for area in rated
    ]
    return placed(judged, rows, areas[0], {})


def place_in_full(
    answers: Answers, assessment: Assessment, roadmap: Roadmap, areas: Sequence[Area], bank: "Bank | None" = None
) -> Placement:
    """Place a person as `place` does, with what would change the result and, with checks, which answers moved it most.

    Only the result's own screen shows these; with checks they take a quarter of a second.
    """
    answers = still_asked(assessment, answers)
    marked = _counting_checks(answers, bank)
    if marked:
        from mlcareer.core.checked_placement import CheckedPlacer

        return CheckedPlacer(answers, assessment, roadmap, areas, marked).placement_in_full()
    found = place(answers, assessment, roadmap, areas)
    ratings = {area.area: area.rating for area in found.areas}
    rated = [area for area in areas if area.id in ratings]
    estimator = Estimator(rated, start_position(answers, assessment, areas))
    changes = (_cheapest_change(estimator, ratings, roadmap, found.level, step) for step in (1, -1))
    return found._replace(changes=tuple(change for change in changes if change is not None))


def _counting_checks(answers: Answers, bank: "Bank | None") -> tuple["Answered", ...]:
    """Return the answered checks that count: those that the bank still holds, in areas that were rated."""
    marked = bank.marked(answers.checks) if bank and answers.checks else ()
    return tuple(one for one in marked if one.area in answers.ratings)


def _cheapest_change(
    estimator: Estimator, ratings: Mapping[str, int], roadmap: Roadmap, level: Level, step: int
) -> Change | None:
    """Move ratings by one `step` (1 or -1), each time the one that shifts the result most, until the level changes.

    Upwards only areas below what the next rung asks are tried: more of a strength is no advice. Greedy; None where
    MOST_MOVES ratings do not do it.
    """
    above = (level.next or level) if step > 0 else None
    moved = dict(ratings)
    for _ in range(MOST_MOVES):
        best: tuple[int, float, str] | None = None
        for area in estimator.areas:
            highest = area.targets[above] if above else HIGHEST
            if moved[area.id] == ratings[area.id] and LOWEST <= moved[area.id] + step <= highest:
                trial = {**moved, area.id: moved[area.id] + step}
                chances = rung_chances(estimator.posterior(trial))
                reached = under_gates(chances, gate_checks(trial, roadmap, estimator.areas)).level
                mean = sum(k * chance for k, chance in enumerate(chances))
                best = max(best or (-9, 0.0, ""), (step * reached.rung, step * mean, area.id))
        if best is None:
            return None
        moved[best[2]] += step
        if step * best[0] != level.rung:
            names = {area.id: area.name for area in estimator.areas}
            moves = (Move(a, names[a], ratings[a], moved[a]) for a in moved if moved[a] != ratings[a])
            return Change(RUNGS[step * best[0] - 1], tuple(moves))
    return None
