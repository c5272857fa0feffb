"""What an itinerary is worth in the gradebook: the share of its steps that were done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

COUNTED = frozenset({"core", "reinforcement"})
"""Kinds of steps that count. What goes further, looks back or is done with others is not owed by anybody."""


class Counted(Protocol):
    """A step as far as the grade needs it."""

    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...


def itinerary_score(steps: Iterable[Counted], maximum: float) -> float:
    """The score of an itinerary as it stands now.

    Parameters
    ----------
    steps : iterable
        All steps of one itinerary, in any order, with ``kind`` and ``state``.
    maximum : float
        The score of an itinerary whose counted steps are all done.

    Returns
    -------
    float
        `maximum` also where the itinerary asks for nothing that counts: then all of it is mastered.
    """
    counted = [step.state == "done" for step in steps if step.kind in COUNTED]
    share = sum(counted) / len(counted) if counted else 1.0
    return round(share * maximum, 2)
