"""The picture of one competency of a student over time: best guess, and how far it may be off.

Drawn as `lti_tool.web.pictures` draws, with colours by class; a table of the page says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from lti_tool.actions.profile_pages import Moment, OccasionView, Range, Trajectory

DAY: Final = 86_400.0
LEAD: Final = 0.08
"""Share of the width before the first occasion: there stands what is thought of somebody nobody knows."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture in its own units; `left` and `low` are room for the numbers beside it."""

    width: float
    height: float
    left: float = 2.0
    low: float = 4.0
    numbers: bool = False


SMALL: Final = Size(240, 84)
LARGE: Final = Size(420, 190, left=22.0, low=8.0, numbers=True)


def trajectory(
    one: Trajectory, occasions: Sequence[OccasionView], label: str, size: Size = SMALL
) -> Markup:
    """Band, line and dots of a competency over time.

    Parameters
    ----------
    one : Trajectory
    occasions : sequence of OccasionView
        Of the page: those about this competency have a dot, a teacher's decision one of another shape.
    label : str
        The text alternative.
    """
    across = places(one.moments, size)
    needed = _y(one.needed, size)
    drawn = [_grid(size)]
    corners = _corners(one.moments, across, size)
    upper = [(x, _y(known.high, size)) for x, known in corners]
    lower = [(x, _y(known.low, size)) for x, known in reversed(corners)]
    drawn.append(f'<polygon class="traj-band" points="{_points([*upper, *lower])}"/>')
    drawn.append(f'<path class="traj-needed" d="M{size.left:g} {needed:.1f}H{size.width:g}"/>')
    middle = [(x, _y(known.at, size)) for x, known in corners]
    drawn.append(f'<polyline class="traj-line" points="{_points(middle)}"/>')
    for x, moment in zip(across, one.moments, strict=True):
        kind = _kind(one.code, moment, occasions)
        if kind:
            drawn.append(_dot(x, _y(moment.after.at, size), kind))
    return Markup(  # noqa: S704 - numbers and our own marks; the label is escaped
        f'<svg class="trajectory" role="img" aria-label="{escape(label)}" focusable="false" '
        f'viewBox="0 0 {size.width:g} {size.height:g}">{"".join(drawn)}</svg>'
    )


def places(moments: Sequence[Moment], size: Size) -> list[float]:
    """Where each moment stands across: by its time, or one beside the other where all was within a day."""
    start = size.left + LEAD * (size.width - size.left)
    room = size.width - start - 7.0
    begin = moments[0].at
    seconds = [(one.at - begin).total_seconds() for one in moments]
    if seconds[-1] < DAY:
        seconds = [float(number) for number in range(len(moments))]
    whole = seconds[-1] or 1.0
    return [start + room * max(0.0, one) / whole for one in seconds]


def _corners(
    moments: Sequence[Moment], across: Sequence[float], size: Size
) -> list[tuple[float, Range]]:
    """What was known along the way: at every occasion first before it, then after it."""
    corners = [(size.left, moments[0].before)]
    for x, moment in zip(across, moments, strict=True):
        if moment.occasion >= 0:
            corners.append((x, moment.before))
        corners.append((x, moment.after))
    return corners


def _kind(code: str, moment: Moment, occasions: Sequence[OccasionView]) -> str:
    if moment.occasion < 0:
        return "today"
    occasion = occasions[moment.occasion]
    return occasion.kind if code in occasion.about else ""


def _dot(x: float, y: float, kind: str) -> str:
    if kind == "today":
        return f'<circle class="traj-today" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    if kind == "override":
        return f'<path class="traj-dot" d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z"/>'
    return f'<circle class="traj-dot" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>'


def _grid(size: Size) -> str:
    """Lines at none, half and all right."""
    lines = []
    for share, number in ((0.0, "0"), (0.5, "5"), (1.0, "10")):
        y = _y(share, size)
        lines.append(f'<path class="traj-grid" d="M{size.left:g} {y:.1f}H{size.width:g}"/>')
        if size.numbers:
            lines.append(
                f'<text class="traj-number" x="{size.left - 5:g}" y="{y:.1f}" dy=".35em">{number}</text>'
            )
    return "".join(lines)


def _y(share: float, size: Size) -> float:
    top = size.low
    return top + (1 - min(1.0, max(0.0, share))) * (size.height - size.low - top)


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
