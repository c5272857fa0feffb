"""Standard errors from the observed information of the marginal likelihood (Louis 1982)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from personalization.bank import Floats
from personalization.calibration.em import (
    Curves,
    Expected,
    Parameters,
    Problem,
    curves,
    derivatives,
    expect,
    posterior,
)
from personalization.calibration.settings import Model

_NOBODY = 1e-9
"""Share of the learners at a node below which it adds nothing to the errors."""
WIDEST = 20.0
"""Standard errors end here: a direction in which the answers say nothing has no larger one."""


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Standard errors, of shape (J,) for the items; 0 for what was not estimated.

    Attributes
    ----------
    discrimination, difficulty, guessing : ndarray
    mean, sd : float
        Of the learners.
    free : int
        Number of parameters estimated.
    """

    discrimination: Floats
    difficulty: Floats
    guessing: Floats
    mean: float
    sd: float
    free: int


def standard_errors(problem: Problem, at: Parameters) -> Errors:
    """Square roots of the diagonal of the inverse information at the maximum.

    The priors' information is part of it, so with priors these are standard deviations of the posterior's
    normal approximation. The errors of a and c follow from those of log a and logit c to first order.
    """
    full = observed_information(problem, at)
    size = len(at.difficulty)
    expansion = _free(problem, size)
    reduced = expansion.T @ full @ expansion
    # An eigenvalue that is not clearly positive belongs to a direction without information: its error is
    # WIDEST.
    scale = 1 / np.sqrt(np.maximum(np.diag(reduced), WIDEST**-2))
    values, vectors = np.linalg.eigh(reduced * np.outer(scale, scale))
    vectors = scale[:, None] * vectors
    variances = (vectors**2 / np.maximum(values, 1e-10)).sum(axis=1)
    errors = expansion @ np.minimum(np.sqrt(variances), WIDEST)
    share = expit(at.logit_guess)
    return Errors(
        discrimination=errors[:size] * np.exp(at.log_slope),
        difficulty=errors[size : 2 * size],
        guessing=errors[2 * size : 3 * size] * share * (1 - share) * (1 - problem.slip),
        mean=float(errors[-2]),
        sd=float(errors[-1] * np.exp(at.log_sd)),
        free=expansion.shape[1],
    )


def _free(problem: Problem, size: int) -> Floats:
    """What each of the 3J + 2 parameters has of each free one, shape (3J + 2, free)."""
    model, learners = problem.settings.model, problem.settings.learners
    columns = []
    unit = np.eye(3 * size + 2)
    if model is Model.ONE:
        columns.append(unit[:, :size].sum(axis=1, keepdims=True))
    elif model is not Model.RASCH:
        columns.append(unit[:, :size])
    columns.append(unit[:, size : 2 * size])
    if model is Model.THREE:
        columns.append(unit[:, 2 * size : 3 * size])
    if learners.estimate_mean:
        columns.append(unit[:, -2:-1])
    if learners.estimate_sd:
        columns.append(unit[:, -1:])
    return np.hstack(columns)


def observed_information(problem: Problem, at: Parameters) -> Floats:
    """Minus the second derivatives of the penalised marginal log-likelihood, shape (3J + 2, 3J + 2).

    Louis: the information if the proficiencies were known, less what is lost with them, the sum over
    learners of Var(score | answers). At a node the score of item j for each of its parameters is the residual
    x - P times a number that does not depend on the learner, so all that is needed of the learners is one
    J x J product of residuals per node. Order: log slopes, difficulties, logits of guessing, mean, log sd.
    """
    shape, counts = curves(problem, at), expect(problem, at)
    size, sd = len(at.difficulty), float(np.exp(at.log_sd))
    # Factors of the residuals per parameter, shape (3, J, Q), and those of the learners' distribution, (2,
    # Q).
    factors = derivatives(problem, at, shape) / (shape.right * shape.wrong)
    nodes = problem.settings.quadrature.nodes
    whereabouts = np.stack((nodes / sd, nodes**2 - 1))
    result = _complete(problem, at, shape, counts, nodes, sd)
    log_weights = np.log(problem.settings.quadrature.weights)
    for block in problem.blocks:
        weights, _ = posterior(block, shape, log_weights)
        score, asked = block.dense()
        marginal = _marginal_scores(score, asked, weights, shape, factors, whereabouts)
        result += (marginal * block.count[:, None]).T @ marginal
        weights = weights * block.count[:, None]
        for q in range(len(nodes)):
            here = float(weights[:, q].sum())
            if here < _NOBODY * float(block.count.sum()):
                continue
            root = np.sqrt(weights[:, q])
            residual = score - (shape.right[:, q] if asked is None else asked * shape.right[:, q])
            residual *= root[:, None]
            # A product of an array with its own transpose costs half of another.
            products, sums = residual.T @ residual, root @ residual
            _lose(result, factors[:, :, q], products, sums, whereabouts[:, q], here, size)
    return (result + result.T) / 2


def _complete(
    problem: Problem, at: Parameters, shape: Curves, counts: Expected, nodes: Floats, sd: float
) -> Floats:
    """Information if the proficiencies were known, with the priors'."""
    size = len(at.difficulty)
    result = np.zeros((3 * size + 2, 3 * size + 2))
    change = derivatives(problem, at, shape)
    wrong = counts.asked - counts.right
    residual = counts.right / shape.right - wrong / shape.wrong
    curvature = counts.right / shape.right**2 + wrong / shape.wrong**2
    within = np.einsum("kjq,ljq,jq->klj", change, change, curvature, optimize=True)
    within -= _bend(problem, at, shape, residual)
    share = expit(at.logit_guess)
    within[0, 0] += problem.log_slope_precision
    within[1, 1] += problem.difficulty_precision
    if problem.estimates_guessing:
        within[2, 2] += (problem.guess_right + problem.guess_wrong) * share * (1 - share)
    own = np.arange(size)
    for k in range(3):
        for m in range(3):
            result[k * size + own, m * size + own] = within[k, m]
    total = counts.learners
    result[-2, -2] = total.sum() / sd**2
    result[-1, -1] = 2 * float(total @ nodes**2)
    result[-2, -1] = result[-1, -2] = 2 * float(total @ nodes) / sd
    return result


def _bend(problem: Problem, at: Parameters, shape: Curves, residual: Floats) -> Floats:
    """Sum over nodes of residual times the second derivatives of P, shape (3, 3, J)."""
    slope, share = np.exp(at.log_slope), expit(at.logit_guess)
    eta, rise, miss = shape.eta, shape.rise, shape.miss
    turn = rise * (2 * miss - 1)  # second derivative of P by eta: (d - c) L (1 - L) (1 - 2 L)
    result = np.zeros((3, 3, len(slope)))
    result[0, 0] = (residual * (turn * eta**2 + rise * eta)).sum(axis=1)
    result[0, 1] = result[1, 0] = -slope * (residual * (turn * eta + rise)).sum(axis=1)
    result[1, 1] = slope**2 * (residual * turn).sum(axis=1)
    if problem.estimates_guessing:
        top = 1 - problem.slip
        pull = -share * (1 - share) * top * (residual * ((1 - miss) * miss * eta)).sum(axis=1)
        result[0, 2] = result[2, 0] = pull
        pull = share * (1 - share) * top * slope * (residual * ((1 - miss) * miss)).sum(axis=1)
        result[1, 2] = result[2, 1] = pull
        result[2, 2] = share * (1 - share) * (1 - 2 * share) * top * (residual * miss).sum(axis=1)
    return result


def _marginal_scores(
    score: Floats, asked: Floats | None, weights: Floats, shape: Curves, factors: Floats, whereabouts: Floats
) -> Floats:
    """Each learner's gradient of the marginal log-likelihood, shape (n, 3J + 2)."""
    parts = []
    for factor in factors:
        expected = weights @ (shape.right * factor).T
        parts.append(score * (weights @ factor.T) - (expected if asked is None else asked * expected))
    return np.hstack([*parts, weights @ whereabouts.T])


def _lose(
    result: Floats,
    factors: Floats,
    products: Floats,
    sums: Floats,
    whereabouts: Floats,
    total: float,
    size: int,
) -> None:
    """Take the products of the scores at one node off the information."""
    for k in range(3):
        rows = slice(k * size, (k + 1) * size)
        for m in range(k, 3):
            columns = slice(m * size, (m + 1) * size)
            part = factors[k][:, None] * products * factors[m][None, :]
            result[rows, columns] -= part
            if m > k:
                result[columns, rows] -= part.T
        edge = np.outer(factors[k] * sums, whereabouts)
        result[rows, -2:] -= edge
        result[-2:, rows] -= edge.T
    result[-2:, -2:] -= total * np.outer(whereabouts, whereabouts)
