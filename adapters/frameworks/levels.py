"""Cuts of levels where nobody has said any yet."""

from __future__ import annotations

from dataclasses import replace

from adapters.frameworks.base import FrameworkSpec

SPACING = 1.0
"""Logits from one level to the next: an assumption, until answers or teachers say otherwise."""


def even_cuts(levels: int, target: int | None = None) -> tuple[float, ...]:
    """Give cuts that ascend by equal steps, 0 at the target level.

    Parameters
    ----------
    levels : int
        How many; none gives the single cut of what is reached or not.
    target : int or None
        Position of the level whose cut is 0; None for the middle one, the lower of two.
    """
    if levels == 0:
        return (0.0,)
    middle = (levels - 1) // 2 if target is None else target
    return tuple(SPACING * (level - middle) for level in range(levels))


def with_target(spec: FrameworkSpec, level: str) -> FrameworkSpec:
    """Move the cuts of every competency so that the one of a level is 0, as beliefs begin there.

    Competencies with a single cut stay: they are reached or not, whatever the level.

    Raises
    ------
    ValueError
        The framework has no such level.
    """
    target = [known.code for known in spec.levels].index(level)
    moved = (
        replace(c, cuts=tuple(cut - c.cuts[target] for cut in c.cuts)) if len(c.cuts) > 1 else c
        for c in spec.competencies
    )
    return replace(spec, competencies=tuple(moved))
