"""Synthetic learners, banks and classes, all from a generator handed in: the same seed, the same people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import expit, ndtr

from personalization.bank import Floats, ItemBank, ItemModel, item_from_difficulty
from personalization.belief import Belief, initial_belief
from personalization.diagnostics.session import Policy, State, Usage, start, step
from personalization.framework import Competency, Framework
from personalization.tutoring.eligibility import Learner, Snapshot


def synthetic_framework(size: int, per_area: int = 5, chain: int = 3) -> Framework:
    """Competencies "c0", "c1", ... in areas, with prerequisites in chains of a given length."""
    competencies = tuple(Competency(f"c{k}", f"area{k // per_area}") for k in range(size))
    pairs = tuple((f"c{k}", f"c{k + 1}") for k in range(size - 1) if (k + 1) % chain)
    return Framework("synthetic", "1", competencies, pairs)


def synthetic_bank(
    framework: Framework,
    per_competency: int,
    rng: np.random.Generator,
    choices: int = 5,
    typical: float = 1.3,
) -> ItemBank:
    """Items of one competency each: difficulty N(0, 1), discrimination lognormal.

    Parameters
    ----------
    choices : int
        Options of every item, which gives the chance of guessing right; 0 for open items.
    typical : float
        Median of the discriminations.
    """
    n = framework.size * per_competency
    difficulty, discrimination = rng.normal(size=n), rng.lognormal(np.log(typical), 0.25, n)
    items = [
        item_from_difficulty(
            f"item{i}",
            (framework.codes[i % framework.size],),
            float(difficulty[i]),
            float(discrimination[i]),
            guessing=1 / choices if choices else 0.0,
            difficulty_sd=0.0,
        )
        for i in range(n)
    ]
    return ItemBank(framework, items)


def abilities(belief: Belief, n: int, rng: np.random.Generator) -> Floats:
    """True proficiencies of n learners drawn from a belief, shape (n, K)."""
    factor = np.linalg.cholesky(belief.covariance)
    result: Floats = belief.mean + rng.standard_normal((n, belief.size)) @ factor.T
    return result


def chance(theta: Floats, item: ItemModel) -> float:
    """True probability of a right answer of a learner with proficiencies theta, shape (K,)."""
    eta = float(item.loadings @ theta[item.positions]) - item.intercept
    return item.guessing + (1 - item.slip - item.guessing) * float(expit(eta))


def sit(
    bank: ItemBank,
    theta: Floats,
    policy: Policy,
    rng: np.random.Generator,
    prior: Belief | None = None,
    skips: float = 0.0,
    usage: Usage | None = None,
    seconds: float = 40.0,
) -> State:
    """A whole test of a synthetic learner.

    Parameters
    ----------
    theta : ndarray, shape (K,)
    skips : float
        Share of the questions not known that are skipped instead of answered wrong.
    usage : Usage, optional
        How often each question was asked before.
    seconds : float
        Time for one question.
    """
    belief = initial_belief(bank.framework) if prior is None else prior
    state = start(bank, belief, policy, rng, usage).state
    while state.current is not None:
        right = rng.random() < chance(theta, bank.model(state.current))
        score = 1.0 if right else None if rng.random() < skips else 0.0
        state = step(bank, state, score, policy, rng, seconds, usage).state
    return state


def synthetic_class(
    n: int,
    competencies: Sequence[str],
    rng: np.random.Generator,
    slots: int = 30,
    free: int = 5,
    capacity: int = 2,
) -> Snapshot:
    """A class in which eight of ten opt in to either part, and a few would rather not be paired.

    Parameters
    ----------
    slots, free : int
        Times in the week, and how many of them each learner has.
    """
    times = [f"slot{number}" for number in range(slots)]
    mean = rng.normal(0.0, 1.2, (n, len(competencies)))
    learners = tuple(
        Learner(
            code=f"learner{place}",
            tutor=bool(rng.random() < 0.8),
            tutee=bool(rng.random() < 0.8),
            slots=frozenset(rng.choice(times, free, replace=False).tolist()),
            languages=frozenset({"es"} if rng.random() < 0.7 else {"es", "en"}),
            vetoes=frozenset({f"learner{int(rng.integers(n))}"} if rng.random() < 0.1 else set()),
            capacity=capacity,
        )
        for place in range(n)
    )
    return Snapshot(learners, tuple(competencies), ndtr(mean / 0.4), mean)
