"""What counts as right: from what an item declares and how it is processed to a key."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from adapters.content.base import AnswerKey, Partial
from adapters.content.qti.conditions import Condition, UnknownProcessing
from adapters.content.qti.declarations import Response, Worth, number
from adapters.content.qti.patterns import from_pattern
from adapters.content.qti.processing import Rule

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Earned:
    """What one answer earns.

    Attributes
    ----------
    answer : str
    credit : float
        In the item's own points.
    tolerance : float
    case_sensitive : bool or None
    wildcards : bool
    """

    answer: str
    credit: float
    tolerance: float = 0.0
    case_sensitive: bool | None = None
    wildcards: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A key, with what its response can earn at most in the item's own points."""

    key: AnswerKey
    points: float
    relaxed: bool = False


def earned(response: Response, rules: Sequence[Rule]) -> list[Earned]:
    """List what answers to a response earn, each answer once, in the order of the file."""
    found: dict[tuple[str, float], Earned] = {}
    for rule in rules:
        if rule.response != response.name:
            continue
        for one in _of_rule(response, rule):
            found.setdefault((one.answer, one.tolerance), one)
    return list(found.values())


def _of_rule(response: Response, rule: Rule) -> list[Earned]:
    if rule.test is None:
        worth = response.mapping
        entries = worth.entries if worth else ()
        return [Earned(entry.key, entry.value, case_sensitive=entry.case_sensitive) for entry in entries]
    values = response.correct if rule.test.correct else (rule.test.value,)
    return [tested(value, rule.test, rule.credit) for value in values]


def tested(value: str, test: Condition, credit: float) -> Earned:
    """Give the answer that a condition asks for."""
    if test.pattern:
        answer, sensitive = from_pattern(value)
        return Earned(answer, credit, 0.0, sensitive, wildcards=True)
    tolerance = test.tolerance
    if test.relative:
        tolerance = round(abs(number(value) or 0.0) * tolerance / 100, 12)
    sensitive = True if test.case_sensitive is None else test.case_sensitive
    return Earned(value, credit, tolerance, sensitive)


def single_key(found: Sequence[Earned], codes: tuple[str, ...]) -> Judged:
    """Give the key of a choice of which one is taken."""
    credits = {one.answer: one.credit for one in found if one.answer in codes and one.credit > 0}
    if not credits:
        unknown = tuple(one.answer for one in found if one.credit > 0)
        return Judged(AnswerKey("choice", unknown), 1.0)
    top = max(credits.values())
    partial = tuple(
        Partial(code, credits[code] / top) for code in codes if code in credits and credits[code] < top
    )
    return Judged(AnswerKey("choice", _top(credits, codes, top), partial=partial), top)


def _top(credits: dict[str, float], codes: tuple[str, ...], top: float) -> tuple[str, ...]:
    return tuple(code for code in codes if credits.get(code) == top)


def weight_of(response: Response, rules: Sequence[Rule]) -> float:
    """Give what the points of a response are multiplied by.

    Raises
    ------
    UnknownProcessing
        Where it is not the same for all of its answers.
    """
    weights = {rule.weight for rule in rules if rule.response == response.name} or {1.0}
    if len(weights) > 1:
        raise UnknownProcessing("product")
    return weights.pop()


def decoded(judged: Judged, code: Callable[[str], str]) -> Judged:
    """Bring identifiers in a key to codes."""
    key = judged.key
    partial = tuple(replace(p, answer=code(p.answer)) for p in key.partial)
    return replace(judged, key=replace(key, accepted=tuple(map(code, key.accepted)), partial=partial))


def multiple_key(response: Response, rules: Sequence[Rule], codes: tuple[str, ...]) -> Judged:
    """Give the key of a choice of which several are taken."""
    own = [rule for rule in rules if rule.response == response.name]
    if own and all(rule.test is not None and rule.test.correct for rule in own):
        return Judged(AnswerKey("multiple", response.correct), 1.0, relaxed=len(response.correct) > 1)
    credits = {one.answer: one.credit for one in earned(response, own)}
    worth = response.mapping if any(rule.test is None for rule in own) else None
    default = worth.default if worth else 0.0
    values = {code: credits.get(code, default) for code in codes}
    right = tuple(code for code in codes if values[code] > 0)
    accepted = response.correct or right
    top = worth.upper if worth and worth.upper else math.fsum(v for v in values.values() if v > 0)
    if not right or not top:
        return Judged(AnswerKey("multiple", accepted if set(accepted) <= set(right) else ()), 1.0)
    if _evenly(values, right, accepted, worth):
        return Judged(AnswerKey("multiple", accepted), top)
    partial = tuple(
        Partial(code, max(-1.0, min(1.0, value / top))) for code, value in values.items() if value
    )
    return Judged(AnswerKey("multiple", accepted, partial=partial), top)


def _evenly(
    values: dict[str, float], right: tuple[str, ...], accepted: tuple[str, ...], worth: Worth | None
) -> bool:
    """Tell whether a right choice adds as much as a wrong one takes away, and all right ones give all."""
    share = values[right[0]]
    alike = all(value in (share, -share) for value in values.values())
    bounded = worth is not None and worth.lower == 0 and worth.upper is None
    return alike and bounded and set(right) == set(accepted)


def open_key(found: Sequence[Earned], *, is_number: bool) -> Judged:
    """Give the key of an answer that is typed."""
    positive = [one for one in found if one.credit > 0]
    if not positive:
        return Judged(AnswerKey("number" if is_number else "text", ()), 1.0)
    top = max(one.credit for one in positive)
    best = [one for one in positive if one.credit == top]
    tolerance = best[0].tolerance
    if any(one.tolerance != tolerance for one in best) or len({one.wildcards for one in positive}) > 1:
        raise UnknownProcessing("tolerance")
    show = plain_number if is_number else str
    partial = tuple(
        Partial(show(one.answer), max(one.credit, 0.0) / top, one.tolerance)
        for one in found
        if one.credit < top
    )
    key = AnswerKey(
        "number" if is_number else "text",
        tuple(show(one.answer) for one in best),
        tolerance=tolerance,
        partial=partial,
        case_sensitive=not is_number and bool(best[0].case_sensitive),
        wildcards=best[0].wildcards,
    )
    return Judged(key, top)


def plain_number(text: str) -> str:
    """Write a number of QTI as keys do: without exponent or plus sign; anything else is left as it is."""
    text = text.strip()
    if _DECIMAL.fullmatch(text):
        return text
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    if not math.isfinite(value) or abs(value) >= 1e300:
        return text
    return f"{value:.15f}".rstrip("0").rstrip(".") if "e" in repr(value) else repr(value).removesuffix(".0")
