"""Questions that are tried out: asked among the others, never scored."""

from __future__ import annotations

import numpy as np

from personalization.bank import ItemBank
from personalization.diagnostics.content import Mask
from personalization.diagnostics.exposure import Usage, draw
from personalization.diagnostics.policy import Aim, Policy
from personalization.diagnostics.state import Choice
from personalization.explanations import Reason

CANDIDATES = 24
"""Pilots among which a draw is made, at most."""


def pilots_due(bank: ItemBank, policy: Policy, aim: Aim, asked: tuple[int, ...]) -> int:
    """Pilots that this test still has to hold: its share, as far as the bank has them on the targets."""
    if not (bank.has_pilots and policy.pilot_share > 0):
        return 0
    answered = list(asked)
    done = int(bank.pilot[answered].sum())
    topics = np.zeros(bank.framework.size, dtype=bool)
    topics[aim.positions] = True
    there = bank.pilot & topics[bank.primary]
    there[answered] = False
    wanted = min(round(policy.pilot_share * policy.max_items), max(policy.max_items - 2, 0))
    places = max(policy.max_items - 1 - max(len(asked), 1), 0)
    return min(max(wanted - done, 0), int(there.sum()), places)


def pilot_chance(policy: Policy, answered: int, due: int) -> float:
    """Probability with which the next place is a pilot's: as many as are due, at random places.

    Neither the first nor the last place is; of the others every set of places is as likely (selection
    sampling, Knuth's algorithm S), so nothing need be remembered of earlier draws.
    """
    places = policy.max_items - 1 - answered
    return min(due / places, 1.0) if due and answered >= 1 and places >= 1 else 0.0


def try_out(
    bank: ItemBank,
    policy: Policy,
    topics: Mask,
    asked: tuple[int, ...],
    usage: Usage | None,
    rng: np.random.Generator,
    avoid: Mask | None = None,
) -> Choice | None:
    """Draw a pilot on an open competency, those tried least often first; None where there is none.

    Parameters
    ----------
    topics : ndarray of bool, shape (K,)
        Open competencies.
    avoid : ndarray of bool, shape (n,), optional
        Items that this person met before; a second answer to a pilot tells little.
    """
    mask = bank.pilot & topics.take(bank.primary)
    if avoid is not None:
        mask &= ~avoid
    mask[list(asked)] = False
    for group in {int(bank.group[index]) for index in asked} - {-1}:
        mask[bank.members[group]] = False
    found = np.flatnonzero(mask)
    if not found.size:
        return None
    if usage is not None:
        tries = usage.counts[found]
        found = found[tries == tries.min()]
    if found.size > CANDIDATES:
        found = np.sort(rng.choice(found, CANDIDATES, replace=False))
    chances = np.full(found.size, 1 / found.size)
    chosen = int(found[draw(chances, rng)])
    return Choice(
        candidates=tuple(found.tolist()),
        probabilities=tuple(chances.tolist()),
        chosen=chosen,
        gain=0.0,
        reason=Reason("next_pilot", {"competency": bank.framework.codes[bank.primary[chosen]]}),
        policy_version=policy.version,
        pilot=True,
    )
