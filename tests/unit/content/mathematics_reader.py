"""Reads what a learner sees of an item back into numbers, without the code that wrote it."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from itertools import pairwise

FORMULA = re.compile(r"\\\((.*?)\\\)")
_FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
_SIGNS = {
    r"\times": "*",
    r"\cdot": "*",
    r"\div": "/",
    r"\mathbin{:}": "/",
    r"\lt": "<",
    r"\gt": ">",
    r"\approx": "≈",
    r"\square": "B",
    r"\%": "",
    "{,}": "",
    "^": "**",
    "{": "(",
    "}": ")",
}


def formulas(text: str) -> list[str]:
    """The formulas of an English text, as LaTeX."""
    return FORMULA.findall(html.unescape(text))


def _python(latex: str) -> str:
    source = _FRACTION.sub(r"((\1)/(\2))", latex)
    for sign, written in _SIGNS.items():
        source = source.replace(sign, written)
    source = re.sub(r"(?<=[0-9)])\s*(?=[A-Za-z(])|(?<=[A-Za-z])\s*(?=\()", "*", source)
    return re.sub(r"\d+(?:\.\d+)?", lambda number: f"F('{number[0]}')", source)


def value(latex: str, **letters: Fraction | int) -> Fraction:
    """What an expression is worth."""
    return Fraction(eval(_python(latex), {"__builtins__": {}}, {"F": Fraction, **letters}))


def is_true(latex: str, **letters: Fraction | int) -> bool:
    """Whether a chain of =, < and > holds."""
    parts = re.split(r"(=|\\lt|\\gt)", latex)
    values = [value(part, **letters) for part in parts[::2]]
    return all(
        {"=": a == b, r"\lt": a < b, r"\gt": a > b}[sign]
        for (a, b), sign in zip(pairwise(values), parts[1::2], strict=True)
    )


def root(latex: str) -> Fraction:
    """The solution of a linear equation in x, from two of its points."""
    left, right = latex.split("=")

    def gap(x: int) -> Fraction:
        return value(left, x=x) - value(right, x=x)

    slope = gap(1) - gap(0)
    assert gap(2) - gap(1) == slope != 0
    return -gap(0) / slope


def numbers(text: str) -> list[Fraction]:
    """Every number of an English text in order; a fraction is one number."""
    flat = _FRACTION.sub(r" \1/\2 ", re.sub(r"<[^>]+>", " ", html.unescape(text))).replace("{,}", "")
    flat = re.sub(r"(?<=\d),(?=\d{3}\b)", "", flat)
    return [Fraction(found) for found in re.findall(r"-?\d+(?:\.\d+)?(?:/\d+)?", flat)]


def rows(text: str) -> dict[str, list[Fraction]]:
    """The rows of a table by their heading; a cell without a number is left out."""
    return {
        heading: numbers(" ".join(cells.split("<td>")))
        for heading, cells in re.findall(r"<tr><th>(.*?)</th>(.*?)</tr>", text)
    }


def steps(text: str) -> list[str]:
    """The formulas of a numbered list."""
    return [formulas(step)[0] for step in re.findall(r"<li>(.*?)</li>", text)]
