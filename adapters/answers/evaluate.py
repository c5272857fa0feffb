"""The value of a tree at a point: exact where it is rational, real numbers elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from adapters.answers.tree import (
    Abs,
    Add,
    Div,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Root,
    Symbol,
    integer,
    walk,
)

#: Hundredths; positive and negative, without small ratios among them.
_POINTS = tuple(
    tuple(Fraction(hundredths, 100) for hundredths in row)
    for row in (
        (137, 61, 223, 179, 83, 113, 257, 47),
        (-121, 193, -67, 89, -211, 151, -41, 239),
        (271, -53, 109, -167, 37, -203, 127, -79),
        (43, 117, 71, 241, 161, 59, 187, 103),
        (-73, -139, -217, -31, -109, -97, -171, -229),
        (319, 283, 97, 131, 207, 173, 67, 149),
    )
)


class Undefined(ArithmeticError):
    """There is no real value there."""


def points(names: frozenset[str]) -> list[dict[str, Fraction]]:
    """Give the fixed points at which trees with these variables are compared; the same ones every time."""
    ordered = sorted(names)
    return [{name: row[i % len(row)] + i // len(row) for i, name in enumerate(ordered)} for row in _POINTS]


def is_arithmetic(node: Node) -> bool:
    """Tell whether a tree is made of numbers, the four operations and powers with whole exponents."""
    return all(
        isinstance(n, Number | Neg | Add | Mul | Div | Percent)
        or (isinstance(n, Pow) and integer(n.exponent) is not None)
        for n in walk(node)
    )


def exact(node: Node) -> Fraction:
    """Give the exact value of a tree for which `is_arithmetic` holds.

    Raises
    ------
    Undefined
        When something is divided by zero.
    """
    match node:
        case Number(value=value):
            return value
        case Neg(inner):
            return -exact(inner)
        case Percent(inner):
            return exact(inner) / 100
        case Add(terms):
            return sum(map(exact, terms), Fraction(0))
        case Mul(factors):
            return prod(map(exact, factors), start=Fraction(1))
        case Div(top, bottom):
            return Fraction(_divide(exact(top), exact(bottom)))
        case Pow(base, exponent) if (power := integer(exponent)) is not None:
            return _whole_power(exact(base), power)
    raise Undefined


def _whole_power(base: Fraction, power: int) -> Fraction:
    if not base and power <= 0:
        raise Undefined
    return base**power


def real(node: Node, values: Mapping[str, Fraction], number: Callable[[Fraction], Any], pi: Any) -> Any:
    """Give the real value of a tree, in the arithmetic of `number`.

    Odd roots of negative numbers are real here, as at school.

    Parameters
    ----------
    values : mapping of variable to value
    number : callable
        Makes a real number (a float, or mpmath's) of a fraction.
    pi : real number

    Raises
    ------
    Undefined
        Where there is none: a division by zero, an even root of a negative number, infinity.
    """

    try:
        return _Evaluation(values, number, pi).at(node)
    except (OverflowError, ZeroDivisionError):
        raise Undefined from None


class _Evaluation:
    def __init__(self, values: Mapping[str, Fraction], number: Callable[[Fraction], Any], pi: Any) -> None:
        self._values = {name: number(value) for name, value in values.items()} | {"pi": pi}
        self._number = number

    def at(self, node: Node) -> Any:
        match node:
            case Number(value=value):
                return self._number(value)
            case Symbol(name) if name in self._values:
                return self._values[name]
            case Neg(inner):
                return -self.at(inner)
            case Add(terms):
                return sum(map(self.at, terms[1:]), self.at(terms[0]))
            case Mul(factors):
                return prod(map(self.at, factors[1:]), start=self.at(factors[0]))
            case Div(top, bottom):
                return _divide(self.at(top), self.at(bottom))
        return self._other(node)

    def _other(self, node: Node) -> Any:
        match node:
            case Root(radicand, index):
                return _root(self.at(radicand), index, self._number)
            case Pow(base, exponent):
                return self._power(self.at(base), exponent)
            case Abs(inner):
                return abs(self.at(inner))
            case Percent(inner):
                return self.at(inner) / 100
        raise Undefined

    def _power(self, base: Any, exponent: Node) -> Any:
        if is_arithmetic(exponent):
            power = exact(exponent)
            if base == 0 and power <= 0:
                raise Undefined
            return _root(base, power.denominator, self._number) ** power.numerator
        if base <= 0:
            raise Undefined
        return base ** self.at(exponent)


def _divide(top: Any, bottom: Any) -> Any:
    if bottom == 0:
        raise Undefined
    return top / bottom


def _root(value: Any, index: int, number: Callable[[Fraction], Any]) -> Any:
    if value < 0:
        if index % 2 == 0:
            raise Undefined
        return -_root(-value, index, number)
    return value if value == 0 else value ** number(Fraction(1, index))
