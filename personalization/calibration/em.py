"""The two steps of EM for one competency (Bock and Aitkin 1981), penalised by priors (MAP; Mislevy 1986).

Each item has lambda = log a, b and gamma = logit c: a slope is positive whatever a step does, and the
priors are quadratic in the first two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from personalization.bank import Floats
from personalization.calibration.responses import Block
from personalization.calibration.settings import Known, Model, Settings

LOG_SLOPES = (float(np.log(0.05)), float(np.log(10.0)))
"""Slopes stay between .05 and 10: beyond, data say only "does not separate" or "separates perfectly"."""
MOST_INTERCEPT = 30.0
"""|a b| at most; further out no probability differs from 0 or 1."""
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """Where an estimate stands; arrays of shape (J,)."""

    log_slope: Floats
    difficulty: Floats
    logit_guess: Floats
    mean: float
    log_sd: float

    def theta(self, nodes: Floats) -> Floats:
        """Quadrature nodes on the scale of the learners."""
        result: Floats = self.mean + np.exp(self.log_sd) * nodes
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What stays the same from step to step. Precisions of 0 stand for no prior."""

    blocks: tuple[Block, ...]
    settings: Settings
    difficulty: Floats
    difficulty_precision: Floats
    log_slope: Floats
    log_slope_precision: Floats
    guessing: Floats
    slip: Floats
    guess_right: Floats
    guess_wrong: Floats

    @property
    def estimates_guessing(self) -> bool:
        return self.settings.model is Model.THREE

    def guess(self, parameters: Parameters) -> Floats:
        """c of every item, estimated or as known."""
        if not self.estimates_guessing:
            return self.guessing
        result: Floats = expit(parameters.logit_guess) * (1 - self.slip)
        return result


def pose(blocks: tuple[Block, ...], known: list[Known], settings: Settings) -> Problem:
    """Put a problem together from what is known of its items."""

    def column(name: str) -> Floats:
        return np.array([getattr(item, name) for item in known], dtype=np.float64)

    guessing, weight = column("guessing"), column("guessing_weight")
    free = settings.model in (Model.TWO, Model.THREE, Model.ONE)
    return Problem(
        blocks=blocks,
        settings=settings,
        difficulty=column("difficulty"),
        difficulty_precision=1 / column("difficulty_sd") ** 2,
        log_slope=np.log(column("slope")),
        log_slope_precision=1 / column("log_slope_sd") ** 2 if free else np.zeros(len(known)),
        guessing=guessing,
        slip=column("slip"),
        guess_right=weight * guessing,
        guess_wrong=weight * (1 - guessing),
    )


def begin(problem: Problem, shares: Floats, counts: Floats) -> Parameters:
    """First values: the prior's difficulty, or the one that the share of right answers suggests."""
    learners = problem.settings.learners
    slope = np.exp(problem.log_slope)
    if problem.settings.model is Model.ONE:
        slope = np.full_like(slope, np.exp(problem.log_slope.mean()))
    c, d = problem.guessing, 1 - problem.slip
    right = (shares * counts + 0.5) / (counts + 1)
    eta = logit(np.clip((right - c) / (d - c), 0.02, 0.98))
    spread = np.sqrt(1 + (slope * learners.sd / 1.7) ** 2)
    seen = learners.mean - eta * spread / slope
    has_prior = problem.difficulty_precision > 0
    guess = np.clip(c / d, 0.02, 0.5)
    return Parameters(
        np.log(slope),
        np.where(has_prior, problem.difficulty, seen),
        logit(guess),
        learners.mean,
        float(np.log(learners.sd)),
    )


class Curves(NamedTuple):
    """Response curves at the nodes, each of shape (J, Q): eta, P, 1 - P, dP/d eta, 1 - logistic."""

    eta: Floats
    right: Floats
    wrong: Floats
    rise: Floats
    miss: Floats


def curves(problem: Problem, parameters: Parameters) -> Curves:
    """Response curves of every item at the nodes."""
    theta = parameters.theta(problem.settings.quadrature.nodes)
    slope = np.exp(parameters.log_slope)[:, None]
    eta = slope * (theta[None, :] - parameters.difficulty[:, None])
    hit, miss = expit(eta), expit(-eta)
    c, d = problem.guess(parameters)[:, None], 1 - problem.slip[:, None]
    right = np.maximum(c + (d - c) * hit, _TINY)
    wrong = np.maximum(1 - d + (d - c) * miss, _TINY)
    return Curves(eta, right, wrong, (d - c) * hit * miss, miss)


class Expected(NamedTuple):
    """What an E-step gives.

    Attributes
    ----------
    asked, right : ndarray, shape (J, Q)
        Expected answers, and right ones, of learners at each node.
    learners : ndarray, shape (Q,)
    log_likelihood : float
        Marginal, of the answers.
    """

    asked: Floats
    right: Floats
    learners: Floats
    log_likelihood: float


def posterior(block: Block, shape: Curves, log_weights: Floats) -> tuple[Floats, Floats]:
    """Weights of the nodes for each learner of a block, (n, Q), and marginal log-likelihoods, (n,)."""
    log_right, log_wrong = np.log(shape.right), np.log(shape.wrong)
    weights: Floats = block.score @ (log_right - log_wrong)
    weights += log_wrong.sum(axis=0) if block.asked is None else block.asked @ log_wrong
    weights += log_weights
    top = weights.max(axis=1, keepdims=True)
    np.exp(weights - top, out=weights)
    total = weights.sum(axis=1, keepdims=True)
    weights /= total
    marginal: Floats = (np.log(total) + top)[:, 0]
    return weights, marginal


def expect(problem: Problem, parameters: Parameters) -> Expected:
    """E-step: where the learners probably are, given their answers."""
    shape = curves(problem, parameters)
    log_weights = np.log(problem.settings.quadrature.weights)
    asked, right = np.zeros_like(shape.eta), np.zeros_like(shape.eta)
    learners, log_likelihood = np.zeros(log_weights.size), 0.0
    for block in problem.blocks:
        weights, marginal = posterior(block, shape, log_weights)
        log_likelihood += float(block.count @ marginal)
        weights *= block.count[:, None]
        here = weights.sum(axis=0)
        learners += here
        right += block.score.T @ weights
        asked += here if block.asked is None else block.asked.T @ weights
    return Expected(asked, right, learners, log_likelihood)


def log_prior(problem: Problem, parameters: Parameters) -> Floats:
    """Logarithm of the priors' density but for constants, per item, shape (J,)."""
    log_slope, slope_precision = parameters.log_slope, problem.log_slope_precision
    value: Floats = -0.5 * problem.difficulty_precision * (parameters.difficulty - problem.difficulty) ** 2
    value -= 0.5 * slope_precision * (log_slope - problem.log_slope) ** 2
    if problem.estimates_guessing:
        share = expit(parameters.logit_guess)
        value += problem.guess_right * np.log(share) + problem.guess_wrong * np.log1p(-share)
    return value


class Slopes(NamedTuple):
    """Gradient and information of each item's part of the objective, for (lambda, b, gamma)."""

    gradient: Floats
    """shape (J, 3)"""
    information: Floats
    """shape (J, 3, 3)"""


def derivatives(problem: Problem, parameters: Parameters, shape: Curves) -> Floats:
    """dP/d(lambda, b, gamma), shape (3, J, Q)."""
    slope = np.exp(parameters.log_slope)[:, None]
    share = expit(parameters.logit_guess)[:, None]
    guess = share * (1 - share) * (1 - problem.slip[:, None]) * shape.miss
    by_guess = guess if problem.estimates_guessing else np.zeros_like(shape.eta)
    return np.stack((shape.eta * shape.rise, -slope * shape.rise, by_guess))


def slopes(problem: Problem, parameters: Parameters, shape: Curves, counts: Expected) -> Slopes:
    """Gradient and expected information given the counts, priors included."""
    change = derivatives(problem, parameters, shape)
    residual = counts.right / shape.right - (counts.asked - counts.right) / shape.wrong
    weight = counts.asked / (shape.right * shape.wrong)
    size = len(residual)
    gradient, information = np.zeros((size, 3)), np.zeros((size, 3, 3))
    for k in range(3 if problem.estimates_guessing else 2):
        gradient[:, k] = (change[k] * residual).sum(axis=1)
        weighted = change[k] * weight
        for m in range(k + 1):
            information[:, k, m] = information[:, m, k] = (weighted * change[m]).sum(axis=1)
    gradient[:, 0] -= problem.log_slope_precision * (parameters.log_slope - problem.log_slope)
    gradient[:, 1] -= problem.difficulty_precision * (parameters.difficulty - problem.difficulty)
    information[:, 0, 0] += problem.log_slope_precision
    information[:, 1, 1] += problem.difficulty_precision
    if problem.estimates_guessing:
        share = expit(parameters.logit_guess)
        both = problem.guess_right + problem.guess_wrong
        gradient[:, 2] += problem.guess_right - both * share
        information[:, 2, 2] += both * share * (1 - share)
    return Slopes(gradient, information)


def objective(problem: Problem, parameters: Parameters, shape: Curves, counts: Expected) -> Floats:
    """Each item's part of what the M-step raises, shape (J,)."""
    value = (counts.right * np.log(shape.right)).sum(axis=1)
    value += ((counts.asked - counts.right) * np.log(shape.wrong)).sum(axis=1)
    result: Floats = value + log_prior(problem, parameters)
    return result


def directions(problem: Problem, found: Slopes) -> Floats:
    """Fisher scoring steps, shape (J, 3); zero for what is not estimated."""
    model = problem.settings.model
    gradient, information = found
    step = np.zeros_like(gradient)
    if model is Model.RASCH:
        step[:, 1] = gradient[:, 1] / np.maximum(information[:, 1, 1], 1e-12)
    elif model is Model.ONE:
        # One slope and J difficulties: the information is an arrow, solved by its Schur complement.
        own = np.maximum(information[:, 1, 1], 1e-12)
        cross = information[:, 0, 1]
        common = (gradient[:, 0].sum() - (cross * gradient[:, 1] / own).sum()) / max(
            information[:, 0, 0].sum() - (cross**2 / own).sum(), 1e-12
        )
        step[:, 0] = common
        step[:, 1] = (gradient[:, 1] - cross * common) / own
    else:
        size = 3 if model is Model.THREE else 2
        part = information[:, :size, :size] + 1e-9 * np.eye(size)
        step[:, :size] = np.linalg.solve(part, gradient[:, :size, None])[:, :, 0]
    # A longer step is out of the range where a quadratic says anything.
    longest = np.abs(step).max(axis=1, keepdims=True)
    if model is Model.ONE:
        longest = np.full_like(longest, longest.max(initial=0.0))
    result: Floats = step * np.minimum(1.0, 2.0 / np.maximum(longest, 1e-300))
    return result


def bounded(parameters: Parameters) -> Parameters:
    """Within the bounds that keep every probability off 0 and 1."""
    log_slope = np.clip(parameters.log_slope, *LOG_SLOPES)
    limit = MOST_INTERCEPT / np.exp(log_slope)
    return replace(
        parameters,
        log_slope=log_slope,
        difficulty=np.clip(parameters.difficulty, -limit, limit),
        logit_guess=np.clip(parameters.logit_guess, -12.0, 4.0),
    )


def moved(parameters: Parameters, step: Floats, length: Floats) -> Parameters:
    """Parameters after a step of each item by its own length."""
    return bounded(
        replace(
            parameters,
            log_slope=parameters.log_slope + length * step[:, 0],
            difficulty=parameters.difficulty + length * step[:, 1],
            logit_guess=parameters.logit_guess + length * step[:, 2],
        )
    )


def maximise(problem: Problem, parameters: Parameters, counts: Expected, steps: int = 3) -> Parameters:
    """M-step for the items by Fisher scoring; none lowers an item's objective (with one slope, the sum)."""
    shape = curves(problem, parameters)
    value = objective(problem, parameters, shape, counts)
    for _ in range(steps):
        step = directions(problem, slopes(problem, parameters, shape, counts))
        length = np.ones(len(step))
        for _ in range(12):
            trial = moved(parameters, step, length)
            trial_shape = curves(problem, trial)
            trial_value = objective(problem, trial, trial_shape, counts)
            worse = trial_value < value - 1e-12 * np.abs(value)
            if problem.settings.model is Model.ONE:
                worse[:] = trial_value.sum() < value.sum() - 1e-12 * abs(value.sum())
            if not worse.any():
                break
            length = np.where(worse, length / 4, length)
        else:
            return parameters
        parameters, shape, value = trial, trial_shape, trial_value
        if np.abs(step).max(initial=0.0) < 1e-4:
            break
    return parameters


def relocate(problem: Problem, parameters: Parameters, counts: Expected) -> Parameters:
    """M-step for the learners' mean and sd, where they are estimated.

    The answers cannot tell learners and items both moved by t from neither moved; the priors of the
    difficulties can. So after the mean has followed the learners, all move together to where those priors
    like it best (parameter-expanded EM, Liu, Rubin and Wu 1998): the scale stays where the stated
    difficulties put it.
    """
    learners = problem.settings.learners
    if not (learners.estimate_mean or learners.estimate_sd):
        return parameters
    theta = parameters.theta(problem.settings.quadrature.nodes)
    share = counts.learners / counts.learners.sum()
    mean = float(share @ theta) if learners.estimate_mean else parameters.mean
    log_sd = parameters.log_sd
    if learners.estimate_sd:
        log_sd = float(np.clip(0.5 * np.log(share @ (theta - mean) ** 2), -3.0, 2.0))
    difficulty = parameters.difficulty
    if learners.estimate_mean:
        precision = problem.difficulty_precision
        shift = float(precision @ (problem.difficulty - difficulty) / precision.sum())
        mean, difficulty = mean + shift, difficulty + shift
    return replace(parameters, difficulty=difficulty, mean=mean, log_sd=log_sd)
