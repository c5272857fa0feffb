"""Packages of QTI: the manifest, media, texts that several items share."""

import io
import zipfile
from pathlib import Path

from adapters.content import qti
from adapters.content.base import BankItem, Problem
from adapters.content.media import Spool
from tests.unit.content.moodle_items import PNG
from tests.unit.content.test_qti_reader import V3, choices, declared, item, one, read

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"
  xmlns:lom="http://ltsc.ieee.org/xsd/LOM" xmlns:csm="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscsmd_v1p1">
  <organizations/><resources>
  <resource identifier="r1" type="imsqti_item_xmlv2p1" href="items/a%20b.xml"><metadata><lom:lom><lom:general>
    <lom:keyword><lom:string>rivers</lom:string></lom:keyword></lom:general></lom:lom>
    <csm:curriculumStandardsMetadataSet><csm:curriculumStandardsMetadata><csm:setOfGUIDs><csm:labelledGUID>
    <csm:label>CCSS.6</csm:label><csm:GUID>6abfaa45</csm:GUID></csm:labelledGUID></csm:setOfGUIDs>
    </csm:curriculumStandardsMetadata></csm:curriculumStandardsMetadataSet></metadata>
    <file href="items/a%20b.xml"/></resource>
  <resource identifier="r2" type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>"""


def package(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_package_with_media(tmp_path: Path) -> None:
    body = (
        '<p><img src="../img/dot.png" alt="A dot"/><object type="image/png" data="../img/dot.png">Dot</object></p>'
        + choices("A", "B")
    )
    files = {
        "imsmanifest.xml": MANIFEST,
        "items/a b.xml": item(declared("identifier", "A"), body),
        "img/dot.png": PNG,
    }
    spool = Spool(tmp_path)
    (found,) = qti.read(io.BytesIO(package(files)), spool)
    assert isinstance(found, BankItem)
    (media,) = spool.kept
    assert found.media == (media.digest,)
    assert found.texts["es"].stem.count(f'src="media:{media.digest}"') == 2
    assert found.tags == ("rivers",)
    assert found.alignments == ("case:6abfaa45",)
    assert found.withheld == ""


def test_a_picture_that_is_not_there_withholds_the_item(tmp_path: Path) -> None:
    body = '<p><img src="gone.png" alt="A dot"/></p>' + choices("A", "B")
    found = read(item(declared("identifier", "A"), body), tmp_path)
    assert [f.withheld for f in found if isinstance(f, BankItem)] == ["figure_missing"]
    assert [f.code for f in found if isinstance(f, Problem)] == ["figure_missing"]


def test_a_shared_text_comes_first(tmp_path: Path) -> None:
    stimulus = (
        f'<qti-assessment-stimulus xmlns="{V3}" identifier="s" title="t"><qti-stimulus-body><p>Once.</p>'
        '<img src="dot.png" alt="Dot"/></qti-stimulus-body></qti-assessment-stimulus>'
    )
    source = item(declared("identifier", "A"), choices("A", "B")).replace(
        "<itemBody>", '<assessmentStimulusRef identifier="s" href="../texts/s.xml"/><itemBody>'
    )
    files = {
        "imsmanifest.xml": MANIFEST,
        "items/a b.xml": source,
        "texts/s.xml": stimulus,
        "texts/dot.png": PNG,
    }
    found = one(package(files), tmp_path)
    assert found.texts["es"].stem.startswith("<p>Once.</p><img src=")
    assert len(found.media) == 1


def test_files_without_a_manifest(tmp_path: Path) -> None:
    source = item(declared("identifier", "A"), choices("A", "B"))
    found = read(package({"a.xml": source, "b.xml": source.replace("q1", "q2")}), tmp_path)
    assert [f.code for f in found] == ["manifest_missing", "q1", "q2"]
