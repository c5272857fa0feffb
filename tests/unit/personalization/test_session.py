"""A diagnostic from start to finish."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from personalization.bank import ItemBank, item_from_difficulty
from personalization.belief import Belief, Word, expected_score, initial_belief
from personalization.diagnostics.fixed import fixed_form
from personalization.diagnostics.session import Policy, State, Usage, results, resume, start, step
from personalization.framework import UnknownCompetency
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = synthetic_framework(4)
PRIOR = initial_belief(FRAMEWORK)


def bank_of(per_competency: int = 12, seed: int = 1) -> ItemBank:
    return synthetic_bank(FRAMEWORK, per_competency, np.random.default_rng(seed))


def take(
    bank: ItemBank, policy: Policy, answers: float | None, seed: int = 3, prior: Belief = PRIOR
) -> State:
    """A test in which every answer is the same."""
    rng = np.random.default_rng(seed)
    state = start(bank, prior, policy, rng).state
    while state.current is not None:
        state = step(bank, state, answers, policy, rng, seconds=30.0).state
    return state


def known(sd: float, mean: float = 0.0, own: int = 0) -> Belief:
    return Belief(np.full(4, mean), np.eye(4) * sd**2, np.full(4, own, dtype=np.int64))


@pytest.mark.parametrize(
    ("policy", "prior", "answers", "finish", "stop"),
    [
        (Policy(widest=0.85), PRIOR, 1.0, "finish_all_decided", "stop_mastered"),
        (Policy(), PRIOR, None, "finish_all_decided", "stop_not_yet"),
        (Policy(max_items=5), PRIOR, 1.0, "finish_max_items", "finish_max_items"),
        (Policy(max_minutes=2), PRIOR, 0.0, "finish_max_minutes", "finish_max_minutes"),
        (Policy(max_per_competency=1, min_items=1), PRIOR, 1.0, "finish_all_stopped", "stop_cap"),
        (Policy(), known(0.44, 0.0, 2), 1.0, "finish_all_stopped", "stop_precise"),
        (Policy(borrow=True, min_items=1), known(0.5, 2.0), 1.0, "finish_all_decided", "stop_borrowed"),
        (Policy(least_gain=0.2), PRIOR, 1.0, "finish_little_to_learn", "finish_little_to_learn"),
    ],
)
def test_every_rule_can_end_a_test_and_is_named(
    policy: Policy, prior: Belief, answers: float | None, finish: str, stop: str
) -> None:
    bank = bank_of()
    state = take(bank, policy, answers, prior=prior)
    assert state.finished is not None
    assert state.finished.code == finish
    assert stop in {result.stop for result in results(bank, state, policy)}


def test_a_bank_that_runs_out_ends_the_test_and_says_so() -> None:
    bank = bank_of(per_competency=1)
    state = take(bank, Policy(), 1.0)
    assert state.finished is not None
    assert (state.finished.code, len(state.asked)) == ("finish_no_items", 4)


def test_an_empty_bank_finishes_at_once() -> None:
    found = start(ItemBank(FRAMEWORK, []), PRIOR, Policy(), np.random.default_rng(0))
    assert found.choice is None
    assert found.state.finished is not None
    assert found.state.finished.code == "finish_no_items"


def test_who_knows_everything_masters_it_and_who_skips_everything_not_yet() -> None:
    bank = bank_of()
    policy = Policy(widest=0.85)
    assert {r.word for r in results(bank, take(bank, policy, 1.0), policy)} == {Word.MASTERED}
    assert {r.word for r in results(bank, take(bank, policy, None), policy)} == {Word.NOT_YET}


def test_a_decision_needs_two_own_answers_so_none_is_begun_that_cannot_get_them() -> None:
    framework = synthetic_framework(10)
    bank = synthetic_bank(framework, 10, np.random.default_rng(0))
    for limit in range(4, 12):
        rng = np.random.default_rng(limit)
        policy = Policy(max_items=limit)
        state = start(bank, initial_belief(framework), policy, rng).state
        while state.current is not None:
            state = step(bank, state, float(rng.integers(2)), policy, rng).state
        own = np.bincount(bank.primary[list(state.asked)], minlength=10)
        assert 1 not in own[own > 0]


def test_results_before_the_end_have_no_stop_where_questions_go_on() -> None:
    bank = bank_of()
    state = start(bank, PRIOR, Policy(), np.random.default_rng(0)).state
    found = results(bank, state, Policy())
    assert [r.code for r in found] == list(FRAMEWORK.codes)
    assert {(r.word, r.stop, r.own) for r in found} == {(Word.NOT_ENOUGH_EVIDENCE, "", 0)}


def test_a_test_paused_after_any_answer_goes_on_as_if_it_had_not_been() -> None:
    bank, policy = bank_of(), Policy()
    rng = np.random.default_rng(5)
    state = start(bank, PRIOR, policy, rng).state
    for answered in range(6):
        back = resume(bank, state.belief, policy, state.asked, state.scores, state.current, state.seconds)
        for name in ("belief", "asked", "scores", "current", "stops", "finished", "seconds"):
            assert getattr(back, name) == getattr(state, name)
        one, other = np.random.default_rng(answered), np.random.default_rng(answered)
        score = (1.0, None, 0.0)[answered % 3]
        assert step(bank, back, score, policy, one).choice == step(bank, state, score, policy, other).choice
        state = step(bank, state, score, policy, rng, seconds=20).state


def test_facts_that_do_not_fit_together_are_refused() -> None:
    bank, policy = bank_of(), Policy()
    with pytest.raises(ValueError, match="one score per item"):
        resume(bank, PRIOR, policy, [1, 2], [1.0], 3)
    with pytest.raises(ValueError, match="twice"):
        resume(bank, PRIOR, policy, [1, 2], [1.0, 0.0], 2)
    with pytest.raises(ValueError, match="finished"):
        step(bank, take(bank, policy, 1.0), 1.0, policy, np.random.default_rng(0))
    with pytest.raises(UnknownCompetency, match="'nowhere'"):
        start(bank, PRIOR, Policy(targets=("nowhere",)), np.random.default_rng(0))


def test_gentle_mode_asks_only_what_is_likely_to_be_known_and_ends_easy() -> None:
    bank = bank_of(per_competency=200)
    policy = Policy(gentle=True, max_items=10, max_per_competency=10)
    rng = np.random.default_rng(11)
    found = start(bank, PRIOR, policy, rng)
    chances = []
    while found.choice is not None:
        chances.append(found.choice.reason.values["success"])
        code = found.choice.reason.code
        last = len(found.state.asked) == policy.max_items - 1
        expected = (
            "next_easy_first" if len(chances) == 1 else "next_easy_last" if last else "next_within_reach"
        )
        assert code == expected
        found = step(bank, found.state, float(rng.random() < 0.6), policy, rng)
    assert min(chances[0], chances[-1]) >= policy.easy
    assert min(chances) >= policy.success


def test_two_of_one_template_are_not_asked_while_others_are_left() -> None:
    items = [
        item_from_difficulty(f"{code}{i}", [code], 0.1 * i, guessing=0.25, enemies=f"{code}-{i % 3}")
        for code in FRAMEWORK.codes
        for i in range(9)
    ]
    bank = ItemBank(FRAMEWORK, items)
    state = take(bank, Policy(max_items=24, max_per_competency=6), 0.5)
    for topic in range(4):
        groups = [int(bank.group[i]) for i in state.asked if bank.primary[i] == topic]
        for begun in range(0, len(groups), 3):
            assert len(set(groups[begun : begun + 3])) == len(groups[begun : begun + 3])


def test_items_shown_too_often_rest() -> None:
    bank, policy = bank_of(), Policy(max_items=8)
    policy = replace(policy, exposure=replace(policy.exposure, max_rate=0.25))
    counts, rng = np.zeros(len(bank), dtype=np.int64), np.random.default_rng(0)
    for tests in range(40):
        usage = Usage(counts.copy(), tests)
        state = start(bank, PRIOR, policy, rng, usage).state
        while state.current is not None:
            state = step(bank, state, float(rng.integers(2)), policy, rng, usage=usage).state
        counts[list(state.asked)] += 1
        assert counts.max() <= max(5, 0.25 * (tests + 1))


def test_without_a_draw_among_the_near_best_the_test_does_not_depend_on_the_seed() -> None:
    policy = Policy()
    policy = replace(policy, exposure=replace(policy.exposure, at_most=1))
    assert take(bank_of(), policy, 1.0, seed=1).asked == take(bank_of(), policy, 1.0, seed=2).asked


def test_weights_and_targets_direct_the_questions() -> None:
    bank, policy = bank_of(per_competency=30), Policy(targets=("c1", "c3"), max_items=12)
    assert set(bank.primary[list(take(bank, policy, 0.5).asked)].tolist()) == {1, 3}


@pytest.mark.parametrize(
    "faulty",
    [
        {"max_items": 0},
        {"min_items": 30},
        {"mastered": 0.4},
        {"not_yet": 0.6},
        {"level": -1},
        {"loss_power": 0},
    ],
)
def test_policies_that_make_no_sense_are_refused(faulty: dict) -> None:
    with pytest.raises(ValueError, match=r"hold|least"):
        Policy(**faulty)


def test_the_fixed_test_is_the_same_for_all_and_fair_to_the_competencies() -> None:
    bank = bank_of()
    form = fixed_form(bank, Policy(max_items=10))
    assert form == fixed_form(bank_of(), Policy(max_items=10))
    counts = np.bincount(bank.primary[list(form)], minlength=4)
    assert len(form) == len(set(form)) == 10
    assert counts.max() - counts.min() <= 1
    only = fixed_form(bank, Policy(max_items=6, targets=("c2",)))
    assert set(bank.primary[list(only)].tolist()) == {2}


def test_the_fixed_test_uses_each_template_once_before_any_twice() -> None:
    items = [item_from_difficulty(f"i{i}", ["c0"], 0.2 * i, enemies=f"t{i % 4}") for i in range(12)]
    bank = ItemBank(FRAMEWORK, items)
    form = fixed_form(bank, Policy(max_items=8))
    groups = bank.group[list(form)].tolist()
    assert sorted(groups[:4]) == sorted(groups[4:]) == [0, 1, 2, 3]


def test_the_fixed_test_takes_the_items_nearest_to_the_wished_success() -> None:
    items = [item_from_difficulty(f"i{b}", ["c0"], float(b), difficulty_sd=0.5) for b in range(-4, 5)]
    bank = ItemBank(FRAMEWORK, items)
    success = [expected_score(PRIOR, bank.model(index)) for index in range(9)]
    nearest = sorted(range(9), key=lambda index: abs(success[index] - 0.7))[:3]
    assert sorted(fixed_form(bank, Policy(max_items=3, min_items=1))) == sorted(nearest)
