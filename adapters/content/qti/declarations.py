"""What an item declares: its responses with their right answers, and its outcomes with their defaults."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from adapters.content.qti.names import attribute, children, first, name_of, text_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a mapping: what an answer is worth."""

    key: str
    value: float
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """What answers are worth.

    Attributes
    ----------
    entries : tuple of Entry
    default : float
        Of every answer that is not among them.
    lower, upper : float or None
        Bounds of the sum.
    """

    entries: tuple[Entry, ...]
    default: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Response:
    """A response variable."""

    name: str
    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapping: Worth | None


def responses(item: etree._Element) -> dict[str, Response]:
    """Give the response variables of an item by their names."""
    found = {}
    for element in children(item, "responsedeclaration"):
        correct, mapping = first(element, "correctresponse"), first(element, "mapping")
        name = attribute(element, "identifier")
        found[name] = Response(
            name=name,
            cardinality=attribute(element, "cardinality", "single"),
            base=attribute(element, "baseType", "identifier"),
            correct=() if correct is None else tuple(text_of(v) for v in children(correct, "value")),
            mapping=None if mapping is None else _mapping(mapping),
        )
    return found


def outcome_defaults(item: etree._Element) -> Mapping[str, str]:
    """Give the outcomes of an item that have a default value, with it."""
    found = {}
    for element in children(item, "outcomedeclaration"):
        default = first(element, "defaultvalue")
        value = None if default is None else first(default, "value")
        if value is not None:
            found[attribute(element, "identifier")] = text_of(value)
    return found


def number(text: str) -> float | None:
    """Read a number of QTI; None for what is none, and for what is not finite."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def truth(text: str, *, default: bool) -> bool:
    """Read a truth value of XML."""
    return {"true": True, "1": True, "false": False, "0": False}.get(text, default)


def _mapping(element: etree._Element) -> Worth:
    entries = tuple(
        Entry(
            key=attribute(entry, "mapKey"),
            value=number(attribute(entry, "mappedValue")) or 0.0,
            case_sensitive=truth(attribute(entry, "caseSensitive"), default=True),
        )
        for entry in element
        if name_of(entry) == "mapentry"
    )
    return Worth(
        entries,
        number(attribute(element, "defaultValue", "0")) or 0.0,
        number(attribute(element, "lowerBound")),
        number(attribute(element, "upperBound")),
    )
