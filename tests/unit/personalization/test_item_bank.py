"""Items and their arrays."""

from __future__ import annotations

import numpy as np
import pytest

from personalization.bank import Item, ItemBank, ItemError, item_from_difficulty, item_model
from personalization.framework import Competency, Framework, UnknownCompetency

FRAMEWORK = Framework("f", "1", tuple(Competency(code, "x") for code in "abc"))


@pytest.mark.parametrize(
    "faulty",
    [
        {"loadings": {}},
        {"loadings": {"a": 0.0}},
        {"loadings": {"a": -1.0, "b": 1.0}},
        {"loadings": {"a": float("nan")}},
        {"loadings": {"a": 1.0}, "intercept": float("inf")},
        {"loadings": {"a": 1.0}, "guessing": 0.6, "slip": 0.4},
        {"loadings": {"a": 1.0}, "slip": -0.1},
        {"loadings": {"a": 1.0}, "difficulty_sd": -1.0},
    ],
)
def test_items_that_no_response_model_can_use_are_refused_by_name(faulty: dict) -> None:
    with pytest.raises(ItemError, match="'broken'"):
        Item("broken", **faulty)


def test_an_item_without_a_stated_difficulty_has_a_wide_prior() -> None:
    item = item_from_difficulty("i", ["a"], None, 1.5)
    assert item.difficulty_sd == 1.0
    assert item_model(FRAMEWORK, item).noise == pytest.approx(1.5**2)


def test_an_item_on_several_competencies_keeps_its_discrimination_as_the_length_of_its_loadings() -> None:
    item = item_from_difficulty("i", ["a", "c"], 0.8, 1.2, difficulty_sd=0.5)
    model = item_model(FRAMEWORK, item)
    assert model.positions.tolist() == [0, 2]
    assert np.linalg.norm(model.loadings) == pytest.approx(1.2)
    assert item.intercept / np.linalg.norm(model.loadings) == pytest.approx(0.8)
    assert model.noise == pytest.approx((1.2 * 0.5) ** 2)


def test_the_arrays_say_what_the_items_say() -> None:
    items = [
        Item("one", {"b": 0.5, "c": 2.0}, 0.3, 0.25, 0.05, 0.2, "t"),
        Item("two", {"a": 1.0}),
        Item("three", {"b": 1.0}, enemies="t"),
    ]
    bank = ItemBank(FRAMEWORK, items)
    assert bank.primary.tolist() == [2, 0, 1]
    for index, item in enumerate(items):
        loadings = np.zeros(3)
        np.add.at(loadings, bank.positions[index], bank.loadings[index])
        assert loadings.tolist() == [item.loadings.get(code, 0.0) for code in "abc"]
    assert bank.group.tolist() == [0, -1, 0]
    assert [group.tolist() for group in bank.members] == [[0, 2]]
    assert bank.index("three") == 2


def test_the_bank_computes_every_quadratic_form_over_loadings() -> None:
    rng = np.random.default_rng(4)
    items = [Item(str(i), dict(zip("abc", rng.uniform(0, 2, 3), strict=True))) for i in range(7)]
    items.append(Item("single", {"b": 1.3}))
    bank = ItemBank(FRAMEWORK, items)
    factor = rng.normal(size=(3, 3))
    matrix = factor @ factor.T
    rows, columns, which, products = bank.pairs
    expected = [np.array([i.loadings.get(c, 0.0) for c in "abc"]) for i in items]
    computed = (products * matrix[rows, columns][which]).sum(axis=1)
    assert np.allclose(computed, [a @ matrix @ a for a in expected])


def test_unknown_competencies_and_double_codes_are_named() -> None:
    with pytest.raises(UnknownCompetency, match="'z'"):
        ItemBank(FRAMEWORK, [Item("i", {"z": 1.0})])
    with pytest.raises(ItemError, match="'i'"):
        ItemBank(FRAMEWORK, [Item("i", {"a": 1.0}), Item("i", {"b": 1.0})])


@pytest.mark.parametrize(("guessing", "slip"), [(0.0, 0.0), (0.25, 0.0), (0.5, 0.05), (0.1, 0.1)])
def test_without_a_stated_difficulty_who_just_masters_gets_seven_of_ten(guessing: float, slip: float) -> None:
    item = item_from_difficulty("x", ["add"], None, 1.3, guessing=guessing, slip=slip)
    right = guessing + (1 - slip - guessing) / (1 + np.exp(item.intercept))
    assert right == pytest.approx(0.7)
