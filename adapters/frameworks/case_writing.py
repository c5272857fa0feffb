"""A framework becomes a CASE 1.1 package.

Items, associations, definitions and identifiers are plain CASE, so that other tools can use them. What CASE
has no place for (names in further languages, cuts, weights, levels) stands in ``extensions`` under
``senda``, and comes back from there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from adapters.frameworks.base import CompetencySpec, FrameworkSpec
from adapters.frameworks.case_package import EXTENSION
from adapters.frameworks.check import InvalidFramework, check
from adapters.frameworks.text import shorten

_NAMESPACE = UUID("6f0f2f0a-6f5b-5d0c-9a53-3c1d8d0f4a11")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_TYPES = {"area": "Area", "competency": "Competency"}


def write(spec: FrameworkSpec, *, changed: datetime) -> bytes:
    """Write a package from which `read` gives the same framework back.

    Parameters
    ----------
    changed : datetime
        When the framework was last changed, with its time zone.

    Returns
    -------
    bytes
        JSON in UTF-8; always the same for the same framework and time.

    Raises
    ------
    InvalidFramework
        `check` finds something fatal: nobody could use what would come out.
    """
    fatal = tuple(problem for problem in check(spec) if problem.fatal)
    if fatal:
        raise InvalidFramework(fatal)
    writing = _Writing(spec, changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return json.dumps(writing.package(), ensure_ascii=False, allow_nan=False, indent=1).encode()


def guid(framework: str, kind: str, code: str) -> str:
    """Make the identifier of something that has none: the same whenever and wherever it is made."""
    return str(uuid5(_NAMESPACE, "\n".join((framework, kind, code))))


@dataclass(slots=True)
class _Writing:
    spec: FrameworkSpec
    changed: str
    document: str = ""
    language: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.language = next(iter(self.spec.names))
        self.document = self._guid(self.spec.identifier, "framework", "")
        for competency in self.spec.competencies:
            identifier = self._guid(competency.identifier, "competency", competency.code)
            self.identifiers[competency.code] = identifier

    def package(self) -> dict[str, Any]:
        spec = self.spec
        areas = [
            self._item("area", code, self._area(code), names, {"position": position})
            for position, (code, names) in enumerate(spec.areas.items())
        ]
        competencies = [
            self._item("competency", c.code, self.identifiers[c.code], c.names, _own(c, position))
            for position, c in enumerate(spec.competencies)
        ]
        return {
            "CFDocument": self._document(),
            "CFItems": areas + competencies,
            "CFAssociations": [*self._tree(), *self._precedes(), *self._alignments()],
            "CFDefinitions": self._definitions(),
        }

    def _document(self) -> dict[str, Any]:
        spec = self.spec
        others = {code: name for code, name in spec.names.items() if code != self.language}
        levels = [{"code": level.code, "names": dict(level.names)} for level in spec.levels]
        mine = {
            "code": spec.code, "identifier": spec.identifier, "version": spec.version, "names": others,
            "source": spec.source, "licence": spec.licence, "levels": levels,
        }  # fmt: skip
        document = {
            **self._head(self.document),
            "caseVersion": "1.1",
            "creator": shorten(spec.source, 200) or "Senda",
            "title": spec.names[self.language],
            "language": self.language,
            "version": spec.version,
            "adoptionStatus": "Draft",
            "extensions": {EXTENSION: mine},
        }
        if spec.licence:
            document["licenseURI"] = self._target(self._made("licence"), shorten(spec.licence, 200))
        return document

    def _item(
        self, kind: str, code: str, identifier: str, names: Mapping[str, str], own: Mapping[str, Any]
    ) -> dict[str, Any]:
        spoken = self.language if self.language in names else next(iter(names))
        others = {language: name for language, name in names.items() if language != spoken}
        return {
            **self._head(identifier),
            "fullStatement": names[spoken],
            "humanCodingScheme": code,
            "CFItemType": _TYPES[kind],
            "CFItemTypeURI": self._target(self._made("type", kind), _TYPES[kind]),
            "language": spoken,
            "extensions": {EXTENSION: {"kind": kind, "names": others, **own}},
        }

    def _tree(self) -> Iterator[dict[str, Any]]:
        spec = self.spec
        document = self._target(self.document, spec.names[self.language])
        for number, code in enumerate(spec.areas, 1):
            parent = spec.area_parents.get(code)
            above = document if parent is None else self._target(self._area(parent), parent)
            yield self._link("isChildOf", self._target(self._area(code), code), above, sequenceNumber=number)
        for number, competency in enumerate(spec.competencies, 1):
            above = self._target(self._area(competency.area), competency.area)
            yield self._link("isChildOf", self._of(competency.code), above, sequenceNumber=number)

    def _precedes(self) -> Iterator[dict[str, Any]]:
        for before, after in dict.fromkeys(self.spec.prerequisites):
            yield self._link("precedes", self._of(before), self._of(after))

    def _alignments(self) -> Iterator[dict[str, Any]]:
        for competency in self.spec.competencies:
            for alignment in dict.fromkeys(competency.alignments):
                framework, _, code = alignment.partition(":")
                known = framework == "case" and _GUID.fullmatch(code)
                identifier = code if known else guid(framework, "competency", code)
                target = {**self._target(identifier, alignment), "targetType": "CASE"}
                own = {EXTENSION: {"alignment": alignment}}
                yield self._link("isRelatedTo", self._of(competency.code), target, extensions=own)

    def _definitions(self) -> dict[str, Any]:
        types = [
            {
                **self._head(self._made("type", kind)),
                "title": title,
                "description": title,
                "hierarchyCode": str(place),
            }
            for place, (kind, title) in enumerate(_TYPES.items(), 1)
        ]
        definitions: dict[str, Any] = {"CFItemTypes": types}
        if self.spec.licence:
            head, title = self._head(self._made("licence")), shorten(self.spec.licence, 200)
            definitions["CFLicenses"] = [{**head, "title": title, "licenseText": self.spec.licence}]
        return definitions

    def _link(
        self, kind: str, origin: Mapping[str, str], destination: Mapping[str, str], **more: object
    ) -> dict[str, Any]:
        identifier = self._made(kind, f"{origin['identifier']} {destination['identifier']}")
        return {
            **self._head(identifier),
            "associationType": kind,
            "originNodeURI": dict(origin),
            "destinationNodeURI": dict(destination),
            **more,
        }

    def _head(self, identifier: str) -> dict[str, Any]:
        uri = self._target(identifier, "")["uri"]
        return {"identifier": identifier, "uri": uri, "lastChangeDateTime": self.changed}

    def _target(self, identifier: str, title: str) -> dict[str, str]:
        # Senda does not serve packages, so an address would promise what is not there.
        return {"title": title, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}

    def _of(self, code: str) -> dict[str, str]:
        return self._target(self.identifiers[code], code)

    def _area(self, code: str) -> str:
        return self._made("area", code)

    def _made(self, kind: str, code: str = "") -> str:
        return guid(self.spec.code, kind, code)

    def _guid(self, known: str, kind: str, code: str) -> str:
        """Give the identifier that something has, if CASE takes it and nothing else has it."""
        free = _GUID.fullmatch(known) and known not in self.taken
        identifier = known if free else self._made(kind, code)
        self.taken.add(identifier)
        return identifier


def _own(competency: CompetencySpec, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "identifier": competency.identifier,
        "cuts": list(competency.cuts),
        "weight": competency.weight,
        "level_names": [{"names": dict(names)} for names in competency.level_names],
    }
