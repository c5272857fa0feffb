"""Whether a bank can give what a diagnostic asks of it, said before students meet it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np

from personalization import soundness
from personalization.bank import ItemBank, Mask, Positions
from personalization.belief import OWN_NEEDED, Belief
from personalization.diagnostics.content import tally
from personalization.diagnostics.policy import Policy, aim
from personalization.framework import Framework

REACH = 2.2
"""Logits on an item's own curve within which it still tells the two sides of a cut apart: there between
one and nine of ten who know of what is asked get it right."""

Lack = Literal["none", "few", "thin", "questions", "content", "exposed", "pilots"]


class BeliefError(ValueError):
    """A belief that nothing can be computed from.

    Attributes
    ----------
    competency : str
        Code of a competency that is to blame.
    """

    def __init__(self, competency: str, problem: str) -> None:
        super().__init__(f"belief about {competency!r}: {problem}")
        self.competency = competency


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a diagnostic needs and the bank does not have.

    Attributes
    ----------
    code : str
        Competency; name of the rule's subject for "content"; empty where it is the whole test.
    problem : str
        "none", "few": so many questions there are on the competency, one counted per template. "thin":
        there are enough, but too few of them at a difficulty that tells about the cut. "questions": the
        test is too short to ask two on every target. "content": too few for a rule's least number.
        "exposed": the bank is too small for the greatest rate of exposure. "pilots": fewer on the
        targets than the share asks for.
    needed, there : int
    """

    code: str
    problem: Lack
    needed: int
    there: int


def check_belief(framework: Framework, belief: Belief) -> None:
    """Refuse a belief that is not a Gaussian over the framework's competencies.

    Raises
    ------
    BeliefError
        Not a number, or a singular covariance: naming the competency.
    ValueError
        The number of competencies differs.
    """
    if belief.size != framework.size:
        raise ValueError("the belief is about another number of competencies than the framework has")
    try:
        soundness.check_belief(belief)
    except soundness.CovarianceError as error:
        raise BeliefError(framework.codes[error.positions[-1]], error.problem) from error


def feasible(bank: ItemBank, policy: Policy, prior: Belief | None = None) -> tuple[Shortfall, ...]:
    """What the blueprint needs and the bank lacks, competency by competency; empty where all is there.

    A competency needs as many questions as a test of the greatest length asks about it if it asks about
    all alike, and two at least; one per template, for the others are its enemies.

    Parameters
    ----------
    prior : Belief, optional
        Checked too.

    Raises
    ------
    UnknownCompetency, BeliefError
    """
    if prior is not None:
        check_belief(bank.framework, prior)
    goal = aim(bank, policy)
    found: list[Shortfall] = []
    least = OWN_NEEDED * len(goal.codes)
    if policy.max_items < least:
        found.append(Shortfall("", "questions", least, policy.max_items))
    share = min(ceil(policy.max_items / max(len(goal.codes), 1)), policy.max_per_competency)
    needed = max(share, OWN_NEEDED)
    for code, position in zip(goal.codes, goal.positions.tolist(), strict=True):
        own = np.flatnonzero((bank.primary == position) & ~bank.pilot)
        there = _templates(bank, own)
        if there < needed:
            found.append(Shortfall(code, "few" if there else "none", needed, there))
            continue
        telling = min(_templates(bank, own[_tells(bank, own, cut)]) for cut in _cuts(bank, policy, position))
        if telling < needed:
            found.append(Shortfall(code, "thin", needed, telling))
    return (*found, *_of_the_whole(bank, policy, goal.positions))


def _templates(bank: ItemBank, items: Positions) -> int:
    """Items of which no two are enemies, at most."""
    groups = bank.group[items]
    return int((groups < 0).sum()) + np.unique(groups[groups >= 0]).size


def _cuts(bank: ItemBank, policy: Policy, position: int) -> tuple[float, ...]:
    if policy.all_levels:
        return policy.ladder(bank.framework, position)
    return (float(policy.cuts_for(bank.framework)[position]),)


def _tells(bank: ItemBank, items: Positions, cut: float) -> Mask:
    """Which of some items are of a difficulty that tells about a cut.

    Allowed for is what is not known of the difficulty itself, one standard deviation of it.
    """
    slope = bank.loadings[items].sum(axis=1)
    distance = np.abs(slope * cut - bank.intercept[items])
    result: Mask = distance <= REACH + np.sqrt(bank.noise[items])
    return result


def _of_the_whole(bank: ItemBank, policy: Policy, targets: Positions) -> tuple[Shortfall, ...]:
    """What is lacking for content, exposure and pilots."""
    asked_about = np.isin(bank.primary, targets)
    scored = np.flatnonzero(asked_about & ~bank.pilot)
    found: list[Shortfall] = []
    there = tally(bank, policy.content, tuple(scored.tolist())).counts
    for rule, count in zip(policy.content, there, strict=True):
        if count < rule.at_least:
            found.append(Shortfall(rule.name, "content", rule.at_least, count))
    room = ceil(policy.max_items / policy.exposure.max_rate - 1e-9)
    if scored.size < room and policy.exposure.max_rate < 1:
        found.append(Shortfall("", "exposed", room, int(scored.size)))
    wanted = round(policy.pilot_share * policy.max_items)
    pilots = int((asked_about & bank.pilot).sum())
    if pilots < wanted:
        found.append(Shortfall("", "pilots", wanted, pilots))
    return tuple(found)
