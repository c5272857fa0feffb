"""Curves, changes and comparisons as SVG; every number of them also stands in a table of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from markupsafe import Markup, escape

from personalization.calibration.items import CurvePoint

from .analyses_words import just_masters

WIDTH, HEIGHT = 360.0, 200.0
LEFT, FOOT = 34.0, 30.0
REACH = 3.0
"""Logits to either side of "just masters it" that the curve shows."""
_ROW = 26.0
_NAMED = 96.0
"""Units at the left of `changes` for names."""


def curve(
    parameters: tuple[float, float, float, float] | None, points: Sequence[CurvePoint], texts: CurveTexts
) -> Markup:
    """Share right by proficiency: the curve that the engine reckons with, and what was observed."""
    drawn = [f'<path class="curve-frame" d="M{LEFT} 8V{HEIGHT - FOOT}H{WIDTH - 6}"/>']
    for share in (0, 50, 100):
        y = _high(share / 100)
        drawn.append(f'<path class="curve-grid" d="M{LEFT} {y:.1f}H{WIDTH - 6}"/>')
        drawn.append(f'<text class="curve-text curve-left" x="{LEFT - 6}" y="{y + 4:.1f}">{share}</text>')
    middle = _across(0.0)
    drawn.append(f'<path class="curve-cut" d="M{middle:.1f} 8V{HEIGHT - FOOT}"/>')
    drawn.append(
        f'<text class="curve-text curve-middle" x="{middle:.1f}" y="{HEIGHT - 10}">{escape(texts.cut)}</text>'
    )
    drawn.append(f'<text class="curve-text" x="{LEFT}" y="{HEIGHT - 10}">{escape(texts.less)}</text>')
    drawn.append(
        f'<text class="curve-text curve-left" x="{WIDTH - 6}" y="{HEIGHT - 10}">{escape(texts.more)}</text>'
    )
    if parameters is not None:
        steps = [REACH * (step / 30 - 1) for step in range(61)]
        line = " ".join(f"{_across(at):.1f},{_high(_right(parameters, at)):.1f}" for at in steps)
        drawn.append(f'<polyline class="curve-line" points="{line}"/>')
    for point in points:
        x, y = _across(point.ability), _high(point.observed)
        low, high = (
            _high(max(0.0, point.observed - 1.96 * point.se)),
            _high(min(1.0, point.observed + 1.96 * point.se)),
        )
        drawn.append(
            f'<path class="curve-bar" d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 4:.1f} {low:.1f}h8'
            f'M{x - 4:.1f} {high:.1f}h8"/>'
        )
        drawn.append(f'<circle class="curve-point" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>')
    return _svg("curve", texts.label, "".join(drawn), WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class CurveTexts:
    """What stands in the picture of a curve."""

    label: str
    less: str
    cut: str
    more: str


def _right(parameters: tuple[float, float, float, float], at: float) -> float:
    a, b, c, slip = parameters
    return c + (1 - slip - c) / (1 + exp(-max(min(a * (at - b), 60.0), -60.0)))


def _across(ability: float) -> float:
    inside = min(REACH, max(-REACH, ability))
    return LEFT + (inside + REACH) / (2 * REACH) * (WIDTH - LEFT - 12)


def _high(share: float) -> float:
    return 10 + (1 - share) * (HEIGHT - FOOT - 10)


@dataclass(frozen=True, slots=True)
class Change:
    """A question's difficulty before and after, in logits with its standard errors."""

    name: str
    old: dict[str, float]
    new: dict[str, float]


def changes(rows: Sequence[Change], label: str) -> Markup:
    """Of ten students who just master the topic, how many get it right: before (ring) and now (dot)."""
    height = _ROW * len(rows) + 26
    drawn = []
    for ten in (0, 2, 4, 6, 8, 10):
        x = _ten(ten)
        drawn.append(f'<path class="curve-grid" d="M{x:.1f} 4V{height - 22}"/>')
        drawn.append(f'<text class="curve-text curve-middle" x="{x:.1f}" y="{height - 6}">{ten}</text>')
    for place, row in enumerate(rows):
        y = _ROW * place + 16
        old, new = just_masters(row.old), just_masters(row.new)
        low, high = (
            just_masters({**row.new, "b": row.new["b"] + sign * 1.96 * row.new["b_se"]}) for sign in (1, -1)
        )
        drawn.append(f'<text class="curve-text" x="0" y="{y + 4}">{escape(_short(row.name))}</text>')
        drawn.append(f'<path class="change-way" d="M{_ten(old):.1f} {y}H{_ten(new):.1f}"/>')
        drawn.append(_whisker(_ten(low), _ten(high), y))
        drawn.append(f'<circle class="change-old" cx="{_ten(old):.1f}" cy="{y}" r="5"/>')
        drawn.append(f'<circle class="curve-point" cx="{_ten(new):.1f}" cy="{y}" r="5"/>')
    return _svg("changes", label, "".join(drawn), WIDTH, height)


def _ten(number: float) -> float:
    return _NAMED + number / 10 * (WIDTH - _NAMED - 12)


def _short(name: str) -> str:
    # Codes of one bank begin alike and differ at their end.
    return name if len(name) <= 14 else f"{name[:4]}…{name[-9:]}"


@dataclass(frozen=True, slots=True)
class Gap:
    """How much harder a question is for a group: on the scale of ETS, with its standard error and class."""

    name: str
    delta: float
    error: float
    size: str


def gaps(rows: Sequence[Gap], label: str, harder: str, easier: str) -> Markup:
    """Differences between groups with their doubt; the band in the middle does not matter."""
    height = _ROW * len(rows) + 26
    most = max([3.0, *(abs(row.delta) + 1.96 * row.error for row in rows)])
    most = min(most, 8.0)

    def across(delta: float) -> float:
        inside = min(most, max(-most, delta))
        return _NAMED + (inside + most) / (2 * most) * (WIDTH - _NAMED - 12)

    drawn = [
        f'<rect class="gap-band" x="{across(-1):.1f}" y="4" width="{across(1) - across(-1):.1f}" '
        f'height="{height - 26}"/>',
        f'<path class="curve-cut" d="M{across(0):.1f} 4V{height - 22}"/>',
        f'<text class="curve-text" x="{_NAMED}" y="{height - 6}">{escape(harder)}</text>',
        f'<text class="curve-text curve-left" x="{WIDTH - 6}" y="{height - 6}">{escape(easier)}</text>',
    ]
    for place, row in enumerate(rows):
        y = _ROW * place + 16
        low, high = across(row.delta - 1.96 * row.error), across(row.delta + 1.96 * row.error)
        drawn.append(f'<text class="curve-text" x="0" y="{y + 4}">{escape(_short(row.name))}</text>')
        drawn.append(_whisker(low, high, y))
        shape = "curve-point" if row.size != "A" else "change-old"
        drawn.append(f'<circle class="{shape}" cx="{across(row.delta):.1f}" cy="{y}" r="5"/>')
    return _svg("gaps", label, "".join(drawn), WIDTH, height)


def _whisker(low: float, high: float, y: float) -> str:
    """A line with ends, from one place to another."""
    return f'<path class="curve-bar" d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8"/>'


def _svg(name: str, label: str, body: str, width: float, height: float) -> Markup:
    return Markup(  # noqa: S704 - numbers, and texts escaped above
        f'<svg class="answers-picture {name}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(label)}" focusable="false">{body}</svg>'
    )
