"""What a diagnostic says of synthetic learners against what is true of them."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.belief import initial_belief
from personalization.diagnostics.session import Policy
from personalization.rehearsal import rehearse
from personalization.simulation import (
    abilities,
    synthetic_bank,
    synthetic_class,
    synthetic_framework,
)

FRAMEWORK = synthetic_framework(4, per_area=4)
BANK = synthetic_bank(FRAMEWORK, 25, np.random.default_rng(0), choices=4)


@pytest.mark.parametrize("policy", [Policy(), Policy(widest=0.85), Policy(gentle=True, loss_power=0.5)])
def test_nine_decisions_of_ten_are_right_where_competencies_go_together_as_expected(policy: Policy) -> None:
    found = rehearse(BANK, policy, np.random.default_rng(1), learners=150)
    assert found.decided_right >= 0.9
    assert found.decided >= 0.15
    assert found.items_high <= policy.max_items


def test_nine_of_ten_even_where_they_do_not_go_together_at_all() -> None:
    apart = initial_belief(FRAMEWORK, 0.0, 0.0, 0.0)
    found = rehearse(BANK, Policy(), np.random.default_rng(2), learners=200, truth=apart)
    assert found.decided_right >= 0.9


def test_more_questions_decide_more() -> None:
    shares = [
        rehearse(BANK, Policy(max_items=n, max_per_competency=n), np.random.default_rng(3), 80).decided
        for n in (12, 24, 48)
    ]
    assert shares == sorted(shares)
    assert shares[2] > 2 * shares[0]


def test_a_smaller_power_of_the_loss_decides_more() -> None:
    plain, sharp = (
        rehearse(BANK, Policy(loss_power=q), np.random.default_rng(4), learners=150) for q in (1.0, 0.5)
    )
    assert sharp.decided > plain.decided
    assert sharp.decided_right >= 0.9


def test_abilities_come_from_the_belief_they_are_drawn_from() -> None:
    prior = initial_belief(FRAMEWORK)
    thetas = abilities(prior, 20_000, np.random.default_rng(5))
    assert np.allclose(np.cov(thetas.T), prior.covariance, atol=0.04)
    assert np.allclose(thetas.mean(axis=0), 0, atol=0.03)


def test_the_same_seed_makes_the_same_people() -> None:
    one, other = (synthetic_class(12, ("a", "b"), np.random.default_rng(6)) for _ in range(2))
    assert one.learners == other.learners
    assert np.array_equal(one.mean, other.mean)
