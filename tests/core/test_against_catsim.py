"""With checks only, one dimension and the same items, the estimator agrees with an independent implementation."""

from random import Random

import numpy as np
import pytest
from catsim.estimation import NumericalSearchEstimator
from catsim.item_bank import ItemBank

from mlcareer.core import checked_posterior
from mlcareer.core.checked_posterior import GUESSED, POSITIONS, SLOPE, CheckedEstimator
from mlcareer.core.knowledge import Answered
from mlcareer.core.level import Level
from mlcareer.core.skill import Area

LINE = Area("line", "One dimension", "", 1.0, {level: level.rung for level in Level}, "test", "2026-11-24")
"""An area whose level is the rung itself, so that the place on the ladder is the ability."""
ITEMS = [0.5 + 0.125 * k for k in range(40)]
PEOPLE = 300


def test_ability_agrees_with_catsim(monkeypatch: pytest.MonkeyPatch):
    """Over 300 simulated people the two correlate at 0.98 and better, and neither lies above the other.

    A wrong difficulty, slope or guessed share would still correlate; it would shift the one against the other.
    """
    monkeypatch.setattr(checked_posterior, "SCATTER", 1e-6)  # one dimension: no area has a deviation of its own
    bank = ItemBank(np.array([[SLOPE, difficulty, GUESSED, 1.0] for difficulty in ITEMS]))
    theirs = NumericalSearchEstimator(method="bounded")
    lot, pairs = Random(20261124), []  # noqa: S311  # a seeded draw
    for number in range(PEOPLE):
        ability = 1.0 + 4.0 * number / (PEOPLE - 1)
        chances = [GUESSED + (1 - GUESSED) / (1 + np.exp(-SLOPE * (ability - difficulty))) for difficulty in ITEMS]
        right = [lot.random() < chance for chance in chances]
        answered = [
            Answered(f"i{k}", LINE.id, difficulty, one)
            for k, (difficulty, one) in enumerate(zip(ITEMS, right, strict=True))
        ]
        ours = CheckedEstimator([LINE], None, answered).mean({})
        found = theirs.estimate(
            item_bank=bank, administered_items=list(range(len(ITEMS))), response_vector=right, est_theta=3.0
        )
        pairs.append((ours, min(max(found, POSITIONS[0]), POSITIONS[-1])))  # the ladder ends where theirs goes on
    ours_all, theirs_all = np.array(pairs).T
    assert np.corrcoef(ours_all, theirs_all)[0, 1] >= 0.997  # 0.98 is asked
    assert abs((ours_all - theirs_all).mean()) < 0.05
    assert abs(ours_all - theirs_all).mean() < 0.1
