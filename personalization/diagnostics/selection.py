"""The next question: the one that is expected to lower the classification loss most.

The loss is sum_k w_k ((P_k (1 - P_k))^q + lambda sigma_k^2) over the open targets, P_k the probability of
mastery, sigma_k its standard error, q and lambda the policy's `loss_power` and `narrowing`. Every
candidate's gain is the loss now minus the loss expected over both outcomes, with the updated mean and
variance of *every* open target. `screen` ranks the whole bank by a closed form
of the same quantity, `exact_gains` evaluates the few that are left; ``docs/models.md`` derives both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from personalization.bank import Floats, ItemBank, Positions, Singles
from personalization.belief import NODES_1D, WEIGHTS_1D, Belief
from personalization.diagnostics.policy import Aim

SCREENED = 24
"""How many questions the closed form hands on to exact evaluation."""

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
    worth : ndarray, shape (m,)
        Gain times priority: what the draw goes by.
    """

    items: Positions
    gain: Floats
    success: Floats
    worth: Floats

    def where(self, keep: NDArray[np.bool_]) -> Gains:
        """Only the questions for which `keep` holds."""
        return Gains(self.items[keep], self.gain[keep], self.success[keep], self.worth[keep])


def screen(bank: ItemBank, aim: Aim, belief: Belief) -> tuple[Singles, Singles]:
    """Approximate gain and expected success of every item of the bank, shapes (n,) and (n,)."""
    if not aim.steps:
        return _screen_one(bank, aim, belief)
    gain, success = _screen_one(bank, aim.one_step(0), belief)
    for level in range(1, len(aim.steps)):
        gain += _screen_one(bank, aim.one_step(level), belief)[0]
    return gain, success


def _screen_one(bank: ItemBank, aim: Aim, belief: Belief) -> tuple[Singles, Singles]:
    """`screen` for one cut of each competency.

    With the logistic curve read as a normal one the filter has a closed form. It is used for the
    competency that an item loads on most. For each neighbour, only weakly bound to the item, the first
    term of a series will do: P_k is a martingale, so the expected reduction of P_k (1 - P_k) by a
    yes-or-no observation X is Cov(1[theta_k > cut_k], X)^2 / Var(X), and that covariance of two cut
    normals is about their correlation times both densities. Single precision: half the memory to walk
    through, and it only ranks.
    """
    variance = belief.covariance[aim.positions, aim.positions]
    height = (belief.mean[aim.positions] - aim.cuts) / np.sqrt(variance)
    worth = aim.weights * np.exp(-height * height) / (2 * pi * variance)
    if aim.power != 1:
        worth *= _curvature(ndtr(height), aim.power)
    worth += aim.narrowing * aim.weights
    own = np.zeros((3, belief.size), dtype=np.float32)
    own[:, aim.positions] = height, np.sqrt(variance), aim.weights
    z, rho, width, pull = _project(bank, aim, belief, worth, own[1])
    light = bank.light
    density = np.exp(-0.5 * z * z)
    density *= light.rise * np.float32(1 / sqrt(2 * pi))
    success = light.guessing + light.rise * (np.float32(0.5) * (1 + _tanh_of_phi(z)))
    failure = 1 - success
    np.maximum(success, _TINY, out=success)
    np.maximum(failure, _TINY, out=failure)
    h, wide = own[0].take(bank.primary), (np.float32(aim.narrowing) * own[1] ** 2).take(bank.primary)
    after = success * _loss_after(h, wide, rho, z, density / success, aim.power)
    after += failure * _loss_after(h, wide, rho, z, -density / failure, aim.power)
    after -= wide
    now = _spread_to_loss(1 - _tanh_of_phi(own[0]) ** 2, aim.power)
    gain = now.take(bank.primary) - after
    gain *= own[2].take(bank.primary)
    density *= density
    width *= success
    width *= failure
    gain += pull * density / width
    return gain, success


def _project(
    bank: ItemBank, aim: Aim, belief: Belief, worth: Floats, error: Singles
) -> tuple[Singles, Singles, Singles, Singles]:
    """What the closed form needs of every item, each of shape (n,).

    Returns
    -------
    z : height of the item on the normal curve, (a.mu - delta) / sqrt(width).
    rho : correlation of its competency with what its answer shows.
    width : variance of that, a.Sigma.a + noise + 1.702^2.
    pull : sum over the targets other than its competency of worth_k (Sigma a)_k^2.
    """
    light, primary, seen = bank.light, bank.primary, belief.covariance[:, aim.positions]
    if bank.loadings.shape[1] == 1:  # one competency per item: the common case, without a second axis
        others = seen * seen @ worth
        others[aim.positions] -= worth * seen[aim.positions, np.arange(worth.size)] ** 2
        covariance = light.slope * belief.covariance.diagonal().astype(np.float32).take(primary)
        width = light.slope * covariance + light.width
        m = light.slope * belief.mean.astype(np.float32).take(primary)
        pull = others.astype(np.float32).take(primary)
        pull *= light.slope
        pull *= light.slope
    else:
        rows, columns, which, products = bank.pairs
        width = np.einsum("np,np->n", products, belief.covariance[rows, columns][which]).astype(np.float32)
        width += light.width
        m = np.einsum("nl,nl->n", bank.loadings, belief.mean[bank.positions]).astype(np.float32)
        towards = belief.covariance[bank.positions, primary[:, None]]
        covariance = np.einsum("nl,nl->n", bank.loadings, towards).astype(np.float32)
        every = ((seen[rows] * seen[columns]) @ worth)[which]
        pull = np.einsum("np,np->n", products, every).astype(np.float32)
        mine = np.zeros(belief.size, dtype=np.float32)
        mine[aim.positions] = worth
        pull -= mine.take(primary) * covariance**2
    root = np.sqrt(width)
    m -= light.intercept
    m /= root
    covariance /= root
    inverse = np.divide(1, error, out=np.zeros_like(error), where=error > 0)
    covariance *= inverse.take(primary)
    return m, covariance, width, pull


def _loss_after(h: Singles, wide: Singles, rho: Singles, z: Singles, g: Singles, power: float) -> Singles:
    """Loss in an item's own competency after an outcome whose log-probability has the slope g at z."""
    shift = rho * g
    narrowed = 1 - shift * (shift + rho * z)
    np.maximum(narrowed, np.float32(1e-3), out=narrowed)
    variance = wide * narrowed
    shift += h
    shift /= np.sqrt(narrowed, out=narrowed)
    curve = _tanh_of_phi(shift)
    variance += _spread_to_loss(1 - curve * curve, power)
    return variance


def _tanh_of_phi(x: Singles) -> Singles:
    """2 Phi(x) - 1 to within .0004, as a hyperbolic tangent (Page 1977): what numpy computes in vectors."""
    cubic: Singles = x * x
    cubic *= np.float32(0.044715 * sqrt(2 / pi))
    cubic += np.float32(sqrt(2 / pi))
    cubic *= x
    np.tanh(cubic, out=cubic)
    return cubic


def _spread_to_loss(spread: Singles, power: float) -> Singles:
    """(P (1 - P))^q from 4 P (1 - P)."""
    spread *= np.float32(0.25)
    if power == 0.5:  # the default, and a root is much faster than a power
        np.sqrt(spread, out=spread)
    elif power != 1:
        np.power(spread, np.float32(power), out=spread)
    return spread


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
    chance, shift, square = np.empty((3, 2, items.size))  # rows: right, wrong
    chance[0], chance[1] = success, 1 - success
    shift[0], shift[1] = first, -first
    square[0], square[1] = second, 1 - second
    np.maximum(chance, _TINY, out=chance)
    shift /= chance
    ratio = np.maximum(square / chance - shift * shift, 1 / (1 + s2 / 4))
    mean = belief.mean[aim.positions]
    variance = belief.covariance[aim.positions, aim.positions]
    heights = (shift / root)[:, :, None] * spread
    heights += mean
    widths = ((ratio - 1) / s2)[:, :, None] * (spread * spread)
    widths += variance
    weights = aim.steps[0][1] if aim.steps else aim.weights
    after = aim.narrowing * (widths @ weights)
    now = aim.narrowing * float(variance @ weights)
    np.sqrt(widths, out=widths)
    for cuts, weights in aim.steps or ((aim.cuts, aim.weights),):
        after += _loss(ndtr((heights - cuts) / widths), aim.power) @ weights
        now += float(_loss(ndtr((mean - cuts) / np.sqrt(variance)), aim.power) @ weights)
    gain = now - np.einsum("om,om->m", chance, after)
    return Gains(items, gain, success, gain)


def _loss(mastered: Floats, power: float) -> Floats:
    """(P (1 - P))^q."""
    spread: Floats = mastered * (1 - mastered)
    return spread if power == 1 else np.sqrt(spread) if power == 0.5 else spread**power


def _curvature(mastered: Floats, power: float) -> Floats:
    """Minus half the second derivative of (P (1 - P))^q: the worth of variance of P; 1 for q = 1."""
    spread = np.maximum(mastered * (1 - mastered), 1e-9)
    bow: Floats = 2 * spread + (1 - power) * (1 - 2 * mastered) ** 2
    return 0.5 * power * spread ** (power - 2) * bow


def best(
    bank: ItemBank,
    aim: Aim,
    belief: Belief,
    eligible: NDArray[np.bool_],
    floor: float = 0.0,
    priority: Singles | None = None,
) -> Gains:
    """The eligible questions worth asking, evaluated exactly.

    Parameters
    ----------
    eligible : ndarray of bool, shape (n,)
        Where no question is eligible the answer is empty.
    floor : float
        Least expected success. Where no eligible question reaches it, those within .05 of the likeliest.
    priority : ndarray, shape (n,), optional
        Factor of each question's gain, not negative: balance of content.
    """
    score, success = screen(bank, aim, belief)
    if priority is not None:
        score *= priority
    if floor > 0:
        likely = eligible & (success >= floor - 0.02)  # the closed form errs by less than that
        evaluated = _weighed(bank, aim, belief, _top(score, likely), priority)
        enough = evaluated.where(evaluated.success >= floor)
        if enough.items.size:
            return enough
        evaluated = _weighed(bank, aim, belief, _top(success, eligible), priority)
        if not evaluated.items.size:
            return evaluated
        return evaluated.where(evaluated.success >= evaluated.success.max() - 0.05)
    return _weighed(bank, aim, belief, _top(score, eligible), priority)


def _weighed(bank: ItemBank, aim: Aim, belief: Belief, items: Positions, priority: Singles | None) -> Gains:
    """`exact_gains`, their worth multiplied by the priorities."""
    found = exact_gains(bank, aim, belief, items)
    return found if priority is None else replace(found, worth=found.gain * priority[items])


def _top(score: Singles, eligible: NDArray[np.bool_]) -> Positions:
    """Indices of the `SCREENED` greatest scores among the eligible."""
    indices = np.flatnonzero(eligible)
    if indices.size > SCREENED:
        indices = indices[np.argpartition(score.take(indices), -SCREENED)[-SCREENED:]]
    return indices
