"""Geometry and description of the bar that shows one competency with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from lti_tool.actions.pages import CompetencyView

from .sentences import word_name
from .translation import gettext

WIDTH = 400.0
"""Units of the picture from the left end to the right end."""
_CUTS = (0.0, 0.1, 0.5, 0.9, 1.0)
_MARGIN = 7.0


@dataclass(frozen=True, slots=True)
class MasteryBar:
    """Positions in the picture's units, rounded to a tenth, and what it shows in words."""

    at: float
    low: float
    width: float
    label: str


def position(mastery: float) -> float:
    """Place of a chance of mastery, where each of the four words has a quarter of the width.

    Parameters
    ----------
    mastery : float
        Between 0 and 1. The words change at 0.1, 0.5 and 0.9.
    """
    mastery = min(1.0, max(0.0, mastery))
    for quarter, (low, high) in enumerate(pairwise(_CUTS)):
        if mastery <= high:
            return WIDTH / 4 * (quarter + (mastery - low) / (high - low))
    return WIDTH


def mastery_bar(view: CompetencyView) -> MasteryBar:
    """Where dot and range of a competency stand on its bar."""
    low, high = position(view.low), position(view.high)
    # A range of no width would vanish: it is drawn at least as wide as the dot.
    low, high = min(low, WIDTH - 2 * _MARGIN), max(high, 2 * _MARGIN)
    if high - low < 2 * _MARGIN:
        middle = min(WIDTH - _MARGIN, max(_MARGIN, (low + high) / 2))
        low, high = middle - _MARGIN, middle + _MARGIN
    label = gettext(
        "%(word)s; the chance that this is mastered lies between %(low)d and %(high)d in 100",
        word=word_name(view.word),
        low=round(100 * view.low),
        high=round(100 * view.high),
    )
    at = min(WIDTH - _MARGIN, max(_MARGIN, position(view.mastery)))
    return MasteryBar(round(at, 1), round(low, 1), round(high - low, 1), label)
