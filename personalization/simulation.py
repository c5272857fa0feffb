"""Synthetic learners, banks and classes, all from a generator handed in: the same seed, the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtr

from personalization.bank import Floats, ItemBank, ItemModel, item_from_difficulty
from personalization.belief import Belief, initial_belief
from personalization.diagnostics.session import Policy, State, results, start, step
from personalization.framework import Competency, Framework
from personalization.tutoring.eligibility import Learner, Snapshot


def synthetic_framework(size: int, per_area: int = 5, chain: int = 3) -> Framework:
    """Competencies "c0", "c1", ... in areas, with prerequisites in chains of a given length."""
    competencies = tuple(Competency(f"c{k}", f"area{k // per_area}") for k in range(size))
    pairs = tuple((f"c{k}", f"c{k + 1}") for k in range(size - 1) if (k + 1) % chain)
    return Framework("synthetic", "1", competencies, pairs)


def synthetic_bank(
    framework: Framework, per_competency: int, rng: np.random.Generator, choices: int = 5
) -> ItemBank:
    """Items of one competency each: difficulty N(0, 1), discrimination lognormal around 1.3.

    Parameters
    ----------
    choices : int
        Options of every item, which gives the chance of guessing right; 0 for open items.
    """
    n = framework.size * per_competency
    difficulty, discrimination = rng.normal(size=n), rng.lognormal(np.log(1.3), 0.25, n)
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
) -> State:
    """A whole test of a synthetic learner.

    Parameters
    ----------
    theta : ndarray, shape (K,)
    skips : float
        Share of the questions not known that are skipped instead of answered wrong.
    """
    belief = initial_belief(bank.framework) if prior is None else prior
    state = start(bank, belief, policy, rng).state
    while state.current is not None:
        right = rng.random() < chance(theta, bank.model(state.current))
        score = 1.0 if right else None if rng.random() < skips else 0.0
        state = step(bank, state, score, policy, rng, seconds=40.0).state
    return state


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a diagnostic would be like, before anybody takes it.

    Attributes
    ----------
    learners : int
    items_mean, items_low, items_high : float
        Questions asked: mean, and the range of the middle 80 %.
    decided : float
        Share of the verdicts on targets that are decisions.
    decided_right : float
        Share of those that are right; nan where nothing was decided.
    thin : tuple of str
        Targets decided for fewer than half of the learners.
    """

    learners: int
    items_mean: float
    items_low: float
    items_high: float
    decided: float
    decided_right: float
    thin: tuple[str, ...]


def rehearse(
    bank: ItemBank,
    policy: Policy,
    rng: np.random.Generator,
    learners: int = 200,
    truth: Belief | None = None,
    prior: Belief | None = None,
) -> Rehearsal:
    """Let synthetic learners take a diagnostic, and compare each verdict with what is true of them.

    Parameters
    ----------
    truth : Belief, optional
        Where the learners come from; the prior by default.
    prior : Belief, optional
        What the engine believes at the start; `initial_belief` by default.
    """
    prior = initial_belief(bank.framework) if prior is None else prior
    thetas = abilities(prior if truth is None else truth, learners, rng)
    cuts = bank.framework.cuts(policy.level)
    lengths: list[int] = []
    verdicts: dict[str, list[bool]] = {}
    right: list[bool] = []
    for theta in thetas:
        state = sit(bank, theta, policy, rng, prior)
        lengths.append(len(state.asked))
        for result in results(bank, state, policy):
            verdicts.setdefault(result.code, []).append(result.word.decided)
            if result.word.decided:
                position = bank.framework.index(result.code)
                right.append((theta[position] > cuts[position]) == (result.word == "mastered"))
    decided = [flag for flags in verdicts.values() for flag in flags]
    low, high = np.quantile(lengths, (0.1, 0.9))
    return Rehearsal(
        learners=learners,
        items_mean=float(np.mean(lengths)),
        items_low=float(low),
        items_high=float(high),
        decided=float(np.mean(decided)),
        decided_right=float(np.mean(right)) if right else float("nan"),
        thin=tuple(code for code, flags in verdicts.items() if np.mean(flags) < 0.5),
    )


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
