"""Which of the good questions to ask: none too often, none predictable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from personalization.bank import Floats, ItemBank, Positions

Method = Literal["progressive", "randomesque"]

ROOM_FOR_CHOICE = 1.5
"""How many times the questions that a test asks about a competency its rate has to allow."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """How freely to choose among questions that are nearly as good as the best.

    Attributes
    ----------
    method : "progressive" or "randomesque"
        Progressive (Revuelta and Ponsoda 1998): what counts is chance at the beginning of a test and the
        gain at its end. Randomesque (Kingsbury and Zara 1989): all near-best are as likely.
    at_most : int
        How many of the best questions to choose among.
    near : float
        Randomesque only: a question is near-best when it is worth at least this share of the best one.
    fade : float
        Progressive only: the weight of the gain is (answered / (questions - 1)) to this power.
    max_rate : float
        Greatest share of tests that one question may appear in; enforced against `Usage`.
    free : int
        Tests that a question may appear in before the rate is looked at: the first class of a new bank
        would run out of questions otherwise.
    """

    method: Method = "progressive"
    at_most: int = 24
    near: float = 0.85
    fade: float = 1.0
    max_rate: float = 0.25
    free: int = 5

    def __post_init__(self) -> None:
        if self.method not in ("progressive", "randomesque"):
            raise ValueError(f"no method of exposure control is called {self.method!r}")
        if not (0 < self.near <= 1 and self.at_most >= 1 and 0 < self.max_rate <= 1):
            raise ValueError("0 < near <= 1, at_most >= 1 and 0 < max_rate <= 1 do not all hold")
        if not (0 < self.fade < np.inf and self.free >= 0):
            raise ValueError("0 < fade and 0 <= free do not both hold")


SHARP = Exposure(at_most=1, max_rate=1.0)
"""Always the best question: for comparisons, not for people."""


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


def rates(bank: ItemBank, exposure: Exposure, per_topic: float) -> Floats:
    """Greatest rate of a competency's questions, shape (K,).

    A rate that leaves a test without questions helps nobody: where a competency has too few, it is the
    least one that leaves room for `ROOM_FOR_CHOICE` times the questions that a test asks about it.

    Parameters
    ----------
    per_topic : float
        Questions that a test asks about a competency on average.
    """
    inevitable = np.minimum(ROOM_FOR_CHOICE * per_topic / np.maximum(bank.supply, 1), 1.0)
    return np.maximum(inevitable, exposure.max_rate)


def allowed_tests(bank: ItemBank, usage: Usage, exposure: Exposure, per_topic: float) -> Floats:
    """Tests that a question of each competency may have appeared in once this one is over, shape (K,).

    The test now running counts, so that the rate holds after every single test from the one on at which
    it amounts to the `free` first ones.
    """
    return np.maximum(rates(bank, exposure, per_topic) * (usage.tests + 1), max(exposure.free, 1))


def resting(bank: ItemBank, usage: Usage, allowed: Floats) -> NDArray[np.bool_]:
    """Questions that one more test would bring above their rate, shape (n,)."""
    result: NDArray[np.bool_] = usage.counts >= np.floor(allowed).astype(np.int64).take(bank.primary)
    return result


def probabilities(worth: Floats, exposure: Exposure, progress: float) -> tuple[Positions, Floats]:
    """Candidates, the most worth first, and the exact probability with which each is to be drawn.

    Parameters
    ----------
    worth : ndarray, shape (m,)
        Gain times priority of each question; at least one.
    progress : float
        From 0 at the first question of a test to 1 at its last.
    """
    order = np.argsort(-worth, kind="stable")[: exposure.at_most]
    best = worth[order[0]]
    if best <= 0:
        return order[:1], np.ones(1)
    if exposure.method == "randomesque":
        order = order[worth[order] >= exposure.near * best]
        return order, np.full(order.size, 1 / order.size)
    chances = progressive(np.maximum(worth[order] / best, 0.0), progress**exposure.fade)
    keep = chances > 0
    return order[keep], chances[keep]


def progressive(share: Floats, weight: float) -> Floats:
    """Probability that each has the greatest weight * share + (1 - weight) * U, U uniform on (0, 1).

    The density of the greatest is piecewise a polynomial of a degree below the number of candidates,
    so Gauss-Legendre quadrature between the points where one reaches its end is exact.

    Parameters
    ----------
    share : ndarray, shape (m,)
        Worth over the greatest worth, which comes first.
    """
    chance = 1 - weight
    if chance < 1e-9 or share.size == 1:
        first: Floats = np.eye(1, share.size)[0]
        return first
    offset = weight * share
    ends = np.unique(np.concatenate(([weight], np.maximum(offset + chance, weight))))
    nodes, weights = _legendre(share.size // 2 + 1)
    widths = np.diff(ends)
    x = (ends[:-1, None] + widths[:, None] * nodes).ravel()
    below = np.clip((x[:, None] - offset) / chance, 0.0, 1.0)
    # Whoever has no chance left at x has a density of 0 there; the others' F is above 0 inside.
    alive = (x[:, None] < offset + chance) & (below > 0)
    product = below.prod(axis=1)
    density = np.where(alive, product[:, None] / np.where(alive, below, 1.0), 0.0) / chance
    result: Floats = (widths[:, None] * weights).ravel() @ density
    result /= result.sum()
    return result


@lru_cache(maxsize=64)
def _legendre(degree: int) -> tuple[Floats, Floats]:
    """Nodes and weights on (0, 1)."""
    nodes, weights = np.polynomial.legendre.leggauss(degree)
    return (nodes + 1) / 2, weights / 2


def draw(chances: Floats, rng: np.random.Generator) -> int:
    """Position drawn by given probabilities."""
    drawn = int(np.searchsorted(np.cumsum(chances), rng.random(), side="right"))
    return min(drawn, chances.size - 1)
