"""How evenly a matching asks of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadSpread:
    """How the tutees are spread over the tutors.

    Attributes
    ----------
    busiest : int
        Most tutees that one tutor has.
    used : int
        Tutors with at least one tutee.
    able : int
        Tutors who could have had one.
    evenness : float
        Jain's index of the loads of those able: 1 when all carry the same, 1 / able when one carries all
        (Jain, Chiu, Hawe 1984); 1 where there is nothing to carry.
    """

    busiest: int
    used: int
    able: int
    evenness: float


def load_spread(loads: Sequence[int]) -> LoadSpread:
    """Spread of the loads of all tutors who could have had a tutee."""
    total, squares = sum(loads), sum(load * load for load in loads)
    evenness = total * total / (len(loads) * squares) if squares else 1.0
    return LoadSpread(max(loads, default=0), sum(load > 0 for load in loads), len(loads), evenness)
