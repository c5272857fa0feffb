"""Geometry and description of the bar that shows one competency with its uncertainty.

The scale is one that a learner can picture: of ten such questions, how many would be right.
"""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.actions.result_pages import CompetencyView

from .sentences import word_name
from .translation import gettext

QUESTIONS = 10
"""Parts of the bar: "so many of ten such questions"."""
WIDTH = 400.0
"""Units of the picture from no question right to all of them right."""
NARROWEST = 16.0
"""Units: a range of no width would vanish, so it is drawn at least as wide as its dot."""


@dataclass(frozen=True, slots=True)
class MasteryBar:
    """Positions in the picture's units, rounded to a tenth, and what it shows in words.

    Attributes
    ----------
    at, low, width : float
        The dot, the left end and the width of the range.
    needed : float
        The mark of someone who just masters it.
    parts : tuple of (left end, width)
        The ten parts of the scale.
    """

    at: float
    low: float
    width: float
    needed: float
    parts: tuple[tuple[float, float], ...]
    label: str


def mastery_bar(view: CompetencyView) -> MasteryBar:
    """Where dot, range and mark of a competency stand on its bar."""
    low, high = _place(view.low), _place(view.high)
    if high - low < NARROWEST:
        middle = _inside((low + high) / 2)
        low, high = middle - NARROWEST / 2, middle + NARROWEST / 2
    gap, part = 2.0, WIDTH / QUESTIONS
    label = gettext(
        "%(word)s. Of 10 such questions about %(at)d would be right, between %(low)d and %(high)d; "
        "it is mastered from %(needed)d on.",
        word=word_name(view.word),
        at=of_ten(view.expected),
        low=of_ten(view.low),
        high=of_ten(view.high),
        needed=of_ten(view.needed),
    )
    return MasteryBar(
        at=round(_inside(_place(view.expected)), 1),
        low=round(low, 1),
        width=round(high - low, 1),
        needed=round(_place(view.needed), 1),
        parts=tuple((round(n * part + gap / 2, 1), part - gap) for n in range(QUESTIONS)),
        label=label,
    )


def of_ten(share: float) -> int:
    """A share of right answers as "so many of ten"."""
    return round(QUESTIONS * share)


def _place(share: float) -> float:
    return WIDTH * min(1.0, max(0.0, share))


def _inside(place: float) -> float:
    return min(WIDTH - NARROWEST / 2, max(NARROWEST / 2, place))
