"""Which question to practise next: near enough to succeed, not one that was just seen."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.special import expit

from personalization.bank import KAPPA, Floats, ItemBank, Positions
from personalization.belief import Belief

SUCCESS = 0.75
"""Expected success that practice aims at: likely, and not certain."""
NEAR = 5
"""Among how many of the nearest one is drawn."""


def expected_success(bank: ItemBank, belief: Belief, items: Positions) -> Floats:
    """Predictive probability of a right answer to each item, shape (m,).

    The normal curve that is within .0095 of the logistic one gives it in closed form (Haley 1952).
    """
    positions, loadings = bank.positions[items], bank.loadings[items]
    mean = (loadings * belief.mean[positions]).sum(axis=1) - bank.intercept[items]
    shared = belief.covariance[positions[:, :, None], positions[:, None, :]]
    spread = np.einsum("il,ilm,im->i", loadings, shared, loadings) + bank.noise[items]
    logistic = expit(mean / np.sqrt(1 + spread / KAPPA**2))
    result: Floats = bank.guessing[items] + (1 - bank.slip[items] - bank.guessing[items]) * logistic
    return result


def next_to_practise(
    bank: ItemBank, belief: Belief, position: int, seen: Collection[int], rng: np.random.Generator
) -> int | None:
    """An item on a competency for practice.

    Parameters
    ----------
    position : int
        The competency; its items are those whose greatest loading is on it.
    seen : collection of int
        Items not to be shown again: those practised lately, in order of time or none.

    Returns
    -------
    int or None
        None where every item on it was seen.
    """
    own = np.flatnonzero((bank.primary == position) & ~bank.pilot)
    left = own[~np.isin(own, list(seen))] if seen else own
    if not left.size:
        return None
    distance = np.abs(expected_success(bank, belief, left) - SUCCESS)
    nearest = left[np.argsort(distance, kind="stable")[:NEAR]]
    return int(nearest[rng.integers(nearest.size)])
