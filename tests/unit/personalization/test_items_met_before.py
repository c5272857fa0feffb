"""Questions that a person met in an earlier test are asked again only where nothing else is left."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.bank import Item, ItemBank
from personalization.belief import initial_belief
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import start, step
from personalization.simulation import synthetic_bank, synthetic_framework


def take(bank: ItemBank, policy: Policy, avoid: np.ndarray | None, seed: int = 3) -> tuple[int, ...]:
    rng = np.random.default_rng(seed)
    state = start(bank, initial_belief(bank.framework), policy, rng, avoid=avoid).state
    while state.current is not None:
        state = step(bank, state, float(rng.random() < 0.5), policy, rng, avoid=avoid).state
    return state.asked


@pytest.mark.parametrize("seed", range(5))
def test_what_was_met_is_not_asked_while_there_is_something_else(seed: int) -> None:
    bank = synthetic_bank(synthetic_framework(3), 16, np.random.default_rng(1))
    policy = Policy(max_items=12)
    first = take(bank, policy, None, seed)
    avoid = np.zeros(len(bank), dtype=bool)
    avoid[list(first)] = True
    assert not set(take(bank, policy, avoid, seed)) & set(first)


def test_a_competency_with_nothing_new_asks_again_and_the_others_do_not() -> None:
    bank = synthetic_bank(synthetic_framework(2), 6, np.random.default_rng(2))
    avoid = bank.primary == 0
    avoid[np.flatnonzero(bank.primary == 1)[:2]] = True
    asked = np.array(take(bank, Policy(max_items=8, min_items=8), avoid))
    assert (bank.primary[asked] == 0).sum() >= 2
    of_second = asked[bank.primary[asked] == 1]
    assert of_second.size
    assert not avoid[of_second[:4]].any()


def test_a_pilot_is_not_tried_twice_on_one_person() -> None:
    framework = synthetic_framework(1)
    scored = [Item(f"s{i}", {"c0": 1.2}, intercept=float(i) / 4 - 2) for i in range(16)]
    bank = ItemBank(framework, [*scored, Item("p", {"c0": 1.0}, pilot=True)])
    policy = Policy(max_items=10, min_items=10, max_per_competency=10, pilot_share=0.25)
    pilot, avoid = bank.index("p"), np.zeros(len(bank), dtype=bool)
    assert all(pilot in take(bank, policy, avoid, seed) for seed in range(4))
    avoid[pilot] = True
    assert all(pilot not in take(bank, policy, avoid, seed) for seed in range(4))
