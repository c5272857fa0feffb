"""From the HTML of other tools to HTML that is safe to show, with formulas between ``\\(`` and ``\\)``.

What is kept: paragraphs, lists, tables, images and sounds that came along, marks within a line, ``lang`` and
``dir``. Everything else goes, and what a reader would miss is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import nh3

from adapters.content.formulas import escape_stray, normal_formulas
from adapters.content.rewriting import BLOCKS, HEADINGS, INLINE, VOID, Resolve, Rewriter, Words, escape

#: More than this, or more tags, or deeper ones, is not a question's text.
MOST_CHARACTERS = 200_000
MOST_TAGS = 5_000
DEEPEST = 100

_DIGEST = re.compile(r"media:([0-9a-f]{64})")
_GAP_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_EMBEDDED = re.compile(r"""(?<==)\s*(["'])(data:[\w/+.;=-]{1,80},[^"'<>]*)\1""")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_GONE = re.compile(
    r"<(script|style|iframe|object|embed|video|canvas|svg|form|input|select|textarea|button|meta|link|applet)\b",
    re.IGNORECASE,
)
_LONG_BREAK = re.compile(r"\n[ \t]*\n\s*")

#: Tags that authors often leave open: they tell nothing of how deep a text is.
_OFTEN_OPEN = VOID | {"p", "li", "td", "th", "tr", "dt", "dd", "option", "input", "meta", "link"}
_TAGS = INLINE | BLOCKS | {"a", "img", "audio"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "audio": {"src", "controls"},
    "img": {"src", "alt", "role", "width", "height"},
    "ol": {"start", "type"},
    "span": {"data-gap"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLASSES = {"span": {"gap", "figure-missing"}}
_UNSEEN = {"script", "style"}
# What the first pass lets through, so that what comes after it reads well-formed text.
_FIRST = nh3.Cleaner(
    tags=set(_TAGS | HEADINGS | {"math", "semantics", "annotation", "source"}),
    clean_content_tags=_UNSEEN
    | {"iframe", "object", "video", "canvas", "svg", "select", "textarea", "button"},
    attributes=_ATTRIBUTES
    | {"math": {"display", "alttext"}, "annotation": {"encoding"}, "source": {"src"}, "audio": {"src"}},
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "data", "media"},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Rich:
    """One text, ready to show.

    Attributes
    ----------
    html : str
        Sanitised; reading it once more gives the same.
    media : tuple of str
        Digests of the files that it shows, each once.
    missing_alt : int
        Images without an alternative text that are not marked as decoration either.
    dropped : tuple of str
        What was left out: ``<tag>``, an address, ``too_large`` or ``too_deep``.
    missing : tuple of str
        Those of `dropped` without which the text may make no sense: images, sounds, formulas.
    """

    html: str
    media: tuple[str, ...] = ()
    missing_alt: int = 0
    dropped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def rich(text: str, resolve: Resolve, *, gaps: Collection[str] | None = None) -> Rich:
    """Sanitise a text in HTML.

    Parameters
    ----------
    text : str
    resolve : callable
        Asked for every image and sound.
    gaps : collection of str, optional
        The only codes that ``data-gap`` may name; without it any code may stand there.

    Returns
    -------
    Rich
        Empty, with ``too_large`` or ``too_deep`` in `dropped` and `missing`, where the text is out of bounds.
    """
    embedded: list[str] = []
    if "data:" in text:
        text = _EMBEDDED.sub(lambda found: _set_aside(found[2], embedded), text)
    fault = _bounds(text)
    if fault:
        return Rich("", dropped=(fault,), missing=(fault,))
    text = escape_stray(_NOT_SHOWN.sub("", text))
    if "<" not in text and "&" not in text:
        return Rich(escape(normal_formulas(text)).strip())
    gone = dict.fromkeys(f"<{found[1].lower()}>" for found in _GONE.finditer(text))
    rewriter = Rewriter(lambda address: resolve(_put_back(address, embedded)))
    rewriter.feed(_FIRST.clean(text))
    rewriter.close()
    used: dict[str, None] = {}
    clean = _last_pass(used, gaps).clean(rewriter.text).strip()
    dropped = dict.fromkeys((*gone, *rewriter.dropped))
    missing = [
        name for name in dropped if name in rewriter.missing or name in ("<video>", "<svg>", "<object>")
    ]
    return Rich(clean, tuple(used), rewriter.missing_alt, tuple(dropped), tuple(missing))


def plain_to_html(text: str) -> str:
    """Show plain text: an empty line begins a paragraph, any other one a line; formulas as in `rich`."""
    text = _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    shown = [escape(normal_formulas(part)).replace("\n", "<br>") for part in _LONG_BREAK.split(text)]
    return shown[0] if len(shown) == 1 else "".join(f"<p>{part}</p>" for part in shown)


def to_text(source: str) -> str:
    """Give the words of an HTML text, in one line; images by their alternative texts."""
    if "<" not in source and "&" not in source:
        return " ".join(source.split())
    reader = Words()
    reader.feed(source)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def media_of(source: str) -> tuple[str, ...]:
    """Give the digests of the files that a text from `rich` shows, each once."""
    return tuple(dict.fromkeys(_DIGEST.findall(source)))


def _set_aside(address: str, embedded: list[str]) -> str:
    embedded.append(address)
    return f'"data:{len(embedded) - 1}"'


def _put_back(address: str, embedded: list[str]) -> str:
    number = address.removeprefix("data:")
    known = address.startswith("data:") and number.isascii() and number.isdigit() and len(number) < 8
    return embedded[int(number)] if known and int(number) < len(embedded) else address


def _bounds(text: str) -> str:
    """Say what is out of bounds; browsers' rules for open tags cost the square of how many there are."""
    if len(text) > MOST_CHARACTERS or text.count("<") > MOST_TAGS:
        return "too_large"
    depth = 0
    for end, name in _TAG.findall(text):
        if name.lower() not in _OFTEN_OPEN:
            depth += -1 if end else 1
            if depth > DEEPEST:
                return "too_deep"
    return ""


def _last_pass(used: dict[str, None], gaps: Collection[str] | None) -> nh3.Cleaner:
    def judge(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            found = _DIGEST.fullmatch(value)
            if found:
                used[found[1]] = None
            return value if found else None
        if name == "data-gap":
            known = _GAP_CODE.fullmatch(value) and (gaps is None or value in gaps)
            return value if known else None
        if name == "href":
            return value if value.startswith("https://") else None
        if name == "role":
            return value if value == "presentation" else None
        if name in ("width", "height", "colspan", "rowspan", "start"):
            return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
        return value

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_UNSEEN),
        attributes=_ATTRIBUTES,
        attribute_filter=judge,
        allowed_classes=_CLASSES,
        url_schemes={"https", "media"},
        link_rel="noopener noreferrer",
    )
