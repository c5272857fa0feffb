"""Files and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 450
LONGEST_FUNCTION = 70
"""Lines of code: what a docstring says does not make a function harder to follow."""

SOURCES = sorted(
    path
    for package in ("keys", "personalization", "adapters", "lti_tool")
    for path in (ROOT / package).rglob("*.py")
    # A migration is a list of tables, a bank's templates and the translations are content.
    if not {"versions", "mathematics", "digital_teaching"} & set(path.parts)
)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the signature to the end, the docstring left out."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert {node.name: length(node) for node in functions if length(node) > LONGEST_FUNCTION} == {}


def test_the_measure_leaves_docstrings_out() -> None:
    (function,) = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n').body
    assert isinstance(function, ast.FunctionDef)
    assert length(function) == 2
