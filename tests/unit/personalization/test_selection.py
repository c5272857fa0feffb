"""The choice of the next question against the update that its answers would cause."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from personalization.bank import Item, ItemBank
from personalization.belief import Belief, expected_score, initial_belief, update
from personalization.diagnostics.exposure import Exposure, Usage, allowed_tests, probabilities, resting
from personalization.diagnostics.policy import Policy, aim
from personalization.diagnostics.selection import best, exact_gains, screen
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(6, per_area=3)
ALL = np.ones(6, dtype=bool)


def mixed_bank(n: int, seed: int) -> ItemBank:
    """Items on one, two or three competencies, some guessable, some uncertain."""
    rng = np.random.default_rng(seed)
    items = []
    for i in range(n):
        codes = rng.choice(FRAMEWORK.codes, int(rng.integers(1, 4)), replace=False)
        loadings = {str(code): float(rng.uniform(0.3, 1.6)) for code in codes}
        spread = float(rng.choice([0.0, 0.5]))
        items.append(Item(f"i{i}", loadings, float(rng.normal()), float(rng.choice([0, 0.25])), 0.02, spread))
    return ItemBank(FRAMEWORK, items)


def some_belief(seed: int) -> Belief:
    """A belief after a dozen answers."""
    rng = np.random.default_rng(seed)
    bank, belief = mixed_bank(12, seed + 1), initial_belief(FRAMEWORK)
    for index in range(12):
        belief = update(belief, bank.model(index), float(rng.integers(2))).belief
    return belief


def loss(belief: Belief, policy: Policy, bank: ItemBank) -> float:
    goal = aim(bank, policy)
    chance = ndtr((belief.mean - FRAMEWORK.cuts()) / belief.error)[goal.positions]
    variance = belief.error[goal.positions] ** 2
    return float(goal.weights @ ((chance * (1 - chance)) ** policy.loss_power + policy.narrowing * variance))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1.0, 0.5]), st.sampled_from([(), ("c1", "c4")]))
def test_a_gain_is_the_loss_now_less_the_loss_expected_after_the_real_update(
    seed: int, power: float, targets: tuple[str, ...]
) -> None:
    bank, belief, policy = mixed_bank(8, seed), some_belief(seed), Policy(targets=targets, loss_power=power)
    gains = exact_gains(bank, aim(bank, policy), belief, np.arange(8))
    for index in range(8):
        model = bank.model(index)
        success = expected_score(belief, model)
        right = loss(update(belief, model, 1.0).belief, policy, bank)
        wrong = loss(update(belief, model, 0.0).belief, policy, bank)
        expected = loss(belief, policy, bank) - success * right - (1 - success) * wrong
        assert gains.success[index] == pytest.approx(success, abs=1e-12)
        assert gains.gain[index] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("power", [1.0, 0.5])
@pytest.mark.parametrize("mixed", [False, True])
def test_screening_keeps_at_least_99_percent_of_the_full_gain(mixed: bool, power: float) -> None:
    rng = np.random.default_rng(8)
    bank = mixed_bank(600, 3) if mixed else synthetic_bank(FRAMEWORK, 100, rng)
    goal = aim(bank, Policy(loss_power=power))
    shares = []
    for seed in range(40):
        belief = some_belief(seed) if seed else initial_belief(FRAMEWORK)
        full = exact_gains(bank, goal, belief, np.arange(len(bank))).gain.max()
        found = best(bank, goal, belief, np.ones(len(bank), dtype=bool)).gain.max()
        shares.append(found / full)
    assert min(shares) >= 0.99


def test_the_screened_success_is_close_enough_for_the_floor_of_gentle_mode() -> None:
    for seed in range(20):
        bank, belief = mixed_bank(200, seed), some_belief(seed)
        goal = aim(bank, Policy())
        _, approximate = screen(bank, goal, belief)
        exact = exact_gains(bank, goal, belief, np.arange(200)).success
        assert np.abs(approximate - exact).max() < 0.02


def test_screening_survives_questions_that_are_out_of_the_question() -> None:
    items = [Item(f"i{b}", {"c0": 2.0}, float(b)) for b in (-900, -60, 0, 60, 900)]
    bank = ItemBank(FRAMEWORK, items)
    with np.errstate(all="raise", under="ignore"):
        gain, success = screen(bank, aim(bank, Policy()), initial_belief(FRAMEWORK))
    assert gain.argmax() == 2
    assert np.isfinite(gain).all()
    assert success == pytest.approx([1, 1, 0.5, 0, 0], abs=1e-6)


def test_a_floor_of_success_holds_and_gives_way_to_the_likeliest_where_nothing_reaches_it() -> None:
    bank, belief = mixed_bank(200, 5), some_belief(5)
    goal, allowed = aim(bank, Policy()), np.ones(200, dtype=bool)
    assert best(bank, goal, belief, allowed, floor=0.7).success.min() >= 0.7
    hard = exact_gains(bank, goal, belief, np.arange(200)).success < 0.4
    likeliest = best(bank, goal, belief, hard, floor=0.7)
    assert hard[likeliest.items].all()
    assert (
        likeliest.success.min() >= exact_gains(bank, goal, belief, np.flatnonzero(hard)).success.max() - 0.05
    )


def test_nothing_eligible_gives_nothing() -> None:
    bank = mixed_bank(60, 5)
    nothing = np.zeros(60, dtype=bool)
    for floor in (0.0, 0.7):
        assert not best(bank, aim(bank, Policy()), some_belief(1), nothing, floor).items.size


def test_randomesque_draws_only_among_the_near_best_and_no_more_than_asked_for() -> None:
    gains = np.array([0.1, 1.0, 0.9, 0.5, 0.95, 0.86])
    picks, chances = probabilities(gains, Exposure("randomesque", near=0.85, at_most=3), 0.0)
    assert picks.tolist() == [1, 4, 2]
    assert chances.tolist() == [1 / 3] * 3
    assert probabilities(gains, Exposure("randomesque", near=0.96), 0.0)[0].tolist() == [1]
    assert probabilities(np.array([-1.0, -0.5]), Exposure(), 0.0)[0].tolist() == [1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=24),
    st.floats(0, 1),
    st.floats(0.3, 3),
    st.integers(0, 99),
)
def test_progressive_probabilities_are_those_of_the_draw_that_they_stand_for(
    worth: list[float], progress: float, fade: float, seed: int
) -> None:
    rng, draws = np.random.default_rng(seed), 20_000
    picks, chances = probabilities(np.array(worth), Exposure(fade=fade), progress)
    assert chances.sum() == pytest.approx(1, abs=1e-12)
    assert (chances > 0).all()
    weight, best = progress**fade, max(worth)
    mixed = weight * np.array(worth) / best + (1 - weight) * rng.random((draws, len(worth)))
    if weight < 1 - 1e-9:
        seen = np.bincount(mixed.argmax(axis=1), minlength=len(worth)) / draws
        expected = np.zeros(len(worth))
        expected[picks] = chances
        assert np.abs(seen - expected).max() < 0.02


def test_progressive_begins_by_chance_and_ends_with_the_best() -> None:
    worth = np.array([0.2, 1.0, 0.9, 0.5])
    chances = probabilities(worth, Exposure(), 0.0)[1]
    assert chances == pytest.approx(np.full(4, 0.25))
    assert probabilities(worth, Exposure(), 1.0)[0].tolist() == [1]
    best = [float(probabilities(worth, Exposure(), step)[1][0]) for step in (0.0, 0.2, 0.5, 0.8, 1.0)]
    assert best == sorted(best)


def test_a_maximum_rate_holds_after_every_test() -> None:
    rng = np.random.default_rng(2)
    bank = ItemBank(FRAMEWORK, [Item(f"i{i}", {"c0": 1.0}) for i in range(20)])
    counts, exposure = np.zeros(20, dtype=np.int64), Exposure(max_rate=0.25)
    for tests in range(200):
        usage = Usage(counts, tests)
        rest = resting(bank, usage, allowed_tests(bank, usage, exposure, per_topic=3))
        asked = rng.permutation(np.flatnonzero(~rest))[:5]  # 5 of 20 a test: just what there is room for
        counts[asked] += 1
        assert counts.max() <= max(5, 0.25 * (tests + 1))


def test_a_competency_with_few_questions_has_the_least_rate_that_a_test_needs() -> None:
    bank = ItemBank(FRAMEWORK, [Item(f"i{i}", {"c0" if i < 6 else "c1": 1.0}) for i in range(100)])
    usage = Usage(np.zeros(100, dtype=np.int64), 99)
    allowed = allowed_tests(bank, usage, Exposure(max_rate=0.25), per_topic=3)
    assert allowed[:2].tolist() == pytest.approx([75, 25])
