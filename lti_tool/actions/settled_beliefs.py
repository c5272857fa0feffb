"""A belief with what of its doubt is owed to time alone, and the words that both give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.special import ndtr

from lti_tool.database.evidence import BeliefRow
from personalization.bank import Floats, Positions
from personalization.belief import Belief, Word
from personalization.diagnostics.policy import Policy
from personalization.evidence import Elapsed, Evidence, concerned
from personalization.framework import Framework
from personalization.standing import Settled, Standing

from .loading import LoadedFramework, belief_from

FORGET_AFTER_DAYS = 1.0
"""Time counts from here on; within a day it changes nothing worth saying."""
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A belief and what of its variances is settled."""

    belief: Belief
    settled: Settled

    def after(self, framework: Framework, entry: Evidence, belief: Belief) -> Known:
        """After an entry that has made the belief into another one."""
        if isinstance(entry, Elapsed):
            return Known(belief, self.settled.after_time(entry.days, entry.rate))
        asked = concerned(framework, entry)
        return Known(belief, self.settled.after_evidence(self.belief, belief, asked))

    def today(self, updated_at: datetime | None, now: datetime | None) -> Known:
        """With the time that has passed since the last evidence, which no entry tells of yet."""
        if updated_at is None or now is None:
            return self
        days = (now - updated_at).total_seconds() / SECONDS_A_DAY
        return Known(self.belief, self.settled.after_time(days)) if days >= FORGET_AFTER_DAYS else self


def known_from(row: BeliefRow | None, loaded: LoadedFramework) -> Known:
    """What is stored of a learner, or what is believed of somebody nobody knows."""
    belief = belief_from(row, loaded)
    if row is None or row.settled is None:
        return Known(belief, Settled.of(belief))
    values = np.frombuffer(row.settled, "<f8").astype(np.float64)
    return Known(belief, Settled(values[: belief.size], values[belief.size :]))


def settled_bytes(settled: Settled) -> bytes:
    """How a row keeps it: the variances, then what time has added."""
    return np.concatenate([settled.variance, settled.grown]).astype("<f8").tobytes()


def settled_mastery(known: Known, cuts: Floats) -> Floats:
    """Probability to be above each cut as if no time had passed, shape (K,)."""
    result: Floats = ndtr((known.belief.mean - cuts) / np.sqrt(known.settled.variance))
    return result


def standings(known: Known, positions: Positions, cuts: Floats, policy: Policy) -> tuple[Standing, ...]:
    """`personalization.standing.standing` for several competencies at once.

    Parameters
    ----------
    positions : ndarray of int, shape (T,)
    cuts : ndarray, shape (T,)
    """
    belief, variance = known.belief, known.settled.variance[positions]
    distance = belief.mean[positions] - cuts
    then_error, now_error = np.sqrt(variance), np.sqrt(variance + known.settled.grown[positions])
    then, now = ndtr(distance / then_error).tolist(), ndtr(distance / now_error).tolist()
    return tuple(
        _standing(policy, *values)
        for values in zip(
            then, then_error.tolist(), now, now_error.tolist(), belief.own[positions].tolist(), strict=True
        )
    )


def _standing(
    policy: Policy, then: float, then_error: float, now: float, now_error: float, own: int
) -> Standing:
    word = policy.word(then, then_error, own)
    due = word is Word.MASTERED and policy.word(now, now_error, own) is not Word.MASTERED
    return Standing(word, due, then, now)
