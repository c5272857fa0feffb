"""What a teacher decides about a diagnostic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from personalization.bank import Floats, GroupKind, ItemBank, Positions
from personalization.belief import Belief, Word, word
from personalization.diagnostics.exposure import Exposure
from personalization.framework import Framework


class PolicyError(ValueError):
    """A policy that makes no sense.

    Attributes
    ----------
    field : str
        Name of the field that is to blame.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field


@dataclass(frozen=True, slots=True)
class ContentRule:
    """How many of a test's scored questions are of one kind, at least and at most.

    Attributes
    ----------
    kind : "competency", "area" or "tag"
        The first two by an item's greatest loading, the last by `Item.tags`.
    name : str
        Code of the competency or area, or the tag.
    at_least : int
        Held to as far as the bank can and the questions reach; a test goes on for it.
    at_most : int or None
        Never broken.
    """

    kind: GroupKind
    name: str
    at_least: int = 0
    at_most: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in ("competency", "area", "tag"):
            raise PolicyError("content", f"no kind of rule is called {self.kind!r}")
        if self.at_least < 0 or (self.at_most is not None and self.at_most < max(self.at_least, 1)):
            raise PolicyError("content", f"0 <= at_least <= at_most does not hold for {self.name!r}")


@dataclass(frozen=True, slots=True)
class Policy:
    """Targets, limits and thresholds of a diagnostic.

    Attributes
    ----------
    targets : tuple of str
        Competencies to decide on; empty for all of the framework.
    level : int
        Which cut of each competency.
    cuts : mapping of competency code to float
        The teacher's own cuts at that level, in logits, instead of the framework's.
    all_levels : bool
        Whether questions are to tell every level of a competency, and not only `level`.
    min_items, max_items : int
        Questions of a whole test; pilots count towards the greatest number only.
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
    balance : float
        How strongly competencies that were asked about less are preferred; 0 leaves it to the loss.
    content : tuple of ContentRule
    pilot_share : float
        Share of the questions that are pilots, at most a quarter.
    version : str
        Stored with every choice.
    """

    targets: tuple[str, ...] = ()
    level: int = 0
    cuts: Mapping[str, float] = field(default_factory=dict, hash=False)
    all_levels: bool = False
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
    loss_power: float = 0.5
    narrowing: float = 0.1
    least_gain: float = 1e-6
    exposure: Exposure = field(default_factory=Exposure)
    balance: float = 0.0
    content: tuple[ContentRule, ...] = ()
    pilot_share: float = 0.0
    version: str = "1"

    def __post_init__(self) -> None:
        self._read_json()
        for name in _NUMBERS:
            value = getattr(self, name)
            if value is not None and not isfinite(value):
                raise PolicyError(name, "is not a finite number")
        for code, cut in self.cuts.items():
            if not isfinite(cut):
                raise PolicyError("cuts", f"the cut of {code!r} is not a finite number")
        for name, rule, holds in _rules(self):
            if not holds:
                raise PolicyError(name, f"{rule} does not hold")

    def _read_json(self) -> None:
        """Take lists for tuples and objects for values, as they come out of JSON."""
        put = object.__setattr__
        put(self, "targets", tuple(self.targets))
        put(self, "cuts", {code: float(cut) for code, cut in self.cuts.items()})
        if isinstance(self.exposure, Mapping):
            put(self, "exposure", Exposure(**self.exposure))
        rules = (ContentRule(**rule) if isinstance(rule, Mapping) else rule for rule in self.content)
        put(self, "content", tuple(rules))

    def to_json(self) -> dict[str, Any]:
        """Every field in values that JSON can hold; `from_json` gives the same policy back."""
        stored = asdict(self)
        stored["targets"] = list(self.targets)
        stored["content"] = list(stored["content"])
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Policy:
        """A policy from what was stored of it; what is missing takes its default.

        Raises
        ------
        PolicyError
            A field is unknown, or its value makes no sense.
        """
        known = {one.name for one in fields(cls)}
        for name in stored:
            if name not in known:
                raise PolicyError(name, "no field of a policy has this name")
        return cls(**stored)

    def word(self, mastery: float, error: float, own: int) -> Word:
        """`belief.word` with the thresholds of this policy."""
        return word(mastery, error, own, mastered=self.mastered, not_yet=self.not_yet, widest=self.widest)

    def cuts_for(self, framework: Framework) -> Floats:
        """Cut of each competency that verdicts are about, shape (K,): the teacher's, else the framework's.

        Raises
        ------
        UnknownCompetency
        """
        return framework.cuts_with(self.cuts, self.level)

    def ladder(self, framework: Framework, position: int) -> tuple[float, ...]:
        """Cuts of all levels of a competency, ascending; one that the teacher moved pushes the others."""
        competency = framework.competencies[position]
        own = self.cuts.get(competency.code)
        if own is None:
            return competency.cuts
        level = min(self.level, len(competency.cuts) - 1)
        below = tuple(min(cut, own) for cut in competency.cuts[:level])
        return (*below, own, *(max(cut, own) for cut in competency.cuts[level + 1 :]))


_NUMBERS = (
    "mastered", "not_yet", "standard_error", "widest", "success", "easy", "max_minutes", "loss_power",
    "narrowing", "least_gain", "balance", "pilot_share",
)  # fmt: skip


def _rules(policy: Policy) -> tuple[tuple[str, str, bool], ...]:
    """Field to blame, rule, and whether it holds."""
    return (
        ("max_items", "1 <= min_items <= max_items", 1 <= policy.min_items <= policy.max_items),
        ("max_per_competency", "max_per_competency of at least 1", policy.max_per_competency >= 1),
        ("level", "level of at least 0", policy.level >= 0),
        ("loss_power", "0 < loss_power <= 1", 0 < policy.loss_power <= 1),
        ("narrowing", "0 <= narrowing", policy.narrowing >= 0),
        (
            "mastered",
            "0 < not_yet < 0.5 < mastered < 1",
            0 < policy.not_yet < 0.5 < policy.mastered < 1,
        ),
        ("standard_error", "0 < standard_error", policy.standard_error > 0),
        ("widest", "0 < widest", policy.widest > 0),
        ("success", "0 <= success <= 1", 0 <= policy.success <= 1),
        ("easy", "0 <= easy <= 1", 0 <= policy.easy <= 1),
        ("max_minutes", "0 < max_minutes", policy.max_minutes is None or policy.max_minutes > 0),
        ("balance", "0 <= balance", policy.balance >= 0),
        ("pilot_share", "0 <= pilot_share <= 0.25", 0 <= policy.pilot_share <= 0.25),
        ("targets", "each target once", len(set(policy.targets)) == len(policy.targets)),
    )


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
    steps : tuple of (cuts, weights), each of shape (T,)
        One per level where the loss sums over all levels, weights 0 where a competency has fewer;
        empty where it is about `cuts` alone.
    balance : float
    per_competency : int
    """

    positions: Positions
    cuts: Floats
    weights: Floats
    codes: tuple[str, ...]
    power: float = 1.0
    narrowing: float = 0.0
    steps: tuple[tuple[Floats, Floats], ...] = ()
    balance: float = 0.0
    per_competency: int = 8

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
        return replace(
            self,
            positions=self.positions[keep],
            cuts=self.cuts[keep],
            weights=self.weights[keep],
            codes=tuple(code for code, kept in zip(self.codes, keep.tolist(), strict=True) if kept),
            steps=tuple((cuts[keep], weights[keep]) for cuts, weights in self.steps),
        )

    def one_step(self, level: int) -> Aim:
        """The part of the loss that one level contributes; the narrowing belongs to the first."""
        cuts, weights = self.steps[level]
        return replace(self, cuts=cuts, weights=weights, steps=(), narrowing=0.0 if level else self.narrowing)


def aim(bank: ItemBank, policy: Policy) -> Aim:
    """Resolve the targets of a policy.

    Raises
    ------
    UnknownCompetency
    """
    framework = bank.framework
    positions = framework.positions(policy.targets)
    cuts, weights, codes = policy.cuts_for(framework), framework.weights, framework.codes
    if policy.targets:
        cuts, weights, codes = cuts[positions], weights[positions], policy.targets
    return Aim(
        positions,
        cuts,
        weights,
        codes,
        policy.loss_power,
        policy.narrowing,
        _steps(framework, policy, positions, weights) if policy.all_levels else (),
        policy.balance,
        policy.max_per_competency,
    )


def _steps(
    framework: Framework, policy: Policy, positions: Positions, weights: Floats
) -> tuple[tuple[Floats, Floats], ...]:
    ladders = [policy.ladder(framework, position) for position in positions.tolist()]
    levels = max((len(ladder) for ladder in ladders), default=1)
    return tuple(
        (
            np.array([ladder[min(level, len(ladder) - 1)] for ladder in ladders]),
            np.where([level < len(ladder) for ladder in ladders], weights, 0.0),
        )
        for level in range(levels)
    )
