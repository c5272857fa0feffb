"""Codes into sentences: the words of mastery, the reasons of every recommendation, grade formulas.

`personalization` explains itself with codes and numbers; `vocabulary` has a text for each code; here the
two are put together in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from babel.lists import format_list

from lti_tool.actions.pages import GradeView
from personalization.explanations import Reason

from . import vocabulary
from .translation import gettext, in_language, language, short_number


class Needs(Protocol):
    """More time, or another format."""

    @property
    def time_factor(self) -> float: ...

    @property
    def format(self) -> str: ...


Names = Mapping[str, Mapping[str, str]]
"""Names by language, by competency code."""

_IN_HUNDRED = frozenset({"mastery", "readiness", "success", "expected", "before", "after"})
"""Values between 0 and 1 that are read as "so many in 100"."""


def word_name(word: str) -> str:
    """The word for how well something is mastered, in the reader's language."""
    return gettext(vocabulary.WORDS[word])


def formula_sentence(formula: str) -> str:
    """How the grade is computed, as one sentence."""
    return gettext(vocabulary.FORMULAS[formula])


def time_name(factor: float) -> str:
    """How much time somebody has, compared with the others."""
    if factor == 0:
        return gettext("no time limit")
    if factor == 1:
        return gettext("the usual time")
    return gettext("%(factor)s times the usual time", factor=short_number(factor, 2))


def format_name(format: str) -> str:
    """How pages are set for somebody."""
    return gettext(vocabulary.FORMATS[format])


def needs_sentence(needs: Needs) -> str:
    """What somebody needs otherwise than the others."""
    parts = [time_name(needs.time_factor)] if needs.time_factor != 1 else []
    parts += [format_name(needs.format)] if needs.format else []
    return str(format_list(parts, locale=language()))


def day_name(day: str) -> str:
    """Name of a weekday by its code ("mon")."""
    return gettext(vocabulary.DAYS[day])


def day_short(day: str) -> str:
    """Two letters of a weekday, for the head of a table."""
    return gettext(vocabulary.DAYS_SHORT[day])


def slot_name(slot: str) -> str:
    """A slot such as "mon-1" as people say it."""
    key = (language(), slot)  # a week grid asks for thirty of them
    if key not in _SLOT_NAMES:
        day, _, hour = slot.partition("-")
        if day not in vocabulary.DAYS:
            return slot
        _SLOT_NAMES[key] = gettext("%(day)s, hour %(hour)s", day=day_name(day), hour=hour)
    return _SLOT_NAMES[key]


_SLOT_NAMES: dict[tuple[str, str], str] = {}


def outcome_name(outcome: str) -> str:
    """What became of an answer."""
    return gettext(vocabulary.OUTCOMES[outcome])


def change_sentence(change: float) -> str:
    """How much one answer moved what is thought of a competency, in words.

    Parameters
    ----------
    change : float
        Contribution to the mean, in logits; the sign says in which direction.
    """
    for bound, up, down in vocabulary.CHANGES:
        if abs(change) < bound:
            return gettext(up if change >= 0 else down)
    return ""


def problem_sentence(problem: str) -> str:
    """Why an answer was not taken."""
    return gettext(vocabulary.PROBLEMS.get(problem, vocabulary.PROBLEMS["unreadable"]))


def preview_sentence(problem: str) -> str:
    """The same while it is still being typed, when nothing is wrong yet."""
    return gettext("… goes on?") if problem == "unreadable" else gettext("This is too much to be read.")


def form_hint(form: str) -> str:
    """What form the answer must have; empty if any will do."""
    hint = vocabulary.FORM_HINTS.get(form, "")
    return gettext(hint) if hint else ""


def stop_sentence(code: str) -> str:
    """Why no more was asked about a competency; empty for an unknown rule."""
    return gettext(vocabulary.REASONS[code]) if code in vocabulary.REASONS else ""


def grade_sentence(grade: GradeView) -> str:
    """Where the grade is now, for the person whose grade it is."""
    if grade.state == "sent" and grade.score is not None:
        return gettext(
            "%(score)s of %(maximum)s, and it stands in the gradebook.",
            score=short_number(grade.score),
            maximum=short_number(grade.maximum),
        )
    if grade.state == "failed":
        return gettext(
            "It could not be delivered to the gradebook. Your teacher sees why; you need do nothing."
        )
    if grade.state == "none":
        return gettext("There is no grade for it yet.")
    return gettext("It is on its way to the gradebook.")


def say(table: Mapping[str, str]) -> Callable[[str], str]:
    """A filter that translates the codes of a table."""
    return lambda code: gettext(table[code])


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
    code = reason.code
    if code == "summary_path" and not reason.values.get("mastered"):
        code = "summary_first"  # "you master nothing" helps nobody
    return gettext(vocabulary.REASONS.get(code) or vocabulary.SUMMARIES[code], **values)


def _say(name: str, value: object, names: Names) -> str:
    """One value of a reason as it is read."""
    if name == "slot":
        said = slot_name(str(value))
        # Inside a sentence Spanish writes weekdays small.
        return said[:1].lower() + said[1:] if language() == "es" else said
    if isinstance(value, int | float):
        return str(round(100 * value)) if name in _IN_HUNDRED else short_number(value)
    if isinstance(value, Mapping):
        return in_language(value)
    if isinstance(value, list | tuple):
        return str(format_list([_say("", one, names) for one in value], locale=language()))
    return in_language(names[str(value)]) if str(value) in names else str(value)
