"""What may be asked at all: hard constraints that come before any gain."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from personalization.bank import ItemBank
from personalization.belief import OWN_NEEDED, Belief
from personalization.diagnostics.policy import Aim

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
        Questions that the policy still allows.
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
    """Items on open competencies that were not asked, and whose enemies were not, shape (n,).

    Enemies of what was asked come back only for a competency that has nothing else left, those met least
    often first.

    Parameters
    ----------
    topics : ndarray of bool, shape (K,)
        Open competencies; an item belongs to the one that it loads on most.
    blocked : ndarray of bool, shape (n,), optional
        Items shown too often already.
    """
    mask = topics.take(bank.primary)
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
