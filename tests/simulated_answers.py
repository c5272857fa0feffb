"""Answers as learners of a known kind would give them."""

from __future__ import annotations

import numpy as np

from personalization.bank import Floats


def adaptively_answered(difficulties: Floats, *, seed: int, learners: int = 2_000, questions: int = 8) -> Floats:
    """Scores, learners by items, nan where not asked: everybody gets the question nearest to their standing so far."""
    rng = np.random.default_rng(seed)
    scores = np.full((learners, len(difficulties)), np.nan)
    for person in range(learners):
        theta, guess = rng.normal(), 0.0
        for turn in range(questions):
            left = np.flatnonzero(np.isnan(scores[person]))
            item = left[np.abs(difficulties[left] - guess).argmin()]
            scores[person, item] = float(rng.random() < 1 / (1 + np.exp(difficulties[item] - theta)))
            guess += (2 * scores[person, item] - 1) / (turn + 1)
    return scores
