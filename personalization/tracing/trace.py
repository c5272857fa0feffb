"""One answer: what was expected, what it tells of the learner, and what of the skill."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import erfc, exp, isfinite, sqrt
from typing import NamedTuple

from personalization.tracing.effects import NOTHING_YET, Effect, Effects, Key, Priors, terms
from personalization.tracing.learner import Ability, Learner, Own

_ROOT_HALF = sqrt(0.5)
_DENSITY = 0.3989422804014327
LEAST_LOADING = 0.3
"""A skill that the learner's ability does not matter to is none."""
FAINTEST = 1e-12
"""No outcome is less likely than this to the filter, so that no answer divides by nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not learnt from use.

    Attributes
    ----------
    ability, specific : float
        Prior variances of the common ability and of a skill's own part.
    forgetting : float
        By what the variance of the ability grows with each change of skill.
    fade : float
        Weight of an answer in what is recent, relative to the one after it.
    guessing, slip : float
        Chances of a right answer without knowing, and of a wrong one while knowing.
    priors : Priors
    """

    ability: float = 0.18
    specific: float = 0.11
    forgetting: float = 0.003
    fade: float = 0.36
    guessing: float = 0.0
    slip: float = 0.005
    priors: Priors = field(default_factory=Priors)

    def __post_init__(self) -> None:
        numbers = (self.ability, self.specific, self.forgetting, self.fade, self.guessing, self.slip)
        if not all(isfinite(number) and number >= 0 for number in numbers):
            raise ValueError("settings are finite and not negative")
        if self.ability <= 0 or self.fade > 1 or self.guessing + self.slip >= 1:
            raise ValueError("ability is positive, fade at most 1, guessing and slip together below 1")

    def newcomer(self) -> Learner:
        """A learner nobody knows anything about."""
        return Learner(Ability(0.0, self.ability))


class Traced(NamedTuple):
    """What one answer leads to.

    Attributes
    ----------
    expected : float
        Probability of a right answer, before it.
    learner : Learner
    changed : dict of Key to Effect
        The effects that the answer has told something about.
    """

    expected: float
    learner: Learner
    changed: dict[Key, Effect]


_Entering = list[tuple[Key, float, float, float]]
"""Effects that enter an answer: key, factor, mean, variance."""


def trace(
    settings: Settings, effects: Effects, learner: Learner, skill: int, right: bool, *, rested: bool = False
) -> Traced:
    """Take in an answer: exact moments of a normal response curve, then a Gaussian again.

    The posterior is that of Phi with guessing and slip in closed form; only keeping a Gaussian
    afterwards, with effects independent of learners and of each other, is an approximation.

    Parameters
    ----------
    effects : Effects
        What is known of the skills so far; nothing is changed in it.
    rested : bool
        Whether the learner has rested since the last answer.
    """
    mean, variance, ability, own_mean, own_variance, slope, loading, entering = _outlook(
        settings, effects, learner, skill, rested
    )
    width = sqrt(1.0 + variance)
    z = mean / width
    guessing = settings.guessing
    rise = 1.0 - settings.slip - guessing
    expected = guessing + rise * 0.5 * erfc(-z * _ROOT_HALF)
    density = rise * _DENSITY * exp(-0.5 * z * z)
    chance = expected if right else 1.0 - expected
    hazard = (density if right else -density) / (chance if chance > FAINTEST else FAINTEST)
    pull = hazard / width
    # Minus the second log-derivative; a guess or a slip may make it negative, and the variance grows.
    bend = hazard * (hazard + z) / (width * width)

    changed: dict[Key, Effect] = {
        key: (centre + (reach := spread * factor) * pull, spread - reach * reach * bend)
        for key, factor, centre, spread in entering
    }
    strength, doubt = loading
    if doubt > 0.0:
        reach = doubt * (ability.mean + own_mean)
        moved = strength + reach * pull
        changed["loading", skill, 0] = (
            moved if moved > LEAST_LOADING else LEAST_LOADING,
            doubt - reach * reach * bend,
        )

    covariance = slope * ability.variance
    reach_ability = strength * (ability.variance + covariance)
    reach_own = strength * (covariance + own_variance)
    fall = reach_ability * reach_ability * bend
    shrink, left = ability.shrink, ability.variance - fall
    after = Ability(
        ability.mean + reach_ability * pull,
        left,
        shrink,
        ability.moved + shrink * reach_ability * pull,
        ability.narrowed - shrink * shrink * fall,
    )
    met = learner.own.get(skill)
    own = Own(
        own_mean + reach_own * pull,
        own_variance - reach_own * reach_own * bend,
        (covariance - reach_ability * reach_own * bend) / left,
        shrink,
        after.moved,
        after.narrowed,
        (NOTHING_YET if met is None else met.recent).after(right, settings.fade),
    )
    return Traced(expected, Learner(after, {**learner.own, skill: own}, skill), changed)


def expected_answer(
    settings: Settings, effects: Effects, learner: Learner, skill: int, *, rested: bool = False
) -> float:
    """Probability of a right answer to the next question on a skill."""
    mean, variance, *_ = _outlook(settings, effects, learner, skill, rested)
    z = mean / sqrt(1.0 + variance)
    rise = 1.0 - settings.slip - settings.guessing
    return settings.guessing + rise * 0.5 * erfc(-z * _ROOT_HALF)


def reasons(
    settings: Settings, effects: Effects, learner: Learner, skill: int, *, rested: bool = False
) -> dict[str, float]:
    """Why so much is expected: what each kind of effect adds to the mean, the learner's parts among them.

    They add up to the mean that the response curve is taken at; positive ones speak for a right answer.
    """
    _, _, ability, own_mean, _, _, (strength, _), entering = _outlook(
        settings, effects, learner, skill, rested
    )
    found = {"ability": strength * ability.mean, "own": strength * own_mean}
    for (kind, _, _), factor, mean, _ in entering:
        found[kind] = found.get(kind, 0.0) + factor * mean
    return found


def _outlook(
    settings: Settings, effects: Effects, learner: Learner, skill: int, rested: bool
) -> tuple[float, float, Ability, float, float, float, Effect, _Entering]:
    """Everything that the next answer depends on, as one sum.

    Returns
    -------
    mean, variance : of the whole.
    ability : after forgetting.
    own_mean, own_variance, slope : of the skill's own part.
    loading, entering : the effects.
    """
    ability, last, met = learner.ability, learner.last, learner.own.get(skill)
    if last is not None and last != skill and settings.forgetting:
        ability = ability.forget(settings.forgetting)
    if met is None:
        own_mean, own_variance, slope, recent = 0.0, settings.specific, 0.0, None
    else:
        own_mean, own_variance, slope = met.now(ability)
        recent = met.recent
    of = settings.priors.of
    key: Key = ("loading", skill, 0)
    loading = effects.get(key) or of(key)
    strength, doubt = loading
    centre = ability.mean + own_mean
    mean = strength * centre
    variance = strength * strength * (ability.variance * (1.0 + 2.0 * slope) + own_variance)
    variance += doubt * centre * centre
    entering: _Entering = []
    for key, factor in terms(skill, last, recent, rested):
        known, spread = effects.get(key) or of(key)
        mean += factor * known
        variance += factor * factor * spread
        entering.append((key, factor, known, spread))
    return mean, variance, ability, own_mean, own_variance, slope, loading, entering
