"""From well-formed HTML of other tools to the few tags that we show; decides nothing about safety."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from adapters.content.formulas import formula, normal_formulas

Resolve = Callable[[str], "str | None"]
"""From an address as its author wrote it to ``media:DIGEST``, or None where no such file came along."""

_SOUND = re.compile(r"\.(?:mp3|m4a|oga|ogg|wav|weba|aac)$", re.IGNORECASE)
_TEX = frozenset({"application/x-tex", "application/x-latex", "tex", "latex"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset({"br", "hr", "img", "source", "wbr", "col"})
_IN_LINES = (
    "abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub "
    "sup u var wbr"
)
_AS_BLOCKS = (
    "blockquote caption dd div dl dt figcaption figure hr li ol p pre table tbody td tfoot th thead tr ul"
)
INLINE = frozenset(_IN_LINES.split())
BLOCKS = frozenset(_AS_BLOCKS.split())


def escape(text: str) -> str:
    """Write words as HTML."""
    return html.escape(text, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;")


class Rewriter(HTMLParser):
    """Brings what is well formed to the tags that we show; it decides nothing about safety."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._words = ""
        self.dropped: dict[str, None] = {}
        self.missing: set[str] = set()
        self.missing_alt = 0
        self._resolve = resolve
        self._links: list[str] = []
        self._sound: list[str] | None = None
        self._math: _Math | None = None

    @property
    def text(self) -> str:
        """What came of it."""
        self._put("")
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._math is not None:
            self._math.within = tag == "annotation" and values.get("encoding", "").strip().lower() in _TEX
        elif tag == "math":
            self._math = _Math(values.get("alttext", ""), values.get("display") == "block")
        elif tag == "source" or self._sound is not None:
            if self._sound is not None and tag == "source":
                self._sound.append(values.get("src", ""))
        elif tag == "audio":
            self._sound = [values["src"]] if "src" in values else []
        elif tag == "img":
            self._image(values)
        elif tag == "a":
            self._link(values.get("href", ""))
        elif tag in HEADINGS:
            self._put("<p><strong>")
        else:
            self._put(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._math is not None:
            self._math.within = False
            if tag == "math":
                self._end_math(self._math)
        elif self._sound is not None:
            if tag == "audio":
                self._end_sound(self._sound)
        elif tag == "a":
            self._end_link()
        elif tag in HEADINGS:
            self._put("</strong></p>")
        elif tag not in VOID:
            self._put(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._math is not None:
            self._math.tex += data if self._math.within else ""
        elif self._sound is None:
            self._words += data

    def _put(self, piece: str) -> None:
        """Add marks; the words before them are one text, whatever was left out between them."""
        self._pieces += [escape(normal_formulas(self._words)), piece]
        self._words = ""

    def _image(self, values: dict[str, str]) -> None:
        address, alt = values.get("src", ""), values.get("alt", "").strip()
        found = self._resolve(address) if address else None
        if found is None:
            name = alt or unquote(_path(address).rpartition("/")[2])
            self._miss(address or "<img>")
            self._put(f'<span class="figure-missing">[{escape(normal_formulas(name))}]</span>')
            return
        decoration = not alt and values.get("role") == "presentation"
        self.missing_alt += not alt and not decoration
        kept = {"src": found, "alt": alt} | ({"role": "presentation"} if decoration else {})
        kept |= {name: values[name] for name in ("width", "height", "lang", "dir") if name in values}
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
        self._put(f"<img{attributes}>")

    def _link(self, address: str) -> None:
        """A link to a sound that came along plays it, as it does where it comes from."""
        sound = self._resolve(address) if _SOUND.search(_path(address)) else None
        if sound is not None:
            self._put(f'<audio controls="" src="{html.escape(sound)}"></audio> ')
            self._links.append("")
        elif address.startswith("https://"):
            self._put(f'<a href="{html.escape(address)}">')
            self._links.append("</a>")
        else:
            self._links.append("")

    def _end_link(self) -> None:
        mark = self._links.pop() if self._links else ""
        if mark:
            self._put(mark)

    def _end_sound(self, addresses: list[str]) -> None:
        self._sound = None
        for address in addresses:
            found = self._resolve(address) if address else None
            if found is not None:
                self._put(f'<audio controls="" src="{html.escape(found)}"></audio>')
                return
        self._miss(addresses[0] if addresses and addresses[0] else "<audio>")

    def _end_math(self, math: _Math) -> None:
        self._math = None
        tex = (math.tex or math.title).strip()
        if tex:
            self._put(escape(formula(tex, block=math.block)))
        else:
            self._miss("<math>")

    def _miss(self, address: str) -> None:
        address = address if len(address) <= 200 else f"{address[:197]}..."
        self.dropped[address] = None
        self.missing.add(address)


@dataclass(slots=True)
class _Math:
    title: str
    block: bool
    tex: str = ""
    within: bool = False


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.pieces.append(next((value or "" for name, value in attrs if name == "alt"), ""))
        elif tag in BLOCKS or tag == "br":
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _path(address: str) -> str:
    """Give the path of an address, whatever it is."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
