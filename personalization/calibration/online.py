"""The difficulty of an item, filtered together with the learner's belief after each answer."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from scipy.special import expit

from personalization.belief import NODES_1D, WEIGHTS_1D
from personalization.calibration.errors import BadSetting


@dataclass(frozen=True, slots=True)
class ItemEstimate:
    """What is known of an item's difficulty.

    Attributes
    ----------
    difficulty, sd : float
        b ~ N(difficulty, sd^2), in logits; for an item with several loadings the intercept over the length
        of the loading vector.
    responses : int
        Answers it has learnt from.
    """

    difficulty: float
    sd: float
    responses: int = 0

    def __post_init__(self) -> None:
        if not (isfinite(self.difficulty) and isfinite(self.sd) and self.sd >= 0 and self.responses >= 0):
            raise BadSetting(setting="item estimate", value=(self.difficulty, self.sd, self.responses))


def learn(
    estimate: ItemEstimate,
    m: float,
    s2: float,
    score: float | None,
    guessing: float = 0.0,
    slip: float = 0.0,
    slope: float = 1.0,
) -> ItemEstimate:
    """Take an answer in, by the same step of assumed-density filtering that moves the learner's belief.

    eta = a.theta - slope b has the variance S2 = s2 + (slope sd)^2, to which learner and item each
    contribute. What the answer says of eta is split between both in proportion to that: `belief.update`,
    given the item's ``difficulty_sd``, moves the learner by Sigma a (m' - m) / S2, this moves b by
    -slope sd^2 (m' - m) / S2.
    The correlation that one answer leaves between the two is forgotten, as in rating systems (Glickman 1999;
    Herbrich, Minka and Graepel 2006).

    Parameters
    ----------
    estimate : ItemEstimate
        Before the answer.
    m, s2 : float
        Mean and variance of a.theta alone before the answer, without the item's part.
    score : float or None
        In [0, 1]; None where the learner said "I don't know yet", to which guessing and slip do not apply.
    guessing, slip : float
    slope : float
        Length of the loading vector; taken as known.

    Raises
    ------
    ValueError
        The score is not within [0, 1].
    BadSetting
        m, s2 or slope is no number that this can be.
    """
    if score is not None and not 0 <= score <= 1:
        raise ValueError(f"a score lies between 0 and 1, not {score!r}")
    if not (isfinite(m) and isfinite(s2) and s2 >= 0 and isfinite(slope) and slope > 0):
        raise BadSetting(setting="belief", value=(m, s2, slope))
    own = (slope * estimate.sd) ** 2
    total = s2 + own
    if own == 0:
        return ItemEstimate(estimate.difficulty, estimate.sd, estimate.responses + 1)
    c, d, hit = (0.0, 1.0, 0.0) if score is None else (guessing, 1 - slip, score)
    eta = m - slope * estimate.difficulty + sqrt(total) * NODES_1D
    right = np.log(np.maximum(c + (d - c) * expit(eta), 1e-300))
    wrong = np.log(np.maximum(1 - d + (d - c) * expit(-eta), 1e-300))
    evidence = hit * right + (1 - hit) * wrong
    weights = WEIGHTS_1D * np.exp(evidence - evidence.max())
    weights /= weights.sum()
    shift = float(weights @ NODES_1D)
    # As in `belief`: no log-likelihood here curves by more than 1/4, so no posterior is narrower than this.
    ratio = max(float(weights @ (NODES_1D - shift) ** 2), 1 / (1 + total / 4))
    part = own / total
    return ItemEstimate(
        difficulty=estimate.difficulty - part * sqrt(total) * shift / slope,
        sd=estimate.sd * sqrt(max(1 - part * (1 - ratio), 1e-12)),
        responses=estimate.responses + 1,
    )
