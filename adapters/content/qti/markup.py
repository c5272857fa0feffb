"""Content of a QTI item as HTML, not sanitised yet; interactions are placed by whoever asks."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from adapters.content.formulas import formula
from adapters.content.qti.mathml import UnknownFormula, to_tex
from adapters.content.qti.names import XML_LANG, attribute, children, name_of, text_of

#: Class of the element around a stem, and around the field of an answer, in our own files.
STEM, ANSWER = "senda-stem", "senda-answer"
_VOID = frozenset({"br", "hr", "img", "col", "wbr", "source", "track"})
#: What is not part of the question.
_LEFT_OUT = frozenset(
    {
        "cataloginfo",
        "companionmaterialsinfo",
        "feedbackblock",
        "rubricblock",
        "stylesheet",
        "templateblock",
        "templateinline",
    }
)
#: Elements of QTI whose content is shown in their place.
_OPENED = frozenset({"contentbody", "stimulusbody", "itembody"})
_NAMES = {XML_LANG: "lang"}
_SHOWN = frozenset(
    {
        *("alt", "colspan", "controls", "dir", "height", "href", "lang", "role", "rowspan", "scope", "src"),
        *("start", "title", "type", "width", XML_LANG),
    }
)

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

Place = Callable[[etree._Element], str]
"""From an interaction to what stands in its place."""


@dataclass(slots=True)
class Markup:
    """Turns elements into HTML.

    Attributes
    ----------
    place : callable
        Asked for every interaction and gap.
    folder : str
        Where the file lies in its package: addresses of media are given from the package's root on.
    feedback : list of (outcome, identifier, HTML)
        What stood in the text to be shown only after an answer.
    """

    place: Place = lambda element: ""
    folder: str = ""
    feedback: list[tuple[str, str, str]] = field(default_factory=list)

    def inner(self, element: etree._Element) -> str:
        """Give the HTML of what an element holds."""
        pieces = [html.escape(element.text or "", quote=False)]
        for child in element:
            pieces.append(self.outer(child))
            pieces.append(html.escape(child.tail or "", quote=False))
        return "".join(pieces)

    def outer(self, element: etree._Element) -> str:
        """Give the HTML of an element itself."""
        name = name_of(element)
        if not name or name in _LEFT_OUT:
            return ""
        if name.endswith("interaction") or name == "gap":
            return self.place(element)
        if name == "math":
            return _math(element)
        if name == "object":
            return self._object(element)
        if name == "prompt":
            return self._block(self.inner(element))
        if name == "feedbackinline":
            key = (attribute(element, "outcomeIdentifier"), attribute(element, "identifier"))
            self.feedback.append((*key, self.inner(element).strip()))
            return ""
        if name in _OPENED or _has_class(element, STEM):
            return self.inner(element)
        if _has_class(element, ANSWER):
            self.inner(element)
            return ""
        return self._tag(name, element)

    def _tag(self, name: str, element: etree._Element) -> str:
        pairs = [
            (_NAMES.get(key, key), self._address(value) if key == "src" else value)
            for key, value in element.items()
            if key in _SHOWN
        ]
        if name == "span" and _has_class(element, "figure-missing"):
            pairs.insert(0, ("class", "figure-missing"))
        written = "".join(f' {key}="{html.escape(value)}"' for key, value in pairs)
        if name in _VOID:
            return f"<{name}{written}>"
        return f"<{name}{written}>{self.inner(element)}</{name}>"

    def _object(self, element: etree._Element) -> str:
        address, mime = (
            html.escape(self._address(attribute(element, "data"))),
            attribute(element, "type").lower(),
        )
        if mime.startswith("image/"):
            sizes = "".join(
                f' {name}="{html.escape(element.get(name, ""))}"'
                for name in ("width", "height")
                if element.get(name)
            )
            return f'<img src="{address}" alt="{html.escape(" ".join(text_of(element).split()))}"{sizes}>'
        if mime.startswith("audio/"):
            return f'<audio controls="" src="{address}"></audio>'
        return f'<object data="{address}"></object>'

    def _address(self, address: str) -> str:
        """Give an address from the root of the package on; one with a scheme stays as it is."""
        if not address or _SCHEME.match(address) or address.startswith("/"):
            return address
        return "/" + posixpath.normpath(posixpath.join(self.folder, address))

    def _block(self, inner: str) -> str:
        inner = inner.strip()
        blocks = ("<p", "<div", "<ul", "<ol", "<table", "<blockquote", "<pre", "<dl", "<h")
        return inner if not inner or any(mark in inner for mark in blocks) else f"<p>{inner}</p>"


def interactions(body: etree._Element) -> list[etree._Element]:
    """Give the interactions of an item in their order, those within others left out."""
    found: list[etree._Element] = []
    for element in children(body):
        if name_of(element).endswith("interaction"):
            found.append(element)
        elif name_of(element) not in _LEFT_OUT:
            found += interactions(element)
    return found


def _math(element: etree._Element) -> str:
    try:
        tex = to_tex(element)
    except UnknownFormula:
        return f'<math alttext="{html.escape(element.get("alttext") or "")}"></math>'
    return html.escape(formula(tex, block=element.get("display") == "block"), quote=False)


def _has_class(element: etree._Element, name: str) -> bool:
    return name in (element.get("class") or "").split()
