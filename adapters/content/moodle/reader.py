"""Reading Moodle XML: categories, codes, one item after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from adapters.content.base import BankItem, Found, MediaStore, Problem
from adapters.content.drafts.categories import from_moodle
from adapters.content.drafts.draft import Source, finish
from adapters.content.drafts.places import place
from adapters.content.drafts.tags import read_tags
from adapters.content.faults import faults
from adapters.content.moodle.questions import Question, draft
from adapters.content.moodle.stream import Node, questions
from adapters.content.texts import TextReader


def read(stream: BinaryIO, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
    """Read a bank from Moodle XML.

    Parameters
    ----------
    stream : binary stream
        Read once, from where it stands.
    media : MediaStore
    language : str
        Of texts without marks of languages.

    Yields
    ------
    BankItem or Problem
        In the order of the file. Problems name line and question. One of a type that is left out is no
        reason to refuse the file; a broken one is.
    """
    bank = _Bank(media, language)
    found = False
    for node in questions(stream):
        if isinstance(node, Problem):
            yield node
            found = found or node.fatal
            continue
        try:
            for one in bank.take(node):
                yield one
                found = True
        finally:
            node.close()
    if not found:
        yield Problem("", "no_items")


class _Taken(NamedTuple):
    where: str
    digest: str
    category: str


class _Bank:
    def __init__(self, media: MediaStore, language: str) -> None:
        self._texts = TextReader(media, lambda address: None)
        self._language = language
        self._category = ""
        self._places: dict[str, _Taken] = {}

    def take(self, node: Node) -> Iterator[Found]:
        kind = node.attributes.get("type", "").strip()
        if kind == "category":
            self._category = from_moodle(node.value("category"))
            return
        where = place(node.line, node.value("name"))
        tags = node.first("tags")
        facts, unreadable = read_tags(tag.said() for tag in tags.all("tag")) if tags else read_tags(())
        digest = _digest(node, self._category)
        code, problem = self._code(node, where, digest)
        question = Question(node, facts, where, code)
        for tag in unreadable:
            question.report("tag_unreadable", tag=tag)
        if problem is not None:
            question.problems.append(problem)
        if kind == "description":
            question.report("description_left_out")
        made = draft(question) if kind != "description" and code else None
        self._texts.problems.clear()
        item: BankItem | None = None
        if made is not None:
            item = finish(made, Source(code, where, self._category, self._language), facts, self._texts)
        wrong = faults(item, where) if item is not None else []
        yield from _once([*question.problems, *self._texts.problems, *wrong])
        if item is not None and not any(p.fatal for p in (*question.problems, *self._texts.problems, *wrong)):
            self._places[code] = _Taken(where, digest, self._category)
            yield item

    def _code(self, node: Node, where: str, digest: str) -> tuple[str, Problem | None]:
        """Give the code of a question; empty, with a problem, where the very same one was there already."""
        code = node.value("idnumber") or digest
        if code in self._places and self._places[code].category != self._category:
            # Moodle asks for different ones within a category only.
            code += f"-{hashlib.sha256(self._category.encode()).hexdigest()[:6]}"
        if code not in self._places:
            return code, None
        before, known = self._places[code].where, self._places[code].digest
        if known == digest:
            return "", Problem(where, "repeated_item", {"item": code, "first": before}, fatal=False)
        return code, Problem(where, "duplicate_item", {"item": code, "first": before})


def _digest(node: Node, category: str) -> str:
    """Make a code of all that a question says, so that importing it again finds it again."""
    hashed = hashlib.sha256(category.encode())
    waiting = [node]
    while waiting:
        one = waiting.pop()
        for word in (one.tag, one.attributes.get("fraction", ""), one.attributes.get("name", ""), one.text):
            hashed.update(word.encode() + b"\0")
        waiting += one.children
    return f"m-{hashed.hexdigest()[:16]}"


def _once(problems: list[Problem]) -> list[Problem]:
    """Leave out what was said already: texts are read once for each language."""
    kept: list[Problem] = []
    for problem in problems:
        if problem not in kept:
            kept.append(problem)
    return kept
