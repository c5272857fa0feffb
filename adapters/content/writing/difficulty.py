"""A difficulty as teachers say it: how many of ten somebody who just masters it gets right."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import Final

STEPS: Final = (9.0, 8.0, 7.0, 5.0, 3.0)
"""From very easy to very hard; 7 is what a cut means where nobody says otherwise."""
ROOM: Final = 0.02
"""How far a share must lie above chance, and below 1, to say anything."""
_SAME: Final = 0.005


def difficulty_of(
    of_ten: float, cuts: Sequence[float], discrimination: float, guessing: float
) -> float | None:
    """The difficulty in logits; None where guessing alone gets as many right.

    Parameters
    ----------
    of_ten : float
    cuts : sequence of float
        Of the competencies that it is about; none counts as one at 0.
    discrimination, guessing : float
        Of the item; nobody slips.
    """
    known = (of_ten / 10 - guessing) / (1 - guessing)
    if not ROOM <= known <= 1 - ROOM:
        return None
    return _middle(cuts) - log(known / (1 - known)) / discrimination


def of_ten(difficulty: float, cuts: Sequence[float], discrimination: float, guessing: float) -> float:
    """How many of ten somebody who just masters it gets right."""
    known = 1 / (1 + exp(-max(-500.0, min(500.0, discrimination * (_middle(cuts) - difficulty)))))
    return 10 * (guessing + (1 - guessing) * known)


def step_of(difficulty: float, cuts: Sequence[float], discrimination: float, guessing: float) -> float | None:
    """The step that a difficulty is, if it is one."""
    share = of_ten(difficulty, cuts, discrimination, guessing)
    return next((step for step in STEPS if abs(step - share) < _SAME), None)


def _middle(cuts: Sequence[float]) -> float:
    """Where somebody stands who is at every cut, on the item's own line."""
    return sum(cuts) / sqrt(len(cuts)) if cuts else 0.0
