"""The next question: the one that is expected to lower the classification loss most.

The loss is sum_k w_k (P_k (1 - P_k))^q over the open targets, P_k the probability of mastery and q the
policy's `loss_power`. Every candidate's gain is the loss now minus the loss expected over both outcomes,
with the updated mean and variance of *every* open target. `screen` ranks the whole bank by a closed form
of the same quantity, `exact_gains` evaluates the few that are left; ``docs/models.md`` derives both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from personalization.bank import Floats, ItemBank, Positions
from personalization.belief import NODES_1D, WEIGHTS_1D, Belief
from personalization.diagnostics.policy import Aim

SCREENED = 50
"""How many questions the closed form hands on to exact evaluation."""

_KAPPA = 1.702
"""logistic(x) is within .0095 of Phi(x / 1.702) everywhere (Haley 1952)."""

_MOMENTS: Floats = np.stack([WEIGHTS_1D, WEIGHTS_1D * NODES_1D, WEIGHTS_1D * NODES_1D**2], axis=1)
_TINY = 1e-12
"""Least probability and variance divided by: what is that unlikely to happen teaches nothing worth asking."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Evaluated questions.

    Attributes
    ----------
    items : ndarray of int, shape (m,)
        Indices into the bank.
    gain : ndarray, shape (m,)
        Expected reduction of the classification loss.
    success : ndarray, shape (m,)
        Predictive probability of a right answer.
    """

    items: Positions
    gain: Floats
    success: Floats

    def where(self, keep: NDArray[np.bool_]) -> Gains:
        """Only the questions for which `keep` holds."""
        return Gains(self.items[keep], self.gain[keep], self.success[keep])


def screen(bank: ItemBank, aim: Aim, belief: Belief) -> tuple[Floats, Floats]:
    """Approximate gain and expected success of every item of the bank, shapes (n,) and (n,).

    The expected reduction of P_k (1 - P_k) by a yes-or-no observation X is exactly
    Cov(1[theta_k > cut_k], X)^2 / Var(X), P_k being a martingale. With the logistic curve read as a
    normal one that covariance is a bivariate normal probability, of which the tetrachoric series keeps
    one term for the neighbours and two for the competency asked.
    """
    rows, columns, which, products = bank.pairs
    variance = belief.covariance[aim.positions, aim.positions]
    height = (belief.mean[aim.positions] - aim.cuts) / np.sqrt(variance)
    steepness = aim.weights * np.exp(-height * height) / (4 * pi**2 * variance)
    if aim.power != 1:
        steepness *= _curvature(ndtr(height), aim.power)
    lean = np.zeros(belief.size)
    lean[aim.positions] = 0.5 * height * np.sqrt(variance)
    seen = belief.covariance[:, aim.positions]
    shared = (seen[rows] * seen[columns]) @ steepness
    spread = belief.covariance[rows, columns]
    if products.shape[1] == 1:  # one competency per item: the common case, without a second axis
        which, products = which[:, 0], products[:, 0]
        pull, width = shared.take(which), spread.take(which)
        pull *= products
        width *= products
        m = belief.mean.take(bank.primary)
        m *= bank.slope
    else:
        pull = np.einsum("np,np->n", products, shared[which])
        width = np.einsum("np,np->n", products, spread[which])
        m = np.einsum("nl,nl->n", bank.loadings, belief.mean[bank.positions])
    width += bank.noise
    width += _KAPPA**2
    root = np.sqrt(width)
    m -= bank.intercept
    m /= root  # the item's height on the normal curve
    rise = 1 - bank.slip - bank.guessing
    success = np.tanh((0.5 * _KAPPA) * m)
    success += 1
    success *= 0.5 * rise
    success += bank.guessing
    bend = lean.take(bank.primary)
    bend *= bank.slope
    bend *= m
    bend /= root
    bend += 1
    bend *= rise
    bend *= bend
    np.square(m, out=m)
    np.negative(m, out=m)
    gain = np.exp(m, out=m)
    gain *= pull
    gain *= bend
    width *= success
    width *= 1 - success
    gain /= np.maximum(width, _TINY)
    return gain, success


def exact_gains(bank: ItemBank, aim: Aim, belief: Belief, items: Positions) -> Gains:
    """Gain of each of some items by the very update that its answer would cause."""
    positions, loadings = bank.positions[items], bank.loadings[items]
    seen = belief.covariance[:, aim.positions]
    spread = loadings[:, :1] * seen[positions[:, 0]]
    for column in range(1, positions.shape[1]):
        spread += loadings[:, column, None] * seen[positions[:, column]]
    rows, columns, which, products = bank.pairs
    pairs = which[items]
    s2 = (products[items] * belief.covariance[rows[pairs], columns[pairs]]).sum(axis=1) + bank.noise[items]
    m = np.einsum("nl,nl->n", loadings, belief.mean[positions]) - bank.intercept[items]
    root = np.sqrt(s2)
    rise = 1 - bank.slip[items] - bank.guessing[items]
    curve = bank.guessing[items, None] + rise[:, None] * expit(m[:, None] + root[:, None] * NODES_1D)
    success, first, second = (curve @ _MOMENTS).T
    chance = np.stack([success, 1 - success])
    chance = np.maximum(chance, _TINY)
    shift = np.stack([first, -first]) / chance
    ratio = np.maximum(np.stack([second, 1 - second]) / chance - shift * shift, 1 / (1 + s2 / 4))
    mean = belief.mean[aim.positions] - aim.cuts
    variance = belief.covariance[aim.positions, aim.positions]
    heights = (shift / root)[:, :, None] * spread
    heights += mean
    widths = ((ratio - 1) / s2)[:, :, None] * (spread * spread)
    widths += variance
    heights /= np.sqrt(widths, out=widths)
    mastered = ndtr(heights, out=heights)
    after = _loss(mastered, aim.power) @ aim.weights
    now = float(_loss(ndtr(mean / np.sqrt(variance)), aim.power) @ aim.weights)
    gain = now - np.einsum("om,om->m", chance, after)
    return Gains(items, gain, success)


def _loss(mastered: Floats, power: float) -> Floats:
    """(P (1 - P))^q."""
    spread: Floats = mastered * (1 - mastered)
    return spread if power == 1 else spread**power


def _curvature(mastered: Floats, power: float) -> Floats:
    """Minus half the second derivative of (P (1 - P))^q: the worth of variance of P; 1 for q = 1."""
    spread = np.maximum(mastered * (1 - mastered), 1e-9)
    bow: Floats = 2 * spread + (1 - power) * (1 - 2 * mastered) ** 2
    return 0.5 * power * spread ** (power - 2) * bow


def best(bank: ItemBank, aim: Aim, belief: Belief, eligible: NDArray[np.bool_], floor: float = 0.0) -> Gains:
    """The eligible questions worth asking, evaluated exactly.

    Parameters
    ----------
    eligible : ndarray of bool, shape (n,)
        Where no question is eligible the answer is empty.
    floor : float
        Least expected success. Where no eligible question reaches it, those within .05 of the likeliest.
    """
    score, success = screen(bank, aim, belief)
    if floor > 0:
        likely = eligible & (success >= floor - 0.01)  # the closed form errs by less than that
        evaluated = exact_gains(bank, aim, belief, _top(score, likely))
        enough = evaluated.where(evaluated.success >= floor)
        if enough.items.size:
            return enough
        evaluated = exact_gains(bank, aim, belief, _top(success, eligible))
        if not evaluated.items.size:
            return evaluated
        return evaluated.where(evaluated.success >= evaluated.success.max() - 0.05)
    return exact_gains(bank, aim, belief, _top(score, eligible))


def _top(score: Floats, eligible: NDArray[np.bool_]) -> Positions:
    """Indices of the `SCREENED` greatest scores among the eligible."""
    if score.size <= SCREENED:
        return np.flatnonzero(eligible)
    top = np.argpartition(np.where(eligible, score, -np.inf), -SCREENED)[-SCREENED:]
    return top[eligible[top]]
