"""What stands in one cell: texts, numbers, lists; and cells that a spreadsheet program must not compute."""

from __future__ import annotations

import html
import math
import re

from adapters.content.base import Partial, Unit
from adapters.content.rich_html import plain_to_html

_FORMULA = re.compile(r"(\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$)", re.DOTALL)
_TAGS = (
    "a|abbr|audio|b|bdi|bdo|blockquote|br|caption|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i"
    "|img|ins|kbd|li|mark|math|ol|p|pre|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup|table|tbody|td|tfoot|th"
    "|thead|tr|u|ul|var|wbr|script|style|iframe|object|embed|video|svg|form|input|select|textarea|button"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_NOT_A_TAG = re.compile(rf"<(?!/?(?:{_TAGS})[\s/>])", re.IGNORECASE)
_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?(?:\d{1,30}(?:[.,]\d{0,30})?|[.,]\d{1,30})(?:[eE][-+]?\d{1,3})?")
_BEGINS_FORMULA = re.compile("('*)[ \u00a0]*[=+\\-@\t\r\n＝＋－＠]")
_CREDIT = re.compile(r"\s*([^\s±]+)\s*(?:±\s*(\S+))?\s*")


class BadCell(ValueError):
    """A cell that cannot be read; says with which code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cell_to_html(cell: str) -> str:
    """Give the HTML that a cell stands for: plain words and formulas, or HTML where it has a tag in it.

    A sign ``<`` that begins no tag is only a sign. The HTML is not sanitised yet.
    """
    pieces = _FORMULA.split(cell)
    if not _TAG.search(cell) and not _ENTITY.search(cell):
        return plain_to_html(cell)
    return "".join(
        piece.replace("<", "&lt;").replace(">", "&gt;")
        if place % 2 and not _TAG.search(piece)  # a formula, and not words between two marks of one
        else _NOT_A_TAG.sub("&lt;", piece)
        for place, piece in enumerate(pieces)
    )


def html_to_cell(text: str) -> str:
    """Write HTML as plain words where that says the same, else as it is."""
    plain = html.unescape(text)
    return plain if "<" not in text and cell_to_html(plain) == text else text


def number(cell: str) -> float:
    """Read a number with a decimal point or comma.

    Raises
    ------
    BadCell
        ``not_a_number``, also for what is not finite.
    """
    cell = cell.strip()
    if not _NUMBER.fullmatch(cell):
        raise BadCell("not_a_number")
    value = float(cell.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    if not math.isfinite(value):
        raise BadCell("not_a_number")
    return value


def plain_number(cell: str) -> str:
    """Write a number that is a cell's answer with a decimal point; anything else is left as it is."""
    cell = cell.strip()
    return cell.replace(",", ".").replace("\N{MINUS SIGN}", "-") if _NUMBER.fullmatch(cell) else cell


def show(value: float) -> str:
    """Write a number so that it is read back as the same."""
    return repr(value).removesuffix(".0")


def split(cell: str) -> tuple[str, ...]:
    r"""Read a list with ``|`` between; ``\|`` is the sign itself. Empty places are left out."""
    found, piece, place = [], "", 0
    while place < len(cell):
        pair = cell[place : place + 2]
        if pair in ("\\|", "\\\\"):
            piece += pair[1]
            place += 2
        elif cell[place] == "|":
            found.append(piece)
            piece, place = "", place + 1
        else:
            piece += cell[place]
            place += 1
    return tuple(kept for piece in (*found, piece) if (kept := piece.strip()))


def join(values: tuple[str, ...]) -> str:
    """Write a list as `split` reads it."""
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def partials(cell: str) -> tuple[Partial, ...]:
    """Read ``answer = credit`` or ``answer = credit ± tolerance``, several with ``|`` between."""
    found = []
    for piece in split(cell):
        answer, equals, rest = piece.rpartition("=")
        worth = _CREDIT.fullmatch(rest)
        if not equals or not worth or not answer.strip():
            raise BadCell("credit_unreadable")
        credit = number(worth[1].removesuffix("%")) / (100 if worth[1].endswith("%") else 1)
        found.append(Partial(answer.strip(), credit, number(worth[2]) if worth[2] else 0.0))
    return tuple(found)


def show_partials(values: tuple[Partial, ...]) -> str:
    """Write credits as `partials` reads them."""
    return join(
        tuple(
            f"{value.answer} = {show(value.credit)}"
            + (f" ± {show(value.tolerance)}" if value.tolerance else "")
            for value in values
        )
    )


def units(cell: str) -> tuple[Unit, ...]:
    """Read units, each with the factor that its number is multiplied by: ``m | cm = 0.01``."""
    found = []
    for piece in split(cell):
        text, equals, factor = piece.rpartition("=")
        found.append(Unit(text.strip(), number(factor)) if equals else Unit(piece))
    return tuple(found)


def show_units(values: tuple[Unit, ...]) -> str:
    """Write units as `units` reads them."""
    return join(
        tuple(
            unit.text if unit.factor == 1 and "=" not in unit.text else f"{unit.text} = {show(unit.factor)}"
            for unit in values
        )
    )


def guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet program would compute; numbers are harmless."""
    found = _BEGINS_FORMULA.match(cell)
    return "'" + cell if found and not _NUMBER.fullmatch(cell[found.end(1) :].strip()) else cell


def unguard(cell: str) -> str:
    """Take away the apostrophe that `guard` has put."""
    return cell[1:] if cell.startswith("'") and guard(cell) != cell else cell
