"""What counts as right as QTI declares it, and the rules that score it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.content.base import AnswerKey, Partial
from adapters.content.qti.markup_writer import attribute_value, element, words
from adapters.content.qti.names import identifier
from adapters.content.qti.patterns import to_pattern

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def outcome(name: str, base: str, *, cardinality: str = "single", default: str = "") -> str:
    """Declare an outcome."""
    attributes = {"identifier": name, "cardinality": cardinality, "base-type": base}
    if not default:
        return element("qti-outcome-declaration", attributes)
    value = element("qti-default-value", {}, element("qti-value", {}, words(default)))
    return element("qti-outcome-declaration", attributes, value)


def setting(name: str, value: str) -> str:
    """Set an outcome to a number."""
    return element(
        "qti-set-outcome-value",
        {"identifier": name},
        element("qti-base-value", {"base-type": "float"}, value),
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """A response of an item.

    Attributes
    ----------
    name : str
    key : AnswerKey
    declaration : str
    template : str
        The standard template that scores it as SCORE; empty where it needs rules.
    """

    name: str
    key: AnswerKey
    declaration: str
    template: str

    def rules(self, score: str) -> Iterable[str]:
        """Give the rules that score it."""
        if not _compared(self.key):
            mapped = element("qti-map-response", {"identifier": self.name})
            if self.key.kind == "ordering":
                yield self._condition([(self._match(), "1.0")], score)
            else:
                yield element("qti-set-outcome-value", {"identifier": score}, mapped)
            return
        branches = [(self.condition(answer), "1.0") for answer in self.key.accepted]
        branches += [(self.condition(p.answer), repr(p.credit)) for p in self.key.partial]
        yield self._condition(branches, score)

    def condition(self, answer: str) -> str:
        """Ask whether the answer is a certain one."""
        given = element("qti-variable", {"identifier": self.name})
        if self.key.wildcards:
            pattern = to_pattern(answer, case_sensitive=self.key.case_sensitive)
            return f"<qti-pattern-match pattern={attribute_value(pattern)}>{given}</qti-pattern-match>"
        if _is_float(self.key):
            tolerances = {p.answer: p.tolerance for p in self.key.partial}
            tolerance = self.key.tolerance if answer in self.key.accepted else tolerances.get(answer, 0.0)
            exact = {"tolerance-mode": "exact"}
            attributes = {"tolerance-mode": "absolute", "tolerance": f"{tolerance!r}"} if tolerance else exact
            value = element("qti-base-value", {"base-type": "float"}, words(answer))
            return element("qti-equal", attributes, given, value)
        value = element("qti-base-value", {"base-type": "string"}, words(answer))
        return element("qti-string-match", {"case-sensitive": _sensitive(self.key)}, given, value)

    def _match(self) -> str:
        given = element("qti-variable", {"identifier": self.name})
        return element("qti-match", {}, given, element("qti-correct", {"identifier": self.name}))

    def _condition(self, branches: Sequence[tuple[str, str]], score: str) -> str:
        names = ["qti-response-if"] + ["qti-response-else-if"] * (len(branches) - 1)
        inner = (
            element(name, {}, asked, setting(score, worth))
            for name, (asked, worth) in zip(names, branches, strict=True)
        )
        return element("qti-response-condition", {}, *inner)


def answered(name: str, key: AnswerKey) -> Answered:
    """Declare the response of a key."""
    cardinality = {"multiple": "multiple", "ordering": "ordered", "matching": "multiple"}.get(
        key.kind, "single"
    )
    correct, mapping, template = list(map(identifier, key.accepted)), "", "map_response"
    base = "identifier"
    if key.kind == "ordering":
        template = "match_correct"
    elif key.kind == "choice" and len(key.accepted) == 1 and not key.partial:
        template, mapping = "match_correct", _mapping([(code, "1.0") for code in correct])
    elif key.kind == "choice":
        mapping = _mapping([(code, "1.0") for code in correct] + _coded(key.partial), upper="1.0")
        correct = correct[:1]
    elif key.kind == "multiple" and key.partial:
        mapping = _mapping(_coded(key.partial), upper="1.0")
    elif key.kind == "multiple":
        mapping = _mapping([(code, "1.0") for code in correct], default="-1.0")
    elif key.kind == "matching":
        base = "directedPair"
        correct = [f"{identifier(prompt)} {identifier(choice)}" for prompt, choice in key.pairs]
        mapping = _mapping([(pair, "1.0") for pair in correct])
    elif _compared(key):
        base, correct, template = "float" if _is_float(key) else "string", [key.accepted[0]], ""
    else:
        base, correct = "string", [key.accepted[0]]
        entries = [(answer, "1.0") for answer in key.accepted]
        entries += [(p.answer, repr(p.credit)) for p in key.partial]
        mapping = _mapping(entries, sensitive=_sensitive(key))
    return Answered(name, key, _declaration(name, cardinality, base, correct, mapping), template)


def _declaration(name: str, cardinality: str, base: str, correct: Iterable[str], mapping: str) -> str:
    values = (element("qti-value", {}, words(value)) for value in correct)
    attributes = {"identifier": name, "cardinality": cardinality, "base-type": base}
    right = element("qti-correct-response", {}, *values)
    return element("qti-response-declaration", attributes, right, mapping)


def _mapping(
    entries: Sequence[tuple[str, str]],
    *,
    default: str = "0.0",
    upper: str | None = None,
    sensitive: str = "true",
) -> str:
    inner = (
        element("qti-map-entry", {"map-key": key, "mapped-value": value, "case-sensitive": sensitive})
        for key, value in entries
    )
    bounds = {"lower-bound": "0.0", "upper-bound": upper, "default-value": default}
    return element("qti-mapping", bounds, *inner)


def _coded(partial: Iterable[Partial]) -> list[tuple[str, str]]:
    return [(identifier(p.answer), repr(p.credit)) for p in partial]


def _sensitive(key: AnswerKey) -> str:
    return "true" if key.case_sensitive or key.kind in ("number", "expression") else "false"


def _compared(key: AnswerKey) -> bool:
    """Tell whether answers are compared one by one, since a mapping cannot say how."""
    return key.kind in ("text", "number", "expression") and (key.wildcards or _is_float(key))


def _is_float(key: AnswerKey) -> bool:
    """Tell whether all answers are numbers to QTI too; others, such as fractions, are compared as typed."""
    answers = (*key.accepted, *(p.answer for p in key.partial))
    return key.kind == "number" and all(_DECIMAL.fullmatch(answer) for answer in answers)
