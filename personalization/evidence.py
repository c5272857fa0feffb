"""The append-only facts that a belief is computed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from personalization.bank import Floats, Item, item_model
from personalization.belief import Belief, Update, forget, observe_activity, skip, update
from personalization.framework import Framework


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to an item.

    Attributes
    ----------
    item : Item
        With its parameters as they were used, so that later calibrations do not rewrite the past.
    score : float or None
        Between 0 and 1; None where the learner said "I don't know yet".
    """

    item: Item
    score: float | None


@dataclass(frozen=True, slots=True)
class ActivityDone:
    """A finished activity with its estimated effect as used, in logits."""

    competency: str
    gain: float
    gain_sd: float


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time that passed between two sittings, with the rate of forgetting as used."""

    days: float
    rate: float = 0.002


Evidence = Response | ActivityDone | Elapsed


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
    """

    belief: Belief
    contributions: Floats


def apply(framework: Framework, belief: Belief, entry: Evidence) -> Update:
    """Take in one entry of the log.

    Raises
    ------
    UnknownCompetency
    """
    match entry:
        case Response(item, None):
            return skip(belief, item_model(framework, item))
        case Response(item, score) if score is not None:
            return update(belief, item_model(framework, item), score)
        case ActivityDone(competency, gain, gain_sd):
            return observe_activity(belief, framework.index(competency), gain, gain_sd)
        case Elapsed(days, rate):
            return forget(belief, days, rate)
    raise TypeError(f"not evidence: {entry!r}")


def replay(framework: Framework, prior: Belief, log: Iterable[Evidence]) -> Replay:
    """Compute a belief from its prior and the whole log, in order."""
    belief, rows = prior, []
    for entry in log:
        result = apply(framework, belief, entry)
        belief = result.belief
        rows.append(result.contribution)
    return Replay(belief, np.array(rows) if rows else np.zeros((0, prior.size)))
