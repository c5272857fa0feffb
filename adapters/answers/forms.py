"""Whether an answer stands in the form that an item asks for.

Each form is a rule about what is written, so that a right value in a wrong form can be told from a wrong
value. The rules say what must *not* stand there and leave everything else free: ``5(2 + √3)`` and
``10 + 5√3`` are both simplified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from adapters.answers.simplified import is_simplified
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
    Relation,
    Root,
    Sequence,
    Symbol,
    integer,
    rational,
    symbols,
    walk,
)
from adapters.content.base import AnswerForm


@dataclass(frozen=True, slots=True)
class Factoring:
    """The two questions about polynomials that the rules ask, answered by `algebra` in the worker."""

    irreducible: Callable[[Node], bool]
    coprime: Callable[[Node, Node], bool]


def has_form(node: Node, form: AnswerForm, factoring: Factoring) -> bool:
    """Tell whether a tree, whose value is right already, stands in that form."""
    if form == "any":
        return True
    if isinstance(node, Sequence):
        return all(has_form(item, form, factoring) for item in node.items)
    if form == "equation":
        return isinstance(node, Relation) and set(node.operators) == {"="}
    if isinstance(node, Relation):
        return all(has_form(side, form, factoring) for side in node.sides)
    rules: dict[str, Callable[[], bool]] = {
        "decimal": lambda: _is_decimal(node),
        "fraction": lambda: _is_fraction(node, factoring),
        "expanded": lambda: _is_expanded(node, factoring),
        "factored": lambda: _is_factored(node, factoring),
        "simplified": lambda: is_simplified(node, factoring.coprime),
    }
    return rules[form]()


def solved_for(node: Node) -> tuple[str, Node] | None:
    """Give variable and value of an equation that has a bare variable on one side only, else None."""
    if not isinstance(node, Relation) or len(node.sides) != 2:
        return None
    for side, other in (node.sides, node.sides[::-1]):
        if isinstance(side, Symbol) and side.name not in symbols(other):
            return side.name, other
    return None


def _is_decimal(node: Node) -> bool:
    """No fraction, root or per cent; a number is one number."""
    if any(isinstance(n, Div | Root | Percent) or (isinstance(n, Number) and n.mixed) for n in walk(node)):
        return False
    if symbols(node):
        return True
    return isinstance(node.operand if isinstance(node, Neg) else node, Number)


def _is_fraction(node: Node, factoring: Factoring) -> bool:
    """One fraction in lowest terms: a whole or mixed number, or a quotient with nothing divided inside."""
    node = node.operand if isinstance(node, Neg) else node
    if any(isinstance(n, Percent) or (isinstance(n, Number) and n.places) for n in walk(node)):
        return False
    if isinstance(node, Number):
        return not node.mixed or gcd(node.mixed[1], node.mixed[2]) == 1
    if not symbols(node) and rational(node) is None and not _holds_root(node):
        return False
    below = [n for n in walk(node) if isinstance(n, Div)]
    if len(below) > 1 or (below and isinstance(node, Add)):
        return False
    if isinstance(node, Add | Mul) and not below:
        return is_simplified(node, factoring.coprime)
    return all(_lowest(n, factoring) for n in below)


def _lowest(node: Div, factoring: Factoring) -> bool:
    top, bottom = integer(node.numerator), integer(node.denominator)
    if top is not None and bottom is not None:
        return bottom not in (0, 1) and gcd(top, bottom) == 1
    return is_simplified(node, factoring.coprime)


def _holds_root(node: Node) -> bool:
    return any(isinstance(n, Root) for n in walk(node))


def _is_expanded(node: Node, factoring: Factoring) -> bool:
    """A sum of single terms: no sum inside a product, a power or a divided numerator."""
    for part in walk(node):
        match part:
            case Mul(factors) if any(isinstance(f, Add) for f in factors):
                return False
            case Mul(factors) if any(isinstance(f, Neg) and isinstance(f.operand, Add) for f in factors):
                return False
            case Neg(Add()) | Pow(Add() | Mul() | Div() | Pow() | Neg(), _) | Div(Add(), _):
                return False
    return is_simplified(node, factoring.coprime)


def _is_factored(node: Node, factoring: Factoring) -> bool:
    """A product (or one power or prime) whose sums have no factor left to take out."""
    match node:
        case Neg(inner):
            return _is_factored(inner, factoring)
        case Div(top, bottom):
            return _is_factored(top, factoring) and _is_factored(bottom, factoring)
        case Mul(factors):
            return all(_is_factored(f, factoring) or isinstance(f, Number) for f in factors)
        case Pow(base, exponent):
            return not symbols(exponent) and (_is_factored(base, factoring) or isinstance(base, Number))
        case Add():
            return factoring.irreducible(node)
        case Number():
            return _is_prime(node)
        case Symbol() | Root() | Abs():
            return True
    return False


def _is_prime(number: Number) -> bool:
    value = number.value
    if value.denominator != 1 or number.places or value > 10**9:
        return False
    whole = int(value)
    return whole == 1 or (whole > 1 and all(whole % d for d in range(2, int(whole**0.5) + 1)))
