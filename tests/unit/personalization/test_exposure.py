"""How often questions are shown over many tests."""

from __future__ import annotations

import numpy as np

from personalization.bank import ItemBank
from personalization.belief import initial_belief
from personalization.diagnostics.exposure import Exposure, Usage
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import start, step
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(5)
BANK = synthetic_bank(FRAMEWORK, 30, np.random.default_rng(4), choices=4)
PRIOR = initial_belief(FRAMEWORK)


def counts_after(policy: Policy, tests: int, bank: ItemBank = BANK) -> tuple[np.ndarray, float]:
    """Tests that held each question, and how far any of them ever was above the rate."""
    rng, counts, worst = np.random.default_rng(9), np.zeros(len(bank), dtype=np.int64), 0.0
    answers = rng.random((tests, len(bank))) < rng.uniform(0.2, 0.9, (tests, 1))
    for number in range(tests):
        usage = Usage(counts, number)
        state = start(bank, PRIOR, policy, rng, usage).state
        while state.current is not None:
            state = step(bank, state, float(answers[number, state.current]), policy, rng, usage=usage).state
        counts[list(state.asked)] += 1
        limit = max(policy.exposure.free, policy.exposure.max_rate * (number + 1))
        worst = max(worst, float(counts.max()) - limit)
    return counts, worst


def test_the_greatest_rate_holds_over_500_tests_and_at_every_moment_of_them() -> None:
    counts, worst = counts_after(Policy(max_items=12), 500)
    assert worst <= 0
    assert counts.max() <= 0.25 * 500
    assert counts.sum() > 500 * 10  # nobody was sent home early for it


def test_a_rate_uses_more_of_the_bank_than_randomesque_alone() -> None:
    shown, _ = counts_after(Policy(max_items=12), 150)
    alone, _ = counts_after(
        Policy(max_items=12, exposure=Exposure("randomesque", at_most=5, max_rate=1)), 150
    )
    assert alone.max() > 0.5 * 150
    assert (shown == 0).sum() < 0.75 * (alone == 0).sum()


def test_a_bank_too_small_for_the_rate_still_gives_everybody_a_test() -> None:
    small = synthetic_bank(FRAMEWORK, 6, np.random.default_rng(4), choices=4)
    rng, counts = np.random.default_rng(1), np.zeros(len(small), dtype=np.int64)
    for number in range(60):
        usage, policy = Usage(counts, number), Policy(max_items=15, standard_error=0.05)
        state = start(small, PRIOR, policy, rng, usage).state
        while state.current is not None:
            state = step(small, state, float(rng.integers(2)), policy, rng, usage=usage).state
        counts[list(state.asked)] += 1
        assert state.finished is not None
        assert state.finished.code != "finish_no_items"
