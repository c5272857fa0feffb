"""Evidence that people judge by a rubric: what a level says of a learner, and what it says of the rater."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, pi, sqrt
from typing import Literal

import numpy as np
from scipy.special import ndtr

from personalization.bank import Floats
from personalization.belief import Belief, Update

RaterKind = Literal["self", "peer", "trainer"]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_LOG_WEIGHTS: Floats = np.log(_WEIGHTS / _WEIGHTS.sum())


class RatingError(ValueError):
    """A rating that no rubric gives."""


@dataclass(frozen=True, slots=True)
class Severity:
    """How strict a rater is, as a belief: by how much the cuts lie higher for this rater, in logits.

    Attributes
    ----------
    mean, sd : float
        Positive is severe, negative lenient.
    ratings : int
        Ratings that it was learnt from.
    """

    mean: float
    sd: float
    ratings: int = 0

    def __post_init__(self) -> None:
        if not (isfinite(self.mean) and isfinite(self.sd) and self.sd >= 0):
            raise RatingError("a severity is finite, and its standard deviation not negative")


_PRIORS: dict[RaterKind, Severity] = {
    "self": Severity(-0.5, 0.8),
    "peer": Severity(-0.2, 0.6),
    "trainer": Severity(0.0, 0.3),
}
_NOISE: dict[RaterKind, float] = {"self": 1.5, "peer": 1.0, "trainer": 0.7}


def prior_severity(kind: RaterKind) -> Severity:
    """What is known of a rater nobody has seen rating.

    Who learns rates higher than others do, and differs more from person to person; trainers hold the scale
    in place, so they are known best. The sizes are choices, the order of the three is not
    (``docs/models.md``, 8).
    """
    return _PRIORS[kind]


def rater_noise(kind: RaterKind) -> float:
    """Standard deviation of one rating about what its rater means, in logits."""
    return _NOISE[kind]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level of an ordered rubric that somebody gave.

    Attributes
    ----------
    level : int
        0 to len(cuts); the level reached, 0 for none.
    cuts : tuple of float
        Where each level begins for a rater who is neither severe nor lenient; rising, in logits.
    rater_sd : float
        Standard deviation of a rating about what its rater means.
    """

    level: int
    cuts: tuple[float, ...]
    rater_sd: float = 1.0

    def __post_init__(self) -> None:
        if not self.cuts or not all(isfinite(cut) for cut in self.cuts):
            raise RatingError("a rubric needs levels with finite cuts")
        if any(low >= high for low, high in zip(self.cuts, self.cuts[1:], strict=False)):
            raise RatingError("the cuts of a rubric must rise from level to level")
        if isinstance(self.level, bool) or not isinstance(self.level, int):
            raise RatingError(f"a level is a whole number, not {self.level!r}")
        if not 0 <= self.level <= len(self.cuts):
            raise RatingError(f"level {self.level} is not one of 0 to {len(self.cuts)}")
        if not (isfinite(self.rater_sd) and self.rater_sd >= 0.1):
            raise RatingError("the noise of a rater is finite and at least .1 logits")

    @property
    def scale(self) -> float:
        """Of the logistic distribution with that standard deviation."""
        return self.rater_sd * sqrt(3) / pi

    def log_likelihood(self, eta: Floats) -> Floats:
        """Of this level where theta - severity is `eta`: log(P(>= level) - P(>= level + 1))."""
        result = np.zeros_like(eta)
        if self.level > 0:
            result -= np.logaddexp(0.0, (self.cuts[self.level - 1] - eta) / self.scale)
        if self.level < len(self.cuts):
            result -= np.logaddexp(0.0, (eta - self.cuts[self.level]) / self.scale)
        if 0 < self.level < len(self.cuts):
            # logistic(x) - logistic(y) = logistic(x) logistic(-y) (1 - exp(y - x))
            width = (self.cuts[self.level] - self.cuts[self.level - 1]) / self.scale
            result += np.log(-np.expm1(-width))
        return result


def rate(belief: Belief, position: int, judgement: Judgement, severity: Severity) -> Update:
    """Take in a rating: graded responses (Samejima 1969) with a rater's severity (many-facet, Linacre 1989).

    The severity's uncertainty weakens it. `own` stays: that counts answers, and a rating is none.
    """
    return _jointly(belief, position, judgement, severity)[0]


def update_severity(belief: Belief, position: int, judgement: Judgement, severity: Severity) -> Severity:
    """What a rating tells of its rater; `belief` is the one before it.

    One update splits between the two: who is known well moves little, so a severe rater shows on learners
    of whom much is known. Severity and ability are told apart by nothing but that and the priors: were
    every rater unknown, adding a constant to all would change nothing. Trainers' tight prior anchors it.
    """
    return _jointly(belief, position, judgement, severity)[1]


def unlearn(severity: Severity, before: Severity, after: Severity) -> Severity:
    """What is known of a rater without one rating, which had made `before` into `after`.

    As Gaussians the two differ by a factor; that factor is divided out again, whatever came later. Right
    after the rating this gives `before` back.
    """
    if min(severity.sd, before.sd, after.sd) <= 0:
        return severity  # a rater known for certain has taught nothing
    precision = severity.sd**-2 - after.sd**-2 + before.sd**-2
    shift = severity.mean * severity.sd**-2 - after.mean * after.sd**-2 + before.mean * before.sd**-2
    # A rating never makes a rater less known, but for the last digits.
    precision = max(precision, 1e-6)
    return Severity(shift / precision, precision**-0.5, max(severity.ratings - 1, 0))


def _jointly(
    belief: Belief, position: int, judgement: Judgement, severity: Severity
) -> tuple[Update, Severity]:
    """Posterior moments of eta = theta_k - severity by 41-point quadrature, then both by regression on it."""
    spread = belief.covariance[position]
    doubt = severity.sd**2
    s2 = float(spread[position]) + doubt
    m = float(belief.mean[position]) - severity.mean
    weights = _LOG_WEIGHTS + judgement.log_likelihood(m + sqrt(s2) * _NODES)
    weights = np.exp(weights - weights.max())
    weights /= weights.sum()
    shift = float(weights @ _NODES)
    ratio = float(weights @ (_NODES - shift) ** 2)
    # Both logistic factors curve by at most 1/4 over the scale squared, and the likelihood is log-concave.
    ratio = min(max(ratio, 1 / (1 + s2 / (2 * judgement.scale**2))), 1.0)
    contribution = spread * (shift / sqrt(s2))
    half = spread * sqrt((1 - ratio) / s2)
    covariance = belief.covariance - np.multiply.outer(half, half)
    learner = Update(Belief(belief.mean + contribution, covariance, belief.own), contribution)
    rater = Severity(
        severity.mean - doubt * shift / sqrt(s2),
        sqrt(doubt - doubt**2 * (1 - ratio) / s2),
        severity.ratings + 1,
    )
    return learner, rater


@dataclass(frozen=True, slots=True)
class ReachedLevel:
    """The level of a competency that its evidence supports; never an accreditation.

    Attributes
    ----------
    level : int
        The highest whose cut is passed with the certainty asked; 0 for none.
    probability : float
        To be at that level or above; 1 for level 0.
    next_probability : float or None
        The same for the level above; None where there is none.
    evidence : tuple of int
        Entries of the log that carry it, the heaviest first.
    """

    level: int
    probability: float
    next_probability: float | None
    evidence: tuple[int, ...]


def levels(
    belief: Belief,
    position: int,
    cuts: Sequence[float],
    contributions: Floats,
    *,
    certainty: float = 0.8,
    most: int = 5,
) -> ReachedLevel:
    """Which level the evidence supports, and which entries of the log carry it.

    Parameters
    ----------
    cuts : sequence of float
        Where each level begins, rising.
    contributions : ndarray, shape (entries, K)
        Of a replay: what each entry added to the mean.
    certainty : float
        Probability asked for a level.
    most : int
        Entries named at most: those that raised the competency, by how much they did; for level 0 those
        that lowered it.
    """
    if list(cuts) != sorted(cuts) or not all(isfinite(cut) for cut in cuts):
        raise RatingError("the cuts of a rubric must rise from level to level")
    if contributions.ndim != 2 or contributions.shape[1] != belief.size:
        raise RatingError("the contributions are not of this belief")
    passed = ndtr((belief.mean[position] - np.asarray(cuts, dtype=np.float64)) / belief.error[position])
    level = int(np.sum(passed >= certainty))
    weight = contributions[:, position] if level else -contributions[:, position]
    order = np.argsort(-weight, kind="stable")
    return ReachedLevel(
        level=level,
        probability=float(passed[level - 1]) if level else 1.0,
        next_probability=float(passed[level]) if level < len(passed) else None,
        evidence=tuple(int(entry) for entry in order[:most] if weight[entry] > 0),
    )
