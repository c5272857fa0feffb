"""What is known of a learner over many skills: a common ability, and a part of its own for each skill.

theta_s = ability + own_s. Given the ability the own parts are independent of each other, so the whole
correlated Gaussian is held by two numbers for the ability and three for each skill met, and an answer on
one skill changes two numbers of the others in the same way for all of them: that is done when such a skill
comes up again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from personalization.tracing.effects import Recent


class Ability(NamedTuple):
    """The part that all skills share.

    Attributes
    ----------
    mean, variance : float
    shrink : float
        By what forgetting has multiplied the slope of every own part on the ability so far.
    moved, narrowed : float
        Sums of shrink * change of the mean and shrink^2 * change of the variance by answers so far.
    """

    mean: float
    variance: float
    shrink: float = 1.0
    moved: float = 0.0
    narrowed: float = 0.0

    def forget(self, growth: float) -> Ability:
        """The ability some time later: the same mean, a variance that has grown."""
        grown = self.variance + growth
        return Ability(self.mean, grown, self.shrink * self.variance / grown, self.moved, self.narrowed)


class Own(NamedTuple):
    """The part that is a skill's own, as it was when the skill was last answered.

    Attributes
    ----------
    mean, variance : float
    slope : float
        Of its regression on the ability: covariance over the variance of the ability.
    shrink, moved, narrowed : float
        Of the ability at that time.
    recent : Recent
    """

    mean: float
    variance: float
    slope: float
    shrink: float
    moved: float
    narrowed: float
    recent: Recent

    def now(self, ability: Ability) -> tuple[float, float, float]:
        """Mean, variance and slope after what answers on other skills have told since."""
        mean, variance, slope, shrink, moved, narrowed, _ = self
        _, _, shrink_now, moved_now, narrowed_now = ability
        relative = slope / shrink
        return (
            mean + relative * (moved_now - moved),
            variance + relative * relative * (narrowed_now - narrowed),
            relative * shrink_now,
        )


class Learner(NamedTuple):
    """A learner between two answers.

    Attributes
    ----------
    ability : Ability
    own : mapping of skill to Own
        Skills met so far.
    last : int or None
        Skill of the last answer.
    """

    ability: Ability
    own: Mapping[int, Own] = MappingProxyType({})
    last: int | None = None

    def belief(self, skill: int, specific: float) -> tuple[float, float]:
        """Mean and variance of ability + own part, on the scale of a normal response curve.

        Parameters
        ----------
        specific : float
            Prior variance of an own part, for a skill that is new.
        """
        ability = self.ability
        if skill not in self.own:
            return ability.mean, ability.variance + specific
        mean, variance, slope = self.own[skill].now(ability)
        return ability.mean + mean, ability.variance * (1 + 2 * slope) + variance
