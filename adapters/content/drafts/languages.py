"""Texts in several languages, as Moodle's two filters for them write one text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_OPENS = re.compile(
    r"<span\b(?P<span>[^<>]{0,300})>|\{\s*mlang\s+(?P<mlang>[\w\s,-]{1,100}?)\s*\}", re.IGNORECASE
)
_LANG = re.compile(r"\blang\s*=\s*[\"']?([A-Za-z][\w-]{0,30})", re.IGNORECASE)
_SPAN_ENDS = re.compile(r"</span\s*>", re.IGNORECASE)
_MLANG_ENDS = re.compile(r"\{\s*mlang\s*\}", re.IGNORECASE)
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a text: for everybody where it names no languages."""

    text: str
    languages: tuple[str, ...] = ()
    strict: bool = False


def languages_in(text: str) -> tuple[str, ...]:
    """Give the languages that a text has marks of, in their order."""
    found = (name for piece in _pieces(text) for name in piece.languages if name != _OTHER)
    return tuple(dict.fromkeys(found))


def pick(text: str, language: str) -> str:
    """Give a text as a reader of one language sees it."""
    kept: list[str] = []
    group: list[_Piece] = []
    for piece in (*_pieces(text), _Piece("")):
        if piece.languages:
            group.append(piece)
            continue
        if group and piece.text and not piece.text.strip():
            continue  # blanks between two languages belong to neither
        kept += [*_chosen(group, language), piece.text]
        group = []
    return "".join(kept)


def join(texts: Mapping[str, str]) -> str:
    """Write texts by language as one that `pick` takes apart again."""
    values = list(texts.values())
    if all(value == values[0] for value in values):
        return values[0] if values else ""
    if any(_SPAN_ENDS.search(value) for value in values):
        return "".join(f"{{mlang {name}}}{value}{{mlang}}" for name, value in texts.items())
    return "".join(f'<span lang="{name}" class="multilang">{value}</span>' for name, value in texts.items())


def _chosen(group: list[_Piece], language: str) -> list[str]:
    language = language.lower().replace("_", "-")
    for wanted in (language, language.partition("-")[0], _OTHER):
        found = [piece.text for piece in group if wanted in piece.languages]
        if found:
            return found[:1] if not group[0].strict else found
    return [group[0].text] if group and not group[0].strict else []


def _pieces(text: str) -> list[_Piece]:
    if "multilang" not in text and "mlang" not in text.lower():
        return [_Piece(text)]
    found, place = [], 0
    endless = set()
    for opening in _OPENS.finditer(text):
        if opening.start() < place:
            continue
        strict = opening["mlang"] is not None
        names = _names(opening["mlang"]) if strict else _names_of_span(opening["span"])
        ends = _MLANG_ENDS if strict else _SPAN_ENDS
        closing = ends.search(text, opening.end()) if names and strict not in endless else None
        if closing is None:
            endless |= {strict} if names else set()  # none further on either: looking again costs the square
            continue
        found += [_Piece(text[place : opening.start()])] if opening.start() > place else []
        found.append(_Piece(text[opening.end() : closing.start()], names, strict))
        place = closing.end()
    return [*found, _Piece(text[place:])] if place < len(text) else found


def _names(names: str) -> tuple[str, ...]:
    return tuple(name.strip().lower().replace("_", "-") for name in names.split(",") if name.strip())


def _names_of_span(attributes: str) -> tuple[str, ...]:
    found = _LANG.search(attributes)
    return _names(found[1]) if found and "multilang" in attributes else ()
