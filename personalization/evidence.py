"""The append-only facts that a belief is computed from.

An entry that was withdrawn is left out of the log that is replayed; nothing else has to be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

import numpy as np
from scipy.special import ndtri

from personalization.bank import Floats, Item, Positions, item_model
from personalization.belief import (
    Belief,
    Update,
    forget,
    observe_activity,
    observe_value,
    skip,
    update,
)
from personalization.framework import Framework
from personalization.rubric import Judgement, Severity, rate
from personalization.soundness import check_belief
from personalization.standing import Settled


class EvidenceError(ValueError):
    """An entry with a value that no evidence has.

    Attributes
    ----------
    kind : str
        What kind of entry it was to be.
    """

    def __init__(self, kind: str, problem: str) -> None:
        super().__init__(f"{kind}: {problem}")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to an item.

    Attributes
    ----------
    item : Item
        With its parameters as they were used, so that later calibrations do not rewrite the past.
    score : float or None
        Between 0 and 1; None where the learner said "I don't know yet".
    pilot : bool
        The item was only being tried: the answer says nothing of the learner (so it is, too, where the item
        itself says that it is a pilot).
    """

    item: Item
    score: float | None
    pilot: bool = False

    def __post_init__(self) -> None:
        _check_score("response", self.score)

    @property
    def on_trial(self) -> bool:
        """Whether the answer changes nothing."""
        return self.pilot or self.item.pilot


@dataclass(frozen=True, slots=True)
class Practised:
    """An answer given with the help of hints.

    Each hint lets somebody who could not answer do so with probability `per_hint`, so guessing becomes
    1 - slip - (1 - slip - guessing) (1 - per_hint)^hints: a right answer says less with each hint. A wrong
    one says as much as without hints where the item has no slip: hints explain success, not failure.

    Attributes
    ----------
    item : Item
        As it would be used without hints.
    score : float or None
    hints : int
    per_hint : float
        In [0, 1).
    """

    item: Item
    score: float | None
    hints: int
    per_hint: float = 0.3

    def __post_init__(self) -> None:
        _check_score("practice", self.score)
        if isinstance(self.hints, bool) or not isinstance(self.hints, int) or self.hints < 0:
            raise EvidenceError("practice", f"hints are counted from 0, not {self.hints!r}")
        if not 0 <= self.per_hint < 1:
            raise EvidenceError("practice", f"per_hint lies from 0 to below 1, not {self.per_hint!r}")

    def as_used(self) -> Item:
        """The item with what the hints add to guessing."""
        item = self.item
        left = (1 - item.slip - item.guessing) * (1 - self.per_hint) ** self.hints
        # A right answer must tell something, however many hints there were.
        left = max(left, 1e-6)
        return Item(
            item.code, item.loadings, item.intercept, 1 - item.slip - left, item.slip, item.difficulty_sd,
            item.enemies,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActivityDone:
    """A finished activity with its estimated effect as used, in logits."""

    competency: str
    gain: float
    gain_sd: float

    def __post_init__(self) -> None:
        _check_finite("activity", gain=self.gain, gain_sd=self.gain_sd)


@dataclass(frozen=True, slots=True)
class Learned:
    """What practising added to a competency, apart from what the answer showed (`tracing.gain`)."""

    competency: str
    gain: float
    gain_sd: float

    def __post_init__(self) -> None:
        _check_finite("learned", gain=self.gain, gain_sd=self.gain_sd)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time that passed between two sittings, with the rate of forgetting as used."""

    days: float
    rate: float = 0.002

    def __post_init__(self) -> None:
        _check_finite("time", days=self.days, rate=self.rate)


@dataclass(frozen=True, slots=True)
class Override:
    """A teacher's word on a competency, as an observation of it in logits (`override_for`)."""

    competency: str
    value: float
    sd: float

    def __post_init__(self) -> None:
        _check_finite("override", value=self.value, sd=self.sd)
        if self.sd <= 0:
            raise EvidenceError("override", "the standard deviation must be positive")


@dataclass(frozen=True, slots=True)
class Rating:
    """A level given by a rubric, with what was known of its rater then.

    Attributes
    ----------
    competency : str
    level : int
        0 to len(cuts).
    cuts : tuple of float
    severity, severity_sd : float
        Of the rater, positive is severe, in logits.
    rater_sd : float
        Standard deviation of a rating about what its rater means.
    """

    competency: str
    level: int
    cuts: tuple[float, ...]
    severity: float = 0.0
    severity_sd: float = 0.3
    rater_sd: float = 1.0

    def __post_init__(self) -> None:
        try:
            self.judgement()
            self.rater()
        except (ValueError, TypeError) as error:
            raise EvidenceError("rubric", str(error)) from None

    def judgement(self) -> Judgement:
        """The level apart from its rater."""
        return Judgement(self.level, self.cuts, self.rater_sd)

    def rater(self) -> Severity:
        """The rater as then known."""
        return Severity(self.severity, self.severity_sd)


Evidence = Response | Practised | ActivityDone | Learned | Elapsed | Override | Rating


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sitting of a diagnostic: its responses in the order given."""

    responses: tuple[Response, ...]
    policy_version: str


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A belief computed anew from its log.

    Attributes
    ----------
    belief : Belief
    contributions : ndarray, shape (entries, K)
        One row per entry; the column sums are mean - prior mean.
    settled : Settled
        What the evidence left of the variances, and what time has added.
    """

    belief: Belief
    contributions: Floats
    settled: Settled


def apply(framework: Framework, belief: Belief, entry: Evidence) -> Update:
    """Take in one entry of the log.

    Raises
    ------
    UnknownCompetency
    """
    match entry:
        case Response(on_trial=True):
            return Update(belief, np.zeros(belief.size))
        case Response(item, score):
            return _answer(framework, belief, item, score)
        case Practised(score=score):
            return _answer(framework, belief, entry.as_used(), score)
        case ActivityDone(competency, gain, gain_sd) | Learned(competency, gain, gain_sd):
            return observe_activity(belief, framework.index(competency), gain, gain_sd)
        case Elapsed(days, rate_of_forgetting):
            return forget(belief, days, rate_of_forgetting)
        case Override(competency, value, sd):
            return observe_value(belief, framework.index(competency), value, sd)
        case Rating(competency):
            return rate(belief, framework.index(competency), entry.judgement(), entry.rater())
    raise TypeError(f"not evidence: {entry!r}")


def replay(framework: Framework, prior: Belief, log: Iterable[Evidence]) -> Replay:
    """Compute a belief from its prior and the whole log, in order.

    Raises
    ------
    UnknownCompetency
    CovarianceError
        The prior is no belief.
    """
    check_belief(prior)
    belief, rows, settled = prior, [], Settled.of(prior)
    for entry in log:
        result = apply(framework, belief, entry)
        if isinstance(entry, Elapsed):
            settled = settled.after_time(entry.days, entry.rate)
        else:
            settled = settled.after_evidence(belief, result.belief, concerned(framework, entry))
        belief = result.belief
        rows.append(result.contribution)
    return Replay(belief, np.array(rows) if rows else np.zeros((0, prior.size)), settled)


def concerned(framework: Framework, entry: Evidence) -> Positions:
    """Competencies that an entry is about: none for time and for an answer on trial.

    Raises
    ------
    UnknownCompetency
    """
    match entry:
        case Elapsed() | Response(on_trial=True):
            codes: list[str] = []
        case Response(item) | Practised(item):
            codes = [code for code, loading in item.loadings.items() if loading > 0]
        case _:
            codes = [entry.competency]
    return np.array(sorted(framework.index(code) for code in codes), dtype=np.intp)


def override_for(
    framework: Framework,
    belief: Belief,
    competency: str,
    mastered: bool,
    *,
    cut: float = 0.0,
    certainty: float = 0.95,
    sd: float = 0.3,
) -> Override:
    """The observation after which the belief says what a teacher has decided.

    Parameters
    ----------
    cut : float
        Of the level decided on, in logits.
    certainty : float
        Least probability afterwards that the competency is on the side decided.
    sd : float
        Of the observation: how far from it the learner may be all the same.

    Notes
    -----
    The least move that does it: where the belief is as sure already it is only made surer. *mastered* also
    asks for two own answers (`belief.word`); without them it is *probably mastered*, and the page says
    that a teacher has decided.
    """
    if not 0.5 < certainty < 1:
        raise EvidenceError("override", f"certainty lies between .5 and 1, not {certainty!r}")
    position = framework.index(competency)
    mean, variance = float(belief.mean[position]), float(belief.covariance[position, position])
    error = (variance * sd**2 / (variance + sd**2)) ** 0.5
    # A hair more, so that rounding does not fall short of it.
    margin = (float(ndtri(certainty)) + 1e-6) * error
    goal = max(mean, cut + margin) if mastered else min(mean, cut - margin)
    return Override(competency, mean + (goal - mean) * (variance + sd**2) / variance, sd)


def _answer(framework: Framework, belief: Belief, item: Item, score: float | None) -> Update:
    model = item_model(framework, item)
    return skip(belief, model) if score is None else update(belief, model, score)


def _check_score(kind: str, score: float | None) -> None:
    if score is not None and not 0 <= score <= 1:
        raise EvidenceError(kind, f"a score lies between 0 and 1, not {score!r}")


def _check_finite(kind: str, **values: float) -> None:
    for name, value in values.items():
        if not isfinite(value):
            raise EvidenceError(kind, f"{name} is {value!r}")
        if name in ("days", "rate", "gain_sd") and value < 0:
            raise EvidenceError(kind, f"{name} is negative")
