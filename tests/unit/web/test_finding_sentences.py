"""Every code that readers of lists of competencies give has a sentence, and each sentence gets its values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from teacher_gallery import teaching

from adapters.content.base import Problem
from adapters.frameworks import builtin
from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.frameworks.check import check
from lti_tool.web.finding_sentences import finding_sentence
from lti_tool.web.finding_sentences.frameworks import FRAMEWORKS

READERS = Path(__file__).parents[3] / "adapters" / "frameworks"


def codes_given() -> set[str]:
    """The second argument of whatever makes a problem."""
    found = set()
    for path in READERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"Problem": 1, "add": 1, "refuse": 1, "_repeated": 0}.get(name)
            if place is not None and len(node.args) > place:
                value = node.args[place]
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.add(value.value)
    return found | {"too_many", "too_many_areas", "too_many_levels", "too_many_prerequisites"}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert codes_given() == set(FRAMEWORKS)


@pytest.fixture(params=["es", "en"])
def reading(request: pytest.FixtureRequest) -> Iterator[str]:
    with teaching(request.param):
        yield request.param


def broken() -> FrameworkSpec:
    """A list with most of what can be wrong."""
    spec = builtin.load("unesco-ict-cft-3")
    first, second, *others = spec.competencies
    names = {"es": "x" * 501, "en": "a\nb", "Klingon?": "x"}
    wrong = (
        replace(first, area="gone", cuts=(2.0, 1.0), weight=-1.0, alignments=("nothing",), identifier=" "),
        replace(second, names=names, cuts=(float("nan"),), level_names=({"es": "x"}, {"es": "y"})),
        CompetencySpec("", "A1", {}),
        replace(others[0], code="a\tb"),
        *others,
        others[-1],
    )
    return replace(
        spec,
        code="a:b",
        version="",
        source="a\nb",
        areas={**spec.areas, "empty": {"es": "Vacía"}},
        area_parents={"A1": "A2", "A2": "A1", "A3": "gone"},
        competencies=wrong,
        levels=(spec.levels[0], *spec.levels),
        prerequisites=(*spec.prerequisites, ("KC.2", "KA.2"), ("gone", "KA.2"), spec.prerequisites[-1], spec.prerequisites[-1]),
    )  # fmt: skip


def test_what_the_check_finds_is_said_with_all_its_values(reading: str) -> None:
    problems = check(broken())
    assert len({problem.code for problem in problems}) >= 18
    for problem in problems:
        said = finding_sentence("framework", problem)
        assert "%" not in said
        assert "?" not in said.replace("Klingon?", "")
        assert len(said) > 10
    cycle = next(problem for problem in problems if problem.code == "cycle")
    names = "Conocimientos básicos" if reading == "es" else "Basic Knowledge"
    assert f"{names} → " in finding_sentence("framework", cycle)


def test_a_code_without_words_is_shown_as_it_is(reading: str) -> None:
    assert "brand_new" in finding_sentence("framework", Problem("", "brand_new", {"x": 1}))


def test_values_that_are_missing_do_no_harm(reading: str) -> None:
    for code in FRAMEWORKS:
        assert re.search(r"\w", finding_sentence("framework", Problem("", code)))


def test_of_two_texts_the_one_that_fits_is_taken(reading: str) -> None:
    left_out = finding_sentence("framework", Problem("", "orphan", {"name": "N"}, fatal=False))
    astray = finding_sentence("framework", Problem("", "orphan", {"name": "N", "area": "Z9"}))
    assert "Z9" in astray
    assert left_out != astray


def test_sizes_are_said_in_megabytes(reading: str) -> None:
    assert "50 MB" in finding_sentence("framework", Problem("", "too_large", {"most": 50 * 1024 * 1024}))


def test_what_a_file_says_is_never_taken_for_a_placeholder(reading: str) -> None:
    said = finding_sentence("framework", Problem("", "unknown_kind", {"kind": "%(x)s 100%"}))
    assert "%(x)s 100%" in said
