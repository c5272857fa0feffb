"""Writing Moodle XML, question by question."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from adapters.content.base import BankItem
from adapters.content.drafts.categories import to_moodle
from adapters.content.drafts.outgoing import Outgoing, outgoing
from adapters.content.media import file_name, mime_of, pieces_of
from adapters.content.moodle.types import Answered, Element, body
from adapters.content.rich_html import media_of

OpenMedia = Callable[[str], BinaryIO]
"""From a digest to what the file holds."""

_HEAD: Final = 16 * 1024
#: A multiple of three, so that pieces of base64 follow each other without padding.
_PIECE: Final = 57 * 1024
_MEDIA = re.compile(r"media:([0-9a-f]{64})")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def write(items: Iterable[BankItem], open_media: OpenMedia, *, language: str = "es") -> Iterator[bytes]:
    """Write a bank as Moodle XML.

    Parameters
    ----------
    items : iterable of BankItem
    open_media : callable
        From a digest to a file, which is closed after use.
    language : str
        Of texts without marks of languages; items with gaps are written in this one only.

    Yields
    ------
    bytes
        Pieces of the file, UTF-8.
    """
    names: dict[str, str] = {}
    category = ""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    for item in items:
        if item.category != category:
            category = item.category
            path = _escape(to_moodle(category))
            yield f'<question type="category"><category><text>{path}</text></category></question>\n'.encode()
        yield from _Writer(outgoing(item, language), open_media, names).pieces()
    yield b"</quiz>\n"


class _Writer:
    """Writes one question."""

    def __init__(self, item: Outgoing, open_media: OpenMedia, names: dict[str, str]) -> None:
        self._item = item
        self._open = open_media
        self._names = names

    def pieces(self) -> Iterator[bytes]:
        item = self._item
        kind, elements, stem = body(item)
        yield f'<question type="{kind}">\n'.encode()
        yield f"<name><text>{_escape(item.name)}</text></name>\n".encode()
        yield from self._element(Element("questiontext", stem))
        yield from self._element(Element("generalfeedback", item.explanation))
        yield b"<defaultgrade>1</defaultgrade>\n<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n"
        yield f"<idnumber>{_escape(item.item.code)}</idnumber>\n".encode()
        for element in elements:
            yield from self._element(element)
        for hint in item.hints:
            yield from self._element(Element("hint", hint))
        if item.tags:
            yield b"<tags>\n"
            for tag in item.tags:
                yield f"<tag><text>{_escape(tag)}</text></tag>\n".encode()
            yield b"</tags>\n"
        yield b"</question>\n"

    def _element(self, element: Element | Answered | str) -> Iterator[bytes]:
        if isinstance(element, str):
            yield element.encode() + b"\n"
        elif isinstance(element, Answered):
            share = f' fraction="{element.share}"' if element.share else ""
            yield f'<{element.tag}{share} format="{element.format}">'.encode()
            yield from self._text(element.text)
            yield element.more.encode()
            for inner in element.inner:
                yield from self._element(inner)
            yield f"</{element.tag}>\n".encode()
        else:
            yield f'<{element.tag} format="{element.format}">'.encode()
            yield from self._text(element.text)
            yield f"</{element.tag}>\n".encode()

    def _text(self, text: str) -> Iterator[bytes]:
        digests = media_of(text)
        for digest in digests:
            self._name(digest)
        shown = _MEDIA.sub(lambda found: f"@@PLUGINFILE@@/{self._names[found[1]]}", text)
        yield f"<text>{_escape(shown)}</text>".encode()
        for digest in digests:
            yield f'<file name="{self._names[digest]}" path="/" encoding="base64">'.encode()
            with self._open(digest) as file:
                yield from (base64.b64encode(piece) for piece in pieces_of(file, _PIECE))
            yield b"</file>"

    def _name(self, digest: str) -> None:
        if digest not in self._names:
            with self._open(digest) as file:
                self._names[digest] = file_name(digest, mime_of(file.read(_HEAD), "a.m4a"))


def _escape(text: str) -> str:
    text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if html.escape(text) == text:
        return text
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
