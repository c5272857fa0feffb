"""Properties of a belief that hold for every bank and every sequence of answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from personalization.bank import Item, item_from_difficulty, item_model
from personalization.belief import (
    Belief,
    Word,
    forget,
    initial_belief,
    mastery,
    observe_activity,
    skip,
    update,
    word,
)
from personalization.evidence import ActivityDone, Elapsed, Evidence, Response, replay
from personalization.framework import Competency, Framework

CODES = ("a", "b", "c", "d")
FRAMEWORK = Framework(
    "f",
    "1",
    tuple(Competency(code, area) for code, area in zip(CODES, "xxyy", strict=True)),
    (("a", "b"), ("b", "c")),
)

scores = st.one_of(st.none(), st.floats(0, 1), st.sampled_from([0.0, 1.0]))


@st.composite
def items(draw: st.DrawFn, most: int = 3) -> Item:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=most, unique=True))
    return Item(
        "i",
        {code: draw(st.floats(0.1, 3)) for code in codes},
        draw(st.floats(-8, 8)),
        draw(st.floats(0, 0.5)),
        draw(st.floats(0, 0.2)),
        draw(st.floats(0, 1.5)),
    )


entries = st.one_of(
    st.builds(Response, items(), scores),
    st.builds(ActivityDone, st.sampled_from(CODES), st.floats(-1, 2), st.floats(0, 1)),
    st.builds(Elapsed, st.floats(0, 400)),
)
logs: st.SearchStrategy[list[Evidence]] = st.lists(entries, max_size=40)


@given(logs)
def test_any_log_leaves_a_symmetric_positive_definite_covariance(log: list[Evidence]) -> None:
    belief = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief
    assert np.array_equal(belief.covariance, belief.covariance.T)
    assert np.linalg.eigvalsh(belief.covariance).min() > 0
    assert np.isfinite(belief.mean).all()


@given(logs)
def test_contributions_sum_to_what_the_mean_has_moved(log: list[Evidence]) -> None:
    prior = initial_belief(FRAMEWORK)
    result = replay(FRAMEWORK, prior, log)
    assert result.contributions.shape == (len(log), 4)
    assert np.allclose(result.contributions.sum(axis=0), result.belief.mean - prior.mean, atol=1e-11)


@given(logs)
def test_a_log_replayed_gives_the_same_belief_to_the_last_bit_stored_or_not(log: list[Evidence]) -> None:
    prior = initial_belief(FRAMEWORK)
    once = replay(FRAMEWORK, prior, log).belief
    half = replay(FRAMEWORK, prior, log[: len(log) // 2]).belief
    stored = Belief.from_bytes(half.to_bytes())
    assert replay(FRAMEWORK, stored, log[len(log) // 2 :]).belief == once
    assert Belief.from_bytes(once.to_bytes()) == once


@given(logs, items(most=1))
def test_a_right_answer_never_lowers_its_competency_and_a_wrong_one_or_a_skip_never_raises_it(
    log: list[Evidence], item: Item
) -> None:
    belief = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief
    model = item_model(FRAMEWORK, item)
    own = model.positions[0]
    assert update(belief, model, 1.0).contribution[own] >= -1e-12
    assert update(belief, model, 0.0).contribution[own] <= 1e-12
    assert skip(belief, model).contribution[own] <= 1e-12


@given(logs, items(), st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_never_leads_to_a_worse_belief_in_the_whole_of_what_was_asked(
    log: list[Evidence], item: Item, one: float, other: float
) -> None:
    belief = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief
    model = item_model(FRAMEWORK, item)
    worse, better = sorted((one, other))
    moved = [model.loadings @ update(belief, model, s).contribution[model.positions] for s in (worse, better)]
    assert moved[1] >= moved[0] - 1e-9


@given(logs, st.permutations(range(4)))
def test_the_order_of_the_competencies_makes_no_difference(log: list[Evidence], order: list[int]) -> None:
    shuffled = Framework("f", "1", tuple(FRAMEWORK.competencies[i] for i in order), FRAMEWORK.prerequisites)
    one = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief
    other = replay(shuffled, initial_belief(shuffled), log).belief
    assert np.allclose(one.mean[order], other.mean, atol=1e-7)
    assert np.allclose(one.covariance[np.ix_(order, order)], other.covariance, atol=1e-7)
    assert np.array_equal(one.own[order], other.own)


@given(items(most=1), scores)
def test_an_answer_says_nothing_about_what_is_uncorrelated(item: Item, score: float | None) -> None:
    apart = initial_belief(FRAMEWORK, within=0.0, across=0.0, prerequisite=0.0)
    model = item_model(FRAMEWORK, item)
    result = skip(apart, model) if score is None else update(apart, model, score)
    others = [k for k in range(4) if k not in model.positions]
    assert not result.contribution[others].any()
    assert np.array_equal(result.belief.covariance[others], apart.covariance[others])


def test_a_right_answer_raises_neighbours_by_their_correlation() -> None:
    prior = initial_belief(FRAMEWORK)
    model = item_model(FRAMEWORK, item_from_difficulty("i", ["a"], 0.0))
    moved = update(prior, model, 1.0).contribution
    assert np.allclose(moved / moved[0], prior.covariance[0])


def test_nobody_guesses_who_skips() -> None:
    prior = initial_belief(FRAMEWORK)
    choice = item_model(FRAMEWORK, Item("i", {"a": 1.2}, 0.3, guessing=0.25, slip=0.1))
    plain = item_model(FRAMEWORK, Item("i", {"a": 1.2}, 0.3))
    assert skip(prior, choice).belief == update(prior, plain, 0.0).belief
    # A wrong answer may have been a slip, a skip not.
    assert skip(prior, choice).contribution[0] < update(prior, choice, 0.0).contribution[0]


@given(logs, items(), scores)
def test_nothing_is_changed_in_place(log: list[Evidence], item: Item, score: float | None) -> None:
    belief = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief
    before = belief.to_bytes()
    model = item_model(FRAMEWORK, item)
    _ = skip(belief, model) if score is None else update(belief, model, score)
    forget(belief, 30)
    observe_activity(belief, 0, 0.5, 0.2)
    assert belief.to_bytes() == before
    with pytest.raises(ValueError, match="read-only"):
        belief.mean[0] = 1.0


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_scores_outside_their_range_are_refused(score: float) -> None:
    model = item_model(FRAMEWORK, item_from_difficulty("i", ["a"], 0.0))
    with pytest.raises(ValueError, match="score"):
        update(initial_belief(FRAMEWORK), model, score)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_belief_are_refused(data: bytes) -> None:
    whole = initial_belief(FRAMEWORK).to_bytes()
    assume(data != whole)
    for broken in (data, whole[:-1], whole + b"\0", b"X" + whole[1:]):
        with pytest.raises(ValueError, match="not a stored belief"):
            Belief.from_bytes(broken)


def test_own_counts_answers_and_skips_on_every_competency_asked_and_nothing_else() -> None:
    both = Item("i", {"a": 1.0, "c": 1.0})
    log: list[Evidence] = [Response(both, 1.0), Response(Item("j", {"a": 1.0}), None), Elapsed(3.0)]
    log.append(ActivityDone("d", 0.4, 0.2))
    assert replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief.own.tolist() == [2, 0, 1, 0]


def test_time_widens_up_to_what_was_known_at_first_and_takes_no_mean_away() -> None:
    prior = initial_belief(FRAMEWORK)
    model = item_model(FRAMEWORK, item_from_difficulty("i", ["a"], 0.0, 2.0, difficulty_sd=0.0))
    known = update(prior, model, 1.0).belief
    month, ages = forget(known, 30).belief, forget(known, 1e6).belief
    assert np.array_equal(month.mean, known.mean)
    assert month.covariance[0, 0] == pytest.approx(known.covariance[0, 0] + 0.06)
    assert np.allclose(ages.covariance.diagonal(), 1.0)
    with pytest.raises(ValueError, match="backwards"):
        forget(known, -1)


@settings(max_examples=30)
@given(st.floats(-2, 2), st.floats(0.1, 1.5), st.floats(-1, 1))
def test_mastery_is_the_probability_to_be_above_the_cut(mean: float, sd: float, cut: float) -> None:
    belief = Belief(np.full(2, mean), np.eye(2) * sd**2, np.zeros(2, dtype=np.int64))
    assert mastery(belief, np.array([cut, mean])) == pytest.approx([ndtr((mean - cut) / sd), 0.5])


@pytest.mark.parametrize(
    ("chance", "error", "own", "expected"),
    [
        (0.90, 0.7, 2, Word.MASTERED),
        (0.89, 0.7, 2, Word.NEARLY_THERE),
        (0.50, 0.5, 9, Word.NEARLY_THERE),
        (0.49, 0.5, 2, Word.ON_THE_WAY),
        (0.11, 0.5, 2, Word.ON_THE_WAY),
        (0.10, 0.5, 2, Word.NOT_YET),
        (0.95, 0.5, 1, Word.PROBABLY_MASTERED),
        (0.05, 0.5, 0, Word.PROBABLY_NOT_YET),
        (0.70, 0.5, 1, Word.NOT_ENOUGH_EVIDENCE),
        (0.30, 0.5, 0, Word.NOT_ENOUGH_EVIDENCE),
        (0.99, 0.71, 5, Word.NOT_ENOUGH_EVIDENCE),
        (0.01, 0.71, 0, Word.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_the_table_of_words(chance: float, error: float, own: int, expected: Word) -> None:
    assert word(chance, error, own) is expected
    assert expected.decided == (expected in ("mastered", "not_yet"))


def test_the_thresholds_of_the_words_are_the_policys() -> None:
    assert word(0.85, 0.8, 2, mastered=0.8, widest=0.9) is Word.MASTERED
    assert word(0.15, 0.5, 2, not_yet=0.2) is Word.NOT_YET
