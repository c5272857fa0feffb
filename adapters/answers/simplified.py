"""The rules of a simplified expression, as taught: what may not be left standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import gcd

from adapters.answers.canonical import same_writing
from adapters.answers.limits import UnreadableAnswer
from adapters.answers.polynomial import Monomial, NotPolynomial, expand
from adapters.answers.tree import (
    Abs,
    Add,
    Div,
    Mul,
    Neg,
    Node,
    Number,
    Pow,
    Root,
    Symbol,
    children,
    integer,
    rational,
    symbols,
    walk,
)

_Coprime = Callable[[Node, Node], bool]


def is_simplified(node: Node, coprime: _Coprime) -> bool:
    """Tell whether nothing is left to do.

    Parameters
    ----------
    coprime : callable
        Tells whether numerator and denominator have no factor with a variable in common.
    """
    if not symbols(node) and not any(isinstance(n, Root) or n == Symbol("pi") for n in walk(node)):
        return _is_one_number(node)
    return _nothing_left(node, coprime)


def _is_one_number(node: Node) -> bool:
    """Tell whether a calculation is done: a whole, decimal or mixed number or a fraction in lowest terms."""
    if isinstance(node, Neg):
        return not isinstance(node.operand, Neg) and _is_one_number(node.operand)
    if isinstance(node, Number):
        return not node.mixed or gcd(node.mixed[1], node.mixed[2]) == 1
    if isinstance(node, Div):
        top, bottom = integer(node.numerator), integer(node.denominator)
        return top is not None and bottom is not None and bottom > 1 and gcd(top, bottom) == 1
    return node == Symbol("oo")


def _nothing_left(node: Node, coprime: _Coprime) -> bool:
    rule = {
        Add: _sum,
        Mul: _product,
        Pow: _power,
        Root: _root,
        Div: _quotient,
        Abs: _absolute,
        Neg: _sign,
    }.get(type(node))
    if rule is not None and not rule(node):
        return False
    if isinstance(node, Div) and not coprime(node.numerator, node.denominator):
        return False
    return all(_part(child, coprime) for child in children(node))


def _part(node: Node, coprime: _Coprime) -> bool:
    if not symbols(node) and rational(node) is not None:
        return _is_one_number(node)
    return _nothing_left(node, coprime)


def _sign(node: Node) -> bool:
    return not (isinstance(node, Neg) and isinstance(node.operand, Neg))


def _sum(node: Node) -> bool:
    """No like terms, and none that would appear when its products are multiplied out."""
    if not isinstance(node, Add):
        return True
    monomials: Counter[Monomial] = Counter()
    for term in node.terms:
        try:
            monomials.update(expand(term).keys())
        except (NotPolynomial, UnreadableAnswer):
            continue
    if any(count > 1 for count in monomials.values()) or any(rational(term) == 0 for term in node.terms):
        return False
    return not _could_be_one_fraction(node.terms)


def _could_be_one_fraction(terms: tuple[Node, ...]) -> bool:
    """Tell whether several fractions wait to be added: over the same denominator, or over sums."""
    fractions = [t.operand if isinstance(t, Neg) else t for t in terms]
    below = [f.denominator for f in fractions if isinstance(f, Div) and symbols(f.denominator)]
    if len(below) > 1 and any(isinstance(n, Add) for denominator in below for n in walk(denominator)):
        return True
    return any(same_writing(a, b) for i, a in enumerate(below) for b in below[i + 1 :])


def _product(node: Node) -> bool:
    """One number at most, no base twice, no two roots of one index, no second fraction."""
    if not isinstance(node, Mul):
        return True
    factors = _flat(node)
    numbers = [f for f in factors if rational(f) is not None]
    if len(numbers) > 1 or any(rational(f) in (0, 1) for f in numbers):
        return False
    bases = [f.base if isinstance(f, Pow) else f for f in factors if rational(f) is None]
    roots = Counter(f.index for f in factors if isinstance(f, Root))
    if any(count > 1 for count in roots.values()) or sum(isinstance(f, Div) for f in factors) > 1:
        return False
    if any(isinstance(f, Neg) for f in node.factors[1:]):
        return False
    if not symbols(node) and any(isinstance(f, Add) for f in factors) and len(factors) > len(numbers) + 1:
        return False  # such as (2 + √3)(2 - √3): nothing but numbers, so it can be worked out
    return not any(same_writing(a, b) for i, a in enumerate(bases) for b in bases[i + 1 :])


def _flat(node: Mul) -> list[Node]:
    return [inner for f in node.factors for inner in (_flat(f) if isinstance(f, Mul) else [f])]


def _power(node: Node) -> bool:
    """A whole exponent above one, over a variable, a number or a sum."""
    if not isinstance(node, Pow):
        return True
    exponent = integer(node.exponent)
    if exponent is None:
        return bool(symbols(node.exponent))
    return exponent > 1 and isinstance(node.base, Symbol | Add | Abs) and bool(symbols(node.base))


def _root(node: Node) -> bool:
    """Nothing that could be taken out of the root, and no fraction inside."""
    if not isinstance(node, Root):
        return True
    inner = node.radicand
    if isinstance(inner, Div | Root) or any(isinstance(n, Div) for n in walk(inner)):
        return False
    try:
        polynomial = expand(inner)
    except (NotPolynomial, UnreadableAnswer):
        return True
    if len(polynomial) != 1:
        return bool(symbols(inner))
    ((monomial, coefficient),) = polynomial.items()
    if coefficient.denominator != 1 or any(exponent >= node.index for _, exponent in monomial):
        return False
    if coefficient < 0 and node.index % 2:
        return False
    return not _has_power_factor(abs(coefficient.numerator), node.index) and not _index_falls(
        node.index, coefficient.numerator, monomial
    )


def _has_power_factor(value: int, index: int) -> bool:
    if value == 1:
        return False
    if value > 10**7:
        root = round(value ** (1 / index))
        return any(candidate**index == value for candidate in (root - 1, root, root + 1))
    base = 2
    while base**index <= value:
        if value % base**index == 0:
            return True
        base += 1
    return False


def _index_falls(index: int, coefficient: int, monomial: Monomial) -> bool:
    """Tell whether a root such as the fourth root of x² could be written with a smaller index."""
    if coefficient != 1 or not monomial:
        return False
    common = index
    for _, exponent in monomial:
        common = gcd(common, exponent)
    return common > 1


def _quotient(node: Node) -> bool:
    """No fraction inside, no root below, no minus below, nothing to cancel among the numbers."""
    if not isinstance(node, Div):
        return True
    top, bottom = node.numerator, node.denominator
    if any(isinstance(n, Div) for part in (top, bottom) for n in walk(part)):
        return False
    if any(isinstance(n, Root) for n in walk(bottom)) or isinstance(bottom, Neg) or rational(bottom) == 1:
        return False
    return gcd(_content(top), _content(bottom)) == 1


def _content(node: Node) -> int:
    """Give the greatest whole number that divides all coefficients; 1 where they are not whole."""
    try:
        coefficients = list(expand(node).values())
    except (NotPolynomial, UnreadableAnswer):
        return 1
    if not coefficients or any(c.denominator != 1 for c in coefficients):
        return 1
    return gcd(*(int(c) for c in coefficients))


def _absolute(node: Node) -> bool:
    return not (isinstance(node, Abs) and rational(node.operand) is not None)
