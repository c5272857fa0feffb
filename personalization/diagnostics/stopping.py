"""When to stop asking about a competency, and when to end; always with the rule that said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from personalization.bank import ItemBank
from personalization.belief import OWN_NEEDED, Belief, Word
from personalization.diagnostics.levels import levels_reached
from personalization.diagnostics.policy import Aim, Policy
from personalization.explanations import Reason

DECIDED = ("stop_mastered", "stop_not_yet", "stop_level", "stop_borrowed")
"""Rules by which a competency ends with a verdict."""

_HIGH = (Word.MASTERED, Word.PROBABLY_MASTERED)
_LOW = (Word.NOT_YET, Word.PROBABLY_NOT_YET)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a test has come.

    Attributes
    ----------
    answered : int
        Questions answered or skipped, pilots among them.
    scored : int
        Those that are no pilots.
    owed : int
        Questions that the rules of content still ask for.
    seconds : float
    time_factor : float
        What a person's time limit is multiplied by; 0 for no limit.
    """

    answered: int
    scored: int
    owed: int
    seconds: float
    time_factor: float = 1.0

    def __post_init__(self) -> None:
        if not (isfinite(self.time_factor) and self.time_factor >= 0):
            raise ValueError(f"a time factor is a number from 0 on, not {self.time_factor!r}")
        if not self.seconds >= 0:
            raise ValueError(f"time spent is a number from 0 on, not {self.seconds!r}")


def stops(bank: ItemBank, aim: Aim, belief: Belief, policy: Policy, asked: tuple[int, ...]) -> dict[str, str]:
    """The rule that holds for each target that needs no more questions.

    A function of what is known now: a later answer on a neighbour can open a competency again.

    Parameters
    ----------
    asked : tuple of int
        Items answered in this test; pilots do not count.
    """
    chances, errors = aim.mastery(belief).tolist(), aim.error(belief).tolist()
    own = belief.own[aim.positions].tolist()
    scored = scored_of(bank, asked)
    counts = np.bincount(bank.primary[list(scored)], minlength=belief.size)[aim.positions].tolist()
    found: dict[str, str] = {}
    for place, code in enumerate(aim.codes):
        if policy.all_levels:
            ladder = levels_reached(belief, bank.framework, policy, int(aim.positions[place])).levels
            rule = _verdict(policy, [one.word for one in ladder])
        elif policy.not_yet < chances[place] < policy.mastered:
            rule = ""
        else:
            rule = _verdict(policy, [policy.word(chances[place], errors[place], own[place])])
        rule = rule or _limit(policy, errors[place], own[place], counts[place])
        if rule:
            found[code] = rule
    return found


def scored_of(bank: ItemBank, asked: tuple[int, ...]) -> tuple[int, ...]:
    """The items asked that are no pilots."""
    if not bank.has_pilots:
        return asked
    return tuple(index for index in asked if not bank.pilot[index])


def _verdict(policy: Policy, words: list[Word]) -> str:
    """Rule by which the verdict on a competency is settled at every level asked about, or empty."""
    if all(word.decided for word in words):
        high = sum(word is Word.MASTERED for word in words)
        return "stop_mastered" if high == len(words) else "stop_level" if high else "stop_not_yet"
    if policy.borrow and all(word in _HIGH or word in _LOW for word in words):
        return "stop_borrowed"
    return ""


def _limit(policy: Policy, error: float, own: int, count: int) -> str:
    """Rule that stops a competency without a verdict, or empty."""
    if error <= policy.standard_error and (own >= OWN_NEEDED or policy.borrow):
        return "stop_precise"
    return "stop_cap" if count >= policy.max_per_competency else ""


def finished(aim: Aim, policy: Policy, rules: Mapping[str, str], progress: Progress) -> Reason | None:
    """The overall rule that ends a test whatever questions are left, or None."""
    answered = progress.answered
    if answered >= policy.max_items:
        return Reason("finish_max_items", {"answered": answered})
    if policy.max_minutes is not None and progress.time_factor:
        minutes = policy.max_minutes * progress.time_factor
        if progress.seconds >= 60 * minutes:
            return Reason("finish_max_minutes", {"answered": answered, "minutes": round(minutes, 2)})
    return settled(aim, policy, rules, progress) if not progress.owed else None


def settled(aim: Aim, policy: Policy, rules: Mapping[str, str], progress: Progress) -> Reason | None:
    """The end of a test in which every target has stopped, content aside, or None."""
    if progress.scored < policy.min_items or len(rules) < len(aim.codes):
        return None
    decided = sum(rule in DECIDED for rule in rules.values())
    code = "finish_all_decided" if decided == len(rules) else "finish_all_stopped"
    return Reason(code, {"answered": progress.answered, "decided": decided, "targets": len(rules)})
