"""``imsmanifest.xml``: which files of a package are items, and what is said about them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from adapters.content.base import Problem
from adapters.content.qti.names import attribute, descendants, first, name_of, text_of
from adapters.content.qti.parameters import VOCABULARY
from adapters.content.qti.xml import broken, declares_types

NAME: Final = "imsmanifest.xml"


@dataclass(frozen=True, slots=True)
class Resource:
    """An item of a package.

    Attributes
    ----------
    href : str
        Its file, from the package's root on.
    kind : str
        Its type as the manifest writes it.
    parameters : tuple of (name, value)
        In our own vocabulary; empty in packages of others.
    keywords : tuple of str
    standards : tuple of str
        GUIDs of the standards that it is aligned to.
    """

    href: str
    kind: str
    parameters: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The item's code in our own packages: files of one code are languages of one item."""
        return next((value for name, value in self.parameters if name == "code"), "")


def resources(data: bytes, where: str, folder: str) -> Iterator[Resource | Problem]:
    """Give the resources of a manifest one by one, so that a long one is never a tree in memory."""
    if declares_types(data):
        yield Problem(where, "xml_declares_entities")
        return
    events = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in events:
            if name_of(element) == "resource":
                yield _resource(element, folder)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        yield broken(where, error.lineno or 0)


def _resource(element: etree._Element, folder: str) -> Resource:
    href = attribute(element, "href")
    if not href:
        file = next(descendants(element, "file"), None)
        href = "" if file is None else attribute(file, "href")
    parameters = tuple(
        (text_of(first(taxon, "id")), text_of(first(taxon, "entry")))
        for path in descendants(element, "taxonpath")
        if text_of(first(path, "source")) == VOCABULARY
        for taxon in descendants(path, "taxon")
    )
    return Resource(
        href=folder + unquote(href),
        kind=attribute(element, "type").lower(),
        parameters=parameters,
        keywords=tuple(dict.fromkeys(word for k in descendants(element, "keyword") if (word := text_of(k)))),
        standards=tuple(
            dict.fromkeys(
                guid
                for label in descendants(element, "labelledguid")
                if (guid := text_of(first(label, "guid")))
            )
        ),
    )
