"""From the elements of one question to a draft, type by type."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from adapters.content.base import AnswerKey, Problem, Unit
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
from adapters.content.drafts.languages import pick
from adapters.content.drafts.tags import Facts
from adapters.content.moodle import cloze
from adapters.content.moodle.stream import Node
from adapters.content.rich_html import plain_to_html

_PLUGIN_FILE = "@@PLUGINFILE@@"
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|br|h[1-6]|pre|blockquote)\b", re.IGNORECASE)
#: From this share on, an answer without its unit is wrong rather than a little worse.
_PENALTY_OF_A_WRONG_ANSWER = 0.5
_NO_UNITS = "3"


@dataclass(slots=True)
class Question:
    """One question, its tags read, and what there is to say of it."""

    node: Node
    facts: Facts
    where: str
    code: str
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, *, fatal: bool = False, **values: object) -> None:
        """Note a problem of this question."""
        self.problems.append(Problem(self.where, code, {"item": self.code, **values}, fatal))

    def words(self, node: Node | None, *, default: str = "html") -> Words:
        """Read a text with its files."""
        if node is None:
            return Words()
        style, text = node.attributes.get("format", default), node.said()
        if style == "markdown" and text:
            self.report("markdown_as_text")
        if style in ("plain_text", "markdown", "wiki_like"):
            text = plain_to_html(text)
        elif style == "moodle_auto_format" and not _BLOCK.search(text):
            text = text.replace("\n", "<br>")
        return Words(text, _files(node))

    def text(self, tag: str) -> Words:
        """Read the text of a child of the question."""
        return self.words(self.node.first(tag))

    def yes(self, tag: str, *, default: bool) -> bool:
        """Read a switch."""
        value = self.node.value(tag).lower()
        return value not in ("false", "0") if value else default


def draft(question: Question) -> Draft | None:
    """Make a draft of a question; None for a type that is left out, or after a fatal problem."""
    kind = question.node.attributes.get("type", "").strip()
    make = _TYPES.get(kind)
    if make is None:
        question.report("type_unknown", type=kind[:80])
        return None
    try:
        found = make(question)
    except cloze.BrokenCloze as error:
        question.report(error.code, fatal=error.code != "type_unknown", **error.values)
        return None
    found.explanation = question.text("generalfeedback")
    found.hints = [question.words(hint.first("hintcontent") or hint) for hint in question.node.all("hint")]
    return found


def _files(node: Node) -> Callable[[str], Iterable[bytes] | None]:
    """Find files by the addresses that a text gives them."""
    files: dict[str, Node] = {}
    for file in node.all("file"):
        path = file.attributes.get("path", "/").strip("/")
        name = file.attributes.get("name", "")
        files.setdefault(f"{path}/{name}" if path else name, file)

    def find(address: str) -> Iterable[bytes] | None:
        if not address.startswith(_PLUGIN_FILE):
            return None
        name = address.removeprefix(_PLUGIN_FILE).partition("?")[0].strip("/")
        file = files.get(unquote(name)) or files.get(name)
        return None if file is None else file.contents()

    return find


def _stem(question: Question) -> Words:
    """Read the question's text; files of Moodle 1 stand beside it and are shown below it."""
    words = question.text("questiontext")
    old = question.node.first("image_base64")
    name = question.node.value("image").replace("/", "_")
    if old is None or old.contents() is None or not name:
        return words
    address = f"{_PLUGIN_FILE}/{name}"
    return Words(
        f'{words.raw}<p><img src="{html.escape(address)}" alt=""></p>',
        lambda asked: old.contents() if asked == address else words.find(asked),
    )


def _answers(question: Question) -> list[Answer]:
    """Read the answers, each with its share, what it says and what is said of it."""
    found = []
    for node in question.node.all("answer"):
        share = node.attributes.get("fraction") or node.value("fraction", "0")
        credit = numbers.credit(share)
        if credit is None:
            question.report("credit_unreadable", fatal=True, credit=share[:40])
            credit = 0.0
        written = node.value("tolerance", "0")
        tolerance = numbers.number(written)
        if tolerance is None:
            question.report("tolerance_wrong", fatal=True)
        text = node.said()
        if text:
            found.append(Answer(text, credit, tolerance or 0.0, question.words(node.first("feedback"))))
    return found


def _multichoice(question: Question) -> Draft:
    single = question.yes("single", default=True)
    nodes = question.node.all("answer")
    choices: dict[str, Words] = {}
    answers: list[Answer] = []
    for place, node in enumerate(nodes, start=1):
        code = question.facts.code(f"c{place}")
        choices[code] = question.words(node, default="html")
        credit = numbers.credit(node.attributes.get("fraction", "0"))
        if credit is None:
            question.report("credit_unreadable", fatal=True, credit=node.attributes["fraction"][:40])
        answers.append(Answer(code, credit or 0.0, feedback=question.words(node.first("feedback"))))
    total = sum(max(answer.credit, 0) for answer in answers)
    if not single and total > 1.02:
        question.report("credits_do_not_add_up", fatal=True, sum=round(total, 3))
    key = choice_key(answers, single=single)
    shuffle = question.yes("shuffleanswers", default=False)
    return Draft(key, _stem(question), choices=choices, feedback=feedback_of(answers, key), shuffle=shuffle)


def _truefalse(question: Question) -> Draft:
    answers = []
    for place, node in enumerate(question.node.all("answer")):
        said = node.said().lower()
        code = said if said in ("true", "false") else ("true", "false")[min(place, 1)]
        credit = numbers.credit(node.attributes.get("fraction", "0")) or 0.0
        answers.append(
            Answer(code, 1.0 if credit > 0.5 else 0.0, feedback=question.words(node.first("feedback")))
        )
    key = choice_key(answers, single=True)
    if len(key.accepted) > 1:
        question.report("credits_do_not_add_up", fatal=True, sum=float(len(key.accepted)))
    choices = {"true": Words(), "false": Words()}
    feedback = feedback_of(answers, key)
    return Draft(key, _stem(question), choices=choices, feedback=feedback, shuffle=False, is_true_false=True)


def _shortanswer(question: Question) -> Draft:
    answers, facts = _answers(question), question.facts
    if facts.expression or facts.number:
        key = typed_key(answers, facts)
    else:
        key = text_key(answers, case_sensitive=question.yes("usecase", default=False))
    return Draft(key, _stem(question), feedback=feedback_of(answers, key))


def _numerical(question: Question) -> Draft:
    node = question.node
    units = node.first("units")
    found = []
    for unit in units.all("unit") if units is not None and node.value("showunits") != _NO_UNITS else ():
        factor = numbers.inverse(unit.value("multiplier", "1"))
        found.append(Unit(unit.value("unit_name"), 0.0 if factor is None else factor))
    penalty = numbers.number(node.value("unitpenalty", "0")) or 0.0
    graded = node.value("unitgradingtype", "0") not in ("0", "") and penalty >= _PENALTY_OF_A_WRONG_ANSWER
    answers = _answers(question)
    key = number_key(answers, question.facts, units=tuple(found), unit_needed=bool(found) and graded)
    return Draft(key, _stem(question), feedback=feedback_of(answers, key))


def _matching(question: Question) -> Draft:
    """Read pairs; a right side without a left one is one that belongs nowhere, equal ones are one."""
    choices: dict[str, Words] = {}
    prompts: dict[str, Words] = {}
    pairs: list[tuple[str, str]] = []
    known: dict[str, str] = {}
    with_html = question.node.attributes.get("type") == "ddmatch"
    for node in question.node.all("subquestion"):
        answer = node.first("answer")
        said = answer.said() if answer is not None else ""
        if not said or answer is None:
            question.report("answer_missing", fatal=True)
            continue
        if said not in known:
            known[said] = question.facts.code(f"c{len(known) + 1}")
            plain = Words(_plain(said))
            choices[known[said]] = question.words(answer) if with_html else plain
        prompt = question.words(node)
        if prompt.raw:
            code = question.facts.code(f"p{len(prompts) + 1}")
            prompts[code] = prompt
            pairs.append((code, known[said]))
    key = AnswerKey("matching", (), pairs=tuple(pairs))
    shuffle = question.yes("shuffleanswers", default=True)
    return Draft(key, _stem(question), choices=choices, prompts=prompts, shuffle=shuffle)


def _plain(text: str) -> str:
    """Show a plain text that may have marks of languages, which are the only marks that it may have."""
    return text if "multilang" in text else plain_to_html(text)


def _ordering(question: Question) -> Draft:
    """Read parts; they stand in the right order."""
    choices = {
        question.facts.code(f"c{place}"): question.words(node)
        for place, node in enumerate(question.node.all("answer"), start=1)
    }
    return Draft(AnswerKey("ordering", tuple(choices)), _stem(question), choices=choices)


def _cloze(question: Question) -> Draft:
    stem = _stem(question)
    return _with_gaps(question, stem, cloze.read(stem.raw, stem.find, question.facts))


def _places(question: Question) -> Draft:
    boxes = [
        (box.value("group", "1"), question.words(box))
        for box in question.node.children
        if box.tag in ("selectoption", "dragbox")
    ]
    stem = _stem(question)
    made = _with_gaps(question, stem, cloze.read_places(stem.raw, boxes, question.facts))
    made.shuffle = question.yes("shuffleanswers", default=True)
    return made


def _with_gaps(question: Question, stem: Words, found: cloze.Cloze) -> Draft:
    """Make a draft of a text with gaps, in one language where not every one has all gaps."""
    draft = Draft(
        AnswerKey("cloze", (), gaps=found.gaps),
        Words(found.stem, stem.find),
        gaps=dict(found.choices),
        shuffle=found.shuffle,
    )
    marks = [cloze.mark(gap.code) for gap in found.gaps]
    for language in draft.languages():
        shown = pick(found.stem, language)
        if not all(mark in shown for mark in marks):
            question.report("gaps_differ_by_language", fatal=True, language=language)
            break
    return draft


_TYPES: Mapping[str, Callable[[Question], Draft]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _places,
    "ddwtos": _places,
}
