"""What makes an item unusable, whatever it was read from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from adapters.answers import UnreadableAnswer, parse
from adapters.answers.evaluate import Undefined, exact, is_arithmetic
from adapters.answers.tree import symbols
from adapters.content.base import AnswerKey, BankItem, Problem

MOST_CHOICES = 100
_GAP = re.compile(r'<span class="gap" data-gap="([^"]*)"></span>')
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
#: Name of a parameter of an item, its least and greatest value; the least one itself is refused.
_RANGES = (
    ("difficulty_sd", 0.0, 100.0),
    ("discrimination", 0.0, 100.0),
    ("guessing", -1e-12, 1 - 1e-12),
    ("slip", -1e-12, 1 - 1e-12),
)


def gap_codes(stem: str) -> tuple[str, ...]:
    """Give the codes of the gaps that stand in a stem, in their order."""
    return tuple(_GAP.findall(stem))


def faults(item: BankItem, where: str) -> list[Problem]:
    """Find what keeps an item from being asked or scored.

    Parameters
    ----------
    item : BankItem
    where : str
        The place to name.

    Returns
    -------
    list of Problem
        All fatal; each names the item.
    """
    return [Problem(where, code, {"item": item.code, **values}) for code, values in _faults(item)]


_Fault = tuple[str, dict[str, object]]


def _faults(item: BankItem) -> Iterator[_Fault]:
    if not item.texts or any(not text.stem.strip() for text in item.texts.values()):
        yield "question_missing", {}
    for language in item.texts:
        if not _LANGUAGE.fullmatch(language):
            yield "language_unknown", {"language": language[:20]}
    yield from _parameters(item)
    yield from _texts(item)
    yield from _key(item.key, item.choices)
    if item.key.kind == "matching":
        yield from _pairs(item)
    if item.key.kind == "cloze":
        yield from _gaps(item)


def _parameters(item: BankItem) -> Iterator[_Fault]:
    if item.difficulty is not None and not (math.isfinite(item.difficulty) and abs(item.difficulty) <= 100):
        yield "out_of_range", {"name": "difficulty"}
    for name, least, most in _RANGES:
        if not least < getattr(item, name) <= most:
            yield "out_of_range", {"name": name}
    if item.guessing + item.slip >= 1:
        yield "out_of_range", {"name": "slip"}


def _texts(item: BankItem) -> Iterator[_Fault]:
    for text in item.texts.values():
        if len(text.choices) != len(item.choices) or len(text.prompts) != len(item.prompts):
            yield "languages_differ", {}
        if not all(choice.strip() for choice in (*text.choices, *text.prompts)):
            yield "empty_choice", {}


def _key(key: AnswerKey, choices: tuple[str, ...]) -> Iterator[_Fault]:
    if key.kind in ("choice", "multiple", "ordering", "matching"):
        if not 2 <= len(choices) <= MOST_CHOICES:
            yield "wrong_number_of_choices", {"choices": len(choices)}
        if len(set(choices)) < len(choices):
            yield "duplicate_choice", {}
    if key.kind in ("choice", "multiple", "ordering"):
        named = {*key.accepted, *(p.answer for p in key.partial)}
        if not named <= set(choices):
            yield "answer_not_among_choices", {"answer": min(named - set(choices))}
    if key.kind == "ordering" and sorted(key.accepted) != sorted(choices):
        yield "order_incomplete", {}
    elif key.kind not in ("matching", "cloze") and not any(answer.strip() for answer in key.accepted):
        yield "answer_missing", {}
    yield from _credit(key)
    yield from _numbers(key)


def _credit(key: AnswerKey) -> Iterator[_Fault]:
    least = -1.0 if key.kind == "multiple" else 0.0
    if not all(math.isfinite(p.credit) and least <= p.credit <= 1 for p in key.partial):
        yield "credit_out_of_range", {}
    elif key.kind == "multiple" and key.partial and sum(max(p.credit, 0) for p in key.partial) < 0.995:
        yield "credits_do_not_add_up", {"sum": round(sum(max(p.credit, 0) for p in key.partial), 3)}


def _numbers(key: AnswerKey) -> Iterator[_Fault]:
    tolerances = (key.tolerance, *(p.tolerance for p in key.partial))
    if not all(math.isfinite(tolerance) and tolerance >= 0 for tolerance in tolerances):
        yield "tolerance_wrong", {}
    if not all(math.isfinite(unit.factor) and unit.factor > 0 and unit.text.strip() for unit in key.units):
        yield "unit_wrong", {}
    if key.kind in ("number", "expression"):
        for answer in (*key.accepted, *(p.answer for p in key.partial)):
            if not _readable(answer, key.kind):
                yield "key_unreadable", {"answer": answer}


def _readable(answer: str, kind: str) -> bool:
    """Whether somebody can give this answer: a number has no letters, and nothing is divided by zero."""
    try:
        tree = parse(answer)
        if is_arithmetic(tree):
            exact(tree)
    except (UnreadableAnswer, Undefined):
        return False
    return kind != "number" or not symbols(tree)


def _pairs(item: BankItem) -> Iterator[_Fault]:
    if len(item.prompts) < 2:
        yield "prompts_missing", {}
    if sorted(prompt for prompt, _ in item.key.pairs) != sorted(set(item.prompts)):
        yield "answer_missing", {}
    if not {choice for _, choice in item.key.pairs} <= set(item.choices):
        yield "answer_not_among_choices", {"answer": ""}


def _gaps(item: BankItem) -> Iterator[_Fault]:
    codes = sorted(gap.code for gap in item.key.gaps)
    if not codes:
        yield "gap_missing", {"gap": ""}
    for text in item.texts.values():
        shown = sorted(gap_codes(text.stem))
        if shown != codes:
            different = sorted(set(shown) ^ set(codes)) or shown
            yield "gap_missing", {"gap": different[0] if different else ""}
    for gap in item.key.gaps:
        if not (math.isfinite(gap.weight) and gap.weight > 0):
            yield "gap_weight_wrong", {"gap": gap.code}
        for text in item.texts.values():
            if len(text.gaps.get(gap.code, ())) != len(gap.choices):
                yield "languages_differ", {}
        for code, values in _key(gap.key, gap.choices):
            yield code, values | {"gap": gap.code}
