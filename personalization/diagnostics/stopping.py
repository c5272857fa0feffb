"""When to stop asking about a competency, and when to end; always with the rule that said so."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from personalization.bank import ItemBank
from personalization.belief import OWN_NEEDED, Belief, Word
from personalization.diagnostics.policy import Aim, Policy
from personalization.explanations import Reason

DECIDED = ("stop_mastered", "stop_not_yet", "stop_borrowed")
"""Rules by which a competency ends with a verdict."""


def stops(bank: ItemBank, aim: Aim, belief: Belief, policy: Policy, asked: tuple[int, ...]) -> dict[str, str]:
    """The rule that holds for each target that needs no more questions.

    A function of what is known now: a later answer on a neighbour can open a competency again.

    Parameters
    ----------
    asked : tuple of int
        Items answered in this test.
    """
    chances, errors = aim.mastery(belief).tolist(), aim.error(belief).tolist()
    own = belief.own[aim.positions].tolist()
    counts = np.bincount(bank.primary[list(asked)], minlength=belief.size)[aim.positions].tolist()
    found: dict[str, str] = {}
    for code, chance, error, n, count in zip(aim.codes, chances, errors, own, counts, strict=True):
        rule = _rule(policy, chance, error, n, count)
        if rule:
            found[code] = rule
    return found


def _rule(policy: Policy, chance: float, error: float, own: int, count: int) -> str:
    """Rule that stops one competency, or empty."""
    if chance >= policy.mastered or chance <= policy.not_yet:
        verdict = policy.word(chance, error, own)
        if verdict is Word.MASTERED:
            return "stop_mastered"
        if verdict is Word.NOT_YET:
            return "stop_not_yet"
        if policy.borrow and verdict is not Word.NOT_ENOUGH_EVIDENCE:
            return "stop_borrowed"
    if error <= policy.standard_error and (own >= OWN_NEEDED or policy.borrow):
        return "stop_precise"
    return "stop_cap" if count >= policy.max_per_competency else ""


def finished(
    aim: Aim, policy: Policy, rules: Mapping[str, str], answered: int, seconds: float
) -> Reason | None:
    """The overall rule that ends a test whatever questions are left, or None."""
    if answered >= policy.max_items:
        return Reason("finish_max_items", {"answered": answered})
    if policy.max_minutes is not None and seconds >= 60 * policy.max_minutes:
        return Reason("finish_max_minutes", {"answered": answered, "minutes": policy.max_minutes})
    if answered >= policy.min_items and len(rules) == len(aim.codes):
        decided = sum(rule in DECIDED for rule in rules.values())
        code = "finish_all_decided" if decided == len(rules) else "finish_all_stopped"
        return Reason(code, {"answered": answered, "decided": decided, "targets": len(rules)})
    return None
