"""Cuts: the framework's, the teacher's own, and several of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from personalization.bank import ItemBank, item_from_difficulty
from personalization.belief import Belief, Word, initial_belief, update
from personalization.diagnostics.levels import levels_reached
from personalization.diagnostics.policy import Policy, PolicyError, aim
from personalization.diagnostics.selection import best, exact_gains
from personalization.diagnostics.session import results, start, step
from personalization.framework import Competency, Framework, UnknownCompetency
from personalization.scale import FARTHEST, ShareOutOfReach, angoff, cut_for_share, expected_share
from personalization.simulation import abilities, sit

FRAMEWORK = Framework(
    "f",
    "1",
    (
        Competency("a", "x", (-1.0, 0.0, 1.2)),
        Competency("b", "x", (0.0, 1.0), 2.0),
        Competency("c", "y", (-0.5,)),
    ),
)


def the_bank(per_competency: int = 30) -> ItemBank:
    rng = np.random.default_rng(0)
    return ItemBank(
        FRAMEWORK,
        (
            item_from_difficulty(
                f"{code}{i}", [code], float(rng.normal(0, 1.2)), 1.6, guessing=0.1, difficulty_sd=0.0
            )
            for code in "abc"
            for i in range(per_competency)
        ),
    )


def known(mean: float, sd: float = 0.3) -> Belief:
    return Belief(np.full(3, mean), np.eye(3) * sd**2, np.full(3, 4, dtype=np.int64))


def test_the_highest_level_that_is_mastered_is_the_one_reached() -> None:
    found = levels_reached(known(0.5), FRAMEWORK, Policy(), 0)
    assert [one.word for one in found.levels] == [Word.MASTERED, Word.MASTERED, Word.NOT_YET]
    assert found.reached is not None
    assert found.reached.level == 1
    assert found.excluded is not None
    assert found.excluded.level == 2
    assert found.levels[1].mastery == pytest.approx(ndtr(0.5 / 0.3))
    assert levels_reached(known(-3), FRAMEWORK, Policy(), 0).reached is None
    unsure = Belief(np.full(3, 2.5), np.eye(3), np.zeros(3, dtype=np.int64))
    assert levels_reached(unsure, FRAMEWORK, Policy(), 0).reached is None  # not asked, and too wide


def test_the_teachers_cut_replaces_the_frameworks_at_its_level_only() -> None:
    policy = Policy(level=1, cuts={"a": 0.4})
    assert policy.cuts_for(FRAMEWORK).tolist() == [0.4, 1.0, -0.5]
    assert FRAMEWORK.cuts(1).tolist() == [0.0, 1.0, -0.5]
    assert policy.ladder(FRAMEWORK, 0) == (-1.0, 0.4, 1.2)
    assert Policy(level=1, cuts={"a": 1.5}).ladder(FRAMEWORK, 0) == (-1.0, 1.5, 1.5)
    assert Policy(level=1, cuts={"a": -2.0}).ladder(FRAMEWORK, 0) == (-2.0, -2.0, 1.2)
    with pytest.raises(UnknownCompetency, match="'z'"):
        Policy(cuts={"z": 0.0}).cuts_for(FRAMEWORK)


def test_a_higher_cut_makes_the_same_answers_worth_less() -> None:
    bank = the_bank()
    rng = np.random.default_rng(1)
    state = sit(bank, np.array([0.6, 0.6, 0.6]), Policy(max_items=30), rng)
    low, high = (results(bank, state, Policy(cuts={"a": cut})) for cut in (-1.0, 1.0))
    assert low[0].mastery > high[0].mastery
    assert low[1].mastery == high[1].mastery


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1.0, 0.5]))
def test_the_gain_over_all_levels_is_the_loss_that_the_real_update_takes_away(
    seed: int, power: float
) -> None:
    bank, policy = the_bank(3), Policy(all_levels=True, loss_power=power)
    belief = initial_belief(FRAMEWORK)
    for index in np.random.default_rng(seed).permutation(9)[:4]:
        belief = update(belief, bank.model(int(index)), float(seed % 2)).belief

    def loss(now: Belief) -> float:
        total = 0.0
        for position, competency in enumerate(FRAMEWORK.competencies):
            sd = float(now.error[position])
            total += competency.weight * policy.narrowing * sd**2
            for cut in competency.cuts:
                chance = float(ndtr((now.mean[position] - cut) / sd))
                total += competency.weight * (chance * (1 - chance)) ** power
        return total

    gains = exact_gains(bank, aim(bank, policy), belief, np.arange(9))
    for index in range(9):
        model, chance = bank.model(index), float(gains.success[index])
        right, wrong = (loss(update(belief, model, score).belief) for score in (1.0, 0.0))
        assert gains.gain[index] == pytest.approx(
            loss(belief) - chance * right - (1 - chance) * wrong, abs=1e-10
        )


def test_screening_keeps_the_gain_over_all_levels() -> None:
    bank = the_bank(200)
    goal = aim(bank, Policy(all_levels=True))
    everything = np.ones(len(bank), dtype=bool)
    for mean in (-1.5, -0.3, 0.4, 1.5):
        for sd in (0.4, 1.0):
            full = exact_gains(bank, goal, known(mean, sd), np.arange(len(bank))).gain.max()
            assert best(bank, goal, known(mean, sd), everything).gain.max() >= 0.99 * full


def test_questions_for_all_levels_tell_more_levels_apart() -> None:
    bank, prior = the_bank(), initial_belief(FRAMEWORK)
    thetas = abilities(prior, 100, np.random.default_rng(3))
    told = []
    for policy in (Policy(all_levels=True, level=0), Policy(level=0)):
        policy = replace(policy, max_items=24, standard_error=0.05)
        rng, decided = np.random.default_rng(4), 0
        for theta in thetas:
            state = sit(bank, theta, policy, rng, prior)
            ladders = [one.levels for one in results(bank, state, policy)]
            decided += sum(level.word.decided for ladder in ladders for level in ladder[1:])
        told.append(decided)
    assert told[0] > 1.1 * told[1]


def test_a_competency_whose_level_is_known_stops_and_says_so() -> None:
    bank, policy = the_bank(), Policy(all_levels=True, targets=("a",), min_items=1)
    rng = np.random.default_rng(0)
    found = start(bank, known(0.55, 0.25), policy, rng).state
    assert found.stops == {"a": "stop_level"}
    found = step(bank, found, 1.0, policy, rng).state
    assert found.finished is not None
    assert found.finished.code == "finish_all_decided"
    assert results(bank, found, policy)[0].stop == "stop_level"


def test_a_cut_is_the_proficiency_at_which_the_share_is_right() -> None:
    bank = the_bank()
    for share in (0.3, 0.5, 0.7, 0.9):
        cut = cut_for_share(bank, 1, share)
        assert expected_share(bank, 1, np.array([cut]))[0] == pytest.approx(share, abs=1e-9)
    assert cut_for_share(bank, 1, 0.5) < cut_for_share(bank, 1, 0.7)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.999, 0.0, 1.0])
def test_a_share_that_guessing_or_difficulty_does_not_allow_is_refused_with_what_is_possible(
    share: float,
) -> None:
    bank = the_bank()
    with pytest.raises(ShareOutOfReach) as refused:
        cut_for_share(bank, 1, share)
    ends = expected_share(bank, 1, np.array([-FARTHEST, FARTHEST]))
    assert (refused.value.lowest, refused.value.highest) == pytest.approx(tuple(ends))


def test_without_questions_no_share_means_anything() -> None:
    with pytest.raises(ShareOutOfReach):
        cut_for_share(ItemBank(FRAMEWORK, []), 0, 0.7)


def test_teachers_answers_are_averaged() -> None:
    assert angoff([0.6, 0.7, 0.8]) == pytest.approx(0.7)
    for wrong in ([], [0.5, 1.0], [0.0], [float("nan")]):
        with pytest.raises(ValueError, match="share"):
            angoff(wrong)


def test_a_policy_from_plain_json_is_a_policy_and_unknown_fields_are_named() -> None:
    stored = {"targets": ["a"], "cuts": {"a": 1}, "exposure": {"max_rate": 0.3},
              "content": [{"kind": "area", "name": "x", "at_least": 1}]}  # fmt: skip
    policy = Policy(**stored)
    assert policy.targets == ("a",)
    assert policy.exposure.max_rate == 0.3
    assert policy.content[0].at_least == 1
    assert Policy.from_json(policy.to_json()) == policy
    assert hash(policy) == hash(Policy.from_json(policy.to_json()))
    with pytest.raises(PolicyError, match="max_itmes") as refused:
        Policy.from_json({"max_itmes": 4})
    assert refused.value.field == "max_itmes"


@pytest.mark.parametrize(
    ("field", "value"),
    [("cuts", {"a": float("nan")}), ("mastered", float("nan")), ("narrowing", float("inf")),
     ("max_minutes", float("nan")), ("balance", -1.0), ("targets", ("a", "a"))],
)  # fmt: skip
def test_what_is_not_a_number_is_refused_by_the_name_of_its_field(field: str, value: object) -> None:
    with pytest.raises(PolicyError) as refused:
        Policy(**{field: value})
    assert refused.value.field == field


def test_time_is_limited_by_the_persons_own_factor() -> None:
    bank, policy = the_bank(), Policy(max_minutes=2, standard_error=0.01, max_items=20)
    lengths = []
    for factor in (1.0, 1.5, 0.0):
        rng = np.random.default_rng(0)
        state = start(bank, initial_belief(FRAMEWORK), policy, rng, time_factor=factor).state
        while state.current is not None:
            state = step(bank, state, 0.5, policy, rng, seconds=30, time_factor=factor).state
        lengths.append(len(state.asked))
        assert state.finished is not None
        if factor:
            assert state.finished.values["minutes"] == 2 * factor
    assert lengths[:2] == [4, 6]
    assert lengths[2] > 6
    with pytest.raises(ValueError, match="time factor"):
        start(bank, initial_belief(FRAMEWORK), policy, np.random.default_rng(0), time_factor=-1)
