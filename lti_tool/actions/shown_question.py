"""An item as a question to be answered, wherever it is shown: in an attempt, or to its author."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from adapters.content.rich_html import to_text
from lti_tool.database.banks import ItemRow

from .question_pages import AskBack, ChoiceView, GapView, PromptView, QuestionPage
from .read_answer import draft_parts

LONGEST_OPTION: Final = 60
"""Characters of a choice that a narrow screen shows in a list to select from."""
_MORE_THAN_WORDS = re.compile(r"\\[(\[]|<(?:img|audio|su[bp]|table|[ou]l|pre|ruby|code|s|del)\b")


def shown_question(item: ItemRow, language: str, order: Sequence[int]) -> QuestionPage:
    """An item as a question, outside of any attempt.

    Parameters
    ----------
    order : sequence of int
        In which the choices are shown.
    """
    shown_in, text = text_in(item, language)
    choices = _views([text["choices"][index] for index in order], words=item.kind == "matching")
    return QuestionPage(
        attempt="",
        title="",
        item=item.public_id,
        number=1,
        about_low=1,
        about_high=1,
        kind=item.kind,  # type: ignore[arg-type]
        form=item.key["form"],
        stem=text["stem"],
        choices=choices,
        language=shown_in,
        attribution=f"{item.source} ({item.licence})" if item.source else "",
        prompts=tuple(map(PromptView, item.prompts, text.get("prompts", ()))),
        gaps=_gaps(item, text),
        units=tuple(unit["text"] for unit in item.key.get("units", ())),
        lettered=item.kind == "matching" and _needs_letters(choices),
    )


def with_draft(page: QuestionPage, item: ItemRow, draft: str, problem: Mapping[str, Any]) -> QuestionPage:
    """The page with what was answered before, where it was not taken.

    Parameters
    ----------
    draft : str
        As of `read_answer.draft_of`.
    problem : mapping
        ``reason``, ``readings`` and ``unread`` as of `Scored`; empty where nothing was wrong.
    """
    readings = tuple(problem.get("readings", ()))
    chosen, parts = draft_parts(item, draft)
    codes = [gap.code for gap in page.gaps]
    unread = problem.get("unread", "")
    asked = bool(readings) and not unread
    choices = page.choices
    if item.kind == "ordering" and sorted(chosen) == sorted(choice.code for choice in choices):
        choices = tuple(sorted(choices, key=lambda choice: chosen.index(choice.code)))
    return replace(
        page,
        choices=choices,
        kept=draft,
        ask_back=AskBack(draft, readings) if asked else None,
        problem="" if asked else str(problem.get("reason", "")),
        kept_chosen=chosen,
        kept_parts=parts,
        unread=codes.index(unread) + 1 if unread in codes else 0,
    )


def drawn_order(item: ItemRow, rng: np.random.Generator) -> list[int]:
    """The choices in any order; those that are to be put in order are never given in the right one."""
    order = [int(index) for index in rng.permutation(len(item.choices))]
    if item.kind == "ordering" and [item.choices[index] for index in order] == item.key["accepted"]:
        return [*order[1:], *order[:1]]
    return order


def text_in(item: ItemRow, language: str) -> tuple[str, dict[str, Any]]:
    """The item's text in the reader's language, or in the one it has; with the language's code."""
    code = language if language in item.texts else next(iter(item.texts))
    return code, item.texts[code]


def _views(texts: Sequence[str], *, words: bool = True) -> tuple[ChoiceView, ...]:
    return tuple(
        ChoiceView(str(number), html, to_text(html) if words else "")
        for number, html in enumerate(texts, start=1)
    )


def _needs_letters(choices: Sequence[ChoiceView]) -> bool:
    """Whether the words alone would not do: formulas, images, raised or lowered signs, or too many words."""
    return any(
        _MORE_THAN_WORDS.search(choice.html) or len(choice.words) > LONGEST_OPTION for choice in choices
    )


def _gaps(item: ItemRow, text: Mapping[str, Any]) -> tuple[GapView, ...]:
    shown = text.get("gaps", {})
    views = []
    for number, gap in enumerate(item.key.get("gaps", ()), start=1):
        choices = _views(shown.get(gap["code"], ()))
        views.append(GapView(gap["code"], number, gap["kind"], choices, _needs_letters(choices)))
    return tuple(views)
