"""One Gaussian belief per learner: its prior, and what each kind of evidence does to it.

The mathematics, with sources, stands in ``docs/models.md``. Every function gives back a new belief.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import isfinite, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from personalization.bank import Floats, ItemModel, Positions
from personalization.framework import Framework

Counts = NDArray[np.int64]

NODES_1D, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
"""Gauss-Hermite nodes for a standard normal variable; 21 of them integrate degree 41 exactly."""
WEIGHTS_1D: Floats = _WEIGHTS / _WEIGHTS.sum()
_LOG_WEIGHTS: Floats = np.log(WEIGHTS_1D)

OWN_NEEDED = 2
"""Answers to items on a competency itself before a verdict on it may be called a decision."""

_HEADER = struct.Struct("<4sHI")
_MAGIC, _VERSION = b"SNDA", 1


class Word(StrEnum):
    """What is said of a competency: the one table of words of the whole product."""

    MASTERED = "mastered"
    NEARLY_THERE = "nearly_there"
    ON_THE_WAY = "on_the_way"
    NOT_YET = "not_yet"
    PROBABLY_MASTERED = "probably_mastered"
    PROBABLY_NOT_YET = "probably_not_yet"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"

    @property
    def decided(self) -> bool:
        """Whether the word is a decision, and not a tendency or a guess from neighbours."""
        return self in (Word.MASTERED, Word.NOT_YET)


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is known of a learner: theta ~ N(mean, covariance), in logits.

    Attributes
    ----------
    mean : ndarray, shape (K,)
        0 is the cut of the target level before any evidence.
    covariance : ndarray, shape (K, K)
        Symmetric to the last bit and positive definite.
    own : ndarray of int, shape (K,)
        Answers (skips among them) to items that load on the competency itself.

    The arrays are read-only.
    """

    mean: Floats
    covariance: Floats
    own: Counts

    def __post_init__(self) -> None:
        size = self.mean.shape[0]
        if self.covariance.shape != (size, size) or self.own.shape != (size,):
            raise ValueError("mean, covariance and own do not fit each other")
        for array in (self.mean, self.covariance, self.own):
            array.setflags(write=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Belief):
            return NotImplemented
        return (
            np.array_equal(self.mean, other.mean)
            and np.array_equal(self.covariance, other.covariance)
            and np.array_equal(self.own, other.own)
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def size(self) -> int:
        """Number of competencies, K."""
        return len(self.mean)

    @property
    def error(self) -> Floats:
        """Standard error of each competency, shape (K,)."""
        return np.sqrt(self.covariance.diagonal())

    def to_bytes(self) -> bytes:
        """Pack for storage without loss: header, mean, upper triangle of the covariance, counts."""
        triangle = self.covariance[_triangle(self.size)]
        header = _HEADER.pack(_MAGIC, _VERSION, self.size)
        return b"".join(
            (header, self.mean.astype("<f8").tobytes(), triangle.astype("<f8").tobytes(),
             self.own.astype("<i4").tobytes())
        )  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> Belief:
        """Unpack what `to_bytes` packed.

        Raises
        ------
        ValueError
            The bytes are not a belief, or cut off.
        """
        if len(data) < _HEADER.size:
            raise ValueError("not a stored belief")
        magic, version, size = _HEADER.unpack_from(data)
        entries = size * (size + 1) // 2
        if magic != _MAGIC or version != _VERSION or len(data) != _HEADER.size + 12 * size + 8 * entries:
            raise ValueError("not a stored belief")
        floats = np.frombuffer(data, "<f8", size + entries, _HEADER.size).astype(np.float64)
        counts = np.frombuffer(data, "<i4", size, _HEADER.size + 8 * (size + entries)).astype(np.int64)
        covariance = np.empty((size, size))
        rows, columns = _triangle(size)
        covariance[rows, columns] = floats[size:]
        covariance[columns, rows] = floats[size:]
        return cls(floats[:size].copy(), covariance, counts)


@lru_cache(maxsize=16)
def _triangle(size: int) -> tuple[Positions, Positions]:
    return np.triu_indices(size)


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """A belief after one piece of evidence.

    Attributes
    ----------
    belief : Belief
    contribution : ndarray, shape (K,)
        What the evidence added to the mean: over a whole log these add up to mean - prior mean.
    """

    belief: Belief
    contribution: Floats


def initial_belief(
    framework: Framework, within: float = 0.4, across: float = 0.2, prerequisite: float = 0.1
) -> Belief:
    """Prior of a learner nobody knows anything about: mean 0, variance 1, correlations by framework.

    The part of the variance that a competency shares with no other is 1 - within. Along prerequisite
    pairs a share of that part becomes common; the share is limited so that this part stays strictly
    diagonally dominant, hence the whole is positive definite for every framework.

    Parameters
    ----------
    within, across : float
        Correlation of two competencies of one area, and of two areas; 0 <= across <= within < 1.
    prerequisite : float
        What a prerequisite pair adds, at most.
    """
    if not 0 <= across <= within < 1 or prerequisite < 0:
        raise ValueError("correlations must satisfy 0 <= across <= within < 1 and 0 <= prerequisite")
    size = framework.size
    areas = np.unique([c.area for c in framework.competencies], return_inverse=True)[1]
    covariance = np.where(areas[:, None] == areas[None, :], within, across).astype(np.float64)
    degree = [len(b) + len(a) for b, a in zip(framework.before, framework.after, strict=True)]
    for first, then in framework.edges:
        added = min(prerequisite, 0.9 * (1 - within) / max(degree[first], degree[then]))
        covariance[first, then] += added
        covariance[then, first] += added
    np.fill_diagonal(covariance, 1.0)
    return Belief(np.zeros(size), covariance, np.zeros(size, dtype=np.int64))


def update(belief: Belief, item: ItemModel, score: float) -> Update:
    """Take in an answer by assumed-density filtering; exact in one dimension but for the quadrature.

    Parameters
    ----------
    belief : Belief
    item : ItemModel
        Parameters as used when the answer was given.
    score : float
        1 right, 0 wrong; between them k of n parts right, as fractional evidence.

    Raises
    ------
    ValueError
        The score is not within [0, 1].
    """
    if not 0 <= score <= 1:
        raise ValueError(f"a score lies between 0 and 1, not {score!r}")
    m, s2, spread = _predict(belief, item)
    log_miss, log_hit = _log_logistic(m, s2)
    evidence = np.zeros_like(log_hit)
    if score > 0:
        c, d = item.guessing, 1 - item.slip
        evidence += score * np.logaddexp(_log(c) + log_miss, log(d) + log_hit)
    if score < 1:
        c, d = item.guessing, 1 - item.slip
        evidence += (1 - score) * np.logaddexp(log(1 - c) + log_miss, _log(1 - d) + log_hit)
    return _absorb(belief, item, m, s2, spread, evidence)


def skip(belief: Belief, item: ItemModel) -> Update:
    """Take in "I don't know yet": nobody guesses or slips who says so, so c = 0 and d = 1."""
    m, s2, spread = _predict(belief, item)
    log_miss, _ = _log_logistic(m, s2)
    return _absorb(belief, item, m, s2, spread, log_miss)


def expected_score(belief: Belief, item: ItemModel) -> float:
    """Predictive probability of a right answer, over what is uncertain of learner and item."""
    m, s2, _ = _predict(belief, item)
    _, log_hit = _log_logistic(m, s2)
    return item.guessing + (1 - item.slip - item.guessing) * float(WEIGHTS_1D @ np.exp(log_hit))


def forget(belief: Belief, days: float, rate: float = 0.002, ceiling: float = 1.0) -> Update:
    """Let time pass: each variance grows by `rate` (squared logits) a day, up to `ceiling`.

    The mean stays: time alone takes no tick away. A variance above the ceiling already is left alone.
    """
    if not (days >= 0 and rate >= 0 and isfinite(days) and isfinite(rate)):
        raise ValueError("time does not run backwards, and has an end")
    covariance = belief.covariance.copy()
    variance = covariance.diagonal()
    grown = variance + np.clip(rate * days, 0.0, np.maximum(ceiling - variance, 0.0))
    np.fill_diagonal(covariance, grown)
    return Update(Belief(belief.mean, covariance, belief.own), np.zeros(belief.size))


def observe_activity(belief: Belief, position: int, gain: float, gain_sd: float) -> Update:
    """Take in a finished activity: theta_k grows by an effect of which mean and uncertainty are known."""
    if not (isfinite(gain) and isfinite(gain_sd)):
        raise ValueError("an effect needs a finite size and standard deviation")
    contribution = np.zeros(belief.size)
    contribution[position] = gain
    covariance = belief.covariance.copy()
    covariance[position, position] += gain_sd**2
    return Update(Belief(belief.mean + contribution, covariance, belief.own), contribution)


def observe_value(belief: Belief, position: int, value: float, sd: float) -> Update:
    """Take in somebody's word that theta_k is `value`, give or take `sd`: exact conditioning.

    Neighbours move by their correlation with k alone. `own` stays: nobody has answered anything.

    Raises
    ------
    ValueError
        A value or standard deviation that is not finite, or a standard deviation that is not positive.
    """
    if not (isfinite(value) and isfinite(sd) and sd > 0):
        raise ValueError("an observation needs a finite value and a positive, finite standard deviation")
    spread = belief.covariance[position]
    total = float(spread[position]) + sd**2
    contribution = spread * ((value - belief.mean[position]) / total)
    half = spread / sqrt(total)
    covariance = belief.covariance - np.multiply.outer(half, half)
    return Update(Belief(belief.mean + contribution, covariance, belief.own), contribution)


def mastery(belief: Belief, cuts: Floats) -> Floats:
    """Probability to be above the cut, Phi((mean - cut) / error), shape (K,)."""
    result: Floats = ndtr((belief.mean - cuts) / belief.error)
    return result


def word(
    mastery: float,
    error: float,
    own: int,
    *,
    mastered: float = 0.9,
    not_yet: float = 0.1,
    widest: float = 0.7,
) -> Word:
    """The word for a competency.

    Parameters
    ----------
    mastery : float
        Probability to be above the cut.
    error : float
        Standard error; wider than `widest` is not enough evidence, whatever the probability.
    own : int
        Answers to items that load on the competency itself.
    mastered, not_yet : float
        The policy's thresholds of the two decisions.
    """
    if error > widest:
        return Word.NOT_ENOUGH_EVIDENCE
    if own >= OWN_NEEDED:
        if mastery >= mastered:
            return Word.MASTERED
        if mastery <= not_yet:
            return Word.NOT_YET
        return Word.NEARLY_THERE if mastery >= 0.5 else Word.ON_THE_WAY
    if mastery >= mastered:
        return Word.PROBABLY_MASTERED
    if mastery <= not_yet:
        return Word.PROBABLY_NOT_YET
    return Word.NOT_ENOUGH_EVIDENCE


def _predict(belief: Belief, item: ItemModel) -> tuple[float, float, Floats]:
    """Mean and variance of eta = a.theta - delta, and Sigma a."""
    positions, a = item.positions, item.loadings
    if positions.size == 1:
        spread: Floats = belief.covariance[positions[0]] * a[0]
    else:
        spread = a @ belief.covariance[positions]
    m = float(a @ belief.mean[positions]) - item.intercept
    return m, float(a @ spread[positions]) + item.noise, spread


def _log_logistic(m: float, s2: float) -> tuple[Floats, Floats]:
    """log(1 - L) and log L of the logistic function at the nodes; neither ever overflows."""
    eta = m + sqrt(s2) * NODES_1D
    log_miss: Floats = -np.logaddexp(0.0, eta)
    return log_miss, log_miss + eta


def _log(x: float) -> float:
    return log(x) if x > 0 else -np.inf


def _absorb(belief: Belief, item: ItemModel, m: float, s2: float, spread: Floats, evidence: Floats) -> Update:
    """Posterior moments of eta from the log-likelihood at the nodes, then the belief by regression on eta."""
    weights = _LOG_WEIGHTS + evidence
    weights = np.exp(weights - weights.max())
    weights /= weights.sum()
    shift = float(weights @ NODES_1D)
    ratio = float(weights @ (NODES_1D - shift) ** 2)
    # No log-likelihood here curves by more than 1/4, so no posterior is narrower than this (var >= 1 / sup
    # of minus the second log-derivative): guards against a quadrature that sees one node only.
    ratio = max(ratio, 1 / (1 + s2 / 4))
    contribution = spread * (shift / sqrt(s2))
    # The outer product of one vector with itself is symmetric to the last bit.
    half = spread * sqrt(abs(1 - ratio) / s2)
    covariance = belief.covariance - np.copysign(1.0, 1 - ratio) * np.multiply.outer(half, half)
    own = belief.own.copy()
    own[item.positions] += 1
    return Update(Belief(belief.mean + contribution, covariance, own), contribution)
