"""Codes into sentences: the words of mastery, the reasons of every recommendation, grade formulas.

`personalization` explains itself with codes and numbers; here each code has its sentence, in English
as source and in Spanish in the catalogue. Placeholders are named as the values of the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import format_decimal, get_locale, gettext

from lti_tool.errors import N_
from personalization.explanations import Reason

Names = Mapping[str, Mapping[str, str]]
"""Names by language, by competency code."""

WORDS: Mapping[str, str] = {
    "mastered": N_("Mastered"),
    "nearly_there": N_("Nearly there"),
    "on_the_way": N_("On the way"),
    "not_yet": N_("Not yet"),
    "probably_mastered": N_("Probably mastered, not asked"),
    "probably_not_yet": N_("Probably not yet, not asked"),
    "not_enough_evidence": N_("Not enough evidence"),
    "not_asked": N_("Not asked"),
}

FORMULAS: Mapping[str, str] = {
    "completion": N_("Whoever finishes gets full marks, whatever the answers were."),
    "share_mastered": N_("The mark is the share of topics that are mastered."),
    "expected_mastery": N_("The mark is how likely it is, on average over the topics, that each is mastered."),
}

REASONS: Mapping[str, str] = {}
"""Every code of `REASON_CODES`, and the codes of pages' own problems."""

_DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
}


def word_name(word: str) -> str:
    """The word for how well something is mastered, in the reader's language."""
    return gettext(WORDS[word])


def formula_sentence(formula: str) -> str:
    """How the grade is computed, as one sentence."""
    return gettext(FORMULAS[formula])


def day_name(day: str) -> str:
    """Name of a weekday by its code ("mon")."""
    return gettext(_DAYS[day])


def slot_name(slot: str) -> str:
    """A slot such as "mon-1" as people say it."""
    day, _, hour = slot.partition("-")
    if day not in _DAYS:
        return slot
    return gettext("%(day)s, hour %(hour)s", day=day_name(day), hour=hour)


def sentence(reason: Reason, names: Names | None = None) -> str:
    """A reason as a sentence in the reader's language.

    Parameters
    ----------
    reason : Reason
    names : mapping, optional
        Names of competencies by code; a code without a name is shown as it is.

    Raises
    ------
    KeyError
        If the code has no sentence.
    """
    values = {name: _say(name, value, names or {}) for name, value in reason.values.items()}
    return gettext(REASONS[reason.code], **values)


def _say(name: str, value: object, names: Names) -> str:
    """One value of a reason as it is read."""
    if name in _SPOKEN:
        return _SPOKEN[name](value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return str(format_decimal(round(value, 1)))
    if isinstance(value, Mapping):
        return _pick(value)
    if isinstance(value, list | tuple):
        return ", ".join(_say("", one, names) for one in value)
    return _pick(names[str(value)]) if str(value) in names else str(value)


def _pick(names: Mapping[str, Any]) -> str:
    """The name in the reader's language."""
    language = str(get_locale() or "en").partition("_")[0]
    return str(names.get(language) or names.get("en") or next(iter(names.values()), ""))


def _in_hundred(value: Any) -> str:
    return str(round(100 * float(value)))


_SPOKEN: Mapping[str, Callable[[Any], str]] = {
    "slot": lambda value: slot_name(str(value)),
    "word": lambda value: word_name(str(value)),
}
