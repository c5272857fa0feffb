"""What comes before what, drawn: competencies in columns by how much must come before them.

SVG as a pure function of values; colours come from the style sheet by class. The table beside it says the
same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from adapters.frameworks.base import FrameworkSpec

MOST_DRAWN: Final = 40
"""Competencies that a picture holds and can still be read; beyond, one area at a time."""

_WIDTH, _HEIGHT = 164, 58
_GAP_X, _GAP_Y = 42, 14
_PASSING = 10
"""Height that a line needs where it passes a column that it has nothing to do with."""
_MARGIN = 6
_FITS: Final = 1300
"""Units: a picture up to this wide may shrink to its page and can still be read."""
_LINE, _LETTERS, _LINES = 15, 22, 3
_SWEEPS = 4

Passing = tuple[str, str, int]
"""A line in a column that it only passes: from, to, column."""


@dataclass(frozen=True, slots=True)
class Node:
    """A competency in the picture; `outside`: it belongs to an area that is not the one shown."""

    code: str
    name: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a list is drawn.

    Attributes
    ----------
    codes : tuple of str
        Competencies in their order.
    pairs : tuple of (before, after)
    outside : frozenset of str
        Those of other areas that come right before or after.
    too_many : bool
        There are more than can be drawn: nothing is.
    """

    codes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    outside: frozenset[str]
    too_many: bool


def choose(spec: FrameworkSpec, areas: frozenset[str] = frozenset()) -> Chosen:
    """Say what a picture shows: everything connected, or what is connected with some areas.

    Parameters
    ----------
    areas : frozenset of str
        Codes; empty: all of them.
    """
    home = {competency.code: competency.area for competency in spec.competencies}
    pairs = tuple(
        dict.fromkeys(
            (before, after)
            for before, after in spec.prerequisites
            if before in home
            and after in home
            and (not areas or home[before] in areas or home[after] in areas)
        )
    )
    connected = {code for pair in pairs for code in pair}
    codes = tuple(code for code in home if code in connected)
    outside = frozenset(code for code in codes if areas and home[code] not in areas)
    return Chosen(codes, pairs, outside, len(codes) > MOST_DRAWN)


def layers_of(codes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str | Passing]]:
    """Put competencies into columns: each one right of all that comes before it.

    Lines that go on over further columns have a place of their own in each of them. Competencies on a circle,
    and what hangs on it, stand in the column after those that could be placed.
    """
    depth = _depths(codes, pairs)
    layers: list[list[str | Passing]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for code in codes:
        layers[depth[code]].append(code)
    before: dict[str | Passing, list[str | Passing]] = {}
    after: dict[str | Passing, list[str | Passing]] = {}
    for first, then in pairs:
        way = way_of(first, then, depth)
        for one, other in pairwise(way):
            after.setdefault(one, []).append(other)
            before.setdefault(other, []).append(one)
        for place in way[1:-1]:
            if isinstance(place, tuple):
                layers[place[2]].append(place)
    for _ in range(_SWEEPS):
        for column in range(1, len(layers)):
            _settle(layers, column, before)
        for column in range(len(layers) - 2, -1, -1):
            _settle(layers, column, after)
    return layers


def way_of(first: str, then: str, depth: Mapping[str, int]) -> list[str | Passing]:
    """The places on the way from one competency to another."""
    passed: list[str | Passing] = [(first, then, column) for column in range(depth[first] + 1, depth[then])]
    return [first, *passed, then]


def _depths(codes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    before: dict[str, list[str]] = {code: [] for code in codes}
    after: dict[str, list[str]] = {code: [] for code in codes}
    for first, then in pairs:
        before[then].append(first)
        after[first].append(then)
    waiting = {code: len(before[code]) for code in codes}
    depth: dict[str, int] = {}
    ready = [code for code in codes if not waiting[code]]
    for code in ready:  # grows while it is read
        depth[code] = max((depth[one] + 1 for one in before[code]), default=0)
        for then in after[code]:
            waiting[then] -= 1
            if not waiting[then]:
                ready.append(then)
    last = max(depth.values(), default=-1) + 1
    return {code: depth.get(code, last) for code in codes}


def _settle(
    layers: list[list[str | Passing]],
    column: int,
    near: Mapping[str | Passing, Sequence[str | Passing]],
) -> None:
    """Order a column by where the neighbours of what stands in it are, so that fewer lines cross."""
    heights = {one: row - len(layer) / 2 for layer in layers for row, one in enumerate(layer)}

    def wanted(one: str | Passing) -> float:
        found = [heights[other] for other in near.get(one, ())]
        return sum(found) / len(found) if found else heights[one]

    layers[column].sort(key=wanted)


def graph(nodes: Sequence[Node], pairs: Sequence[tuple[str, str]], label: str) -> Markup:
    """The picture.

    Parameters
    ----------
    nodes : sequence of Node
    pairs : sequence of (before, after)
        Codes of nodes.
    label : str
        The text alternative.
    """
    by_code = {node.code: node for node in nodes}
    layers = layers_of(tuple(by_code), pairs)
    tallest = max((_taken(layer) for layer in layers), default=0)
    height = 2 * _MARGIN + tallest
    width = 2 * _MARGIN + max(0, len(layers) * (_WIDTH + _GAP_X) - _GAP_X)
    middles: dict[str | Passing, tuple[float, float]] = {}
    for column, layer in enumerate(layers):
        y = _MARGIN + (tallest - _taken(layer)) / 2
        for one in layer:
            middles[one] = (_MARGIN + column * (_WIDTH + _GAP_X), y + _tall(one) / 2)
            y += _tall(one) + _GAP_Y
    depth = {code: column for column, layer in enumerate(layers) for code in layer if isinstance(code, str)}
    lines = "".join(
        _arrow([middles[place] for place in way_of(before, after, depth)]) for before, after in pairs
    )
    boxes = "".join(_box(by_code[one], middle) for one, middle in middles.items() if isinstance(one, str))
    fits = " order-fits" if width <= _FITS else ""
    return Markup(  # noqa: S704 - names and the label are escaped
        f'<svg class="order-graph{fits}" role="img" aria-label="{escape(label)}" focusable="false" '
        f'width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}">'
        '<defs><marker id="order-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z" class="order-tip"/></marker></defs>'
        f"{lines}{boxes}</svg>"
    )


def _tall(one: str | Passing) -> int:
    return _HEIGHT if isinstance(one, str) else _PASSING


def _taken(layer: Sequence[str | Passing]) -> int:
    return sum(_tall(one) + _GAP_Y for one in layer) - _GAP_Y if layer else 0


def _arrow(way: Sequence[tuple[float, float]]) -> str:
    """A line through the left middles of its places, straight where it passes a column."""
    bend = _GAP_X * 0.55
    x, y = way[0][0] + _WIDTH, way[0][1]
    drawn = f"M{x:g} {y:g}"
    for number, (left, middle) in enumerate(way[1:], 2):
        end = left - 2 if number == len(way) else left
        drawn += f"C{x + bend:g} {y:g} {end - bend:g} {middle:g} {end:g} {middle:g}"
        x, y = left + _WIDTH, middle
        if number < len(way):
            drawn += f"H{x:g}"
    return f'<path class="order-line" marker-end="url(#order-tip)" d="{drawn}"/>'


def _box(node: Node, middle: tuple[float, float]) -> str:
    x, y = middle[0], middle[1] - _HEIGHT / 2
    lines = wrap(node.name)
    first = y + _HEIGHT / 2 - (len(lines) - 1) * _LINE / 2 + 4.5
    texts = "".join(
        f'<text x="{x + _WIDTH / 2:g}" y="{first + place * _LINE:g}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    outside = " order-outside" if node.outside else ""
    return (
        f'<g class="order-node{outside}"><title>{escape(node.code)}: {escape(node.name)}</title>'
        f'<rect x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>{texts}</g>'
    )


def wrap(name: str) -> list[str]:
    """A name in at most three lines that fit a box; what does not fit ends in three dots."""
    lines = [""]
    for word in name.split():
        whole = f"{lines[-1]} {word}".strip()
        if len(whole) <= _LETTERS:
            lines[-1] = whole
            continue
        if lines[-1]:
            lines.append("")
        lines[-1] = word if len(word) <= _LETTERS else f"{word[: _LETTERS - 1]}…"
    if len(lines) > _LINES:
        last = lines[_LINES - 1]
        lines = [*lines[: _LINES - 1], f"{last[: _LETTERS - 1].rstrip()}…"]
    return lines
