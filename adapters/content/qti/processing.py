"""Response processing: the standard templates, and trees that compare answers and add up what they are worth.

Whatever else a tree does is not guessed at: `UnknownProcessing` is raised, and the item is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from adapters.content.qti.conditions import Condition, UnknownProcessing, conditions_of
from adapters.content.qti.declarations import Response, number, outcome_defaults
from adapters.content.qti.names import attribute, children, first, name_of, text_of

_RIGHT = frozenset({"match_correct", "cc2_match", "cc2_match_basic", "match_correct_fb"})
_MAPPED = frozenset({"map_response", "cc2_map_response", "map_response_fb"})


@dataclass(frozen=True, slots=True)
class Rule:
    """An answer to a response, and what it earns.

    Attributes
    ----------
    response : str
    test : Condition or None
        None stands for the response's mapping.
    credit : float
        What the answer earns; 1 where it is a mapping.
    weight : float
        What that is multiplied by.
    """

    response: str
    test: Condition | None
    credit: float
    weight: float = 1.0


@dataclass(slots=True)
class Scoring:
    """What an item's processing says.

    Attributes
    ----------
    rules : list of Rule
        In the order in which they are tried.
    all_or_nothing : bool
        Whether it asks for several answers to be right at once.
    said : list of (outcome, identifier, Condition)
        Feedback that answers to one response show.
    otherwise : list of (outcome, identifier)
        Feedback that all other answers show.
    follows : mapping of outcome to response
        Feedback that is named as the answer is.
    """

    rules: list[Rule] = field(default_factory=list)
    all_or_nothing: bool = False
    said: list[tuple[str, str, Condition]] = field(default_factory=list)
    otherwise: list[tuple[str, str]] = field(default_factory=list)
    follows: dict[str, str] = field(default_factory=dict)


def scoring_of(item: etree._Element, responses: Mapping[str, Response]) -> Scoring:
    """Read the processing of an item.

    Raises
    ------
    UnknownProcessing
    """
    processing = first(item, "responseprocessing")
    if processing is None or (len(processing) == 0 and not processing.get("template")):
        return Scoring([_declared(response) for response in responses.values()])
    template = processing.get("template") or ""
    if len(processing) == 0:
        return _from_template(template, responses)
    reader = _Reader(responses, outcome_defaults(item))
    reader.walk(processing)
    return reader.result()


def _declared(response: Response) -> Rule:
    """Score a response by its mapping, where it has one, else by its right answer."""
    return Rule(response.name, None if response.mapping else Condition(response.name, correct=True), 1.0)


def _from_template(template: str, responses: Mapping[str, Response]) -> Scoring:
    name = template.rpartition("/")[2].lower().removesuffix(".xml")
    if name in _RIGHT:
        return Scoring([Rule(response, Condition(response, correct=True), 1.0) for response in responses])
    if name in _MAPPED:
        return Scoring([_declared(response) for response in responses.values()])
    raise UnknownProcessing(name or "template")


class _Reader:
    """Walks through the rules of one item."""

    def __init__(self, responses: Mapping[str, Response], defaults: Mapping[str, str]) -> None:
        self._responses = responses
        self._defaults = defaults
        self._parts: dict[str, list[Rule]] = {}
        self._scoring = Scoring()

    def result(self) -> Scoring:
        """Give what was found; the score is the outcome SCORE, else the only one that adds anything up."""
        names = [name for name, rules in self._parts.items() if rules]
        score = "SCORE" if "SCORE" in names else next((n for n in names if n.upper() == "SCORE"), "")
        if not score and len(names) == 1:
            score = names[0]
        if not score:
            raise UnknownProcessing("SCORE")
        self._scoring.rules = self._parts[score]
        return self._scoring

    def walk(self, parent: etree._Element) -> None:
        """Follow rules that always apply."""
        for rule in children(parent):
            name = name_of(rule)
            if name == "responsecondition":
                self._condition(rule)
            elif name == "setoutcomevalue":
                self._set(rule)
            elif name == "responseprocessingfragment":
                self.walk(rule)
            else:
                raise UnknownProcessing(name)

    def _condition(self, condition: etree._Element) -> None:
        """Follow the branches of a condition; one on whether there is an answer at all decides nothing."""
        asked = False
        for branch in children(condition, "responseif", "responseelseif", "responseelse"):
            expression = None if name_of(branch) == "responseelse" else first_child(branch)
            if expression is None:
                actions = list(children(branch))
                if asked:
                    self._otherwise(actions)
                else:
                    self._always(actions)
            elif _is_null(expression):
                continue
            elif _is_answered(expression):
                self._always(list(children(branch))[1:])
            else:
                asked = True
                self._answered(expression, list(children(branch))[1:])

    def _always(self, actions: list[etree._Element]) -> None:
        for action in actions:
            if name_of(action) == "setoutcomevalue":
                self._set(action)
            elif name_of(action) == "responsecondition":
                self._condition(action)
            else:
                raise UnknownProcessing(name_of(action))

    def _answered(self, expression: etree._Element, actions: list[etree._Element]) -> None:
        tests = conditions_of(expression, self._responses)
        together = name_of(expression) == "and" and len({test.response for test in tests}) > 1
        for action in actions:
            if name_of(action) != "setoutcomevalue":
                raise UnknownProcessing(name_of(action))
            outcome = attribute(action, "identifier")
            value = first_child(action)
            said = _identifier_in(value)
            if said is not None:
                self._scoring.said += [(outcome, said, test) for test in tests if not together]
                continue
            credit = self._constant(value, outcome)
            if credit is None:
                raise UnknownProcessing(outcome)
            if credit and together:
                if self._parts.get(outcome):
                    raise UnknownProcessing("and")
                self._scoring.all_or_nothing = True
            known = self._parts.setdefault(outcome, [])
            known += [Rule(test.response, test, credit) for test in tests]

    def _otherwise(self, actions: list[etree._Element]) -> None:
        for action in actions:
            if name_of(action) != "setoutcomevalue":
                raise UnknownProcessing(name_of(action))
            outcome, value = attribute(action, "identifier"), first_child(action)
            said = _identifier_in(value)
            if said is not None:
                self._scoring.otherwise.append((outcome, said))
            elif self._constant(value, outcome) != 0:
                raise UnknownProcessing(outcome)

    def _set(self, action: etree._Element) -> None:
        outcome, value = attribute(action, "identifier"), first_child(action)
        if value is None:
            raise UnknownProcessing(outcome)
        if _identifier_in(value) is not None:
            return
        if name_of(value) == "variable" and attribute(value, "identifier") in self._responses:
            self._scoring.follows[outcome] = attribute(value, "identifier")
            return
        if name_of(value) in ("multiple", "null"):
            return
        self._parts[outcome] = self._sum(value, 0)

    def _sum(self, value: etree._Element, depth: int) -> list[Rule]:
        """Give what an expression adds up."""
        name = name_of(value)
        if depth > 20:
            raise UnknownProcessing(name)
        if name == "mapresponse":
            response = attribute(value, "identifier")
            if self._responses.get(response) is None or self._responses[response].mapping is None:
                raise UnknownProcessing(name)
            return [Rule(response, None, 1.0)]
        if name == "variable":
            return list(self._parts.get(attribute(value, "identifier"), []))
        if name == "sum":
            return [rule for part in children(value) for rule in self._sum(part, depth + 1)]
        if name in ("product", "divide", "min", "max"):
            return self._scaled(value, name, depth)
        if name == "basevalue" and number(text_of(value)) is not None:
            return []
        raise UnknownProcessing(name)

    def _scaled(self, value: etree._Element, name: str, depth: int) -> list[Rule]:
        parts = list(children(value))
        constants = [number(text_of(part)) if name_of(part) == "basevalue" else None for part in parts]
        variable = [part for part, constant in zip(parts, constants, strict=True) if constant is None]
        if len(variable) != 1:
            raise UnknownProcessing(name)
        rules = self._sum(variable[0], depth + 1)
        factor = 1.0
        for place, constant in enumerate(constants):
            if constant is None or name in ("min", "max"):
                continue
            if name == "divide" and (place != 1 or not constant):
                raise UnknownProcessing(name)
            factor = factor * constant if name == "product" else factor / constant
        return [replace(rule, weight=rule.weight * factor) for rule in rules]

    def _constant(self, value: etree._Element | None, outcome: str) -> float | None:
        """Give the number that an expression adds to an outcome; None where it is not always the same."""
        if value is None:
            return None
        name = name_of(value)
        if name == "basevalue":
            return number(text_of(value))
        if name == "variable":
            default = self._defaults.get(attribute(value, "identifier"), "")
            return number(default) if attribute(value, "identifier") != outcome else 0.0
        if name == "sum":
            parts = [self._constant(part, outcome) for part in children(value)]
            return None if None in parts else sum(part for part in parts if part is not None)
        return None


def first_child(element: etree._Element) -> etree._Element | None:
    """Give the first element below another."""
    return next(children(element), None)


def _is_null(expression: etree._Element) -> bool:
    return name_of(expression) == "isnull"


def _is_answered(expression: etree._Element) -> bool:
    inner = first_child(expression) if name_of(expression) == "not" else None
    return inner is not None and _is_null(inner)


def _identifier_in(value: etree._Element | None) -> str | None:
    """Give the identifier that an expression is, or adds to those that are there."""
    if value is None:
        return None
    if name_of(value) == "basevalue" and attribute(value, "baseType") == "identifier":
        return text_of(value)
    if name_of(value) == "multiple":
        found = [_identifier_in(part) for part in children(value)]
        return next((name for name in found if name is not None), None)
    return None
