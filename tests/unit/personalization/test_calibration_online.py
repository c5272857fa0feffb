"""Difficulties that learn after each answer."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalization.bank import Item, item_model
from personalization.belief import Belief, update
from personalization.calibration.errors import BadSetting
from personalization.calibration.online import ItemEstimate, learn
from personalization.framework import Competency, Framework

LINE = Framework("line", "1", (Competency("k", "a"),))

scores = st.one_of(st.none(), st.floats(0, 1), st.sampled_from([0.0, 1.0]))


def integrated(before: ItemEstimate, m, s2, score, c, d, slope):
    """Mean and sd of b after the answer, by sums over a fine grid of both unknowns."""
    x = np.linspace(-9, 9, 1201)
    share, b = m + sqrt(s2) * x, before.difficulty + before.sd * x
    eta = share[:, None] - slope * b[None, :]
    c, d, hit = (0.0, 1.0, 0.0) if score is None else (c, d, score)
    right = c + (d - c) / (1 + np.exp(-eta))
    density = np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2) * right**hit * (1 - right) ** (1 - hit)
    weight = density.sum(axis=0) / density.sum()
    mean = float(weight @ b)
    return mean, sqrt(float(weight @ (b - mean) ** 2))


@pytest.mark.parametrize("score", [1.0, 0.0, 0.3, None])
@pytest.mark.parametrize(("c", "slip"), [(0.0, 0.0), (0.25, 0.05)])
@pytest.mark.parametrize(("m", "s2", "slope"), [(0.0, 1.0, 1.0), (-0.8, 0.3, 0.7), (0.5, 0.6, 1.5)])
def test_one_answer_equals_integration_over_learner_and_item(score, c, slip, m, s2, slope) -> None:
    before = ItemEstimate(0.4, 0.8, 3)
    after = learn(before, m, s2, score, c, slip, slope)
    mean, sd = integrated(before, m, s2, score, c, 1 - slip, slope)
    assert after.difficulty == pytest.approx(mean, abs=1e-4)
    assert after.sd == pytest.approx(sd, abs=1e-4)
    assert after.responses == 4


@given(scores, st.floats(-3, 3), st.floats(0.01, 2), st.floats(-3, 3), st.floats(0.05, 2), st.floats(0.2, 2))
def test_item_and_learner_split_the_surprise_by_their_variance(score, m, s2, b, sd, slope) -> None:
    before = ItemEstimate(b, sd)
    after = learn(before, slope * m, slope**2 * s2, score, 0.2, 0.0, slope)
    belief = Belief(np.array([m]), np.array([[s2]]), np.zeros(1, dtype=np.int64))
    item = Item("i", {"k": slope}, slope * b, 0.2 if score is not None else 0.0, 0.0, sd)
    moved = update(belief, item_model(LINE, item), 0.0 if score is None else score).belief.mean[0] - m
    assert (after.difficulty - b) * s2 == pytest.approx(-moved * sd**2, abs=1e-9)


@given(st.lists(st.tuples(scores, st.floats(-6, 6), st.floats(0, 4)), max_size=60), st.floats(0.1, 3))
def test_any_history_leaves_a_finite_estimate(history, slope) -> None:
    estimate = ItemEstimate(0.0, 1.0)
    for score, m, s2 in history:
        after = learn(estimate, m, s2, score, 0.25, 0.02, slope)
        assert 0 < after.sd < 3
        if score == 1.0:
            assert after.difficulty <= estimate.difficulty
        if score in (0.0, None):
            assert after.difficulty >= estimate.difficulty
        estimate = after
    assert estimate.responses == len(history)


def test_answers_that_were_out_of_the_question_break_nothing() -> None:
    for score in (1.0, 0.0, None):
        after = learn(ItemEstimate(40.0, 1.0), -40.0, 1.0, score, slope=3.0)
        assert np.isfinite([after.difficulty, after.sd]).all()


def test_labels_are_left_behind_about_as_fast_as_measured() -> None:
    """From .83 without an answer to about .55 with 10, .33 with 50, .2 with 200."""
    rng = np.random.default_rng(5)
    n, sd = 60, 0.83
    label = rng.normal(size=n)
    true = label + sd * rng.normal(size=n)
    items = [ItemEstimate(float(b), sd) for b in label]
    rmse = {}
    for answers in range(201):
        if answers in (0, 10, 50, 200):
            gaps = np.array([item.difficulty for item in items]) - true
            rmse[answers] = float(np.sqrt(np.mean(gaps**2)))
        theta = rng.normal(size=n)
        for j in range(n):  # learners of whom a few other answers are known already
            seen, s2 = theta[j] * 0.7 + rng.normal() * sqrt(0.21), 0.3
            score = float(rng.random() < 1 / (1 + np.exp(true[j] - theta[j])))
            items[j] = learn(items[j], seen, s2, score)
    assert rmse[0] == pytest.approx(0.83, abs=0.15)
    assert rmse[10] == pytest.approx(0.54, abs=0.12)
    assert rmse[50] == pytest.approx(0.34, abs=0.08)
    assert rmse[200] < 0.26
    known = np.array([item.sd for item in items])
    assert np.mean(np.abs(gaps) <= 1.96 * known) > 0.85


def test_a_certain_item_stays_and_counts() -> None:
    assert learn(ItemEstimate(0.5, 0.0, 7), 0.0, 1.0, 1.0) == ItemEstimate(0.5, 0.0, 8)


@pytest.mark.parametrize(
    ("m", "s2", "slope"),
    [(float("nan"), 1, 1), (0, -1, 1), (0, float("inf"), 1), (0, 1, 0), (0, 1, float("nan"))],
)
def test_what_is_no_belief_is_refused(m, s2, slope) -> None:
    with pytest.raises(BadSetting):
        learn(ItemEstimate(0, 1), m, s2, 1.0, slope=slope)


def test_what_is_no_score_or_estimate_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        learn(ItemEstimate(0, 1), 0, 1, 1.2)
    with pytest.raises(ValueError, match="between 0 and 1"):
        learn(ItemEstimate(0, 1), 0, 1, float("nan"))
    with pytest.raises(BadSetting):
        ItemEstimate(float("nan"), 1)
