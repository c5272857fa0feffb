"""From what a file holds to plain text: encodings, markup, languages and codes."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

import nh3

LONGEST_CODE = 100
LONGEST_NAME = 500

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language as names are filed under: ``es``, ``en``, ``pt-BR``."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|iframe|img|li|object|ol|p|pre|s|script|small|span"
    r"|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/li|/div|/td|/th|/h[1-6]|p|li|div)\b[^<>]*>", re.IGNORECASE)
_ISO_639_2 = {"spa": "es", "eng": "en", "cat": "ca", "glg": "gl", "eus": "eu", "baq": "eu", "por": "pt",
              "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "ita": "it"}  # fmt: skip


def decode(data: bytes) -> tuple[str, str] | None:
    """Read bytes as text.

    Returns
    -------
    (text, encoding) or None
        By its byte order mark, else UTF-8, else UTF-16 where every other byte is 0, else windows-1252, which
        is a guess; None where it is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    sample = data[:4096]
    if b"\0" in sample:  # no text in UTF-8 or windows-1252 has one
        return _try(data, "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be")
    return _try(data, "utf-8") or _try(data, "windows-1252")


def _try(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else (text, encoding)


def plain(value: object, longest: int = LONGEST_NAME) -> str:
    """Turn what somebody wrote, perhaps in HTML, into one line of plain text of limited length."""
    if not isinstance(value, str):
        return ""
    text = one_line(value[: 8 * longest])
    if _TAG.search(text):
        text = nh3.clean(_BREAKS.sub(" ", text), tags=set())
        text = html.unescape(text)
    return shorten(one_line(text), longest)


def one_line(text: str) -> str:
    """Give a text without line breaks, control characters, halves of characters and outer blanks."""
    return " ".join(_CONTROL.sub(" ", text).split())


def is_one_line(text: str) -> bool:
    """Tell whether a text could stand as it is: no control characters, no blanks around it."""
    return text == text.strip() and not _CONTROL.search(text)


def shorten(text: str, longest: int) -> str:
    """Cut a text that is too long at the end of a word, and show that it was cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head = cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut
    return head.rstrip() + "…"


def language(value: object, default: str) -> str:
    """Give the language of a text as ``es`` or ``en``, whatever way it is written in."""
    if not isinstance(value, str):
        return default
    first = re.split(r"[-_]", value.strip().lower())[0]
    first = _ISO_639_2.get(first, first)
    return first if re.fullmatch(r"[a-z]{2,3}", first) else default


def slug(text: str) -> str:
    """Make a code of a name: small letters, figures and hyphens; empty where nothing is left."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-")[:LONGEST_CODE].rstrip("-")


def numbered(code: str, taken: object, longest: int = LONGEST_CODE) -> str:
    """Give a code that is not among those taken: the same one, or with a number behind it."""
    if not isinstance(taken, set | frozenset | dict):
        raise TypeError("codes taken are a set or a mapping")
    if code not in taken:
        return code
    for number in range(2, len(taken) + 3):
        end = f"-{number}"
        if (other := code[: longest - len(end)] + end) not in taken:
            return other
    raise AssertionError("more codes than there are numbers")
