"""Changes to a list of competencies: nothing is lost that was not meant, and what is changed is whole again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.frameworks import builtin
from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.check import check
from lti_tool.actions.framework_areas import areas_in_order, depth_first
from lti_tool.actions.framework_changes import (
    ChangeArea,
    ChangeCompetency,
    ChangeLevels,
    Move,
    Remove,
    in_tree_order,
    tree_of,
    with_gaps,
)

MRCDD = builtin.load("mrcdd-2022")
ESO = builtin.load("rd217-2022-mat-eso")
LEVELS = st.lists(st.sampled_from(["A1", "A2", "B1", "B2", "C1", "C2", "N1", "N2", "N3"]), unique=True, max_size=9)


def by_code(spec: FrameworkSpec) -> dict[str, CompetencySpec]:
    return {competency.code: competency for competency in spec.competencies}


def levels(codes: list[str]) -> tuple[LevelSpec, ...]:
    return tuple(LevelSpec(code, {"es": code}) for code in codes)


@given(LEVELS)
def test_other_levels_leave_a_list_that_can_be_used(codes):
    changed = ChangeLevels(levels(codes)).apply(MRCDD)
    assert [problem for problem in check(changed) if problem.fatal] == []
    for competency in changed.competencies:
        assert len(competency.cuts) == max(1, len(codes))
    back = ChangeLevels(levels(["A1", "A2", "B1", "B2", "C1", "C2"])).apply(changed)
    assert [problem for problem in check(back) if problem.fatal] == []


@given(st.lists(st.sampled_from(["A1", "A2", "B1", "B2", "C1", "C2"]), unique=True, min_size=2))
def test_levels_that_stay_keep_their_cuts(codes):
    kept = sorted(codes)
    changed = ChangeLevels(levels(kept)).apply(MRCDD)
    before = dict(zip(["A1", "A2", "B1", "B2", "C1", "C2"], MRCDD.competencies[0].cuts, strict=True))
    assert changed.competencies[0].cuts == tuple(before[code] for code in kept)


def test_what_is_reached_or_not_stays_so():
    unesco = builtin.load("unesco-ict-cft-3")
    fewer = ChangeLevels(levels(["KA", "KD"])).apply(unesco)
    assert [c.cuts for c in fewer.competencies] == [c.cuts for c in unesco.competencies]
    assert fewer.competencies[0].level_names == unesco.competencies[0].level_names
    assert fewer.levels[0].names["en"] == "Knowledge Acquisition", "names in other languages stay"


@given(st.lists(st.floats(0.1, 5), min_size=1, max_size=8), st.floats(-3, 3))
def test_gaps_in_words_become_cuts(gaps, middle):
    cuts = tuple(float(n) + middle for n in range(len(gaps) + 1))
    changed = with_gaps(cuts, gaps)
    assert [high - low for low, high in pairwise(changed)] == pytest.approx(gaps, abs=1e-5)
    place = (len(cuts) - 1) // 2
    assert changed[place] == pytest.approx(cuts[place], abs=1e-5)


def test_the_same_steps_for_all():
    first = MRCDD.competencies[0]
    wider = replace(first, cuts=with_gaps(first.cuts, [2, 2, 2, 2, 2]))
    changed = ChangeCompetency(wider, new=False, everywhere=True).apply(MRCDD)
    assert {c.cuts for c in changed.competencies} == {wider.cuts}


@given(st.lists(st.tuples(st.sampled_from(sorted(ESO.areas)), st.sampled_from([-1, 1])), max_size=12))
def test_moving_areas_loses_nothing_and_keeps_their_competencies_together(moves):
    spec = ESO
    for area, step in moves:
        spec = Move("area", area, step).apply(spec)
    assert by_code(spec) == by_code(ESO)
    assert spec.areas == ESO.areas, "as a mapping"
    assert spec.area_parents == ESO.area_parents
    assert in_tree_order(spec) == spec
    places = [code for code, _ in tree_of(spec)]
    assert sorted(places) == sorted(ESO.areas)


@given(st.sampled_from([c.code for c in MRCDD.competencies]), st.sampled_from([-1, 1]))
def test_moving_stays_within_the_area(code, step):
    changed = Move("competency", code, step).apply(MRCDD)
    assert by_code(changed) == by_code(MRCDD)
    assert [c.area for c in changed.competencies] == [c.area for c in MRCDD.competencies]
    if changed != MRCDD:
        assert Move("competency", code, -step).apply(changed) == MRCDD


@given(st.sampled_from([c.code for c in ESO.competencies]))
def test_a_competency_goes_with_its_pairs(code):
    paired = replace(ESO, prerequisites=tuple(pairwise(c.code for c in ESO.competencies)))
    changed = Remove("competency", code).apply(paired)
    assert len(changed.competencies) == len(ESO.competencies) - 1
    assert not any(code in pair for pair in changed.prerequisites)


def test_a_new_area_gets_a_code_that_is_free():
    once = ChangeArea("", {"es": "Robótica"}, "", new=True).apply(MRCDD)
    twice = ChangeArea("", {"es": "Robótica"}, "", new=True).apply(once)
    assert set(twice.areas) - set(MRCDD.areas) == {"robotica", "robotica-2"}
    unnamed = ChangeArea("", {"es": "!!!"}, "", new=True).apply(MRCDD)
    assert "area" in unnamed.areas


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefz"), max_size=6))
def test_areas_in_circles_are_not_lost(parents):
    ordered = depth_first(list("abcdef"), parents)
    assert sorted(code for code, _ in ordered) == list("abcdef")


def test_names_are_told_apart_only_where_they_must_be():
    stored = [
        {"code": "a", "names": {"es": "Primero", "en": "First"}, "parent": ""},
        {"code": "b", "names": {"es": "Segundo", "en": "Second"}, "parent": ""},
        {"code": "a1", "names": {"es": "Álgebra", "en": "Algebra"}, "parent": "a"},
        {"code": "b1", "names": {"es": "Álgebra", "en": "Algebra"}, "parent": "b"},
        {"code": "b2", "names": {"es": "Números", "en": "Numbers"}, "parent": "b"},
    ]
    names = dict(areas_in_order(stored))
    assert list(names) == ["a", "a1", "b", "b1", "b2"]
    assert names["a1"] == {"es": "Primero › Álgebra", "en": "First › Algebra"}
    assert names["b2"] == {"es": "Números", "en": "Numbers"}


def test_a_competency_without_an_area_that_is_there_comes_last():
    spec = FrameworkSpec("f", "1", {"es": "f"}, {"a": {"es": "a"}}, (CompetencySpec("x", "z", {"es": "x"}), CompetencySpec("y", "a", {"es": "y"})))
    assert [c.code for c in in_tree_order(spec).competencies] == ["y", "x"]
