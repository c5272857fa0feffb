"""Verdicts on a competency that has several ordered levels."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr

from personalization.belief import Belief, Word
from personalization.diagnostics.policy import Policy
from personalization.framework import Framework


@dataclass(frozen=True, slots=True)
class LevelResult:
    """The verdict at one level.

    Attributes
    ----------
    level : int
        0 is the lowest.
    cut : float
        Logits.
    mastery : float
        Probability to be above the cut; falls from level to level.
    word : Word
    """

    level: int
    cut: float
    mastery: float
    word: Word


@dataclass(frozen=True, slots=True)
class Levels:
    """The verdicts at every level of a competency.

    Attributes
    ----------
    levels : tuple of LevelResult
        The lowest first.
    """

    levels: tuple[LevelResult, ...]

    @property
    def reached(self) -> LevelResult | None:
        """The highest level that is *mastered*, a decision with its own answers; None where none is."""
        return next((one for one in reversed(self.levels) if one.word is Word.MASTERED), None)

    @property
    def excluded(self) -> LevelResult | None:
        """The lowest level that is decidedly *not yet* reached; None where none is."""
        return next((one for one in self.levels if one.word is Word.NOT_YET), None)


def levels_reached(belief: Belief, framework: Framework, policy: Policy, position: int) -> Levels:
    """Probability of being above each cut of a competency, and the word for each level.

    Parameters
    ----------
    position : int
        Of the competency in the framework.
    """
    mean, own = float(belief.mean[position]), int(belief.own[position])
    error = sqrt(belief.covariance[position, position])
    found = []
    for level, cut in enumerate(policy.ladder(framework, position)):
        chance = float(ndtr((mean - cut) / error))
        found.append(LevelResult(level, cut, chance, policy.word(chance, error, own)))
    return Levels(tuple(found))
