"""What practice adds, what later answers tell of it, and the word that time does not take away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalization.bank import Item, item_model
from personalization.belief import Belief, Word, forget, initial_belief, mastery, update, word
from personalization.evidence import Elapsed, Evidence, Learned, Response, apply, replay
from personalization.framework import Competency, Framework
from personalization.standing import standing
from personalization.tracing.effects import EVERY
from personalization.tracing.gain import LearningRate, learn_effect, learned, rate_of_skill, try_effect

FRAMEWORK = Framework("f", "1", (Competency("k", "a"), Competency("l", "a"), Competency("m", "b")))
PRIOR = initial_belief(FRAMEWORK)
RATE = LearningRate(right=0.08, wrong=0.02, sd=0.05)


def answer(code: str, score: float, difficulty: float = 0.0) -> Response:
    return Response(Item("i", {code: 1.5}, 1.5 * difficulty), score)


def test_practice_moves_the_competency_alone_and_makes_it_less_certain() -> None:
    result = learned(PRIOR, 1, 0.5, RATE)
    assert result.contribution.tolist() == [0.0, pytest.approx(0.05), 0.0]
    assert result.belief.covariance[1, 1] == pytest.approx(PRIOR.covariance[1, 1] + 0.05**2)
    entry = Learned("l", RATE.gain(0.5), RATE.sd)
    assert apply(FRAMEWORK, PRIOR, entry).belief == result.belief
    assert learned(PRIOR, 1, None, RATE).belief == learned(PRIOR, 1, 0.0, RATE).belief


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -0.1, 1.1])
def test_scores_and_rates_that_are_none_are_refused(bad: float) -> None:
    with pytest.raises(ValueError):
        learned(PRIOR, 0, bad)
    if not np.isfinite(bad):
        with pytest.raises(ValueError):
            LearningRate(right=bad)
    with pytest.raises(ValueError):
        LearningRate(sd=-1.0)


def test_a_skills_rate_comes_from_its_steps_of_practice_in_logits() -> None:
    effects = {
        ("practice", EVERY, 4): (0.1, 0.001),
        ("practice", EVERY, 5): (0.2, 0.001),
        ("practice", 7, 4): (0.0, 0.002),
        ("practice", 7, 5): (0.15, 0.002),
    }
    rate = rate_of_skill(effects, 7, 5)
    assert rate.right == rate.wrong == pytest.approx(1.702 * 0.25 / 2.5)
    assert rate.sd == pytest.approx(1.702 * 0.006**0.5 / 2.5)
    assert rate_of_skill({}, 7, 5).right == 0.0
    assert rate_of_skill(effects, 7, 500).sd > 0


def test_what_an_answer_tells_of_an_activity_equals_the_joint_gaussian() -> None:
    before = replay(FRAMEWORK, PRIOR, [answer("l", 1.0), answer("m", 0.0)]).belief
    trial, result = try_effect(before, 0, (0.4, 0.09))
    # Dense: theta and the effect as one Gaussian of four dimensions.
    mean = np.append(result.belief.mean, 0.4)
    covariance = np.zeros((4, 4))
    covariance[:3, :3] = result.belief.covariance
    covariance[3, 3], covariance[0, 3], covariance[3, 0] = 0.09, 0.09, 0.09
    belief = result.belief
    for entry in (answer("k", 1.0), Response(Item("j", {"k": 0.8, "l": 0.9}), 0.0), answer("m", 1.0)):
        model = item_model(FRAMEWORK, entry.item)
        wide = np.zeros(4)
        wide[model.positions] = model.loadings
        after = update(belief, model, float(entry.score)).belief
        spread = covariance @ wide
        m, s2 = wide @ mean, wide @ spread
        # How far eta moved and shrank is read off the competencies; the fourth dimension follows.
        moved = float(model.loadings @ (after.mean - belief.mean)[model.positions])
        a = wide[:3]
        left = float(a @ after.covariance @ a)
        mean = mean + spread * moved / s2
        covariance = covariance - np.outer(spread, spread) * (s2 - left) / s2**2
        trial = learn_effect(trial, belief, after)
        belief = after
        assert m == pytest.approx(float(a @ (mean - spread * moved / s2)[:3]))
        assert trial.effect == pytest.approx((mean[3], covariance[3, 3]), abs=1e-12)
        assert np.allclose(trial.shared, covariance[:3, 3], atol=1e-12)


def test_the_effect_of_an_activity_is_found_from_many_learners() -> None:
    rng = np.random.default_rng(2)
    effect = (0.3, 0.25)
    for _ in range(250):
        theta = rng.normal(0, 1)
        belief: Belief = initial_belief(Framework("f", "1", (Competency("k", "a"),)))
        single = item_model(Framework("f", "1", (Competency("k", "a"),)), Item("i", {"k": 1.5}))
        for _ in range(10):
            belief = update(belief, single, float(rng.random() < 1 / (1 + np.exp(-1.5 * theta)))).belief
        theta += 0.9
        trial, result = try_effect(belief, 0, effect)
        belief = result.belief
        for _ in range(10):
            after = update(belief, single, float(rng.random() < 1 / (1 + np.exp(-1.5 * theta)))).belief
            trial, belief = learn_effect(trial, belief, after), after
        effect = trial.effect
    assert effect[0] == pytest.approx(0.9, abs=0.2)
    assert effect[1] < 0.01


MASTERING: list[Evidence] = [answer("k", 1.0, 0.5)] * 12


def said(log: list[Evidence], days: float = 0.0):
    result = replay(FRAMEWORK, PRIOR, log)
    return standing(forget(result.belief, days).belief, 0, result.settled.after_time(days))


@given(st.floats(0, 5000), st.floats(0, 5000))
def test_time_alone_takes_no_tick_away_and_makes_a_review_due(one: float, other: float) -> None:
    start = said(MASTERING)
    assert start.word is Word.MASTERED
    assert not start.review_due
    later = said([*MASTERING, Elapsed(one)], other)
    assert later.word is Word.MASTERED
    assert later.mastery == start.mastery
    assert later.mastery_now <= start.mastery_now + 1e-12
    if one + other > 500:
        assert later.review_due


some_log = st.lists(
    st.one_of(
        st.builds(answer, st.sampled_from("klm"), st.sampled_from([0.0, 1.0]), st.floats(-2, 2)),
        st.builds(Learned, st.sampled_from("klm"), st.floats(-0.1, 0.3), st.floats(0, 0.2)),
        st.builds(Elapsed, st.floats(0, 2000)),
    ),
    max_size=25,
)


@given(some_log, st.floats(0, 5000), st.floats(-2, 2))
def test_no_word_changes_by_time_and_no_tick_is_lost_by_a_right_answer(
    log, days: float, difficulty: float
) -> None:
    before = said(log)
    waited: list[Evidence] = [*log, Elapsed(days)]
    assert said(waited).word is before.word
    if before.word is Word.MASTERED:
        assert said([*waited, answer("k", 1.0, difficulty)]).word is Word.MASTERED


def test_without_it_time_would_take_the_tick_away() -> None:
    belief = replay(FRAMEWORK, PRIOR, [*MASTERING, Elapsed(5000)]).belief
    assert word(float(mastery(belief, np.zeros(3))[0]), float(belief.error[0]), 12) is not Word.MASTERED


def test_a_right_answer_or_one_on_a_neighbour_after_a_long_time_takes_no_tick_away() -> None:
    log = [*MASTERING, Elapsed(5000)]
    assert said([*log, answer("k", 1.0)]).word is Word.MASTERED
    assert said([*log, answer("l", 1.0)]).word is Word.MASTERED
    assert said([*log, Learned("k", 0.04, 0.02)]).word is Word.MASTERED


def test_wrong_answers_take_it_away_and_the_sooner_the_longer_ago_it_was() -> None:
    def wrong_needed(days: float) -> int:
        return next(n for n in range(30) if said([*MASTERING, Elapsed(days), *[answer("k", 0.0)] * n]).word is not Word.MASTERED)  # fmt: skip

    assert wrong_needed(5000) <= wrong_needed(0)
    assert wrong_needed(5000) == 1


def test_answers_to_the_competency_itself_are_the_review_and_others_are_not() -> None:
    log = [*MASTERING, Elapsed(5000)]
    assert said(log).review_due
    assert said([*log, answer("l", 1.0)]).review_due
    assert not said([*log, answer("k", 1.0, 0.5)]).review_due
    assert said([*log, answer("k", 1.0, 0.5)], 5000).review_due


def test_who_has_not_mastered_has_nothing_to_review() -> None:
    result = said([answer("k", 0.0)] * 8, 5000)
    assert result.word is Word.NOT_YET
    assert not result.review_due
