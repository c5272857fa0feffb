"""What skills do to an answer, each as a belief of its own that learns from use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import NamedTuple

Effect = tuple[float, float]
"""Mean and variance of one effect, on the scale of a normal response curve."""

Key = tuple[str, int, int]
"""Kind, skill (`EVERY` for what all skills have in common), and a number within the kind."""

Effects = Mapping[Key, Effect]
"""What is known so far; an effect that is missing has its prior."""

Term = tuple[Key, float]
"""An effect and the factor with which it enters an answer."""

EVERY = -1

_STEP = (0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6)
LAST_STEP = 7
"""Practice counted by 0, 1, 2, 3, 4-5, 6-8, 9-13 and 14 or more earlier answers on the skill."""


@dataclass(frozen=True, slots=True)
class Priors:
    """Variance of each effect before any use; the means are 0, that of the loading is 1.

    0 leaves an effect out. `x_here` is what one skill differs by from all.

    Attributes
    ----------
    level, level_here : float
        How easily skills are answered.
    loading_here : float
        How strongly a skill depends on the learner.
    practice, practice_here : float
        Learning: what 1, 2, 3, ... earlier answers on the skill have done, whatever their outcome.
    right, right_here, wrong, wrong_here : float
        Recent success and failure on the skill; fades from answer to answer.
    back, back_here : float
        Coming back to a skill from another one.
    rested, rested_here : float
        Going on after a rest.
    order_here : float
        What it does to come from one certain skill.
    """

    level: float = 1.0
    level_here: float = 0.4
    loading_here: float = 0.04
    practice: float = 0.01
    practice_here: float = 0.01
    right: float = 0.05
    right_here: float = 0.005
    wrong: float = 0.05
    wrong_here: float = 0.005
    back: float = 0.1
    back_here: float = 0.04
    rested: float = 0.1
    rested_here: float = 0.09
    order_here: float = 0.035

    def __post_init__(self) -> None:
        for name, value in self.all().items():
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"the variance {name} is {value!r}")

    def all(self) -> dict[str, float]:
        """Every variance by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def of(self, key: Key) -> Effect:
        """The effect before any use."""
        kind, skill, _ = key
        variance: float = getattr(self, kind if skill == EVERY else kind + "_here")
        return (1.0 if kind == "loading" else 0.0), variance


class Recent(NamedTuple):
    """What a learner has done on a skill, as far as effects depend on it.

    Attributes
    ----------
    attempts : int
    right, wrong : float
        Answers of either kind, each weighing `fade` times as much as the one after it.
    """

    attempts: int
    right: float
    wrong: float

    def after(self, right: bool, fade: float) -> Recent:
        """With one more answer."""
        attempts, hits, misses = self
        if right:
            return Recent(attempts + 1, fade * hits + 1.0, fade * misses)
        return Recent(attempts + 1, fade * hits, fade * misses + 1.0)


NOTHING_YET = Recent(0, 0.0, 0.0)
"""Of a skill that the learner has not met."""


def practice_step(attempts: int) -> int:
    """In which step of practice a learner is after so many answers on a skill."""
    return _STEP[attempts] if attempts < len(_STEP) else LAST_STEP


def terms(skill: int, last: int | None, recent: Recent | None, rested: bool) -> list[Term]:
    """The effects that enter an answer, but for the loading, which multiplies the learner's part.

    Parameters
    ----------
    last : int or None
        Skill of the answer before, None for a learner's first one.
    recent : Recent or None
        None where the skill is new to the learner.
    rested : bool
        Whether the learner has rested since the last answer.
    """
    attempts, right, wrong = recent if recent is not None else (0, 0.0, 0.0)
    step = _STEP[attempts] if attempts < 14 else LAST_STEP
    found: list[Term] = [
        (("level", EVERY, 0), 1.0),
        (("level", skill, 0), 1.0),
        (("practice", EVERY, step), 1.0),
        (("practice", skill, step), 1.0),
    ]
    if right:
        found += ((("right", EVERY, 0), right), (("right", skill, 0), right))
    if wrong:
        found += ((("wrong", EVERY, 0), wrong), (("wrong", skill, 0), wrong))
    if last is not None and last != skill:
        found.append((("order", skill, last), 1.0))
        if recent is not None:
            found += ((("back", EVERY, 0), 1.0), (("back", skill, 0), 1.0))
    elif rested:
        found += ((("rested", EVERY, 0), 1.0), (("rested", skill, 0), 1.0))
    return found
