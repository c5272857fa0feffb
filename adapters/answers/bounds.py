"""Whether a tree is small enough to work with, found without building anything large."""

from __future__ import annotations

from math import comb, log2

from adapters.answers.limits import LIMITS, UnreadableAnswer
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
    children,
    rational,
)
from adapters.answers.tree import walk as walk_tree

#: (degree, terms, bits): total degree after expanding, number of terms, size of the greatest number in bits.
_Size = tuple[float, int, float]


def check_size(tree: Node) -> None:
    """Refuse a tree whose expansion or evaluation would be large.

    Raises
    ------
    UnreadableAnswer
        ``too_large``.
    """
    if sum(1 for _ in walk_tree(tree)) > LIMITS.nodes:
        raise UnreadableAnswer("too_large")
    _bounded(tree)


def _bounded(node: Node) -> _Size:
    degree, terms, bits = _size(node)
    if degree > LIMITS.degree or terms > LIMITS.terms or bits > LIMITS.bits:
        raise UnreadableAnswer("too_large")
    return degree, terms, bits


def _size(node: Node) -> _Size:
    match node:
        case Number(value=value):
            return 0, 1, _bits(value.numerator) + _bits(value.denominator)
        case Symbol():
            return 1, 1, 1
        case Pow(base, exponent):
            return _power(_bounded(base), base, exponent)
        case Root(radicand, index):
            degree, terms, bits = _bounded(radicand)
            return degree / index, terms, bits
        case Neg(inner) | Abs(inner) | Percent(inner):
            return _bounded(inner)
        case Add(terms_):
            sizes = [_bounded(term) for term in terms_]
            return max(s[0] for s in sizes), sum(s[1] for s in sizes), sum(s[2] for s in sizes) + len(sizes)
        case Mul(factors):
            return _product([_bounded(factor) for factor in factors])
        case Div(top, bottom):
            return _product([_bounded(top), _bounded(bottom)])
    sizes = [_bounded(child) for child in children(node)]
    return max(s[0] for s in sizes), max(s[1] for s in sizes), max(s[2] for s in sizes)


def _product(sizes: list[_Size]) -> _Size:
    terms = 1
    for size in sizes:
        terms *= size[1]
        if terms > LIMITS.terms:
            raise UnreadableAnswer("too_large")
    return sum(s[0] for s in sizes), terms, sum(s[2] for s in sizes) + log2(terms)


def _power(base: _Size, base_node: Node, exponent: Node) -> _Size:
    value = rational(exponent)
    if value is None:
        # An exponent that holds a variable or a calculation is only ever evaluated, at small points.
        _, _, bits = _bounded(exponent)
        if any(isinstance(node, Pow) for node in walk_tree(exponent)) or bits > 16:
            raise UnreadableAnswer("too_large")
        return base[0] * 8, base[1], base[2] * 8
    size = abs(value)
    if size > LIMITS.exponent or value.denominator > LIMITS.exponent:
        raise UnreadableAnswer("too_large")
    whole = -(-size.numerator // size.denominator)
    terms = comb(whole + base[1] - 1, base[1] - 1) if base[1] > 1 else 1
    return base[0] * float(size), terms, base[2] * max(whole, 1) + log2(terms)


def _bits(value: int) -> float:
    return float(max(value.bit_length() - 1, 0)) if value in (0, 1) else float(value.bit_length())
