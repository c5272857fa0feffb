"""What counts as right, from a row: of the item, and of each of its gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from adapters.content.base import AnswerForm, AnswerKey, AnswerKind, Gap, GapKind, Partial
from adapters.content.csv_table import cells, columns
from adapters.content.csv_table.row import Row

_PAIR = re.compile(r"(.+?)\s*=\s*(.+)", re.DOTALL)


def kind_of(row: Row) -> AnswerKind:
    """Give the kind of an item, guessed from the columns that it fills where it names none."""
    word = columns.plain_name(row.text("type"))
    if word in columns.KINDS:
        return columns.KINDS[word]
    if word:
        row.fault("type", "type_unknown", fatal=False, type=row.text("type")[:80])
    if row.numbered("gap", "_answer"):
        return "cloze"
    if row.numbered("prompt"):
        return "matching"
    if row.numbered("choice"):
        return "multiple" if len(cells.split(row.text("answer"))) > 1 else "choice"
    return "number" if _is_number(row.text("answer")) else "text"


def is_true_false(row: Row) -> bool:
    """Tell whether an item says that it is true or false."""
    return columns.plain_name(row.text("type")) in columns.TRUE_FALSE


def key_of(
    row: Row, prefix: str, kind: AnswerKind, choices: tuple[str, ...], shown: Sequence[str]
) -> AnswerKey:
    """Read a key.

    Parameters
    ----------
    row : Row
    prefix : str
        What stands before the names of its columns: nothing, or ``gap_1_``.
    kind : AnswerKind
    choices : tuple of str
        Codes of the choices.
    shown : sequence of str
        Their texts as they stand in the row: an answer may also be named by its text or by its number.
    """
    answers = cells.split(row.text(f"{prefix}answer"))
    if not prefix and is_true_false(row) and len(choices) == 2:
        words = [columns.plain_name(answer) for answer in answers]
        answers = tuple(
            choices[0] if word in columns.TRUE else choices[1] if word in columns.FALSE else answer
            for word, answer in zip(words, answers, strict=True)
        )
    none: tuple[Partial, ...] = ()
    partial = row.read(f"{prefix}credit", cells.partials, none)
    if kind in ("choice", "multiple", "ordering"):
        answers = tuple(_code(answer, choices, shown) for answer in answers)
        partial = tuple(replace(p, answer=_code(p.answer, choices, shown)) for p in partial)
        if kind == "ordering" and not answers:
            answers = choices
    elif kind == "number":
        answers = tuple(map(cells.plain_number, answers))
        partial = tuple(replace(p, answer=cells.plain_number(p.answer)) for p in partial)
    return AnswerKey(
        kind,
        answers,
        form=_form(row, f"{prefix}form"),
        tolerance=row.number(f"{prefix}tolerance", 0.0),
        refused=cells.split(row.text(f"{prefix}refused")),
        partial=partial,
        units=row.read(f"{prefix}units", cells.units, ()),
        unit_needed=row.flag(f"{prefix}unit_needed", default=False),
        case_sensitive=row.flag(f"{prefix}case_sensitive", default=False),
        wildcards=row.flag(f"{prefix}wildcards", default=False),
    )


def pairs_of(row: Row, prompts: tuple[str, ...], choices: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read which choice belongs to each prompt: those of the same number where the row does not say."""
    listed = cells.split(row.text("answer"))
    if not listed:
        return tuple(zip(prompts, choices, strict=False))
    shown = row.numbered("choice")
    found = []
    for piece in listed:
        pair = _PAIR.fullmatch(piece)
        if pair is None:
            row.fault("answer", "pair_unreadable", value=piece[:80])
            continue
        found.append((_code(pair[1], prompts, row.numbered("prompt")), _code(pair[2], choices, shown)))
    return tuple(found)


def gaps_of(row: Row) -> dict[int, Gap]:
    """Read the gaps of a cloze text, by the number that their columns have."""
    numbers = sorted({int(found[1]) for name in row.cells if (found := re.match(r"gap_(\d+)_", name))})
    return {number: _gap(row, number) for number in numbers}


def _gap(row: Row, number: int) -> Gap:
    prefix = f"gap_{number}_"
    shown = cells.split(row.text(f"{prefix}choices"))
    choices = row.codes(f"{prefix}choice_codes", columns.letters(len(shown)))
    word = columns.plain_name(row.text(f"{prefix}type"))
    kind = columns.KINDS.get(word)
    if word and kind not in get_args(GapKind):
        row.fault(f"{prefix}type", "type_unknown", type=row.text(f"{prefix}type")[:80])
    if kind == "choice" or (not word and shown):
        gap_kind: GapKind = "choice"
    elif kind == "number" or (not word and _is_number(row.text(f"{prefix}answer"))):
        gap_kind = "number"
    else:
        gap_kind = "text"
    return Gap(
        code=row.text(f"{prefix}code") or str(number),
        kind=gap_kind,
        key=key_of(row, prefix, gap_kind, choices, shown),
        choices=choices,
        weight=row.number(f"{prefix}weight", 1.0),
    )


def _code(answer: str, codes: tuple[str, ...], shown: Sequence[str]) -> str:
    """Give the code that an answer means: the code itself, its text, either in any case, or its number."""
    for said, known in ((answer, shown), (answer.casefold(), [text.casefold() for text in shown])):
        if said in codes:
            return said
        if said in known:
            place = list(known).index(said)
            return codes[place] if place < len(codes) else answer
    if answer.isascii() and answer.isdigit() and len(answer) < 4 and 0 < int(answer) <= len(codes):
        return codes[int(answer) - 1]
    return answer


def _form(row: Row, name: str) -> AnswerForm:
    word = columns.plain_name(row.text(name)) or "any"
    for form in columns.FORMS:
        if form == word:
            return form
    row.fault(name, "unknown_form", form=row.text(name)[:80])
    return "any"


def _is_number(answer: str) -> bool:
    try:
        cells.number(answer)
    except cells.BadCell:
        return False
    return True


def answers_of(key: AnswerKey) -> tuple[str, ...]:
    """Give what the columns ``feedback_1`` and so on of an open item are about, in their order."""
    return tuple(dict.fromkeys((*key.accepted, *(p.answer for p in key.partial))))
