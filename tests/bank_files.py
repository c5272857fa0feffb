"""Small question banks as files, good ones and bad ones."""

from __future__ import annotations

import base64
import struct
import zlib

from lti_tool.actions.upload_file import PIECE


def png(shade: int = 0, size: int = 2) -> bytes:
    """A small real image."""
    return png_of(size, [bytes([shade % 256, 80, 120]) * size for _ in range(size)])


def png_of(width: int, rows: list[bytes]) -> bytes:
    """An image of rows of red, green and blue."""
    raw = b"".join(b"\0" + row for row in rows)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    )


def moodle(*questions: str) -> bytes:
    """A Moodle XML file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}</quiz>\n'.encode()


def category(name: str) -> str:
    return f'<question type="category"><category><text>$course$/top/{name}</text></category></question>\n'


def choice(
    code: str, stem: str = "¿Cuánto es 1 + 1?", *, fractions: tuple[str, ...] = ("100", "0"), tags: str = ""
) -> str:
    """A question with a choice; the first answer is right unless `fractions` says otherwise."""
    answers = "".join(
        f'<answer fraction="{fraction}" format="html"><text>{number}</text></answer>'
        for number, fraction in enumerate(fractions, start=2)
    )
    marks = "".join(f"<tag><text>{tag}</text></tag>" for tag in tags.split(";") if tag)
    return (
        f'<question type="multichoice"><name><text>{code}</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>{stem}</p>]]></text></questiontext>'
        f"<idnumber>{code}</idnumber><single>true</single><shuffleanswers>true</shuffleanswers>{answers}"
        f"<tags>{marks}</tags></question>\n"
    )


def with_image(code: str, image: bytes, *, alt: str = "una regla") -> str:
    """A question with a choice that shows an image."""
    encoded = base64.b64encode(image).decode()
    return choice(code, f'Mira <img src="@@PLUGINFILE@@/a.png" alt="{alt}">').replace(
        "</questiontext>",
        f'<file name="a.png" path="/" encoding="base64">{encoded}</file></questiontext>',
    )


TEACHERS_GIFT = """$CATEGORY: Fracciones/Suma

::Mitades:: ¿Cuánto es la mitad de ocho? {=4 ~3 ~5#¡Casi! Así no.}

::Año:: ¿En qué año llegó Colón a América? {#1492:0}

::Está bien:: El niño dice que 1/2 > 1/3 {TRUE}

$CATEGORY: Fracciones/Señales

::Señal:: ¿Qué fracción es «un cuarto»? {=1/4 ~%50%2/8 ~4}
""".encode("cp1252")
"""As a teacher's editor on Windows writes it."""

BAD = {
    "a bomb": b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>',
    "an entity of elsewhere": b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<quiz><question type="shortanswer"><name><text>&x;</text></name></question></quiz>',
    "a broken cloze": moodle(
        '<question type="cloze"><name><text>c</text></name><questiontext format="html">'
        "<text>Dos y dos son {1:SHORTANSWER:} y {1:NUMERICAL:=x}.</text></questiontext></question>"
    ),
    "the same id twice": moodle(choice("q1"), choice("q1", "Otra")),
    "no right answer": moodle(choice("q1", fractions=("0", "0"))),
    "fractions that do not add up": moodle(
        choice("q1", fractions=("30", "30", "-50")).replace("<single>true", "<single>false")
    ),
    "half a file": moodle(choice("q1"))[:-40],
    "something else": b"%PDF-1.7 no bank at all",
}


def pieces(data: bytes) -> list[bytes]:
    """A file as the browser sends it."""
    return [data[start : start + PIECE] for start in range(0, len(data), PIECE)]
