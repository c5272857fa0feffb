"""Everything that an importer of banks can find has a sentence, and no sentence is left over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, g

from adapters.content.base import Problem
from lti_tool.web.finding_sentences import finding_sentence
from lti_tool.web.finding_sentences.banks import BANKS
from lti_tool.web.rendering import init_rendering

CONTENT = Path(__file__).resolve().parents[3] / "adapters" / "content"
NAMING = frozenset(
    {
        *("Problem", "report", "_report", "fault", "_problem", "_refused", "_told", "_note"),
        *("BrokenQuestion", "LeftOut", "BrokenCloze", "BadCell", "Unreadable"),
    }
)
"""Functions and classes that take the code of a finding."""


def codes() -> Iterator[str]:
    """Every code that stands in the source of an importer."""
    for path in CONTENT.rglob("*.py"):
        if {"mathematics", "digital_teaching", "writing"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in NAMING:
                yield from _codes(node)
            elif isinstance(node, ast.Assign) and [_name(one) for one in node.targets] == ["code"]:
                yield from (one for one in _constants(node.value) if one)
            elif (
                path.name == "faults.py" and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
            ):
                yield from _constants(node.value.elts[0])


def _codes(call: ast.Call) -> Iterator[str]:
    """The first argument that looks like a code: places and names have blanks, dots or nothing in them."""
    for argument in call.args[:3]:
        found = [one for one in _constants(argument) if "_" in one and one.replace("_", "").isalnum()]
        if found:
            yield from found
            return


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_the_search_finds_codes() -> None:
    found = set(codes())
    assert {"duplicate_item", "answer_missing", "alt_missing", "not_a_zip", "truncated_zip"} <= found
    assert {"text_too_deep", "not_qti", "content_dropped"} <= found, "those that stand in a variable first"
    assert len(found) > 80


def test_every_finding_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert sorted(set(codes()) - set(BANKS)) == []
    everything = "".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.py"))
    assert [code for code in BANKS if f'"{code}"' not in everything] == []


def test_a_sentence_without_its_values_is_still_one() -> None:
    app = Flask("sentences")
    init_rendering(app)
    with app.test_request_context("/"):
        g.page_language = "en"
        for code in BANKS:
            said = finding_sentence("bank", Problem("3", code))
            assert said.endswith(".")
            assert "%(" not in said
