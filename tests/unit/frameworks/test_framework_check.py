"""Every fault of a framework is found, named and placed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from framework_samples import FULL, frameworks
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.check import InvalidFramework, check, cycles, to_framework

ONE = CompetencySpec("a", "A", {"es": "Uno"})
TWO = CompetencySpec("b", "A", {"es": "Dos"})
GOOD = FrameworkSpec("good", "1", {"es": "Bueno"}, {"A": {"es": "Área"}}, (ONE, TWO))


def faults(spec: FrameworkSpec) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in check(spec)]


def with_one(**changes: Any) -> FrameworkSpec:
    return replace(GOOD, competencies=(replace(ONE, **changes), TWO))


def test_nothing_is_wrong_with_a_good_one() -> None:
    assert check(GOOD) == check(FULL) == ()


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (replace(GOOD, code="a:b"), [("", "bad_code")]),
        (replace(GOOD, code=""), [("", "empty_code")]),
        (replace(GOOD, version=""), [("", "empty_version")]),
        (replace(GOOD, names={}), [("", "empty_name")]),
        (replace(GOOD, source="two\nlines"), [("", "bad_text")]),
        (replace(GOOD, competencies=(), areas={}), [("", "empty")]),
        (replace(GOOD, competencies=(ONE, ONE, TWO)), [("a", "duplicate_code")]),
        (replace(GOOD, levels=(LevelSpec("x", {"es": "X"}),) * 2), [("x", "duplicate_level")]),
        (replace(GOOD, areas={**GOOD.areas, "B": {"es": "Vacía"}}), [("B", "empty_area")]),
        (replace(GOOD, area_parents={"A": "Z"}), [("A", "unknown_area")]),
        (replace(GOOD, area_parents={"A": "A"}), [("A", "area_cycle")]),
        (replace(GOOD, prerequisites=(("a", "z"),)), [("a", "unknown_reference")]),
        (replace(GOOD, prerequisites=(("a", "b"), ("a", "b"))), [("b", "duplicate_prerequisite")]),
        (replace(GOOD, prerequisites=(("a", "a"),)), [("a", "cycle")]),
        (with_one(area="Z"), [("a", "orphan")]),
        (with_one(names={"es": "  "}), [("a", "empty_name"), ("a", "bad_name")]),
        (with_one(names={"es": "x" * 501}), [("a", "name_too_long")]),
        (with_one(names={"Spanish!": "x"}), [("a", "bad_language")]),
        (with_one(names={"es": "two\nlines"}), [("a", "bad_name")]),
        (with_one(cuts=()), [("a", "cuts_count")]),
        (with_one(cuts=(0.0, 1.0)), [("a", "cuts_count")]),
        (with_one(cuts=(float("nan"),)), [("a", "cuts_not_finite")]),
        (with_one(cuts=(float("inf"),)), [("a", "cuts_not_finite")]),
        (with_one(cuts=(21.0,)), [("a", "cuts_not_finite")]),
        (with_one(weight=0.0), [("a", "weight_not_positive")]),
        (with_one(weight=float("nan")), [("a", "weight_not_positive")]),
        (with_one(level_names=({"es": "x"}, {"es": "y"})), [("a", "level_names_count")]),
        (with_one(alignments=("nowhere",)), [("a", "bad_alignment")]),
        (with_one(code=" a"), [(" a", "bad_code")]),
        (with_one(code="x" * 101), [("x" * 101, "bad_code")]),
    ],
)  # fmt: skip
def test_each_fault(spec: FrameworkSpec, expected: list[tuple[str, str]]) -> None:
    assert faults(spec) == expected


def test_cuts_of_levels() -> None:
    levels = tuple(LevelSpec(code, {"es": code}) for code in "xyz")
    three = replace(GOOD, levels=levels, competencies=(replace(ONE, cuts=(-1.0, 0.0, 1.0)), TWO))
    assert check(three) == ()  # the other one is reached or not
    wrong = replace(three, competencies=(replace(ONE, cuts=(-1.0, 1.0, 0.0)), replace(TWO, cuts=(0.0, 1.0))))
    assert faults(wrong) == [("a", "cuts_not_ascending"), ("b", "cuts_count")]


def test_a_cycle_is_told_by_the_names_along_it() -> None:
    three = replace(ONE, code="c", names={"es": "Tres"})
    spec = replace(GOOD, competencies=(ONE, TWO, three), prerequisites=(("a", "b"), ("b", "c"), ("c", "a")))
    (problem,) = check(spec)
    assert problem.code == "cycle"
    assert problem.values["codes"] == ("a", "b", "c", "a")
    assert [names["es"] for names in problem.values["names"]] == ["Uno", "Dos", "Tres", "Uno"]  # type: ignore[attr-defined]


def test_too_many_are_not_even_looked_at() -> None:
    many = tuple(replace(ONE, code=str(number), area="nowhere") for number in range(2001))
    assert faults(replace(GOOD, competencies=many)) == [("", "too_many")]
    assert "too_many" not in {code for _, code in faults(replace(GOOD, competencies=many[:2000]))}


def test_only_a_good_one_becomes_a_framework() -> None:
    with pytest.raises(InvalidFramework) as caught:
        to_framework(with_one(area="Z"))
    assert [problem.code for problem in caught.value.problems] == ["orphan"]
    made = to_framework(replace(FULL, prerequisites=FULL.prerequisites * 2))
    assert made.codes == ("b1", "a|1", "a2")
    assert made.prerequisites == FULL.prerequisites
    assert made.cuts(1).tolist() == [0.25, 0.0, 3.0]
    assert made.weights.tolist() == [2.5, 1.0, 1.0]


@given(frameworks())
def test_whatever_passes_can_be_used(spec: FrameworkSpec) -> None:
    assert [problem for problem in check(spec) if problem.fatal] == []
    assert to_framework(spec).size == len(spec.competencies)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_cycles_are_those_of_the_strongly_connected_components(edges: list[tuple[int, int]]) -> None:
    matrix = np.zeros((10, 10))
    for first, then in edges:
        matrix[first, then] = 1
    count, labels = connected_components(matrix, connection="strong")
    groups = [set(np.flatnonzero(labels == label)) for label in range(count)]
    knots = [group for group in groups if len(group) > 1 or matrix[[*group], [*group]].any()]
    found = cycles(range(10), edges)
    assert len(found) == len(knots)
    for loop in found:
        assert loop[0] == loop[-1]
        assert len(set(loop)) == len(loop) - 1
        assert set(pairwise(loop)) <= set(edges)
    assert {next(n for n, knot in enumerate(knots) if loop[0] in knot) for loop in found} == set(
        range(len(knots))
    )


def test_a_long_chain_and_a_great_knot_are_no_trouble() -> None:
    chain = [(number, number + 1) for number in range(1999)]
    assert cycles(range(2000), chain) == []
    ((*loop, _),) = cycles(range(2000), [*chain, (1999, 0)])
    assert len(loop) == 2000
