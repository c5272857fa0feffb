"""What goes out as QTI 3 comes in again as it was; and it is QTI that others can read."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from adapters.content import digital_teaching, mathematics, qti
from adapters.content.base import AnswerKey, BankItem, ItemText, Media, Partial, Problem
from adapters.content.media import Spool
from adapters.content.qti.parameters import VOCABULARY
from adapters.content.qti.patterns import from_pattern, to_pattern
from tests.unit.content.moodle_items import PNG, SOUND, blanks_around, htmls, items, spoken

Q = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
P = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
#: The order of the schema.
PARTS = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]
#: Whole banks take minutes to be made small: a failure is shown as it was found.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(scope="module")
def spool() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory() as directory:
        yield Spool(directory)


def _digests(spool: Spool) -> tuple[str, ...]:
    kept = [spool.add([PNG], "a.png"), spool.add([SOUND], "a.mp3")]
    return tuple(media.digest for media in kept if isinstance(media, Media))


def _written(found: list[BankItem], spool: Spool, language: str = "") -> bytes:
    out = io.BytesIO()
    qti.write(found, spool.open, out, language=language)
    return out.getvalue()


def _again(data: bytes) -> tuple[list[BankItem], list[Problem]]:
    with tempfile.TemporaryDirectory() as directory:
        back = list(qti.read(io.BytesIO(data), Spool(directory)))
    return [i for i in back if isinstance(i, BankItem)], [p for p in back if isinstance(p, Problem)]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_items_come_back(spool: Spool, data: st.DataObject) -> None:
    digests = _digests(spool)
    some = st.builds(spoken, items(digests), htmls())
    found = data.draw(st.lists(some, min_size=1, max_size=3, unique_by=lambda item: item.code))
    assume(not any(map(blanks_around, found)))
    back, problems = _again(_written(found, spool))
    assert problems == []
    assert back == found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_what_is_written_keeps_to_the_schema_as_far_as_we_know_it(spool: Spool, data: st.DataObject) -> None:
    item = data.draw(items(_digests(spool)))
    with zipfile.ZipFile(io.BytesIO(_written([item], spool))) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        hrefs = [file.get("href") for file in manifest.iter(f"{P}file")]
        assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(archive.namelist())
        names = {resource.get("identifier") for resource in manifest.iter(f"{P}resource")}
        assert {one.get("identifierref") for one in manifest.iter(f"{P}dependency")} <= names
        (href,) = [name for name in hrefs if name and name.startswith("items/")]
        root = etree.fromstring(archive.read(href))
    tags = [str(child.tag).removeprefix(Q) for child in root]
    assert tags == sorted(tags, key=PARTS.index)
    declared = {one.get("identifier") for one in root if "declaration" in str(one.tag)}
    used = {
        e.get("identifier") for e in root.iter(f"{Q}qti-variable", f"{Q}qti-map-response", f"{Q}qti-correct")
    }
    used |= {e.get("response-identifier") for e in root.iter() if e.get("response-identifier")}
    used |= {e.get("outcome-identifier") for e in root.iter() if e.get("outcome-identifier")}
    assert used <= declared
    for name in ("qti-simple-choice", "qti-inline-choice", "qti-simple-associable-choice"):
        identifiers = [e.get("identifier") or "" for e in root.iter(f"{Q}{name}")]
        assert all(not set(" \t\n") & set(one) and (one[0].isalpha() or one[0] == "_") for one in identifiers)


@pytest.mark.parametrize("bank", [mathematics, digital_teaching], ids=["mathematics", "digital teaching"])
def test_our_own_banks_come_back(bank: object, spool: Spool) -> None:
    found = list(bank.load().items)  # type: ignore[attr-defined]
    back, problems = _again(_written(found, spool))
    assert problems == []
    assert back == found


def test_the_same_items_make_the_same_file(spool: Spool) -> None:
    found = list(mathematics.load().items[:5])
    assert _written(found, spool) == _written(found, spool)


def test_one_language_alone(spool: Spool) -> None:
    item = mathematics.load().items[0]
    back, _ = _again(_written([item], spool, "en"))
    assert back == [replace(item, texts={"en": item.texts["en"]})]


def test_others_can_score_it_without_our_vocabulary(spool: Spool) -> None:
    """Without what only we understand, what counts as right is still the same."""
    key = AnswerKey(
        "multiple", ("a", "c"), partial=(Partial("a", 0.5), Partial("b", -0.5), Partial("c", 0.5))
    )
    text = ItemText("<p>Which?</p>", ("x", "y", "z"), feedback={"b": "No."}, explanation="<p>Why.</p>")
    item = BankItem("q1", ("m1",), key, {"en": text}, ("a", "b", "c"), difficulty=1.5, tags=("t",))
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_written([item], spool))) as source,
        zipfile.ZipFile(data, "w") as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "imsmanifest.xml":
                content = content.replace(VOCABULARY.encode(), b"somebody else's")
            archive.writestr(name, content)
    back, problems = _again(data.getvalue())
    assert problems == []
    assert back == [replace(item, competencies=(), difficulty=None)]


@given(st.text("aAbñß*\\.?+{}()[]|^$- 1", max_size=12).map(str.strip), st.booleans())
def test_wildcards_come_back(answer: str, case_sensitive: bool) -> None:
    assert from_pattern(to_pattern(answer, case_sensitive=case_sensitive))[0] == answer
