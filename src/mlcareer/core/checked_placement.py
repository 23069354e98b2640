"""Place a person from ratings and knowledge checks, and say which answers moved the result and what would change it."""

from collections.abc import Iterator, Sequence

from mlcareer.core.adaptive import DEEP, STANDARD
from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.checked_posterior import CheckedEstimator, Rows, rung_chances
from mlcareer.core.knowledge import Answered, Bank
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

GATE_SURE = 0.90
"""How sure a shortfall must be for a gate to close; at 0.80 it closed Junior for 3 % of the simulated people on it."""
RAN_AWAY = 1.0
"""Levels by which a rating must differ from the estimate to be said, in an area with FEWEST_TO_SAY checks."""
FEWEST_TO_SAY = 2
MOST_INFLUENCES = 3


class CheckedPlacer:
    """One person's answers with the posterior they give; what-if questions ask it again."""

    def __init__(
        self, answers: Answers, assessment: Assessment, roadmap: Roadmap, areas: Sequence[Area], bank: Bank
    ) -> None:
        self.answers, self.roadmap = answers, roadmap
        self.rated = [area for area in areas if area.id in answers.ratings]
        self.ratings = {area.id: answers.ratings[area.id] for area in self.rated}
        start = known_start(answers, assessment, areas)
        self.estimator = CheckedEstimator(self.rated, start, bank.marked(answers.checks))

    def placement(self) -> Placement:
        """Return where the person stands."""
        marked, joint = self.estimator.answered, self.estimator.joint(self.ratings)
        judged = self._judged(self.estimator, joint)
        areas = [self._area(area, joint, judged.level) for area in self.rated]
        found = placed(self.answers, judged, areas, self.rated[0])
        return found._replace(
            mode=(STANDARD if len(marked) <= STANDARD.most else DEEP).name,
            checks=len(marked),
            right=sum(one.right for one in marked),
            bias=self.estimator.bias(self.ratings),
            ran_higher=tuple(row.area for row in areas if _ran(row) >= RAN_AWAY),
            ran_lower=tuple(row.area for row in areas if _ran(row) <= -RAN_AWAY),
        )

    def placement_in_full(self) -> Placement:
        """Return the placement with the answers that moved it most and what would change it."""
        found = self.placement()
        moved = sorted(self._influences(), key=lambda one: -abs(one.shift))[:MOST_INFLUENCES]
        changes = (self._cheapest_change(found.level, right=right) for right in (True, False))
        return found._replace(
            influences=tuple(moved), changes=tuple(change for change in changes if change is not None)
        )

    def _judged(self, estimator: CheckedEstimator, joint: Rows) -> Judged:
        def short_of(area: str, minimum: int) -> float:
            return estimator.shortfall(area, self.ratings[area], joint, minimum)

        gates = gate_checks(self.ratings, self.roadmap, self.rated, short_of, GATE_SURE)
        return under_gates(rung_chances(joint), gates)

    def _area(self, area: Area, joint: Rows, level: Level) -> AreaEstimate:
        answered = [one for one in self.estimator.answered if one.area == area.id]
        rating = self.ratings[area.id]
        row = estimate(self.estimator.area_level(area.id, rating, joint), area, rating, level)
        return row._replace(checks=len(answered), right=sum(one.right for one in answered))

    def _influences(self) -> Iterator[Influence]:
        """Yield for each answer by how many rungs it moved the mean position: the mean with it less that without."""
        names = {area.id: area.name for area in self.rated}
        mean, answered = self.estimator.mean(self.ratings), self.estimator.answered
        for one in answered:
            others = [other for other in answered if other is not one]
            without = self.estimator.instead(others, one.area).mean(self.ratings)
            yield Influence(one.area, names[one.area], one.item, one.topic, one.right, None, mean - without)
        for area, rating in self.ratings.items():
            without = self.estimator.mean({name: said for name, said in self.ratings.items() if name != area})
            yield Influence(area, names[area], None, None, None, rating, mean - without)

    def _cheapest_change(self, level: Level, *, right: bool) -> Change | None:
        """Turn answers to checks, each time the one that shifts the mean most, until the level changes.

        Greedy; None where MOST_MOVES answers do not do it.
        """
        names = {area.id: area.name for area in self.rated}
        estimator, flips = self.estimator, list[Flip]()
        while len(flips) < MOST_MOVES:
            turned = [self._turned(estimator, one) for one in estimator.answered if one.right is not right]
            turned = [one for one in turned if one[1].item not in {flip.item for flip in flips}]
            if not turned:
                return None
            estimator, one = max(turned, key=lambda pair: pair[0].mean(self.ratings) * (1 if right else -1))
            flips.append(Flip(one.area, names[one.area], one.item, one.topic, right))
            reached = self._judged(estimator, estimator.joint(self.ratings)).level
            if (reached.rung > level.rung) if right else (reached.rung < level.rung):
                return Change(reached, (), tuple(flips))
        return None

    def _turned(self, estimator: CheckedEstimator, one: Answered) -> tuple[CheckedEstimator, Answered]:
        turned = [other._replace(right=not other.right) if other is one else other for other in estimator.answered]
        return estimator.instead(turned, one.area), one


def _ran(row: AreaEstimate) -> float:
    """Return by how many levels the rating lies above the estimate; 0 where too few checks say so."""
    return row.rating - row.estimate if row.checks >= FEWEST_TO_SAY else 0.0
