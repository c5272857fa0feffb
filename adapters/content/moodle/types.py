"""How the answers of each kind of item are written in Moodle XML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.content.base import Unit
from adapters.content.drafts import numbers
from adapters.content.drafts.keys import credit_of
from adapters.content.drafts.outgoing import Outgoing, is_typed, typed_answers
from adapters.content.moodle import cloze


@dataclass(frozen=True, slots=True)
class Element:
    """A text with its files."""

    tag: str
    text: str
    format: str = "html"


@dataclass(frozen=True, slots=True)
class Answered:
    """A text with its files and with what belongs to it: an answer, or a left side."""

    tag: str
    text: str
    share: str = ""
    more: str = ""
    inner: Sequence[Element | Answered] = field(default_factory=tuple)
    format: str = "html"


Elements = list[Element | Answered | str]


def body(item: Outgoing) -> tuple[str, Elements, str]:
    """Give the type of a question, the elements that only this type has, and its text."""
    kind = item.item.key.kind
    if item.is_true_false:
        return "truefalse", _true_false(item), item.stem
    if kind in ("choice", "multiple"):
        return "multichoice", _multichoice(item), item.stem
    if kind == "number" and not is_typed(item.item):
        return "numerical", _numerical(item), item.stem
    if kind in ("text", "number", "expression"):
        return "shortanswer", _shortanswer(item), item.stem
    if kind == "matching":
        return ("matching" if item.plain_choices else "ddmatch"), _matching(item), item.stem
    if kind == "ordering":
        return "ordering", _ordering(item), item.stem
    shuffle = item.item.shuffle
    return "cloze", [], cloze.write(item.stem, item.gaps, item.text.gaps, shuffle=shuffle)


def _true_false(item: Outgoing) -> Elements:
    key = item.item.key
    return [
        Answered(
            "answer",
            code,
            share="100" if code in key.accepted else "0",
            inner=[Element("feedback", item.feedback(code))],
            format="moodle_auto_format",
        )
        for code in item.choices
    ]


def _multichoice(item: Outgoing) -> Elements:
    key = item.item.key
    elements: Elements = [
        f"<single>{'true' if key.kind == 'choice' else 'false'}</single>",
        _shuffle(item),
        "<answernumbering>abc</answernumbering>",
    ]
    elements += [
        Answered(
            "answer",
            item.choice(code),
            share=numbers.percent(credit_of(key, code)),
            inner=[Element("feedback", item.feedback(code))],
        )
        for code in item.choices
    ]
    return elements


def _typed(item: Outgoing, *, tolerance: bool) -> Elements:
    return [
        Answered(
            "answer",
            answer.text,
            share=numbers.percent(answer.credit),
            more=f"<tolerance>{numbers.show(answer.tolerance)}</tolerance>" if tolerance else "",
            inner=[Element("feedback", said)],
            format="moodle_auto_format",
        )
        for answer, said in typed_answers(item)
    ]


def _shortanswer(item: Outgoing) -> Elements:
    return [f"<usecase>{int(item.item.key.case_sensitive)}</usecase>", *_typed(item, tolerance=False)]


def _numerical(item: Outgoing) -> Elements:
    key = item.item.key
    elements = _typed(item, tolerance=True)
    if key.units:
        elements.append(f"<units>{''.join(_unit(unit) for unit in key.units)}</units>")
    return [
        *elements,
        f"<unitgradingtype>{int(key.unit_needed)}</unitgradingtype>",
        f"<unitpenalty>{'1.0' if key.unit_needed else '0.1'}</unitpenalty>",
        f"<showunits>{0 if key.units else 3}</showunits>",
        "<unitsleft>0</unitsleft>",
    ]


def _unit(unit: Unit) -> str:
    factor = numbers.show_inverse(unit.factor)
    name = html.escape(unit.text, quote=False)
    return f"<unit><multiplier>{factor}</multiplier><unit_name>{name}</unit_name></unit>"


def _matching(item: Outgoing) -> Elements:
    """Write pairs; right sides that belong nowhere stand beside an empty left one."""
    pairs = dict(item.item.key.pairs)
    plain = item.plain_choices
    elements: Elements = [_shuffle(item)]
    for prompt in item.item.prompts:
        right = _right(item.choice(pairs[prompt]), plain=plain)
        elements.append(Answered("subquestion", item.prompt(prompt), inner=[right]))
    for code in item.choices:
        if code not in pairs.values():
            elements.append(Answered("subquestion", "", inner=[_right(item.choice(code), plain=plain)]))
    return elements


def _right(text: str, *, plain: bool) -> Element:
    # With marks of languages it is HTML; without any it is what pupils read.
    return Element("answer", html.unescape(text) if plain and "<span" not in text else text)


def _ordering(item: Outgoing) -> Elements:
    elements: Elements = [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<selectcount>0</selectcount>",
        "<gradingtype>ALL_OR_NOTHING</gradingtype>",
        "<showgrading>SHOW</showgrading>",
    ]
    for place, code in enumerate(item.choices, start=1):
        elements.append(Answered("answer", item.choice(code), share=f"{place}.0000000"))
    return elements


def _shuffle(item: Outgoing) -> str:
    return f"<shuffleanswers>{'true' if item.item.shuffle else 'false'}</shuffleanswers>"
