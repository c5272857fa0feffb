"""Whether an answer has the value of a key: expressions, equations, inequalities, points, sets and lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from adapters.answers.canonical import follow_case
from adapters.answers.evaluate import Undefined, exact, is_arithmetic
from adapters.answers.forms import solved_for
from adapters.answers.tree import Add, Neg, Node, Relation, Sequence, Symbol, symbols

T = TypeVar("T")


class Algebra(Protocol):
    """What comparing needs of `adapters.answers.algebra`, or of its small stand-in for plain arithmetic."""

    def equal(self, left: Node, right: Node) -> bool:
        """Tell whether two expressions have the same value."""

    def ratio(self, left: Node, right: Node) -> Any | None:
        """Give the constant between two expressions, or None."""

    def difference(self, left: Node, right: Node) -> Fraction | None:
        """Give the distance between two numbers, or None."""

    def irreducible(self, node: Node) -> bool:
        """Tell whether a sum cannot be factored."""

    def coprime(self, top: Node, bottom: Node) -> bool:
        """Tell whether a fraction of polynomials cannot be reduced."""


class NeedsAlgebra(Exception):
    """Raised by `Arithmetic` where numbers alone do not decide."""


class Arithmetic:
    """Exact rational arithmetic: what can be compared at once, without the worker."""

    def equal(self, left: Node, right: Node) -> bool:
        """Compare two rational numbers."""
        try:
            return _number(left) == _number(right)
        except Undefined:
            return False

    def difference(self, left: Node, right: Node) -> Fraction | None:
        """Give the distance between two rational numbers."""
        try:
            return abs(_number(left) - _number(right))
        except Undefined:
            return None

    def ratio(self, left: Node, right: Node) -> Any | None:
        """Leave equations to the worker."""
        raise NeedsAlgebra

    def irreducible(self, node: Node) -> bool:
        """Leave factoring to the worker."""
        raise NeedsAlgebra

    def coprime(self, top: Node, bottom: Node) -> bool:
        """Leave cancelling to the worker, except of numbers, which hold no variable."""
        if symbols(top) or symbols(bottom):
            raise NeedsAlgebra
        return True


def _number(node: Node) -> Fraction:
    if not is_arithmetic(node):
        raise NeedsAlgebra
    return exact(node)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way of comparing.

    Attributes
    ----------
    algebra : Algebra
    tolerance : float
        Greatest distance between numbers that counts as none.
    """

    algebra: Algebra
    tolerance: float = 0.0

    def equivalent(self, answer: Node, key: Node) -> bool:
        """Tell whether both mean the same."""
        answer = follow_case(answer, key)
        if isinstance(key, Sequence):
            return isinstance(answer, Sequence) and self._sequences(answer, key)
        if isinstance(answer, Sequence):
            return False
        if isinstance(key, Relation) and isinstance(answer, Relation):
            return self._relations(answer, key)
        if isinstance(key, Relation):
            solved = solved_for(key)
            return solved is not None and key.operators == ("=",) and self._expressions(answer, solved[1])
        if isinstance(answer, Relation):
            solved = solved_for(answer)
            named = solved is not None and answer.operators == ("=",) and solved[0] not in symbols(key)
            return solved is not None and named and self._expressions(solved[1], key)
        return self._expressions(answer, key)

    def _expressions(self, answer: Node, key: Node) -> bool:
        if isinstance(answer, Symbol) and isinstance(key, Symbol):
            return answer == key
        if self.tolerance and not symbols(answer) and not symbols(key):
            distance = self.algebra.difference(answer, key)
            return distance is not None and bool(
                distance <= Fraction(self.tolerance).limit_denominator(10**12)
            )
        return self.algebra.equal(answer, key)

    def _sequences(self, answer: Sequence, key: Sequence) -> bool:
        if len(answer.items) != len(key.items):
            return False
        if key.opening in ("(", "["):
            same = (answer.opening, answer.closing) in ((key.opening, key.closing), ("", ""))
            return same and all(map(self.equivalent, answer.items, key.items))
        if answer.opening == "[" or (key.opening == "{" and answer.opening == "("):
            return False
        return _match_up(answer.items, key.items, self.equivalent)

    def _relations(self, answer: Relation, key: Relation) -> bool:
        if len(answer.operators) != len(key.operators):
            return False
        return _match_up(_pairs(answer), _pairs(key), self._same_relation)

    def _same_relation(self, answer: tuple[str, Node], key: tuple[str, Node]) -> bool:
        if answer[0] != key[0]:
            return False
        factor = self.algebra.ratio(answer[1], key[1])
        return factor is not None and (answer[0] in ("=", "!=") or bool(factor > 0))


def _pairs(relation: Relation) -> tuple[tuple[str, Node], ...]:
    """Write each link of a chain as something compared with zero; ``=``, ``!=``, ``<`` and ``<=`` remain."""
    pairs = []
    for operator, left, right in zip(relation.operators, relation.sides, relation.sides[1:], strict=False):
        if operator in (">", ">="):
            operator, left, right = "<" + operator[1:], right, left
        pairs.append((operator, Add((left, Neg(right)))))
    return tuple(pairs)


def _match_up(left: tuple[T, ...], right: tuple[T, ...], same: Callable[[T, T], bool]) -> bool:
    """Tell whether the two hold the same, in any order."""
    rest = list(right)
    for one in left:
        for place, other in enumerate(rest):
            if same(one, other):
                del rest[place]
                break
        else:
            return False
    return not rest
