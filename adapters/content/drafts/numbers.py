"""Numbers and shares as Moodle and GIFT write them, read and written without losing a digit."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction

_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})(?:[eE][-+]?\d{1,2})?")
#: Shares that no decimal number says exactly; Moodle writes them with seven digits.
_THIRDS = tuple(Fraction(part, whole) for whole in (3, 6, 7, 9, 11, 12) for part in range(1, whole))
_NEAR = Decimal("0.000005")
_MOST = 1e15


def decimal(text: str) -> Decimal | None:
    """Read a number with a decimal point or comma; None where it is none."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def plain(text: str) -> str | None:
    """Write a number in Senda's plain notation, with the digits that it has; None where it is none."""
    value = decimal(text)
    return None if value is None else format(value, "f")


def number(text: str) -> float | None:
    """Read a number; None where it is none or out of all bounds."""
    value = decimal(text)
    return float(value) if value is not None and abs(value) < _MOST else None


def show(value: float) -> str:
    """Write a number without an exponent, so that it is read back as the same."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def credit(percent: str) -> float | None:
    """Read a percentage as a share; thirds, sixths and the like are meant exactly."""
    value = decimal(percent)
    if value is None or abs(value) > 1000:
        return None
    share = value / 100
    for exact in _THIRDS:
        if abs(abs(share) - Decimal(exact.numerator) / exact.denominator) < _NEAR:
            return float(exact) if share > 0 else -float(exact)
    return float(share)


def percent(share: float) -> str:
    """Write a share as a percentage that `credit` reads back as the same."""
    short = format(round(Decimal(repr(share)) * 100, 5), "f")
    exact = format(Decimal(repr(share)) * 100, "f")
    text = short if credit(short) == share else exact
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def inverse(text: str) -> float | None:
    """Give one over a number, as Moodle's multipliers of units are to our factors; None where it is none."""
    value = decimal(text)
    if not value:
        return None
    with localcontext() as context:
        context.prec = 40
        found = float(1 / value)
    return found if 0 < found < _MOST else None


def show_inverse(value: float) -> str:
    """Write one over a number so that `inverse` gives it back."""
    with localcontext() as context:
        context.prec = 30
        return format((1 / Decimal(repr(value))).normalize(), "f")
