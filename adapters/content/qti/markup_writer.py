"""HTML as it stands in an item brought to XML: every element closed, gaps as interactions, media as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from xml.sax.saxutils import escape, quoteattr

_VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Address = Callable[[str], str]
"""From the digest of a file to its address as seen from the item."""


def element(name: str, attributes: Mapping[str, str | None] | None = None, *content: str) -> str:
    """Write an element; attributes that are None are left out, content is XML already."""
    written = "".join(
        f" {key}={attribute_value(value)}" for key, value in (attributes or {}).items() if value is not None
    )
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def attribute_value(text: str) -> str:
    """Quote the value of an attribute."""
    return quoteattr(_NOT_XML.sub("", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def words(text: str) -> str:
    """Write plain text."""
    return escape(_NOT_XML.sub("", text), {"\r": "&#13;"})


def to_xml(source: str, address: Address, gaps: Mapping[str, str] | None = None) -> str:
    """Bring HTML to XML.

    Parameters
    ----------
    source : str
        As it stands in an item.
    address : callable
        Asked for every file that is shown.
    gaps : mapping of gap code to XML, optional
        What is written in place of gaps.
    """
    writer = _Writer(address, gaps or {})
    writer.feed(source)
    writer.close()
    return writer.result()


class _Writer(HTMLParser):
    def __init__(self, address: Address, gaps: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._gaps = gaps
        self._pieces: list[str] = []
        self._open: list[str] = []

    def result(self) -> str:
        """Give what was written, with everything closed."""
        return "".join((*self._pieces, *(f"</{name}>" for name in reversed(self._open))))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "span" and values.get("data-gap") in self._gaps:
            self._pieces.append(self._gaps[values["data-gap"]])
            self._open.append("")
            return
        if values.get("src", "").startswith("media:"):
            values["src"] = self._address(values["src"].removeprefix("media:"))
        if tag == "img":
            values.setdefault("alt", "")
        names = {"lang": "xml:lang"}
        written = "".join(
            f" {names.get(name, name)}={attribute_value(value)}" for name, value in values.items()
        )
        if tag in _VOID:
            self._pieces.append(f"<{tag}{written}/>")
        else:
            self._pieces.append(f"<{tag}{written}>")
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        if self._open[-1] == "" and tag == "span":
            self._open.pop()
        elif tag in self._open:
            while (name := self._open.pop()) != tag:
                self._pieces.append(f"</{name}>" if name else "")
            self._pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._pieces.append(words(data))
