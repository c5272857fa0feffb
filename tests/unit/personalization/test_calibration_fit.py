"""Item fit, person fit, item analysis and its flags."""

from __future__ import annotations

import numpy as np
import pytest
from simulated_answers import adaptively_answered

from personalization.bank import Item
from personalization.calibration.errors import FINDING_CODES, BadSetting, SeveralCompetencies, TooFewAnswers
from personalization.calibration.fit import (
    Located,
    Stated,
    alpha,
    curve_of,
    item_fit,
    locate,
    marginal_reliability,
    person_fit,
    unusual_patterns,
)
from personalization.calibration.items import FlagPolicy, analyse, distractors
from personalization.calibration.responses import from_matrix


def answered(n: int = 1_500, size: int = 15, seed: int = 1, missing: float = 0.0, c: float = 0.0):
    rng = np.random.default_rng(seed)
    a, b = rng.lognormal(0.1, 0.25, size), np.linspace(-1.5, 1.5, size)
    theta = rng.normal(size=n)
    scores = (rng.random((n, size)) < c + (1 - c) / (1 + np.exp(-a * (theta[:, None] - b)))).astype(float)
    scores[rng.random((n, size)) < missing] = np.nan
    return [Stated(float(x), float(y), c) for x, y in zip(a, b, strict=True)], theta, scores


def located(scores: np.ndarray, curves: list[Stated]) -> Located:
    return locate(from_matrix(scores), curves)


@pytest.mark.parametrize("missing", [0.0, 0.7])
@pytest.mark.parametrize("c", [0.0, 0.25])
def test_answers_by_the_model_fit_it(missing: float, c: float) -> None:
    curves, _, scores = answered(missing=missing, c=c)
    fits = item_fit(located(scores, curves))
    assert np.mean([fit.infit for fit in fits]) == pytest.approx(1, abs=0.02)
    assert np.mean([fit.outfit for fit in fits]) == pytest.approx(1, abs=0.04)
    assert all(abs(fit.infit - 1) < 4 * fit.infit_se for fit in fits)
    assert all(not a.findings for a in analyse(located(scores, curves), curves))


def test_an_item_answered_by_chance_is_erratic_and_does_not_separate() -> None:
    curves, _, scores = answered()
    scores[:, 7] = np.random.default_rng(3).random(len(scores)) < 0.5
    found = analyse(located(scores, curves), curves)
    assert {f.code for f in found[7].findings} == {"does_not_separate", "unexpected_answers"}
    assert found[7].fit.outfit > 1.2
    assert abs(found[7].correlation) < 0.1
    assert [a.code for a in found if a.findings] == ["i8"]


def test_an_adaptive_choice_of_items_does_not_make_them_useless() -> None:
    """Where everybody gets items near their level correlations shrink; that alone is no finding."""
    b = np.linspace(-1.5, 1.5, 20)
    scores = adaptively_answered(b, seed=2)
    curves = [Stated(1.0, float(x)) for x in b]
    found = analyse(located(scores, curves), curves)
    assert np.mean([bool(a.findings) for a in found]) <= 0.1


def test_too_easy_too_hard_and_too_few() -> None:
    curves, _, scores = answered(c=0.25)
    rng = np.random.default_rng(4)
    scores[:, 0] = rng.random(len(scores)) < 0.99
    scores[:, 1] = rng.random(len(scores)) < 0.26  # chance alone gives .25
    scores[20:, 2] = np.nan
    codes = [[f.code for f in a.findings] for a in analyse(located(scores, curves), curves)]
    assert "too_easy" in codes[0]
    assert "too_hard" in codes[1]
    assert codes[2] == ["few_answers"]


def test_a_wrong_key_is_told_from_a_hard_question() -> None:
    curves, theta, scores = answered(n=200, c=0.25)
    rng = np.random.default_rng(8)
    knows = rng.random(200) < 1 / (1 + np.exp(-1.5 * (theta + 0.5)))
    keyed = ~knows & (rng.random(200) < 0.4)
    scores[:, 1] = keyed
    scores[:, 2] = rng.random(200) < 0.26
    codes = [{f.code for f in a.findings} for a in analyse(located(scores, curves), curves)]
    assert codes[1] >= {"too_hard", "does_not_separate"}
    assert "too_hard" in codes[2]
    assert "does_not_separate" not in codes[2]
    chosen = np.where(knows, "true", np.where(keyed, "keyed", "other")).tolist()
    assert [f.values["choice"] for f in distractors("i", chosen, theta, {"keyed"}).findings] == ["true"]
    assert not distractors("i", chosen, theta, {"true"}).findings


def test_a_wrong_answer_that_most_of_the_strong_give_is_named_although_the_weak_give_it_too() -> None:
    chosen = (["b"] * 8 + ["a"] * 2) * 9
    ability = np.linspace(-1, 1, 90)
    assert [f.values["choice"] for f in distractors("i", chosen, ability, {"a"}).findings] == ["b"]
    assert not distractors("i", (["b"] * 5 + ["a"] * 5) * 9, ability, {"a"}).findings


def test_the_observed_curve_lies_on_the_expected_one_within_its_errors() -> None:
    curves, _, scores = answered(missing=0.3)
    points = [point for a in analyse(located(scores, curves), curves) for point in a.curve]
    z = np.array([(point.observed - point.expected) / point.se for point in points])
    assert len(points) == 15 * 5
    assert np.abs(z).max() < 4
    assert np.sqrt(np.mean(z**2)) == pytest.approx(1, abs=0.2)
    first = analyse(located(scores, curves), curves)[0].curve
    assert [p.ability for p in first] == sorted(p.ability for p in first)


def test_every_finding_carries_what_its_sentence_needs() -> None:
    curves, _, scores = answered(n=300)
    scores[:, 3] = 1.0
    scores[:, 4] = np.random.default_rng(5).random(300) < 0.5
    for analysis in analyse(located(scores, curves), curves):
        for finding in analysis.findings:
            assert set(finding.values) == set(FINDING_CODES[finding.code])


def test_person_fit_names_guessers_and_spares_the_others() -> None:
    curves, _, scores = answered(n=2_000, size=25)
    b = np.array([curve.difficulty for curve in curves])
    scores[:20] = b > 0  # hard ones right, easy ones wrong
    place = located(scores, curves)
    named = {finding.subject for finding in unusual_patterns(place)}
    assert {str(i) for i in range(20)} <= named
    assert len(named) - 20 < 0.01 * 1_980
    fits = person_fit(place)
    assert np.mean([fit.lz for fit in fits[20:]]) == pytest.approx(0, abs=0.1)
    assert set(unusual_patterns(place)[0].values) == set(FINDING_CODES["unusual_pattern"])


def test_of_few_answers_nothing_is_said() -> None:
    curves, _, scores = answered(n=50, size=15)
    scores[:, 5:] = np.nan
    assert all((fit.lz, fit.p) == (0.0, 1.0) for fit in person_fit(located(scores, curves)))


def test_reliability() -> None:
    curves, theta, scores = answered(n=4_000, size=20)
    place = located(scores, curves)
    true = np.corrcoef(place.ability, theta)[0, 1] ** 2
    assert marginal_reliability(place) == pytest.approx(true, abs=0.03)
    value = alpha(from_matrix(scores))
    assert value is not None
    assert 0.7 < value < 0.9
    scores[0, 0] = np.nan
    assert alpha(from_matrix(scores)) is None
    assert alpha(from_matrix(np.ones((5, 3)))) is None
    with pytest.raises(TooFewAnswers):
        alpha(from_matrix(np.ones((1, 3))))


def test_alpha_of_a_table_worked_by_hand() -> None:
    """Variances of the items 1/3 and 1/4, of the sums 2, 1, 0, 0 11/12."""
    scores = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    expected = 2 * (1 - (1 / 3 + 1 / 4) / (11 / 12))
    assert alpha(from_matrix(scores)) == pytest.approx(expected)


def test_distractors_by_thirds() -> None:
    rng = np.random.default_rng(6)
    ability = rng.normal(size=600)
    strong = ability > np.quantile(ability, 2 / 3)
    choices = np.where(rng.random(600) < 0.5, "a", np.where(rng.random(600) < 0.5, "b", "c"))
    choices[strong & (rng.random(600) < 0.4)] = "d"
    table = distractors("i", choices.tolist(), ability, {"a"})
    assert [f.values["choice"] for f in table.findings] == ["d"]
    assert set(table.findings[0].values) == set(FINDING_CODES["strong_ones_choose_wrong"])
    assert sum(sum(row.counts) for row in table.rows) == 600
    assert np.sum([row.shares for row in table.rows], axis=0) == pytest.approx([1, 1, 1])
    assert next(row for row in table.rows if row.choice == "d").ability > 0.5
    assert not distractors("i", choices.tolist(), ability, {"d"}).findings
    assert not distractors("i", choices[:20].tolist(), ability[:20], {"a"}).findings
    assert distractors("i", [], np.zeros(0), {"a"}).rows == ()


def test_a_distractor_that_draws_all_alike_is_not_named() -> None:
    rng = np.random.default_rng(7)
    named = 0
    for _ in range(100):
        choices = rng.choice(["a", "b", "c"], 300).tolist()
        named += len(distractors("i", choices, rng.normal(size=300), {"a"}).findings)
    assert named / 200 < 0.1


def test_nothing_answered_and_everything_alike_give_numbers() -> None:
    curves = [Stated(), Stated()]
    for scores in (np.full((40, 2), np.nan), np.ones((40, 2)), np.zeros((40, 2)), np.full((40, 2), 0.5)):
        place = located(scores, curves)
        for analysis in analyse(place, curves):
            assert np.isfinite(
                [analysis.share, analysis.correlation, analysis.fit.infit, analysis.fit.outfit]
            ).all()
        assert np.isfinite(marginal_reliability(place))


def test_refusals() -> None:
    table = from_matrix(np.ones((3, 2)))
    with pytest.raises(BadSetting):
        locate(table, [Stated()])
    with pytest.raises(BadSetting):
        locate(table, [Stated(), Stated(float("nan"))])
    with pytest.raises(BadSetting):
        locate(table, [Stated(), Stated()], sd=0)
    with pytest.raises(BadSetting):
        distractors("i", ["a"], np.zeros(2), {"a"})
    with pytest.raises(BadSetting):
        FlagPolicy(extreme=2)
    with pytest.raises(SeveralCompetencies):
        curve_of(Item("i", {"k": 1.0, "l": 1.0}))
    assert curve_of(Item("i", {"k": 2.0}, 1.0, 0.2)) == Stated(2.0, 0.5, 0.2)
