"""Frameworks: order, positions, and faults named by their culprits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personalization.belief import initial_belief
from personalization.framework import (
    Competency,
    DuplicateCompetency,
    Framework,
    FrameworkError,
    PrerequisiteCycle,
    UnknownCompetency,
)


def framework(codes: str, *pairs: str) -> Framework:
    return Framework(
        "f", "1", tuple(Competency(code, "area") for code in codes), tuple((p[0], p[1]) for p in pairs)
    )


def test_order_puts_every_prerequisite_first_and_else_keeps_the_given_order() -> None:
    made = framework("dcba", "ab", "bd", "ad")
    assert [made.codes[p] for p in made.topological_order()] == ["c", "a", "b", "d"]


def test_a_cycle_is_refused_and_named_in_its_own_direction() -> None:
    with pytest.raises(PrerequisiteCycle) as caught:
        framework("abcde", "ab", "bc", "cd", "db", "de")
    assert caught.value.cycle[0] == caught.value.cycle[-1]
    pairs = set(zip(caught.value.cycle, caught.value.cycle[1:], strict=False))
    assert pairs == {("b", "c"), ("c", "d"), ("d", "b")}


def test_a_competency_that_is_its_own_prerequisite_is_a_cycle() -> None:
    with pytest.raises(PrerequisiteCycle) as caught:
        framework("ab", "aa")
    assert caught.value.cycle == ("a", "a")


def test_unknown_and_double_codes_are_named() -> None:
    with pytest.raises(UnknownCompetency, match="'x'"):
        framework("ab", "ax")
    with pytest.raises(DuplicateCompetency, match="'a'"):
        framework("aba")


@pytest.mark.parametrize("cuts", [(), (1.0, 0.0), (0.0, 0.0), (float("nan"),)])
def test_cuts_must_be_there_finite_and_ascending(cuts: tuple[float, ...]) -> None:
    with pytest.raises(FrameworkError, match="cut"):
        Competency("a", "area", cuts)


def test_a_competency_with_fewer_levels_keeps_its_highest_cut() -> None:
    made = Framework("f", "1", (Competency("a", "x", (-1.0, 0.0, 1.0)), Competency("b", "x", (0.5,))))
    assert made.cuts(0).tolist() == [-1.0, 0.5]
    assert made.cuts(2).tolist() == [1.0, 0.5]


@st.composite
def any_framework(draw: st.DrawFn) -> Framework:
    """Areas and prerequisites as wild as an import can bring them, stars and dense graphs included."""
    size = draw(st.integers(1, 25))
    areas = draw(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size))
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=120))
    acyclic = tuple((f"c{i}", f"c{j}") for i, j in sorted(pairs) if i < j)
    return Framework("f", "1", tuple(Competency(f"c{i}", a) for i, a in enumerate(areas)), acyclic)


@given(any_framework(), st.floats(0, 0.95), st.floats(0, 1), st.floats(0, 1))
def test_the_prior_is_a_correlation_matrix_for_every_framework(
    made: Framework, within: float, share: float, prerequisite: float
) -> None:
    prior = initial_belief(made, within, share * within, prerequisite)
    assert np.array_equal(prior.covariance, prior.covariance.T)
    assert np.array_equal(prior.covariance.diagonal(), np.ones(made.size))
    assert np.linalg.eigvalsh(prior.covariance).min() > 0.09 * (1 - within) - 1e-9


def test_the_prior_knows_areas_and_prerequisites() -> None:
    made = Framework(
        "f",
        "1",
        (Competency("a", "x"), Competency("b", "x"), Competency("c", "y"), Competency("d", "x")),
        (("a", "b"), ("a", "c")),
    )
    covariance = initial_belief(made).covariance
    assert covariance[0, 3] == 0.4
    assert covariance[2, 3] == 0.2
    assert covariance[0, 1] == pytest.approx(0.5)
    assert covariance[0, 2] == pytest.approx(0.3)
