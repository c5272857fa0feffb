"""From an item to the draft that says it: what `read` turns into the same item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from adapters.content.base import AnswerKey, BankItem, ItemText
from adapters.content.writing.difficulty import step_of
from adapters.content.writing.draft import ItemDraft, RowDraft, RowText, TextDraft
from adapters.content.writing.gaps import write_gap
from adapters.content.writing.marks import to_text
from adapters.content.writing.numbers import written


def show(item: BankItem, cuts: Mapping[str, float]) -> ItemDraft:
    """An item on the form.

    Parameters
    ----------
    cuts : mapping of competency code to float
        From where on each competency is mastered.
    """
    key = item.key
    return ItemDraft(
        kind=key.kind,
        texts={language: _text(item, text) for language, text in item.texts.items()},
        rows=tuple(_rows(item)),
        shuffle=item.shuffle,
        case=key.case_sensitive,
        wildcards=key.wildcards,
        form=key.form,
        tolerance=written(key.tolerance) if key.tolerance else "",
        units="\n".join(_unit(unit.text, unit.factor) for unit in key.units),
        unit_needed=key.unit_needed,
        decorative=_decorative(item),
        difficulty=_difficulty(item, cuts),
        competencies=item.competencies,
        tags=", ".join(item.tags),
        category=item.category,
        pilot=item.pilot,
        source=item.source,
        licence=item.licence,
        media=item.media,
    )


def _text(item: BankItem, text: ItemText) -> TextDraft:
    gaps = {gap.code: gap for gap in item.key.gaps}

    def mark(code: str) -> str:
        return write_gap(gaps[code], text.gaps.get(code, ())) if code in gaps else ""

    return TextDraft(
        stem=to_text(text.stem, gap=mark if gaps else None),
        explanation=to_text(text.explanation),
        hints=tuple(to_text(hint.text) for hint in text.hints),
    )


def _rows(item: BankItem) -> Iterable[RowDraft]:
    key = item.key
    credits = {one.answer: written(100 * one.credit) for one in key.partial}
    if key.kind in ("text", "number", "expression"):
        for answer in (*key.accepted, *credits):
            yield RowDraft(
                credit=credits.get(answer, ""),
                answer=answer,
                texts=_said(item, partial(_answered, answer)),
            )
    elif key.kind == "matching":
        yield from _pairs(item, key)
    elif key.kind != "cloze":
        for code in key.accepted if key.kind == "ordering" else item.choices:
            yield RowDraft(
                code=code,
                right=code in key.accepted and key.kind != "ordering",
                credit=credits.get(code, ""),
                texts=_said(item, partial(_choice, item, code)),
            )


def _pairs(item: BankItem, key: AnswerKey) -> Iterable[RowDraft]:
    for prompt, code in key.pairs:
        place = item.prompts.index(prompt)
        yield RowDraft(
            code=code,
            prompt=prompt,
            texts=_said(
                item,
                partial(_pair, item, code, place),
            ),
        )
    used = {code for _, code in key.pairs}
    for code in item.choices:
        if code not in used:
            yield RowDraft(code=code, texts=_said(item, partial(_choice, item, code)))


def _said(item: BankItem, row: Callable[[ItemText], RowText]) -> dict[str, RowText]:
    return {language: row(text) for language, text in item.texts.items()}


def _answered(answer: str, text: ItemText) -> RowText:
    return RowText(feedback=_feedback(text, answer))


def _pair(item: BankItem, code: str, place: int, text: ItemText) -> RowText:
    return RowText(_choice(item, code, text).text, to_text(text.prompts[place], inline=True))


def _choice(item: BankItem, code: str, text: ItemText) -> RowText:
    return RowText(
        to_text(text.choices[item.choices.index(code)], inline=True), feedback=_feedback(text, code)
    )


def _feedback(text: ItemText, name: str) -> str:
    return to_text(text.feedback.get(name, ""))


def _unit(text: str, factor: float) -> str:
    return text if factor == 1 else f"{text} = {written(factor)}"


def _decorative(item: BankItem) -> bool:
    """Whether images without an alternative text are all said to tell nothing."""
    return any('role="presentation"' in text.stem + "".join(text.choices) for text in item.texts.values())


def _difficulty(item: BankItem, cuts: Mapping[str, float]) -> str:
    if item.difficulty is None:
        return ""
    here = [cuts[code] for code in item.competencies if code in cuts]
    step = step_of(item.difficulty, here, item.discrimination, item.guessing)
    return written(step) if step is not None and item.difficulty_sd == 1.0 else "kept"
