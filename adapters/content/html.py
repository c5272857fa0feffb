"""From authors' text to HTML that is safe to show, with formulas between ``\\(`` and ``\\)``."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3

#: Inline marks that authors may use; everything else is shown as they typed it.
INLINE = frozenset({"b", "i", "em", "strong", "u", "sub", "sup", "br"})
#: What our own importers put around it.
BLOCKS = frozenset({"p", "ul", "ol", "li", "span"})

_NOT_A_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(INLINE))})\s*/?>)", re.IGNORECASE)
_FIGURE = re.compile(r"##\s*([\w .-]+?\.(?:gif|png|jpe?g|svg|webp))\s*##", re.IGNORECASE)
_SPECIAL = re.compile(r"[<>&\\\n#\0]")
_BREAK = re.compile(r"\\n|\r?\n")


@lru_cache(maxsize=4096)  # titles, choices and hints repeat a great deal within a bank
def to_html(text: str) -> str:
    """Turn one text of a `$$`-delimited source into sanitised inline HTML.

    Formulas go to ``\\(...\\)``, line breaks to ``<br>``, figures (``##name.gif##``) to a visible mark that
    names them. A dollar sign alone is money and stays.
    """
    pieces = text.split("$$")
    if len(pieces) % 2 == 0:  # an odd number of marks: the last one opens nothing
        pieces[-2:] = [pieces[-2] + "$$" + pieces[-1]]
    shown = [_formula(piece) if place % 2 else _words(piece) for place, piece in enumerate(pieces)]
    return "".join(shown).strip()


def paragraphs(*texts: str) -> str:
    """Join HTML texts as paragraphs, leaving out what is empty or said already."""
    kept = list(dict.fromkeys(text for text in texts if text))
    return "".join(f"<p>{text}</p>" for text in kept)


def bullet_list(texts: tuple[str, ...]) -> str:
    """Show HTML texts as a list; nothing when there are none."""
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>" if texts else ""


def figures(text: str) -> tuple[str, ...]:
    """Give the names of the figures that a text shows."""
    return tuple(_FIGURE.findall(text))


def formulas_balanced(text: str) -> bool:
    """Tell whether every formula of a text ends."""
    return text.count("$$") % 2 == 0


def _formula(latex: str) -> str:
    # KaTeX reads the text of the page, so "<" must come out of it as text.
    return rf"\({html.escape(_BREAK.sub(' ', latex.strip()), quote=False)}\)" if latex.strip() else ""


def _words(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    text = _BREAK.sub("<br>", _NOT_A_TAG.sub("&lt;", text)).replace("\\$", "$")
    # A delimiter typed in plain words would make KaTeX read what stands behind it.
    text = re.sub(r"\\([()\[\]])", r"\1", text)
    text = _FIGURE.sub(r'<span class="figure-missing">[\1]</span>', text)
    allowed = set(INLINE | BLOCKS)
    return nh3.clean(text, tags=allowed, attributes={"span": {"class"}}, link_rel=None)
