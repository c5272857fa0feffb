"""Every format by one door: told by what a file holds, read and written; what none can say is said here."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from adapters.content import gift
from adapters.content.base import BankItem, Found, Media, Problem
from adapters.content.formats import FORMATS, Format, detect, read_any, reader, write_as
from adapters.content.media import Spool
from adapters.content.rich_html import to_text
from tests.unit.content.moodle_items import PNG, items

BY_CODE = {one.code: one for one in FORMATS}
QTI = '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q">'


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return out.getvalue()


def _packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.xml", text)
    return out.getvalue()


FILES = {
    "Moodle XML": (b'<?xml version="1.0"?>\n<!-- x --><quiz>', "a.xml", "moodle_xml"),
    "Moodle XML in UTF-16": ("\ufeff<quiz>".encode("utf-16-le"), "a.xml", "moodle_xml"),
    "QTI 2": (QTI.encode(), "a.xml", "qti"),
    "QTI 3": (b"<qti-assessment-item>", "a.xml", "qti"),
    "QTI with a prefix": (b"<q:assessmentItem>", "a.txt", "qti"),
    "QTI package": (_zip("items/a.xml", "imsmanifest.xml"), "a.zip", "qti"),
    "QTI items in an archive": (_zip("a.xml"), "a.zip", "qti"),
    "OATutor": (_zip("x/coursePlans.json"), "a.zip", "oatutor"),
    "GIFT": (b"::Q1:: Who? {=me ~you}", "a.txt", "gift"),
    "GIFT true": (b"Is it? {T}", "a.gift", "gift"),
    "GIFT in windows-1252": ("¿Quién? {=yo ~tú}".encode("cp1252"), "a.txt", "gift"),
    "GIFT with a category": (b"\xef\xbb\xbf$CATEGORY: a\n\n", "a", "gift"),
    "CSV": (b"code,stem,answer\n", "a.csv", "csv"),
    "CSV in Spanish": ("código;enunciado;respuesta\n".encode("cp1252"), "a.txt", "csv"),
    "CSV of Excel": (b'sep=;\n"code";"stem";"answer"\n', "a.txt", "csv"),
    "CSV with questions like GIFT": (b"code,stem,answer\nq,{=a},b\n", "a.csv", "csv"),
    "a table without our columns": (b"a,b\n", "a.csv", "csv"),
    "a picture": (PNG, "a.png", None),
    "a web page": (b"<html><body>", "a.xml", None),
    "a backup of Moodle": (_zip("moodle_backup.xml"), "a.mbz", None),
    "an archive of texts": (_zip("a.txt"), "a.zip", None),
    "words": (b"Dear colleague,", "a.txt", None),
    "nothing": (b"", "a.csv", None),
}


@pytest.mark.parametrize("name", [name for name in FILES if name != "nothing"])
def test_formats_are_told_by_what_a_file_holds(name: str) -> None:
    data, filename, code = FILES[name]
    names: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = tuple(archive.namelist())
    found = detect(data, filename, names)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name][2] is None])
def test_what_is_none_of_them_is_said(name: str, tmp_path: Path) -> None:
    data, filename, _ = FILES[name]
    (problem,) = read_any(io.BytesIO(data), filename, Spool(tmp_path))
    assert isinstance(problem, Problem)
    assert problem.fatal
    if data:
        assert problem.code == "format_unknown"
        assert problem.values == {"formats": "Moodle XML, GIFT, QTI, CSV, OATutor"}


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.code)
def test_every_format_has_a_reader_that_never_raises(kind: Format, tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04", b"\0" * 100, b"<a/>", b"x" * 1000, _zip("a")):
        found = list(reader(kind)(io.BytesIO(data), Spool(tmp_path), language="es"))
        assert any(isinstance(f, Problem) for f in found)
        assert not any(isinstance(f, BankItem) for f in found)


def test_oatutor_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="oatutor"):
        write_as(BY_CODE["oatutor"], [], Spool(tmp_path).open, io.BytesIO())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_file_never_raises(tmp_path: Path, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([content for content, _, _ in FILES.values()]))
    name = data.draw(st.sampled_from(("a.csv", "a.xml", "a.gift", "a.zip", "")))
    stream = io.BytesIO(start + data.draw(st.binary(max_size=200)))
    for found in read_any(stream, name, Spool(tmp_path)):
        assert isinstance(found, BankItem | Problem) or type(found).__name__ == "FrameworkSpec"


@pytest.fixture(scope="module")
def spool() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory() as directory:
        yield Spool(directory)


def _through(kind: Format, item: BankItem, spool: Spool) -> list[Found]:
    out = io.BytesIO()
    write_as(kind, [item], spool.open, out)
    out.seek(0)
    return list(read_any(out, f"bank{kind.extensions[0]}", spool))


GUESSED = {
    "moodle_xml": b"<quiz>%s</quiz>"
    % b"".join(
        b"<question type='%s'><name><text>%s</text></name><questiontext format='html'><text>%s</text></questiontext>"
        b"<single>%s</single>%s</question>"
        % (
            kind,
            name,
            name,
            single,
            b"".join(b"<answer fraction='%d'><text>%s</text></answer>" % a for a in answers),
        )
        for kind, name, single, answers in (
            (b"multichoice", b"four", b"true", ((100, b"a"), (0, b"b"), (0, b"c"), (0, b"d"))),
            (b"truefalse", b"two", b"true", ((100, b"true"), (0, b"false"))),
            (b"multichoice", b"several", b"false", ((50, b"a"), (50, b"b"), (0, b"c"))),
            (b"shortanswer", b"open", b"true", ((100, b"a"),)),
        )
    ),
    "gift": b"four{=a ~b ~c ~d}\n\ntwo{T}\n\nseveral{~%50%a ~%50%b ~c}\n\nopen{=a}\n",
    "csv": b"stem,choice_1,choice_2,choice_3,choice_4,answer,type\nfour,a,b,c,d,a,\ntwo,yes,no,,,a,\n"
    b"several,a,b,c,,a | b,multiple\nopen,,,,,a,\n",
    "qti": _packed(
        **{
            name: '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="t" '
            'adaptive="false" timeDependent="false"><responseDeclaration identifier="R" baseType="identifier" '
            f'cardinality="{"multiple" if len(right) > 1 else "single"}"><correctResponse>'
            + "".join(f"<value>{one}</value>" for one in right)
            + '</correctResponse></responseDeclaration><itemBody><choiceInteraction responseIdentifier="R" '
            f'maxChoices="{len(right)}"><prompt>{name}</prompt>'
            + "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in shown)
            + "</choiceInteraction></itemBody><responseProcessing template="
            '"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>'
            for name, right, shown in (("four", "A", "ABCD"), ("two", "A", "AB"), ("several", "AB", "ABC"))
        }
    ),
}
"""Questions about whose guessing the file says nothing."""


@pytest.mark.parametrize("code", GUESSED)
def test_who_does_not_know_may_hit_one_choice_by_chance(code: str, tmp_path: Path) -> None:
    found = list(reader(BY_CODE[code])(io.BytesIO(GUESSED[code]), Spool(tmp_path), language="en"))
    items = {to_text(one.texts["en"].stem).split()[-1]: one for one in found if isinstance(one, BankItem)}
    guessing = {name: item.guessing for name, item in items.items()}
    expected = {"four": 0.25, "two": 0.5, "several": 0.0, "open": 0.0}
    assert guessing == {name: share for name, share in expected.items() if code != "qti" or name != "open"}


def _in_gift(item: BankItem) -> bool:
    """GIFT has no gaps, and right sides that are the same words become one."""
    (text,) = item.texts.values()
    right = [to_text(choice) for choice in text.choices] if item.key.kind == "matching" else []
    return gift.expressible(item) and all(right) and len(set(right)) == len(right)


def _sayable(kind: str, item: BankItem) -> BankItem:
    """An item without what a format cannot say; everything else must come back."""
    if kind == "csv" and item.media:  # a table brings no files: texts name them, and the item is withheld
        return replace(item, texts={}, media=(), withheld=item.withheld or "figure_missing")
    if kind == "gift":  # one language, no hints; right sides of a match are words only
        ((language, text),) = item.texts.items()
        text = replace(text, hints=(), choices=() if item.key.kind == "matching" else text.choices)
        return replace(item, texts={language: text}, media=())
    return item


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(data=st.data())
def test_the_same_item_through_every_format(spool: Spool, data: st.DataObject) -> None:
    media = spool.add([PNG], "a.png")
    assert isinstance(media, Media)
    item = data.draw(items((media.digest,)))
    keys = (item.key, *(gap.key for gap in item.key.gaps))
    assume(all(answer == answer.strip() for key in keys for answer in key.accepted))
    for kind in FORMATS:
        if not kind.can_write or (kind.code == "gift" and not _in_gift(item)):
            continue
        back = _through(kind, item, spool)
        (found,) = [f for f in back if isinstance(f, BankItem)]
        assert [f for f in back if isinstance(f, Problem) and f.code != "alt_missing"] == [], kind.code
        if kind.code == "csv" and item.media:
            assert (found.media, found.withheld) == ((), item.withheld or "figure_missing")
            found = replace(found, media=item.media, withheld=item.withheld)
        assert _sayable(kind.code, found) == _sayable(kind.code, item), kind.code
