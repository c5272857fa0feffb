"""The cells of our CSV format: names of columns, lists, numbers, and what a spreadsheet would run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from adapters.frameworks.text import LANGUAGE, is_one_line, one_line

COLUMNS = (
    "kind", "code", "parent", "cuts", "weight", "prerequisites", "alignments", "identifier", "version",
    "source", "licence",
)  # fmt: skip
"""Besides these: ``name_XX`` and ``levels_XX`` for each language."""

_ALIASES = {
    "tipo": "kind", "codigo": "code", "id": "code", "area": "parent", "padre": "parent", "aspecto": "parent",
    "cortes": "cuts", "corte": "cuts", "cut": "cuts", "peso": "weight", "prerequisite": "prerequisites",
    "prerrequisitos": "prerequisites", "requisitos previos": "prerequisites", "alineaciones": "alignments",
    "alignment": "alignments", "identificador": "identifier", "fuente": "source", "licencia": "licence",
    "license": "licence", "nombre": "name", "competencia": "name", "competency": "name", "competence": "name",
    "title": "name", "titulo": "name", "criterio": "name", "niveles": "levels",
}  # fmt: skip
_KINDS = {
    "framework": "framework", "marco": "framework", "level": "level", "nivel": "level", "area": "area",
    "aspect": "area", "aspecto": "area", "dimension": "area", "competency": "competency",
    "competence": "competency", "competencia": "competency", "criterion": "competency",
    "criterio": "competency", "": "competency",
}  # fmt: skip

_RUNS = re.compile(r"'*[=+\-@]")


def column(header: str, language: str) -> str:
    """Give the column that a header means, or nothing.

    Parameters
    ----------
    language : str
        Of names whose header says none.
    """
    flat = _flat(header)
    flat = _ALIASES.get(flat, flat)
    if flat in COLUMNS:
        return flat
    stem, _, tail = flat.partition("_")
    stem = _ALIASES.get(stem, stem)
    if stem not in ("name", "levels"):
        return ""
    first, *rest = (header.strip().partition("_")[2].strip() or language).split("-")
    tail = "-".join((first.lower(), *rest))
    return f"{stem}_{tail}" if LANGUAGE.fullmatch(tail) else ""


def kind(cell: str) -> str:
    """Give the kind of row that a cell names, or nothing."""
    return _KINDS.get(_flat(cell), "")


def _flat(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def guard(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula; `text` undoes it."""
    return f"'{text}" if _RUNS.match(text) else text


def text(cell: str) -> str:
    """Read a text as it was before `guard`."""
    cell = cell.strip()
    cell = cell if is_one_line(cell) else one_line(cell)
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def join(parts: Iterable[str]) -> str:
    """Write several texts into one cell, parted by ``|``."""
    return guard("|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts))


def split(cell: str) -> tuple[str, ...]:
    """Read what `join` wrote; parts may be empty."""
    parts, escaped = [""], False
    for sign in text(cell):
        if sign == "|" and not escaped:
            parts.append("")
        elif sign != "\\" or escaped:
            parts[-1] += sign
        escaped = sign == "\\" and not escaped
    return tuple(part.strip() for part in parts) if parts != [""] else ()


def numbers(cell: str) -> tuple[float, ...] | None:
    """Read numbers parted by blanks, ``|`` or ``;``, with decimal point or comma; None if one is none."""
    try:
        return tuple(float(word.replace(",", ".")) for word in re.split(r"[\s|;]+", cell.strip()) if word)
    except ValueError:
        return None
