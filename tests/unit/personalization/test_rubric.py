"""Ratings by a rubric: exact against a grid, raters told apart, levels with their evidence."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.bank import Item
from personalization.belief import Belief, initial_belief
from personalization.evidence import Rating, Response, replay
from personalization.framework import Competency, Framework
from personalization.rubric import (
    Judgement,
    RatingError,
    Severity,
    levels,
    prior_severity,
    rate,
    rater_noise,
    update_severity,
)

FRAMEWORK = Framework("f", "1", (Competency("k", "a"), Competency("l", "a"), Competency("m", "b")))
CUTS = (-1.0, 0.0, 1.2)


def on_line(mean: float, sd: float) -> Belief:
    return Belief(np.array([mean]), np.array([[sd * sd]]), np.zeros(1, dtype=np.int64))


def graded(eta: np.ndarray, judgement: Judgement) -> np.ndarray:
    """Probability of the level, by differences of what is said: the engine sums logarithms."""
    scale = judgement.rater_sd * np.sqrt(3) / np.pi
    above = [np.ones_like(eta)] + [1 / (1 + np.exp((cut - eta) / scale)) for cut in judgement.cuts]
    above.append(np.zeros_like(eta))
    return above[judgement.level] - above[judgement.level + 1]


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize(
    ("mean", "sd", "rater", "noise", "tolerance"),
    [
        (0.0, 1.0, Severity(0.0, 0.3), 1.0, 1e-5),
        (0.8, 0.5, Severity(0.7, 0.6), 0.7, 1e-6),
        (-1.0, 1.0, Severity(-0.5, 0.8), 1.5, 1e-6),
        (0.3, 1.0, Severity(0.2, 0.3), 0.5, 2e-3),
    ],
)
def test_a_rating_splits_between_learner_and_rater_as_integration_says(
    level: int, mean: float, sd: float, rater: Severity, noise: float, tolerance: float
) -> None:
    judgement = Judgement(level, CUTS, noise)
    theta = np.linspace(mean - 9 * sd, mean + 9 * sd, 1501)[:, None]
    severity = np.linspace(rater.mean - 9 * rater.sd, rater.mean + 9 * rater.sd, 1501)[None, :]
    weight = np.exp(-0.5 * (((theta - mean) / sd) ** 2 + ((severity - rater.mean) / rater.sd) ** 2))
    weight = weight * graded(theta - severity, judgement)
    weight /= weight.sum()
    before = on_line(mean, sd)
    after, learnt = rate(before, 0, judgement, rater), update_severity(before, 0, judgement, rater)
    centre = (weight * theta).sum()
    assert after.belief.mean[0] == pytest.approx(centre, abs=tolerance)
    assert after.belief.covariance[0, 0] == pytest.approx(
        (weight * (theta - centre) ** 2).sum(), abs=tolerance
    )
    middle = (weight * severity).sum()
    assert learnt.mean == pytest.approx(middle, abs=tolerance)
    assert learnt.sd**2 == pytest.approx((weight * (severity - middle) ** 2).sum(), abs=tolerance)
    assert learnt.ratings == rater.ratings + 1


@pytest.mark.parametrize("mean", [-300.0, -20.0, 20.0, 300.0])
@pytest.mark.parametrize("level", range(4))
def test_a_rating_out_of_the_question_breaks_nothing(mean: float, level: int) -> None:
    judgement, rater = Judgement(level, CUTS, 0.3), Severity(0.0, 0.5)
    after = rate(on_line(mean, 1.0), 0, judgement, rater).belief
    assert np.isfinite(after.mean[0])
    assert 0 < after.covariance[0, 0] <= 1
    assert 0 < update_severity(on_line(mean, 1.0), 0, judgement, rater).sd <= 0.5


def test_a_higher_level_is_better_news_and_less_so_from_a_lenient_or_unknown_rater() -> None:
    prior = initial_belief(FRAMEWORK)
    moved = [rate(prior, 0, Judgement(n, CUTS), Severity(0, 0.3)).contribution[0] for n in range(4)]
    assert moved == sorted(moved)
    lenient, severe, unknown = (
        rate(prior, 0, Judgement(3, CUTS), rater).contribution[0]
        for rater in (Severity(-1, 0.3), Severity(1, 0.3), Severity(0, 2.0))
    )
    assert lenient < moved[3] < severe
    assert unknown < moved[3]


def test_one_self_rating_says_less_than_a_peers_and_that_less_than_a_trainers() -> None:
    prior = initial_belief(FRAMEWORK)
    moved = [
        rate(prior, 0, Judgement(3, CUTS, rater_noise(kind)), prior_severity(kind)).contribution[0]
        for kind in ("self", "peer", "trainer")
    ]
    assert 0 < moved[0] < moved[1] < moved[2]


def ratings_of_a_course(rng: np.random.Generator, learners: int = 80):
    """Everybody is rated by themselves, one of three trainers and three peers, of whom one is biased."""
    theta = rng.normal(0, 1, learners)
    strict = {("trainer", n): rng.normal(0, 0.2) for n in range(3)}
    strict |= {("peer", n): rng.normal(-0.2, 0.6) for n in range(learners)}
    strict |= {("self", n): rng.normal(-0.5, 0.8) for n in range(learners)}
    strict["peer", 0], strict["peer", 1] = 1.5, -1.5
    given = []
    for learner in range(learners):
        raters = [("self", learner), ("trainer", int(rng.integers(3))), ("peer", learner % 2)]
        raters += [("peer", int(n)) for n in rng.choice(np.arange(2, learners), 2, replace=False)]
        for rater in raters:
            noise = rater_noise(rater[0]) * np.sqrt(3) / np.pi
            seen = theta[learner] - strict[rater] + rng.logistic(0, noise)
            given.append((learner, rater, int(np.searchsorted(CUTS, seen))))
    return theta, strict, given


def course(seed: int):
    """Errors of the learners' means without and with severities learnt, and the severities found."""
    single = Framework("f", "1", (Competency("k", "a"),))
    start = initial_belief(single)
    plain: dict[int, Belief] = {}
    aware: dict[int, Belief] = {}
    raters: dict[tuple, Severity] = {}
    theta, strict, given = ratings_of_a_course(np.random.default_rng(seed))
    for learner, rater, level in given:
        judgement = Judgement(level, CUTS, rater_noise(rater[0]))
        before = aware.get(learner, start)
        known = raters.get(rater, prior_severity(rater[0]))
        aware[learner] = rate(before, 0, judgement, known).belief
        raters[rater] = update_severity(before, 0, judgement, known)
        blind = plain.get(learner, start)
        plain[learner] = rate(blind, 0, judgement, Severity(0.0, 0.0)).belief
    errors = [np.array([b[n].mean[0] - theta[n] for n in range(len(theta))]) for b in (plain, aware)]
    wide = np.array([aware[n].error[0] for n in range(len(theta))])
    return errors[0], errors[1], wide, raters, strict


def test_the_filter_finds_who_is_severe_and_the_learners_beliefs_are_better_for_it() -> None:
    runs = [course(seed) for seed in range(10)]
    plain = np.sqrt(np.mean([np.mean(run[0] ** 2) for run in runs]))
    aware = np.sqrt(np.mean([np.mean(run[1] ** 2) for run in runs]))
    assert aware < 0.93 * plain
    for _, _, _, raters, _ in runs:
        assert raters["peer", 0].mean > 0.8
        assert raters["peer", 1].mean < -0.8
    misses = [
        (known.mean - strict[rater]) / known.sd
        for *_, raters, strict in runs
        for rater, known in raters.items()
        if rater[0] != "self"
    ]
    assert np.mean(np.abs(misses) < 2.5) > 0.93
    covered = np.mean([np.abs(run[1]) < 1.96 * run[2] for run in runs])
    assert 0.88 < covered <= 1.0


def test_who_is_known_well_tells_of_the_rater_and_a_known_rater_tells_of_the_learner() -> None:
    judgement = Judgement(0, CUTS)
    known, unknown = on_line(1.0, 0.1), on_line(1.0, 1.0)
    rater, trainer = Severity(0.0, 0.8), Severity(0.0, 0.1)
    assert (
        update_severity(known, 0, judgement, rater).mean
        > 5 * -rate(known, 0, judgement, rater).contribution[0]
    )
    moved = -rate(unknown, 0, judgement, trainer).contribution[0]
    assert moved > 5 * update_severity(unknown, 0, judgement, trainer).mean


def test_the_reached_level_lists_the_evidence_that_carries_it() -> None:
    log = [
        Rating("k", 3, CUTS, 0.0, 0.1, 0.5),
        Response(Item("i", {"k": 1.0}), 0.0),
        Rating("k", 3, CUTS, 0.0, 0.1, 0.4),
        Rating("m", 0, CUTS),
        Rating("k", 3, CUTS, 0.0, 0.8, 2.0),
        Rating("k", 3, CUTS, 0.0, 0.1, 0.4),
    ]
    result = replay(FRAMEWORK, initial_belief(FRAMEWORK), log)
    reached = levels(result.belief, 0, (-1.0, 0.0, 0.5), result.contributions)
    assert reached.level == 3
    assert reached.probability >= 0.8
    assert reached.next_probability is None
    raised = result.contributions[list(reached.evidence), 0]
    assert (raised > 0).all()
    assert raised.tolist() == sorted(raised, reverse=True)
    assert set(reached.evidence) == {0, 2, 4, 5}
    assert levels(result.belief, 0, CUTS, result.contributions, most=2).evidence == reached.evidence[:2]


def test_no_level_is_reached_without_the_certainty_asked_and_level_0_lists_what_speaks_against() -> None:
    log = [Rating("k", 0, CUTS), Rating("k", 3, CUTS), Rating("k", 0, CUTS)]
    result = replay(FRAMEWORK, initial_belief(FRAMEWORK), log)
    reached = levels(result.belief, 0, CUTS, result.contributions)
    assert reached.level == 0
    assert reached.probability == 1.0
    assert reached.next_probability < 0.8
    assert set(reached.evidence) == {0, 2}
    certain = levels(result.belief, 0, (-4.0, 3.0), result.contributions)
    assert (certain.level, certain.probability > 0.99, certain.next_probability < 0.01) == (1, True, True)


def test_a_rating_is_no_answer() -> None:
    assert not replay(FRAMEWORK, initial_belief(FRAMEWORK), [Rating("k", 3, CUTS)] * 3).belief.own.any()


@pytest.mark.parametrize(
    ("level", "cuts", "noise"),
    [(-1, CUTS, 1.0), (4, CUTS, 1.0), (True, CUTS, 1.0), (1.0, CUTS, 1.0), (0, (), 1.0), (0, (1.0, 1.0), 1.0),
     (0, (float("nan"),), 1.0), (0, CUTS, 0.0), (0, CUTS, float("inf"))],
)  # fmt: skip
def test_what_no_rubric_gives_is_refused(level, cuts, noise) -> None:
    with pytest.raises(RatingError):
        Judgement(level, cuts, noise)


def test_levels_refuses_cuts_that_fall_and_contributions_of_something_else() -> None:
    belief = initial_belief(FRAMEWORK)
    with pytest.raises(RatingError, match="rise"):
        levels(belief, 0, (1.0, 0.0), np.zeros((0, 3)))
    with pytest.raises(RatingError, match="contributions"):
        levels(belief, 0, CUTS, np.zeros((0, 2)))
    with pytest.raises(RatingError):
        Severity(float("nan"), 1.0)
