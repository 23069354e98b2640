"""A checked placement explains itself truly: what moved it, what would change it, where ratings and answers part."""

from itertools import product
from random import Random

import pytest

from mlcareer.core.assessment import Answers
from mlcareer.core.caution import Caution
from mlcareer.core.checked_placement import CHECKED_GATE_SURE, FAINT, MOST_INFLUENCES
from mlcareer.core.checked_posterior import CheckedEstimator
from mlcareer.core.knowledge import DONT_KNOW
from mlcareer.core.placement import MOST_MOVES, Placement
from mlcareer.core.placing import place, place_in_full
from mlcareer.pack.library import Library

PACK = Library(None)
AREAS, BANK = PACK.skills().areas, PACK.checks()
ITEMS = {check.id: check for part in BANK.areas for check in part.checks}


RIGHT = {part.checks[0].id: part.checks[0].key for part in BANK.areas if part.area != "software"}


def placed(answers: Answers, *, full: bool = True) -> Placement:
    """Return where the answers put a person."""
    return (place_in_full if full else place)(answers, PACK.assessment(), PACK.roadmap(), AREAS, BANK)


def somebody(seed: int, checks: int = 16) -> Answers:
    """Return the answers of somebody near the middle; every other check or so is right."""
    lot = Random(seed)  # noqa: S311  # a seeded draw
    rung = lot.uniform(1.5, 4.5)
    ratings = {area.id: min(max(round(area.target_at(rung) + lot.gauss(0.4, 0.8)), 0), 5) for area in AREAS}
    names = lot.sample(sorted(ITEMS), checks)
    right = {name: lot.random() < 0.5 for name in names}
    return Answers(ratings=ratings, checks={name: ITEMS[name].key if right[name] else DONT_KNOW for name in names})


@pytest.mark.parametrize("seed", range(8))
def test_said_changes_come_true(seed: int):
    """Turning the answers that are named gives the level that is named, and no more than three are named."""
    answers = somebody(seed)
    for change in placed(answers).changes:
        assert 0 < len(change.flips) <= MOST_MOVES
        turned = {flip.item: ITEMS[flip.item].key if flip.right else DONT_KNOW for flip in change.flips}
        assert all(
            (answers.checks[name] == ITEMS[name].key) is not flip.right
            for name, flip in zip(turned, change.flips, strict=True)
        )
        assert placed(answers._replace(checks={**answers.checks, **turned}), full=False).level is change.level


def test_some_change_is_found():
    """Among a few people there are those whom one to three answers would put higher, and lower."""
    changes = [change for seed in range(8) for change in placed(somebody(seed)).changes]
    assert {change.flips[0].right for change in changes} == {True, False}


@pytest.mark.parametrize("seed", range(8))
def test_influence_is_what_leaving_an_area_out_takes_away(seed: int):
    """The largest shifts are named, each the mean with all answers less the mean without that area's."""
    answers = somebody(seed)
    found = placed(answers).influences
    assert 0 < len(found) <= MOST_INFLUENCES
    assert [abs(one.shift) for one in found] == sorted((abs(one.shift) for one in found), reverse=True)
    with_all = CheckedEstimator(AREAS, None, BANK.marked(answers.checks)).mean(answers.ratings)
    for one in found:
        ratings = {area: rating for area, rating in answers.ratings.items() if area != one.area}
        marked = [check for check in BANK.marked(answers.checks) if check.area != one.area]
        without = CheckedEstimator(AREAS, None, marked).mean(ratings)
        assert abs(one.shift) >= FAINT
        assert one.shift == pytest.approx(with_all - without, abs=1e-9)


def test_rating_far_above_the_answers_is_named():
    """An area rated 5 in which every check was missed is named as rated higher; one answered rightly is not."""
    checks = {}
    for part in BANK.areas:
        known = part.area != "serving"
        first, second = (next(check for check in part.checks if check.group == group) for group in "ab")
        checks |= {check.id: check.key if known else DONT_KNOW for check in (first, second)}
    ratings = {area.id: 5 if area.id == "serving" else 2 + number % 2 for number, area in enumerate(AREAS)}
    found = placed(Answers(ratings=ratings, checks=checks), full=False)
    assert found.ran_higher == ("serving",)
    serving = next(area for area in found.areas if area.area == "serving")
    assert (serving.checks, serving.right) == (2, 0)


def test_gates_close_only_where_a_shortfall_is_nearly_certain():
    """With checks a gate stays open where a shortfall is 80 to 90 % sure, and closes beyond."""
    shares = {True: [0.0], False: [0.0]}
    missed = [check for part in BANK.areas if part.area == "software" for check in part.checks if check.level <= 2]
    for count, rating in product(range(1, 5), range(4)):
        ratings = {area.id: rating if area.id == "software" else 2 + number % 2 for number, area in enumerate(AREAS)}
        answers = Answers(ratings=ratings, checks={check.id: DONT_KNOW for check in missed[:count]} | RIGHT)
        for gate in placed(answers, full=False).gates:
            shares[gate.blocks].append(gate.shortfall)
    assert 0.80 <= max(shares[False]) < CHECKED_GATE_SURE
    assert min(shares[True][1:]) >= CHECKED_GATE_SURE


def test_no_idea_of_any_check_is_said_and_leaves_the_result_wide():
    """Somebody who knows no check is placed, with half of the probability left open and a word about it."""
    answers = somebody(3)
    found = placed(answers._replace(checks=dict.fromkeys(answers.checks, DONT_KNOW)), full=False)
    assert found.cautions == (Caution.NO_IDEA,)
    assert found.probability <= 0.6 + 1e-9
    assert found.range_low is not found.range_high


def test_checks_count_where_no_rating_was_given():
    """The estimator takes in checks of an area that was not rated."""
    part = BANK.areas[0]
    marked = BANK.marked({check.id: check.key for check in part.checks[:4]})
    assert CheckedEstimator(AREAS, None, marked).mean({}) > CheckedEstimator(AREAS, None).mean({})


def test_result_under_a_gate_names_the_answers_that_would_open_it():
    """Where a gate holds the result down, turning the answers that are named puts it higher."""
    ratings = {area.id: 3 if area.id != "software" else 1 for area in AREAS}
    software = next(part for part in BANK.areas if part.area == "software")
    missed = {check.id: DONT_KNOW for check in [check for check in software.checks if check.level <= 2][:4]}
    hard = [next(check for check in part.checks if check.difficulty >= 3.5) for part in BANK.areas if part != software]
    found = placed(Answers(ratings=ratings, checks=missed | {check.id: check.key for check in hard}))
    assert found.before_gates.rung > found.level.rung
    up = next(change for change in found.changes if change.level.rung > found.level.rung)
    assert {flip.area for flip in up.flips} == {"software"}


def test_checks_that_count_for_nothing_change_nothing():
    """A check that the bank no longer holds, or of an area without a rating, leaves the quick result as it is."""
    ratings = {area.id: 2 + number % 2 for number, area in enumerate(AREAS) if area.id != "software"}
    plain = placed(Answers(ratings=ratings))
    check = next(part for part in BANK.areas if part.area == "software").checks[0]
    gone = {f"gone_{k}": DONT_KNOW for k in range(6)}
    assert placed(Answers(ratings=ratings, checks={**gone, check.id: check.key})) == plain
    assert plain.bias is None
