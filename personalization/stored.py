"""Entries of the log as rows hold them: kind, parameters, score; and back.

Nothing that a belief depends on is lost; what only the choice of items needs (enemies, tags) is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple, cast

from personalization.bank import Item, ItemError
from personalization.evidence import (
    ActivityDone,
    Elapsed,
    Evidence,
    EvidenceError,
    Learned,
    Override,
    Practised,
    Rating,
    Response,
)

KINDS = ("response", "skip", "practice", "activity", "learned", "time", "override", "rubric")
"""A practised "I don't know yet" is `practice` without a score; whatever is on trial says `pilot`."""


class Stored(NamedTuple):
    """An entry in values that JSON can hold.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    parameters : dict
        As used; finite numbers, strings, lists, one mapping of loadings.
    score : float or None
    """

    kind: str
    parameters: dict[str, object]
    score: float | None


def to_json(entry: Evidence) -> Stored:
    """What a row keeps of an entry."""
    match entry:
        case Response(item, score):
            parameters = _item_to_json(item)
            if entry.on_trial:
                parameters["pilot"] = True
            return Stored("skip" if score is None else "response", parameters, score)
        case Practised(item, score, hints, per_hint):
            return Stored("practice", {**_item_to_json(item), "hints": hints, "per_hint": per_hint}, score)
        case ActivityDone(competency, gain, gain_sd):
            return Stored("activity", {"competency": competency, "gain": gain, "gain_sd": gain_sd}, None)
        case Learned(competency, gain, gain_sd):
            return Stored("learned", {"competency": competency, "gain": gain, "gain_sd": gain_sd}, None)
        case Elapsed(days, rate):
            return Stored("time", {"days": days, "rate": rate}, None)
        case Override(competency, value, sd):
            return Stored("override", {"competency": competency, "value": value, "sd": sd}, None)
        case Rating():
            return Stored(
                "rubric",
                {
                    "competency": entry.competency,
                    "level": entry.level,
                    "cuts": list(entry.cuts),
                    "severity": entry.severity,
                    "severity_sd": entry.severity_sd,
                    "rater_sd": entry.rater_sd,
                },
                None,
            )
    raise TypeError(f"not evidence: {entry!r}")


def from_json(kind: str, parameters: Mapping[str, object], score: float | None = None) -> Evidence:
    """The entry that a row keeps; parameters that are missing have the values in use before they were kept.

    What a row holds beyond that (which activity it was) is left alone.

    Raises
    ------
    EvidenceError
        The kind is unknown, or a parameter missing, of another type, or no number.
    """
    row = _Row(kind, parameters)
    try:
        return _entry(kind, row, score)
    except ItemError as error:
        raise EvidenceError(kind, str(error)) from None


def _entry(kind: str, row: _Row, score: float | None) -> Evidence:
    match kind:
        case "response":
            if score is None:
                raise EvidenceError(kind, "the score is missing")
            return Response(row.item(), row.checked("score", score), row.flag("pilot"))
        case "skip":
            return Response(row.item(), None, row.flag("pilot"))
        case "practice":
            known = None if score is None else row.checked("score", score)
            return Practised(row.item(), known, row.whole("hints", 0), row.number("per_hint", 0.3))
        case "activity":
            return ActivityDone(row.text("competency"), row.number("gain"), row.number("gain_sd"))
        case "learned":
            return Learned(row.text("competency"), row.number("gain"), row.number("gain_sd"))
        case "time":
            return Elapsed(row.number("days"), row.number("rate", 0.002))
        case "override":
            return Override(row.text("competency"), row.number("value"), row.number("sd"))
        case "rubric":
            return Rating(
                row.text("competency"),
                row.whole("level"),
                row.numbers("cuts"),
                row.number("severity", 0.0),
                row.number("severity_sd", 0.3),
                row.number("rater_sd", 1.0),
            )
    raise EvidenceError(kind, "no such kind of evidence")


class _Row:
    """Parameters of one row, read with their types checked."""

    def __init__(self, kind: str, parameters: Mapping[str, object]) -> None:
        self.kind, self.parameters = kind, parameters

    def _value(self, name: str, default: object) -> object:
        value = self.parameters.get(name, default)
        if value is None:
            raise EvidenceError(self.kind, f"{name} is missing")
        return value

    def checked(self, name: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise EvidenceError(self.kind, f"{name} is no finite number but {value!r}")
        return float(value)

    def number(self, name: str, default: float | None = None) -> float:
        return self.checked(name, self._value(name, default))

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.number(name, default)
        if value != int(value):
            raise EvidenceError(self.kind, f"{name} is no whole number but {value!r}")
        return int(value)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._value(name, default)
        if not isinstance(value, str):
            raise EvidenceError(self.kind, f"{name} is no text but {value!r}")
        return value

    def flag(self, name: str) -> bool:
        value = self._value(name, False)
        if not isinstance(value, bool):
            raise EvidenceError(self.kind, f"{name} is neither true nor false but {value!r}")
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        value = self._value(name, None)
        if not isinstance(value, list | tuple):
            raise EvidenceError(self.kind, f"{name} is no list but {value!r}")
        return tuple(self.checked(name, number) for number in value)

    def item(self) -> Item:
        loadings = self._value("loadings", None)
        if not isinstance(loadings, Mapping) or not all(isinstance(code, str) for code in loadings):
            raise EvidenceError(self.kind, "loadings are no numbers by competency")
        values = cast(Mapping[str, object], loadings)
        return Item(
            self.text("item", ""),
            {code: self.checked(f"loading of {code}", value) for code, value in values.items()},
            self.number("intercept", 0.0),
            self.number("guessing", 0.0),
            self.number("slip", 0.0),
            self.number("difficulty_sd", 0.0),
        )


def _item_to_json(item: Item) -> dict[str, object]:
    return {
        "item": item.code,
        "loadings": dict(item.loadings),
        "intercept": item.intercept,
        "guessing": item.guessing,
        "slip": item.slip,
        "difficulty_sd": item.difficulty_sd,
    }
