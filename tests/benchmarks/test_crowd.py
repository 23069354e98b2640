"""The study's twin of the estimator, which asks a crowd at once, says what the program says to each of them."""

import pytest

from crowd import Crowd
from mlcareer.core.adaptive import DEEP, STANDARD, Mode, Sitting, next_check
from mlcareer.core.assessment import Answers
from mlcareer.core.checked_posterior import CheckedEstimator
from mlcareer.core.knowledge import DONT_KNOW
from mlcareer.core.placing import place
from mlcareer.pack.library import Library
from people import HARSH, MID, at_centres, evenly_spread, simulated

PACK = Library(None)
AREAS, BANK, ROADMAP = PACK.skills().areas, PACK.checks(), PACK.roadmap()
ITEMS = [check for part in BANK.areas for check in part.checks]


@pytest.mark.parametrize(
    ("mode", "positions", "case"),
    [(STANDARD, at_centres(3), MID), (STANDARD, evenly_spread(3, 5), HARSH), (DEEP, at_centres(1), HARSH)],
    ids=["standard-mid", "standard-harsh", "deep-harsh"],
)
def test_the_crowd_is_asked_and_placed_as_the_program_does_it(mode: Mode, positions: list[float], case: object):
    """The same checks are chosen for each person, and the same rung is said with the same probability."""
    people = simulated(positions, case, AREAS, BANK, 77)
    seeds = list(range(500, 500 + len(positions)))
    found = Crowd(AREAS, BANK, ROADMAP, people.ratings).sit(mode, people.right, seeds)
    for person, seed in enumerate(seeds):
        ratings = {area.id: int(rating) for area, rating in zip(AREAS, people.ratings[person], strict=True)}
        right = {check.id: bool(people.right[person, number]) for number, check in enumerate(ITEMS)}
        estimator, given = CheckedEstimator(AREAS, None), {}
        while check := next_check(estimator, BANK, Sitting(mode, ratings, tuple(given), seed)):
            given[check.id] = check.key if right[check.id] else DONT_KNOW
            estimator.answer(*BANK.marked({check.id: given[check.id]}))
        assert set(given) == {check.id for number, check in enumerate(ITEMS) if found.asked[person, number]}
        alone = place(Answers(ratings=ratings, checks=given), PACK.assessment(), ROADMAP, AREAS, BANK)
        assert alone.level.rung == found.rung[person]
        assert alone.probability == pytest.approx(float(found.said[person]), rel=1e-6)


def test_the_same_seed_gives_the_same_people():
    """A person is drawn from their own seed: who else is in the panel changes nothing, a second sitting the answers."""
    one, two = (simulated(positions, MID, AREAS, BANK, 9) for positions in ([2.0], [2.0, 4.0]))
    assert (one.ratings[0] == two.ratings[0]).all()
    assert (one.right[0] == two.right[0]).all()
    again = simulated([2.0], MID, AREAS, BANK, 9, sitting=1)
    assert (again.right[0] != one.right[0]).any()
