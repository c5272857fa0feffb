"""The next question of a test: what may be asked, weighed, drawn, and explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from personalization.bank import ItemBank
from personalization.diagnostics.content import (
    Mask,
    Tally,
    content_blocked,
    content_owed,
    content_priority,
    eligible,
    open_targets,
)
from personalization.diagnostics.exposure import Usage, allowed_tests, draw, probabilities, resting
from personalization.diagnostics.pilots import pilot_chance, pilots_due, try_out
from personalization.diagnostics.policy import Aim, Policy
from personalization.diagnostics.selection import Gains, best
from personalization.diagnostics.state import Choice, State
from personalization.diagnostics.stopping import Progress, settled
from personalization.explanations import Reason


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """What the choice of a question depends on, beside bank and policy.

    Attributes
    ----------
    goal : Aim
    state : State
    scored : tuple of int
        Items asked that are no pilots.
    rules : mapping of competency code to rule
        Of the targets that have stopped.
    standing : Tally
        Towards the rules of content.
    progress : Progress
    usage : Usage or None
    avoid : ndarray of bool, shape (n,), or None
        Items that this person met before this test.
    """

    goal: Aim
    state: State
    scored: tuple[int, ...]
    rules: Mapping[str, str]
    standing: Tally
    progress: Progress
    usage: Usage | None
    avoid: Mask | None = None


def choose(bank: ItemBank, policy: Policy, now: Situation, rng: np.random.Generator) -> Choice | Reason:
    """Draw the next question, or the reason why there is none."""
    answered = now.progress.answered
    due = pilots_due(bank, policy, now.goal, now.state.asked)
    left = policy.max_items - answered
    topics, allowed = _allowed(bank, policy, now, left - due)
    ends = policy.gentle and (answered == 0 or left == 1)
    floor = policy.easy if ends else policy.success if policy.gentle else 0.0
    allowed = _unmet(bank, now, _rested(bank, policy, now, allowed))
    priority = content_priority(bank, now.goal, now.standing, now.scored)
    gains = best(bank, now.goal.only(topics), now.state.belief, allowed, floor, priority)
    if not gains.items.size:
        over = settled(now.goal, policy, now.rules, now.progress)
        return over or Reason("finish_no_items", {"answered": answered})
    if now.progress.scored >= policy.min_items and gains.gain.max() < policy.least_gain:
        return Reason("finish_little_to_learn", {"answered": answered})
    chance = pilot_chance(policy, answered, due)
    if chance > 0 and rng.random() < chance:
        tried = try_out(bank, policy, topics, now.state.asked, now.usage, rng, now.avoid)
        if tried is not None:
            return replace(tried, pilot_chance=chance)
    length = policy.max_items - answered + now.progress.scored - due  # scored questions of a whole test
    picks, chances = probabilities(
        gains.worth, policy.exposure, min(now.progress.scored / max(length - 1, 1), 1.0)
    )
    pick = int(picks[draw(chances, rng)])
    return Choice(
        candidates=tuple(gains.items[picks].tolist()),
        probabilities=tuple(chances.tolist()),
        chosen=int(gains.items[pick]),
        gain=float(gains.gain[pick]),
        reason=_why(bank, gains, pick, floor, answered, left),
        policy_version=policy.version,
        pilot_chance=chance,
    )


def _allowed(bank: ItemBank, policy: Policy, now: Situation, left: int) -> tuple[Mask, Mask]:
    """Competencies and items that may be asked about now, shapes (K,) and (n,)."""
    closed: Mapping[str, str] = now.rules
    over = len(now.rules) == len(now.goal.codes)
    if over:  # all stopped before the least number of questions, or before the content asked for
        closed = {code: rule for code, rule in now.rules.items() if rule == "stop_cap"}
    topics = open_targets(now.goal, now.state.belief, closed, left)
    blocked = content_blocked(bank, now.standing) if now.standing.rules else None
    allowed = eligible(bank, topics, now.state.asked, blocked)
    owed = now.standing.owed
    if owed and (over or left <= owed):
        serving = allowed & content_owed(bank, now.standing)
        if serving.any() or now.progress.scored >= policy.min_items:
            return topics, serving if over or serving.any() else allowed
    return topics, allowed


def _rested(bank: ItemBank, policy: Policy, now: Situation, allowed: Mask) -> Mask:
    """Of the items allowed those that were not shown too often, shape (n,)."""
    if now.usage is None or policy.exposure.max_rate >= 1:
        return allowed
    per_topic = min(policy.max_items / max(len(now.goal.codes), 1), policy.max_per_competency)
    limit = allowed_tests(bank, now.usage, policy.exposure, per_topic)
    return allowed & ~resting(bank, now.usage, limit)


def _unmet(bank: ItemBank, now: Situation, allowed: Mask) -> Mask:
    """Of the items allowed those new to this person; all of a competency that has none, shape (n,)."""
    if now.avoid is None:
        return allowed
    fresh = allowed & ~now.avoid
    bare = np.bincount(bank.primary, fresh, bank.framework.size) == 0
    result: Mask = fresh | (allowed & bare.take(bank.primary))
    return result


def _why(bank: ItemBank, gains: Gains, pick: int, floor: float, answered: int, left: int) -> Reason:
    """Why this item: easy at both ends, within reach in gentle mode, else the most telling."""
    code = "next_most_telling"
    if floor:
        code = "next_easy_first" if answered == 0 else "next_easy_last" if left == 1 else "next_within_reach"
    item = int(gains.items[pick])
    competency = bank.framework.codes[bank.primary[item]]
    return Reason(
        code,
        {
            "competency": competency,
            "success": round(float(gains.success[pick]), 4),
            "gain": round(float(gains.gain[pick]), 6),
        },
    )
