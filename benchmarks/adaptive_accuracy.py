"""How well verdicts on twelve competencies are after few questions: one joint test against separate ones.

12 competencies in areas of 4, 20 questions each with c = .2, 300 synthetic learners; correlations .7 within
an area and .5 across. Whether decisions are right is asked of 1,200 learners, also with correlations .3 and
.1, and none. Figures that end in _weak are those of a bank whose questions tell less. The peer is catsim:
greatest information at its estimate, on the same bank, learners and answers (an answer to a question is the
same whoever asks it). It has one dimension, so it gives twelve tests; its estimate is taken as it comes
(greatest likelihood) and given the same standard normal prior (its own interface, mean of the posterior).
"""

from __future__ import annotations

from benchmarks.report import emit, one_core, quick_asked

if __name__ == "__main__":
    QUICK = quick_asked(__doc__.splitlines()[0])
    one_core()

import io
from contextlib import redirect_stdout
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from personalization.bank import Floats, ItemBank
from personalization.belief import Belief, Word, initial_belief
from personalization.diagnostics.exposure import SHARP, Exposure, Usage
from personalization.diagnostics.policy import Policy
from personalization.diagnostics.session import State, results, start, step
from personalization.simulation import abilities, synthetic_bank, synthetic_framework

SEED = 20262
COMPETENCIES, PER_COMPETENCY, PER_AREA, CHOICES = 12, 20, 4, 5
LEARNERS, ASKED_FOR_HONESTY = 300, 1_200
TYPICAL, WEAK = 1.7, 1.3
"""Medians of the discriminations; 1.7 is 1 on the normal metric."""
TARGET = 0.40
"""Standard error to which questions are counted."""

Answers = NDArray[np.bool_]


@dataclass(frozen=True)
class Crowd:
    """Learners of one kind, and how each of them would answer every question.

    Attributes
    ----------
    theta : ndarray, shape (m, K)
    answers : ndarray of bool, shape (m, n)
    """

    theta: Floats
    answers: Answers


class Joint:
    """Tests by the public functions of the engine."""

    def __init__(
        self, bank: ItemBank, crowd: Crowd, prior: Belief, policy: Policy, enforce: bool = False
    ) -> None:
        self.bank, self.crowd, self.policy = bank, crowd, policy
        rng, counts = np.random.default_rng(SEED + 1), np.zeros(len(bank), dtype=np.int64)
        self.states: list[State] = []
        for number, answers in enumerate(crowd.answers):
            usage = Usage(counts, number) if enforce else None
            state = start(bank, prior, policy, rng, usage).state
            while state.current is not None:
                state = step(bank, state, float(answers[state.current]), policy, rng, usage=usage).state
            counts[list(state.asked)] += 1
            self.states.append(state)
        self.counts = counts

    @property
    def above(self) -> Answers:
        """The true side of each cut, shape (m, K)."""
        return np.asarray(self.crowd.theta > self.policy.cuts_for(self.bank.framework))

    def right(self) -> float:
        """Share of forced verdicts (P >= .5) on the true side."""
        means = np.array([state.belief.mean for state in self.states])
        return float(((means >= self.policy.cuts_for(self.bank.framework)) == self.above).mean())

    def decided(self) -> tuple[float, float]:
        """Share of verdicts that are decisions, and the share of these that are right."""
        words = [[found.word for found in results(self.bank, state, self.policy)] for state in self.states]
        flat = np.array([[word.decided for word in row] for row in words])
        said = np.array([[word is Word.MASTERED for word in row] for row in words])
        return float(flat.mean()), float((said == self.above)[flat].mean()) if flat.any() else float("nan")

    def length(self) -> float:
        """Mean number of questions."""
        return float(np.mean([len(state.asked) for state in self.states]))

    def questions_to_target(self) -> float:
        """Mean number of questions to a standard error of `TARGET`; what never gets there counts its cap."""
        errors = np.array([state.belief.error for state in self.states])
        asked = np.array(
            [np.bincount(self.bank.primary[list(s.asked)], minlength=COMPETENCIES) for s in self.states]
        )
        return float(np.where(errors <= TARGET, asked, PER_COMPETENCY).sum(axis=1).mean())


NODES = np.linspace(-5, 5, 101)
DENSITY = np.exp(-0.5 * NODES**2)


def posterior(curves: Floats, answers: Answers) -> tuple[float, float]:
    """Mean and standard deviation of one proficiency with a standard normal prior."""
    weights = DENSITY * np.where(answers[:, None], curves, 1 - curves).prod(axis=0)
    weights /= weights.sum()
    mean = float(weights @ NODES)
    return mean, float(np.sqrt(weights @ (NODES - mean) ** 2))


class Separate:
    """Twelve tests of one dimension by catsim."""

    def __init__(self, bank: ItemBank, crowd: Crowd, normal_prior: bool) -> None:
        from catsim import ItemBank as Bank
        from catsim.estimation import NumericalSearchEstimator
        from catsim.selection import MaxInfoSelector

        self.crowd, self.prior = crowd, normal_prior
        self.selector, self.estimator = MaxInfoSelector(), NumericalSearchEstimator()
        parameters = np.column_stack([bank.slope, bank.intercept / bank.slope, bank.guessing, 1 - bank.slip])
        self.own = [np.flatnonzero(bank.primary == k) for k in range(COMPETENCIES)]
        with redirect_stdout(io.StringIO()):  # it prints empty lines
            self.banks = [Bank(parameters[items]) for items in self.own]
        self.curves = [
            bank.guessing[items, None]
            + (1 - bank.slip - bank.guessing)[items, None]
            * expit(bank.slope[items, None] * NODES - bank.intercept[items, None])
            for items in self.own
        ]

    def take(self, person: int, k: int, most: int, target: float = 0.0) -> tuple[float, int]:
        """Estimate after a test of a competency, and its number of questions, at most `most`."""
        asked: list[int] = []
        answers: list[bool] = []
        estimate = 0.0
        while len(asked) < most:
            asked.append(int(self.selector.select(None, self.banks[k], asked, estimate)))
            answers.append(bool(self.crowd.answers[person, self.own[k][asked[-1]]]))
            mean, error = posterior(self.curves[k][asked], np.array(answers))
            if self.prior:
                estimate = mean
            else:
                estimate = self.estimator.estimate(None, self.banks[k], asked, answers, estimate)
            if error <= target:
                return estimate, len(asked)
        return estimate, most

    def right(self, questions: int) -> float:
        """Share on the true side of the cut with so many questions in all."""
        each = questions // COMPETENCIES
        hits = [
            (self.take(person, k, each)[0] >= 0) == (theta[k] > 0)
            for person, theta in enumerate(self.crowd.theta)
            for k in range(COMPETENCIES)
        ]
        return float(np.mean(hits))

    def questions_to_target(self) -> float:
        """Mean number of questions until every competency is known to `TARGET`."""
        people = range(len(self.crowd.theta))
        total = sum(self.take(p, k, PER_COMPETENCY, TARGET)[1] for p in people for k in range(COMPETENCIES))
        return total / len(people)


def bank_with(typical: float) -> ItemBank:
    """20 questions for each of 12 competencies, c = .2, difficulties N(0, 1)."""
    framework = synthetic_framework(COMPETENCIES, PER_AREA, chain=1)
    return synthetic_bank(framework, PER_COMPETENCY, np.random.default_rng(SEED), CHOICES, typical)


def prior_of(bank: ItemBank, within: float, across: float) -> Belief:
    """Correlations as named and nothing else."""
    return initial_belief(bank.framework, within, across, prerequisite=0.0)


def crowd_of(bank: ItemBank, within: float, across: float, learners: int) -> Crowd:
    """Learners with such correlations; the same random numbers whatever the correlations are."""
    rng = np.random.default_rng(SEED + 2)
    theta = abilities(prior_of(bank, within, across), learners, rng)
    chances = bank.guessing + (1 - bank.slip - bank.guessing) * expit(
        theta[:, bank.primary] * bank.slope - bank.intercept
    )
    return Crowd(theta, rng.random(chances.shape) < chances)


FORCED = Policy(
    max_items=24, min_items=24, max_per_competency=20, loss_power=1.0, narrowing=0.0, exposure=SHARP
)
"""The most accurate verdict on every competency with 24 questions."""
DECIDING = Policy(max_items=24, exposure=SHARP)
"""As a teacher gets it, but always the best question: the peer has no control of exposure either."""
LONG = Policy(max_items=48, exposure=SHARP)
MEASURING = Policy(
    max_items=240, max_per_competency=20, standard_error=TARGET, borrow=True, mastered=1 - 1e-9, not_yet=1e-9,
    narrowing=10.0, exposure=SHARP,
)  # fmt: skip
"""Every competency to a standard error, whatever its verdict."""


def honesty(bank: ItemBank, learners: int) -> dict[str, object]:
    """Decisions at three true correlations, with the prior of these and with the default one."""
    figures: dict[str, object] = {}
    kinds = (("", 0.7, 0.5), ("_rho30", 0.3, 0.1), ("_rho0", 0.0, 0.0))
    default = initial_belief(bank.framework)
    for name, within, across in kinds:
        crowd = crowd_of(bank, within, across, learners)
        prior = prior_of(bank, within, across)
        for label, belief, policy, enforce in (
            ("", prior, DECIDING, False),
            ("_default_prior", default, DECIDING, False),
            ("_exposure", prior, replace(DECIDING, exposure=Exposure()), True),
        ):
            share, right = Joint(bank, crowd, belief, policy, enforce).decided()
            figures[f"decided_share{name}{label}"], figures[f"decided_right{name}{label}"] = share, right
    crowd, prior = crowd_of(bank, 0.7, 0.5, learners), prior_of(bank, 0.7, 0.5)
    share, right = Joint(bank, crowd, prior, LONG).decided()
    figures["decided_share_48"], figures["decided_right_48"] = share, right
    wrong = crowd_of(bank, 0.0, 0.0, learners)  # a prior that claims what is not so
    figures["decided_right_rho0_with_prior_70"] = Joint(bank, wrong, prior, DECIDING).decided()[1]
    return figures


def weak(learners: int) -> dict[str, object]:
    """The same with questions that tell less."""
    bank = bank_with(WEAK)
    summary(bank)
    crowd, prior = crowd_of(bank, 0.7, 0.5, learners), prior_of(bank, 0.7, 0.5)
    peer = Separate(bank, crowd, True)
    share, right = Joint(bank, crowd, prior, DECIDING).decided()
    return {
        "joint_24_weak": Joint(bank, crowd, prior, FORCED).right(),
        "separate_24_weak": peer.right(24),
        "separate_48_weak": peer.right(48),
        "decided_share_weak": share,
        "decided_right_weak": right,
        "items_saved_rho70_weak": saving(bank, learners)["items_saved_rho70"],
    }


def accuracy(bank: ItemBank, learners: int) -> dict[str, object]:
    """Forced verdicts of joint and separate tests, correlations .7 and .5."""
    crowd = crowd_of(bank, 0.7, 0.5, learners)
    joint, alone = prior_of(bank, 0.7, 0.5), prior_of(bank, 0.0, 0.0)
    default = initial_belief(bank.framework)
    likeliest, expected = Separate(bank, crowd, False), Separate(bank, crowd, True)
    found: dict[str, object] = {"joint_24": Joint(bank, crowd, joint, FORCED).right()}
    found["joint_24_default_prior"] = Joint(bank, crowd, default, FORCED).right()
    shown = Joint(bank, crowd, joint, replace(FORCED, exposure=Exposure()), enforce=True)
    found["joint_24_exposure"], found["exposure_max"] = shown.right(), shown.counts.max() / learners
    longer = replace(FORCED, max_items=48, min_items=48)
    found["joint_48"] = Joint(bank, crowd, joint, longer).right()
    for questions in (24, 48):
        policy = replace(FORCED, max_items=questions, min_items=questions)
        found[f"diagonal_{questions}"] = Joint(bank, crowd, alone, policy).right()
        found[f"separate_{questions}_likelihood"] = likeliest.right(questions)
        found[f"separate_{questions}_same_prior"] = expected.right(questions)
        both = (found[f"separate_{questions}_likelihood"], found[f"separate_{questions}_same_prior"])
        found[f"separate_{questions}"] = max(both)  # type: ignore[type-var]
    return found


def saving(bank: ItemBank, learners: int) -> dict[str, object]:
    """Questions to a standard error of `TARGET`, all correlations .7."""
    crowd = crowd_of(bank, 0.7, 0.7, learners)
    ours = Joint(bank, crowd, prior_of(bank, 0.7, 0.7), MEASURING).questions_to_target()
    alone = Joint(bank, crowd, prior_of(bank, 0.0, 0.0), MEASURING).questions_to_target()
    theirs = Separate(bank, crowd, True).questions_to_target()
    return {
        "joint_items_to_target": ours,
        "diagonal_items_to_target": alone,
        "separate_items_to_target": theirs,
        "items_saved_rho70": 1 - ours / theirs,
    }


def summary(bank: ItemBank) -> None:
    """Print the parameters of a bank."""
    rows = (("a", bank.slope), ("b", bank.intercept / bank.slope), ("c", bank.guessing), ("slip", bank.slip))
    print(f"bank: {len(bank)} questions, {COMPETENCIES} competencies in areas of {PER_AREA}, seed {SEED}")
    for name, values in rows:
        quantiles = " ".join(f"{value:6.2f}" for value in np.quantile(values, (0, 0.25, 0.5, 0.75, 1)))
        print(f"  {name:>5}: mean {values.mean():5.2f}, quartiles {quantiles}")


def settings() -> None:
    """Print seeds and what everybody was set to."""
    import catsim

    print(f"learners: seed {SEED + 2}; draws of the engine: seed {SEED + 1}")
    print(
        f"catsim {catsim.__version__}: MaxInfoSelector, first estimate 0; "
        "NumericalSearchEstimator(method='bounded', dodd=True) or mean of the posterior with N(0, 1)"
    )
    for name, policy in (("forced", FORCED), ("deciding", DECIDING), ("48", LONG), ("measuring", MEASURING)):
        changed = {k: v for k, v in policy.to_json().items() if v != Policy().to_json()[k]}
        print(f"policy {name}: {changed}")


def main(quick: bool) -> None:
    """Run and report."""
    learners, honest = (60, 60) if quick else (LEARNERS, ASKED_FOR_HONESTY)
    bank = bank_with(TYPICAL)
    settings()
    summary(bank)
    emit({
        "learners": learners, "learners_for_honesty": honest, "items": len(bank),
        "competencies": COMPETENCIES, "seed": SEED,
        **accuracy(bank, learners), **honesty(bank, honest), **saving(bank, learners), **weak(learners),
    })  # fmt: skip


if __name__ == "__main__":
    main(QUICK)
