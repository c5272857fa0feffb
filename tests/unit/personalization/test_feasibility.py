"""What a bank lacks is said before students meet it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from personalization.bank import Item, ItemBank, item_from_difficulty
from personalization.belief import Belief, initial_belief
from personalization.diagnostics.exposure import Exposure
from personalization.diagnostics.feasibility import BeliefError, Shortfall, check_belief, feasible
from personalization.diagnostics.policy import ContentRule, Policy
from personalization.diagnostics.session import start
from personalization.framework import Competency, Framework, UnknownCompetency
from personalization.rehearsal import rehearse
from personalization.simulation import synthetic_bank, synthetic_framework

FRAMEWORK = Framework("f", "1", tuple(Competency(code, "x") for code in "abc"))
OPEN = Exposure(max_rate=1.0)
POLICY = Policy(max_items=12, exposure=OPEN)  # 4 on each


def items(code: str, n: int, difficulty: float = 0.0, **more: object) -> list[Item]:
    return [
        replace(
            item_from_difficulty(f"{code}{difficulty}{i}{more}", [code], difficulty, difficulty_sd=0.0),
            **more,
        )
        for i in range(n)
    ]


def bank_of(*groups: Iterable[Item]) -> ItemBank:
    return ItemBank(FRAMEWORK, [item for group in groups for item in group])


def test_a_full_bank_lacks_nothing() -> None:
    assert feasible(bank_of(items("a", 4), items("b", 4), items("c", 4)), POLICY) == ()


def test_what_is_missing_is_named_with_its_numbers() -> None:
    bank = bank_of(items("a", 3), items("b", 4))
    assert feasible(bank, POLICY) == (Shortfall("a", "few", 4, 3), Shortfall("c", "none", 4, 0))
    assert feasible(bank, replace(POLICY, targets=("b",), max_items=4)) == ()


def test_enemies_count_once_and_pilots_not_at_all() -> None:
    twins = items("a", 6, enemies="t")
    assert feasible(bank_of(twins, items("b", 4), items("c", 4)), POLICY) == (Shortfall("a", "few", 4, 1),)
    tried = items("a", 6, pilot=True)
    assert feasible(bank_of(tried, items("b", 4), items("c", 4)), POLICY)[0].problem == "none"


@pytest.mark.parametrize("difficulty", [-4.0, 4.0])
def test_questions_only_at_the_wrong_difficulty_are_thin(difficulty: float) -> None:
    bank = bank_of(items("a", 9, difficulty), items("a", 1), items("b", 4), items("c", 4))
    assert feasible(bank, POLICY) == (Shortfall("a", "thin", 4, 1),)
    assert feasible(bank, replace(POLICY, cuts={"a": difficulty})) == ()


def test_a_test_too_short_for_its_competencies_is_said_to_be_so() -> None:
    bank = bank_of(items("a", 4), items("b", 4), items("c", 4))
    assert feasible(bank, replace(POLICY, max_items=5)) == (Shortfall("", "questions", 6, 5),)


def test_content_exposure_and_pilots_are_looked_at() -> None:
    bank = bank_of(items("a", 4, tags=("lab",)), items("b", 4), items("c", 4))
    rules = (ContentRule("tag", "lab", 5), ContentRule("competency", "b", 2))
    assert feasible(bank, replace(POLICY, content=rules)) == (Shortfall("lab", "content", 5, 4),)
    assert feasible(bank, replace(POLICY, exposure=Exposure())) == (Shortfall("", "exposed", 48, 12),)
    assert feasible(bank, replace(POLICY, pilot_share=0.25)) == (Shortfall("", "pilots", 3, 0),)
    with pytest.raises(UnknownCompetency):
        feasible(bank, replace(POLICY, content=(ContentRule("competency", "z", 1),)))


def test_a_prior_that_is_none_is_refused_by_the_competency_to_blame() -> None:
    good = initial_belief(FRAMEWORK)
    check_belief(FRAMEWORK, good)
    bank = bank_of(items("a", 4), items("b", 4), items("c", 4))
    twins = good.covariance.copy()
    twins[2], twins[:, 2] = twins[1], twins[:, 1]
    twins[2, 2] = twins[1, 1]
    holes = good.mean.copy()
    holes[1] = np.nan
    for belief, culprit in (
        (Belief(good.mean, twins, good.own), "c"),
        (Belief(holes, good.covariance, good.own), "b"),
    ):
        for refuse in (
            lambda b=belief: check_belief(FRAMEWORK, b),
            lambda b=belief: start(bank, b, POLICY, np.random.default_rng(0)),
            lambda b=belief: feasible(bank, POLICY, b),
        ):
            with pytest.raises(BeliefError) as refused:
                refuse()
            assert refused.value.competency == culprit
    with pytest.raises(ValueError, match="number of competencies"):
        check_belief(FRAMEWORK, Belief(np.zeros(2), np.eye(2), np.zeros(2, dtype=np.int64)))


def test_a_rehearsal_says_how_long_how_sure_and_how_worn() -> None:
    framework = synthetic_framework(3)
    bank = synthetic_bank(framework, 20, np.random.default_rng(0), choices=4)
    seen: list[tuple[int, int]] = []
    found = rehearse(
        bank, Policy(max_items=15), np.random.default_rng(1), 40, progress=lambda n, of: seen.append((n, of)),
        seconds=30.0,
    )  # fmt: skip
    assert sum(found.lengths.values()) == sum(found.ends.values()) == 40
    mean = sum(length * n for length, n in found.lengths.items()) / 40
    assert found.items_mean == pytest.approx(mean)
    assert found.minutes_mean == pytest.approx(mean / 2)
    assert set(found.decided_by) == set(framework.codes)
    assert found.decided == pytest.approx(np.mean(list(found.decided_by.values())))
    assert found.thin == tuple(code for code, share in found.decided_by.items() if share < 0.5)
    assert seen == [(n, 40) for n in range(1, 41)]
    assert 15 / 60 <= found.exposure_max <= 1
    assert 0 <= found.unused < 1
