"""Reading Moodle XML question by question: no declarations, no entities, nothing unbounded."""

from __future__ import annotations

import binascii
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from adapters.content.base import Problem
from adapters.content.drafts.places import place
from adapters.content.media import pieces_of

_PIECE: Final = 64 * 1024
#: Of one question: characters of its texts, of its files as they are written, elements, and their depth.
MOST_TEXT: Final = 2 * 1024 * 1024
MOST_FILES: Final = 64 * 1024 * 1024
MOST_ELEMENTS: Final = 20_000
DEEPEST: Final = 24
#: A file up to this size stays in memory until its question is read.
_SMALL: Final = 128 * 1024
#: So many bytes without any mark of XML in them are no question bank.
_LONGEST_TOKEN: Final = 4 * 1024 * 1024
_FILES: Final = ("file", "image_base64")
_BLANKS: Final = str.maketrans("", "", " \t\r\n")


@dataclass(slots=True)
class Node:
    """An element of a question, with what is inside it."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    file: IO[bytes] | None = None
    damaged: bool = False

    @property
    def text(self) -> str:
        """Its own characters, without blanks around them."""
        return "".join(self.pieces).strip()

    def all(self, tag: str) -> list[Node]:
        """Give all children of a name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Node | None:
        """Give the first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """Give the characters of the first child of a name, inside a ``text`` element or not."""
        child = self.first(tag)
        return default if child is None else child.said() or default

    def said(self) -> str:
        """Give its own characters, inside a ``text`` element or not."""
        inner = self.first("text")
        return inner.text if inner is not None else self.text

    def contents(self) -> Iterable[bytes] | None:
        """Give what a file holds; None where it is damaged."""
        if self.file is None or self.damaged:
            return None
        self.file.seek(0)
        return pieces_of(self.file)  # type: ignore[arg-type]

    def close(self) -> None:
        """Let go of its files."""
        if self.file is not None:
            self.file.close()
        for child in self.children:
            child.close()


class _NotMoodle(Exception):
    pass


class _Handler(ContentHandler):
    """Makes a tree of one question after the other."""

    def __init__(self, parser: DefusedExpatParser) -> None:
        super().__init__()
        self._parser = parser
        self.done: list[Node | Problem] = []
        self.events = 0
        self._depth = 0
        self._open: list[Node] = []
        self._remainder = ""
        self._text = self._file = self._elements = 0
        self._refused = False

    @property
    def line(self) -> int:
        """Where it reads."""
        return int(self._parser.getLineNumber() or 0)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.events += 1
        self._depth += 1
        if self._depth == 1 and name != "quiz":
            raise _NotMoodle
        if self._depth == 2 and name == "question":
            self._text = self._file = self._elements = 0
            self._refused = False
        elif not self._open:
            return
        self._elements += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            self._refuse()
        if self._refused:
            return
        node = Node(name, dict(attrs.items()), self.line)
        if name in _FILES:
            node.file = tempfile.SpooledTemporaryFile(max_size=_SMALL)  # noqa: SIM115
            self._remainder = ""
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def characters(self, content: str) -> None:
        self.events += 1
        if not self._open or self._refused:
            return
        node = self._open[-1]
        if node.file is not None:
            self._file += len(content)
            self._decode(node, content)
        elif content:
            self._text += len(content)
            node.pieces.append(content)
        if self._text > MOST_TEXT or self._file > MOST_FILES:
            self._refuse()

    def endElement(self, name: str) -> None:
        self.events += 1
        self._depth -= 1
        if self._refused:
            self._refused = self._depth > 1
            return
        if not self._open:
            return
        node = self._open.pop()
        if node.file is not None:
            self._decode(node, "", last=True)
        if not self._open:
            self.done.append(node)

    def let_go(self) -> None:
        """Close the files of a question that did not end."""
        if self._open:
            self._open[0].close()
        self._open = []

    def _refuse(self) -> None:
        question = self._open[0]
        name = next((c.said() for c in question.children if c.tag == "name"), "")
        most = {"most": MOST_FILES // 1024 // 1024}
        self.done.append(Problem(place(question.line, name), "question_too_large", most))
        self.let_go()
        self._refused = True

    def _decode(self, node: Node, content: str, *, last: bool = False) -> None:
        text = self._remainder + content.translate(_BLANKS)
        whole = len(text) if last else len(text) // 4 * 4
        self._remainder = text[whole:]
        if node.file is None or node.damaged or not whole:
            return
        try:
            node.file.write(binascii.a2b_base64(text[:whole]))
        except (binascii.Error, ValueError):
            node.damaged = True


def questions(stream: BinaryIO) -> Iterator[Node | Problem]:
    """Give the questions of a file one by one.

    Yields
    ------
    Node or Problem
        Whoever takes a node closes it. After a problem that concerns the whole file nothing comes.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    handler = _Handler(parser)
    parser.setContentHandler(handler)
    piece, without_event, any_byte = b"", 0, False
    try:
        while piece := stream.read(_PIECE):
            any_byte = any_byte or bool(piece.strip(b"\xef\xbb\xbf \t\r\n"))
            before = handler.events
            parser.feed(piece)
            without_event = 0 if handler.events > before else without_event + len(piece)
            if without_event > _LONGEST_TOKEN:
                yield Problem(str(handler.line), "broken_xml", {"line": handler.line})
                return
            yield from handler.done
            handler.done.clear()
        if not any_byte:
            yield Problem("", "empty_file")
            return
        parser.close()
        yield from handler.done
    except _NotMoodle:
        yield Problem("1", "not_moodle_xml")
    except DefusedXmlException:
        yield from handler.done
        yield Problem(str(handler.line), "xml_declares_entities")
    except SAXParseException as error:
        yield from handler.done
        yield _broken(error, piece) if handler.events else Problem("1", "not_moodle_xml")
    except (SAXException, ValueError, LookupError):
        yield Problem("", "wrong_encoding", {"line": 1})
    finally:
        handler.let_go()


def _broken(error: SAXParseException, piece: bytes) -> Problem:
    line = error.getLineNumber() or 0
    said = str(error.getMessage())
    if "encoding" in said or ("invalid token" in said and not _is_utf8(piece)):
        return Problem(str(line), "wrong_encoding", {"line": line})
    return Problem(str(line), "broken_xml", {"line": line})


def _is_utf8(piece: bytes) -> bool:
    """Tell whether a piece cut out of a file is UTF-8, whatever its first and last letters are."""
    start = next((place for place, byte in enumerate(piece[:4]) if byte & 0xC0 != 0x80), 0)
    try:
        piece[start:].decode()
    except UnicodeDecodeError as error:
        return error.end >= len(piece) - start and error.reason == "unexpected end of data"
    return True
