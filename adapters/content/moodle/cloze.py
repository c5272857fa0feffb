"""Gaps inside a text: Moodle's ``{1:MULTICHOICE:=right~wrong}``, and ``[[1]]`` of its drag-and-drop texts."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from adapters.content.base import AnswerKey, Gap
from adapters.content.drafts import numbers
from adapters.content.drafts.draft import Words
from adapters.content.drafts.keys import Answer, answers_of, choice_key, credit_of, number_key, text_key
from adapters.content.drafts.tags import Facts
from adapters.content.texts import Find

_START = re.compile(
    r"\{(?P<weight>\d{0,6}):(?:(?P<number>NUMERICAL|NM)|(?P<text>SHORTANSWER|SA|MW)(?P<case>_?C)?"
    r"|(?P<choice>MULTICHOICE_?|MC)(?P<look>[VH]?)(?P<shuffle>S?)):"
)
_LOOKS_LIKE = re.compile(r"\{\d{0,6}:(?P<kind>[A-Z][A-Z_]{1,20}):")
_ALTERNATIVE = re.compile(r"(?:=|%(?P<percent>-?\d{1,5}(?:[.,]\d{0,20})?)%)?")
_NUMBER = re.compile(r"([^:]+):([^:]+)")
_ESCAPED = re.compile(r"\\([}#~])")
_BREAKS = re.compile(r"<br\s*/?>|</?p>", re.IGNORECASE)
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_GAP = re.compile(r'<span class="gap" data-gap="([^"]*)"></span>')
_ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "~#{}\\"})


class BrokenCloze(ValueError):
    """A text with gaps that cannot be read; carries why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps.

    Attributes
    ----------
    stem : str
        With a mark for each gap.
    gaps : tuple of Gap
    choices : mapping of gap code to texts
    shuffle : bool
        Whether every gap that is chosen from shows its choices in any order.
    """

    stem: str
    gaps: tuple[Gap, ...]
    choices: Mapping[str, list[Words]]
    shuffle: bool


def read(text: str, find: Find, facts: Facts) -> Cloze:
    """Read a text with ``{...}`` gaps.

    Raises
    ------
    BrokenCloze
        ``broken_cloze`` where a gap does not end or has no answers, ``type_unknown`` for other kinds.
    """
    pieces: list[str] = []
    gaps: list[Gap] = []
    choices: dict[str, list[Words]] = {}
    place, shuffle = 0, True
    for start in _LOOKS_LIKE.finditer(text):
        if start.start() < place:
            continue
        known = _START.match(text, start.start())
        if known is None:
            raise BrokenCloze("type_unknown", type=f"cloze {start['kind']}")
        answers, end = _answers(text, known.end(), len(gaps) + 1)
        code = facts.code(f"g{len(gaps) + 1}")
        gap, words = _gap(code, known, answers, _Place(f"g{len(gaps) + 1}", find, facts))
        gaps.append(gap)
        if gap.kind == "choice":
            choices[code] = words
            shuffle = shuffle and bool(known["shuffle"])
        pieces += [text[place : start.start()], mark(code)]
        place = end
    if not gaps:
        raise BrokenCloze("broken_cloze", gap=0)
    return Cloze("".join((*pieces, text[place:])), tuple(gaps), choices, shuffle)


def read_places(text: str, boxes: Sequence[tuple[str, Words]], facts: Facts) -> Cloze:
    """Read a text with ``[[1]]`` gaps, each chosen from the boxes of the group that its right one is in.

    Parameters
    ----------
    boxes : sequence of (group, text)
    """
    gaps: list[Gap] = []
    choices: dict[str, list[Words]] = {}

    def take(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(boxes):
            raise BrokenCloze("broken_cloze", gap=number)
        group = boxes[number - 1][0]
        within = [place for place, box in enumerate(boxes, start=1) if box[0] == group]
        place = f"g{len(gaps) + 1}"
        code = facts.code(place)
        codes = tuple(facts.code(f"{place}.c{n}") for n in within)
        key = AnswerKey("choice", (codes[within.index(number)],))
        gaps.append(Gap(code, "choice", key, codes))
        choices[code] = [boxes[n - 1][1] for n in within]
        return mark(code)

    stem = _PLACE.sub(take, text)
    if not gaps:
        raise BrokenCloze("broken_cloze", gap=0)
    return Cloze(stem, tuple(gaps), choices, True)


def write(stem: str, gaps: Sequence[Gap], choices: Mapping[str, tuple[str, ...]], *, shuffle: bool) -> str:
    """Write a text with its gaps as `read` reads it."""
    weights = _whole_weights([gap.weight for gap in gaps])
    written = {
        gap.code: _write_gap(gap, weight, choices.get(gap.code, ()), shuffle=shuffle)
        for gap, weight in zip(gaps, weights, strict=True)
    }
    pieces, place = [], 0
    for found in _GAP.finditer(stem):
        pieces += [_no_gaps(stem[place : found.start()]), written.get(html.unescape(found[1]), "")]
        place = found.end()
    return "".join((*pieces, _no_gaps(stem[place:])))


def mark(code: str) -> str:
    """Mark a gap in a stem."""
    return f'<span class="gap" data-gap="{html.escape(code)}"></span>'


def _no_gaps(text: str) -> str:
    return _LOOKS_LIKE.sub(lambda found: f"&#123;{found[0][1:]}", text)


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    find: Find
    facts: Facts


def _gap(
    code: str, kind: re.Match[str], answers: list[tuple[str, float]], place: _Place
) -> tuple[Gap, list[Words]]:
    weight = float(kind["weight"] or 1)
    if kind["choice"]:
        codes = tuple(place.facts.code(f"{place.name}.c{n}") for n in range(1, len(answers) + 1))
        named = [Answer(own, credit) for own, (_, credit) in zip(codes, answers, strict=True)]
        words = [Words(text, place.find) for text, _ in answers]
        return Gap(code, "choice", choice_key(named, single=True), codes, weight), words
    typed = [(_BREAKS.sub(" ", text).strip(), credit) for text, credit in answers]
    if kind["text"]:
        key = text_key([Answer(*answer) for answer in typed], case_sensitive=bool(kind["case"]))
        return Gap(code, "text", key, (), weight), []
    numeric = [_numeric(text, credit) for text, credit in typed]
    return Gap(code, "number", number_key(numeric, Facts()), (), weight), []


def _numeric(text: str, credit: float) -> Answer:
    with_tolerance = _NUMBER.fullmatch(text)
    if with_tolerance is None:
        return Answer(text, credit)
    tolerance = numbers.number(with_tolerance[2])
    return Answer(with_tolerance[1].strip(), credit, -1.0 if tolerance is None else tolerance)


def _answers(text: str, place: int, gap: int) -> tuple[list[tuple[str, float]], int]:
    """Read what stands between the kind of a gap and its end; give it with the place after that."""
    found, start = [], place
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 2
            continue
        if sign in "~}":
            found.append(text[start:place])
            start = place + 1
        place += 1
        if sign == "}":
            answers = [_alternative(piece, gap) for piece in found]
            return [answer for answer in answers if answer[0]], place
    raise BrokenCloze("broken_cloze", gap=gap)


def _alternative(piece: str, gap: int) -> tuple[str, float]:
    start = _ALTERNATIVE.match(piece)
    share = 1.0 if piece.startswith("=") else 0.0
    if start is not None and start["percent"]:
        credit = numbers.credit(start["percent"])
        if credit is None:
            raise BrokenCloze("broken_cloze", gap=gap)
        share = credit
    answer = re.split(r"(?<![\\&])#", piece[start.end() if start else 0 :], maxsplit=1)[0]
    return html.unescape(_ESCAPED.sub(r"\1", answer)).strip(), share


def _write_gap(gap: Gap, weight: int, texts: tuple[str, ...], *, shuffle: bool) -> str:
    if gap.kind == "choice":
        kind = "MULTICHOICE_S" if shuffle else "MULTICHOICE"
        answers = [(text, credit_of(gap.key, code)) for code, text in zip(gap.choices, texts, strict=False)]
    elif gap.kind == "text" or any(numbers.plain(a.text) is None for a in answers_of(gap.key)):
        kind = "SHORTANSWER_C" if gap.key.case_sensitive else "SHORTANSWER"
        answers = [(answer.text, answer.credit) for answer in answers_of(gap.key)]
    else:
        kind = "NUMERICAL"
        answers = [
            (f"{answer.text}:{numbers.show(answer.tolerance)}", answer.credit)
            for answer in answers_of(gap.key)
        ]
    written = (f"{_share(credit)}{_quote(text)}" for text, credit in answers)
    return f"{{{weight}:{kind}:{'~'.join(written)}}}"


def _share(credit: float) -> str:
    return "=" if credit == 1 else f"%{numbers.percent(credit)}%"


def _quote(text: str) -> str:
    """Write an answer so that neither Moodle nor `read` takes any of its signs for its own."""
    return html.escape(text, quote=False).replace("&", "\0").translate(_ENTITIES).replace("\0", "&")


def _whole_weights(weights: Sequence[float]) -> list[int]:
    """Bring weights to whole numbers of the same proportions, as near as a thousandth."""
    shares = [Fraction(weight).limit_denominator(1000) for weight in weights]
    whole = lcm(*(share.denominator for share in shares)) if shares else 1
    return [max(1, min(int(share * whole), 999_999)) for share in shares]
