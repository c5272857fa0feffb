"""Where a test stands, and what its steps lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from personalization.bank import Floats
from personalization.belief import Belief, Word
from personalization.diagnostics.levels import LevelResult
from personalization.explanations import Reason


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where a test stands.

    Attributes
    ----------
    belief : Belief
        After the answers so far.
    asked : tuple of int
        Items answered or skipped, pilots among them, as indices into the bank, in order; without the
        current one.
    scores : tuple of float or None
        One per item asked; None where it was skipped.
    current : int or None
        The item shown now; None once finished.
    stops : mapping of competency code to rule
        Targets that need no more questions, and the reason code of the rule.
    finished : Reason or None
        The rule that ended the test.
    seconds : float
        Time spent so far.
    """

    belief: Belief
    asked: tuple[int, ...]
    scores: tuple[float | None, ...]
    current: int | None
    stops: Mapping[str, str]
    finished: Reason | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Choice:
    """How the next item was chosen, so that the choice can be replayed and studied.

    Attributes
    ----------
    candidates : tuple of int
        Items among which the draw was made, the best first.
    probabilities : tuple of float
        With which each was to be drawn, exactly.
    chosen : int
    gain : float
        Expected reduction of the classification loss by the chosen one; 0 for a pilot.
    reason : Reason
    policy_version : str
    pilot : bool
        Whether it is tried out and will not be scored.
    pilot_chance : float
        Probability with which this place in the test was to be a pilot's.
    """

    candidates: tuple[int, ...]
    probabilities: tuple[float, ...]
    chosen: int
    gain: float
    reason: Reason
    policy_version: str
    pilot: bool = False
    pilot_chance: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one answer led to.

    Attributes
    ----------
    state : State
    contribution : ndarray, shape (K,), or None
        What the answer added to the mean, zeros for a pilot; None at the start.
    choice : Choice or None
        None when the test is finished.
    """

    state: State
    contribution: Floats | None
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """What came out for one target.

    Attributes
    ----------
    code : str
    word : Word
    mastery, mean, error : float
    own : int
        Answers to items on the competency itself.
    stop : str
        Reason code: why no more was asked about it; empty while the test runs.
    levels : tuple of LevelResult
        The verdict at each of its levels, the lowest first.
    """

    code: str
    word: Word
    mastery: float
    mean: float
    error: float
    own: int
    stop: str
    levels: tuple[LevelResult, ...] = ()
