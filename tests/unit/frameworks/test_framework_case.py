"""CASE packages: other people's come in, ours go out by the schema and come in again."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from framework_samples import FULL, as_bytes, frameworks, item, link, package, uuid
from hypothesis import given
from hypothesis import strategies as st

from adapters.content.base import Problem
from adapters.frameworks import builtin, case
from adapters.frameworks.base import FrameworkSpec
from adapters.frameworks.check import InvalidFramework

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def read(content: object, **options: Any) -> tuple[FrameworkSpec | None, tuple[Problem, ...]]:
    return case.read(io.BytesIO(content if isinstance(content, bytes) else as_bytes(content)), **options)


def good(content: object, **options: Any) -> tuple[FrameworkSpec, dict[str, list[Problem]]]:
    spec, problems = read(content, **options)
    assert [problem for problem in problems if problem.fatal] == []
    assert spec is not None
    return spec, by_code(problems)


def by_code(problems: tuple[Problem, ...]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.code, []).append(problem)
    return found


def test_the_tree_of_somebody_elses_package() -> None:
    spec, _ = good(package())
    assert spec.code == f"case-{uuid(0)}"
    assert (spec.version, spec.names, spec.identifier) == ("2024-05-06", {"en": "Sample framework"}, uuid(0))
    assert spec.source == "Department of Tests. Sample framework. https://tests.example/sample"
    assert spec.licence == "Open licence, https://tests.example/licence"
    assert {code: names["en"] for code, names in spec.areas.items()} == {
        uuid(5)[:8]: "Measures",
        "N": "Numbers",
        "N.1": "Whole numbers",
        "N.1.b": "Adds whole numbers",
    }
    assert spec.area_parents == {"N.1": "N", "N.1.b": "N.1"}
    assert list(spec.areas) == [uuid(5)[:8], "N", "N.1", "N.1.b"]  # as numbered


def test_leaves_are_competencies_unless_kinds_are_said() -> None:
    spec, problems = good(package(), kinds=["standard"])
    assert [(c.code, c.area, c.names) for c in spec.competencies] == [
        ("N.1.b", uuid(5)[:8], {"en": "Reads a clock"}),
        ("N.1.a", "N.1", {"en": "Counts"}),
        ("N.1.b-2", "N.1", {"es": "Suma números naturales", "en": "Adds whole numbers"}),
    ]
    assert [p.values for p in problems["duplicate_code"]] == [{"code": "N.1.b", "given": "N.1.b-2"}]
    assert [(p.where, p.values["name"]) for p in problems["orphan"]] == [(uuid(8), "Stands alone")]
    assert [p.where for p in problems["below_competency"]] == [uuid(4)]
    leaves, _ = good(package())
    assert [c.identifier for c in leaves.competencies] == [uuid(6), uuid(3), uuid(9)]
    assert leaves.areas["N.1.b"] == {"en": "Adds whole numbers", "es": "Suma números naturales"}


def test_associations() -> None:
    spec, problems = good(package(), kinds=["Standard"])
    assert spec.prerequisites == (("N.1.a", "N.1.b-2"), ("N.1.b-2", "N.1.b"))
    alignments = {c.code: c.alignments for c in spec.competencies}
    assert alignments["N.1.a"] == ("case:ffffffff-0000-4000-8000-000000000001",)
    assert alignments["N.1.b-2"] == ("case:ffffffff-0000-4000-8000-000000000002",)
    assert [p.values["reference"] for p in problems["unknown_reference"]] == [
        "ffffffff-0000-4000-8000-000000000003"
    ]
    unused = {p.values["kind"]: p.values["count"] for p in problems["unused_associations"]}
    assert unused == {"isRelatedTo": 1, "exemplar": 1}


def test_markup_becomes_plain_text() -> None:
    content = package()
    content["CFItems"][2].pop("abbreviatedStatement")
    content["CFItems"][5]["fullStatement"] = "a < b and b > c & <script>alert(1)</script>\u0000\ud800 d\n e"
    content["CFItems"][3]["fullStatement"] = "word " * 500
    spec, problems = good(content, kinds=["Standard"])
    names = [c.names["en"] for c in spec.competencies]
    assert names[1] == "Counts & compares whole numbers"
    assert names[0] == "a < b and b > c & d e"
    assert len(names[2]) <= 500
    assert names[2].endswith("word…")
    assert [p.where for p in problems["shortened"]] == [uuid(4)]


def test_a_flat_list_and_a_tree_without_a_document() -> None:
    content = package()
    content["CFAssociations"] = []
    spec, problems = good(content, kinds=["Standard"])
    assert set(spec.areas) == {"general"}
    assert (
        len(spec.competencies) == 5
    )  # the translation is one of its own where nothing says what it translates
    content["CFAssociations"] = [link(1, "isChildOf", 4, 1)]
    spec, problems = good(content)
    assert spec.areas["N"] == {"en": "Numbers"}
    assert "orphan" not in problems


def test_cycles_are_named() -> None:
    content = package()
    content["CFAssociations"] += [link(50, "isChildOf", 8, 8), link(51, "precedes", 6, 3)]
    spec, problems = read(content, kinds=["Standard"])
    found = by_code(problems)
    assert found["area_cycle"][0].values["names"] == ("Stands alone", "Stands alone")
    (cycle,) = found["cycle"]
    assert cycle.fatal
    assert cycle.where in {uuid(3), uuid(4), uuid(6)}
    assert set(cycle.values["codes"]) == {"N.1.a", "N.1.b", "N.1.b-2"}  # type: ignore[call-overload]
    assert spec is not None


def test_an_item_in_two_places_and_identifiers_in_capitals() -> None:
    content = package()
    content["CFAssociations"].append(link(50, "isChildOf", 6, 1))
    for entry in content["CFItems"]:
        entry["identifier"] = entry["identifier"].upper()
    spec, problems = good(content)
    assert [p.where for p in problems["several_parents"]] == [uuid(6)]
    assert len(spec.competencies) == 3


def level(score: float | None, quality: str) -> dict[str, Any]:
    return {"quality": quality, "description": "..."} | ({} if score is None else {"score": score})


def test_levels_come_from_rubrics_that_are_simple() -> None:
    content = package()
    scale = [level(3, "Great"), level(1, "Poor"), level(2, "Fair")]
    content["CFRubrics"] = [{"CFRubricCriteria": [{"CFRubricCriterionLevels": scale}] * 2}]
    spec, problems = good(content)
    assert [(known.code, known.names["en"]) for known in spec.levels] == [
        ("1", "Poor"),
        ("2", "Fair"),
        ("3", "Great"),
    ]
    assert {c.cuts for c in spec.competencies} == {(-1.0, 0.0, 1.0)}
    assert "levels_from_rubrics" in problems
    for other in (
        [level(None, "Great"), level(1, "Poor")],
        [level(1, "x"), level(1, "y")],
        [level(1, "x")],
        [],
    ):
        content["CFRubrics"] = [{"CFRubricCriteria": [{"CFRubricCriterionLevels": other}]}]
        spec, problems = good(content)
        assert spec.levels == ()
        assert [p.values for p in problems["rubrics_left_out"]] == [{"count": 1}]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not_json"),
        (b"<html>", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"CFDocument": NaN}', "not_json"),
        (b"[" * 500_000, "not_json"),
        (b"9" * 10_000, "not_json"),
        (b"[" + b"[]," * 1_000_000, "too_large"),
        (b" " * (50 * 1024 * 1024 + 1), "too_large"),
        ([], "not_case"),
        ({"CFItems": []}, "not_case"),
        ({"CFDocument": []}, "not_case"),
        ({"imsx_codeMajor": "failure"}, "not_case"),
        ({"CFDocument": {"identifier": uuid(0)}}, "empty"),
        ({"CFDocument": {"identifier": uuid(0)}, "CFItems": 5}, "malformed"),
        ({"CFDocument": {"identifier": uuid(0)}, "CFItems": [5, None]}, "malformed"),
        ({"CFDocument": {}, "CFItems": [item(1, "x")]}, "malformed"),
        ({"CFDocument": {"identifier": uuid(0)}, "CFItems": [item(1, "x"), item(1, "y")]}, "duplicate_identifier"),
        ({"CFDocument": {"identifier": uuid(0)}, "CFItems": [item(n, "x") for n in range(1, 2002)]}, "too_many"),
    ],
)  # fmt: skip
def test_bad_packages_are_refused_by_name(content: object, expected: str) -> None:
    problems = read(content)[1]
    assert expected in {problem.code for problem in problems}
    assert any(problem.fatal for problem in problems)


def test_thousands_of_orphans_are_counted() -> None:
    content = package()
    content["CFItems"] += [item(number, "Lost", str(number)) for number in range(10_000, 15_000)]
    _, problems = good(content)
    assert len(problems["orphan"]) == 100
    assert [p.values for p in problems["more_of_these"]] == [{"of": "orphan", "count": 4901}]


def test_a_great_package_is_read_in_time() -> None:
    content = package()
    content["CFItems"] += [item(number, "Leaf", str(number)) for number in range(10_000, 11_900)]
    content["CFAssociations"] += [
        link(number, "isChildOf", number, 5 if number % 2 else 2) for number in range(10_000, 11_900)
    ]
    spec, _ = good(content)
    assert len(spec.competencies) == 1903


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data())
def test_anything_in_place_of_anything_is_read_without_a_crash(data: st.DataObject) -> None:
    content = json.loads(case.write(FULL, changed=NOW)) if data.draw(st.booleans()) else package()
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
            places.append((node, key))
            if isinstance(value, dict | list):
                walk(value)

    walk(content)
    for node, key in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique_by=repr)):
        node[key] = data.draw(VALUES)
    spec, problems = read(content)
    assert spec is not None or any(problem.fatal for problem in problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    assert read(data)[0] is None


# Fields of the JSON schema of CASE 1.1 for a package: needed ones, then others that are allowed.
HEAD = {"identifier", "uri", "lastChangeDateTime"}
FIELDS = {
    "CFDocument": (
        HEAD | {"creator", "title"},
        {"frameworkType", "caseVersion", "officialSourceURL", "publisher", "description", "subject", "subjectURI",
         "language", "version", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes",
         "extensions"},
    ),
    "CFItems": (
        HEAD | {"fullStatement"},
        {"alternativeLabel", "CFItemType", "humanCodingScheme", "listEnumeration", "abbreviatedStatement",
         "conceptKeywords", "conceptKeywordsURI", "notes", "subject", "subjectURI", "language", "educationLevel",
         "CFItemTypeURI", "licenseURI", "statusStartDate", "statusEndDate", "extensions"},
    ),
    "CFAssociations": (
        HEAD | {"associationType", "originNodeURI", "destinationNodeURI"},
        {"sequenceNumber", "CFAssociationGroupingURI", "notes", "extensions"},
    ),
    "CFItemTypes": (HEAD | {"title", "description", "hierarchyCode"}, {"typeCode", "extensions"}),
    "CFLicenses": (HEAD | {"title", "licenseText"}, {"description", "extensions"}),
}  # fmt: skip
GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@given(frameworks())
def test_what_goes_out_has_the_fields_of_case_and_comes_in_again(spec: FrameworkSpec) -> None:
    written = case.write(spec, changed=NOW)
    assert case.write(spec, changed=NOW) == written
    content = json.loads(written)
    assert set(content) == {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions"}
    parts = {"CFDocument": [content["CFDocument"]], **content, **content["CFDefinitions"]}
    parts["CFDocument"] = [content["CFDocument"]]
    identifiers = []
    for part, (needed, allowed) in FIELDS.items():
        for entry in parts.get(part, []):
            assert needed <= set(entry) <= needed | allowed, part
            assert GUID.fullmatch(entry["identifier"])
            assert entry["lastChangeDateTime"] == "2026-03-04T05:06:07Z"
            identifiers.append(entry["identifier"])
            for name, value in entry.items():
                if name.endswith("URI"):
                    assert (
                        {"title", "identifier", "uri"}
                        <= set(value)
                        <= {"title", "identifier", "uri", "targetType"}
                    )
    assert len(set(identifiers)) == len(identifiers)
    found, problems = read(written)
    assert found == spec
    assert list(found.areas) == list(spec.areas)
    assert [problem for problem in problems if problem.fatal] == []


def test_everything_of_ours_survives() -> None:
    assert read(case.write(FULL, changed=NOW)) == (FULL, ())


def test_other_tools_see_names_codes_order_and_identifiers() -> None:
    content = json.loads(case.write(FULL, changed=NOW))
    for entry in [content["CFDocument"], *content["CFItems"], *content["CFAssociations"]]:
        entry.pop("extensions", None)
    spec, _ = good(content)
    assert {c.code for c in spec.competencies} == {"b1", "a|1", "a2"}
    assert sorted(spec.prerequisites) == sorted(FULL.prerequisites)
    assert spec.area_parents == FULL.area_parents
    assert next(c.identifier for c in spec.competencies if c.code == "a|1") == FULL.competencies[1].identifier
    assert spec.licence.startswith("CC0")


def test_identifiers_are_the_same_everywhere() -> None:
    """So that an alignment written in one package points at the item in another."""
    spec = builtin.load("rd217-2022-mat-eso")
    items = {
        i["humanCodingScheme"]: i["identifier"] for i in json.loads(case.write(spec, changed=NOW))["CFItems"]
    }
    pointing = json.loads(case.write(FULL, changed=NOW))["CFAssociations"]
    (target,) = [a["destinationNodeURI"] for a in pointing if a["associationType"] == "isRelatedTo"]
    assert target["identifier"] == items["1-3-1.1"]


def test_a_framework_with_faults_does_not_go_out() -> None:
    with pytest.raises(InvalidFramework):
        case.write(replace(FULL, prerequisites=(("a2", "b1"), ("b1", "a2"))), changed=NOW)


class Server:
    """A port of ours that answers from a table and remembers what was asked."""

    def __init__(self, **answers: tuple[int, object]) -> None:
        self.answers = {f"https://case.example{path}": answer for path, answer in answers.items()}
        self.asked: list[str] = []

    def get(self, url: str, /, *, headers: Any) -> requests.Response:
        assert headers == {"Accept": "application/json"}
        self.asked.append(url)
        response = requests.Response()
        response.status_code, content = self.answers.get(url, (404, {}))
        response._content = content if isinstance(content, bytes) else as_bytes(content)
        return response


PACKAGE = f"/ims/case/v1p0/CFPackages/{uuid(0)}"
DOCUMENT = f"/ims/case/v1p0/CFDocuments/{uuid(0)}"


def test_a_package_and_a_wrapped_one_from_an_address() -> None:
    server = Server(**{PACKAGE: (200, package()), "/v1p1": (200, {"CFPackage": package()})})
    expected = read(package())
    assert case.fetch(server, f"https://case.example{PACKAGE}") == expected
    assert case.fetch(server, "https://case.example/v1p1") == expected


def test_a_document_leads_to_its_package() -> None:
    document = package()["CFDocument"]
    server = Server(**{PACKAGE: (200, package()), DOCUMENT: (200, document), "/p": (200, package())})
    assert case.fetch(server, f"https://case.example{DOCUMENT}")[0] == read(package())[0]
    assert server.asked == [f"https://case.example{DOCUMENT}", f"https://case.example{PACKAGE}"]
    server.answers[f"https://case.example{DOCUMENT}"] = (200, {**document, "CFPackageURI": {"uri": "/p"}})
    assert case.fetch(server, f"https://case.example{DOCUMENT}", kinds=["Standard"])[0] is not None
    assert server.asked[-1] == "https://case.example/p"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://case.example/x", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("https://", "bad_address"),
        ("https://[", "bad_address"),
        ("https://user:secret@case.example/", "bad_address"),
        ("https://case.example/gone", "address_failed"),
        ("https://case.example/html", "not_json"),
        ("https://case.example/other", "not_case"),
        ("https://case.example/evil", "bad_address"),
    ],
)
def test_addresses_without_a_package(url: str, expected: str) -> None:
    evil = {"CFPackageURI": {"uri": "file:///etc/passwd"}}
    server = Server(**{"/html": (200, b"<html>"), "/other": (200, {"a": 1}), "/evil": (200, evil)})
    spec, problems = case.fetch(server, url)
    assert spec is None
    assert [problem.code for problem in problems] == [expected]
    assert all(asked.startswith("https://case.example") for asked in server.asked)
