"""Gaps within a text, as teachers write them.

``[[one|*two|three]]`` is chosen from, what is right has a star; ``[[=answer|another]]`` is typed, and
``[[==Answer]]`` with its capitals; ``[[#2.5:0.1]]`` is a number, and how far it may be off. ``%50%`` before
an answer: it is worth half. ``×2`` at the beginning: the gap counts twice. A backslash before a sign takes
its meaning away. ``[[@g3]]`` keeps a gap of the item that cannot be written like this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.content.base import AnswerKey, Gap, GapKind, Partial
from adapters.content.writing.draft import Fault
from adapters.content.writing.marks import to_html, to_text
from adapters.content.writing.numbers import amount, may_be_thousands, plain_number, share_of, written

_FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_ESCAPE = re.compile(r"\\([|\]*=#%×@\\])")
_CREDIT = re.compile(r"%(-?\d{1,3}(?:[.,]\d+)?)%")
_WEIGHT = re.compile(r"×(\d{1,3}(?:[.,]\d+)?)\s+")
_KEEP = re.compile(r"@([A-Za-z0-9_.:-]{1,64})")
_SIGNS = "|]*=#%×@\\"
_HIDE, _STAR = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a gap: its text, and what it is worth."""

    text: str
    credit: float


@dataclass(frozen=True, slots=True)
class ReadGap:
    """A gap of one language, before it has a code; `kept`: the code of a gap that stays as it is."""

    kind: GapKind
    options: tuple[Option, ...]
    weight: float = 1.0
    tolerance: float = 0.0
    case: bool = False
    wildcards: bool = False
    kept: str = ""


def read_gaps(
    text: str, where: str, known: Mapping[str, Gap]
) -> tuple[str, tuple[ReadGap, ...], list[Fault]]:
    """Take the gaps out of a text.

    Parameters
    ----------
    known : mapping of code to Gap
        Those that the item has.

    Returns
    -------
    str
        The text with a sign for each gap: ``U+E010``, its number counted from 0, ``U+E011``.
    tuple of ReadGap
    list of Fault
        Each with line and column.
    """
    gaps: list[ReadGap] = []
    faults: list[Fault] = []
    pieces: list[str] = []
    place = 0
    while True:
        begin = _find(text, "[[", place)
        if begin < 0:
            break
        at = {"line": text.count("\n", 0, begin) + 1, "column": begin - text.rfind("\n", 0, begin)}
        end = _end(text, begin + 2)
        if end < 0:
            faults.append(Fault(where, "gap_open", at))
            break
        body = text[begin + 2 : end]
        gap = _read(body, known)
        if isinstance(gap, str):
            faults.append(Fault(where, gap, {**at, "gap": body.strip()[:60]}))
            gap = ReadGap("text", ())
        pieces += [text[place:begin], f"\ue010{len(gaps)}\ue011"]
        gaps.append(gap)
        place = end + 2
    if not gaps and not faults:
        faults.append(Fault(where, "gap_none"))
    return "".join((*pieces, text[place:])), tuple(gaps), faults


def _find(text: str, mark: str, start: int) -> int:
    """Where a mark stands outside of formulas."""
    while True:
        found = text.find(mark, start)
        formula = _FORMULA.search(text, start)
        if found < 0 or formula is None or formula.start() >= found:
            return found
        start = formula.end()


def _end(text: str, start: int) -> int:
    place = start
    while place < len(text):
        formula = _FORMULA.match(text, place)
        if formula:
            place = formula.end()
        elif text[place] == "\\":
            place += 2
        elif text.startswith("]]", place) or text.startswith("[[", place):
            return place if text[place] == "]" else -1
        else:
            place += 1
    return -1


def _split(body: str) -> list[str]:
    """The answers of a gap; what a backslash protects is hidden as a private sign."""
    formulas: list[str] = []

    def hide(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\ue004{len(formulas) - 1}\ue005"

    hidden = _ESCAPE.sub(lambda found: f"{_HIDE}{_SIGNS.index(found[1])}", _FORMULA.sub(hide, body))
    return [
        re.sub("\ue004(\\d+)\ue005", lambda f: formulas[int(f[1])], part).strip()
        for part in hidden.split("|")
    ]


def _shown(text: str) -> str:
    return re.sub(f"{_HIDE}(\\d)", lambda found: _SIGNS[int(found[1])], text).strip()


def _read(body: str, known: Mapping[str, Gap]) -> ReadGap | str:
    kept = _KEEP.fullmatch(body.strip())
    if kept:
        gap = known.get(kept[1])
        return ReadGap(gap.kind, (), kept=kept[1]) if gap else "gap_unknown"
    parts = _split(body)
    weight = 1.0
    leading = _WEIGHT.match(parts[0])
    if leading:
        weight = amount(leading[1]) or 0.0
        parts[0] = parts[0][leading.end() :]
        if weight <= 0:
            return "gap_weight"
    if not any(parts):
        return "gap_empty"
    if parts[0].startswith("#"):
        return _number([parts[0][1:], *parts[1:]], weight)
    if parts[0].startswith("="):
        return _text(parts, weight)
    return _choice(parts, weight)


def _worth(part: str, credit: float) -> tuple[str, float] | None:
    found = _CREDIT.match(part)
    if not found:
        return part, credit
    number = amount(found[1])
    if number is None or not -100 <= number <= 100:
        return None
    return part[found.end() :].strip(), share_of(number)


def _choice(parts: Sequence[str], weight: float) -> ReadGap | str:
    options = []
    for part in parts:
        star = part.startswith("*")
        worth = _worth(part[1:].strip() if star else part, 1.0 if star else 0.0)
        if worth is None or not worth[0]:
            return "gap_choice_empty" if worth else "gap_credit"
        options.append(Option(_shown(worth[0]), worth[1]))
    if len(options) < 2:
        return "gap_one_choice"
    if len({option.text for option in options}) < len(options):
        return "gap_same"
    if not any(option.credit >= 1 for option in options):
        return "gap_no_right"
    return ReadGap("choice", tuple(options), weight)


def _text(parts: list[str], weight: float) -> ReadGap | str:
    case = parts[0].startswith("==")
    parts = [parts[0][2 if case else 1 :].strip(), *parts[1:]]
    read = [_worth(part, 1.0) for part in parts]
    if any(one is None for one in read):
        return "gap_credit"
    wildcards = any("*" in one[0] for one in read if one)
    options = []
    for text, credit in (one for one in read if one):
        if wildcards:
            star = f"{_HIDE}{_SIGNS.index('*')}"
            shown = _shown(text.replace("*", _STAR).replace(star, "\\*")).replace(_STAR, "*")
        else:
            shown = _shown(text)
        if not shown:
            return "gap_empty"
        options.append(Option(shown, credit))
    return "gap_no_right" if all(option.credit < 1 for option in options) else ReadGap(
        "text", tuple(options), weight, case=case, wildcards=wildcards
    )  # fmt: skip


def _number(parts: Sequence[str], weight: float) -> ReadGap | str:
    options, tolerances = [], set()
    for part in parts:
        worth = _worth(part, 1.0)
        if worth is None:
            return "gap_credit"
        number, colon, off = _shown(worth[0]).partition(":")
        tolerance = amount(off) if colon else 0.0
        answer = plain_number(number, letters=False)
        if not answer or tolerance is None or tolerance < 0:
            return "gap_number"
        if may_be_thousands(number):
            return "gap_thousands"
        tolerances.add(tolerance)
        options.append(Option(answer, worth[1]))
    if len(tolerances) > 1:
        return "gap_tolerances"
    if all(option.credit < 1 for option in options):
        return "gap_no_right"
    return ReadGap("number", tuple(options), weight, tolerance=tolerances.pop())


def made_gap(code: str, gaps: Sequence[ReadGap], before: Gap | None) -> Gap:
    """The gap that all languages have at one place: typed answers of all of them count.

    Parameters
    ----------
    gaps : sequence of ReadGap
        One a language, of one kind.
    before : Gap, optional
        The gap of this code: its choices keep their codes.
    """
    first = gaps[0]
    if first.kind == "choice":
        count = len(first.options)
        old = before.choices if before is not None and len(before.choices) == count else ()
        codes = tuple(old or (f"c{number}" for number in range(1, count + 1)))
        pairs = [(code, option.credit) for code, option in zip(codes, first.options, strict=True)]
        accepted = tuple(one for one, credit in pairs if credit >= 1)
        partial = tuple(Partial(one, credit) for one, credit in pairs if credit < 1 and credit != 0)
        return Gap(code, "choice", AnswerKey("choice", accepted, partial=partial), codes, first.weight)
    options = {option.text: option.credit for gap in gaps for option in gap.options}
    key = AnswerKey(
        first.kind,
        tuple(text for text, credit in options.items() if credit >= 1),
        tolerance=first.tolerance,
        partial=tuple(
            Partial(text, credit, first.tolerance) for text, credit in options.items() if credit < 1
        ),
        case_sensitive=first.case,
        wildcards=any(gap.wildcards for gap in gaps),
    )
    return Gap(code, first.kind, key, weight=first.weight)


def alike(one: ReadGap, other: ReadGap) -> bool:
    """Whether two languages have the same gap at a place."""
    if one.kept or other.kept:
        return one.kept == other.kept
    same = (one.kind, one.weight) == (other.kind, other.weight)
    if one.kind != "choice":
        return same and (one.tolerance, one.case) == (other.tolerance, other.case)
    return same and [option.credit for option in one.options] == [option.credit for option in other.options]


def option_html(text: str, files: Sequence[str]) -> str:
    """A choice of a gap, read as one line of text."""
    return to_html(text, files, inline=True).html


def write_gap(gap: Gap, texts: Sequence[str]) -> str:
    """A gap as it is written in a text; by its code where it cannot be."""
    body = _written(gap, texts)
    if body is not None:
        again = _read(body, {})
        if isinstance(again, ReadGap) and _same(made_gap(gap.code, [again], gap), gap):
            return f"[[{body}]]"
    return f"[[@{gap.code}]]"


def _same(made: Gap, gap: Gap) -> bool:
    return made == gap


def _written(gap: Gap, texts: Sequence[str]) -> str | None:
    key = gap.key
    weight = "" if gap.weight == 1 else f"×{written(gap.weight)} "
    credits = {one.answer: one.credit for one in key.partial} | dict.fromkeys(key.accepted, 1.0)
    if gap.kind == "choice":
        shown = []
        for code, text in zip(gap.choices, texts, strict=False):
            credit = credits.get(code, 0.0)
            mark = "*" if credit >= 1 else "" if credit == 0 else f"%{written(100 * credit)}%"
            shown.append(mark + _protected(to_text(text, inline=True)))
        return weight + "|".join(shown)
    if gap.kind == "number":
        off = f":{written(key.tolerance)}" if key.tolerance else ""
        return f"{weight}#" + "|".join(_mark(credit) + answer + off for answer, credit in credits.items())
    sign = "==" if key.case_sensitive else "="
    answers = (_typed(answer, wild=key.wildcards) for answer in credits)
    marks = map(_mark, credits.values())
    return f"{weight}{sign}" + "|".join(mark + answer for mark, answer in zip(marks, answers, strict=True))


def _mark(credit: float) -> str:
    return "" if credit >= 1 else f"%{written(100 * credit)}%"


def _typed(answer: str, *, wild: bool) -> str:
    if not wild:
        return _protected(answer)
    return "\\*".join("*".join(map(_protected, part.split("*"))) for part in answer.split("\\*"))


def _protected(text: str) -> str:
    pieces = re.split(r"(\\\(.*?\\\)|\\\[.*?\\\])", text)
    for place in range(0, len(pieces), 2):
        pieces[place] = re.sub(r"([|\]*=#%×@\\])", r"\\\1", pieces[place])
    return "".join(pieces)
