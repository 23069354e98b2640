"""Placement from ratings and checks: what more right answers do, which check comes next, when it is enough."""

from collections.abc import Callable
from random import Random

import pytest

from mlcareer.core.adaptive import (
    DEEP,
    MOST_PER_AREA,
    STANDARD,
    Mode,
    Sitting,
    next_check,
    shown_order,
)
from mlcareer.core.assessment import CHECK, Answers
from mlcareer.core.checked_posterior import CheckedEstimator, rung_chances
from mlcareer.core.knowledge import Answered, Check
from mlcareer.core.placing import place
from mlcareer.pack.library import Library

PACK = Library(None)
AREAS, BANK = PACK.skills().areas, PACK.checks()
ITEMS = {check.id: check for part in BANK.areas for check in part.checks}
KEYS = {name: check.key for name, check in ITEMS.items()}


def taken(
    mode: Mode, ratings: dict[str, int], right: Callable[[Check], bool], seed: int = 1
) -> tuple[list[str], CheckedEstimator]:
    """Return the ids asked of somebody who answers as `right` says, and the estimator after them."""
    estimator, asked = CheckedEstimator(AREAS, None), []
    while check := next_check(estimator, BANK, Sitting(mode, ratings, asked, seed)):
        asked.append(check.id)
        [marked] = BANK.marked({check.id: check.key if right(check) else 0})
        estimator.answer(marked)
    return asked, estimator


@pytest.mark.parametrize("rating", range(6))
@pytest.mark.parametrize("mode", [STANDARD, DEEP], ids=lambda mode: mode.name)
def test_quiz_keeps_its_limits(mode: Mode, rating: int):
    """The fewest to the most checks, each once, at most four an area, one of each group, and sure where it stops."""
    ratings = {area.id: rating for area in AREAS}
    coin = Random(rating)  # noqa: S311  # a seeded coin
    asked, estimator = taken(mode, ratings, lambda _: coin.random() < 0.5)
    assert mode.fewest <= len(asked) <= mode.most
    assert len(set(asked)) == len(asked)
    for part in BANK.areas:
        met = [check.group for check in part.checks if check.id in asked]
        assert len(met) <= MOST_PER_AREA
        assert len(set(met)) == len(met)
    assert len(asked) == mode.most or max(rung_chances(estimator.joint(ratings))) >= mode.sure


@pytest.mark.parametrize("seed", range(30))
def test_right_answer_never_places_lower_than_a_wrong_one(seed: int):
    """The same checks with one more right put nobody lower."""
    lot = Random(seed)  # noqa: S311  # a seeded draw
    ratings = {area.id: lot.randint(0, 5) for area in AREAS}
    given = [(area, 0.5 * lot.randint(1, 10), lot.random() < 0.5) for area in lot.choices([a.id for a in AREAS], k=8)]
    for number, (area, difficulty, _) in enumerate(given):
        found = []
        for right in (False, True):
            one = [*given[:number], (area, difficulty, right), *given[number + 1 :]]
            estimator = CheckedEstimator(AREAS, None, [Answered("x", *answer) for answer in one])
            found.append(estimator.mean(ratings))
        assert found[0] <= found[1]


def test_answers_pull_the_ratings_down_and_up():
    """Somebody who says 4 and knows nothing lands below somebody who says 2 and knows everything."""
    high, low = ({area.id: rating for area in AREAS} for rating in (4, 2))
    _, boaster = taken(STANDARD, high, lambda _: False)
    _, modest = taken(STANDARD, low, lambda _: True)
    assert boaster.mean(high) < modest.mean(low)


def test_order_of_answers_changes_nothing():
    """The posterior is that of the answers, whatever their order."""
    ratings = {area.id: 3 for area in AREAS}
    given = [Answered("x", area.id, 2.5, n % 2 == 0) for n, area in enumerate(AREAS)]
    one, other = CheckedEstimator(AREAS, 2.0, given), CheckedEstimator(AREAS, 2.0, given[::-1])
    assert one.posterior(ratings) == pytest.approx(other.posterior(ratings))
    assert sum(one.posterior(ratings)) == pytest.approx(1)


def test_next_check_is_the_same_for_the_same_seed():
    """The same answers and seed give the same checks; other seeds spread them."""
    ratings = {area.id: 3 for area in AREAS}
    runs = [tuple(taken(STANDARD, ratings, lambda c: c.level < 3, seed)[0]) for seed in (1, 1, 2, 3, 4)]
    assert runs[0] == runs[1]
    assert len(set(runs)) > 2


def test_checks_of_an_earlier_quiz_come_last():
    """A retake asks other checks as long as an area has any."""
    ratings = {area.id: 3 for area in AREAS}
    first, _ = taken(STANDARD, ratings, lambda check: check.level < 3)
    estimator, asked = CheckedEstimator(AREAS, None), []
    while check := next_check(estimator, BANK, Sitting(STANDARD, ratings, asked, 1, frozenset(first))):
        asked.append(check.id)
        [marked] = BANK.marked({check.id: check.key if check.level < 3 else 0})
        estimator.answer(marked)
    assert not set(asked) & set(first)
    everything = frozenset(ITEMS)
    assert next_check(CheckedEstimator(AREAS, None), BANK, Sitting(STANDARD, ratings, [], 1, everything)) is not None


def test_options_are_shuffled_unless_ordered():
    """Every option is shown once; ordered ones in their order."""
    for check in ITEMS.values():
        order = shown_order(check, 7)
        assert sorted(order) == [1, 2, 3, 4]
        assert not check.ordered or order == (1, 2, 3, 4)


def test_placement_counts_checks():
    """A placement says how many checks it rests on, and how many were right; unknown items count nothing."""
    answers = Answers(ratings={area.id: 2 for area in AREAS})
    names = list(KEYS)[:7]
    for name in names:
        answers = answers.answered(f"{CHECK}{name}", str(KEYS[name]))
    answers = answers.answered(f"{CHECK}gone_999", "1")
    found = place(answers, PACK.assessment(), PACK.roadmap(), AREAS, BANK)
    assert (found.mode, found.checks, found.right, found.ratings) == ("standard", 7, 7, 14)
    assert sum(chance.probability for chance in found.levels) == pytest.approx(1)
    assert all(0 <= gate.shortfall <= 1 for gate in found.gates)
    assert found.bias is not None
