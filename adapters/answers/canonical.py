"""Whether two trees are the same writing, up to the order of terms and factors and the place of a sign."""

from __future__ import annotations

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
    PlusMinus,
    Pow,
    Relation,
    Root,
    Sequence,
    Symbol,
    rename,
    symbols,
)

_Key = tuple[Any, ...]
_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


def same_writing(left: Node, right: Node) -> bool:
    """Tell whether both are written alike, as ``x + 2`` and ``2 + x``; not ``2(x + 1)`` and ``2x + 2``."""
    return _signed(left) == _signed(right)


def follow_case(answer: Node, key: Node) -> Node:
    """Give the answer with capitals and small letters as in the key, where only their size differs."""
    wanted, used = symbols(key), symbols(answer)
    names = {n: n.swapcase() for n in used - wanted if n.swapcase() in wanted and n.swapcase() not in used}
    return rename(answer, names) if names else answer


def _signed(node: Node) -> tuple[int, _Key]:
    match node:
        case Neg(Neg(inner)):  # two signs stand there: that is not yet the number without them
            return 1, ("--", _signed(inner))
        case Neg(inner):
            sign, key = _signed(inner)
            return -sign, key
        case Mul():
            sign, keys = _factors(node)
            return sign, ("*", *sorted(keys, key=repr))
        case Div(top, bottom):
            (sign_a, a), (sign_b, b) = _signed(top), _signed(bottom)
            return sign_a * sign_b, ("/", a, b)
    return 1, _key(node)


def _factors(node: Node) -> tuple[int, list[_Key]]:
    if not isinstance(node, Mul):
        sign, key = _signed(node)
        return sign, [key]
    sign, keys = 1, []
    for factor in node.factors:
        inner_sign, inner = _factors(factor)
        sign *= inner_sign
        keys += inner
    return sign, keys


def _terms(node: Node) -> list[tuple[int, _Key]]:
    if isinstance(node, Add):
        return [term for part in node.terms for term in _terms(part)]
    return [_signed(node)]


def _key(node: Node) -> _Key:
    match node:
        case Number(value, places, mixed):
            return ("number", value, places > 0, bool(mixed))
        case Symbol(name):
            return ("name", name)
        case Add():
            return ("+", *sorted(_terms(node), key=repr))
        case Pow(base, exponent):
            return ("^", _signed(base), _signed(exponent))
        case Root(radicand, index):
            return ("root", index, _signed(radicand))
    return _rarer_key(node)


def _rarer_key(node: Node) -> _Key:
    match node:
        case Abs(inner):
            return ("abs", _signed(inner)[1])
        case Percent(inner):
            return ("%", _signed(inner))
        case Relation(operators, sides):
            written = (operators, tuple(_signed(s) for s in sides))
            mirrored = (
                tuple(_MIRROR[o] for o in reversed(operators)),
                tuple(_signed(s) for s in reversed(sides)),
            )
            return ("relation", *min(written, mirrored, key=repr))
        case Sequence(opening, closing, items):
            keys = [_signed(item) for item in items]
            return (opening, closing, *(keys if opening in ("(", "[") else sorted(keys, key=repr)))
        case PlusMinus(left, right):
            return ("±", None if left is None else _signed(left), _signed(right))
    raise TypeError(type(node).__name__)
