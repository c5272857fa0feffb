"""A quick look, with ordinary floats, at whether two expressions may be equal at all."""

from __future__ import annotations

from fractions import Fraction
from math import isclose, isfinite, pi

from adapters.answers.evaluate import Undefined, points, real
from adapters.answers.forms import solved_for
from adapters.answers.tree import Node, Relation, Sequence, symbols

_ENOUGH = 2


def may_be_equal(left: Node, right: Node, *, positive: bool = False) -> bool:
    """Tell whether two trees may mean the same; False is certain, True is worth a closer look.

    Parameters
    ----------
    positive : bool
        Look only where all variables are positive, as school books do with roots.
    """
    if isinstance(left, Sequence | Relation) or isinstance(right, Sequence | Relation):
        return _relations(left, right)
    compared = 0
    for point in points(symbols(left) | symbols(right)):
        if positive:
            point = {name: abs(value) for name, value in point.items()}
        try:
            a, b = _value(left, point), _value(right, point)
        except Undefined:
            continue
        if not isclose(a, b, rel_tol=1e-6, abs_tol=1e-9):
            return False
        compared += 1
        if compared == _ENOUGH:
            break
    return compared > 0


def _relations(left: Node, right: Node) -> bool:
    if isinstance(left, Relation) and isinstance(right, Relation):
        return len(left.sides) == len(right.sides) and symbols(left) == symbols(right)
    if isinstance(left, Sequence) or isinstance(right, Sequence):
        return (
            isinstance(left, Sequence) and isinstance(right, Sequence) and len(left.items) == len(right.items)
        )
    solved = solved_for(left if isinstance(left, Relation) else right)
    other = right if isinstance(left, Relation) else left
    return solved is not None and may_be_equal(solved[1], other)


def _value(node: Node, point: dict[str, Fraction]) -> float:
    value = real(node, point, float, pi)
    if isinstance(value, complex) or not isfinite(value):
        raise Undefined
    return float(value)
