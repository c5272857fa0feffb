"""Differential item functioning: worked figures, nominal error, power, refusals."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalization.calibration.dif import Matching, find_dif
from personalization.calibration.dif_tests import adjusted, logistic_dif, mantel_haenszel, strata
from personalization.calibration.errors import BadSetting, GroupsTooSmall
from personalization.calibration.fit import locate
from personalization.calibration.marginal import calibrate
from personalization.calibration.responses import from_matrix


def simulated(seed: int, impact: float = 0.0, planted: int = 0, size: float = 0.0, n: int = 1_000):
    rng = np.random.default_rng(seed)
    a, b, focal = rng.lognormal(0, 0.2, 20), rng.normal(size=20), rng.random(n) < 0.5
    eta = a * (rng.normal(size=n)[:, None] - impact * focal[:, None] - b)
    eta[:, :planted] -= size * focal[:, None]
    return (rng.random((n, 20)) < 1 / (1 + np.exp(-eta))).astype(float), focal


def test_mantel_haenszel_of_two_tables_worked_by_hand() -> None:
    """Reference 15 of 20 and 5 of 20 right, focal 10 of 20 and 2 of 20."""
    right, focal, stratum = [], [], []
    for number, (reference, group) in enumerate(((15, 10), (5, 2))):
        for hits, who in ((reference, False), (group, True)):
            right += [True] * hits + [False] * (20 - hits)
            focal += [who] * 20
            stratum += [number] * 20
    found = mantel_haenszel(np.array(right), np.array(focal), np.array(stratum))
    ratio = (15 * 10 + 5 * 18) / (5 * 10 + 15 * 2)
    variance = 20 * 20 * 25 * 15 / (40**2 * 39) + 20 * 20 * 7 * 33 / (40**2 * 39)
    assert found.odds_ratio == pytest.approx(ratio)
    assert found.delta == pytest.approx(-2.35 * np.log(ratio))
    assert found.chi2 == pytest.approx((15 - 12.5 + 5 - 3.5 - 0.5) ** 2 / variance)


@pytest.mark.parametrize("matching", list(Matching))
def test_false_finds_come_at_the_nominal_rate(matching: Matching) -> None:
    by_mh, by_logistic = [], []
    for seed in range(20):
        scores, focal = simulated(seed)
        table = from_matrix(scores)
        ability = None
        if matching is Matching.ABILITY:
            ability = locate(table, calibrate(table).items).ability
        for item in find_dif(table, focal, matching, ability, purify=False).items:
            by_mh.append(item.mantel_haenszel.p < 0.05)
            by_logistic.append(item.logistic.p < 0.05)
    assert 0.02 < np.mean(by_mh) < 0.08
    assert 0.025 < np.mean(by_logistic) < 0.085


def test_planted_differences_are_found_and_purification_keeps_the_others_clean() -> None:
    found, falsely, falsely_unpurified = [], [], []
    for seed in range(8):
        scores, focal = simulated(100 + seed, 0.5, 5, 0.9, 1_500)
        table = from_matrix(scores)
        report = find_dif(table, focal)
        flags = [item.mh_adjusted < 0.05 for item in report.items]
        found += flags[:5]
        falsely += flags[5:]
        falsely_unpurified += [i.mh_adjusted < 0.05 for i in find_dif(table, focal, purify=False).items[5:]]
        assert all(item.mantel_haenszel.delta < 0 for item in report.items[:5])
        assert report.rounds > 1
    assert np.mean(found) > 0.95
    assert np.mean(falsely) < 0.05 < np.mean(falsely_unpurified)


def test_a_difference_that_turns_along_the_scale_is_seen_by_the_regression_alone() -> None:
    rng = np.random.default_rng(5)
    match, focal = rng.normal(size=4_000), rng.random(4_000) < 0.5
    slope = np.where(focal, 0.4, 1.6)
    right = rng.random(4_000) < 1 / (1 + np.exp(-slope * match))
    found = logistic_dif(right, focal, match)
    assert found.p_nonuniform < 1e-10
    assert found.p_uniform > 0.01
    assert found.interaction < -0.8
    assert mantel_haenszel(right, focal, strata(match)).size == "A"


def test_incomplete_answers_are_matched_by_ability() -> None:
    scores, focal = simulated(6, 0.5, 2, 1.2, 3_000)
    scores[np.random.default_rng(7).random(scores.shape) < 0.5] = np.nan
    table = from_matrix(scores)
    with pytest.raises(BadSetting):
        find_dif(table, focal)
    with pytest.raises(BadSetting):
        find_dif(table, focal, Matching.ABILITY)
    ability = locate(table, calibrate(table).items).ability
    report = find_dif(table, focal, Matching.ABILITY, ability)
    assert [item.code for item in report.items if item.mantel_haenszel.size == "C"] == ["i1", "i2"]
    scores[np.flatnonzero(focal)[10:], 5] = np.nan
    left = find_dif(from_matrix(scores), focal, Matching.ABILITY, ability)
    assert [finding.subject for finding in left.left_out] == ["i6"]
    assert len(left.items) == 19


def test_swapping_the_groups_turns_the_sign_and_nothing_else() -> None:
    scores, focal = simulated(8, 0.3, 3, 0.8)
    one, other = (find_dif(from_matrix(scores), group, purify=False) for group in (focal, ~focal))
    for a, b in zip(one.items, other.items, strict=True):
        assert a.mantel_haenszel.delta == pytest.approx(-b.mantel_haenszel.delta, abs=1e-9)
        assert a.mantel_haenszel.chi2 == pytest.approx(b.mantel_haenszel.chi2, abs=1e-9)
        assert a.logistic.p == pytest.approx(b.logistic.p, abs=1e-6)


def test_spisa_by_gender(test_data: Path) -> None:
    with (test_data / "irt/spisa.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = [f"X{j}" for j in range(1, 46)]
    scores = np.array([[float(row[code]) for code in codes] for row in rows])
    focal = np.array([row["gender"] == "female" for row in rows])
    report = find_dif(from_matrix(scores, codes), focal)
    large = {item.code for item in report.items if item.mantel_haenszel.size == "C"}
    assert {"X19", "X25", "X26", "X28", "X33", "X34", "X36", "X40", "X43"} <= large
    by_mh = {item.code for item in report.items if item.mh_adjusted < 0.05}
    by_logistic = {item.code for item in report.items if item.logistic_adjusted < 0.05}
    assert len(by_mh & by_logistic) >= 15


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_p_values_keep_their_order_and_are_no_smaller(values: list[float]) -> None:
    p = np.array(values)
    after = adjusted(p)
    assert (after >= p - 1e-12).all()
    assert (after <= 1).all()
    assert (np.diff(after[np.argsort(p)]) >= -1e-12).all()


def test_adjusted_p_values_worked_by_hand() -> None:
    assert adjusted(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_items_without_variance_and_groups_that_separate_give_numbers() -> None:
    scores, focal = simulated(9)
    scores[:, 0], scores[:, 1], scores[:, 2] = 1.0, 0.0, focal
    for item in find_dif(from_matrix(scores), focal).items:
        mh, logistic = item.mantel_haenszel, item.logistic
        numbers = [
            mh.chi2,
            mh.p,
            mh.odds_ratio,
            mh.delta,
            mh.delta_se,
            logistic.p,
            logistic.group,
            logistic.r2_change,
        ]
        assert np.isfinite([*numbers, logistic.p_uniform, logistic.interaction, item.mh_adjusted]).all()
    assert find_dif(from_matrix(scores), focal).items[2].mantel_haenszel.size == "C"


def test_refusals() -> None:
    scores, focal = simulated(10)
    with pytest.raises(GroupsTooSmall) as refusal:
        find_dif(from_matrix(scores), np.arange(1_000) < 29)
    assert refusal.value.values == {"focal": 29, "reference": 971, "needed": 30}
    with pytest.raises(BadSetting):
        find_dif(from_matrix(scores), focal[:-1])
    with pytest.raises(BadSetting):
        find_dif(from_matrix(scores), focal, Matching.ABILITY, np.full(1_000, np.nan))
