"""QTI that is damaged, hostile or wrong: said by file and line, never raised."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.content import qti
from adapters.content.base import BankItem, Found, Problem
from adapters.content.media import Spool
from tests.unit.content.test_qti_packages import MANIFEST, package
from tests.unit.content.test_qti_reader import ENTRY, MAP, choices, declared, item, mapping

GOOD = item(declared("identifier", "A"), choices("A", "B"))
BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + GOOD.replace("Which?", "&b;")
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + GOOD.replace("Which?", "&a;")
IN_ATTRIBUTE = '<!DOCTYPE a [<!ENTITY a "ha">]>' + GOOD.replace('title="t"', 'title="&a;"')


def _read(data: bytes | str, tmp_path: Path) -> list[Found]:
    return list(qti.read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), Spool(tmp_path)))


def _codes(found: list[Found], *, fatal: bool = True) -> list[str]:
    return [f.code for f in found if isinstance(f, Problem) and f.fatal == fatal]


WHOLE_FILES = {
    "empty": (b"", "broken_xml"),
    "words": (b"What is this?", "broken_xml"),
    "a web page": (b"<html><body/></html>", "not_qti"),
    "QTI 1.2": (b"<questestinterop><assessment/></questestinterop>", "qti_1"),
    "a test": (b'<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', "not_qti"),
    "bomb": (BOMB.encode(), "xml_declares_entities"),
    "bomb in UTF-16": (BOMB.encode("utf-16"), "xml_declares_entities"),
    "external entity": (OUTSIDE.encode(), "xml_declares_entities"),
    "entity in an attribute": (IN_ATTRIBUTE.encode(), "xml_declares_entities"),
    "unknown entity": (GOOD.replace("Which?", "&nbsp;").encode(), "broken_xml"),
    "cut off": (GOOD[:-40].encode(), "broken_xml"),
    "unknown encoding": (b'<?xml version="1.0" encoding="KLINGON"?><a/>', "not_qti"),
    "too deep": (GOOD.replace("Which?", "<div>" * 3000).encode(), "broken_xml"),
    "too large": (GOOD.replace("Which?", "x" * 5_000_000).encode(), "question_too_large"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    data, code = WHOLE_FILES[name]
    found = _read(data, tmp_path)
    assert _codes(found) == [code]
    assert not any(isinstance(f, BankItem) for f in found)


def test_a_fault_of_form_names_its_line(tmp_path: Path) -> None:
    (problem,) = _read("<assessmentItem>\n<itemBody>\n</assessmentItem>", tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.values) == (":3", {"line": 3})


def test_a_fault_in_a_package_names_file_and_line(tmp_path: Path) -> None:
    wrong = "\n\n" + item(declared("identifier"), choices("A", "B"))
    (problem,) = _read(package({"imsmanifest.xml": MANIFEST, "items/a b.xml": wrong}), tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.code, problem.fatal) == ("items/a b.xml:3", "answer_missing", True)


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="UTF-8"?>'])
def test_windows_1252_that_does_not_say_so_is_read(tmp_path: Path, declaration: str) -> None:
    data = (declaration + GOOD.replace("Which?", "¿Cuál?")).encode("cp1252")
    found = _read(data, tmp_path)
    assert _codes(found, fatal=False) == ["encoding_guessed"]
    assert [f.texts["es"].stem for f in found if isinstance(f, BankItem)] == ["<p>¿Cuál?</p>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings_that_are_declared(tmp_path: Path, encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?>' + GOOD.replace("Which?", "¿Cuál?")
    (found,) = _read(source.encode(encoding), tmp_path)
    assert isinstance(found, BankItem)
    assert found.texts["es"].stem == "<p>¿Cuál?</p>"


ITEMS = {
    "no right answer": (item(declared("identifier"), choices("A", "B")), "answer_missing"),
    "only negative weights": (
        item(declared("identifier", "A", more=mapping({"A": -1})), choices("A", "B"), MAP),
        "answer_missing",
    ),
    "undeclared response": (item("", choices("A", "B")), "answer_missing"),
    "answer that is no choice": (
        item(declared("identifier", "Z"), choices("A", "B")),
        "answer_not_among_choices",
    ),
    "one choice": (item(declared("identifier", "A"), choices("A")), "wrong_number_of_choices"),
    "the same choice twice": (item(declared("identifier", "A"), choices("A", "A", "B")), "duplicate_choice"),
    "no question": (
        item(declared("identifier", "A"), choices("A", "B").replace("Which?", "")),
        "question_missing",
    ),
    "no body": (GOOD.replace("itemBody", "otherBody"), "question_missing"),
    "no identifier": (GOOD.replace('identifier="q1"', ""), "identifier_missing"),
    "empty choice": (
        item(declared("identifier", "A"), choices("A", "B").replace("Text B", " ")),
        "empty_choice",
    ),
    "words for a number": (item(declared("float", "a lot, really"), ENTRY), "key_unreadable"),
    "not a number": (item(declared("float", "NaN("), ENTRY), "key_unreadable"),
    "an incomplete order": (
        item(
            declared("identifier", "A", cardinality="ordered"),
            choices("A", "B", kind="orderInteraction", more=""),
        ),
        "order_incomplete",
    ),
    "a language that is none": (GOOD.replace("<assessmentItem", '<assessmentItem xml:lang="../x"'), ""),
}


@pytest.mark.parametrize("name", ITEMS)
def test_items_that_cannot_be_asked(name: str, tmp_path: Path) -> None:
    source, code = ITEMS[name]
    found = _read(source, tmp_path)
    assert not any(isinstance(f, BankItem) for f in found)
    assert len(found) == 1
    assert isinstance(found[0], Problem)
    assert found[0].code == (code or "language_unknown")
    if code != "question_missing":
        assert found[0].fatal


def test_weights_that_are_not_finite_do_not_count(tmp_path: Path) -> None:
    worth = declared("identifier", "A", more=mapping({"A": 1, "B": float("nan")}))
    (found,) = _read(item(worth, choices("A", "B"), MAP), tmp_path)
    assert isinstance(found, BankItem)
    assert found.key.partial == ()


def test_duplicate_items_are_named(tmp_path: Path) -> None:
    found = _read(package({"a.xml": GOOD, "b.xml": GOOD}), tmp_path)
    (problem,) = [f for f in found if isinstance(f, Problem) and f.fatal]
    assert (problem.where, problem.code) == ("b.xml", "duplicate_item")
    assert problem.values == {"item": "q1", "first": "a.xml"}


def test_a_file_that_the_manifest_names_must_be_there(tmp_path: Path) -> None:
    assert _codes(_read(package({"imsmanifest.xml": MANIFEST}), tmp_path)) == ["file_missing"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("../evil.xml", "unsafe_path"), ("/evil.xml", "unsafe_path"), ("a.zip", "nested_archive")],
)
def test_archives_with_harmful_names(tmp_path: Path, name: str, code: str) -> None:
    data = package({"imsmanifest.xml": MANIFEST, "items/a b.xml": GOOD, name: "x"})
    assert code in _codes(_read(data, tmp_path))


def test_media_outside_of_the_package_are_not_read(tmp_path: Path) -> None:
    body = '<p><img src="../../../../etc/passwd" alt="x"/><img src="/etc/passwd" alt="y"/></p>' + choices(
        "A", "B"
    )
    files = {"imsmanifest.xml": MANIFEST, "items/a b.xml": item(declared("identifier", "A"), body)}
    found = _read(package(files), tmp_path)
    assert [f.media for f in found if isinstance(f, BankItem)] == [()]


def test_a_zip_bomb_is_not_unfolded(tmp_path: Path) -> None:
    data = package({"imsmanifest.xml": MANIFEST, "items/a b.xml": b"\0" * 70_000_000})
    began = time.process_time()
    assert _codes(_read(data, tmp_path)) == ["unfolds_too_large"]
    assert time.process_time() - began < 10


def test_a_bomb_in_the_manifest_is_not_read(tmp_path: Path) -> None:
    manifest = '<!DOCTYPE a [<!ENTITY a "ha">]>' + MANIFEST
    assert "xml_declares_entities" in _codes(_read(package({"imsmanifest.xml": manifest}), tmp_path))


def test_a_cut_archive_is_named(tmp_path: Path) -> None:
    assert _codes(_read(package({"a.xml": GOOD})[:-30], tmp_path)) == ["truncated_zip"]


WHOLE = package(
    {
        "imsmanifest.xml": MANIFEST,
        "items/a b.xml": item(
            declared("string", "x", more=mapping({"x": 1, "y": 0.5})), ENTRY + '<img src="../d.png"/>', MAP
        ),
        "d.png": b"\x89PNG\r\n\x1a\n",
    }
)


def _stored() -> bytes:
    """The same without compression, so that what changes is the XML and not the archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WHOLE)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    return out.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_changed_files_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    source = bytearray(
        data.draw(st.sampled_from((GOOD.encode(), _stored(), ITEMS["an incomplete order"][0].encode())))
    )
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(source) - 1))
        source[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    for found in _read(bytes(source), tmp_path):
        assert isinstance(found, BankItem | Problem)


_WORDS = st.sampled_from(
    [
        "identifier",
        "float",
        "string",
        "directedPair",
        "integer",
        "multiple",
        "single",
        "ordered",
        "A",
        "B",
        "C",
        "1",
        "-1",
        "0",
        "NaN",
        "1e400",
        "x",
        "RESPONSE",
        "SCORE",
        "match",
        "equal",
        "map_response",
        "patternMatch",
        "stringMatch",
        "and",
        "or",
        "not",
        "isNull",
        "mapResponse",
        "sum",
        "product",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_changed_words_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    source = data.draw(
        st.sampled_from((GOOD, ITEMS["only negative weights"][0], ITEMS["words for a number"][0]))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        source = source.replace(data.draw(_WORDS), data.draw(_WORDS), data.draw(st.integers(1, 3)))
    for found in _read(source, tmp_path):
        assert isinstance(found, BankItem | Problem)
