"""Our own small tree of mathematics: what the grammar builds and everything else reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is not negative, with the way in which it was written.

    Attributes
    ----------
    value : Fraction
    places : int
        Decimal places as written; 0 for whole and mixed numbers.
    mixed : tuple of int
        (whole, numerator, denominator) of a mixed number, else empty.
    """

    value: Fraction
    places: int = 0
    mixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A variable of one letter (perhaps with a subscript), ``pi`` or ``oo``."""

    name: str


@dataclass(frozen=True, slots=True)
class Neg:
    """The opposite of its operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of two or more terms; a subtracted term is a `Neg`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mul:
    """A product of two or more factors."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Div:
    """A quotient or a fraction."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Pow:
    """A power."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Root:
    """The real root of that index."""

    radicand: Node
    index: int = 2


@dataclass(frozen=True, slots=True)
class Abs:
    """An absolute value."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Percent:
    """So many per cent."""

    operand: Node


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """Both the sum and the difference of two terms; `left` is None for a sign in front."""

    left: Node | None
    right: Node


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation, an inequality or a chain of them.

    Attributes
    ----------
    operators : tuple of str
        ``=``, ``<``, ``>``, ``<=``, ``>=`` or ``!=``; one fewer than sides.
    """

    operators: tuple[str, ...]
    sides: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Several things: a point ``(``, a matrix or interval ``[``, a set ``{`` or a bare list (empty signs)."""

    opening: str
    closing: str
    items: tuple[Node, ...]


Node = Number | Symbol | Neg | Add | Mul | Div | Pow | Root | Abs | Percent | PlusMinus | Relation | Sequence


def children(node: Node) -> tuple[Node, ...]:
    """Give the parts of a node, from left to right."""
    match node:
        case Number() | Symbol():
            return ()
        case Neg(x) | Abs(x) | Percent(x) | Root(x, _):
            return (x,)
        case Add(parts) | Mul(parts) | Relation(_, parts) | Sequence(_, _, parts):
            return parts
        case Div(a, b) | Pow(a, b):
            return (a, b)
        case PlusMinus(left, right):
            return (right,) if left is None else (left, right)


def walk(node: Node) -> Iterator[Node]:
    """Go through a node and everything below it, without recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def symbols(node: Node) -> frozenset[str]:
    """Give the names of all variables."""
    return frozenset(n.name for n in walk(node) if isinstance(n, Symbol) and n.name not in ("pi", "oo"))


def integer(node: Node) -> int | None:
    """Give the value of a whole number as written, with its sign, or None."""
    if isinstance(node, Neg):
        inner = integer(node.operand)
        return None if inner is None else -inner
    if isinstance(node, Number) and not node.places and not node.mixed:
        return int(node.value)
    return None


def rational(node: Node) -> Fraction | None:
    """Give the exact value of a number or a fraction of whole numbers as written, with its sign, or None."""
    match node:
        case Number(value=value):
            return value
        case Neg(x):
            inner = rational(x)
            return None if inner is None else -inner
        case Div(a, b):
            top, bottom = rational(a), rational(b)
            return None if top is None or not bottom else top / bottom
    return None


def rename(node: Node, names: dict[str, str]) -> Node:
    """Give the same tree with its variables renamed."""
    if isinstance(node, Symbol):
        return Symbol(names.get(node.name, node.name))
    if isinstance(node, Number):
        return node
    return rebuild(node, tuple(rename(child, names) for child in children(node)))


def rebuild(node: Node, parts: tuple[Node, ...]) -> Node:
    """Give a node of the same kind with other parts, in the order of `children`."""
    match node:
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Root(_, index):
            return Root(parts[0], index)
        case PlusMinus(left, _):
            return PlusMinus(None if left is None else parts[0], parts[-1])
        case Relation(operators, _):
            return Relation(operators, parts)
        case Sequence(opening, closing, _):
            return Sequence(opening, closing, parts)
        case Div() | Pow() | Neg() | Abs() | Percent():
            return type(node)(*parts)
    return node
