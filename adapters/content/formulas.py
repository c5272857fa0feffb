"""Formulas inside words, as other tools mark them, brought to the marks that KaTeX reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: How a formula begins and ends, and what it becomes.
_MARKS = (
    (r"\(", r"\)", r"\(", r"\)"),
    (r"\[", r"\]", r"\[", r"\]"),
    ("$$", "$$", r"\[", r"\]"),
    ("[tex]", "[/tex]", r"\(", r"\)"),
)
_STRAY = re.compile(r"<(?!/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>)")


def normal_formulas(text: str) -> str:
    r"""Bring ``$$...$$`` to ``\[...\]`` and ``[tex]...[/tex]`` to ``\(...\)``, as Moodle shows them.

    What stands in a formula already is left alone, and so is a mark that nothing closes. Reading the result
    once more changes nothing; the time is linear in the length of the text.
    """
    pieces, place = [], 0
    for begin, end, number in _formulas(text):
        opens, closes, left, right = _MARKS[number]
        tex = text[begin + len(opens) : end - len(closes)]
        as_it_is = not tex.strip() or left in tex or right in tex
        pieces += [text[place:begin], text[begin:end] if as_it_is else f"{left}{tex}{right}"]
        place = end
    return "".join((*pieces, text[place:])) if pieces else text


def escape_stray(source: str) -> str:
    """Escape each ``<`` that begins no tag within the formulas of an HTML text: authors forget to."""
    if "<" not in source:
        return source
    pieces, place = [], 0
    for begin, end, _ in _formulas(source):
        pieces += [source[place:begin], _STRAY.sub("&lt;", source[begin:end])]
        place = end
    return "".join((*pieces, source[place:])) if pieces else source


def formula(tex: str, *, block: bool = False) -> str:
    """Mark TeX as a formula, in the line or as a block of its own."""
    return rf"\[{tex}\]" if block else rf"\({tex}\)"


def _formulas(text: str) -> Iterator[tuple[int, int, int]]:
    """Give begin, end and kind of each formula, in order."""
    if "\\" not in text and "$$" not in text and "[tex]" not in text:
        return
    place = 0
    nearest = [text.find(mark[0]) for mark in _MARKS]
    while True:
        for number, mark in enumerate(_MARKS):
            if 0 <= nearest[number] < place:
                nearest[number] = text.find(mark[0], place)
        begin, number = min(((at, n) for n, at in enumerate(nearest) if at >= 0), default=(-1, 0))
        if begin < 0:
            return
        opens, closes = _MARKS[number][:2]
        end = text.find(closes, begin + len(opens))
        if end < 0:
            nearest[number] = -1  # nothing closes any further on either
            continue
        place = end + len(closes)
        yield begin, place, number
