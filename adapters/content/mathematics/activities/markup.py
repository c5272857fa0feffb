"""From the plain text that activities are written in to simple HTML.

A blank line ends a block. ``* `` begins a point of a list, ``# `` a numbered one, ``| `` a row of a table
(whose first row names the columns) and ``? question | answer`` an answer that stays folded until asked for.
Lines that begin with two spaces go on with the line before. ``**words**`` are strong; formulas are as in
`notation`.
"""

from __future__ import annotations

import re
from itertools import groupby

from adapters.content.base import ActivityKind, ActivitySpec, ActivityText, Modality
from adapters.content.mathematics.notation import LANGUAGES, Two, localise

_LISTS = {"*": "ul", "#": "ol"}
_MARKS = ("* ", "# ", "| ", "? ")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")


def activity(
    competency: str, kind: ActivityKind, modality: Modality, minutes: int, title: Two, body: Two
) -> ActivitySpec:
    """Write one activity; its code is ``competency.kind.modality``."""
    return ActivitySpec(
        code=f"{competency}.{kind}.{modality}",
        competency=competency,
        kind=kind,
        modality=modality,
        minutes=minutes,
        texts={
            language: ActivityText(title.to(language), _html(body[order], language))
            for order, language in enumerate(LANGUAGES)
        },
    )


def _html(source: str, language: str) -> str:
    blocks = re.split(r"\n\s*\n", source.strip())
    html = "".join(_block(_lines(block)) for block in blocks)
    return localise(_STRONG.sub(r"<strong>\1</strong>", html), language)


def _lines(block: str) -> list[str]:
    """Join each line with those that go on with it."""
    return re.sub(r"\n {2,}", " ", block).splitlines()


def _block(lines: list[str]) -> str:
    return "".join(
        _piece(mark, list(group))
        for mark, group in groupby(lines, key=lambda line: line[0] if line[:2] in _MARKS else "")
    )


def _piece(mark: str, lines: list[str]) -> str:
    if mark in _LISTS:
        points = "".join(f"<li>{line[2:].strip()}</li>" for line in lines)
        return f"<{_LISTS[mark]}>{points}</{_LISTS[mark]}>"
    if mark == "|":
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
        head, *body = rows
        return f"<table>{_row(head, 'th')}{''.join(_row(row, 'td') for row in body)}</table>"
    if mark == "?":
        return "".join(_folded(line[2:]) for line in lines)
    return f"<p>{' '.join(lines)}</p>"


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _folded(line: str) -> str:
    question, _, answer = line.partition(" | ")
    return f"<details><summary>{question.strip()}</summary><p>{answer.strip()}</p></details>"
