"""A CASE package becomes a framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from adapters.content.base import Problem
from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec
from adapters.frameworks.case_package import (
    LARGEST,
    Findings,
    Item,
    Package,
    objects,
    own,
    parse,
    take_apart,
    unwrapped,
)
from adapters.frameworks.case_rubrics import levels_of
from adapters.frameworks.case_tree import Tree, grow
from adapters.frameworks.check import LONGEST_TEXT, MOST_COMPETENCIES, check, placed
from adapters.frameworks.levels import even_cuts
from adapters.frameworks.text import LANGUAGE, LONGEST_CODE, is_one_line, language, numbered, one_line, plain

_ALIGNED = ("exactMatchOf", "isRelatedTo", "isPeerOf")
_GENERAL = "general"


def read(
    stream: BinaryIO, *, kinds: Collection[str] = (), default_language: str = "en"
) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    """Read a package.

    Parameters
    ----------
    kinds : collection of str
        Item types (``CFItemType``) that are competencies; without any the leaves of the tree are.
    default_language : str
        Of texts that name none.

    Returns
    -------
    (FrameworkSpec or None, problems)
        `where` of a problem is an identifier; None only where there is nothing to show. Take the framework
        when no problem is fatal.
    """
    content = parse(stream.read(LARGEST + 1))
    if isinstance(content, Problem):
        return None, (content,)
    return from_json(content, kinds=kinds, default_language=default_language)


def from_json(
    content: object, *, kinds: Collection[str] = (), default_language: str = "en"
) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    """Make a framework of the JSON of a package, as `read`."""
    inside = unwrapped(content)
    if inside is None:
        return None, (Problem("", "not_case"),)
    findings = Findings()
    package = take_apart(inside, findings)
    tree = grow(package, kinds, findings)
    if not tree.competencies:
        findings.add("", "empty", fatal=True)
        return None, findings.all()
    if len(tree.competencies) > MOST_COMPETENCIES:
        found = len(tree.competencies)
        findings.add("", "too_many", fatal=True, found=found, most=MOST_COMPETENCIES)
        return None, findings.all()
    mine = own(package.document, package.identifier, findings)
    spoken = _language(package.document.get("language"), bool(mine), default_language)
    making = _Making(package, tree, findings, spoken, mine)
    spec = making.framework()
    places = {code: identifier for identifier, code in making.codes.items()}
    return spec, (*findings.all(), *placed(check(spec), places))


@dataclass(slots=True)
class _Making:
    """A framework while it is made; `areas` and `codes` (of competencies) by identifiers."""

    package: Package
    tree: Tree
    findings: Findings
    language: str
    own: Mapping[str, Any]
    areas: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    translated: dict[str, list[str]] = field(default_factory=dict)

    def framework(self) -> FrameworkSpec:
        """Put everything together."""
        self._code(self.tree.areas, self.areas)
        self._code(self.tree.competencies, self.codes)
        for origin, destination in self.tree.translations.items():
            self.translated.setdefault(destination, []).append(origin)
        levels = self._levels()
        spec = self._document()
        items = self.package.items
        ordered = sorted(self.tree.areas, key=lambda identifier: _position(items[identifier]))
        areas: dict[str, Mapping[str, str]] = {
            self.areas[i]: self._names(items[i], self.areas[i]) for i in ordered
        }
        parents = {
            self.areas[i]: self.areas[parent] for i, parent in self.tree.areas.items() if parent in self.areas
        }
        general = ""
        if any(parent not in self.areas for parent in self.tree.competencies.values()):
            general = numbered(_GENERAL, areas)
            areas[general] = spec.names
        aligned, prerequisites = self._links()
        competencies = tuple(
            self._competency(items[i], self.areas.get(self.tree.competencies[i], general), levels, aligned)
            for i in sorted(self.tree.competencies, key=lambda identifier: _position(items[identifier]))
        )
        return replace(
            spec,
            areas=areas,
            area_parents=parents,
            competencies=competencies,
            levels=levels,
            prerequisites=prerequisites,
        )

    def _document(self) -> FrameworkSpec:
        document, mine = self.package.document, self.own
        names = {self.language: _text(document.get("title"), bool(mine)) or self.package.identifier}
        address = plain(document.get("officialSourceURL")) or plain(document.get("uri"))
        described = (plain(document.get("creator")), names[self.language], address)
        code = _string(mine, "code") or f"case-{self.package.identifier}"
        version = plain(document.get("version"), LONGEST_CODE)
        changed = plain(document.get("lastChangeDateTime"), LONGEST_CODE)
        identifier = mine.get("identifier", self.package.identifier)
        return FrameworkSpec(
            code=code.replace(":", "-")[:LONGEST_CODE],
            version=_string(mine, "version") or version or changed[:10] or "1",
            names={**names, **self._more_names(mine, self.package.identifier)},
            areas={},
            competencies=(),
            source=_string(mine, "source", ". ".join(part for part in described if part)),
            licence=_string(mine, "licence", _licence(self.package)),
            identifier=identifier if isinstance(identifier, str) else self.package.identifier,
        )

    def _levels(self) -> tuple[LevelSpec, ...]:
        if "levels" in self.own:
            return tuple(
                LevelSpec(_string(level, "code"), self._more_names(level, self.package.identifier))
                for level in objects(self.own["levels"])
            )
        return levels_of(self.package.rubrics, self.language, self.findings)

    def _code(self, identifiers: Iterable[str], codes: dict[str, str]) -> None:
        """Give each item a code of its own: the publisher's, or the beginning of its identifier."""
        taken: set[str] = set()
        for identifier in identifiers:
            item = self.package.items[identifier]
            stated = _text(item.data.get("humanCodingScheme"), bool(item.own), LONGEST_CODE)
            code = numbered(stated or identifier[:8], taken)
            if stated and code != stated:
                self.findings.add(identifier, "duplicate_code", code=stated, given=code)
            taken.add(code)
            codes[identifier] = code

    def _names(self, item: Item, code: str) -> dict[str, str]:
        names = {**self._statement(item, code), **self._more_names(item.own, item.identifier)}
        for origin in self.translated.get(item.identifier, ()):
            names = {**self._statement(self.package.items[origin], code), **names}
        return names

    def _statement(self, item: Item, code: str) -> dict[str, str]:
        mine, data = bool(item.own), item.data
        spoken = _language(data.get("language"), mine, self.language)
        full = _text(data.get("fullStatement"), mine)
        name = full if mine else plain(data.get("abbreviatedStatement")) or full
        if not name:
            self.findings.add(item.identifier, "empty_name", code=code)
        elif name.endswith("…") and not str(data.get("fullStatement")).rstrip().endswith("…"):
            self.findings.add(item.identifier, "shortened", name=item.label)
        return {spoken: name or code}

    def _more_names(self, mine: Mapping[str, Any], where: str) -> dict[str, str]:
        names = mine.get("names", {})
        if isinstance(names, dict) and all(isinstance(name, str) for name in names.values()):
            return {code: _text(name, True) for code, name in names.items()}
        self.findings.add(where, "bad_extension", part="names")
        return {}

    def _competency(
        self, item: Item, area: str, levels: tuple[LevelSpec, ...], aligned: Mapping[str, list[str]]
    ) -> CompetencySpec:
        code, mine = self.codes[item.identifier], item.own
        identifier = mine.get("identifier", item.identifier)
        return CompetencySpec(
            code,
            area,
            self._names(item, code),
            self._numbers(item, "cuts") or even_cuts(len(levels)),
            (self._numbers(item, "weight") or (1.0,))[0],
            tuple(self._more_names(names, item.identifier) for names in objects(mine.get("level_names"))),
            tuple(aligned.get(item.identifier, ())),
            identifier if isinstance(identifier, str) else item.identifier,
        )

    def _numbers(self, item: Item, part: str) -> tuple[float, ...]:
        value = item.own.get(part, [])
        values = value if isinstance(value, list) else [value]
        if all(isinstance(number, int | float) and abs(number) < 1e300 for number in values):
            return tuple(map(float, values))
        self.findings.add(item.identifier, "bad_extension", part=part)
        return ()

    def _links(self) -> tuple[dict[str, list[str]], tuple[tuple[str, str], ...]]:
        """Find what corresponds to competencies elsewhere, and which one comes before which."""
        aligned: dict[str, list[str]] = {}
        pairs: dict[tuple[str, str], None] = {}
        unused: Counter[str] = Counter()
        for link in self.package.links:
            ends = (link.origin, link.destination)
            inside = [end in self.package.items for end in ends]
            if link.kind == "precedes" and all(end in self.codes for end in ends):
                pairs[self.codes[link.origin], self.codes[link.destination]] = None
            elif link.kind == "precedes" and not all(inside):
                self.findings.add(link.origin, "unknown_reference", reference=ends[inside.index(False)])
            elif link.kind in _ALIGNED and link.origin in self.codes and "alignment" in link.own:
                aligned.setdefault(link.origin, []).append(_string(link.own, "alignment"))
            elif link.kind in _ALIGNED and any(end in self.codes for end in ends) and not all(inside):
                here, there = ends if inside[0] else ends[::-1]
                if (alignment := f"case:{there}") not in aligned.setdefault(here, []):
                    aligned[here].append(alignment)
            elif link.kind not in ("isChildOf", "isTranslationOf"):
                unused[link.kind] += 1
        for kind, count in unused.items():
            self.findings.add("", "unused_associations", kind=kind, count=count)
        return aligned, tuple(pairs)


def _language(value: object, mine: bool, default: str) -> str:
    """Give the language of a text: as it is where Senda wrote it, else without its country."""
    if mine and isinstance(value, str) and LANGUAGE.fullmatch(value):
        return value
    return language(value, default)


def _position(item: Item) -> float:
    position = item.own.get("position")
    return float(position) if isinstance(position, int) and position < 10**9 else float("inf")


def _text(value: object, mine: bool, longest: int = 500) -> str:
    """Read a text: as it is where Senda wrote it, else as plain text."""
    if mine and isinstance(value, str):
        return value if is_one_line(value) else one_line(value)
    return plain(value, longest)


def _string(mine: Mapping[str, Any], part: str, default: str = "") -> str:
    value = mine.get(part)
    return _text(value[: LONGEST_TEXT + 1], True) if isinstance(value, str) else default


def _licence(package: Package) -> str:
    link = package.document.get("licenseURI")
    if not isinstance(link, dict):
        return ""
    known = {plain(licence.get("identifier")).lower(): licence for licence in package.licences}
    licence = known.get(plain(link.get("identifier")).lower(), link)
    return ", ".join(part for part in (plain(licence.get("title")), plain(link.get("uri"))) if part)
