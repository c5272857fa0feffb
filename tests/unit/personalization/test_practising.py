"""Which question to practise next."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.belief import Belief, expected_score, initial_belief, update
from personalization.practice import NEAR, SUCCESS, expected_success, next_to_practise
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(4)
BANK = synthetic_bank(FRAMEWORK, 30, np.random.default_rng(1), choices=4)


def learner(seed: int) -> Belief:
    belief, rng = initial_belief(FRAMEWORK), np.random.default_rng(seed)
    for index in rng.integers(len(BANK), size=8):
        belief = update(belief, BANK.model(int(index)), float(rng.random() < 0.5)).belief
    return belief


@pytest.mark.parametrize("seed", range(5))
def test_expected_success_is_that_of_the_filter(seed: int) -> None:
    belief, items = learner(seed), np.arange(len(BANK))
    exact = [expected_score(belief, BANK.model(index)) for index in items]
    assert expected_success(BANK, belief, items) == pytest.approx(exact, abs=0.012)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_on_the_competency_near_the_aim_and_not_seen(seed: int) -> None:
    belief, rng = learner(seed), np.random.default_rng(seed)
    seen: list[int] = []
    for turn in range(30):
        chosen = next_to_practise(BANK, belief, 2, seen, rng)
        assert chosen is not None
        assert BANK.primary[chosen] == 2
        assert chosen not in seen
        left = np.setdiff1d(np.flatnonzero(BANK.primary == 2), seen)
        distance = np.sort(np.abs(expected_success(BANK, belief, left) - SUCCESS))
        own = abs(expected_success(BANK, belief, np.array([chosen]))[0] - SUCCESS)
        assert own <= distance[min(NEAR, left.size) - 1] + 1e-12, turn
        seen.append(chosen)
    assert next_to_practise(BANK, belief, 2, seen, rng) is None
