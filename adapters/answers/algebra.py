"""What needs SymPy or many digits; imported in the worker process only, for both can take long."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import sympy

from adapters.answers.evaluate import Undefined, points, real
from adapters.answers.limits import UnreadableAnswer
from adapters.answers.polynomial import NotPolynomial, Polynomial, add, expand, multiply, quotient
from adapters.answers.tree import Node, symbols

_DIGITS = 60
_CLOSE = mpmath.mpf(10) ** -40
#: An equality of what holds roots counts when it was seen at this many points with real values.
_SEEN = 2


def equal(left: Node, right: Node) -> bool:
    """Tell whether two expressions have the same value wherever both have a real one.

    Quotients of polynomials are compared exactly; what holds roots, absolute values or other exponents is
    compared at fixed points with 60 digits.
    """
    try:
        (a, b), (c, d) = quotient(left), quotient(right)
        if not b or not d:
            return False
        return not add([multiply(a, d), {m: -k for m, k in multiply(c, b).items()}])
    except (NotPolynomial, UnreadableAnswer):
        return _equal_at_points(left, right)


def ratio(left: Node, right: Node) -> Any | None:
    """Give the constant, not zero, by which the second is multiplied to give the first, or None."""
    found: Any | None = None
    for a, b in _values(left, right):
        if abs(b) < _CLOSE or abs(a) < _CLOSE:
            if abs(a) >= _CLOSE or abs(b) >= _CLOSE:
                return None
            continue
        if found is not None and abs(a / b - found) > _CLOSE * max(1, abs(found)):
            return None
        found = a / b
    return found


def difference(left: Node, right: Node) -> Fraction | None:
    """Give the distance between two numbers to 40 places, or None where one of them has no real value."""
    for a, b in _values(left, right):
        with mpmath.workdps(_DIGITS):
            return Fraction(int(mpmath.nint(abs(a - b) * 10**40)), 10**40)
    return None


def irreducible(node: Node) -> bool:
    """Tell whether a sum has no factor but itself, and no whole number that divides all its coefficients."""
    try:
        polynomial = expand(node)
    except NotPolynomial:
        return True
    if any(exponent < 0 for monomial in polynomial for _, exponent in monomial):
        return True
    if len(polynomial) < 2:
        return False
    coefficients = list(polynomial.values())
    if (
        all(c.denominator == 1 for c in coefficients)
        and abs(sympy.igcd(*(int(c) for c in coefficients))) != 1
    ):
        return False
    (whole,) = _polys(polynomial)
    _, factors = whole.factor_list()
    return bool(sum(multiplicity for _, multiplicity in factors) == 1)


def coprime(top: Node, bottom: Node) -> bool:
    """Tell whether numerator and denominator have no factor in common that holds a variable."""
    try:
        a, b = expand(top), expand(bottom)
    except NotPolynomial:
        return True
    if not a or not b or any(e < 0 for p in (a, b) for m in p for _, e in m):
        return True
    if not any(m for m in a) or not any(m for m in b):
        return True
    common = sympy.gcd(*_polys(a, b))
    return bool(common.total_degree() == 0)


def _equal_at_points(left: Node, right: Node) -> bool:
    seen = 0
    for a, b in _values(left, right):
        if abs(a - b) > _CLOSE * max(1, abs(a), abs(b)):
            return False
        seen += 1
    return seen >= (_SEEN if symbols(left) | symbols(right) else 1)


def _values(left: Node, right: Node) -> list[tuple[Any, Any]]:
    """Give both values at every point at which both are real."""
    found = []
    with mpmath.workdps(_DIGITS):
        for point in points(symbols(left) | symbols(right)):
            try:
                found.append((_value(left, point), _value(right, point)))
            except Undefined:
                continue
    return found


def _value(node: Node, point: dict[str, Fraction]) -> Any:
    def number(value: Fraction) -> Any:
        return mpmath.mpf(value.numerator) / value.denominator

    value = real(node, point, number, +mpmath.pi)
    if not mpmath.isfinite(value):
        raise Undefined
    return value


def _polys(*polynomials: Polynomial) -> list[Any]:
    """Build SymPy's polynomials, in common variables, from numbers alone: no text of a user reaches SymPy."""
    names = sorted({name for polynomial in polynomials for monomial in polynomial for name, _ in monomial})
    variables = [sympy.Dummy(f"v{place}") for place in range(len(names))]
    return [
        sympy.Poly.from_dict(
            {
                tuple(dict(monomial).get(name, 0) for name in names): sympy.Rational(
                    c.numerator, c.denominator
                )
                for monomial, c in polynomial.items()
            },
            *variables,
            domain="QQ",
        )
        for polynomial in polynomials
    ]
