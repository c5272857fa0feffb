"""What Senda knows of an item beyond what Moodle and GIFT can say, as tags ``senda:NAME=VALUE``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from adapters.content.base import AnswerForm, BankItem, chance

_PREFIX = "senda:"
_NUMBERS = {
    "difficulty": "difficulty",
    "sd": "difficulty_sd",
    "discrimination": "discrimination",
    "guessing": "guessing",
    "slip": "slip",
    "tolerance": "tolerance",
}
_WORDS = ("template", "source", "licence", "withheld")
_LISTS = {"competency": "competencies", "alignment": "alignments", "refused": "refused"}
_MARKS = ("expression", "number", "pilot", "fixed", "case", "unit")
#: Moodle cuts tags at 50 characters: lists of codes go into several.
_LONGEST = 50
_UNSAFE = re.compile(r"[%<>`\[\]\x00-\x1f\x7f]|^\s|\s$")
_UNSAFE_IN_LIST = re.compile(r"[%<>`\[\]:\s\x00-\x1f\x7f]")
_PERCENT = re.compile(r"%([0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*)")


@dataclass(slots=True)
class Facts:
    """What the tags of an item say.

    Attributes
    ----------
    competencies, alignments, refused : tuple of str
    difficulty, difficulty_sd, discrimination, guessing, slip, template, source, licence, withheld, pilot
        As in `BankItem`; `guessing` is None where the file says nothing.
    form : AnswerForm
    expression, number : bool
        What a short answer really is.
    tolerance : float
        Of a short answer that is really a number.
    languages : tuple of str
        Of its texts; empty where the file says nothing.
    order : tuple of str
        Places of the choices (``c2``, ``c1``) in their author's order, where the format needs another one.
    fixed, case, unit : bool
        That choices keep their order, capitals count, a unit is needed: what GIFT cannot say.
    units : mapping
        From a unit to its factor; of GIFT too.
    codes, misconceptions : mapping
        From the code of its place (``c1``, ``p1``, ``g1``, ``g1.c1``) to an own code, or to a misconception.
    tags : tuple of str
        All others.
    """

    competencies: tuple[str, ...] = ()
    alignments: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    difficulty: float | None = None
    difficulty_sd: float = 1.0
    discrimination: float = 1.0
    guessing: float | None = None
    slip: float = 0.0
    template: str = ""
    source: str = ""
    licence: str = ""
    withheld: str = ""
    pilot: bool = False
    form: AnswerForm = "any"
    tolerance: float = 0.0
    expression: bool = False
    number: bool = False
    languages: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    fixed: bool = False
    case: bool = False
    unit: bool = False
    units: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    misconceptions: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    def code(self, place: str) -> str:
        """Give the code of a place, its own one where it has any."""
        return self.codes.get(place, place.rpartition(".")[2])


_DEFAULTS = Facts()


def read_tags(tags: Iterable[str]) -> tuple[Facts, tuple[str, ...]]:
    """Read tags.

    Returns
    -------
    facts : Facts
    unreadable : tuple of str
        Tags of ours whose value makes no sense; they are left out.
    """
    facts, unreadable = Facts(), []
    others: dict[str, None] = {}
    for tag in tags:
        name, equals, value = tag.strip().removeprefix(_PREFIX).partition("=")
        if not tag.strip().startswith(_PREFIX) or not _is_ours(name, equals):
            others[tag.strip()] = None
        elif not _take(facts, name, value):
            unreadable.append(tag.strip())
    facts.tags = tuple(tag for tag in others if tag)
    return facts, tuple(unreadable)


def write_tags(
    item: BankItem, languages: tuple[str, ...], places: Mapping[str, str], *, typed: bool = False
) -> tuple[str, ...]:
    """Write the tags of an item.

    Parameters
    ----------
    item : BankItem
    languages : tuple of str
        To name; empty where whoever reads it knows.
    places : mapping of place to code
        Of everything that has a code, in the order in which it is written.
    typed : bool
        Whether a number or an expression is written as a short answer.
    """
    own = {place: code for place, code in places.items() if code != place.rpartition(".")[2]}
    choices = {code: place for place, code in places.items() if place.startswith("c")}
    order = tuple(choices[code] for code in item.choices if code in choices)
    found = [*item.tags]
    found += [f"{_PREFIX}competency={_quote(c)}" for c in item.competencies]
    found += [f"{_PREFIX}alignment={_quote(a)}" for a in item.alignments]
    by_chance = chance(item.key.kind, len(item.choices))
    for name, attribute in _NUMBERS.items():
        value = item.key.tolerance * typed if name == "tolerance" else getattr(item, attribute)
        if value != (by_chance if name == "guessing" else getattr(_DEFAULTS, attribute)):
            found.append(f"{_PREFIX}{name}={value!r}")
    found += [f"{_PREFIX}{name}={_quote(getattr(item, name))}" for name in _WORDS if getattr(item, name)]
    found += [f"{_PREFIX}pilot"] if item.pilot else []
    if typed:
        found.append(f"{_PREFIX}{item.key.kind}")
    if item.key.form != "any":
        found.append(f"{_PREFIX}form={item.key.form}")
    found += [f"{_PREFIX}refused={_quote(answer)}" for answer in item.key.refused]
    if languages:
        found.append(f"{_PREFIX}languages={' '.join(languages)}")
    if order != tuple(choices.values()):
        found.append(f"{_PREFIX}order={' '.join(order)}")
    found += _packed("codes", own)
    wrong = {choices[code]: name for code, name in item.misconceptions.items() if code in choices}
    found += _packed("misconceptions", wrong)
    return tuple(found)


def write_extra_tags(item: BankItem) -> tuple[str, ...]:
    """Write what GIFT has no other place for."""
    key = item.key
    marks = {"fixed": not item.shuffle, "case": key.case_sensitive, "unit": key.unit_needed}
    found = [f"{_PREFIX}{name}" for name, holds in marks.items() if holds]
    return (*found, *_packed("units", {unit.text: repr(unit.factor) for unit in key.units}))


def _is_ours(name: str, equals: str) -> bool:
    if name in _MARKS:
        return True
    values = (*_NUMBERS, *_WORDS, *_LISTS, "form", "languages", "order", "units", "codes", "misconceptions")
    return bool(equals) and name in values


def _take(facts: Facts, name: str, value: str) -> bool:
    if name in _MARKS:
        setattr(facts, name, True)
    elif name in _NUMBERS:
        number = _finite(value)
        if number is None:
            return False
        setattr(facts, _NUMBERS[name], number)
    elif name in _LISTS:
        kept = getattr(facts, _LISTS[name])
        setattr(facts, _LISTS[name], tuple(dict.fromkeys((*kept, _unquote(value)))))
    elif name in _WORDS:
        setattr(facts, name, _unquote(value))
    elif name in ("languages", "order"):
        setattr(facts, name, tuple(dict.fromkeys(value.split())))
    elif name == "form":
        form = next((known for known in get_args(AnswerForm) if known == value), None)
        facts.form = form or facts.form
        return form is not None
    else:
        pairs = [piece.partition(":") for piece in value.split()]
        getattr(facts, name).update({_unquote(place): _unquote(own) for place, _, own in pairs})
    return True


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _packed(name: str, values: Mapping[str, str]) -> list[str]:
    """Write pairs into as few tags as they fit into."""
    found: list[str] = []
    for place, own in values.items():
        pair = f"{_quote_in_list(place)}:{_quote_in_list(own)}"
        if found and len(found[-1]) + 1 + len(pair) <= _LONGEST:
            found[-1] += f" {pair}"
        else:
            found.append(f"{_PREFIX}{name}={pair}")
    return found


def _quote(text: str) -> str:
    return _UNSAFE.sub(_hexadecimal, text)


def _quote_in_list(text: str) -> str:
    return _UNSAFE_IN_LIST.sub(_hexadecimal, text)


def _hexadecimal(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _unquote(text: str) -> str:
    def back(found: re.Match[str]) -> str:
        try:
            return bytes.fromhex(found[1].replace("%", "")).decode()
        except ValueError:
            return found[0]

    return _PERCENT.sub(back, text)
