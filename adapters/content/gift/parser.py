"""From one question in GIFT to a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from adapters.content.base import AnswerKey, Problem, Unit
from adapters.content.csv_table.cells import cell_to_html
from adapters.content.drafts import numbers
from adapters.content.drafts.draft import Draft, Words
from adapters.content.drafts.keys import (
    Answer,
    choice_key,
    feedback_of,
    number_key,
    text_key,
    typed_key,
)
from adapters.content.drafts.tags import Facts
from adapters.content.gift.entries import shown
from adapters.content.rich_html import plain_to_html

_BLANK = "_____"
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,20})?)%")
_TRUE = ("T", "TRUE", "F", "FALSE")
_ORDER = re.compile(r">[^\n]*")


class BrokenQuestion(ValueError):
    """A question that cannot be read; carries why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class LeftOut(BrokenQuestion):
    """A question of a kind that is left out."""


@dataclass(slots=True)
class Text:
    """One question taken into its parts, escaped signs still hidden."""

    name: str
    stem: str
    answers: str | None
    format: str = "moodle"
    general: str = ""


@dataclass(slots=True)
class Parser:
    """Reads the parts of a question.

    Attributes
    ----------
    facts : Facts
    where, code : str
        The place and the item to name.
    problems : list of Problem
    """

    facts: Facts
    where: str
    code: str
    problems: list[Problem] = field(default_factory=list)
    _format: str = "moodle"

    def draft(self, text: Text) -> Draft:
        """Make a draft.

        Raises
        ------
        BrokenQuestion, LeftOut
        """
        self._format = text.format
        if text.answers is None:
            raise LeftOut("description_left_out")
        if not text.answers:
            raise LeftOut("type_unknown", type="essay")
        stem = self._words(text.stem)
        found = self._answered(text.answers, stem)
        found.explanation = self._words(text.general)
        found.shuffle = found.shuffle and not self.facts.fixed
        return found

    def _answered(self, answers: str, stem: Words) -> Draft:
        if answers.startswith("#"):
            return self._numerical(answers[1:], stem)
        if answers.startswith(">"):
            return self._ordering(answers, stem)
        if "~" in answers:
            return self._multichoice(answers, stem)
        if "=" in answers and "->" in answers:
            return self._matching(answers, stem)
        if answers.partition("#")[0].strip().upper() in _TRUE:
            return self._true_false(answers, stem)
        return self._short(answers, stem)

    def _words(self, text: str) -> Words:
        """Read a text in the format that it names, or else in that of its question."""
        text = text.strip()
        named = _FORMAT.match(text)
        style = named[1] if named else self._format
        said = shown(text[named.end() :] if named else text).strip()
        if style == "markdown" and said:
            self._report("markdown_as_text")
        if style == "html":
            return Words(said)
        if style in ("plain", "markdown"):
            return Words(plain_to_html(said))
        as_html = cell_to_html(said)
        return Words(as_html.replace("\n", "<br>") if "\n" in as_html else as_html)

    def _report(self, code: str, **values: object) -> None:
        self.problems.append(Problem(self.where, code, {"item": self.code, **values}, fatal=False))

    def _answer(self, piece: str, *, otherwise: float) -> tuple[str, float, Words]:
        """Read weight, text and feedback of an answer."""
        piece, credit = piece.strip(), otherwise
        weight = _WEIGHT.match(piece)
        if weight is not None:
            found = numbers.credit(weight[1])
            if found is None:
                raise BrokenQuestion("credit_unreadable", credit=weight[1])
            piece, credit = piece[weight.end() :], found
        text, _, feedback = piece.partition("#")
        return text.strip(), credit, self._words(feedback)

    def _multichoice(self, answers: str, stem: Words) -> Draft:
        choices: dict[str, Words] = {}
        found: list[Answer] = []
        for piece in _pieces(answers.replace("=", "~="), "~"):
            right = piece.startswith("=")
            text, credit, feedback = self._answer(piece, otherwise=0.0)
            text, credit = (text.removeprefix("=").strip(), 1.0) if right else (text, credit)
            code = self.facts.code(f"c{len(choices) + 1}")
            choices[code] = self._words(text)
            found.append(Answer(code, credit, feedback=feedback))
        single = "=" in answers
        total = sum(max(answer.credit, 0) for answer in found)
        if not single and total > 1.02:
            raise BrokenQuestion("credits_do_not_add_up", sum=round(total, 3))
        key = choice_key(found, single=single)
        return Draft(key, stem, choices=choices, feedback=feedback_of(found, key))

    def _matching(self, answers: str, stem: Words) -> Draft:
        choices: dict[str, Words] = {}
        prompts: dict[str, Words] = {}
        pairs: list[tuple[str, str]] = []
        known: dict[str, str] = {}
        for piece in _pieces(answers, "="):
            left, arrow, right = piece.partition("->")
            right = shown(right).strip()
            if not arrow or not right:
                raise BrokenQuestion("pair_unreadable", pair=shown(piece)[:80])
            if right not in known:
                known[right] = self.facts.code(f"c{len(known) + 1}")
                choices[known[right]] = Words(plain_to_html(right))
            prompt = self._words(left)
            if prompt.raw:
                code = self.facts.code(f"p{len(prompts) + 1}")
                prompts[code] = prompt
                pairs.append((code, known[right]))
        return Draft(AnswerKey("matching", (), pairs=tuple(pairs)), stem, choices=choices, prompts=prompts)

    def _true_false(self, answers: str, stem: Words) -> Draft:
        said, _, feedback = answers.partition("#")
        wrong, _, right = feedback.partition("#")
        answer, other = ("true", "false") if said.strip().upper().startswith("T") else ("false", "true")
        words = {answer: self._words(right), other: self._words(wrong)}
        return Draft(
            AnswerKey("choice", (answer,)),
            stem,
            choices={"true": Words(), "false": Words()},
            feedback={code: one for code, one in words.items() if one.raw},
            shuffle=False,
            is_true_false=True,
        )

    def _short(self, answers: str, stem: Words) -> Draft:
        found = []
        for piece in _pieces(answers, "="):
            text, credit, feedback = self._answer(piece, otherwise=1.0)
            said = shown(_FORMAT.sub("", text, count=1) if _FORMAT.match(text) else text).strip()
            if said:
                found.append(Answer(said, credit, feedback=feedback))
        if self.facts.expression or self.facts.number:
            key = typed_key(found, self.facts)
        else:
            key = text_key(found, case_sensitive=self.facts.case)
        return Draft(key, stem, feedback=feedback_of(found, key))

    def _numerical(self, answers: str, stem: Words) -> Draft:
        answers, tilde, wrong = answers.partition("~")
        found = []
        for piece in _pieces(answers, "="):
            text, credit, feedback = self._answer(piece, otherwise=1.0)
            value, tolerance = _number(shown(text))
            if value:
                found.append(Answer(value, credit, tolerance, feedback))
        if tilde:
            found.append(Answer("*", 0.0, feedback=self._words(wrong.partition("#")[2])))
        units = tuple(Unit(name, numbers.number(factor) or 0.0) for name, factor in self.facts.units.items())
        key = number_key(found, self.facts, units=units, unit_needed=self.facts.unit)
        return Draft(key, stem, feedback=feedback_of(found, key))

    def _ordering(self, answers: str, stem: Words) -> Draft:
        """Read the parts of an ordering, one a line, in the right order."""
        lines = [line for line in _ORDER.sub("", answers, count=1).split("\n") if line.strip()]
        choices = {
            self.facts.code(f"c{place}"): self._words(line) for place, line in enumerate(lines, start=1)
        }
        return Draft(AnswerKey("ordering", tuple(choices)), stem, choices=choices)


def take_apart(text: str) -> Text:
    """Take a question into name, text, answers and general feedback.

    Raises
    ------
    BrokenQuestion
        ``braces_unbalanced`` where its braces do not close, or there are more than one pair.
    """
    name, text = _name(text)
    before, opens, rest = text.partition("{")
    inside, closes, after = rest.partition("}")
    if bool(opens) != bool(closes) or "}" in before or "{" in inside or "{" in after or "}" in after:
        raise BrokenQuestion("braces_unbalanced")
    if not opens:
        return Text(name, text, None)
    stem = f"{before}{_BLANK}{after}" if after.strip() else before
    style = _FORMAT.match(stem.strip())
    answers, _, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
    return Text(name, stem, answers.strip(), style[1] if style else "moodle", general)


def name_of(text: str) -> str:
    """Give the name that a question has."""
    return shown(_name(text)[0])


def _name(text: str) -> tuple[str, str]:
    text = text.strip()
    if text.startswith("::"):
        name, ends, rest = text[2:].partition("::")
        if ends:
            return name.strip(), rest.strip()
    return "", text


def _pieces(text: str, sign: str) -> list[str]:
    """Split answers; what stands before the first sign counts only where it says something."""
    first, *others = text.split(sign)
    return [piece.strip() for piece in ((first, *others) if first.strip() else others)]


def _number(text: str) -> tuple[str, float]:
    """Read ``5``, ``5:0.1`` or ``4.9..5.1``; what is none of these stays, for `faults` to find."""
    low, dots, high = text.partition("..")
    least, most = numbers.decimal(low), numbers.decimal(high)
    if dots and least is not None and most is not None:
        middle = (least + most) / 2
        return _short_form(middle), float(abs(most - middle))
    value, colon, margin = text.partition(":")
    tolerance = numbers.number(margin) if colon else 0.0
    if tolerance is None:
        raise BrokenQuestion("tolerance_wrong")
    return value.strip(), tolerance


def _short_form(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
