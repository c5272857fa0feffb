"""What a teacher decides about a diagnostic."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from personalization.bank import Floats, ItemBank, Positions
from personalization.belief import Belief, Word, word
from personalization.diagnostics.exposure import Exposure


@dataclass(frozen=True, slots=True)
class Policy:
    """Targets, limits and thresholds of a diagnostic.

    Attributes
    ----------
    targets : tuple of str
        Competencies to decide on; empty for all of the framework.
    level : int
        Which cut of each competency.
    min_items, max_items : int
        Questions of a whole test.
    max_per_competency : int
        Questions on one competency (by the greatest loading).
    mastered, not_yet : float
        Probabilities of mastery beyond which a verdict is a decision.
    standard_error : float
        A competency known as well as this is asked no further, decided or not.
    widest : float
        A competency known worse than this is "not enough evidence", whatever its probability.
    borrow : bool
        Whether answers on neighbours alone may settle a competency; its word then says that it was not
        asked.
    gentle : bool
        Expected success of every question at least `success`, of the first and the last one at least
        `easy`, as far as the bank allows.
    max_minutes : float or None
    loss_power, narrowing : float
        q and lambda of the loss sum_k w_k ((P_k (1 - P_k))^q + lambda sigma_k^2) that questions are to
        lower. q within (0, 1]: 1 for the most accurate verdicts on all targets, smaller for more targets
        decided. lambda small: it speaks where a probability is near 0 or 1 and yet known too widely for
        a verdict (figures in ``docs/models.md``).
    least_gain : float
        Stop when no question is expected to lower the loss by as much as this.
    exposure : Exposure
    version : str
        Stored with every choice.
    """

    targets: tuple[str, ...] = ()
    level: int = 0
    max_items: int = 24
    min_items: int = 4
    max_per_competency: int = 8
    mastered: float = 0.9
    not_yet: float = 0.1
    standard_error: float = 0.45
    widest: float = 0.7
    borrow: bool = False
    gentle: bool = False
    success: float = 0.7
    easy: float = 0.8
    max_minutes: float | None = None
    loss_power: float = 1.0
    narrowing: float = 0.05
    least_gain: float = 1e-6
    exposure: Exposure = field(default_factory=Exposure)
    version: str = "1"

    def __post_init__(self) -> None:
        if not 1 <= self.min_items <= self.max_items:
            raise ValueError("1 <= min_items <= max_items does not hold")
        if self.max_per_competency < 1 or self.level < 0:
            raise ValueError("max_per_competency must be at least 1, and level not negative")
        if not 0 < self.loss_power <= 1 or self.narrowing < 0:
            raise ValueError("0 < loss_power <= 1 and 0 <= narrowing do not both hold")
        if not 0 < self.not_yet < 0.5 < self.mastered < 1:
            raise ValueError("0 < not_yet < 0.5 < mastered < 1 does not hold")

    def word(self, mastery: float, error: float, own: int) -> Word:
        """`belief.word` with the thresholds of this policy."""
        return word(mastery, error, own, mastered=self.mastered, not_yet=self.not_yet, widest=self.widest)


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """A policy's targets as arrays over one bank's framework.

    Attributes
    ----------
    positions : ndarray of int, shape (T,)
    cuts, weights : ndarray, shape (T,)
    codes : tuple of str
    power, narrowing : float
        Of the loss.
    """

    positions: Positions
    cuts: Floats
    weights: Floats
    codes: tuple[str, ...]
    power: float = 1.0
    narrowing: float = 0.0

    def mastery(self, belief: Belief) -> Floats:
        """Probability of mastery of each target, shape (T,)."""
        result: Floats = ndtr((belief.mean[self.positions] - self.cuts) / self.error(belief))
        return result

    def error(self, belief: Belief) -> Floats:
        """Standard error of each target, shape (T,)."""
        result: Floats = np.sqrt(belief.covariance[self.positions, self.positions])
        return result

    def only(self, topics: NDArray[np.bool_]) -> Aim:
        """The targets among some competencies; `topics` has the shape (K,)."""
        keep = topics[self.positions]
        if keep.all():
            return self
        codes = tuple(code for code, kept in zip(self.codes, keep.tolist(), strict=True) if kept)
        return Aim(
            self.positions[keep], self.cuts[keep], self.weights[keep], codes, self.power, self.narrowing
        )


def aim(bank: ItemBank, policy: Policy) -> Aim:
    """Resolve the targets of a policy.

    Raises
    ------
    UnknownCompetency
    """
    framework = bank.framework
    positions = framework.positions(policy.targets)
    cuts, weights, codes = framework.cuts(policy.level), framework.weights, framework.codes
    if policy.targets:
        cuts, weights, codes = cuts[positions], weights[positions], policy.targets
    return Aim(positions, cuts, weights, codes, policy.loss_power, policy.narrowing)
