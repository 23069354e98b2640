"""Place a person from ratings and knowledge checks, and say which answers moved the result and what would change it."""

from collections.abc import Iterator, Mapping, Sequence

from mlcareer.core.adaptive import DEEP, STANDARD
from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.checked_posterior import CheckedEstimator, Rows, rung_chances
from mlcareer.core.knowledge import Answered
from mlcareer.core.ladder import Roadmap
from mlcareer.core.level import Level
from mlcareer.core.placement import (
    MOST_MOVES,
    AreaEstimate,
    Change,
    Flip,
    Influence,
    Judged,
    Placement,
    estimate,
    gate_checks,
    known_start,
    placed,
    under_gates,
)
from mlcareer.core.skill import Area

CHECKED_GATE_SURE = 0.90
"""How sure a shortfall must be for a gate to close; at 0.80 it closed Junior for 3 % of the simulated people on it."""
RAN_AWAY = 1.0
"""Levels by which a rating must differ from the estimate to be said, in an area with FEWEST_TO_SAY checks."""
FEWEST_TO_SAY = 2
MOST_INFLUENCES, FAINT = 3, 0.05
"""How many areas are said to have moved a result, and the shift in rungs below which none is."""


class CheckedPlacer:
    """One person's answers with the posterior they give; what-if questions ask it again."""

    def __init__(
        self,
        answers: Answers,
        assessment: Assessment,
        roadmap: Roadmap,
        areas: Sequence[Area],
        marked: Sequence[Answered],
    ) -> None:
        self.answers, self.roadmap = answers, roadmap
        self.rated = [area for area in areas if area.id in answers.ratings]
        self.ratings = {area.id: answers.ratings[area.id] for area in self.rated}
        start = known_start(answers, assessment, areas)
        self.estimator = CheckedEstimator(self.rated, start, marked)

    def placement(self) -> Placement:
        """Return where the person stands."""
        marked, joint = self.estimator.answered, self.estimator.joint(self.ratings)
        masses = {area: self.estimator.area_masses(area, rating, joint) for area, rating in self.ratings.items()}
        judged = self._judged(self.estimator, joint, masses)
        areas = [self._area(area, masses[area.id], judged.level) for area in self.rated]
        found = placed(judged, areas, self.rated[0], {one.item: self.answers.checks[one.item] for one in marked})
        return found._replace(
            mode=(STANDARD if len(marked) <= STANDARD.most else DEEP).name,
            checks=len(marked),
            right=sum(one.right for one in marked),
            bias=_mean_gap(areas),
            ran_higher=tuple(row.area for row in areas if _ran(row) >= RAN_AWAY),
            ran_lower=tuple(row.area for row in areas if _ran(row) <= -RAN_AWAY),
        )

    def placement_in_full(self) -> Placement:
        """Return the placement with the answers that moved it most and what would change it."""
        found = self.placement()
        moved = sorted(self._influences(found.areas), key=lambda one: -abs(one.shift))[:MOST_INFLUENCES]
        moved = [one for one in moved if abs(one.shift) >= FAINT]
        changes = (self._cheapest_change(found, right=right) for right in (True, False))
        return found._replace(
            influences=tuple(moved), changes=tuple(change for change in changes if change is not None)
        )

    def _judged(self, estimator: CheckedEstimator, joint: Rows, known: Mapping[str, Rows] | None = None) -> Judged:
        """Return the chances under the gates; `known` has the masses of areas where they are computed already."""

        def short_of(area: str, minimum: int) -> float:
            masses = known[area] if known else estimator.area_masses(area, self.ratings[area], joint)
            return estimator.shortfall(area, masses, minimum)

        gates = gate_checks(self.ratings, self.roadmap, self.rated, short_of, CHECKED_GATE_SURE)
        return under_gates(rung_chances(joint), gates)

    def _area(self, area: Area, masses: Rows, level: Level) -> AreaEstimate:
        answered = [one for one in self.estimator.answered if one.area == area.id]
        rating = self.ratings[area.id]
        row = estimate(self.estimator.area_level(area.id, masses), area, rating, level)
        return row._replace(checks=len(answered), right=sum(one.right for one in answered))

    def _influences(self, rows: Sequence[AreaEstimate]) -> Iterator[Influence]:
        """Yield for each area by how many rungs its answers moved the mean: the mean with them less that without.

        Rating and checks go together: a high rating by itself may lower the mean, where the checks do not bear it out.
        """
        mean, answered = self.estimator.mean(self.ratings), self.estimator.answered
        for row in rows:
            others = [one for one in answered if one.area != row.area]
            ratings = {area: rating for area, rating in self.ratings.items() if area != row.area}
            shift = mean - self.estimator.instead(others, row.area).mean(ratings)
            yield Influence(row.area, row.name, row.rating, row.checks, row.right, shift)

    def _cheapest_change(self, found: Placement, *, right: bool) -> Change | None:
        """Turn answers to checks, each time the one that shifts the mean most, until the level changes.

        Under a gate the level itself is tried first: the mean does not see gates. Greedy; None where MOST_MOVES answers
        do not do it.
        """

        def worth(pair: tuple[CheckedEstimator, Answered]) -> tuple[int, float]:
            turned, step = pair[0], 1 if right else -1
            gated = found.before_gates is not found.level
            rung = self._judged(turned, turned.joint(self.ratings)).level.rung if gated else 0
            return step * rung, step * turned.mean(self.ratings)

        level = found.level
        names = {area.id: area.name for area in self.rated}
        estimator, flips = self.estimator, list[Flip]()
        while len(flips) < MOST_MOVES:
            turned = [self._turned(estimator, one) for one in estimator.answered if one.right is not right]
            turned = [one for one in turned if one[1].item not in {flip.item for flip in flips}]
            if not turned:
                return None
            estimator, one = max(turned, key=worth)
            flips.append(Flip(one.area, names[one.area], one.item, one.topic, right))
            reached = self._judged(estimator, estimator.joint(self.ratings)).level
            if (reached.rung > level.rung) if right else (reached.rung < level.rung):
                return Change(reached, (), tuple(flips))
        return None

    def _turned(self, estimator: CheckedEstimator, one: Answered) -> tuple[CheckedEstimator, Answered]:
        turned = [other._replace(right=not other.right) if other is one else other for other in estimator.answered]
        return estimator.instead(turned, one.area), one


def _mean_gap(rows: Sequence[AreaEstimate]) -> float:
    """Return by how many levels the ratings lie above the estimates, over the areas that were checked."""
    gaps = [row.rating - row.estimate for row in rows if row.checks]
    return sum(gaps) / len(gaps)


def _ran(row: AreaEstimate) -> float:
    """Return by how many levels the rating lies above the estimate; 0 where too few checks say so."""
    return row.rating - row.estimate if row.checks >= FEWEST_TO_SAY else 0.0
