"""Exact polynomials over the rationals; the grammar's bounds hold before one is built."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from adapters.answers.limits import LIMITS, UnreadableAnswer
from adapters.answers.tree import Abs, Add, Div, Mul, Neg, Node, Number, Percent, Pow, Root, Symbol, integer

#: Variables (or the text of what is taken as one) with their exponents, sorted. Exponents may be negative.
Monomial = tuple[tuple[str, int], ...]
Polynomial = Mapping[Monomial, Fraction]

_ONE: Polynomial = {(): Fraction(1)}


class NotPolynomial(ValueError):
    """A tree that is no polynomial, or no quotient of polynomials."""


def expand(node: Node) -> Polynomial:
    """Expand a tree into a polynomial; what is divided by a single term gets negative exponents.

    Roots and absolute values are taken as variables of their own.

    Raises
    ------
    NotPolynomial
        When something is divided by a sum, or an exponent is no whole number.
    """
    match node:
        case Div(top, bottom):
            return multiply(expand(top), _inverse(expand(bottom)))
        case Root() | Abs():
            return {((repr(node), 1),): Fraction(1)}
        case Pow(base, exponent) if (power := integer(exponent)) is not None and power < 0:
            return _power(_inverse(expand(base)), -power)
    return _combine(node)


def quotient(node: Node) -> tuple[Polynomial, Polynomial]:
    """Write a tree as one quotient of polynomials, not reduced.

    Raises
    ------
    NotPolynomial
        When it holds roots, absolute values or exponents that are no whole numbers.
    """
    match node:
        case Number() | Symbol():
            return _combine(node), _ONE
        case Neg(inner) | Percent(inner):
            top, bottom = quotient(inner)
            by = Fraction(-1) if isinstance(node, Neg) else Fraction(1, 100)
            return {m: c * by for m, c in top.items()}, bottom
        case Add(terms):
            return _add_quotients([quotient(term) for term in terms])
        case Mul(factors):
            top, bottom = _ONE, _ONE
            for factor in factors:
                a, b = quotient(factor)
                top, bottom = multiply(top, a), multiply(bottom, b)
            return top, bottom
        case Div(numerator, denominator):
            return _divide(quotient(numerator), quotient(denominator))
        case Pow(base, exponent) if (power := integer(exponent)) is not None:
            top, bottom = quotient(base) if power >= 0 else _divide((_ONE, _ONE), quotient(base))
            return _power(top, abs(power)), _power(bottom, abs(power))
    raise NotPolynomial


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """Multiply two polynomials.

    Raises
    ------
    UnreadableAnswer
        ``too_large``, before a product with too many terms is built.
    """
    if len(left) * len(right) > LIMITS.terms * 40:
        raise UnreadableAnswer("too_large")
    product: dict[Monomial, Fraction] = {}
    for monomial_a, a in left.items():
        for monomial_b, b in right.items():
            monomial = _times(monomial_a, monomial_b)
            product[monomial] = product.get(monomial, Fraction(0)) + a * b
    return {m: c for m, c in product.items() if c}


def add(polynomials: list[Polynomial]) -> Polynomial:
    """Add polynomials."""
    total: dict[Monomial, Fraction] = {}
    for polynomial in polynomials:
        for monomial, coefficient in polynomial.items():
            total[monomial] = total.get(monomial, Fraction(0)) + coefficient
    return {m: c for m, c in total.items() if c}


def _combine(node: Node) -> Polynomial:
    match node:
        case Number(value=value):
            return _constant(value)
        case Symbol(name):
            return {((name, 1),): Fraction(1)}
        case Neg(inner):
            return {m: -c for m, c in expand(inner).items()}
        case Percent(inner):
            return {m: c / 100 for m, c in expand(inner).items()}
        case Add(terms):
            return add([expand(term) for term in terms])
        case Mul(factors):
            product = _ONE
            for factor in factors:
                product = multiply(product, expand(factor))
            return product
        case Pow(base, exponent) if (power := integer(exponent)) is not None:
            return _power(expand(base), power)
    raise NotPolynomial


def _divide(
    left: tuple[Polynomial, Polynomial], right: tuple[Polynomial, Polynomial]
) -> tuple[Polynomial, Polynomial]:
    if not right[0]:
        raise NotPolynomial
    return multiply(left[0], right[1]), multiply(left[1], right[0])


def _constant(value: Fraction) -> Polynomial:
    return {(): value} if value else {}


def _times(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    exponents = dict(left)
    for name, exponent in right:
        exponents[name] = exponents.get(name, 0) + exponent
    return tuple(sorted((n, e) for n, e in exponents.items() if e))


def _inverse(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) != 1:
        raise NotPolynomial
    ((monomial, coefficient),) = polynomial.items()
    return {tuple((name, -exponent) for name, exponent in monomial): 1 / coefficient}


def _power(base: Polynomial, exponent: int) -> Polynomial:
    result = _ONE
    square = base
    while exponent:
        if exponent & 1:
            result = multiply(result, square)
        exponent >>= 1
        if exponent:
            square = multiply(square, square)
    return result


def _add_quotients(parts: list[tuple[Polynomial, Polynomial]]) -> tuple[Polynomial, Polynomial]:
    top, bottom = parts[0]
    for a, b in parts[1:]:
        if b == bottom:
            top = add([top, a])
        else:
            top, bottom = add([multiply(top, b), multiply(a, bottom)]), multiply(bottom, b)
    return top, bottom
