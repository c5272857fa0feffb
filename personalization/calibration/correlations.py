"""How competencies go together, estimated from the answers of many learners: a prior for the next ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalization.bank import Floats, ItemModel, Positions
from personalization.belief import NODES_1D, WEIGHTS_1D, Belief
from personalization.calibration.errors import BadSetting, TooFewAnswers

LEAST_LEARNERS = 20
_LEAST_EIGENVALUE = 1e-4


@dataclass(frozen=True, slots=True)
class Answers:
    """What one learner answered, in order.

    Attributes
    ----------
    items : tuple of ItemModel
        With the parameters as used.
    scores : tuple of float or None
        None for "I don't know yet".
    """

    items: tuple[ItemModel, ...]
    scores: tuple[float | None, ...]

    def __post_init__(self) -> None:
        if len(self.items) != len(self.scores):
            raise BadSetting(setting="answers", value=(len(self.items), len(self.scores)))
        if not all(score is None or 0 <= score <= 1 for score in self.scores):
            raise BadSetting(setting="scores", value="outside 0 to 1")


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """An estimated prior.

    Attributes
    ----------
    prior : Belief
        Mean 0 and variances 1 as in `initial_belief`, with the estimated correlations.
    learners : int
        Those with an answer.
    start_weight : float
        Share of the start in the estimate where everything was observed exactly: weight / (weight +
        learners).
    pairs : ndarray of int, shape (K, K)
        Learners who answered on both competencies; on the diagonal, on one. A pair that nobody answered on
        keeps what start and the other pairs imply.
    mean, sd : ndarray, shape (K,)
        Of these learners, estimated along with the correlations so that they do not pass for them.
    rounds : int
    converged : bool
    """

    prior: Belief
    learners: int
    start_weight: float
    pairs: NDArray[np.int64]
    mean: Floats
    sd: Floats
    rounds: int
    converged: bool


def estimate_correlations(
    answers: Sequence[Answers],
    start: Belief,
    weight: float = 20.0,
    tolerance: float = 2e-3,
    max_rounds: int = 60,
    progress: Callable[[float], None] | None = None,
) -> Correlations:
    """Marginal likelihood of the learners' distribution by EM, shrunk towards a start.

    E-step: each learner's posterior N(mu_i, Sigma_i) by the same filter as everywhere (ADF), from the present
    prior. M-step, with S = sum_i (Sigma_i + (mu_i - m)(mu_i - m)'):

        Sigma = (w R0 + S) / (w + N)

    the mode under an inverse Wishart prior worth w learners whose correlations are those of the start, R0.
    R0 being positive definite so is every Sigma, whatever the answers are (two competencies answered alike
    by all, one that nobody answered on). What learners did not answer on comes into Sigma_i from the
    present prior, so where evidence is thin the start counts for more than w / (w + N).

    Parameters
    ----------
    answers : sequence of Answers
    start : Belief
        Such as `initial_belief`; a singular covariance is moved towards the identity first.
    weight : float
        How many learners the start is worth, positive.
    progress : callable, optional
        Called with the share done; whatever it raises ends the estimate.

    Raises
    ------
    TooFewAnswers
        Fewer than `LEAST_LEARNERS` learners with an answer.
    BadSetting
    """
    if not (weight > 0 and tolerance > 0 and max_rounds >= 1):
        raise BadSetting(setting="correlations", value=(weight, tolerance, max_rounds))
    told = [learner for learner in answers if learner.items]
    if len(told) < LEAST_LEARNERS:
        raise TooFewAnswers(answers=len(told), needed=LEAST_LEARNERS)
    grid, target = _Grid.of(told, start.size), as_correlation(start.covariance)
    n, size = len(told), start.size
    mean, covariance = np.zeros(size), target
    rounds, change = 0, np.inf
    while rounds < max_rounds and change >= tolerance:
        means, covariances = filtered(grid, mean, covariance)
        new_mean = means.sum(axis=0) / (n + weight)
        gaps = means - new_mean
        scatter = covariances.sum(axis=0) + gaps.T @ gaps
        updated = (weight * target + scatter) / (weight + n)
        change = float(np.abs(updated - covariance).max())
        mean, covariance, rounds = new_mean, updated, rounds + 1
        if progress is not None:
            progress(rounds / max_rounds if change >= tolerance else 1.0)
    prior = Belief(np.zeros(size), as_correlation(covariance), np.zeros(size, dtype=np.int64))
    return Correlations(
        prior=prior,
        learners=n,
        start_weight=weight / (weight + n),
        pairs=grid.pairs(size),
        mean=mean,
        sd=np.sqrt(covariance.diagonal()),
        rounds=rounds,
        converged=change < tolerance,
    )


def as_correlation(covariance: Floats) -> Floats:
    """Correlation matrix of a covariance, symmetric to the last bit and positive definite.

    A matrix that is singular, or not quite positive definite by rounding, is mixed with the identity just
    as far as its least eigenvalue needs.

    Raises
    ------
    BadSetting
        Not a covariance: not finite, not symmetric, or without variance.
    """
    if not np.isfinite(covariance).all() or not np.allclose(covariance, covariance.T, atol=1e-8):
        raise BadSetting(setting="covariance", value="not finite or not symmetric")
    variance = covariance.diagonal()
    if (variance <= 0).any():
        raise BadSetting(setting="covariance", value="a variance is not positive")
    scale = 1 / np.sqrt(variance)
    result: Floats = covariance * np.outer(scale, scale)
    result = (result + result.T) / 2
    np.fill_diagonal(result, 1.0)
    least = float(np.linalg.eigvalsh(result)[0])
    if least < -0.01:
        raise BadSetting(setting="covariance", value=least)
    if least < _LEAST_EIGENVALUE:
        keep = (1 - _LEAST_EIGENVALUE) / (1 - least)
        result = keep * result
        np.fill_diagonal(result, 1.0)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Answers as arrays, learner by turn, the learners with most answers first; each of shape (N, T, ...)."""

    loadings: Floats
    positions: Positions
    intercept: Floats
    noise: Floats
    guessing: Floats
    slip: Floats
    score: Floats
    length: Positions

    @classmethod
    def of(cls, learners: Sequence[Answers], size: int) -> _Grid:
        learners = sorted(learners, key=lambda learner: -len(learner.items))
        n, turns = len(learners), len(learners[0].items)
        width = max(item.positions.size for learner in learners for item in learner.items)
        loadings, positions = np.zeros((n, turns, width)), np.zeros((n, turns, width), dtype=np.intp)
        numbers = np.zeros((5, n, turns))
        for i, learner in enumerate(learners):
            for t, (item, score) in enumerate(zip(learner.items, learner.scores, strict=True)):
                if item.positions.max() >= size:
                    raise BadSetting(setting="answers", value="an item of another framework")
                loadings[i, t, : item.positions.size] = item.loadings
                positions[i, t, : item.positions.size] = item.positions
                asked = (0.0, 0.0, 0.0) if score is None else (item.guessing, item.slip, score)
                numbers[:, i, t] = (item.intercept, item.noise, *asked)
        length = np.array([len(learner.items) for learner in learners], dtype=np.intp)
        intercept, noise, guessing, slip, scores = numbers
        return cls(loadings, positions, intercept, noise, guessing, slip, scores, length)

    def pairs(self, size: int) -> NDArray[np.int64]:
        """Learners with an answer on both of each pair of competencies."""
        met = np.zeros((len(self.length), size))
        learner, turn, slot = np.nonzero(self.loadings)
        met[learner, self.positions[learner, turn, slot]] = 1
        return np.rint(met.T @ met).astype(np.int64)


def filtered(grid: _Grid, mean: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """`belief.update` for all learners at once, answer by answer.

    Returns
    -------
    means : ndarray, shape (N, K)
    covariances : ndarray, shape (N, K, K)
    """
    n, turns = grid.score.shape
    means, covariances = np.tile(mean, (n, 1)), np.tile(covariance, (n, 1, 1))
    for t in range(turns):
        live = int(np.searchsorted(-grid.length, -t, side="left"))
        rows = np.arange(live)[:, None]
        where, a = grid.positions[:live, t], grid.loadings[:live, t]
        spread = np.einsum("nl,nlk->nk", a, covariances[rows, where])
        s2 = (a * spread[rows, where]).sum(axis=1) + grid.noise[:live, t]
        m = (a * means[rows, where]).sum(axis=1) - grid.intercept[:live, t]
        shift, ratio = _posterior(grid, t, live, m, s2)
        means[:live] += spread * (shift / np.sqrt(s2))[:, None]
        step = spread * np.sqrt(np.abs(1 - ratio) / s2)[:, None]
        covariances[:live] -= np.sign(1 - ratio)[:, None, None] * step[:, :, None] * step[:, None, :]
    return means, covariances


def _posterior(grid: _Grid, t: int, live: int, m: Floats, s2: Floats) -> tuple[Floats, Floats]:
    """Shift of eta in prior standard deviations, and what is left of its variance, each of shape (live,)."""
    eta = m[:, None] + np.sqrt(s2)[:, None] * NODES_1D
    log_miss = -np.logaddexp(0.0, eta)
    hit, miss = np.exp(log_miss + eta), np.exp(log_miss)
    c, slip = grid.guessing[:live, t, None], grid.slip[:live, t, None]
    score = grid.score[:live, t, None]
    right = np.log(np.maximum(c + (1 - slip - c) * hit, 1e-300))
    wrong = np.log(np.maximum(slip + (1 - slip - c) * miss, 1e-300))
    evidence = score * right + (1 - score) * wrong
    weights = WEIGHTS_1D * np.exp(evidence - evidence.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    shift: Floats = weights @ NODES_1D
    ratio = (weights * (NODES_1D[None, :] - shift[:, None]) ** 2).sum(axis=1)
    return shift, np.maximum(ratio, 1 / (1 + s2 / 4))
