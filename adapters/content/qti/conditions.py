"""Conditions of response processing that ask whether an answer is a certain one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from adapters.content.qti.declarations import Response, number, truth
from adapters.content.qti.names import attribute, children, name_of, text_of


class UnknownProcessing(ValueError):
    """Response processing that we do not take for something that it may not be; says which part."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether the answer to a response is a certain one.

    Attributes
    ----------
    response : str
    value : str
        The answer, where `correct` is false.
    correct : bool
        Whether the answer is the one that the response declares as right.
    tolerance : float
        Greatest difference to a number.
    relative : bool
        Whether `tolerance` is a percentage of it.
    case_sensitive : bool or None
        None where the test does not say.
    pattern : bool
        Whether `value` is a regular expression of XML Schema.
    """

    response: str
    value: str = ""
    correct: bool = False
    tolerance: float = 0.0
    relative: bool = False
    case_sensitive: bool | None = None
    pattern: bool = False


def conditions_of(
    expression: etree._Element, responses: Mapping[str, Response], depth: int = 0
) -> list[Condition]:
    """Read a condition as one test, or several of which one is enough (or all, where it is an ``and``).

    Raises
    ------
    UnknownProcessing
    """
    name = name_of(expression)
    if depth > 10:
        raise UnknownProcessing(name)
    if name in ("or", "and"):
        if name == "and" and (within := _between(expression, responses)):
            return [within]
        if depth and name == "and":
            raise UnknownProcessing(name)
        return [test for part in children(expression) for test in conditions_of(part, responses, depth + 1)]
    if name == "patternmatch":
        response = _response(list(children(expression)), responses)
        return [Condition(response, attribute(expression, "pattern"), case_sensitive=True, pattern=True)]
    if name in ("match", "equal", "stringmatch", "member", "equalrounded"):
        return [_compared(expression, name, responses)]
    raise UnknownProcessing(name)


def _compared(expression: etree._Element, name: str, responses: Mapping[str, Response]) -> Condition:
    parts = list(children(expression))
    response = _response(parts, responses)
    other = [part for part in parts if name_of(part) in ("correct", "basevalue")]
    if len(parts) != 2 or len(other) != 1:
        raise UnknownProcessing(name)
    correct = name_of(other[0]) == "correct"
    if correct and attribute(other[0], "identifier") != response:
        raise UnknownProcessing(name)
    tolerance, relative = 0.0, False
    if name == "equal":
        tolerance, relative = _tolerance(expression)
    elif name == "equalrounded":
        figures = number(attribute(expression, "figures"))
        if (
            attribute(expression, "roundingMode") != "decimalPlaces"
            or figures is None
            or not 0 <= figures < 20
        ):
            raise UnknownProcessing(name)
        tolerance = 0.5 * 10 ** -int(figures)
    if name == "stringmatch" and truth(attribute(expression, "substring"), default=False):
        raise UnknownProcessing("substring")
    sensitive = truth(attribute(expression, "caseSensitive"), default=True) if name == "stringmatch" else None
    return Condition(response, text_of(other[0]), correct, tolerance, relative, sensitive)


def _tolerance(expression: etree._Element) -> tuple[float, bool]:
    mode = attribute(expression, "toleranceMode", "exact")
    if mode == "exact":
        return 0.0, False
    bounds = [number(bound) for bound in attribute(expression, "tolerance").split()]
    if mode not in ("absolute", "relative") or not bounds or None in bounds or len(set(bounds)) > 1:
        raise UnknownProcessing("tolerance")
    return bounds[0] or 0.0, mode == "relative"


def _between(expression: etree._Element, responses: Mapping[str, Response]) -> Condition | None:
    """Read "at least so much and at most so much" as a number with a tolerance."""
    bounds: dict[str, float] = {}
    names = set()
    for part in children(expression):
        inner = list(children(part))
        limit = number(text_of(inner[1])) if len(inner) == 2 and name_of(inner[1]) == "basevalue" else None
        if (
            name_of(part) not in ("gte", "gt", "lte", "lt")
            or limit is None
            or name_of(inner[0]) != "variable"
        ):
            return None
        names.add(attribute(inner[0], "identifier"))
        bounds[name_of(part)[0]] = limit
    if (
        len(names) != 1
        or set(bounds) != {"g", "l"}
        or bounds["l"] < bounds["g"]
        or not names <= set(responses)
    ):
        return None
    middle = round((bounds["g"] + bounds["l"]) / 2, 12)
    return Condition(names.pop(), repr(middle), tolerance=round((bounds["l"] - bounds["g"]) / 2, 12))


def _response(parts: list[etree._Element], responses: Mapping[str, Response]) -> str:
    names = [attribute(part, "identifier") for part in parts if name_of(part) == "variable"]
    if len(names) != 1 or names[0] not in responses:
        raise UnknownProcessing("variable")
    return names[0]
