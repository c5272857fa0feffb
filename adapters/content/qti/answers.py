"""Items with one interaction: their choices, and what counts as right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from adapters.content.base import AnswerKey
from adapters.content.qti import keys
from adapters.content.qti.conditions import Condition, UnknownProcessing
from adapters.content.qti.declarations import Response
from adapters.content.qti.keys import Judged
from adapters.content.qti.markup import Markup
from adapters.content.qti.names import attribute, children, code_of
from adapters.content.qti.processing import Scoring

_NUMBERS = ("float", "integer")


class Shown:
    """What an interaction shows.

    Attributes
    ----------
    names, prompt_names : tuple of str
        Identifiers of its choices, and of the left sides of a match.
    codes, prompt_codes : tuple of str
        The same as codes of an item.
    choices, prompts : tuple of str
        Their HTML.
    """

    def __init__(self, markup: Markup, interaction: etree._Element, *, own: bool) -> None:
        right = list(children(interaction, "simplechoice"))
        left: list[etree._Element] = []
        sets = list(children(interaction, "simplematchset"))
        if len(sets) == 2:
            left, right = (list(children(one, "simpleassociablechoice")) for one in sets)
        self.names, self.prompt_names = _identifiers(right), _identifiers(left)
        read: Callable[[str], str] = code_of if own else str
        self.codes, self.prompt_codes = tuple(map(read, self.names)), tuple(map(read, self.prompt_names))
        self.choices = tuple(markup.inner(choice).strip() for choice in right)
        self.prompts = tuple(markup.inner(prompt).strip() for prompt in left)
        self.several = attribute(interaction, "maxChoices", "1") != "1"

    def code(self, name: str) -> str:
        """Give the code of a choice; a name that is none of them stays as it is."""
        return dict(zip(self.names, self.codes, strict=True)).get(name, name)


def _identifiers(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    return tuple(attribute(element, "identifier") for element in elements)


def choice(response: Response, scoring: Scoring, shown: Shown) -> Judged:
    """Judge a choice of one or of several."""
    if response.cardinality == "multiple":
        judged = keys.multiple_key(response, scoring.rules, shown.names)
    else:
        judged = keys.single_key(keys.earned(response, scoring.rules), shown.names)
    return keys.decoded(judged, shown.code)


def order(response: Response, scoring: Scoring, shown: Shown) -> Judged:
    """Judge an order."""
    rules = [rule for rule in scoring.rules if rule.response == response.name]
    if not rules or any(rule.test is None or not rule.test.correct for rule in rules):
        raise UnknownProcessing("orderInteraction")
    return Judged(AnswerKey("ordering", tuple(map(shown.code, response.correct))), 1.0)


def match(response: Response, scoring: Scoring, shown: Shown) -> Judged:
    """Judge a match in which each left side has one right side."""
    worth = [one for one in keys.earned(response, scoring.rules) if one.credit > 0]
    prompts = dict(zip(shown.prompt_names, shown.prompt_codes, strict=True))
    pairs: dict[str, str] = {}
    for one in worth:
        left, right = (*one.answer.split(), "", "")[:2]
        if left not in prompts or right not in shown.names or left in pairs:
            raise UnknownProcessing("matchInteraction")
        pairs[left] = right
    if set(pairs) != set(prompts):
        raise UnknownProcessing("matchInteraction")
    whole = any(rule.test is not None for rule in scoring.rules)
    found = tuple((prompts[name], shown.code(pairs[name])) for name in shown.prompt_names)
    return Judged(AnswerKey("matching", (), pairs=found), 1.0, relaxed=whole and len(found) > 1)


def entry(response: Response, scoring: Scoring, shown: Shown) -> Judged:
    """Judge an answer that is typed."""
    found = keys.earned(response, scoring.rules)
    return keys.open_key(found, is_number=response.base in _NUMBERS)


READERS: Mapping[str, Callable[[Response, Scoring, Shown], Judged]] = {
    "choiceinteraction": choice,
    "orderinteraction": order,
    "matchinteraction": match,
    "textentryinteraction": entry,
}


def told(
    outcome: str, name: str, scoring: Scoring, key: AnswerKey, codes: tuple[str, ...], *, own: bool
) -> tuple[str, ...]:
    """Give the answers that show a piece of feedback.

    Parameters
    ----------
    outcome, name : str
        Which piece it is.
    codes : tuple of str
        Of the choices.
    """
    if outcome in scoring.follows:
        return (code_of(name) if own else name,)
    tests = [test for out, said, test in scoring.said if (out, said) == (outcome, name)]
    found = [answer for test in tests for answer in _answers(test, key)]
    if (outcome, name) in scoring.otherwise and key.kind == "choice":
        others = {answer for out, _, test in scoring.said if out == outcome for answer in _answers(test, key)}
        found += [code for code in codes if code not in others]
    elif (outcome, name) in scoring.otherwise and not codes:
        found.append("*")
    return tuple(dict.fromkeys(found))


def _answers(test: Condition, key: AnswerKey) -> tuple[str, ...]:
    if test.correct:
        return key.accepted
    if test.pattern:
        return (keys.tested(test.value, test, 0.0).answer,)
    return (keys.plain_number(test.value),) if key.kind == "number" else (test.value,)
