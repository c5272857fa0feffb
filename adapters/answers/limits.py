"""How large an answer may be; every bound is checked before anything of that size is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal["unreadable", "too_long", "too_large", "timeout"]


class UnreadableAnswer(ValueError):
    """An answer that cannot be read.

    Attributes
    ----------
    reason : str
        ``unreadable`` (outside the grammar), ``too_long`` (of text) or ``too_large`` (of mathematics).
    """

    def __init__(self, reason: Reason = "unreadable") -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one answer.

    Attributes
    ----------
    characters : int
        Length of the text.
    digits : int
        Digits of one number as written.
    exponent : int
        Greatest absolute value of a constant exponent, and of the index of a root.
    nesting : int
        Brackets, fractions, roots and exponents inside one another.
    nodes : int
        Size of the tree.
    degree : int
        Total degree after expanding.
    terms : int
        Terms after expanding.
    bits : int
        Size of any number that comes of evaluating a power or a product.
    """

    characters: int = 400
    digits: int = 30
    exponent: int = 200
    nesting: int = 24
    nodes: int = 160
    degree: int = 200
    terms: int = 600
    bits: int = 4096


LIMITS = Limits()
