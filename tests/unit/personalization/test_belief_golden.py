"""The filter against integration on a fine grid, which shares no code with it."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.bank import ItemModel, item_from_difficulty, item_model
from personalization.belief import Belief, expected_score, skip, update
from personalization.framework import Competency, Framework

LINE = Framework("f", "1", (Competency("k", "a"),))
PLANE = Framework("f", "1", (Competency("k", "a"), Competency("l", "a")))


def curve(eta: np.ndarray, c: float, d: float) -> np.ndarray:
    return c + (d - c) / (1 + np.exp(-eta))


def likelihood(eta: np.ndarray, score: float | None, c: float, d: float) -> np.ndarray:
    if score is None:
        return 1 - curve(eta, 0, 1)
    right = curve(eta, c, d)
    return right**score * (1 - right) ** (1 - score)


def on_grid(mean: float, sd: float, a: float, b: float, score: float | None, c: float, d: float):
    theta = np.linspace(mean - 12 * sd, mean + 12 * sd, 40_001)
    weight = np.exp(-0.5 * ((theta - mean) / sd) ** 2) * likelihood(a * (theta - b), score, c, d)
    weight /= weight.sum()
    centre = (weight * theta).sum()
    return centre, (weight * (theta - centre) ** 2).sum()


def on_line(mean: float, sd: float) -> Belief:
    return Belief(np.array([mean]), np.array([[sd * sd]]), np.zeros(1, dtype=np.int64))


def item(a: float, b: float, c: float = 0.0, d: float = 1.0, sd: float = 0.0) -> ItemModel:
    made = item_from_difficulty("i", ["k"], b, a, guessing=c, slip=1 - d, difficulty_sd=sd)
    return item_model(LINE, made)


def after(belief: Belief, model: ItemModel, score: float | None) -> Belief:
    return (skip(belief, model) if score is None else update(belief, model, score)).belief


# Where discrimination times standard error is at most 1.4 the 21 points are good to 1e-6, up to 2.1 to 1e-4
# and at 3, far out of what a prior of variance 1 allows, to .002.
@pytest.mark.parametrize(
    ("a", "sd", "tolerance"),
    [(0.5, 1.0, 1e-9), (1.4, 1.0, 1e-6), (2.0, 0.7, 1e-6), (3.0, 0.7, 1e-4), (3.0, 1.0, 2e-3)],
)
@pytest.mark.parametrize(("c", "d"), [(0.0, 1.0), (0.25, 1.0), (0.2, 0.95)])
@pytest.mark.parametrize("score", [1.0, 0.0, 0.4, None])
@pytest.mark.parametrize(("mean", "b"), [(0.0, 0.0), (-2.0, 3.0), (2.0, -3.0), (0.3, 1.0)])
def test_one_answer_equals_integration(
    a: float, sd: float, tolerance: float, c: float, d: float, score: float | None, mean: float, b: float
) -> None:
    belief = after(on_line(mean, sd), item(a, b, c, d), score)
    centre, variance = on_grid(mean, sd, a, b, score, c, d)
    assert belief.mean[0] == pytest.approx(centre, abs=tolerance)
    assert belief.covariance[0, 0] == pytest.approx(variance, abs=tolerance)


SEQUENCE: list[tuple[float, float, float, float | None]] = [
    (1.2, 0.0, 0.25, 1.0),
    (0.9, 0.5, 0.0, 0.0),
    (1.4, 0.2, 0.25, None),
    (1.0, -0.5, 0.2, 1.0),
    (1.3, 0.1, 0.0, 0.5),
    (1.1, 0.8, 0.25, 1.0),
]
GOLDEN_MEAN = [0.27974, -0.046993, -0.418563, -0.240529, -0.181602, -0.023187]


def test_a_sequence_stays_where_it_was() -> None:
    belief, mean, sd = on_line(0.0, 1.0), 0.0, 1.0
    means = []
    for a, b, c, score in SEQUENCE:
        belief = after(belief, item(a, b, c), score)
        mean, variance = on_grid(mean, sd, a, b, score, c, 1.0)
        sd = variance**0.5
        means.append(belief.mean[0])
        assert belief.mean[0] == pytest.approx(mean, abs=1e-6)
        assert belief.error[0] == pytest.approx(sd, abs=1e-6)
    assert means == pytest.approx(GOLDEN_MEAN, abs=2e-6)


@pytest.mark.parametrize("score", [1.0, 0.0, None])
def test_an_answer_on_two_competencies_equals_integration_over_the_plane(score: float | None) -> None:
    mean, covariance = np.array([0.4, -0.3]), np.array([[0.9, 0.35], [0.35, 0.6]])
    model = item_model(
        PLANE, item_from_difficulty("i", ["k", "l"], 0.2, 1.3, guessing=0.2, difficulty_sd=0.0)
    )
    belief = after(Belief(mean, covariance, np.zeros(2, dtype=np.int64)), model, score)
    axis = np.linspace(-8, 8, 801)
    points = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    off = points - mean
    weight = np.exp(-0.5 * np.einsum("ni,ij,nj->n", off, np.linalg.inv(covariance), off))
    weight *= likelihood(points @ model.loadings - model.intercept, score, 0.2, 1.0)
    weight /= weight.sum()
    centre = weight @ points
    spread = np.einsum("n,ni,nj->ij", weight, points - centre, points - centre)
    assert np.allclose(belief.mean, centre, atol=1e-6)
    assert np.allclose(belief.covariance, spread, atol=1e-6)


def test_what_is_unknown_of_an_item_weakens_what_its_answer_says() -> None:
    theta, b = np.meshgrid(np.linspace(-9, 9, 1201), np.linspace(-9, 9, 1201), indexing="ij")
    weight = np.exp(-0.5 * (theta**2 + (b / 0.8) ** 2)) * curve(1.2 * (theta - b), 0.0, 1.0)
    weight /= weight.sum()
    belief = after(on_line(0.0, 1.0), item(1.2, 0.0, sd=0.8), 1.0)
    assert belief.mean[0] == pytest.approx((weight * theta).sum(), abs=1e-5)
    assert belief.mean[0] < after(on_line(0.0, 1.0), item(1.2, 0.0), 1.0).mean[0]


def test_the_expected_score_equals_integration() -> None:
    theta = np.linspace(-11, 11, 40_001)
    weight = np.exp(-0.5 * ((theta - 0.4) / 0.9) ** 2)
    expected = (weight * curve(1.3 * (theta - 0.2), 0.25, 0.98)).sum() / weight.sum()
    assert expected_score(on_line(0.4, 0.9), item(1.3, 0.2, 0.25, 0.98)) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("score", [1.0, 0.0, None])
@pytest.mark.parametrize("b", [-400.0, -40.0, 40.0, 400.0])
def test_answers_that_were_out_of_the_question_move_a_belief_and_do_not_break_it(score, b) -> None:
    belief = after(on_line(0.0, 1.0), item(2.5, b), score)
    assert np.isfinite(belief.mean[0])
    assert 0 < belief.covariance[0, 0] <= 1 + 1e-12
