"""From lists of answers, each with its share of the score, to keys; and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.content.base import AnswerKey, AnswerKind, Partial, Unit
from adapters.content.drafts import numbers
from adapters.content.drafts.draft import Words
from adapters.content.drafts.tags import Facts

_ANY = "*"
_STAR = re.compile(r"(?<!\\)\*")
_FULL = 0.99999
_NEAR = 1e-4


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that somebody may give.

    Attributes
    ----------
    text : str
        As it is typed; of a choice its code.
    credit : float
        Share of the score.
    tolerance : float
    feedback : Words
    """

    text: str
    credit: float
    tolerance: float = 0.0
    feedback: Words = field(default_factory=Words)


def choice_key(answers: Sequence[Answer], *, single: bool) -> AnswerKey:
    """Make the key of a choice of one, or of several."""
    if single:
        return AnswerKey(
            "choice",
            tuple(a.text for a in answers if a.credit >= _FULL),
            partial=tuple(Partial(a.text, a.credit) for a in answers if 0 < a.credit < _FULL),
        )
    right = tuple(a.text for a in answers if a.credit > 0)
    even = right and all(abs(a.credit - (1 if a.credit > 0 else -1) / len(right)) < _NEAR for a in answers)
    credits = () if even else tuple(Partial(a.text, a.credit) for a in answers if a.credit)
    return AnswerKey("multiple", right, partial=credits)


def credit_of(key: AnswerKey, choice: str) -> float:
    """Give the share of the score that a choice is worth, as `choice_key` reads it."""
    for partial in key.partial:
        if partial.answer == choice:
            return partial.credit
    if key.kind == "choice":
        return 1.0 if choice in key.accepted else 0.0
    if key.partial:
        return 0.0
    return (1 if choice in key.accepted else -1) / len(key.accepted)


def text_key(answers: Sequence[Answer], *, case_sensitive: bool) -> AnswerKey:
    """Make the key of a short answer; ``*`` alone, worth nothing, only catches what is left."""
    named = [a for a in answers if not _catches_all(a)]
    wild = any(_STAR.search(a.text) for a in named)
    texts = [(a, a.text if wild else a.text.replace(r"\*", "*")) for a in named]
    return AnswerKey(
        "text",
        tuple(dict.fromkeys(text for a, text in texts if a.credit >= _FULL)),
        partial=tuple(Partial(text, a.credit) for a, text in texts if _says_something(a)),
        case_sensitive=case_sensitive,
        wildcards=wild,
    )


def typed_key(answers: Sequence[Answer], facts: Facts) -> AnswerKey:
    """Make the key of an expression, or of a number that no decimal number says."""
    named = [a for a in answers if not _catches_all(a)]
    accepted = tuple(dict.fromkeys(a.text.replace(r"\*", "*") for a in named if a.credit >= _FULL))
    partial = tuple(Partial(a.text.replace(r"\*", "*"), a.credit) for a in named if _says_something(a))
    kind: AnswerKind = "expression" if facts.expression else "number"
    return AnswerKey(
        kind,
        accepted,
        form=facts.form,
        tolerance=facts.tolerance,
        refused=facts.refused,
        partial=partial,
    )


def number_key(
    answers: Sequence[Answer], facts: Facts, *, units: tuple[Unit, ...] = (), unit_needed: bool = False
) -> AnswerKey:
    """Make the key of a number; texts that are none stay as they are, for `faults` to find."""
    named = [a for a in answers if not _catches_all(a)]
    right = [a for a in named if a.credit >= _FULL]
    tolerance = right[0].tolerance if right else 0.0
    accepted = tuple(dict.fromkeys(_plain(a.text) for a in right if a.tolerance == tolerance))
    others = [a for a in named if _says_something(a) or (a in right and a.tolerance != tolerance)]
    return AnswerKey(
        "number",
        accepted,
        form=facts.form,
        tolerance=tolerance,
        refused=facts.refused,
        partial=tuple(Partial(_plain(a.text), min(a.credit, 1.0), a.tolerance) for a in others),
        units=units,
        unit_needed=unit_needed,
    )


def feedback_of(answers: Sequence[Answer], key: AnswerKey) -> dict[str, Words]:
    """Give what is said of each answer, named as in the key."""
    found: dict[str, Words] = {}
    for answer in answers:
        text = answer.text
        if key.kind == "number":
            text = _plain(text)
        if key.kind in ("text", "expression") and not key.wildcards and text != _ANY:
            text = text.replace(r"\*", "*")
        if answer.feedback.raw:
            found.setdefault(text, answer.feedback)
    return found


def answers_of(key: AnswerKey) -> list[Answer]:
    """Give the answers of a typed key, as `text_key`, `typed_key` and `number_key` read them."""
    literal = key.kind in ("text", "expression") and not key.wildcards

    def written(text: str) -> str:
        return text.replace("*", r"\*") if literal else text

    return [
        *(Answer(written(text), 1.0, key.tolerance) for text in key.accepted),
        *(Answer(written(p.answer), p.credit, p.tolerance) for p in key.partial),
    ]


def _catches_all(answer: Answer) -> bool:
    return answer.text == _ANY and answer.credit <= 0


def _says_something(answer: Answer) -> bool:
    """Tell whether an answer that is not fully right has a share, or at least something said of it."""
    return answer.credit < _FULL and (answer.credit > 0 or (answer.credit == 0 and bool(answer.feedback.raw)))


def _plain(text: str) -> str:
    return numbers.plain(text) or text.strip()
