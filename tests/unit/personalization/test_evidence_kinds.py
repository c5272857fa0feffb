"""Every kind of evidence: what it does to a belief, how it is stored, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from personalization.bank import Item, ItemError
from personalization.belief import Belief, forget, initial_belief
from personalization.evidence import (
    ActivityDone,
    Elapsed,
    Evidence,
    EvidenceError,
    Learned,
    Override,
    Practised,
    Rating,
    Response,
    apply,
    concerned,
    override_for,
    replay,
)
from personalization.framework import Competency, Framework, UnknownCompetency
from personalization.soundness import CovarianceError, check_belief
from personalization.stored import KINDS, from_json, to_json

CODES = ("a", "b", "c", "d")
FRAMEWORK = Framework(
    "f",
    "1",
    tuple(Competency(code, area) for code, area in zip(CODES, "xxyy", strict=True)),
    (("a", "b"), ("b", "c")),
)
ITEM = Item("i", {"a": 1.3}, 0.2, guessing=0.2)

codes = st.sampled_from(CODES)
scores = st.one_of(st.none(), st.floats(0, 1), st.sampled_from([0.0, 1.0]))
items = st.builds(
    Item,
    st.just("i"),
    st.dictionaries(codes, st.floats(0.1, 3), min_size=1, max_size=3),
    st.floats(-6, 6),
    st.floats(0, 0.5),
    st.floats(0, 0.2),
    st.floats(0, 1.5),
)


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    steps = draw(st.lists(st.floats(0.1, 2), min_size=1, max_size=5))
    cuts = tuple((np.cumsum(steps) - 2).tolist())
    level = draw(st.integers(0, len(cuts)))
    return Rating(
        draw(codes), level, cuts, draw(st.floats(-2, 2)), draw(st.floats(0, 1)), draw(st.floats(0.3, 2))
    )


entries = st.one_of(
    st.builds(Response, items, scores, st.booleans()),
    st.builds(Practised, items, scores, st.integers(0, 5), st.floats(0, 0.9)),
    st.builds(ActivityDone, codes, st.floats(-1, 2), st.floats(0, 1)),
    st.builds(Learned, codes, st.floats(-0.2, 0.5), st.floats(0, 0.5)),
    st.builds(Elapsed, st.floats(0, 400), st.floats(0, 0.01)),
    st.builds(Override, codes, st.floats(-3, 3), st.floats(0.1, 2)),
    ratings(),
)
logs: st.SearchStrategy[list[Evidence]] = st.lists(entries, max_size=30)


def belief_after(log: list[Evidence]) -> Belief:
    return replay(FRAMEWORK, initial_belief(FRAMEWORK), log).belief


@given(logs)
def test_contributions_of_all_kinds_sum_to_what_the_mean_has_moved(log: list[Evidence]) -> None:
    result = replay(FRAMEWORK, initial_belief(FRAMEWORK), log)
    assert np.allclose(result.contributions.sum(axis=0), result.belief.mean, atol=1e-10)


@given(logs)
def test_any_log_leaves_a_belief_and_no_more_settled_than_known(log: list[Evidence]) -> None:
    result = replay(FRAMEWORK, initial_belief(FRAMEWORK), log)
    check_belief(result.belief)
    assert (result.settled.variance > 0).all()
    assert (result.settled.grown >= 0).all()
    assert (result.settled.variance <= result.belief.covariance.diagonal() + 1e-12).all()


@given(logs)
def test_a_log_stored_as_json_gives_the_same_belief_to_the_last_bit(log: list[Evidence]) -> None:
    rows = json.loads(json.dumps([to_json(entry) for entry in log], allow_nan=False))
    read = [from_json(*row) for row in rows]
    assert read == log
    assert {row[0] for row in rows} <= set(KINDS)
    one, other = (replay(FRAMEWORK, initial_belief(FRAMEWORK), entries) for entries in (log, read))
    assert one.belief == other.belief
    assert np.array_equal(one.settled.variance, other.settled.variance)
    assert np.array_equal(one.settled.grown, other.settled.grown)


@given(logs, st.integers(0, 40))
def test_what_is_withdrawn_was_never_there(log: list[Evidence], which: int) -> None:
    left = [entry for number, entry in enumerate(log) if number != which]
    kept = replay(FRAMEWORK, initial_belief(FRAMEWORK), left).contributions
    assert len(kept) == len(left)
    before = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).contributions[:which]
    assert np.array_equal(kept[: len(before)], before)


def test_rows_of_before_have_the_values_that_were_in_use() -> None:
    assert from_json("time", {"days": 3}) == Elapsed(3.0, 0.002)
    assert from_json("response", {"item": "i", "loadings": {"a": 1}}, 1) == Response(
        Item("i", {"a": 1.0}), 1.0
    )
    stored = {"item": "i", "loadings": {"a": 1.2}, "intercept": 0.3, "guessing": 0.25, "slip": 0.0}
    assert from_json("skip", stored) == Response(Item("i", {"a": 1.2}, 0.3, 0.25), None)
    done = {"activity": "video", "competency": "a", "gain": 0.4, "gain_sd": 0.2}
    assert from_json("activity", done) == ActivityDone("a", 0.4, 0.2)


@pytest.mark.parametrize(
    ("kind", "parameters", "score", "named"),
    [
        ("telepathy", {}, None, "kind"),
        ("response", {"loadings": {"a": 1.0}}, None, "score"),
        ("response", {"loadings": {"a": 1.0}}, float("nan"), "score"),
        ("response", {"loadings": {"a": 1.0}}, 1.5, "score"),
        ("response", {"loadings": {"a": float("nan")}}, 1.0, "loading of a"),
        ("response", {"loadings": [1.0]}, 1.0, "loadings"),
        ("response", {}, 1.0, "loadings"),
        ("response", {"loadings": {"a": 1.0}, "guessing": 2.0}, 1.0, "guessing"),
        ("response", {"loadings": {"a": 1.0}, "pilot": "no"}, 1.0, "pilot"),
        ("practice", {"loadings": {"a": 1.0}, "hints": 1.5}, 1.0, "hints"),
        ("practice", {"loadings": {"a": 1.0}, "hints": -1}, 1.0, "hints"),
        ("practice", {"loadings": {"a": 1.0}, "hints": 1, "per_hint": 1.0}, 1.0, "per_hint"),
        ("time", {"days": float("inf")}, None, "days"),
        ("time", {"days": -1}, None, "days"),
        ("time", {"days": 1, "rate": "fast"}, None, "rate"),
        ("time", {"days": True}, None, "days"),
        ("activity", {"competency": 7, "gain": 1.0, "gain_sd": 0.1}, None, "competency"),
        ("activity", {"competency": "a", "gain": float("nan"), "gain_sd": 0.1}, None, "gain"),
        ("learned", {"competency": "a", "gain": 1.0, "gain_sd": -1.0}, None, "gain_sd"),
        ("override", {"competency": "a", "value": 1.0, "sd": 0.0}, None, "standard deviation"),
        ("override", {"competency": "a", "value": float("-inf"), "sd": 1.0}, None, "value"),
        ("rubric", {"competency": "a", "level": 3, "cuts": [0.0, 1.0]}, None, "level"),
        ("rubric", {"competency": "a", "level": 1, "cuts": [1.0, 0.0]}, None, "rise"),
        ("rubric", {"competency": "a", "level": 0, "cuts": []}, None, "cuts"),
        ("rubric", {"competency": "a", "level": 1, "cuts": [0.0, "x"]}, None, "cuts"),
        ("rubric", {"competency": "a", "level": 1, "cuts": [0.0], "severity": float("nan")}, None, "severity"),
        ("rubric", {"competency": "a", "level": 1, "cuts": [0.0], "rater_sd": 0.0}, None, "noise"),
    ],
)  # fmt: skip
def test_rows_that_are_no_evidence_are_refused_by_name(kind, parameters, score, named) -> None:
    with pytest.raises(EvidenceError, match=named) as refused:
        from_json(kind, parameters, score)
    assert refused.value.kind == kind


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_no_entry_can_be_made_of_what_is_no_number(bad: float) -> None:
    for make in (
        lambda: Response(ITEM, bad),
        lambda: Practised(ITEM, bad, 0),
        lambda: ActivityDone("a", bad, 0.1),
        lambda: Learned("a", 0.1, bad),
        lambda: Elapsed(bad),
        lambda: Elapsed(1.0, bad),
        lambda: Override("a", bad, 1.0),
        lambda: Override("a", 0.0, bad),
        lambda: Rating("a", 1, (0.0, bad)),
        lambda: Rating("a", 1, (0.0,), severity_sd=bad),
    ):
        with pytest.raises(EvidenceError):
            make()
    with pytest.raises(ItemError):
        Item("i", {"a": bad})


@pytest.mark.parametrize("entry", [Override("z", 0.0, 1.0), Rating("z", 0, (0.0,)), Learned("z", 0.1, 0.1)])
def test_a_competency_of_another_framework_is_refused(entry: Evidence) -> None:
    with pytest.raises(UnknownCompetency):
        apply(FRAMEWORK, initial_belief(FRAMEWORK), entry)
    with pytest.raises(UnknownCompetency):
        concerned(FRAMEWORK, entry)


@given(logs, codes, st.booleans(), st.floats(0.55, 0.99), st.floats(-1, 1), st.floats(0.1, 0.6))
def test_after_an_override_the_belief_says_what_the_teacher_said(
    log: list[Evidence], code: str, mastered: bool, certainty: float, cut: float, sd: float
) -> None:
    before = belief_after(log)
    entry = override_for(FRAMEWORK, before, code, mastered, cut=cut, certainty=certainty, sd=sd)
    after = apply(FRAMEWORK, before, entry).belief
    k = FRAMEWORK.index(code)
    above = float(ndtr((after.mean[k] - cut) / after.error[k]))
    assert (above if mastered else 1 - above) >= certainty
    assert after.error[k] < min(sd, before.error[k])
    # Neighbours move by their correlation with it alone.
    moved = after.mean - before.mean
    assert np.allclose(moved, moved[k] * before.covariance[k] / before.covariance[k, k], atol=1e-9)
    # The least move that does it: who was past the goal stays.
    if abs(moved[k]) > 1e-9:
        assert (above if mastered else 1 - above) == pytest.approx(certainty, abs=1e-5)


def test_an_override_is_exact_conditioning() -> None:
    before = belief_after([Response(ITEM, 1.0)])
    after = apply(FRAMEWORK, before, Override("b", 0.8, 0.5)).belief
    h = np.eye(4)[1]
    precision = np.linalg.inv(before.covariance) + np.outer(h, h) / 0.25
    covariance = np.linalg.inv(precision)
    mean = covariance @ (np.linalg.solve(before.covariance, before.mean) + h * 0.8 / 0.25)
    assert np.allclose(after.mean, mean, atol=1e-12)
    assert np.allclose(after.covariance, covariance, atol=1e-12)
    assert np.array_equal(after.own, before.own)


def test_with_each_hint_a_right_answer_says_less_and_a_wrong_one_as_much() -> None:
    prior = initial_belief(FRAMEWORK)
    right = [apply(FRAMEWORK, prior, Practised(ITEM, 1.0, n)).contribution[0] for n in range(8)]
    wrong = [apply(FRAMEWORK, prior, Practised(ITEM, 0.0, n)).contribution[0] for n in range(8)]
    plain = [apply(FRAMEWORK, prior, Response(ITEM, score)).contribution[0] for score in (1.0, 0.0)]
    assert right[0] == pytest.approx(plain[0], abs=1e-14)
    assert all(more > less > 0 for more, less in pairwise(right))
    assert wrong == pytest.approx([plain[1]] * 8, abs=1e-12)
    assert apply(FRAMEWORK, prior, Practised(ITEM, 1.0, 10_000)).contribution[0] == pytest.approx(0, abs=1e-5)


@given(logs, items, scores)
def test_an_answer_on_trial_changes_nothing(log: list[Evidence], item: Item, score: float | None) -> None:
    before = belief_after(log)
    for entry in (Response(item, score, pilot=True), Response(replace(item, pilot=True), score)):
        result = apply(FRAMEWORK, before, entry)
        assert result.belief == before
        assert not result.contribution.any()
        assert concerned(FRAMEWORK, entry).size == 0
        assert apply(FRAMEWORK, before, from_json(*to_json(entry))).belief == before


def test_learning_and_what_an_answer_showed_stay_apart() -> None:
    log = [Practised(ITEM, 1.0, 1), Learned("a", 0.04, 0.02)]
    rows = replay(FRAMEWORK, initial_belief(FRAMEWORK), log).contributions
    assert rows[0, 1] > 0
    assert rows[1].tolist() == [0.04, 0.0, 0.0, 0.0]


SOUND = initial_belief(FRAMEWORK)


def with_covariance(covariance: np.ndarray) -> Belief:
    return Belief(np.zeros(len(covariance)), covariance, np.zeros(len(covariance), dtype=np.int64))


def test_a_singular_covariance_is_named_by_the_competencies_that_make_it_so() -> None:
    covariance = SOUND.covariance.copy()
    covariance[:, 3] = covariance[:, 1]
    covariance[3, :] = covariance[1, :]
    covariance[3, 3] = covariance[1, 1]
    with pytest.raises(CovarianceError, match="singular") as refused:
        replay(FRAMEWORK, with_covariance(covariance), [])
    assert refused.value.positions == (1, 3)


def test_an_indefinite_covariance_is_refused() -> None:
    covariance = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    with pytest.raises(CovarianceError, match="not positive definite") as refused:
        check_belief(with_covariance(covariance))
    assert refused.value.positions == (0, 1, 2)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_named(bad: float) -> None:
    covariance = SOUND.covariance.copy()
    covariance[2, 2] = bad
    with pytest.raises(CovarianceError, match="finite") as refused:
        check_belief(with_covariance(covariance))
    assert refused.value.positions == (2,)
    with pytest.raises(CovarianceError, match="finite"):
        check_belief(Belief(np.array([0.0, bad]), np.eye(2), np.zeros(2, dtype=np.int64)))


def test_a_variance_of_nothing_and_a_skewed_covariance_are_refused() -> None:
    with pytest.raises(CovarianceError, match="variance"):
        check_belief(with_covariance(np.diag([1.0, 0.0])))
    with pytest.raises(CovarianceError, match="symmetric"):
        check_belief(with_covariance(np.array([[1.0, 0.2], [0.1, 1.0]])))


def test_a_sound_belief_passes_also_after_long_time() -> None:
    check_belief(SOUND)
    check_belief(forget(belief_after([Response(ITEM, 1.0)] * 30), 1000).belief)
