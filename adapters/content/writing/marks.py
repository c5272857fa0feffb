r"""Text with simple marks, as teachers type it, and the HTML that it stands for.

``**bold**``, ``_italic_``, an empty line between paragraphs, lines that begin with ``-`` or ``1.`` for
lists, ``![what it shows](image:3fa92c10)``, ``(sound:3fa92c10)``, formulas between ``\(`` and ``\)``. What
has no mark (tables, raised signs) is written as HTML; a sign that would be a mark, as ``&#42;``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from html.parser import HTMLParser

from adapters.content.formulas import normal_formulas
from adapters.content.rewriting import BLOCKS, INLINE, VOID
from adapters.content.rich_html import Rich, rich

SHORT = 8
"""Digits of a digest that name a file within a text."""

_PRIVATE = re.compile("[\ue000-\ue003]")
_TAG_NAMES = "|".join(sorted(INLINE | BLOCKS | {"a", "img", "audio"}, key=len, reverse=True))
_TOKEN = re.compile(
    r"(?P<formula>\\\(.*?\\\)|\\\[.*?\\\])"
    r"|!\[(?P<alt>[^\]\n]*)\]\(image:(?P<image>[0-9a-f]{8,64})\)"
    r"|\(sound:(?P<sound>[0-9a-f]{8,64})\)"
    rf"|(?P<tag></?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});)",
    re.DOTALL,
)
_HELD = re.compile("\ue000(\\d+)\ue001")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w_&#])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])", re.DOTALL)
_BREAK = re.compile(r"\n[ \t]*\n\s*")
_POINT = re.compile(r"[-•] +")
_COUNT = re.compile(r"(\d{1,3})[.)] +")
_BLOCK_TAG = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r"^(?:\s|&nbsp;)+|(?:\s|&nbsp;)+$")
_IMAGE = frozenset({"src", "alt", "role"})
_SAME = (("<b>", "<strong>"), ("</b>", "</strong>"), ("<i>", "<em>"), ("</i>", "</em>"))


def to_html(
    text: str, files: Collection[str] = (), *, inline: bool = False, gaps: Collection[str] = (),
    decorative: bool = False,
) -> Rich:  # fmt: skip
    """Read a text.

    Parameters
    ----------
    files : collection of str
        Digests of the files that it may show.
    inline : bool
        Whether it is one line: no paragraphs and no lists.
    gaps : collection of str
        Codes of the gaps that it may have.
    decorative : bool
        Whether images without an alternative text tell nothing.
    """
    held: list[str] = []
    plain = _PRIVATE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    plain = _TOKEN.sub(lambda found: _hold(found, held, files, decorative), plain)
    plain = _inline(html.escape(plain, quote=False))
    body = plain.replace("\n", "<br>") if inline else _blocks(plain, held)
    body = _HELD.sub(lambda found: held[int(found[1])], body)

    known = {f"media:{digest}" for digest in files}
    return rich(body, lambda address: address if address in known else None, gaps=set(gaps))


def _hold(found: re.Match[str], held: list[str], files: Collection[str], decorative: bool) -> str:
    def address(name: str) -> str:
        return "media:" + next((digest for digest in files if digest.startswith(name)), name)

    if found["formula"] is not None:
        piece = html.escape(normal_formulas(found["formula"]), quote=False)
    elif found["image"] is not None:
        alt = html.escape(html.unescape(found["alt"].strip()))
        role = ' role="presentation"' if decorative and not alt else ""
        piece = f'<img src="{address(found["image"])}" alt="{alt}"{role}>'
    elif found["sound"] is not None:
        piece = f'<audio controls="" src="{address(found["sound"])}"></audio>'
    else:
        piece = found[0]
    held.append(piece)
    return f"\ue000{len(held) - 1}\ue001"


def _inline(text: str) -> str:
    """Bold and italic, each within a paragraph."""
    parts = re.split(r"(\n[ \t]*\n\s*)", text)
    return "".join(
        part if number % 2 else _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", part))
        for number, part in enumerate(parts)
    )


def _blocks(text: str, held: list[str]) -> str:
    blocks = [piece for block in _BREAK.split(text) if block for piece in _pieces(block, held)]
    if len(blocks) == 1 and blocks[0].startswith("<p>"):
        return blocks[0][3:-4]
    return "".join(blocks)


def _pieces(block: str, held: list[str]) -> list[str]:
    """The paragraphs and lists of what stands between empty lines."""
    if any(_is_block(held[int(found[1])]) for found in _HELD.finditer(block)):
        return [_SPACE.sub(" ", block)]
    pieces: list[tuple[str, list[str]]] = []
    for line in block.split("\n"):
        point, count = _POINT.match(line), _COUNT.match(line)
        kind = "ul" if point else "ol" if count else "p"
        begins = point or count
        if count and (not pieces or pieces[-1][0].partition(" ")[0] != "ol") and count[1] != "1":
            kind = f'ol start="{int(count[1])}"'
        if not pieces or pieces[-1][0].partition(" ")[0] != kind.partition(" ")[0]:
            pieces.append((kind, []))
        pieces[-1][1].append(line[begins.end() :] if begins else line)
    return [_block(kind, lines) for kind, lines in pieces]


def _block(kind: str, lines: list[str]) -> str:
    if kind == "p":
        return f"<p>{'<br>'.join(lines)}</p>"
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind.partition(' ')[0]}>"


def _is_block(piece: str) -> bool:
    found = _BLOCK_TAG.match(piece)
    return found is not None and found[1].lower() in BLOCKS


def to_text(source: str, *, inline: bool = False, gap: Callable[[str], str] | None = None) -> str:
    """Write what `to_html` reads into the same; what no mark stands for is left as HTML.

    Parameters
    ----------
    source : str
        Sanitised.
    gap : callable, optional
        From the code of a gap to how it is written.
    """
    known = [digest for digest in re.findall(r"media:([0-9a-f]{64})", source)]
    codes: list[str] = []
    for raw in (False, True):
        writer = _Writer(raw=raw, inline=inline)
        writer.feed(source)
        writer.close()
        text, codes = writer.text, writer.gaps
        spans = _filled(text, [f'<span class="gap" data-gap="{code}"></span>' for code in codes])
        again = to_html(spans, known, inline=inline, gaps=codes, decorative="presentation" in source).html
        if canonical(again) == canonical(source):
            break
    return _filled(text, [gap(code) if gap else "" for code in codes])


def canonical(source: str) -> str:
    """HTML by which two texts are compared: what reads the same is the same."""
    text = _EDGES.sub("", _SPACE.sub(" ", source))
    for one, other in _SAME:
        text = text.replace(one, other)
    text = re.sub(r"\s*(</?(?:p|ul|ol|li|div|table|tbody|thead|tr|td|th)(?:\s[^<>]*)?>|<br>)\s*", r"\1", text)
    whole = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", text)
    return whole[1] if whole and not re.search(r"<(?:ul|ol|table|div)", whole[1]) else text


def _filled(text: str, pieces: list[str]) -> str:
    return re.sub("\ue002(\\d+)\ue003", lambda found: pieces[int(found[1])], text)


class _Writer(HTMLParser):
    """Writes sanitised HTML with marks; `raw` leaves every tag as it is."""

    def __init__(self, *, raw: bool, inline: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._raw, self._line = raw, inline
        self._out: list[str] = []
        self._lists: list[str] = []
        self._count = 0
        self._in_gap = False
        self._words = ""
        self.gaps: list[str] = []

    @property
    def text(self) -> str:
        self._put("")
        text = "".join(self._out)
        return text if self._raw else re.sub(r"\n{3,}", "\n\n", text).strip()

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "data-gap" in values:
            self.gaps.append(values["data-gap"])
            self._put(f"\ue002{len(self.gaps) - 1}\ue003")
            self._in_gap = True
        elif self._raw or (values and tag not in ("img", "audio", "ol")):
            self._put(self.get_starttag_text() or "")
        elif tag == "img" and set(values) <= _IMAGE and _named(values):
            alt = html.escape(values.get("alt", ""), quote=False).replace("]", "&#93;").replace("\n", " ")
            self._put(f"![{alt}](image:{values['src'][6 : 6 + SHORT]})")
        elif tag == "audio" and _named(values):
            self._put(f"(sound:{values['src'][6 : 6 + SHORT]})")
        else:
            self._put(self._mark(tag, values))

    def _mark(self, tag: str, values: dict[str, str]) -> str:
        if tag in ("strong", "b"):
            return "**"
        if tag in ("em", "i"):
            return "_"
        if tag == "br":
            return "\n"
        if tag == "p" and not self._line:
            return "\n\n"
        if tag in ("ul", "ol") and not self._line and set(values) <= {"start"}:
            self._lists.append(tag)
            self._count = int(values.get("start") or 1) - 1
            return "\n\n"
        if tag == "li" and self._lists:
            self._count += 1
            return "\n- " if self._lists[-1] == "ul" else f"\n{self._count}. "
        return self.get_starttag_text() or ""

    def handle_endtag(self, tag: str) -> None:
        if self._in_gap and tag == "span":
            self._in_gap = False
        elif self._raw:
            self._put(f"</{tag}>" if tag not in VOID else "")
        elif tag in ("strong", "b"):
            self._put("**")
        elif tag in ("em", "i"):
            self._put("_")
        elif tag == "p" and not self._line:
            self._put("\n\n")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._put("\n\n")
        elif not (tag in VOID or tag == "audio" or (tag == "li" and self._lists)):
            self._put(f"</{tag}>")

    def _put(self, piece: str) -> None:
        """Add a mark; the words before it are one text."""
        words, self._words = _SPACE.sub(" ", self._words), ""
        begins = not self._out or self._out[-1].endswith("\n")
        if begins or piece.startswith("\n"):
            words = words.lstrip() if begins else words.rstrip()
        self._out += [_escaped(words, begins=begins and not self._line), piece]


def _named(values: dict[str, str]) -> bool:
    return re.fullmatch(r"media:[0-9a-f]{64}", values.get("src", "")) is not None


def _escaped(words: str, *, begins: bool) -> str:
    """Words with every sign that would be a mark written as an entity; formulas as they are."""
    pieces = re.split(r"(\\\(.*?\\\)|\\\[.*?\\\])", words)
    for place in range(0, len(pieces), 2):
        text = re.sub(r"&(?=(?:#\d|#x|[a-zA-Z]{2,30};))", "&amp;", pieces[place])
        text = re.sub(rf"<(?=/?(?:{_TAG_NAMES})\b)", "&lt;", text).replace("**", "&#42;&#42;")
        text = re.sub(r"(?<![\w_])_(?=[^\s_])", "&#95;", text).replace("[[", "&#91;&#91;")
        text = text.replace("![", "!&#91;").replace("(sound:", "&#40;sound:").replace("\xa0", "&nbsp;")
        pieces[place] = text
    if begins:
        pieces[0] = re.sub(r"^([-•])(?= )", lambda found: f"&#{ord(found[1])};", pieces[0])
        pieces[0] = re.sub(r"^(\d{1,3})([.)])(?= )", lambda found: f"{found[1]}&#{ord(found[2])};", pieces[0])
    return "".join(pieces)
