"""Reading GIFT: encoding, categories, codes, one item after the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from adapters.content.base import BankItem, Found, MediaStore, Problem
from adapters.content.csv_table.decoding import LONGEST_LINE, LineTooLong, encoding_of, lines_of
from adapters.content.drafts.categories import from_moodle
from adapters.content.drafts.draft import Draft, Source, finish
from adapters.content.drafts.places import place
from adapters.content.drafts.tags import read_tags
from adapters.content.faults import faults
from adapters.content.gift.entries import Entry, entries, shown
from adapters.content.gift.parser import BrokenQuestion, LeftOut, Parser, name_of, take_apart
from adapters.content.texts import TextReader

_CODE = re.compile(r"\[id:((?:\\\]|[^\]\n])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\n])+)\]")


def read(stream: BinaryIO, media: MediaStore, *, language: str = "es") -> Iterator[Found]:
    """Read a bank from GIFT.

    Parameters
    ----------
    stream : binary stream
        Seekable; UTF-8, UTF-16 or windows-1252.
    media : MediaStore
        For images that stand in the texts as ``data:`` addresses; GIFT brings no other ones.
    language : str
        Of texts without marks of languages.

    Yields
    ------
    BankItem or Problem
        In the order of the file. Problems name line and question.
    """
    encoding = encoding_of(stream)
    if encoding == "cp1252":
        yield Problem("", "encoding_guessed", {"encoding": "windows-1252"}, fatal=False)
    bank = _Bank(media, language)
    found = False
    try:
        for entry in entries(lines_of(stream, encoding)):
            for one in bank.take(entry):
                yield one
                found = True
    except LineTooLong:
        yield Problem("", "line_too_long", {"most": LONGEST_LINE})
        return
    if not found:
        yield Problem("", "no_items")


class _Bank:
    def __init__(self, media: MediaStore, language: str) -> None:
        self._texts = TextReader(media, lambda address: None)
        self._language = language
        self._category = ""
        self._places: dict[str, tuple[str, str]] = {}

    def take(self, entry: Entry) -> Iterator[Found]:
        if entry.too_large:
            yield Problem(str(entry.line), "question_too_large", {"most": 8})
            return
        if entry.category is not None:
            self._category = from_moodle(entry.category)
            return
        where = place(entry.line, name_of(entry.text))
        facts, unreadable = read_tags(_unescaped(tag) for tag in _TAG.findall(entry.comments))
        digest = _digest(entry, self._category)
        own = _CODE.search(entry.comments)
        code = _unescaped(own[1]) if own else digest
        parser = Parser(facts, where, code)
        told = [Problem(where, "tag_unreadable", {"item": code, "tag": t}, fatal=False) for t in unreadable]
        told += self._known(code, where, digest)
        made = None if told and told[-1].code == "repeated_item" else _draft(entry, parser)
        if isinstance(made, Problem):
            yield from (*told, *parser.problems, made)
            return
        self._texts.problems.clear()
        item: BankItem | None = None
        if made is not None:
            item = finish(made, Source(code, where, self._category, self._language), facts, self._texts)
        told += [*parser.problems, *self._texts.problems, *(faults(item, where) if item is not None else ())]
        yield from (problem for number, problem in enumerate(told) if problem not in told[:number])
        if item is not None and not any(problem.fatal for problem in told):
            self._places[code] = (where, digest)
            yield item

    def _known(self, code: str, where: str, digest: str) -> list[Problem]:
        if code not in self._places:
            return []
        before, known = self._places[code]
        values = {"item": code, "first": before}
        repeated = known == digest
        return [Problem(where, "repeated_item" if repeated else "duplicate_item", values, fatal=not repeated)]


def _draft(entry: Entry, parser: Parser) -> Draft | Problem:
    try:
        return parser.draft(take_apart(entry.text))
    except BrokenQuestion as error:
        values = {"item": parser.code, **error.values}
        return Problem(parser.where, error.code, values, fatal=not isinstance(error, LeftOut))


def _digest(entry: Entry, category: str) -> str:
    """Make a code of all that a question says, so that importing it again finds it again."""
    text = " ".join(shown(entry.text).split())
    return f"g-{hashlib.sha256(f'{category}{chr(0)}{text}'.encode()).hexdigest()[:16]}"


def _unescaped(text: str) -> str:
    return text.replace("\\]", "]").strip()
