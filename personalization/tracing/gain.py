"""What practice adds to a belief, and what a belief later tells of the practice."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from personalization.bank import KAPPA, Floats
from personalization.belief import Belief, Update, observe_activity
from personalization.tracing.effects import EVERY, LAST_STEP, Effect, Effects, Key, Priors, practice_step

_CENTRES = (0.0, 1.0, 2.0, 3.0, 4.5, 7.0, 11.0, 16.0)
"""Earlier answers that a step of practice stands for."""


@dataclass(frozen=True, slots=True)
class LearningRate:
    """What one practised answer adds to its competency for good, in logits.

    The defaults are what ASSISTments 2015 gave: .66 over the first 14 to 18 answers on a skill, the same for
    right and wrong ones as far as it lasts, and skills that differ by about half of it
    (``docs/models.md``, 8).

    Attributes
    ----------
    right, wrong : float
        After an answer of full score and of none; between them in proportion.
    sd : float
        Standard deviation of either.
    """

    right: float = 0.04
    wrong: float = 0.04
    sd: float = 0.02

    def __post_init__(self) -> None:
        if not (isfinite(self.right) and isfinite(self.wrong) and isfinite(self.sd) and self.sd >= 0):
            raise ValueError("a rate of learning is finite, and its standard deviation not negative")

    def gain(self, score: float | None) -> float:
        """What is added after an answer with this score; None, "I don't know yet", counts as none."""
        share = 0.0 if score is None else score
        if not 0 <= share <= 1:
            raise ValueError(f"a score lies between 0 and 1, not {score!r}")
        return self.wrong + (self.right - self.wrong) * share


DEFAULT_RATE = LearningRate()


def learned(belief: Belief, position: int, score: float | None, rate: LearningRate = DEFAULT_RATE) -> Update:
    """The belief after having practised: what the answer showed is taken in before, and apart from this.

    The entry of the log is `evidence.Learned(competency, rate.gain(score), rate.sd)`, so that what was
    learnt and what was shown stay apart in the contributions.
    """
    return observe_activity(belief, position, rate.gain(score), rate.sd)


def rate_of_skill(effects: Effects, skill: int, attempts: int, priors: Priors | None = None) -> LearningRate:
    """The rate that use has shown for a skill after so many answers on it, in logits per answer.

    Parameters
    ----------
    effects : mapping
        As `trace` has left them; their normal scale times 1.702 is the logistic one.
    """
    known = priors if priors is not None else Priors()
    step = min(practice_step(attempts), LAST_STEP - 1)
    mean = variance = 0.0
    for number, sign in ((step + 1, 1.0), (step, -1.0)):
        for where in (EVERY, skill):
            key: Key = ("practice", where, number)
            effect = effects.get(key) or known.of(key)
            mean += sign * effect[0]
            variance += effect[1]
    span = _CENTRES[step + 1] - _CENTRES[step]
    gain = KAPPA * mean / span
    return LearningRate(gain, gain, KAPPA * sqrt(variance) / span)


@dataclass(frozen=True, slots=True, eq=False)
class OnTrial:
    """An effect that a learner has had, of which later answers tell.

    Attributes
    ----------
    effect : Effect
        Mean and variance of what is known of it, in logits.
    shared : ndarray, shape (K,)
        Covariance of the effect with the learner's competencies.
    """

    effect: Effect
    shared: Floats


def try_effect(belief: Belief, position: int, effect: Effect) -> tuple[OnTrial, Update]:
    """Let an activity have its effect on a learner, and keep what ties the two together."""
    mean, variance = effect
    shared = np.zeros(belief.size)
    shared[position] = variance
    return OnTrial(effect, shared), observe_activity(belief, position, mean, sqrt(variance))


def learn_effect(trial: OnTrial, before: Belief, after: Belief) -> OnTrial:
    """What an answer that took a learner from one belief to the next tells of the effect.

    The two are one Gaussian, so the effect follows by regression on the learner: exact as far as the
    filter is. The next learner starts from `effect`.
    """
    weights = np.linalg.solve(before.covariance, trial.shared)
    mean, variance = trial.effect
    fall = float(weights @ (before.covariance - after.covariance) @ weights)
    return OnTrial(
        (mean + float(weights @ (after.mean - before.mean)), variance - fall), after.covariance @ weights
    )
