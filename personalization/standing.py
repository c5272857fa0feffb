"""The word that stands for a competency: time alone takes none away, it makes a review due."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from personalization.bank import Floats, Positions
from personalization.belief import Belief, Word, word


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What of a belief's variance is owed to evidence, and what to time.

    Attributes
    ----------
    variance : ndarray, shape (K,)
        That the evidence left, without what time alone has added.
    grown : ndarray, shape (K,)
        That time has added since the competency itself was last asked for.
    """

    variance: Floats
    grown: Floats

    @classmethod
    def of(cls, prior: Belief) -> Settled:
        """At the beginning, when no time has passed."""
        return cls(prior.covariance.diagonal().copy(), np.zeros(prior.size))

    def after_evidence(self, before: Belief, after: Belief, asked: Positions) -> Settled:
        """After a piece of evidence that is not time.

        What speaks against a competency itself counts with everything that is uncertain by now; what
        speaks for it, or is about others, leaves no more doubt than there was. So an answer may take a tick
        away and time may not, not even with a right answer as its occasion.

        Parameters
        ----------
        asked : ndarray of int
            Competencies that the evidence is about.
        """
        known = after.covariance.diagonal()
        variance = np.minimum(self.variance, known)
        against = asked[after.mean[asked] < before.mean[asked]]
        variance[against] = known[against]
        grown = self.grown.copy()
        grown[asked] = 0.0
        return Settled(variance, grown)

    def after_time(self, days: float, rate: float = 0.002, ceiling: float = 1.0) -> Settled:
        """After time has passed: doubt grows as in `belief.forget`, but from what the evidence left."""
        room = np.maximum(ceiling - self.variance, 0.0)
        return Settled(self.variance, np.minimum(self.grown + rate * days, room))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of a competency.

    Attributes
    ----------
    word : Word
        By the mean now and the variance that the evidence left: as if no time had passed.
    review_due : bool
        *mastered*, but since it was last asked for so much time has passed that, with what time has made
        uncertain, it would not be said any more.
    mastery : float
        Probability to be above the cut that the word was said by.
    mastery_now : float
        The same with what time has made uncertain.
    """

    word: Word
    review_due: bool
    mastery: float
    mastery_now: float


def standing(
    belief: Belief,
    position: int,
    settled: Settled,
    cut: float = 0.0,
    *,
    mastered: float = 0.9,
    not_yet: float = 0.1,
    widest: float = 0.7,
) -> Standing:
    """The word for one competency of a belief in which time has passed.

    Parameters
    ----------
    belief : Belief
        Its mean and own answers are used; the variances come from `settled`.
    mastered, not_yet, widest : float
        The policy's, as for `belief.word`.
    """
    own, distance = int(belief.own[position]), float(belief.mean[position]) - cut
    variance = float(settled.variance[position])
    said = []
    for error in (variance**0.5, (variance + float(settled.grown[position])) ** 0.5):
        probability = float(ndtr(distance / error))
        said.append(
            (probability, word(probability, error, own, mastered=mastered, not_yet=not_yet, widest=widest))
        )
    (then, stands), (now, today) = said
    return Standing(stands, stands is Word.MASTERED and today is not Word.MASTERED, then, now)
