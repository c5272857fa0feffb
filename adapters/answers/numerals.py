"""Digits with points and commas: what they mean where, and when they may mean two things."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.tree import Number

#: ``plain``: decimal point, a comma always separates (so keys are kept). ``point`` and ``comma``: the decimal
#: mark of a language; the other mark groups thousands where the digits allow it. ``list``: plain, for people.
Reading = Literal["plain", "point", "comma", "list"]

_COMMA_LANGUAGES = frozenset({"es", "ca", "gl", "eu", "fr", "pt", "it", "de", "nl", "pl", "ro", "ru"})
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}


def readings_of(language: str) -> tuple[Reading, ...]:
    """Give the ways of reading an answer in that language, the usual one first."""
    if language.partition("-")[0].partition("_")[0].lower() in _COMMA_LANGUAGES:
        return ("comma", "list", "point")
    return ("point", "list", "comma")


def decimal_mark(language: str) -> str:
    """Give the decimal mark of a language."""
    return "," if readings_of(language)[0] == "comma" else "."


def read_digits(run: str, reading: Reading, *, bracketed: bool, semicolons: bool) -> tuple[Number, ...]:
    """Read a run of digits, points and commas.

    Parameters
    ----------
    run : str
        Begins with a digit or a point and ends with a digit.
    bracketed : bool
        Whether it stands inside brackets, where a comma separates for those who write a decimal point.
    semicolons : bool
        Whether the answer separates with semicolons, so that no comma separates.

    Returns
    -------
    tuple of Number
        More than one when commas separate.

    Raises
    ------
    UnreadableAnswer
        When the digits make no number.
    """
    if sum(c.isdigit() for c in run) > LIMITS.digits * (1 + run.count(",")):
        raise UnreadableAnswer("too_large")
    if reading in ("plain", "list") and not (semicolons and reading == "list"):
        return tuple(_number(part, strict=reading == "list") for part in run.split(","))
    decimal: str = "." if reading == "point" else ","
    if "." in run and "," in run:
        return (_two_marks(run, decimal),)
    mark = "," if "," in run else "."
    count = run.count(mark)
    grouped = _GROUPED[mark].fullmatch(run) is not None
    if grouped and (count > 1 or mark != decimal):
        return (_number(run.replace(mark, "")),)
    separates = mark == "," and not semicolons
    if separates and (count > 1 or (count == 1 and bracketed and decimal == ".")):
        return tuple(_number(part) for part in run.split(","))
    return (_number(run.replace(",", ".")),)


def _two_marks(run: str, decimal: str) -> Number:
    """Read digits that hold points and commas: the mark that comes last is the decimal one."""
    for mark in (decimal, "." if decimal == "," else ","):
        group = "," if mark == "." else "."
        whole, _, places = run.rpartition(mark)
        if whole and group not in places and _GROUPED[group].fullmatch(whole):
            return _number(f"{whole.replace(group, '')}.{places}")
    raise UnreadableAnswer


def _number(text: str, *, strict: bool = False) -> Number:
    whole, _, places = text.partition(".")
    if "." in places or "," in text or (strict and len(whole) > 1 and whole.startswith("0")):
        raise UnreadableAnswer
    if len(whole) + len(places) > LIMITS.digits:
        raise UnreadableAnswer("too_large")
    return Number(Fraction(int(whole + places), 10 ** len(places)), places=len(places))
