"""What a page sent, read as an answer to the item that it showed, and kept so that it can be shown again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from adapters.answers.score import Given
from lti_tool.database.banks import ItemRow
from lti_tool.errors import InputRefused

LONGEST_ANSWER = 500
"""Characters; nothing that is asked for needs more."""
LONGEST_DRAFT = 20_000
LONGEST_CODE = 64
MOST_DIGITS = 6
MOST_PARTS = 200
"""Prompts or gaps of a question, or choices that are ticked."""
CHOSEN_KINDS = ("choice", "multiple", "ordering")
PARTED_KINDS = ("matching", "cloze")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page sent.

    Attributes
    ----------
    attempt, item : str
        Public ids of what was shown.
    skipped : bool
        "I don't know yet".
    text : str
        What was typed, or the number of the choice as it was shown.
    language : str
        In which the question was shown: it decides what a comma means.
    chosen : tuple of str
        Numbers of the choices that were ticked, or all of them in the order they were put in.
    parts : mapping of str to str
        For each prompt the number of the choice put to it; for each gap what was typed, or the number chosen.
    reader : str
        The reader's language, in which the next question is shown.
    """

    attempt: str
    item: str
    skipped: bool
    text: str
    language: str = "es"
    chosen: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    reader: str = "es"


def given_of(item: ItemRow, order: Sequence[int], answer: Answer) -> Given:
    """The answer in the codes of the item; an empty one where nothing was answered.

    Parameters
    ----------
    order : sequence of int
        The order in which its choices were shown.

    Raises
    ------
    InputRefused
        ``input_invalid``: something that was not on the page.
    """
    if item.kind == "choice":
        return Given(chosen=(_shown(item.choices, order, answer.text),) if answer.text else ())
    if item.kind in CHOSEN_KINDS:
        chosen = tuple(_shown(item.choices, order, number) for number in answer.chosen)
        if len(set(chosen)) < len(chosen):
            raise InputRefused("input_invalid")
        return Given(chosen=chosen)
    if item.kind == "matching":
        parts = {
            prompt: _shown(item.choices, order, answer.parts[prompt])
            for prompt in item.prompts
            if answer.parts.get(prompt)
        }
        return Given(parts=parts)
    if item.kind == "cloze":
        return Given(parts=_gaps(item, answer.parts))
    return Given(text=answer.text if answer.text.strip() else "")


def _gaps(item: ItemRow, sent: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for gap in item.key["gaps"]:
        text = sent.get(gap["code"], "")[:LONGEST_ANSWER].strip()
        if text and gap["kind"] == "choice":
            text = _shown(gap["choices"], range(len(gap["choices"])), text)
        if text:
            found[gap["code"]] = text
    return found


def _shown(codes: Sequence[str], order: Sequence[int], number: str) -> str:
    """The code of the choice that was shown under a number, counted from 1."""
    if not (number.isascii() and number.isdigit() and len(number) < 6 and 1 <= int(number) <= len(order)):
        raise InputRefused("input_invalid")
    return codes[order[int(number) - 1]]


def stored(item: ItemRow, given: Given) -> str:
    """The answer as the log keeps it: a code, what was typed, or JSON."""
    if item.kind == "choice":
        return given.chosen[0]
    if item.kind in CHOSEN_KINDS:
        return json.dumps(list(given.chosen), ensure_ascii=False)
    if item.kind in PARTED_KINDS:
        return json.dumps(dict(given.parts), ensure_ascii=False)
    return given.text


def given_from(item: ItemRow, text: str) -> Given:
    """The answer of which `stored` was kept; of something else, as much as can be read."""
    if item.kind == "choice":
        return Given(chosen=(text,))
    if item.kind in CHOSEN_KINDS + PARTED_KINDS:
        try:
            plain = json.loads(text)
        except ValueError:
            return Given()
        if isinstance(plain, list):
            return Given(chosen=tuple(map(str, plain)))
        if isinstance(plain, dict):
            return Given(parts={str(code): str(one) for code, one in plain.items()})
        return Given()
    return Given(text=text)


def draft_of(answer: Answer) -> str:
    """What the page keeps of an answer that was not taken, as it was sent, as far as a page can show it."""
    if answer.chosen or answer.parts:
        chosen = [number[:MOST_DIGITS] for number in answer.chosen[:MOST_PARTS]]
        sent = islice(answer.parts.items(), MOST_PARTS)
        parts = {code[:LONGEST_CODE]: text[:LONGEST_ANSWER] for code, text in sent}
        return json.dumps({"chosen": chosen, "parts": parts}, ensure_ascii=False)
    return answer.text[:LONGEST_DRAFT]


def draft_parts(item: ItemRow, draft: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Numbers and parts of a draft, in the order of `Answer`."""
    if item.kind == "choice" or item.kind not in CHOSEN_KINDS + PARTED_KINDS:
        return (), {}
    try:
        plain = json.loads(draft) if draft else {}
        return tuple(map(str, plain.get("chosen", ()))), dict(plain.get("parts", {}))
    except (ValueError, AttributeError):
        return (), {}
