"""Texts with gaps: several fields in one text, and gaps that are filled from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from adapters.content.base import Gap
from adapters.content.qti import keys
from adapters.content.qti.conditions import UnknownProcessing
from adapters.content.qti.declarations import Response
from adapters.content.qti.markup import Markup
from adapters.content.qti.names import attribute, children, code_of, descendants, name_of
from adapters.content.qti.processing import Scoring

IN_TEXT = frozenset({"textentryinteraction", "inlinechoiceinteraction"})
NAMES = IN_TEXT | {"gapmatchinteraction"}
#: What stands before the code of a gap, so that none is called as an outcome is.
PREFIX = "G_"
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_NUMBERS = ("float", "integer")


@dataclass(slots=True)
class Reading:
    """The gaps of an item.

    Attributes
    ----------
    gaps : list of Gap
    choices : dict
        Of each gap that is chosen for, the elements of its choices.
    codes : dict
        Code of the gap that stands for a response, or for a ``gap``.
    relaxed : bool
        Whether what was all or nothing is scored by parts here.
    """

    gaps: list[Gap] = field(default_factory=list)
    choices: dict[str, list[etree._Element]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    shuffle: bool = True
    relaxed: bool = False


def read(
    interactions: Sequence[etree._Element], responses: Mapping[str, Response], scoring: Scoring, *, own: bool
) -> Reading:
    """Read the gaps of an item.

    Raises
    ------
    UnknownProcessing
    """
    reading = Reading()
    if name_of(interactions[0]) == "gapmatchinteraction":
        _from_list(interactions[0], responses, scoring, reading)
        return reading
    shuffled = []
    for number, interaction in enumerate(interactions, start=1):
        response = responses[attribute(interaction, "responseIdentifier")]
        code = _gap_code(response.name, number, own=own)
        if response.name in reading.codes:
            raise UnknownProcessing(response.name)
        reading.codes[response.name] = code
        if name_of(interaction) == "inlinechoiceinteraction":
            shuffled.append(attribute(interaction, "shuffle") in ("true", "1"))
        reading.gaps.append(_gap(interaction, response, scoring, code, reading, own=own))
    reading.shuffle = not shuffled or any(shuffled)
    return reading


def placed(element: etree._Element, reading: Reading, markup: Markup) -> str:
    """Give what stands in place of a gap, or of the interaction that holds them all."""
    if name_of(element) == "gapmatchinteraction":
        return "".join(
            markup.outer(child) for child in children(element) if name_of(child) not in ("gaptext", "gapimg")
        )
    name = attribute(element, "identifier" if name_of(element) == "gap" else "responseIdentifier")
    code = reading.codes.get(name)
    return f'<span class="gap" data-gap="{code}"></span>' if code else ""


def _gap_code(name: str, number: int, *, own: bool) -> str:
    code = code_of(name.removeprefix(PREFIX)) if own else name
    return code if _CODE.fullmatch(code) else str(number)


def _gap(
    interaction: etree._Element,
    response: Response,
    scoring: Scoring,
    code: str,
    reading: Reading,
    *,
    own: bool,
) -> Gap:
    found, weight = keys.earned(response, scoring.rules), keys.weight_of(response, scoring.rules)
    if name_of(interaction) == "textentryinteraction":
        judged = keys.open_key(found, is_number=response.base in _NUMBERS)
        kind = judged.key.kind
        return Gap(code, "number" if kind == "number" else "text", judged.key, weight=judged.points * weight)
    choices = list(children(interaction, "inlinechoice"))
    names = tuple(attribute(choice, "identifier") for choice in choices)
    judged = keys.single_key(found, names)
    reading.choices[code] = choices
    if own:
        judged = keys.decoded(judged, code_of)
        names = tuple(map(code_of, names))
    return Gap(code, "choice", judged.key, names, judged.points * weight)


def _from_list(
    interaction: etree._Element, responses: Mapping[str, Response], scoring: Scoring, reading: Reading
) -> None:
    """Make each gap one that is chosen for, with all the texts of the list as its choices."""
    response = responses[attribute(interaction, "responseIdentifier")]
    texts = list(children(interaction, "gaptext", "gapimg"))
    names = tuple(attribute(text, "identifier") for text in texts)
    worth = [(one.answer.split(), one.credit) for one in keys.earned(response, scoring.rules)]
    for number, gap in enumerate(descendants(interaction, "gap"), start=1):
        name = attribute(gap, "identifier")
        code = _gap_code(name, number, own=False)
        if name in reading.codes:
            raise UnknownProcessing("gapMatchInteraction")
        reading.codes[name] = code
        found = [keys.Earned(pair[0], credit) for pair, credit in worth if pair[1:] == [name]]
        judged = keys.single_key(found, names)
        reading.choices[code] = texts
        reading.gaps.append(Gap(code, "choice", judged.key, names, judged.points))
    reading.shuffle = attribute(interaction, "shuffle") in ("true", "1")
    reading.relaxed = len(reading.gaps) > 1 and any(rule.test is not None for rule in scoring.rules)
