"""What the form of a question sends, read into a draft; what was typed is kept as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from adapters.content.base import AnswerKind
from adapters.content.writing import ItemDraft, RowDraft, RowText, TextDraft
from adapters.content.writing.draft import KINDS, MOST_HINTS, MOST_ROWS
from lti_tool.actions.read_answer import Answer
from lti_tool.errors import InputRefused

from .placing_forms import Form

LONGEST_TEXT: Final = 30_000
LONGEST_LINE: Final = 4_000
LONGEST_WORD: Final = 400
MOST_LANGUAGES: Final = 9
MOST_FILES: Final = 50
MOST_CODES: Final = 50
PART: Final = "part."
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEY = re.compile(r"[0-9]{1,6}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def kind_of(text: str) -> AnswerKind:
    """A kind by its code.

    Raises
    ------
    InputRefused
        ``input_invalid``
    """
    for kind in KINDS:
        if kind == text:
            return kind
    raise InputRefused("input_invalid")


def draft_of_form(form: Form) -> ItemDraft:
    """The draft that a form sends.

    Raises
    ------
    InputRefused
        ``input_invalid``: it is no form of ours.
    """
    languages = _languages(form)
    keys = [key for key in dict.fromkeys(form.getlist("row")) if _KEY.fullmatch(key)][:MOST_ROWS]
    return ItemDraft(
        kind=kind_of(form.get("kind", "")),
        texts={language: _text(form, language) for language in languages},
        rows=tuple(_row(form, key, languages) for key in keys),
        shuffle="shuffle" in form,
        case="case" in form,
        wildcards="wildcards" in form,
        form=_word(form, "form") or "any",
        tolerance=_word(form, "tolerance"),
        units=_line(form, "units"),
        unit_needed="unit_needed" in form,
        decorative="decorative" in form,
        difficulty=_word(form, "difficulty"),
        competencies=tuple(dict.fromkeys(form.getlist("competency")))[:MOST_CODES],
        tags=_line(form, "tags"),
        category=_line(form, "category"),
        pilot="pilot" in form,
        source=_line(form, "source"),
        licence=_word(form, "licence"),
        media=tuple(one for one in dict.fromkeys(form.getlist("media")) if _DIGEST.fullmatch(one))[
            :MOST_FILES
        ],
    )


def since_of(form: Form) -> int:
    """From which revision on its author saw the question as it was."""
    text = form.get("since", "0")
    return int(text) if _KEY.fullmatch(text) else 0


def answer_of_form(form: Form, language: str) -> Answer:
    """The answer that somebody tries on the preview."""
    parts = {name.removeprefix(PART): value for name, value in form.items() if name.startswith(PART)}
    text = form.get("reading") or form.get("text", "")
    return Answer("", "", False, text, language, tuple(form.getlist("chosen")), parts)


def _languages(form: Form) -> list[str]:
    names = (name.removeprefix("stem.") for name in form if name.startswith("stem."))
    return [name for name in dict.fromkeys(names) if _LANGUAGE.fullmatch(name)][:MOST_LANGUAGES]


def _text(form: Form, language: str) -> TextDraft:
    hints = [form.get(f"hint.{number}.{language}", "")[:LONGEST_TEXT] for number in range(MOST_HINTS)]
    while hints and not hints[-1].strip():
        hints.pop()
    return TextDraft(
        stem=form.get(f"stem.{language}", "")[:LONGEST_TEXT],
        explanation=form.get(f"explanation.{language}", "")[:LONGEST_TEXT],
        hints=tuple(hints),
    )


def _row(form: Form, key: str, languages: Iterable[str]) -> RowDraft:
    name = f"row.{key}"
    return RowDraft(
        code=_word(form, f"{name}.code"),
        prompt=_word(form, f"{name}.pcode"),
        right=f"{name}.right" in form,
        credit=_word(form, f"{name}.credit"),
        answer=_line(form, f"{name}.answer"),
        texts={
            language: RowText(
                _line(form, f"{name}.text.{language}"),
                _line(form, f"{name}.prompt.{language}"),
                _line(form, f"{name}.feedback.{language}"),
            )
            for language in languages
        },
    )


def _line(form: Form, name: str) -> str:
    return form.get(name, "")[:LONGEST_LINE]


def _word(form: Form, name: str) -> str:
    return form.get(name, "")[:LONGEST_WORD].strip()
