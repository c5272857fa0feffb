"""The picture of what comes before what: everything in it, nothing over anything else, no marks from names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from lti_tool.web.teacher.frameworks_graph import MOST_DRAWN, Node, choose, graph, layers_of, wrap

CODES = tuple(f"c{n}" for n in range(12))
PAIRS = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda p: p[0] != p[1]), max_size=30, unique=True)  # fmt: skip
ORDERED = PAIRS.map(lambda pairs: list(dict.fromkeys(tuple(sorted(p, key=CODES.index)) for p in pairs)))


def spec(pairs: list[tuple[str, str]], codes: tuple[str, ...] = CODES) -> FrameworkSpec:
    competencies = tuple(CompetencySpec(c, f"a{n % 3}", {"es": c}) for n, c in enumerate(codes))
    return FrameworkSpec("f", "1", {"es": "f"}, {f"a{n}": {"es": "a"} for n in range(3)}, competencies, tuple(pairs))


@given(ORDERED)
def test_what_comes_first_stands_left(pairs):
    columns = {one: place for place, layer in enumerate(layers_of(CODES, pairs)) for one in layer}
    assert {one for one in columns if isinstance(one, str)} == set(CODES)
    for before, after in pairs:
        assert columns[before] < columns[after]
        passed = [one for one in columns if isinstance(one, tuple) and one[:2] == (before, after)]
        assert sorted(columns[one] for one in passed) == list(range(columns[before] + 1, columns[after]))


@given(PAIRS)
def test_circles_end_too(pairs):
    drawn = graph([Node(c, c) for c in CODES], pairs, "label")
    assert drawn.count("<rect") == len(CODES)
    assert drawn.count("order-line") == len(pairs)


@given(ORDERED)
def test_no_box_lies_on_another_and_none_sticks_out(pairs):
    picture = fromstring(str(graph([Node(c, c) for c in CODES], pairs, "x")))
    width, height = float(picture.get("width")), float(picture.get("height"))
    columns: dict[float, list[float]] = {}
    for box in picture.iter("rect"):
        x, y, wide, tall = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0 <= y
        assert x + wide <= width
        assert y + tall <= height + 0.01
        columns.setdefault(x, []).append(y)
    for tops in columns.values():
        assert all(high - low >= 58 for low, high in pairwise(sorted(tops)))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><b>&', "Pi & Co"])
def test_a_name_is_never_taken_for_marks(name):
    drawn = graph([Node("a", name), Node(name, "b")], [("a", name)], name)
    assert "<script" not in drawn
    assert "<b>" not in drawn
    fromstring(drawn)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_a_name_fits_its_box(name):
    lines = wrap(name)
    assert 1 <= len(lines) <= 3
    assert all(len(line) <= 22 for line in lines)
    if len(lines) < 3 and all(len(word) <= 22 for word in name.split()):
        assert " ".join(lines).split() == name.split()


@given(ORDERED)
def test_only_what_is_connected_is_drawn_and_an_area_with_its_neighbours(pairs):
    whole = spec(pairs)
    chosen = choose(whole)
    assert set(chosen.codes) == {code for pair in pairs for code in pair}
    one = choose(whole, frozenset({"a1"}))
    home = {c.code: c.area for c in whole.competencies}
    assert set(one.pairs) == {pair for pair in pairs if "a1" in (home[pair[0]], home[pair[1]])}
    assert one.outside == {code for code in one.codes if home[code] != "a1"}


def test_too_many_are_not_drawn():
    codes = tuple(f"c{n}" for n in range(MOST_DRAWN + 1))
    assert not choose(spec(list(pairwise(codes[:-1])), codes)).too_many
    assert choose(spec(list(pairwise(codes)), codes)).too_many
