"""Positions on the logit scale as something people can picture: right answers out of such questions."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from personalization.bank import Floats, ItemBank

FARTHEST = 4.0
"""Logits: a cut farther out than this tells hardly anybody from anybody."""


class ShareOutOfReach(ValueError):
    """A share of right answers that no proficiency within `FARTHEST` has.

    Somebody who knows nothing still guesses, and somebody who knows everything slips.

    Attributes
    ----------
    share, lowest, highest : float
        What was asked for, and what is possible; nan where the bank has no such question.
    """

    def __init__(self, share: float, lowest: float, highest: float) -> None:
        super().__init__(f"a share of {share:g} is not between {lowest:.2f} and {highest:.2f}")
        self.share, self.lowest, self.highest = share, lowest, highest


def expected_share(bank: ItemBank, position: int, theta: Floats) -> Floats:
    """Share of a competency's questions that a learner at each proficiency would answer right.

    Parameters
    ----------
    bank : ItemBank
    position : int
        The competency; its questions are those whose greatest loading is on it, without pilots.
    theta : ndarray, shape (m,)
        Proficiencies in logits. On items with several loadings all of them are taken to be equal.

    Returns
    -------
    ndarray, shape (m,)
        Means of the response model over the questions; NaN where the bank has none.
    """
    own = np.flatnonzero((bank.primary == position) & ~bank.pilot)
    if not own.size:
        return np.full(theta.shape, np.nan)
    slope = bank.loadings[own].sum(axis=1)
    logistic = expit(slope[:, None] * theta[None, :] - bank.intercept[own][:, None])
    guessing, slip = bank.guessing[own][:, None], bank.slip[own][:, None]
    share: Floats = (guessing + (1 - slip - guessing) * logistic).mean(axis=0)
    return share


def cut_for_share(bank: ItemBank, position: int, share: float) -> float:
    """The proficiency at which somebody gets a share of a competency's questions right.

    The inverse of `expected_share`: what a teacher's "who just masters this gets 7 of 10 right" means as
    a cut, in logits.

    Raises
    ------
    ShareOutOfReach
        Guessing, slips, or the difficulty of the questions do not allow such a share, or the bank has no
        such question.
    """
    lowest, highest = expected_share(bank, position, np.array([-FARTHEST, FARTHEST])).tolist()
    if not lowest <= share <= highest:
        raise ShareOutOfReach(share, lowest, highest)

    def over(theta: float) -> float:
        return float(expected_share(bank, position, np.array([theta]))[0]) - share

    return float(brentq(over, -FARTHEST, FARTHEST, xtol=1e-10))


def angoff(shares: Sequence[float]) -> float:
    """Mean of the shares that several teachers expect of somebody who just masters (modified Angoff).

    Raises
    ------
    ValueError
        There is none, or one is not within (0, 1).
    """
    if not shares or not all(0 < share < 1 for share in shares):
        raise ValueError("at least one share is needed, and each lies between 0 and 1")
    return fmean(shares)
