"""A path, its steps, and what a teacher decides about paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from personalization.explanations import Reason

StepKind = Literal["core", "reinforcement", "extension", "review", "tutoring", "check"]


@dataclass(frozen=True, slots=True)
class PathPolicy:
    """What a teacher decides about paths.

    Attributes
    ----------
    targets : tuple of str
        Competencies to reach; empty for all.
    level : int
        Which cut of each competency.
    cuts : mapping of competency code to float
        The teacher's own cuts at that level, in logits, instead of the framework's.
    weekly_minutes : float
        Time a learner has in a week; steps are laid into weeks.
    mastered : float
        Probability from which a competency needs no more steps.
    ready : float
        Least probability that all prerequisites are mastered before a competency is begun.
    max_steps : int
        Length of the path, kept steps and reviews included.
    language : str
        Language that the activities must speak; empty for any.
    alternatives : int
        How many ways of doing a step are offered at most.
    per_competency : int
        Learning steps on one competency at most, before new answers say whether more are needed.
    check_minutes : float
        Length of the short check that follows the steps on a competency; 0 for no checks.
    review_minutes : float
        Length of a review.
    extensions : bool
        Whether steps above the cut follow where time is left.
    version : str
    """

    targets: tuple[str, ...] = ()
    level: int = 0
    cuts: Mapping[str, float] = field(default_factory=dict, hash=False)
    weekly_minutes: float = 90.0
    mastered: float = 0.9
    ready: float = 0.5
    max_steps: int = 12
    language: str = ""
    alternatives: int = 3
    per_competency: int = 3
    check_minutes: float = 0.0
    review_minutes: float = 5.0
    extensions: bool = True
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes
    ----------
    kind : StepKind
    competency : str
    alternatives : tuple of str
        Codes of the activities that do it, the most valuable first; the learner chooses.
    minutes : float
        Of the first alternative.
    reasons : tuple of Reason
    week : int
        Week it is laid into, 0 for this one.
    """

    kind: StepKind
    competency: str
    alternatives: tuple[str, ...]
    minutes: float
    reasons: tuple[Reason, ...]
    week: int = 0


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A path.

    Attributes
    ----------
    steps : tuple of Step
    gap : float or None
        Proved relative distance to the best path; None where nothing was proved.
    """

    steps: tuple[Step, ...]
    gap: float | None = None

    @property
    def minutes(self) -> float:
        """Time of the whole path."""
        return sum(step.minutes for step in self.steps)
