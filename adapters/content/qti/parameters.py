"""What QTI has no place for: parameters of an item and details of its key, as names and values.

In a package they stand in the manifest, as a classification of LOM whose source is `VOCABULARY`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, get_args

from adapters.content.base import AnswerForm, AnswerKey, AnswerKind, BankItem, Gap, Problem, Unit, chance
from adapters.content.qti.declarations import number
from adapters.content.qti.names import code_of, identifier

VOCABULARY: Final = "senda-item-1"
Pairs = Sequence[tuple[str, str]]

_NUMBERS = {"difficulty_sd": 1.0, "discrimination": 1.0, "slip": 0.0}
_WORDS = ("template", "source", "licence", "withheld", "category")
_LISTS = {"competency": "competencies", "tag": "tags", "alignment": "alignments"}


def parameters_of(item: BankItem) -> list[tuple[str, str]]:
    """Give what cannot be said otherwise of an item; what is as usual is left out."""
    return [("code", item.code), *_of_item(item), *_of_key(item.key, ""), *_of_gaps(item.key.gaps)]


def _of_item(item: BankItem) -> Iterator[tuple[str, str]]:
    for name, where in _LISTS.items():
        yield from ((name, value) for value in getattr(item, where))
    if item.difficulty is not None:
        yield "difficulty", repr(item.difficulty)
    for name, usual in _NUMBERS.items():
        if getattr(item, name) != usual:
            yield name, repr(getattr(item, name))
    if item.guessing != chance(item.key.kind, len(item.choices)):
        yield "guessing", repr(item.guessing)
    yield from ((name, getattr(item, name)) for name in _WORDS if getattr(item, name))
    yield from (("misconception", f"{identifier(c)} {name}") for c, name in item.misconceptions.items())
    if item.pilot:
        yield "pilot", "yes"
    if not item.shuffle:
        yield "shuffle", "no"


def _of_gaps(gaps: Sequence[Gap]) -> Iterator[tuple[str, str]]:
    for place, gap in enumerate(gaps, start=1):
        yield from _of_key(gap.key, f"gap_{place}_")


def _of_key(key: AnswerKey, prefix: str) -> Iterator[tuple[str, str]]:
    if key.kind in ("number", "expression"):
        yield f"{prefix}kind", key.kind
    if key.form != "any":
        yield f"{prefix}form", key.form
    yield from ((f"{prefix}refused", answer) for answer in key.refused)
    yield from ((f"{prefix}unit", f"{unit.factor!r} {unit.text}") for unit in key.units)
    for name in ("unit_needed", "case_sensitive", "wildcards"):
        if getattr(key, name):
            yield f"{prefix}{name}", "yes"
    if key.tolerance:
        yield f"{prefix}tolerance", repr(key.tolerance)
    for place, partial in enumerate(key.partial):
        if partial.tolerance:
            yield f"{prefix}partial_tolerance", f"{place} {partial.tolerance!r}"


def with_parameters(item: BankItem, pairs: Pairs, where: str) -> tuple[BankItem, list[Problem]]:
    """Give an item what `parameters_of` has written.

    Returns
    -------
    item : BankItem
    problems : list of Problem
        ``parameter_unreadable``: a number that is none.
    """
    reader = _Values(pairs, where, item.code)
    key = _key(item.key, reader, "")
    gaps = tuple(
        replace(gap, key=_key(gap.key, reader, f"gap_{place}_"))
        for place, gap in enumerate(key.gaps, start=1)
    )
    misconceptions = (value.partition(" ") for value in reader.all("misconception"))
    complete = replace(
        item,
        code=reader.one("code") or item.code,
        key=replace(key, gaps=gaps),
        difficulty=reader.number("difficulty"),
        misconceptions={code_of(choice): name for choice, _, name in misconceptions},
        pilot=reader.one("pilot") == "yes",
        shuffle=reader.one("shuffle") != "no",
        template=reader.one("template"),
        source=reader.one("source"),
        licence=reader.one("licence"),
        withheld=reader.one("withheld"),
        category=reader.one("category"),
        competencies=reader.all("competency"),
        tags=reader.all("tag"),
        alignments=reader.all("alignment"),
        difficulty_sd=reader.number_or("difficulty_sd", 1.0),
        discrimination=reader.number_or("discrimination", 1.0),
        guessing=reader.number_or("guessing", chance(item.key.kind, len(item.choices))),
        slip=reader.number_or("slip", 0.0),
    )
    return complete, reader.problems


def _key(key: AnswerKey, reader: _Values, prefix: str) -> AnswerKey:
    if key.kind not in ("text", "number"):
        return key
    kinds: tuple[AnswerKind, ...] = ("number", "expression")
    forms: tuple[AnswerForm, ...] = get_args(AnswerForm)
    tolerances = dict(
        value.split(" ", 1) for value in reader.all(f"{prefix}partial_tolerance") if " " in value
    )
    partial = tuple(
        replace(p, tolerance=number(tolerances.get(str(place), "0")) or 0.0)
        for place, p in enumerate(key.partial)
    )
    return replace(
        key,
        kind=next((kind for kind in kinds if kind == reader.one(f"{prefix}kind")), key.kind),
        form=next((form for form in forms if form == reader.one(f"{prefix}form")), "any"),
        refused=reader.all(f"{prefix}refused"),
        units=tuple(reader.unit(value) for value in reader.all(f"{prefix}unit")),
        tolerance=reader.number_or(f"{prefix}tolerance", 0.0),
        partial=partial,
        unit_needed=reader.one(f"{prefix}unit_needed") == "yes",
        case_sensitive=reader.one(f"{prefix}case_sensitive") == "yes",
        wildcards=reader.one(f"{prefix}wildcards") == "yes",
    )


class _Values:
    """The values of an item by their names."""

    def __init__(self, pairs: Pairs, where: str, item: str) -> None:
        self._pairs, self._where, self._item = pairs, where, item
        self.problems: list[Problem] = []

    def all(self, name: str) -> tuple[str, ...]:
        """Give all values of a name."""
        return tuple(value for key, value in self._pairs if key == name)

    def one(self, name: str) -> str:
        """Give the first value of a name, empty where there is none."""
        return next(iter(self.all(name)), "")

    def number(self, name: str) -> float | None:
        """Read a number; what is none is written down."""
        return self._read(name, text) if (text := self.one(name)) else None

    def number_or(self, name: str, usual: float) -> float:
        """Read a number that there need not be."""
        value = self.number(name)
        return usual if value is None else value

    def unit(self, text: str) -> Unit:
        """Read a unit behind its factor."""
        factor, _, name = text.partition(" ")
        value = self._read("unit", factor)
        return Unit(name, 1.0 if value is None else value)

    def _read(self, name: str, text: str) -> float | None:
        value = number(text)
        if value is None:
            values = {"item": self._item, "name": name, "value": text[:80]}
            self.problems.append(Problem(self._where, "parameter_unreadable", values))
        return value
