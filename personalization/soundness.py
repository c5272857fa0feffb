"""Whether a belief is one: what stored or imported numbers are checked for before they are computed with."""

from __future__ import annotations

import numpy as np

from personalization.bank import Floats
from personalization.belief import Belief

SINGULAR = 1e-10
"""Share of a variance that must be left when all other competencies are known."""


class CovarianceError(ValueError):
    """A covariance that no belief can have.

    Attributes
    ----------
    positions : tuple of int
        Competencies where it shows: those without a finite value, or the ones of which the last follows
        from the others (its variance given them is not positive).
    """

    def __init__(self, positions: tuple[int, ...], problem: str) -> None:
        super().__init__(f"competencies {', '.join(map(str, positions))}: {problem}")
        self.positions = positions
        self.problem = problem


def check_belief(belief: Belief) -> None:
    """Refuse a belief with anything that is not a number, or whose covariance is not one.

    Raises
    ------
    CovarianceError
        Not finite, not symmetric, singular or not positive definite; it names the competencies.
    """
    bad = ~(np.isfinite(belief.mean) & np.isfinite(belief.covariance).all(axis=1))
    if bad.any():
        raise CovarianceError(tuple(np.flatnonzero(bad).tolist()), "not a finite number")
    skew = (belief.covariance != belief.covariance.T).any(axis=1)
    if skew.any():
        raise CovarianceError(tuple(np.flatnonzero(skew).tolist()), "the covariance is not symmetric")
    scale = np.sqrt(np.maximum(belief.covariance.diagonal(), 0.0))
    if not scale.all():
        raise CovarianceError((int(np.argmin(scale)),), "its variance is not positive")
    correlation = belief.covariance / np.multiply.outer(scale, scale)
    try:
        if np.linalg.cholesky(correlation).diagonal().min() ** 2 >= SINGULAR:
            return
    except np.linalg.LinAlgError:
        pass  # Which rows are to blame is found below.
    raise CovarianceError(
        _dependent(correlation), "singular or not positive definite, the last by the others"
    )


def _dependent(correlation: Floats) -> tuple[int, ...]:
    """The first competency that follows from those before it, after those that it follows from."""
    for last in range(1, len(correlation)):
        others = correlation[last, :last]
        weights = np.linalg.solve(correlation[:last, :last], others)
        if 1.0 - float(others @ weights) < 2 * SINGULAR:
            return (*np.flatnonzero(np.abs(weights) > 1e-6).tolist(), last)
    return tuple(range(len(correlation)))
