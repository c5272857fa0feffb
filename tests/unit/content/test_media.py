"""Images and sounds: told by their bytes, kept once, within bounds; drawings without anything that acts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.content.base import Media, Problem
from adapters.content.media import MediaLimits, Spool, add_embedded, mime_of
from adapters.content.svg import sanitised
from tests.unit.content.moodle_items import PNG, SOUND

TYPES = {
    "image/png": PNG,
    "image/jpeg": b"\xff\xd8\xff\xe0" + b"x" * 20,
    "image/gif": b"GIF89a" + b"x" * 20,
    "image/webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "audio/wav": b"RIFF\x10\x00\x00\x00WAVEfmt ",
    "audio/mpeg": SOUND,
    "audio/ogg": b"OggS" + b"\0" * 24 + b"\x01vorbis",
    "audio/mp4": b"\0\0\0\x20ftypM4A \0\0",
    "audio/webm": b"\x1aE\xdf\xa3" + b"webm" + b"A_OPUS",
    "": b"MZ\x90\0 a program",
}


@pytest.mark.parametrize("mime", TYPES)
def test_types_are_told_by_their_bytes(mime: str) -> None:
    assert mime_of(TYPES[mime], "any.png") == mime


@pytest.mark.parametrize(
    "data",
    [
        b"<html><svg/></html>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\0\0\0\x20ftypisom",
        b"\x1aE\xdf\xa3V_VP9 A_OPUS",
        b"OggS\x80theora",
    ],
)
def test_other_types_are_refused(tmp_path: Path, data: bytes) -> None:
    found = Spool(tmp_path).add([data], "a.png")
    assert isinstance(found, Problem)
    assert (found.code, found.fatal) == ("media_type_unknown", False)
    assert list(tmp_path.iterdir()) == []


def test_a_film_is_told_from_a_sound_by_its_name() -> None:
    assert mime_of(b"\0\0\0\x20ftypmp42", "a.mp4") == ""
    assert mime_of(b"\0\0\0\x20ftypmp42", "a.m4a") == "audio/mp4"


def test_equal_files_are_kept_once(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    first, second = spool.add([PNG], "a.png"), spool.add([PNG[:10], PNG[10:]], "b.png")
    assert isinstance(first, Media)
    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == [first.digest]
    with spool.open(first.digest) as kept:
        assert kept.read() == PNG
    assert (first.mime, first.size, first.name) == ("image/png", len(PNG), "a.png")


def test_a_file_is_read_no_further_than_it_may_be_long(tmp_path: Path) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield PNG

    found = Spool(tmp_path, MediaLimits(file_bytes=1000)).add(endless(), "a.png")
    assert isinstance(found, Problem)
    assert found.code == "media_too_large"
    assert given == 1000 // len(PNG) + 1
    assert list(tmp_path.iterdir()) == []


def test_all_files_together_have_a_bound(tmp_path: Path) -> None:
    spool = Spool(tmp_path, MediaLimits(total_bytes=len(PNG) + 10))
    assert isinstance(spool.add([PNG], "a"), Media)
    assert isinstance(spool.add([PNG], "again"), Media)
    found = spool.add([PNG + b"x"], "b")
    assert isinstance(found, Problem)
    assert found.code == "media_total_too_large"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    found = Spool(tmp_path).add([], "a.png")
    assert isinstance(found, Problem)
    assert found.code == "media_empty"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("data:image/png;base64,iVBORw0KGgo=", Media),
        ("data:image/png;base64,iVBORw0KGgo%3D", Media),
        ("data:text/html,<b>x</b>", Problem),
        ("data:image/png;base64,A", Problem),
        ("https://a.org/x.png", type(None)),
    ],
)
def test_embedded_files(tmp_path: Path, address: str, kind: type) -> None:
    assert isinstance(add_embedded(address, Spool(tmp_path)), kind)


SVG = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="x()">
<script>alert(1)</script><style>@import url(http://a.org)</style><foreignObject><p/></foreignObject>
<defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/><use href="https://a.org/b.svg#c"/>
<a xlink:href="javascript:x()"><text>link</text></a><image href="http://a.org/x.png"/>
<path style="stroke: red; fill:url(#g); background:url(http://a.org)" d="M1 1" onclick="x()"/>
<set attributeName="href" to="javascript:x()"/><text fill="url(http://a.org)">words</text></svg>"""


def test_a_drawing_keeps_what_draws() -> None:
    clean = sanitised(SVG)
    assert clean is not None
    for unsafe in (
        b"script",
        b"onload",
        b"onclick",
        b"a.org",
        b"style",
        b"foreignObject",
        b"<set",
        b"<image",
        b"DOCTYPE",
    ):
        assert unsafe not in clean
    for kept in (b'viewBox="0 0 9 9"', b'href="#a"', b'stroke="red"', b'fill="url(#g)"', b"words"):
        assert kept in clean
    assert sanitised(clean) == clean


COPIES = "".join(f'<g id="l{n}"><use href="#l{n - 1}"/><use href="#l{n - 1}"/></g>' for n in range(1, 30))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg">',
        b"<svg/>",
        f'<svg xmlns="http://www.w3.org/2000/svg"><path id="l0"/>{COPIES}</svg>'.encode(),
    ],
    ids=["entities", "unfinished", "no namespace", "copies of copies"],
)
def test_drawings_that_are_refused(data: bytes) -> None:
    assert sanitised(data) is None


def test_a_drawing_is_kept_as_it_was_made_safe(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    found = spool.add([SVG[:100], SVG[100:]], "a.svg")
    assert isinstance(found, Media)
    assert found.mime == "image/svg+xml"
    with spool.open(found.digest) as kept:
        assert kept.read() == sanitised(SVG)
