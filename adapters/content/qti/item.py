"""One ``assessmentItem`` as an item in one language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from adapters.content.base import AnswerKey, BankItem, Hint, ItemText, Problem
from adapters.content.qti import answers, cloze
from adapters.content.qti.conditions import UnknownProcessing
from adapters.content.qti.declarations import outcome_defaults, responses
from adapters.content.qti.keys import Judged
from adapters.content.qti.markup import Markup, Place, interactions
from adapters.content.qti.names import attribute, children, first, language_of, name_of, shown_name
from adapters.content.qti.processing import Scoring, scoring_of
from adapters.content.qti.xml import place
from adapters.content.rich_html import to_text
from adapters.content.texts import TextReader

SIMPLE = frozenset({"choiceinteraction", "orderinteraction", "matchinteraction", "textentryinteraction"})
#: Outcome that no processing sets: under it our own files keep hints.
HINT = "HINT"
_FIELD = "\ue000"
_EMPTY_BLOCK = re.compile(rf"<(p|div)>\s*{_FIELD}\s*</\1>")

Stimulus = Callable[[str], str]
"""From an address to the HTML of a text that several items share; empty where it is not there."""


class LeftOut(Exception):
    """An item that we cannot ask; carries why, as a problem's code and values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(slots=True)
class ItemReader:
    """Reads the items of one file.

    Attributes
    ----------
    where : str
        The file's name.
    texts : TextReader
    language : str
        Of items that name none.
    stimulus : callable
    own : bool
        Whether the file is one of our own: then identifiers are read back as codes.
    """

    where: str
    texts: TextReader
    language: str
    stimulus: Stimulus = lambda address: ""
    own: bool = False
    problems: list[Problem] = field(default_factory=list)

    def read(self, root: etree._Element) -> BankItem | None:
        """Give the item, or None where its problems say why there is none."""
        code = attribute(root, "identifier")
        try:
            if not code:
                raise LeftOut("identifier_missing")
            return _Reading(self, root, code).item()
        except LeftOut as reason:
            fatal = reason.code in ("answer_missing", "identifier_missing")
            self._problem(root, reason.code, code, fatal=fatal, **reason.values)
        except UnknownProcessing as error:
            self._problem(root, "processing_unknown", code, fatal=False, part=error.part)
        return None

    def _problem(
        self, element: etree._Element, code: str, item: str, *, fatal: bool, **values: object
    ) -> None:
        self.problems.append(Problem(place(self.where, element), code, {"item": item, **values}, fatal))

    def html(self, source: str, root: etree._Element, code: str) -> str:
        """Make a text safe."""
        return self.texts.read(source, place(self.where, root), code)

    def relaxed(self, root: etree._Element, code: str) -> None:
        """Say that an item that was all or nothing is scored by parts here."""
        self._problem(root, "all_or_nothing", code, fatal=False)


class _Reading:
    """One item while it is read."""

    def __init__(self, reader: ItemReader, root: etree._Element, code: str) -> None:
        self.reader, self.root, self.code = reader, root, code
        body = first(root, "itembody")
        if body is None:
            raise LeftOut("question_missing")
        self.body = body
        if any(name_of(child).startswith("template") for child in children(root)):
            raise LeftOut("type_unknown", type="templateDeclaration")
        if attribute(root, "adaptive") in ("true", "1"):
            raise LeftOut("type_unknown", type="adaptive")
        self.responses = responses(root)
        self.found = interactions(body)

    def item(self) -> BankItem:
        """Give the item."""
        names = [name_of(element) for element in self.found]
        if not names:
            raise LeftOut("type_unknown", type="-")
        for element, name in zip(self.found, names, strict=True):
            if name not in SIMPLE | cloze.NAMES:
                raise LeftOut("type_unknown", type=shown_name(element))
        in_text = all(name in cloze.IN_TEXT for name in names)
        if len(names) > 1 and not in_text:
            raise LeftOut("type_unknown", type=" + ".join(shown_name(e) for e in self.found[:5]))
        scoring = self._scoring()
        if names[0] in SIMPLE and len(names) == 1 and (names[0] != "textentryinteraction" or self._at_end()):
            return self._simple(self.found[0], names[0], scoring)
        return self._cloze(scoring)

    def _scoring(self) -> Scoring:
        asked = {attribute(element, "responseIdentifier") for element in self.found}
        missing = asked - set(self.responses)
        if missing:
            raise LeftOut("answer_missing", response=min(missing))
        used = {name: response for name, response in self.responses.items() if name in asked}
        return scoring_of(self.root, used)

    def _at_end(self) -> bool:
        """Tell whether nothing is said after the field: else it is a gap in a text."""
        if self.reader.own:
            return not attribute(self.found[0], "responseIdentifier").startswith(cloze.PREFIX)
        stem = self._body(self._markup(lambda element: _FIELD))
        return not re.search(r"\w", to_text(stem.partition(_FIELD)[2]))

    def _body(self, markup: Markup) -> str:
        shared = "".join(
            self.reader.stimulus(attribute(reference, "href"))
            for reference in children(self.root, "assessmentstimulusref")
        )
        return shared + markup.inner(self.body)

    def _simple(self, element: etree._Element, name: str, scoring: Scoring) -> BankItem:
        response = self.responses[attribute(element, "responseIdentifier")]
        markup = self._markup()
        prompt = first(element, "prompt")
        prompted = "" if prompt is None else markup.outer(prompt)

        def placed(interaction: etree._Element) -> str:
            return _FIELD if name == "textentryinteraction" else prompted

        markup.place = placed
        stem = _EMPTY_BLOCK.sub("", self._body(markup)).replace(_FIELD, "")
        shown = answers.Shown(markup, element, own=self.reader.own)
        judged = answers.READERS[name](response, scoring, shown)
        key = judged.key
        if not key.accepted and not key.pairs:
            raise LeftOut("answer_missing")
        if judged.relaxed or (scoring.all_or_nothing and key.kind != "ordering"):
            self.reader.relaxed(self.root, self.code)
        text = ItemText(
            stem=self._html(stem),
            choices=tuple(map(self._html, shown.choices)),
            prompts=tuple(map(self._html, shown.prompts)),
            feedback=self._feedback(markup, scoring, key, shown.codes),
        )
        shuffle = attribute(element, "shuffle") in ("true", "1") if name != "textentryinteraction" else True
        return self._finish(judged, text, shown.codes, shown.prompt_codes, shuffle=shuffle)

    def _cloze(self, scoring: Scoring) -> BankItem:
        reading = cloze.read(self.found, self.responses, scoring, own=self.reader.own)
        if scoring.all_or_nothing or reading.relaxed:
            self.reader.relaxed(self.root, self.code)
        if any(not gap.key.accepted for gap in reading.gaps):
            raise LeftOut("answer_missing", gap=next(g.code for g in reading.gaps if not g.key.accepted))
        markup = self._markup()
        markup.place = lambda element: cloze.placed(element, reading, markup)
        codes = [gap.code for gap in reading.gaps]
        stem = self.reader.texts.read(
            self._body(markup), place(self.reader.where, self.root), self.code, gaps=codes
        )
        gaps = {
            code: tuple(self._html(markup.inner(choice)) for choice in choices)
            for code, choices in reading.choices.items()
        }
        text = ItemText(stem, gaps=gaps)
        key = AnswerKey("cloze", (), gaps=tuple(reading.gaps))
        return self._finish(Judged(key, 1.0), text, (), (), shuffle=reading.shuffle)

    def _finish(
        self,
        judged: Judged,
        text: ItemText,
        choices: tuple[str, ...],
        prompts: tuple[str, ...],
        *,
        shuffle: bool,
    ) -> BankItem:
        language = language_of(self.root) or self.reader.language
        if not self.reader.own:
            language = language.partition("-")[0].lower() or self.reader.language
        text = replace(text, explanation=self._explanation(), hints=self._hints())
        return BankItem(
            code=self.code,
            competencies=(),
            key=judged.key,
            texts={language: text},
            choices=choices,
            prompts=prompts,
            shuffle=shuffle,
        )

    def _markup(self, put: Place = lambda element: "") -> Markup:
        return Markup(put, self.reader.where.rpartition("/")[0])

    def _html(self, source: str) -> str:
        return self.reader.html(source, self.root, self.code)

    def _modal(self) -> list[tuple[str, str, str, str]]:
        """Give outcome, identifier, title and content of what is said after an answer."""
        return [
            (
                attribute(element, "outcomeIdentifier"),
                attribute(element, "identifier"),
                attribute(element, "title"),
                self._markup().inner(element).strip(),
            )
            for element in children(self.root, "modalfeedback")
            if attribute(element, "showHide", "show") == "show"
        ]

    def _explanation(self) -> str:
        """Give what is said after every answer."""
        defaults = outcome_defaults(self.root)
        said = (text for outcome, name, _, text in self._modal() if name and defaults.get(outcome) == name)
        return self._html("".join(said))

    def _hints(self) -> tuple[Hint, ...]:
        return tuple(
            Hint(self._html(title), self._html(text))
            for outcome, _, title, text in self._modal()
            if outcome == HINT
        )

    def _feedback(
        self, markup: Markup, scoring: Scoring, key: AnswerKey, codes: tuple[str, ...]
    ) -> dict[str, str]:
        """Give what is said of each answer."""
        contents = {(outcome, name): text for outcome, name, _, text in self._modal()}
        contents |= {(outcome, name): text for outcome, name, text in markup.feedback}
        known = codes or tuple(dict.fromkeys((*key.accepted, *(p.answer for p in key.partial))))
        said: dict[str, list[str]] = {answer: [] for answer in (known if codes else (*known, "*"))}
        for (outcome, name), text in contents.items():
            for answer in answers.told(outcome, name, scoring, key, codes, own=self.reader.own):
                if answer in said and text:
                    said[answer].append(text)
        return {answer: self._html("".join(texts)) for answer, texts in said.items() if texts}
