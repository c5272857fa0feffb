"""A question, an answer, and the right one, as HTML for whoever may see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from adapters.answers import UnreadableAnswer, parse, to_latex
from adapters.answers.numerals import decimal_mark
from adapters.answers.score import Given
from adapters.content.rich_html import to_text
from lti_tool.database.banks import ItemRow

from .read_answer import CHOSEN_KINDS, given_from

_GAP = re.compile(r"<span\b[^>]*\bdata-gap=\"([^\"]*)\"[^>]*>\s*</span>")
_STAR = re.compile(r"\\\*")


def stem_html(item: ItemRow, text: Mapping[str, Any]) -> str:
    """The question; where it has gaps, each of them as its number, as lists of gaps count them."""
    numbers = {gap["code"]: number for number, gap in enumerate(item.key.get("gaps", ()), start=1)}
    return _GAP.sub(
        lambda found: f'<span class="gap-place">{numbers.get(found.group(1), "")}</span>', text["stem"]
    )


def stem_words(text: Mapping[str, Any]) -> str:
    """The question in plain words, with a line for each gap."""
    return to_text(_GAP.sub("____", text["stem"]))


def answer_html(item: ItemRow, text: Mapping[str, Any], answer: str) -> str:
    """What somebody answered.

    Parameters
    ----------
    text : mapping
        The item's text in the reader's language, as stored.
    answer : str
        As the log keeps it; typed by a learner and read by others, so everything of theirs is escaped.
    """
    return _html(item, text, given_from(item, answer)) if answer else ""


def solution_html(item: ItemRow, text: Mapping[str, Any], language: str = "es") -> str:
    """What is right, with numbers as people of that language write them."""
    key = item.key
    if item.kind == "choice":
        return " / ".join(_choice(item.choices, text["choices"], code) for code in key["accepted"])
    if item.kind in CHOSEN_KINDS:
        return _html(item, text, Given(chosen=tuple(key["accepted"])))
    if item.kind == "matching":
        return _html(item, text, Given(parts=dict(key["pairs"])))
    if item.kind == "cloze":
        return _list("ol", (_right_in_gap(gap, text, language) for gap in key["gaps"]))
    return _accepted(key, language)


def feedback_html(item: ItemRow, text: Mapping[str, Any], answer: str) -> str:
    """What the author says of this answer."""
    said = {_plain(one): html for one, html in text.get("feedback", {}).items()}
    given = given_from(item, answer)
    found = dict.fromkeys(said.get(_plain(one), "") for one in (*given.chosen, given.text) if one)
    return "".join(f"<p>{html}</p>" for html in found if html)


def _plain(answer: str) -> str:
    return answer.strip().casefold().replace(",", ".")


def _right_in_gap(gap: Mapping[str, Any], text: Mapping[str, Any], language: str) -> str:
    if gap["kind"] == "choice":
        texts = text.get("gaps", {}).get(gap["code"], ())
        return " / ".join(_choice(gap["choices"], texts, code) for code in gap["key"]["accepted"])
    return _accepted(gap["key"], language)


def _accepted(key: Mapping[str, Any], language: str) -> str:
    """The first answer that is right: keys are in plain notation, people read formulas."""
    if not key["accepted"]:
        return ""
    first = str(key["accepted"][0])
    if key["kind"] == "text":
        return escape(_STAR.sub("*", first) if key.get("wildcards") else first)
    try:
        shown = rf"\({escape(to_latex(parse(first), decimal_mark(language)))}\)"
    except (UnreadableAnswer, RecursionError):
        shown = escape(first)
    units = key.get("units", ())
    return f"{shown} {escape(units[0]['text'])}" if units else shown


def _html(item: ItemRow, text: Mapping[str, Any], given: Given) -> str:
    if item.kind == "choice":
        return _choice(item.choices, text["choices"], given.chosen[0])
    if item.kind == "multiple":
        return _list("ul", (_choice(item.choices, text["choices"], code) for code in given.chosen))
    if item.kind == "ordering":
        return _list("ol", (_choice(item.choices, text["choices"], code) for code in given.chosen))
    if item.kind == "matching":
        return _pairs(item, text, given.parts)
    if item.kind == "cloze":
        return _gaps(item, text, given.parts)
    return escape(given.text)


def _choice(codes: Sequence[str], texts: Sequence[str], code: str) -> str:
    return texts[codes.index(code)] if code in codes else escape(code)


def _list(tag: str, lines: Iterable[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _pairs(item: ItemRow, text: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    prompts = zip(item.prompts, text["prompts"], strict=False)
    return _list(
        "ul",
        (
            f"{shown} → {_choice(item.choices, text['choices'], parts[code]) if code in parts else '–'}"
            for code, shown in prompts
        ),
    )


def _gaps(item: ItemRow, text: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    lines = []
    for gap in item.key["gaps"]:
        said = parts.get(gap["code"], "")
        if said and gap["kind"] == "choice":
            lines.append(_choice(gap["choices"], text.get("gaps", {}).get(gap["code"], ()), said))
        else:
            lines.append(escape(said) or "–")
    return _list("ol", lines)
