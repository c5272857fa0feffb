"""Names of QTI: version 3 writes ``qti-choice-interaction``, versions 2 write ``choiceInteraction``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

#: What is written.
ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
STANDARDS = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscsmd_v1p1"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ESCAPED = "_x"


def name_of(element: etree._Element) -> str:
    """Give an element's name without namespace, prefix and signs, in small letters; empty for a comment."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    local = tag.rpartition("}")[2]
    return local.removeprefix("qti-").replace("-", "").lower()


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """Give an attribute by its name in version 2, ``responseIdentifier``, as either version writes it."""
    value = element.get(name)
    if value is None:
        value = element.get(re.sub("([A-Z])", r"-\1", name).lower())
    return default if value is None else value.strip()


def shown_name(element: etree._Element) -> str:
    """Give an element's name as version 2 writes it, for people who look it up."""
    words = str(element.tag).rpartition("}")[2].removeprefix("qti-").split("-")
    return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give the children of some names, or all that are elements."""
    return (child for child in element if (name := name_of(child)) and (not names or name in names))


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """Give the first child of some names."""
    return next(children(element, *names), None)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give everything of some names below an element, in the order of the file."""
    return (found for found in element.iterdescendants() if name_of(found) in names)


def text_of(element: etree._Element | None) -> str:
    """Give the text of an element, trimmed."""
    return "" if element is None else "".join(element.itertext()).strip()


def language_of(element: etree._Element) -> str:
    """Give ``xml:lang``, empty where there is none."""
    value: str | None = element.get(XML_LANG)
    return (value or "").strip()


def identifier(code: str) -> str:
    """Write a code as an identifier of XML: as it is where it is one, else by its bytes."""
    if _IDENTIFIER.fullmatch(code) and not code.startswith(_ESCAPED):
        return code
    return _ESCAPED + code.encode().hex()


def code_of(name: str) -> str:
    """Read what `identifier` has written."""
    if not name.startswith(_ESCAPED):
        return name
    try:
        return bytes.fromhex(name.removeprefix(_ESCAPED)).decode()
    except ValueError:
        return name
