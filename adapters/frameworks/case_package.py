"""The parts of a CASE package: items and the associations between them, each fault named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.content.base import Problem
from adapters.content.keepable import keepable
from adapters.frameworks.text import LONGEST_CODE, decode, plain, shorten

LARGEST = 50 * 1024 * 1024
MOST_CONTAINERS = 1_000_000
MOST_COMMAS = 5_000_000
"""A package of 50 MB has a tenth of these; a file made to fill the memory has more."""
MOST_NAMED = 100
"""Problems of one kind that are named one by one."""

EXTENSION = "senda"


class Findings:
    """Problems in the order found; after many of one kind only their number."""

    def __init__(self) -> None:
        self._named: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(self, where: str, code: str, /, *, fatal: bool = False, **values: object) -> None:
        """Take a problem; a note unless said otherwise."""
        self._counts[code] += 1
        if self._counts[code] <= MOST_NAMED:
            self._named.append(Problem(where, code, values, fatal))

    def all(self) -> tuple[Problem, ...]:
        """Give all of them."""
        more = (
            Problem("", "more_of_these", {"of": code, "count": count - MOST_NAMED}, fatal=False)
            for code, count in self._counts.items()
            if count > MOST_NAMED
        )
        return (*self._named, *more)


@dataclass(frozen=True, slots=True)
class Item:
    """A CFItem; `own` is what Senda wrote into its extensions, if it did."""

    identifier: str
    data: Mapping[str, Any]
    own: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Its CFItemType, as its publisher calls it."""
        return plain(self.data.get("CFItemType"), LONGEST_CODE)

    @property
    def label(self) -> str:
        """Something to call it by in a problem."""
        full = plain(self.data.get("abbreviatedStatement")) or plain(self.data.get("fullStatement"))
        return shorten(full, LONGEST_CODE) or self.identifier


@dataclass(frozen=True, slots=True)
class Link:
    """A CFAssociation; origin and destination are identifiers."""

    kind: str
    origin: str
    destination: str
    sequence: float
    own: Mapping[str, Any]


@dataclass(slots=True)
class Package:
    """A CFPackage taken apart."""

    document: Mapping[str, Any]
    identifier: str
    items: dict[str, Item] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    rubrics: list[Mapping[str, Any]] = field(default_factory=list)
    licences: list[Mapping[str, Any]] = field(default_factory=list)


def parse(data: bytes) -> Any:
    """Read JSON that nobody vouches for.

    Returns
    -------
    object or Problem
        A `Problem` with code ``too_large`` or ``not_json``.
    """
    if len(data) > LARGEST:
        return Problem("", "too_large", {"most": LARGEST})
    # A few bytes of JSON can become many of memory: counted before anything is built.
    if data.count(b"[") + data.count(b"{") > MOST_CONTAINERS or data.count(b",") > MOST_COMMAS:
        return Problem("", "too_large", {"most": LARGEST})
    decoded = decode(data)
    if decoded is None or decoded[1] == "windows-1252":
        return Problem("", "not_json")
    try:
        return keepable(json.loads(decoded[0], parse_constant=_refuse), decoded[0])
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        return Problem("", "not_json", {"line": line} if line else {})


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def unwrapped(content: object) -> Mapping[str, Any] | None:
    """Find the package in an answer: some servers wrap it."""
    if isinstance(content, dict) and isinstance(content.get("CFPackage"), dict):
        content = content["CFPackage"]
    if isinstance(content, dict) and isinstance(content.get("CFDocument"), dict):
        return content
    return None


def take_apart(content: Mapping[str, Any], findings: Findings) -> Package:
    """Find items, associations, rubrics and licences."""
    document = content["CFDocument"]
    package = Package(document, _identifier(document))
    if not package.identifier:
        findings.add("", "malformed", fatal=True, part="CFDocument")
    for place, data in _objects(content, "CFItems", findings):
        identifier = _identifier(data)
        if not identifier:
            findings.add(f"CFItems[{place}]", "malformed", part="identifier")
        elif identifier in package.items or identifier == package.identifier:
            findings.add(identifier, "duplicate_identifier", fatal=True)
        else:
            package.items[identifier] = Item(identifier, data, own(data, identifier, findings))
    for place, data in _objects(content, "CFAssociations", findings):
        link = _link(data, findings)
        if link is None:
            findings.add(_identifier(data) or f"CFAssociations[{place}]", "malformed", part="CFAssociation")
        else:
            package.links.append(link)
    package.rubrics = [data for _, data in _objects(content, "CFRubrics", findings)]
    definitions = content.get("CFDefinitions")
    if isinstance(definitions, dict):
        package.licences = [data for _, data in _objects(definitions, "CFLicenses", findings)]
    return package


def own(data: Mapping[str, Any], where: str, findings: Findings) -> Mapping[str, Any]:
    """Give what Senda wrote into the extensions of something."""
    extensions = data.get("extensions")
    found = extensions.get(EXTENSION, {}) if isinstance(extensions, dict) else {}
    if not isinstance(found, dict):
        findings.add(where, "bad_extension", part=EXTENSION)
        return {}
    return found


def objects(value: object) -> list[Mapping[str, Any]]:
    """Give the objects of a list, without whatever else it holds."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _objects(
    content: Mapping[str, Any], part: str, findings: Findings
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    value = content.get(part)
    if value is None:
        return
    if not isinstance(value, list):
        findings.add(part, "malformed", fatal=True, part=part)
        return
    for place, data in enumerate(value):
        if isinstance(data, dict):
            yield place, data
        else:
            findings.add(f"{part}[{place}]", "malformed", part=part)


def _identifier(data: Mapping[str, Any]) -> str:
    """Give an identifier in small letters, as CASE writes them: some servers mix both."""
    return plain(data.get("identifier"), 3 * LONGEST_CODE).lower()


def _link(data: Mapping[str, Any], findings: Findings) -> Link | None:
    kind = plain(data.get("associationType"), LONGEST_CODE)
    ends = [_end(data.get(name)) for name in ("originNodeURI", "destinationNodeURI")]
    if not kind or not all(ends):
        return None
    number = data.get("sequenceNumber")
    sequence = float(number) if isinstance(number, int | float) and abs(number) < 1e15 else float("inf")
    return Link(kind, ends[0], ends[1], sequence, own(data, kind, findings))


def _end(node: object) -> str:
    if not isinstance(node, dict):
        return ""
    return _identifier(node) or plain(node.get("uri"), 3 * LONGEST_CODE)
