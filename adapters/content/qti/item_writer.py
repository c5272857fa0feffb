"""One item in one language as ``qti-assessment-item``."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.content.base import BankItem, Gap, ItemText
from adapters.content.qti.cloze import PREFIX
from adapters.content.qti.item import HINT
from adapters.content.qti.key_writer import Answered, answered, outcome
from adapters.content.qti.markup import ANSWER, STEM
from adapters.content.qti.markup_writer import Address, attribute_value, element, to_xml, words
from adapters.content.qti.names import ITEM, TEMPLATES, identifier
from adapters.content.rich_html import to_text

_TITLE = 80


def item_xml(item: BankItem, language: str, name: str, address: Address) -> str:
    """Write an item.

    Parameters
    ----------
    item : BankItem
    language : str
    name : str
        Identifier of this file's item: items in different languages are different ones to other tools.
    address : callable
        From the digest of a file to its address as seen from the item.
    """
    text = item.texts[language]
    parts = _Parts(item, text, address)
    title = to_text(text.stem)[:_TITLE] or item.code
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<qti-assessment-item xmlns="{ITEM}"'
        f" identifier={attribute_value(name)} title={attribute_value(title)}"
        f" label={attribute_value(item.code[:255])}"
        f' xml:lang={attribute_value(language)} adaptive="false" time-dependent="false" tool-name="Senda">\n'
    )
    return (
        head
        + "\n".join((*parts.declarations(), *parts.body(), *parts.after()))
        + "\n</qti-assessment-item>\n"
    )


class _Parts:
    """The parts of an item in the order of the schema."""

    def __init__(self, item: BankItem, text: ItemText, address: Address) -> None:
        self._item, self._text, self._address = item, text, address
        key = item.key
        gaps = [(f"{PREFIX}{identifier(gap.code)}", gap.key) for gap in key.gaps]
        self._answers: list[Answered] = [answered(name, one) for name, one in (gaps or [("RESPONSE", key)])]
        self._feedback = [(answer, said) for answer, said in text.feedback.items() if said]

    def declarations(self) -> Iterable[str]:
        """Give the variables."""
        yield from (answer.declaration for answer in self._answers)
        yield outcome("SCORE", "float", default="0.0")
        if self._item.key.gaps:
            yield from (
                outcome(f"SCORE_{n}", "float", default="0.0") for n in range(1, len(self._answers) + 1)
            )
        if self._feedback:
            cardinality = "multiple" if self._item.key.kind == "multiple" else "single"
            yield outcome("FEEDBACK", "identifier", cardinality=cardinality)
        if self._text.explanation:
            yield outcome("SOLUTION", "identifier", default="solution")
        if self._text.hints:
            yield outcome(HINT, "identifier")

    def body(self) -> Iterable[str]:
        """Give what is shown, and what an answer earns."""
        fields = {gap.code: self._gap(gap) for gap in self._item.key.gaps}
        stem = element("div", {"class": STEM}, to_xml(self._text.stem, self._address, fields))
        yield element("qti-item-body", {}, stem, "" if fields else self._interaction())
        yield self._processing()

    def after(self) -> Iterable[str]:
        """Give what is said after an answer."""
        for place, (answer, said) in enumerate(self._feedback):
            yield self._modal("FEEDBACK", self._said(answer, place), said)
        if self._text.explanation:
            yield self._modal("SOLUTION", "solution", self._text.explanation)
        for place, hint in enumerate(self._text.hints, start=1):
            yield self._modal(HINT, f"hint_{place}", hint.text, title=hint.title)

    def _said(self, answer: str, place: int) -> str:
        return identifier(answer) if self._item.choices else f"answer_{place + 1}"

    def _modal(self, name: str, said: str, source: str, *, title: str | None = None) -> str:
        attributes = {"outcome-identifier": name, "identifier": said, "show-hide": "show", "title": title}
        content = element("qti-content-body", {}, to_xml(source, self._address))
        return element("qti-modal-feedback", attributes, content)

    def _interaction(self) -> str:
        kind, text = self._item.key.kind, self._text
        shuffle = "true" if self._item.shuffle else "false"
        shared = {"response-identifier": "RESPONSE", "shuffle": shuffle}
        choices = list(zip(self._item.choices, text.choices, strict=True))
        if kind in ("choice", "multiple"):
            most = {"max-choices": "1" if kind == "choice" else "0"}
            return element(
                "qti-choice-interaction", shared | most, *self._choices("qti-simple-choice", choices)
            )
        if kind == "ordering":
            return element("qti-order-interaction", shared, *self._choices("qti-simple-choice", choices))
        if kind == "matching":
            sets = (
                self._set(list(zip(self._item.prompts, text.prompts, strict=True)), "1"),
                self._set(choices, "0"),
            )
            return element("qti-match-interaction", shared | {"max-associations": "0"}, *sets)
        entry = element("qti-text-entry-interaction", {"response-identifier": "RESPONSE"})
        return element("div", {"class": ANSWER}, entry)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> Iterable[str]:
        return (
            element(name, {"identifier": identifier(code)}, to_xml(shown, self._address))
            for code, shown in choices
        )

    def _set(self, choices: list[tuple[str, str]], most: str) -> str:
        inner = (
            element(
                "qti-simple-associable-choice",
                {"identifier": identifier(code), "match-max": most},
                to_xml(shown, self._address),
            )
            for code, shown in choices
        )
        return element("qti-simple-match-set", {}, *inner)

    def _gap(self, gap: Gap) -> str:
        attributes = {"response-identifier": f"{PREFIX}{identifier(gap.code)}"}
        if gap.kind != "choice":
            return element("qti-text-entry-interaction", attributes)
        shown = list(zip(gap.choices, self._text.gaps.get(gap.code, ()), strict=True))
        attributes["shuffle"] = "true" if self._item.shuffle else "false"
        return element(
            "qti-inline-choice-interaction", attributes, *self._choices("qti-inline-choice", shown)
        )

    def _processing(self) -> str:
        if self._item.key.gaps:
            return element("qti-response-processing", {}, *self._gap_scores())
        answer = self._answers[0]
        if answer.template and not self._feedback:
            template = f"{TEMPLATES}/{answer.template}.xml"
            return element("qti-response-processing", {"template": template})
        rules = [*answer.rules("SCORE"), *self._feedback_rules(answer)]
        return element("qti-response-processing", {}, *rules)

    def _gap_scores(self) -> Iterable[str]:
        products = []
        for place, (gap, answer) in enumerate(zip(self._item.key.gaps, self._answers, strict=True), start=1):
            yield from answer.rules(f"SCORE_{place}")
            weight = element("qti-base-value", {"base-type": "float"}, repr(gap.weight))
            score = element("qti-variable", {"identifier": f"SCORE_{place}"})
            products.append(element("qti-product", {}, weight, score))
        yield element("qti-set-outcome-value", {"identifier": "SCORE"}, element("qti-sum", {}, *products))

    def _feedback_rules(self, answer: Answered) -> Iterable[str]:
        if self._item.choices and self._feedback:
            chosen = element("qti-variable", {"identifier": "RESPONSE"})
            yield element("qti-set-outcome-value", {"identifier": "FEEDBACK"}, chosen)
            return
        sayings = {given: self._setting(self._said(given, n)) for n, (given, _) in enumerate(self._feedback)}
        known = dict.fromkeys((*answer.key.accepted, *(p.answer for p in answer.key.partial)))
        branches = [
            element(
                "qti-response-else-if" if place else "qti-response-if",
                {},
                answer.condition(given),
                sayings.get(given, ""),
            )
            for place, given in enumerate(known)
        ]
        if "*" in sayings and "*" not in known:
            branches.append(element("qti-response-else", {}, sayings["*"]))
        if sayings:
            yield element("qti-response-condition", {}, *branches)

    def _setting(self, said: str) -> str:
        value = element("qti-base-value", {"base-type": "identifier"}, words(said))
        return element("qti-set-outcome-value", {"identifier": "FEEDBACK"}, value)
