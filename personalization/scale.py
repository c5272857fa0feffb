"""Positions on the logit scale as something people can picture: right answers out of such questions."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from personalization.bank import Floats, ItemBank


def expected_share(bank: ItemBank, position: int, theta: Floats) -> Floats:
    """Share of a competency's questions that a learner at each proficiency would answer right.

    Parameters
    ----------
    bank : ItemBank
    position : int
        The competency; its questions are those whose greatest loading is on it.
    theta : ndarray, shape (m,)
        Proficiencies in logits. On items with several loadings all of them are taken to be equal.

    Returns
    -------
    ndarray, shape (m,)
        Means of the response model over the questions; NaN where the bank has none.
    """
    own = np.flatnonzero(bank.primary == position)
    if not own.size:
        return np.full(theta.shape, np.nan)
    slope = bank.loadings[own].sum(axis=1)
    logistic = expit(slope[:, None] * theta[None, :] - bank.intercept[own][:, None])
    guessing, slip = bank.guessing[own][:, None], bank.slip[own][:, None]
    share: Floats = (guessing + (1 - slip - guessing) * logistic).mean(axis=0)
    return share
