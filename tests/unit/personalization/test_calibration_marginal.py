"""Item parameters from all answers at once: published figures, what must hold for every table, and refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_answers import adaptively_answered

from personalization.bank import Item
from personalization.calibration.em import Parameters, begin, expect, log_prior, pose
from personalization.calibration.errors import (
    FINDING_CODES,
    BadResponses,
    BadSetting,
    NoVariance,
    ScaleNotAnchored,
    SeveralCompetencies,
    TooFewAnswers,
)
from personalization.calibration.information import observed_information
from personalization.calibration.marginal import Calibration, calibrate, em_step
from personalization.calibration.responses import ResponseTable, blocks, from_matrix, from_rows
from personalization.calibration.settings import (
    Known,
    Learners,
    Model,
    Settings,
    equally_spaced,
    gauss_hermite,
    known_from_item,
)

FREE_SCALE = Learners(estimate_mean=True, estimate_sd=True)


def simulated(n: int, size: int, seed: int, missing: float = 0.0, mean: float = 0.0, c: float = 0.0):
    rng = np.random.default_rng(seed)
    a, b = rng.lognormal(0, 0.3, size), rng.normal(size=size)
    chance = c + (1 - c) / (1 + np.exp(-a * (mean + rng.normal(size=(n, 1)) - b)))
    scores = (rng.random((n, size)) < chance).astype(float)
    scores[rng.random((n, size)) < missing] = np.nan
    return a, b, scores


def slopes(found: Calibration) -> np.ndarray:
    return np.array([item.discrimination for item in found.items])


def difficulties(found: Calibration) -> np.ndarray:
    return np.array([item.difficulty for item in found.items])


def errors(found: Calibration) -> np.ndarray:
    return np.array([(item.discrimination_se, item.difficulty_se) for item in found.items])


# Published figures


@pytest.fixture
def lsat6(test_data: Path) -> ResponseTable:
    return from_matrix(np.loadtxt(test_data / "irt/lsat6.csv", delimiter=",", skiprows=1))


@pytest.fixture
def sat12(test_data: Path) -> ResponseTable:
    return from_matrix(np.loadtxt(test_data / "irt/sat12_scored.csv", delimiter=",", skiprows=1))


@pytest.mark.parametrize(
    ("model", "a", "b", "log_likelihood"),
    [
        (Model.TWO, [0.825, 0.723, 0.890, 0.689, 0.657], [-3.360, -1.370, -0.280, -1.866, -3.124], -2466.653),
        (Model.ONE, [0.7551] * 5, None, -2466.938),
        (Model.RASCH, [1.0] * 5, [-2.872, -1.063, -0.258, -1.388, -2.219], -2473.054),
    ],
)
def test_lsat6_as_published(lsat6, model, a, b, log_likelihood) -> None:
    found = calibrate(lsat6, Settings(model=model))
    assert found.converged
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=0.001)
    assert slopes(found) == pytest.approx(np.array(a), abs=0.003)
    if b is not None:
        assert difficulties(found) == pytest.approx(np.array(b), abs=0.003)


def test_sat12_as_published_at_the_sources_quadrature_and_converged(sat12) -> None:
    at_source = calibrate(sat12, Settings(quadrature=gauss_hermite(21)))
    assert at_source.log_likelihood == pytest.approx(-9489.026, abs=0.001)
    for rule in (equally_spaced(), equally_spaced(121, 8.0)):
        assert calibrate(sat12, Settings(quadrature=rule)).log_likelihood == pytest.approx(
            -9488.955, abs=0.001
        )


# What holds for every table


@given(st.integers(0, 10_000), st.sampled_from(list(Model)), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_plain_em_step_lowers_the_objective(seed: int, model: Model, priors: bool) -> None:
    _, b, scores = simulated(60, 5, seed, missing=0.3, mean=0.7)
    known = [Known(float(x), 0.5, 1.0, 0.4, 0.2) if priors else Known(guessing=0.1) for x in b]
    table = from_matrix(scores)
    chosen = Settings(model=model, learners=FREE_SCALE if priors else Learners())
    problem = pose(blocks(table), known, chosen)
    at, values = begin(problem, table.shares, table.counts.astype(float)), []
    for _ in range(15):
        at, value = em_step(problem, at)
        values.append(value)
    # Where the learners' distribution moves its nodes move too, and the sum over them is good to about 1e-6.
    assert (np.diff(values) >= -1e-6).all()


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_order_of_items_and_learners_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    _, _, scores = simulated(120, 6, seed, missing=0.2)
    people, items = rng.permutation(120), rng.permutation(6)
    one = calibrate(from_matrix(scores))
    other = calibrate(from_matrix(scores[people][:, items]))
    assert other.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-5)
    assert slopes(other) == pytest.approx(slopes(one)[items], rel=1e-3)
    intercepts = slopes(one) * difficulties(one)
    assert slopes(other) * difficulties(other) == pytest.approx(intercepts[items], abs=1e-3)


def test_patterns_are_counted_once_and_sparse_tables_say_the_same_as_dense_ones() -> None:
    _, _, scores = simulated(400, 5, 3)
    table = from_matrix(scores)
    assert len(blocks(table)[0].count) <= 32
    assert blocks(table)[0].count.sum() == 400
    padded = np.hstack([scores, np.full((400, 30), np.nan)])
    sparse = calibrate(from_matrix(padded))
    assert sparse.log_likelihood == pytest.approx(calibrate(table).log_likelihood, abs=1e-6)
    assert {finding.code for finding in sparse.left_out} == {"few_responses"}


def test_plain_and_accelerated_em_arrive_at_the_same_place() -> None:
    _, _, scores = simulated(500, 8, 4, missing=0.3)
    plain = calibrate(from_matrix(scores), Settings(accelerate=False, tolerance=1e-7))
    fast = calibrate(from_matrix(scores), Settings(tolerance=1e-7))
    assert fast.steps < plain.steps
    assert difficulties(fast) == pytest.approx(difficulties(plain), abs=1e-4)


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("learners", [Learners(), FREE_SCALE])
def test_the_information_is_minus_the_second_derivative_of_the_objective(model, learners) -> None:
    _, b, scores = simulated(150, 4, 5, missing=0.3, mean=0.4, c=0.2)
    scores[0, 0] = 0.5
    table = from_matrix(scores)
    problem = pose(
        blocks(table), [Known(float(x), 0.5, 1.0, 0.4, 0.2, 20, 0.05) for x in b], Settings(model, learners)
    )
    start = begin(problem, table.shares, table.counts.astype(float))
    centre = np.concatenate([start.log_slope + 0.1, start.difficulty, start.logit_guess, [0.2, 0.1]])

    def objective(x: np.ndarray) -> float:
        at = Parameters(x[:4], x[4:8], x[8:12], float(x[12]), float(x[13]))
        return expect(problem, at).log_likelihood + float(log_prior(problem, at).sum())

    at = Parameters(centre[:4], centre[4:8], centre[8:12], 0.2, 0.1)
    found = observed_information(problem, at)
    step = 2e-4 * np.eye(14)
    moving = [k for k in range(14) if model is Model.THREE or not 8 <= k < 12]
    for i in moving:
        for j in moving:
            second = objective(centre + step[i] + step[j]) - objective(centre + step[i] - step[j])
            second -= objective(centre - step[i] + step[j]) - objective(centre - step[i] - step[j])
            assert found[i, j] == pytest.approx(-second / 1.6e-7, abs=0.02)


def test_errors_shrink_with_the_root_of_the_number_of_learners() -> None:
    small = errors(calibrate(from_matrix(simulated(500, 10, 6)[2]))).mean()
    large = errors(calibrate(from_matrix(simulated(8_000, 10, 6)[2]))).mean()
    assert small / large == pytest.approx(4, rel=0.25)


@pytest.mark.parametrize("missing", [0.0, 0.5])
def test_recovery_and_coverage(missing: float) -> None:
    within, gaps = [], []
    for seed in range(12):
        a, b, scores = simulated(800, 12, 100 + seed, missing)
        found = calibrate(from_matrix(scores))
        gap = np.column_stack([slopes(found) - a, difficulties(found) - b])
        gaps.append(gap)
        within.append(np.abs(gap) <= 1.96 * errors(found))
    assert 0.91 <= np.mean(within) <= 0.99
    assert np.abs(np.mean(gaps)) < 0.05


def test_three_parameters_with_a_prior_on_guessing() -> None:
    a, b, scores = simulated(4_000, 15, 7, c=0.2)
    known = {f"i{j + 1}": Known(guessing=0.2, guessing_weight=30) for j in range(15)}
    found = calibrate(from_matrix(scores), Settings(model=Model.THREE), known)
    assert np.mean([item.guessing for item in found.items]) == pytest.approx(0.2, abs=0.04)
    assert np.sqrt(np.mean((difficulties(found) - b) ** 2)) < 0.2
    assert all(0 < item.guessing_se < 0.2 for item in found.items)
    assert np.corrcoef(slopes(found), a)[0, 1] > 0.8


def test_stated_difficulties_keep_the_origin_while_better_learners_come() -> None:
    _, b, scores = simulated(1_500, 20, 8, missing=0.5, mean=1.0)
    known = {f"i{j + 1}": Known(float(x), 0.5, log_slope_sd=0.4) for j, x in enumerate(b)}
    anchored = calibrate(from_matrix(scores), Settings(learners=FREE_SCALE), known)
    assert anchored.converged
    assert anchored.learners_mean == pytest.approx(1.0, abs=0.15)
    assert anchored.learners_sd == pytest.approx(1.0, abs=0.15)
    assert np.mean(difficulties(anchored) - b) == pytest.approx(0, abs=0.12)
    assert 0 < anchored.learners_mean_se < 0.3
    floating = calibrate(from_matrix(scores), Settings())
    assert np.mean(difficulties(floating) - b) < -0.8


def test_answers_of_an_adaptive_test_give_unbiased_difficulties() -> None:
    """Everybody gets the questions next to their standing so far, and all answers are in the table."""
    b = np.linspace(-2, 2, 25)
    scores = adaptively_answered(b, seed=9)
    found = calibrate(from_matrix(scores), Settings(model=Model.RASCH))
    z = (difficulties(found) - b) / errors(found)[:, 1]
    assert np.abs(z).max() < 3.5
    assert np.sqrt(np.mean(z**2)) < 1.4
    assert np.polyfit(b, difficulties(found), 1)[0] == pytest.approx(1, abs=0.06)


def test_priors_pull_where_there_is_little_and_yield_where_there_is_much() -> None:
    _, b, scores = simulated(3_000, 10, 10)
    known = {f"i{j + 1}": Known(float(x) + 1.0, 0.5, log_slope_sd=0.3) for j, x in enumerate(b)}
    few = difficulties(calibrate(from_matrix(scores[:5]), known=known)) - b
    many = difficulties(calibrate(from_matrix(scores), known=known)) - b
    assert few.mean() > 0.5
    assert abs(many.mean()) < 0.1


def test_a_calibrated_item_goes_back_into_the_bank() -> None:
    item = Item("i1", {"k": 1.0}, 0.3, 0.25, 0.02, 0.8)
    assert known_from_item(item).difficulty == pytest.approx(0.3)
    scores = simulated(300, 4, 11)[2]
    found = calibrate(from_matrix(scores), known={"i1": known_from_item(item)}).items[0]
    back = found.applied_to(item)
    assert back.intercept == pytest.approx(found.discrimination * found.difficulty)
    assert (back.loadings["k"], back.difficulty_sd) == (found.discrimination, found.difficulty_se)
    assert (back.guessing, back.slip) == (0.25, 0.02)
    with pytest.raises(SeveralCompetencies):
        found.applied_to(replace(item, loadings={"k": 1.0, "l": 1.0}))
    with pytest.raises(SeveralCompetencies):
        known_from_item(replace(item, loadings={"k": 1.0, "l": 1.0}))


# Progress, findings, refusals


def test_progress_rises_to_one_and_can_end_it() -> None:
    table, told = from_matrix(simulated(200, 6, 12)[2]), []
    calibrate(table, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        calibrate(table, progress=stop)


def test_items_that_say_nothing_are_left_out_with_their_reason() -> None:
    scores = simulated(100, 6, 13)[2]
    scores[:, 0], scores[:, 1] = 1.0, 0.0
    scores[5:, 2] = np.nan
    found = calibrate(from_matrix(scores))
    assert {f.subject: f.code for f in found.left_out} == {
        "i1": "all_right",
        "i2": "all_wrong",
        "i3": "few_responses",
    }
    assert [item.code for item in found.items] == ["i4", "i5", "i6"]
    prior = {"i1": Known(-1.0, 1.0, log_slope_sd=0.3)}
    with_prior = calibrate(from_matrix(scores), known=prior)
    assert with_prior.items[0].code == "i1"
    assert with_prior.items[0].difficulty < -1.0


@st.composite
def odd_tables(draw: st.DrawFn) -> np.ndarray:
    n, size = draw(st.integers(1, 25)), draw(st.integers(1, 5))
    cells = st.sampled_from([0.0, 1.0, 0.5, np.nan, np.nan])
    return np.array(draw(st.lists(st.lists(cells, min_size=size, max_size=size), min_size=n, max_size=n)))


@given(odd_tables(), st.sampled_from(list(Model)), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_the_table_there_is_a_finite_result_or_a_refusal(scores, model, priors) -> None:
    known = {f"i{j + 1}": Known(0.0, 1.0, log_slope_sd=0.5) for j in range(5)} if priors else None
    learners = FREE_SCALE if priors else Learners()
    try:
        found = calibrate(from_matrix(scores), Settings(model, learners, max_steps=60), known)
    except (TooFewAnswers, NoVariance):
        return
    numbers = [found.log_likelihood, found.log_posterior, found.learners_mean, found.learners_sd]
    for item in found.items:
        numbers += [item.discrimination, item.difficulty, item.guessing]
        numbers += [item.discrimination_se, item.difficulty_se, item.guessing_se]
        item.applied_to(Item(item.code, {"k": 1.0}))
    assert np.isfinite(numbers).all()
    for finding in (*found.left_out, *(f for item in found.items for f in item.findings)):
        assert set(finding.values) == set(FINDING_CODES[finding.code])


def test_refusals() -> None:
    with pytest.raises(NoVariance):
        calibrate(from_matrix(np.ones((40, 3))))
    with pytest.raises(TooFewAnswers):
        calibrate(from_matrix(np.full((40, 3), np.nan)))
    with pytest.raises(TooFewAnswers):
        calibrate(ResponseTable((), 0, *(np.zeros(0, dtype=np.intp),) * 2, np.zeros(0)))
    table = from_matrix(simulated(50, 4, 14)[2])
    with pytest.raises(ScaleNotAnchored):
        calibrate(table, Settings(learners=Learners(estimate_mean=True)))
    with pytest.raises(ScaleNotAnchored):
        calibrate(table, Settings(learners=Learners(estimate_sd=True)))


@pytest.mark.parametrize("score", [np.inf, -np.inf, -0.1, 1.5])
def test_scores_outside_0_to_1_are_refused(score: float) -> None:
    with pytest.raises(BadResponses):
        from_matrix(np.array([[score, 1.0], [0.0, 1.0]]))
    with pytest.raises(BadResponses):
        from_rows([("anna", "x", score)])


def test_nan_is_no_score_in_rows() -> None:
    with pytest.raises(BadResponses):
        from_rows([("anna", "x", float("nan"))])


def test_rows_keep_the_first_answer_and_a_skip_is_a_wrong_one() -> None:
    table, people = from_rows([("anna", "x", None), ("ben", "x", 1.0), ("anna", "x", 1.0), ("ben", "y", 0.5)])
    assert people == ("anna", "ben")
    assert np.array_equal(table.matrix(), [[0.0, np.nan], [1.0, 0.5]], equal_nan=True)
    assert from_rows([], ["x"])[0].learners == 0


def test_settings_that_make_no_sense_are_refused() -> None:
    for make in (
        lambda: gauss_hermite(2),
        lambda: equally_spaced(4, 99),
        lambda: Learners(sd=0),
        lambda: Learners(mean=float("nan")),
        lambda: Known(difficulty=float("inf")),
        lambda: Known(slope=-1),
        lambda: Known(guessing=0.6, slip=0.5),
        lambda: Settings(tolerance=0),
    ):
        with pytest.raises(BadSetting):
            make()
