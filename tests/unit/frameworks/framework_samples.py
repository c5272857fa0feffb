"""Frameworks to try things on: one with everything, arbitrary ones, and a CASE package written by hand."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

from adapters.frameworks.base import CompetencySpec, FrameworkSpec, LevelSpec

FULL = FrameworkSpec(
    code="full",
    version="2.1",
    names={"es": "Con todo", "en": "With everything"},
    areas={"A": {"es": "Área", "en": "Area"}, "A.1": {"es": "=1+1"}, "B": {"en": "B | b \\ c"}},
    competencies=(
        CompetencySpec(
            "b1", "B", {"es": "Último primero", "en": "Last, first"}, (-1.0, 0.25), 2.5,
            ({"es": "Algo", "en": "Some"}, {"es": "Todo|más", "en": "All"}), ("rd217-2022-mat-eso:1-3-1.1",),
        ),
        CompetencySpec("a|1", "A.1", {"es": "-cmd|' /C calc'!A0"}, (0.0,), 1.0, ({"es": "Hecho"},),
                       identifier="5c8f6e8e-1111-4222-8333-444455556666"),
        CompetencySpec("a2", "A.1", {"pt-BR": "Só em português", "en": "a <b>bold</b> &amp; name"}, (1e-7, 3.0)),
    ),
    prerequisites=(("b1", "a|1"), ("b1", "a2"), ("a|1", "a2")),
    levels=(LevelSpec("1", {"es": "Uno", "en": "One"}), LevelSpec("2", {"es": "Dos"})),
    area_parents={"A.1": "A"},
    source="@somebody, somewhere",
    licence="CC0",
    identifier="0d9b7c1e-aaaa-4bbb-9ccc-ddddeeeeffff",
)  # fmt: skip

# Whatever a separator, a quote, a formula, markup or a list within a cell could trip over.
_SIGNS = "aZé0ñ=+-@'|\\;:,\"/<>&…漢😀 \u00a0\u2003"
_TEXTS = st.text(_SIGNS, min_size=1, max_size=10).map(lambda text: text.strip() or "x")
_CODES = _TEXTS
_NAMES = st.dictionaries(st.sampled_from(["es", "en", "ca", "pt-BR"]), _TEXTS, min_size=1, max_size=3)
_CUT = st.floats(-20, 20, allow_nan=False)


@st.composite
def frameworks(draw: st.DrawFn) -> FrameworkSpec:
    """Any framework that `check` lets through."""
    levels = draw(st.lists(_CODES, unique=True, max_size=3))
    areas = draw(st.lists(_CODES, unique=True, min_size=1, max_size=4))
    codes = draw(st.lists(_CODES, unique=True, min_size=1, max_size=6))
    # An area lies in an earlier one, a competency follows earlier ones: no cycles.
    parents = {
        area: areas[draw(st.integers(0, place - 1))]
        for place, area in enumerate(areas)
        if place and draw(st.booleans())
    }
    pairs = [
        (codes[before], codes[after])
        for after in range(len(codes))
        for before in range(after)
        if draw(st.booleans())
    ]
    return FrameworkSpec(
        code=draw(_CODES.filter(lambda code: ":" not in code)),
        version=draw(_TEXTS),
        names=draw(_NAMES),
        areas={area: draw(_NAMES) for area in areas},
        competencies=tuple(draw(_competency(code, areas, len(levels))) for code in codes),
        prerequisites=tuple(pairs),
        levels=tuple(LevelSpec(code, draw(_NAMES)) for code in levels),
        area_parents=parents,
        source=draw(st.one_of(st.just(""), _TEXTS)),
        licence=draw(st.one_of(st.just(""), _TEXTS)),
        identifier=draw(st.one_of(st.just(""), _TEXTS, st.uuids(version=4).map(str))),
    )


@st.composite
def _competency(draw: st.DrawFn, code: str, areas: list[str], levels: int) -> CompetencySpec:
    count = draw(st.sampled_from(sorted({1, max(levels, 1)})))
    cuts = sorted(draw(st.lists(_CUT, min_size=count, max_size=count, unique=True)))
    named = draw(st.booleans())
    return CompetencySpec(
        code,
        draw(st.sampled_from(areas)),
        draw(_NAMES),
        tuple(cuts),
        draw(st.floats(0.001, 1000)),
        tuple(draw(_NAMES) for _ in cuts) if named else (),
        tuple(draw(st.lists(st.builds("{}:{}".format, st.just("fw"), _TEXTS), unique=True, max_size=2))),
        draw(st.one_of(st.just(""), _TEXTS)),
    )


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def link(number: int, kind: str, origin: int | str, destination: int | str, **more: Any) -> dict[str, Any]:
    def end(node: int | str) -> dict[str, str]:
        identifier = uuid(node) if isinstance(node, int) else node
        return {"title": "x", "identifier": identifier, "uri": f"https://case.example/{identifier}"}

    return {
        "identifier": uuid(1000 + number),
        "uri": f"https://case.example/{uuid(1000 + number)}",
        "associationType": kind,
        "originNodeURI": end(origin),
        "destinationNodeURI": end(destination),
        "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
        **more,
    }


def item(number: int, statement: str, code: str | None = None, **more: Any) -> dict[str, Any]:
    coded = {} if code is None else {"humanCodingScheme": code}
    return {
        "identifier": uuid(number),
        "uri": f"https://case.example/{uuid(number)}",
        "fullStatement": statement,
        "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
        **coded,
        **more,
    }


_PACKAGE: dict[str, Any] = {
    "CFDocument": {
        "identifier": uuid(0),
        "uri": "https://case.example/doc",
        "creator": "Department of Tests",
        "title": "Sample <em>framework</em>",
        "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
        "officialSourceURL": "https://tests.example/sample",
        "language": "en-US",
        "adoptionStatus": "Adopted",
        "licenseURI": {"title": "see", "identifier": uuid(900), "uri": "https://tests.example/licence"},
    },
    "CFItems": [
        item(1, "Numbers", "N", CFItemType="Domain"),
        item(2, "Whole numbers", "N.1", CFItemType="Cluster"),
        item(3, "Counts &amp; compares<br>whole <b>numbers</b>", "N.1.a", CFItemType="Standard",
             abbreviatedStatement="Counts", educationLevel=["03"]),
        item(4, "Adds whole numbers", "N.1.b", CFItemType="Standard"),
        item(5, "Measures", None, CFItemType="Domain"),
        item(6, "Reads a clock", "N.1.b", CFItemType="Standard"),
        item(7, "Suma números naturales", None, language="es", CFItemType="Standard"),
        item(8, "Stands alone", "X", CFItemType="Standard"),
        item(9, "Uses objects to add", None, CFItemType="Component"),
    ],
    "CFAssociations": [
        link(1, "isChildOf", 1, 0, sequenceNumber=2),
        link(2, "isChildOf", 5, 0, sequenceNumber=1),
        link(3, "isChildOf", 2, 1, sequenceNumber=1),
        link(4, "isChildOf", 4, 2, sequenceNumber=2),
        link(5, "isChildOf", 3, 2, sequenceNumber=1),
        link(6, "isChildOf", 6, 5),
        link(7, "precedes", 3, 4),
        link(8, "precedes", 4, 6),
        link(9, "isTranslationOf", 7, 4),
        link(10, "exactMatchOf", 3, "ffffffff-0000-4000-8000-000000000001"),
        link(11, "isRelatedTo", "ffffffff-0000-4000-8000-000000000002", 4),
        link(12, "isRelatedTo", 3, 6),
        link(13, "exemplar", 3, "https://example.org/video"),
        link(14, "precedes", 6, "ffffffff-0000-4000-8000-000000000003"),
        link(15, "isChildOf", 9, 4),
    ],
    "CFDefinitions": {"CFLicenses": [{"identifier": uuid(900), "title": "Open licence", "licenseText": "..."}]},
    "CFRubrics": [],
}  # fmt: skip


def package() -> dict[str, Any]:
    """A CASE 1.0 package as other people write them, with a bit of everything."""
    return copy.deepcopy(_PACKAGE)


def as_bytes(content: object) -> bytes:
    return json.dumps(content).encode()
