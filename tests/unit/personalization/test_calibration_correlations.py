"""Correlations of competencies from many learners' answers."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from personalization.bank import Item, ItemBank
from personalization.belief import initial_belief
from personalization.calibration.correlations import Answers, as_correlation, estimate_correlations
from personalization.calibration.errors import BadSetting, TooFewAnswers
from personalization.diagnostics.session import Policy, results
from personalization.evidence import Response, replay
from personalization.simulation import abilities, chance, sit, synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(4, per_area=2)
START = initial_belief(FRAMEWORK)
APART = ~np.eye(4, dtype=bool)


@cache
def bank(per_competency: int = 12) -> ItemBank:
    return synthetic_bank(FRAMEWORK, per_competency, np.random.default_rng(1), choices=4)


def answered(within: float, across: float, n: int, seed: int, share: float = 0.6) -> list[Answers]:
    rng, items = np.random.default_rng(seed), bank()
    truth = initial_belief(FRAMEWORK, within, across, 0.0)
    learners = []
    for theta in abilities(truth, n, rng):
        asked = [items.model(int(i)) for i in rng.permutation(48)[: int(48 * share)]]
        learners.append(
            Answers(tuple(asked), tuple(float(rng.random() < chance(theta, item)) for item in asked))
        )
    return learners


@pytest.mark.parametrize(("within", "across"), [(0.7, 0.5), (0.3, 0.1), (0.0, 0.0)])
def test_the_true_correlations_come_out(within: float, across: float) -> None:
    found = estimate_correlations(answered(within, across, 800, 2), START)
    truth = initial_belief(FRAMEWORK, within, across, 0.0).covariance
    gap = (found.prior.covariance - truth)[APART]
    assert found.converged
    assert np.sqrt(np.mean(gap**2)) < 0.1
    assert found.learners == 800
    assert found.start_weight == pytest.approx(20 / 820)
    assert (found.pairs[APART] == 800).all()


def test_few_learners_leave_the_start_nearly_as_it_is() -> None:
    learners = answered(0.7, 0.5, 20, 3, share=0.1)
    found = estimate_correlations(learners, START, weight=200)
    assert np.abs(found.prior.covariance - START.covariance).max() < 0.1


def test_learners_of_another_level_do_not_pass_for_correlation() -> None:
    rng, items = np.random.default_rng(4), bank()
    learners = []
    for theta in 0.9 + abilities(initial_belief(FRAMEWORK, 0, 0, 0), 600, rng):
        asked = [items.model(i) for i in range(48)]
        learners.append(
            Answers(tuple(asked), tuple(float(rng.random() < chance(theta, item)) for item in asked))
        )
    found = estimate_correlations(learners, START)
    assert np.abs(found.prior.covariance[APART]).mean() < 0.1
    assert found.mean == pytest.approx(np.full(4, 0.9), abs=0.2)
    assert np.array_equal(found.prior.mean, np.zeros(4))


def test_a_competency_that_nobody_answered_on_keeps_a_positive_definite_prior() -> None:
    learners = [
        Answers(
            *zip(*[(i, s) for i, s in zip(a.items, a.scores, strict=True) if i.positions[0] < 2], strict=True)
        )
        for a in answered(0.7, 0.5, 200, 5)
    ]
    found = estimate_correlations(learners, START)
    assert np.linalg.eigvalsh(found.prior.covariance)[0] > 0.01
    assert found.pairs[2].sum() == 0
    assert found.prior.covariance[2, 3] == pytest.approx(START.covariance[2, 3], abs=0.1)


def test_competencies_answered_alike_by_all_do_not_make_it_singular() -> None:
    items = [Item(f"{code}{n}", {code: 2.0}, 0.0) for code in FRAMEWORK.codes for n in range(10)]
    alike = ItemBank(FRAMEWORK, items)
    learners = [Answers(tuple(map(alike.model, range(40))), (float(k % 2),) * 40) for k in range(200)]
    found = estimate_correlations(learners, START)
    assert np.linalg.eigvalsh(found.prior.covariance)[0] > 0
    assert found.prior.covariance[0, 1] > 0.9


def test_it_filters_as_the_belief_does() -> None:
    """Mean and covariance after one round, the start counting for nothing, are those of the replayed logs."""
    items = bank()
    learners = answered(0.4, 0.2, 30, 6)
    codes = {id(items.model(i)): items.items[i] for i in range(48)}
    beliefs = [
        replay(
            FRAMEWORK, START, [Response(codes[id(m)], s) for m, s in zip(a.items, a.scores, strict=True)]
        ).belief
        for a in learners
    ]
    found = estimate_correlations(learners, START, weight=1e-9, max_rounds=1)
    means = np.array([belief.mean for belief in beliefs])
    covariance = np.mean([belief.covariance for belief in beliefs], axis=0) + np.cov(means.T, bias=True)
    assert found.mean == pytest.approx(means.mean(axis=0), abs=1e-7)
    assert found.sd == pytest.approx(np.sqrt(covariance.diagonal()), abs=1e-7)


def test_verdicts_stay_honest_with_the_estimated_prior() -> None:
    rng, items = np.random.default_rng(7), bank(20)
    truth = initial_belief(FRAMEWORK, 0.7, 0.5, 0.0)
    prior = estimate_correlations(answered(0.7, 0.5, 400, 8), START).prior
    policy = Policy(max_items=24)
    decided: dict[str, int] = {"start": 0, "estimated": 0}
    right = 0
    for theta in abilities(truth, 120, rng):
        for name, belief in (("start", START), ("estimated", prior)):
            test = sit(items, theta, policy, np.random.default_rng(int(rng.integers(2**31))), belief)
            for k, result in enumerate(results(items, test, policy)):
                decided[name] += result.word.decided
                if name == "estimated" and result.word.decided:
                    right += (result.word == "mastered") == (theta[k] > 0)
    assert decided["estimated"] > decided["start"]
    assert right / decided["estimated"] > 0.9


def test_progress_and_cancelling() -> None:
    told: list[float] = []
    estimate_correlations(answered(0.3, 0.1, 40, 9), START, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_singular_matrix_becomes_positive_definite_and_stays_close() -> None:
    made = as_correlation(np.full((3, 3), 4.0))
    assert np.linalg.eigvalsh(made)[0] > 0
    assert made == pytest.approx(np.ones((3, 3)), abs=1e-3)
    assert np.array_equal(made, made.T)
    assert np.array_equal(as_correlation(np.diag([2.0, 3.0])), np.eye(2))


def test_refusals() -> None:
    learners = answered(0.3, 0.1, 25, 10)
    with pytest.raises(TooFewAnswers):
        estimate_correlations(learners[:19], START)
    with pytest.raises(BadSetting):
        estimate_correlations(learners, START, weight=0)
    with pytest.raises(BadSetting):
        Answers(learners[0].items, ())
    with pytest.raises(BadSetting):
        Answers(learners[0].items[:1], (float("nan"),))
    for matrix in (np.array([[1, np.nan], [np.nan, 1]]), np.array([[1, 2.0], [2.0, 1]]), np.zeros((2, 2))):
        with pytest.raises(BadSetting):
            as_correlation(matrix)
