"""What may be asked at all, and what a test's content still lacks: before any gain."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from personalization.bank import GroupKind, ItemBank, Singles
from personalization.belief import OWN_NEEDED, Belief
from personalization.diagnostics.policy import Aim, ContentRule

Mask = NDArray[np.bool_]


def open_targets(aim: Aim, belief: Belief, stopped: Collection[str], left: int) -> Mask:
    """Competencies that questions may be about now, shape (K,).

    A verdict needs two own answers, so a competency is begun only while enough questions are left to
    bring every competency begun, and the new one, to two.

    Parameters
    ----------
    stopped : collection of str
        Targets that need no more questions.
    left : int
        Scored questions that the policy still allows.
    """
    going = np.array([code not in stopped for code in aim.codes], dtype=bool)
    own = belief.own[aim.positions]
    begun = going & (own > 0)
    owed = int(np.maximum(OWN_NEEDED - own[begun], 0).sum())
    if begun.any():
        if owed >= left:
            going = begun & (own < OWN_NEEDED)
        elif owed + OWN_NEEDED > left:
            going = begun
    mask = np.zeros(belief.size, dtype=bool)
    mask[aim.positions] = going
    return mask


def eligible(bank: ItemBank, topics: Mask, asked: tuple[int, ...], blocked: Mask | None = None) -> Mask:
    """Scored items on open competencies that were not asked, and whose enemies were not, shape (n,).

    Enemies of what was asked come back only for a competency that has nothing else left, those met least
    often first.

    Parameters
    ----------
    topics : ndarray of bool, shape (K,)
        Open competencies; an item belongs to the one that it loads on most.
    blocked : ndarray of bool, shape (n,), optional
        Items shown too often already, or of content that has had its share.
    """
    mask = topics.take(bank.primary)
    if bank.has_pilots:
        mask &= ~bank.pilot
    if blocked is not None:
        mask &= ~blocked
    answered = list(asked)
    mask[answered] = False
    met = [group for group in bank.group[answered].tolist() if group >= 0]
    if not met:
        return mask
    fresh = mask.copy()
    for group in set(met):
        fresh[bank.members[group]] = False
    bare = topics & (np.bincount(bank.primary, fresh, topics.size) == 0)
    if bare.any():
        spare = np.flatnonzero(mask & bare[bank.primary])
        uses = np.bincount(met, minlength=len(bank.members))[bank.group[spare]]
        least = np.full(topics.size, len(met))
        np.minimum.at(least, bank.primary[spare], uses)
        fresh[spare[uses == least[bank.primary[spare]]]] = True
    return fresh


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How a test stands towards its rules of content.

    Attributes
    ----------
    rules : tuple of ContentRule
    counts : tuple of int
        Scored questions asked so far that each rule is about.
    """

    rules: tuple[ContentRule, ...]
    counts: tuple[int, ...]

    @property
    def owed(self) -> int:
        """Questions still needed to reach every least number; one that serves two rules counts twice."""
        return sum(max(rule.at_least - n, 0) for rule, n in zip(self.rules, self.counts, strict=True))


def tally(bank: ItemBank, rules: tuple[ContentRule, ...], scored: Sequence[int]) -> Tally:
    """Count the scored questions of a test by the rules of content.

    Raises
    ------
    UnknownCompetency
        A rule names a competency that the framework does not hold.
    """
    asked = list(scored)
    return Tally(rules, tuple(int(_members(bank, rule)[asked].sum()) for rule in rules))


def content_blocked(bank: ItemBank, standing: Tally) -> Mask | None:
    """Items of content that has reached its greatest number, shape (n,); None where none has."""
    blocked: Mask | None = None
    for rule, count in zip(standing.rules, standing.counts, strict=True):
        if rule.at_most is not None and count >= rule.at_most:
            inside = _members(bank, rule)
            blocked = inside if blocked is None else blocked | inside
    return blocked


def content_owed(bank: ItemBank, standing: Tally) -> Mask:
    """Items that serve a least number not reached yet, shape (n,)."""
    serves = np.zeros(len(bank), dtype=bool)
    for rule, count in zip(standing.rules, standing.counts, strict=True):
        if count < rule.at_least:
            serves |= _members(bank, rule)
    return serves


def content_priority(bank: ItemBank, aim: Aim, standing: Tally, scored: Sequence[int]) -> Singles | None:
    """Factors that draw a test towards balanced content, shape (n,); None where all are 1.

    The priority index of Cheng and Chang (2009): what is near its upper bound fades, by the share of it
    that is left. Modified so that an item outside a rule is neutral: what is below its lower bound is
    lifted by the share of it that is missing, instead of everything else being left aside.
    """
    factor: Singles | None = None
    if aim.balance > 0:
        asked = np.bincount(bank.primary[list(scored)], minlength=bank.framework.size)
        left = np.maximum(1 - asked / aim.per_competency, 0.0) ** aim.balance
        factor = left.astype(np.float32).take(bank.primary)
    for rule, count in zip(standing.rules, standing.counts, strict=True):
        weight = 1.0
        if count < rule.at_least:
            weight = 1 + (rule.at_least - count) / rule.at_least
        elif rule.at_most is not None:
            weight = max(rule.at_most - count, 0) / rule.at_most
        if weight != 1.0:
            factor = np.ones(len(bank), dtype=np.float32) if factor is None else factor
            factor[_members(bank, rule)] *= weight
    return factor


def _members(bank: ItemBank, rule: ContentRule) -> Mask:
    kind: GroupKind = rule.kind
    return bank.inside(kind, rule.name)
