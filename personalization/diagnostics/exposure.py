"""Which of the good questions to ask: none too often, none predictable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalization.bank import Floats, Positions


@dataclass(frozen=True, slots=True)
class Exposure:
    """How freely to choose among questions that are nearly as good as the best.

    Attributes
    ----------
    near : float
        A question is near-best when its gain is at least this share of the best one's.
    at_most : int
        How many near-best questions to choose among.
    max_rate : float
        Greatest share of tests that one question may appear in; enforced against `Usage`.
    """

    near: float = 0.85
    at_most: int = 5
    max_rate: float = 1.0

    def __post_init__(self) -> None:
        if not (0 < self.near <= 1 and self.at_most >= 1 and 0 < self.max_rate <= 1):
            raise ValueError("0 < near <= 1, at_most >= 1 and 0 < max_rate <= 1 do not all hold")


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    """How often each question has been asked so far.

    Attributes
    ----------
    counts : ndarray of int, shape (n,)
        Tests that held the question.
    tests : int
        Tests in all.
    """

    counts: NDArray[np.int64]
    tests: int


def overexposed(usage: Usage, exposure: Exposure) -> NDArray[np.bool_]:
    """Questions that one more test would bring above the maximum rate, shape (n,).

    The test now running counts, so that the rate holds after every single test from the first
    1 / max_rate on; before that a question may appear once.
    """
    allowed = max(1.0, exposure.max_rate * (usage.tests + 1))
    result: NDArray[np.bool_] = usage.counts + 1 > allowed
    return result


def near_best(gains: Floats, exposure: Exposure) -> tuple[Positions, Floats]:
    """Positions of the near-best, best first, and the probability of each (randomesque: all equal)."""
    order = np.argsort(-gains, kind="stable")[: exposure.at_most]
    best = gains[order[0]]
    chosen = order[gains[order] >= exposure.near * best] if best > 0 else order[:1]
    return chosen, np.full(chosen.size, 1 / chosen.size)
