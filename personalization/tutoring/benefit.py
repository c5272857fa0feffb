"""What a tutee is expected to get from a tutor, competency by competency."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalization.bank import Floats
from personalization.tutoring.eligibility import Snapshot, shared

GROUP_RULES = ("any", "within", "across")


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """What a teacher decides about matching.

    Attributes
    ----------
    able : float
        Least probability of mastery of who explains a competency.
    need_below : float
        Who is less likely than this to master a competency is in need of help with it.
    distance, width : float
        The best distance between tutor and tutee in logits, and how quickly the fit falls off: near
        enough to explain, far enough to help.
    several_slots : float
        Weight of having more than one shared time to choose from, 0 to 1.
    groups : str
        Who may be with whom by group: "any", "within" or "across" (`eligibility.grouped`).
    weights : mapping-like tuple of (competency, weight)
        Importance; 1 where a competency is not named.
    seconds : float
        Most time for the exact search where times clash, deterministic seconds of the solver.
    version : str
    """

    able: float = 0.75
    need_below: float = 0.5
    distance: float = 1.5
    width: float = 1.0
    several_slots: float = 0.2
    groups: str = "any"
    weights: tuple[tuple[str, float], ...] = ()
    seconds: float = 1.0
    version: str = "1"

    def __post_init__(self) -> None:
        if not 0 < self.need_below <= self.able < 1:
            raise ValueError("0 < need_below <= able < 1 does not hold")
        if self.width <= 0 or not 0 <= self.several_slots <= 1:
            raise ValueError("width must be positive and several_slots within [0, 1]")
        if self.groups not in GROUP_RULES:
            raise ValueError(f"groups must be one of {', '.join(GROUP_RULES)}")


def needs(snapshot: Snapshot, policy: MatchingPolicy) -> NDArray[np.bool_]:
    """Where each learner is in need of help, shape (n, K); only where there is evidence."""
    result: NDArray[np.bool_] = snapshot.evident & (snapshot.mastery < policy.need_below)
    return result


def benefits(snapshot: Snapshot, policy: MatchingPolicy) -> tuple[Floats, NDArray[np.intp]]:
    """Benefit of every pair in its best competency, and that competency.

    P(tutor masters k) * weight_k * (1 - P(tutee masters k)) * fit of the distance * shared availability,
    0 where the tutor is not able or the tutee not in need.

    Returns
    -------
    benefit : ndarray, shape (n, n)
        Rows are tutors, columns tutees.
    competency : ndarray of int, shape (n, n)
        Position of the best competency; meaningless where the benefit is 0.
    """
    n = len(snapshot.learners)
    best = np.zeros((n, n))
    which = np.zeros((n, n), dtype=np.intp)
    able = snapshot.evident & (snapshot.mastery >= policy.able)
    needed = needs(snapshot, policy)
    weights = dict(policy.weights)
    for position, code in enumerate(snapshot.competencies):
        tutors, tutees = np.flatnonzero(able[:, position]), np.flatnonzero(needed[:, position])
        if not (tutors.size and tutees.size):
            continue
        block = np.ix_(tutors, tutees)
        distance = snapshot.mean[tutors, position][:, None] - snapshot.mean[tutees, position][None, :]
        value = np.exp(-0.5 * ((distance - policy.distance) / policy.width) ** 2)
        value *= snapshot.mastery[tutors, position][:, None] * (1 - snapshot.mastery[tutees, position])
        value *= weights.get(code, 1.0)
        better = value > best[block]
        best[block] = np.where(better, value, best[block])
        which[block] = np.where(better, position, which[block])
    slots = shared([learner.slots for learner in snapshot.learners])
    choice = 1 - policy.several_slots / np.maximum(slots, 1)
    return best * choice, which
