"""The score of a whole answer, of any kind of item: its parts, and what each of them is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from adapters.answers.values import AnswerChecker, Verdict
from adapters.content.base import AnswerKey, Gap, Unit

_UNIT = re.compile(r"[^\d\s.,;:+\-*/^()√]+[^\s]*\s*$")


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered.

    Attributes
    ----------
    text : str
        What was typed.
    chosen : tuple of str
        Choice codes: the one chosen, all that were ticked, or all of them in the order they were put in.
    parts : mapping of str to str
        For each prompt the code of the choice that was put to it; for each gap what was typed or chosen.
    """

    text: str = ""
    chosen: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartScore:
    """One prompt or gap of an answer."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of an answer.

    Attributes
    ----------
    outcome : {"right", "partly", "wrong", "unreadable", "ambiguous"}
        The last two are no answers yet: they are asked again.
    score : float
        Within [0, 1]; 0 where nothing could be read.
    reason : str
        As of `Verdict`.
    readings : tuple of str
        As of `Verdict`.
    parts : tuple of PartScore
    unread : str
        The gap that could not be read, where one was the cause.
    """

    outcome: Literal["right", "partly", "wrong", "unreadable", "ambiguous"]
    score: float
    reason: str = ""
    readings: tuple[str, ...] = ()
    parts: tuple[PartScore, ...] = ()
    unread: str = ""


def score(checker: AnswerChecker, key: AnswerKey, given: Given, language: str) -> Scored:
    """Score an answer.

    Parameters
    ----------
    checker : AnswerChecker
        Compares what was typed.
    key : AnswerKey
    given : Given
        Codes in it are those of the item; unknown ones count as wrong.
    language : str
        In which numbers were typed.
    """
    match key.kind:
        case "choice":
            return _settled(_single(key, given.chosen[0] if given.chosen else ""))
        case "multiple":
            return _settled(_several(key, given.chosen))
        case "ordering":
            return _settled(_order(key.accepted, given.chosen))
        case "matching":
            return _matching(key, given.parts)
        case "cloze":
            return _cloze(checker, key.gaps, given.parts, language)
        case _:
            return _typed(checker, key, given.text, language)


def _settled(share: float, parts: tuple[PartScore, ...] = ()) -> Scored:
    share = min(max(share, 0.0), 1.0)
    if share > 1 - 1e-9:
        return Scored("right", 1.0, parts=parts)
    return Scored("partly" if share > 1e-9 else "wrong", share if share > 1e-9 else 0.0, "value", (), parts)


def _single(key: AnswerKey, code: str) -> float:
    if code in key.accepted:
        return 1.0
    return next((one.credit for one in key.partial if one.answer == code), 0.0)


def _several(key: AnswerKey, chosen: Sequence[str]) -> float:
    """What was ticked: by the credits given, else right ones less wrong ones, over all right ones."""
    ticked = set(chosen)
    if key.partial:
        return sum(one.credit for one in key.partial if one.answer in ticked)
    right = set(key.accepted)
    return (len(ticked & right) - len(ticked - right)) / len(right) if right else 0.0


def _order(wanted: Sequence[str], chosen: Sequence[str]) -> float:
    """Share of the neighbours in the right order, that follow each other as they should."""
    if sorted(chosen) != sorted(wanted):
        return 0.0
    if len(wanted) < 2:
        return 1.0
    follows = set(pairwise(chosen))
    return sum(pair in follows for pair in pairwise(wanted)) / (len(wanted) - 1)


def _matching(key: AnswerKey, parts: Mapping[str, str]) -> Scored:
    found = tuple(PartScore(prompt, float(parts.get(prompt) == choice)) for prompt, choice in key.pairs)
    return _settled(sum(one.score for one in found) / len(found) if found else 0.0, found)


def _cloze(
    checker: AnswerChecker, gaps: Sequence[Gap], parts: Mapping[str, str], language: str
) -> Scored:
    found = []
    for gap in gaps:
        text = parts.get(gap.code, "")
        given = Given(chosen=(text,)) if gap.kind == "choice" else Given(text=text)
        if not text.strip():
            found.append(PartScore(gap.code, 0.0))  # what is left empty is wrong, not unreadable
            continue
        one = score(checker, gap.key, given, language)
        if one.outcome in ("unreadable", "ambiguous"):
            return replace(one, unread=gap.code)
        found.append(PartScore(gap.code, one.score))
    weights = [gap.weight for gap in gaps]
    total = sum(weight * one.score for weight, one in zip(weights, found, strict=True))
    return _settled(total / sum(weights) if weights else 0.0, tuple(found))


def _typed(checker: AnswerChecker, key: AnswerKey, text: str, language: str) -> Scored:
    verdict, share = _verdict(checker, key, text, language), 1.0
    if verdict.outcome == "wrong" and key.partial:
        for one in sorted(key.partial, key=lambda one: -one.credit):
            other = replace(key, accepted=(one.answer,), tolerance=one.tolerance, partial=())
            if _verdict(checker, other, text, language).outcome == "right":
                return _settled(one.credit)
    if verdict.outcome == "right":
        return _settled(share)
    return Scored(verdict.outcome, 0.0, verdict.reason, verdict.readings)


def _verdict(checker: AnswerChecker, key: AnswerKey, text: str, language: str) -> Verdict:
    if key.kind != "number" or not (key.units or key.unit_needed):
        return checker.check(key, text, language)
    number, unit = split_unit(text, key.units)
    if unit is None:
        if key.unit_needed or _UNIT.search(text.strip()):
            return Verdict("wrong", "unit")
        return checker.check(key, text, language)
    if unit.factor == 1:
        return checker.check(key, number, language)
    scaled = tuple(f"({answer})/({unit.factor!r})" for answer in key.accepted)
    return checker.check(
        replace(key, kind="expression", accepted=scaled, tolerance=key.tolerance / abs(unit.factor)),
        number,
        language,
    )


def split_unit(text: str, units: Sequence[Unit]) -> tuple[str, Unit | None]:
    """The number and the unit behind it; the longest unit that fits."""
    plain = text.strip()
    for unit in sorted(units, key=lambda unit: -len(unit.text)):
        if unit.text and plain.endswith(unit.text) and plain != unit.text:
            return plain[: -len(unit.text)].rstrip(), unit
    return plain, None
