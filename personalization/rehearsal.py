"""What a diagnostic would be like, before anybody takes it: synthetic learners take it in a few seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from personalization.bank import Floats, ItemBank
from personalization.belief import Belief, Counts, Word, initial_belief
from personalization.diagnostics.exposure import Usage
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import State, results
from personalization.simulation import abilities, sit

SECONDS_PER_ITEM = 40.0
"""What a question takes where nothing else is known."""

THIN = 0.5
"""A target decided for a smaller share of the learners is called thin."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it.

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
    lengths : mapping of int to int
        Learners by the number of questions that they were asked, ascending.
    decided_by : mapping of str to float
        Share of the learners for whom each target was decided.
    ends : mapping of str to int
        Learners by the rule that ended their test.
    minutes_mean, minutes_low, minutes_high : float
        Estimate, and the range of the middle 80 %.
    exposure_max : float
        Share of the tests that held the question asked most often.
    unused : float
        Share of the questions on the targets that nobody was asked.
    """

    learners: int
    items_mean: float
    items_low: float
    items_high: float
    decided: float
    decided_right: float
    thin: tuple[str, ...]
    lengths: Mapping[int, int] = field(default_factory=dict)
    decided_by: Mapping[str, float] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    minutes_mean: float = 0.0
    minutes_low: float = 0.0
    minutes_high: float = 0.0
    exposure_max: float = 0.0
    unused: float = 0.0


@dataclass(slots=True)
class _Log:
    """What is counted while the learners sit."""

    lengths: list[int] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, list[bool]] = field(default_factory=dict)
    right: list[bool] = field(default_factory=list)

    def note(self, bank: ItemBank, state: State, policy: Policy, theta: Floats, cuts: Floats) -> None:
        """Take in a finished test of a learner with proficiencies theta."""
        self.lengths.append(len(state.asked))
        self.minutes.append(state.seconds / 60)
        if state.finished is not None:
            self.ends[state.finished.code] += 1
        for result in results(bank, state, policy):
            self.verdicts.setdefault(result.code, []).append(result.word.decided)
            if result.word.decided:
                position = bank.framework.index(result.code)
                above = bool(theta[position] > cuts[position])
                self.right.append(above == (result.word is Word.MASTERED))


def rehearse(
    bank: ItemBank,
    policy: Policy,
    rng: np.random.Generator,
    learners: int = 200,
    truth: Belief | None = None,
    prior: Belief | None = None,
    progress: Callable[[int, int], None] | None = None,
    seconds: float = SECONDS_PER_ITEM,
) -> Rehearsal:
    """Let synthetic learners take a diagnostic, and compare each verdict with what is true of them.

    They come one after another, so that the greatest rate of exposure is enforced as it would be.

    Parameters
    ----------
    truth : Belief, optional
        Where the learners come from; the prior by default.
    prior : Belief, optional
        What the engine believes at the start; `initial_belief` by default.
    progress : callable, optional
        Told after each learner how many are done, of how many.
    seconds : float
        Time for one question.

    Raises
    ------
    UnknownCompetency, BeliefError
    """
    prior = initial_belief(bank.framework) if prior is None else prior
    thetas = abilities(prior if truth is None else truth, learners, rng)
    cuts = policy.cuts_for(bank.framework)
    counts, log = np.zeros(len(bank), dtype=np.int64), _Log()
    for number, theta in enumerate(thetas):
        state = sit(bank, theta, policy, rng, prior, usage=Usage(counts, number), seconds=seconds)
        counts[list(state.asked)] += 1
        log.note(bank, state, policy, theta, cuts)
        if progress is not None:
            progress(number + 1, learners)
    asked_about = np.isin(bank.primary, bank.framework.positions(policy.targets)) & ~bank.pilot
    return _summary(learners, log, counts, counts[asked_about])


def _summary(learners: int, log: _Log, counts: Counts, about: Counts) -> Rehearsal:
    decided_by = {code: float(np.mean(flags)) for code, flags in log.verdicts.items()}
    low, high = np.quantile(log.lengths, (0.1, 0.9)).tolist()
    minutes_low, minutes_high = np.quantile(log.minutes, (0.1, 0.9)).tolist()
    return Rehearsal(
        learners=learners,
        items_mean=float(np.mean(log.lengths)),
        items_low=low,
        items_high=high,
        decided=float(np.mean(list(decided_by.values()))),
        decided_right=float(np.mean(log.right)) if log.right else float("nan"),
        thin=tuple(code for code, share in decided_by.items() if share < THIN),
        lengths=dict(sorted(Counter(log.lengths).items())),
        decided_by=decided_by,
        ends=dict(log.ends),
        minutes_mean=float(np.mean(log.minutes)),
        minutes_low=minutes_low,
        minutes_high=minutes_high,
        exposure_max=float(counts.max(initial=0)) / learners,
        unused=float(np.mean(about == 0)) if about.size else 0.0,
    )
