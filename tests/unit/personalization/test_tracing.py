"""The filter that traces learning: against dense Gaussians and integration, and against what was simulated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from personalization.tracing.effects import EVERY, Effect, Key, Priors, Recent, practice_step, terms
from personalization.tracing.learner import Learner
from personalization.tracing.trace import Settings, expected_answer, reasons, trace

NONE = Priors(**{name: 0.0 for name in Priors().all()})
ONLY_LEARNER = Settings(ability=0.5, specific=0.3, forgetting=0.0, slip=0.0, priors=NONE)

answers = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=30)


def moments(m: float, s2: float, right: bool, guessing: float, slip: float) -> tuple[float, float]:
    """Posterior moments of eta on a grid, by the response curve as it is written in the manual."""
    eta = np.linspace(m - 11 * s2**0.5, m + 11 * s2**0.5, 20_001)
    chance = guessing + (1 - slip - guessing) * norm.cdf(eta)
    weight = np.exp(-0.5 * (eta - m) ** 2 / s2) * (chance if right else 1 - chance)
    weight /= weight.sum()
    centre = (weight * eta).sum()
    return centre, (weight * (eta - centre) ** 2).sum()


class Dense:
    """The same learner as one Gaussian over the ability and every own part."""

    def __init__(self, settings: Settings, skills: int) -> None:
        self.settings = settings
        self.mean = np.zeros(skills + 1)
        self.covariance = np.diag([settings.ability] + [settings.specific] * skills)

    def take(self, skill: int, right: bool) -> None:
        a = np.zeros(len(self.mean))
        a[0] = a[skill + 1] = 1.0
        spread = self.covariance @ a
        m, s2 = float(a @ self.mean), float(a @ spread)
        centre, variance = moments(m, s2, right, self.settings.guessing, self.settings.slip)
        self.mean = self.mean + spread * (centre - m) / s2
        self.covariance = self.covariance - np.outer(spread, spread) * (s2 - variance) / s2**2

    def belief(self, skill: int) -> tuple[float, float]:
        a = np.zeros(len(self.mean))
        a[0] = a[skill + 1] = 1.0
        return float(a @ self.mean), float(a @ self.covariance @ a)


def followed(settings: Settings, log: list[tuple[int, bool, bool]]) -> tuple[Learner, dict[Key, Effect]]:
    learner, effects = settings.newcomer(), dict[Key, Effect]()
    for skill, right, rested in log:
        step = trace(settings, effects, learner, skill, right, rested=rested)
        learner = step.learner
        effects.update(step.changed)
    return learner, effects


@pytest.mark.parametrize(("guessing", "slip"), [(0.0, 0.0), (0.25, 0.0), (0.2, 0.1)])
def test_many_skills_are_one_correlated_gaussian(guessing: float, slip: float) -> None:
    settings = replace(ONLY_LEARNER, guessing=guessing, slip=slip)
    rng = np.random.default_rng(5)
    log = [(int(rng.integers(4)), bool(rng.random() < 0.6)) for _ in range(40)]
    dense, learner = Dense(settings, 5), settings.newcomer()
    for skill, right in log:
        dense.take(skill, right)
        learner = trace(settings, {}, learner, skill, right).learner
        for other in range(5):
            assert learner.belief(other, settings.specific) == pytest.approx(dense.belief(other), abs=1e-8)


def test_the_belief_of_one_skill_stays_where_it_was() -> None:
    learner = ONLY_LEARNER.newcomer()
    dense = Dense(ONLY_LEARNER, 1)
    for right in (True, True, False, True):
        learner = trace(ONLY_LEARNER, {}, learner, 0, right).learner
        dense.take(0, right)
        assert learner.belief(0, 0.3) == pytest.approx(dense.belief(0), abs=1e-9)
    assert learner.belief(0, 0.3) == pytest.approx((0.470477, 0.298009), abs=1e-6)


def test_the_expected_answer_equals_integration() -> None:
    settings = replace(Settings(), guessing=0.2, slip=0.05)
    learner, effects = followed(settings, [(0, True, False), (1, False, False), (0, True, True)])
    step = trace(settings, effects, learner, 1, True)
    ability = learner.ability.forget(settings.forgetting)
    mean, variance, slope = learner.own[1].now(ability)
    loading, doubt = effects["loading", 1, 0]
    centre = ability.mean + mean
    entering = [
        (effects.get(k) or settings.priors.of(k), x) for k, x in terms(1, 0, learner.own[1].recent, False)
    ]
    m = loading * centre + sum(x * e[0] for e, x in entering)
    s2 = loading**2 * (ability.variance * (1 + 2 * slope) + variance) + doubt * centre**2
    s2 += sum(x * x * e[1] for e, x in entering)
    eta = np.linspace(m - 10 * s2**0.5, m + 10 * s2**0.5, 20_001)
    weight = np.exp(-0.5 * (eta - m) ** 2 / s2)
    expected = (weight * (0.2 + 0.75 * norm.cdf(eta))).sum() / weight.sum()
    assert step.expected == pytest.approx(expected, abs=1e-8)
    assert expected_answer(settings, effects, learner, 1) == step.expected


@given(answers, st.integers(0, 4), st.booleans())
def test_reasons_add_up_to_what_is_expected(log, skill: int, rested: bool) -> None:
    settings = Settings()
    learner, effects = followed(settings, log)
    found = reasons(settings, effects, learner, skill, rested=rested)
    # Towards certainty about everything the expectation is the curve at the sum of the reasons.
    sure = {key: (mean, 0.0) for key, (mean, _) in effects.items()}
    total = sum(found.values())
    bare = replace(settings, priors=NONE, specific=0.0, ability=1e-15, forgetting=0.0)
    still = Learner(
        learner.ability._replace(variance=1e-15),
        {s: own._replace(variance=0.0) for s, own in learner.own.items()},
        learner.last,
    )
    chance = expected_answer(bare, sure, still, skill, rested=rested)
    assert chance == pytest.approx((1 - bare.slip) * norm.cdf(total), abs=0.02)


@given(answers, st.integers(0, 3))
def test_a_right_answer_raises_what_is_expected_of_the_learner_and_a_wrong_one_lowers_it(
    log, skill: int
) -> None:
    settings = Settings()
    learner, effects = followed(settings, log)
    before = learner.belief(skill, settings.specific)[0]
    after = [
        trace(settings, effects, learner, skill, right).learner.belief(skill, settings.specific)[0]
        for right in (False, True)
    ]
    assert after[0] < before < after[1]


@given(answers)
def test_every_variance_stays_positive_and_every_probability_one(log) -> None:
    settings = replace(Settings(), guessing=0.2, slip=0.1)
    learner, effects = settings.newcomer(), dict[Key, Effect]()
    for skill, right, rested in log:
        step = trace(settings, effects, learner, skill, right, rested=rested)
        assert 0.2 < step.expected < 0.9
        learner = step.learner
        effects.update(step.changed)
        assert all(variance > 0 for _, variance in step.changed.values())
        assert all(learner.belief(s, settings.specific)[1] > 0 for s in range(4))


@given(answers)
def test_nothing_is_changed_in_place_and_the_same_answers_give_the_same_belief(log) -> None:
    settings = Settings()
    learner, effects = followed(settings, log)
    frozen, kept = dict(effects), (learner.ability, dict(learner.own), learner.last)
    trace(settings, effects, learner, 0, True)
    assert effects == frozen
    assert (learner.ability, dict(learner.own), learner.last) == kept
    again, same = followed(settings, log)
    assert (again.ability, dict(again.own), same) == (kept[0], kept[1], frozen)


def test_answers_that_were_out_of_the_question_break_nothing() -> None:
    settings = Settings(slip=0.0)
    effects = {("level", 0, 0): (60.0, 0.1)}
    step = trace(settings, effects, settings.newcomer(), 0, False)
    assert all(np.isfinite(value) for effect in step.changed.values() for value in effect)
    assert np.isfinite(step.learner.belief(0, settings.specific)).all()


def test_an_effect_left_out_stays_out() -> None:
    settings = replace(Settings(), priors=NONE)
    _, effects = followed(settings, [(0, True, False), (1, False, True), (0, False, False), (0, True, True)])
    assert all(mean == 0 and variance == 0 for mean, variance in effects.values())


def test_recent_answers_fade_and_practice_goes_by_steps() -> None:
    recent = Recent(0, 0.0, 0.0).after(True, 0.5).after(False, 0.5).after(True, 0.5)
    assert recent == Recent(3, 1.25, 0.5)
    assert [practice_step(n) for n in (0, 1, 3, 4, 5, 6, 8, 9, 13, 14, 500)] == [
        0,
        1,
        3,
        4,
        4,
        5,
        5,
        6,
        6,
        7,
        7,
    ]


def simulated(rng: np.random.Generator, learners: int = 1500):
    """Learners on four skills of which 0 is easy, 3 hard, and 1 is learnt by practising it."""
    level, gain = np.array([0.8, -0.4, 0.2, -0.8]), np.array([0.0, 0.25, 0.0, 0.0])
    for _ in range(learners):
        ability, own = rng.normal(0, 0.5), rng.normal(0, 0.3, 4)
        log = []
        for skill in rng.permutation(4):
            for n in range(8):
                chance = norm.cdf(ability + own[skill] + level[skill] + gain[skill] * min(n, 5))
                log.append((int(skill), bool(rng.random() < chance), False))
        yield log


def test_levels_and_learning_of_skills_are_found_from_use() -> None:
    settings = replace(Settings(), forgetting=0.0, slip=0.0)
    effects: dict[Key, Effect] = {}
    for log in simulated(np.random.default_rng(3)):
        learner = settings.newcomer()
        for skill, right, _ in log:
            step = trace(settings, effects, learner, skill, right)
            learner = step.learner
            effects.update(step.changed)

    def at(skill: int, step: int) -> float:
        return sum(effects[kind, where, n][0] for kind, n in (("level", 0), ("practice", step)) for where in (EVERY, skill))  # fmt: skip

    first = [at(skill, 0) for skill in range(4)]
    # What is learnt fast is taken in part for a level, its prior being wider.
    assert [first[n] for n in (0, 2, 3)] == pytest.approx([0.8, 0.2, -0.8], abs=0.15)
    assert first[1] == pytest.approx(-0.4, abs=0.3)
    rise = [at(skill, 5) - at(skill, 0) for skill in range(4)]
    assert rise[1] > 0.6
    assert max(abs(rise[n]) for n in (0, 2, 3)) < 0.25


@pytest.mark.parametrize(
    "wrong",
    [{"ability": 0.0}, {"specific": -0.1}, {"fade": 1.5}, {"guessing": 0.6, "slip": 0.5},
     {"slip": float("nan")}, {"forgetting": float("inf")}],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        Settings(**wrong)


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_variances_of_effects_are_numbers(bad: float) -> None:
    with pytest.raises(ValueError, match="rested_here"):
        Priors(rested_here=bad)
