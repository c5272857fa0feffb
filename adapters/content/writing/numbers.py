"""Numbers and expressions of keys as teachers type them, in the plain notation of keys."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite

from adapters.answers import UnreadableAnswer, parse

_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_NAMES = re.compile(r"sqrt|pi")
_LETTER = re.compile(r"[^\W\d_]")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")


def plain_number(text: str, *, letters: bool = True) -> str:
    """A number or an expression with a decimal point; empty where it cannot be read.

    Parameters
    ----------
    letters : bool
        Whether there may be unknowns in it.
    """
    written = text.strip().replace("−", "-")
    comma = _COMMA.fullmatch(written)
    if comma:
        written = f"{comma[1]}.{comma[2]}"
    if not letters and _LETTER.search(_NAMES.sub("", written)):
        return ""
    try:
        parse(written)
    except (UnreadableAnswer, RecursionError):
        return ""
    return written


def may_be_thousands(text: str) -> bool:
    """Whether a number can be read with a mark for thousands as well as for decimals."""
    return _THOUSANDS.fullmatch(text.strip()) is not None


def amount(text: str) -> float | None:
    """A finite number, with a point or a comma before its decimals; None where it is none."""
    try:
        number = float(text.strip().replace(",", ".").rstrip("%").strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def share_of(percent: float) -> float:
    """A share of 1; thirds, sixths and such are meant exactly."""
    simple = float(Fraction(percent / 100).limit_denominator(12))
    return simple if abs(simple - percent / 100) < 1e-6 else percent / 100


def written(number: float) -> str:
    """A number so that reading it gives the same one."""
    return f"{number:.12g}"
