"""One step of a diagnostic, update and choice of the next question: 10,000 items, 50 competencies, one core.

With progressive exposure under a greatest rate that is enforced by the counts of 400 earlier tests, balance
of content and a rule of content; `plain_median_ms` is without these. The peer is catsim
(`MaxInfoSelector.select` and `NumericalSearchEstimator.estimate`) on the same items, which it reads as
measuring one dimension; rounds of both alternate within the same run.
"""

from __future__ import annotations

from benchmarks.report import emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

import time

import numpy as np

from personalization.belief import initial_belief
from personalization.diagnostics.content import eligible, open_targets
from personalization.diagnostics.exposure import SHARP, Usage
from personalization.diagnostics.policy import ContentRule, aim
from personalization.diagnostics.selection import best, exact_gains
from personalization.diagnostics.session import Policy, State, start, step
from personalization.simulation import abilities, chance, synthetic_bank, synthetic_framework

SEED = 20261
ITEMS, COMPETENCIES = 10_000, 50


def milliseconds(begun: float) -> float:
    return 1000 * (time.perf_counter() - begun)


class OurTest:
    """A test of one synthetic learner after another, by the public functions of the engine."""

    def __init__(self, competencies: int, per_competency: int, policy: Policy, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.framework = synthetic_framework(competencies)
        self.bank = synthetic_bank(self.framework, per_competency, self.rng)
        self.policy = policy
        self.prior = initial_belief(self.framework)
        self.state: State | None = None
        counts = self.rng.poisson(400 * policy.max_items / len(self.bank), len(self.bank))
        self.usage = Usage(counts.astype(np.int64), 400)

    def timed_step(self) -> tuple[float, float]:
        """Answer the question shown, and time what follows, by the clock and by the processor.

        A finished test makes way for the next.
        """
        if self.state is None or self.state.current is None:
            self.theta = abilities(self.prior, 1, self.rng)[0]
            self.state = start(self.bank, self.prior, self.policy, self.rng, self.usage).state
        assert self.state.current is not None
        right = self.rng.random() < chance(self.theta, self.bank.model(self.state.current))
        begun, worked = time.perf_counter(), time.thread_time()
        result = step(self.bank, self.state, float(right), self.policy, self.rng, usage=self.usage)
        took = milliseconds(begun), 1000 * (time.thread_time() - worked)
        self.state = result.state
        return took

    def agreement(self) -> float:
        """Gain of the best question found by screening over that of the best in the whole bank, now."""
        if self.state is None or self.state.current is None:
            return 1.0
        goal, state = aim(self.bank, self.policy), self.state
        left = self.policy.max_items - len(state.asked)
        topics = open_targets(goal, state.belief, state.stops, left)
        allowed, goal = eligible(self.bank, topics, state.asked), goal.only(topics)
        screened = best(self.bank, goal, state.belief, allowed).gain.max()
        full = max(
            float(exact_gains(self.bank, goal, state.belief, part).gain.max())
            for part in np.array_split(np.flatnonzero(allowed), 20)
            if part.size
        )
        return float(screened / full)


class CatsimTest:
    """The same by catsim, whose learners have one dimension."""

    def __init__(self, ours: OurTest) -> None:
        from catsim import ItemBank
        from catsim.estimation import NumericalSearchEstimator
        from catsim.selection import MaxInfoSelector

        bank = ours.bank
        difficulty = bank.intercept / bank.slope
        self.bank = ItemBank(np.column_stack([bank.slope, difficulty, bank.guessing, 1 - bank.slip]))
        self.selector, self.estimator = MaxInfoSelector(), NumericalSearchEstimator()
        self.rng, self.limit = np.random.default_rng(SEED + 1), ours.policy.max_items
        self.asked: list[int] = []

    def timed_step(self) -> float:
        """Answer the question shown; time the estimate and the choice of the next one."""
        if not self.asked or len(self.asked) > self.limit:
            self.theta, self.estimate = float(self.rng.normal()), 0.0
            self.answers: list[bool] = []
            self.asked = [self.selector.select(None, self.bank, [], self.estimate)]
        a, b, c, d = self.bank.items[self.asked[-1], :4]
        self.answers.append(bool(self.rng.random() < c + (d - c) / (1 + np.exp(-a * (self.theta - b)))))
        begun = time.perf_counter()
        self.estimate = self.estimator.estimate(None, self.bank, self.asked, self.answers, self.estimate)
        chosen = self.selector.select(None, self.bank, self.asked, self.estimate)
        took = milliseconds(begun)
        self.asked.append(chosen)
        return took


def main(quick: bool) -> None:
    """Run and report."""
    rounds = 200 if quick else 2_000
    plain = Policy(max_items=60, exposure=SHARP)
    policy = Policy(max_items=60, balance=0.5, content=(ContentRule("area", "area1", 2, 8),))
    ours = OurTest(COMPETENCIES, ITEMS // COMPETENCIES, policy, SEED)
    theirs = CatsimTest(ours)
    wide, bare = OurTest(201, 13, policy, SEED), OurTest(COMPETENCIES, ITEMS // COMPETENCIES, plain, SEED)
    for test in (ours, theirs, wide, bare):
        for _ in range(20):
            test.timed_step()
    our_times, their_times, wide_times, bare_times, kept = [], [], [], [], []
    for number in range(rounds):
        our_times.append(ours.timed_step())
        if number % 4 == 0:
            their_times.append(theirs.timed_step())
            wide_times.append(wide.timed_step())
            bare_times.append(bare.timed_step())
        if number % 20 == 0:
            kept.append(ours.agreement())
    median, cpu_median = np.median(our_times, axis=0).tolist()
    emit(
        {
            "items": ITEMS,
            "competencies": COMPETENCIES,
            "steps": rounds,
            "seed": SEED,
            "median_ms": median,
            "p95_ms": float(np.quantile(our_times, 0.95, axis=0)[0]),
            "cpu_median_ms": cpu_median,
            "plain_median_ms": float(np.median(bare_times, axis=0)[0]),
            "catsim_median_ms": float(np.median(their_times)),
            "catsim_ratio": float(np.median(their_times)) / median,
            "screening_agreement_mean": float(np.mean(kept)),
            "screening_agreement_least": float(np.min(kept)),
            "wide_competencies": 201,
            "wide_items": len(wide.bank),
            "wide_median_ms": float(np.median(wide_times, axis=0)[0]),
            "wide_p95_ms": float(np.quantile(wide_times, 0.95, axis=0)[0]),
        }
    )


if __name__ == "__main__":
    main(QUICK)
