"""Writing a bank as a table that spreadsheet programs show."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from adapters.content.base import AnswerKey, BankItem, Gap, ItemText, chance
from adapters.content.csv_table import cells, columns, keys
from adapters.content.rich_html import media_of

_IN_MEMORY: Final = 4 * 1024 * 1024
_PIECE: Final = 64 * 1024
_GAP = re.compile(r'<span class="gap" data-gap="([^"]*)"></span>')
_IMAGE = re.compile(r'<img [^>]*src="media:[^>]*>')
_SOUND = re.compile(r'<audio [^>]*src="media:[^>]*></audio>')
_ALT = re.compile(r'\balt="([^"]*)"')


def write(items: Iterable[BankItem], *, language: str = "") -> Iterator[bytes]:
    """Write items as a table: UTF-8 with a byte order mark, commas, lines ended by CR LF.

    Parameters
    ----------
    items : iterable of BankItem
        Taken one by one; rows wait on disk until it is known which columns there are.
    language : str
        The only one to write; all where it is empty.

    Yields
    ------
    bytes

    Notes
    -----
    A table brings no files: in place of an image stands its alternative text, and the item is withheld as
    ``figure_missing``. No cell begins a formula.
    """
    names = {"code", "type", "language", "stem", "answer"}
    with tempfile.SpooledTemporaryFile(
        max_size=_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n"
    ) as kept:
        for item in items:
            for row in _rows(item, language):
                names |= row.keys()
                kept.write(json.dumps(row) + "\n")
        kept.seek(0)
        yield "\ufeff".encode()
        yield from _table(columns.in_order(names), map(json.loads, kept))


def _table(header: list[str], rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cells.guard(row.get(name, "")) for name in header])
        if text.tell() > _PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _rows(item: BankItem, language: str) -> Iterator[dict[str, str]]:
    shared = _shared(item)
    for name, text in item.texts.items():
        if language in ("", name):
            row = shared | {"language": name} | _words(item, text)
            yield {column: cell for column, cell in row.items() if cell}
            shared = {"code": item.code}


def _shared(item: BankItem) -> dict[str, str]:
    """Give the cells that do not depend on the language; they stand in the first row of an item only."""
    key = item.key
    choices = columns.letters(len(item.choices))
    row = {
        "code": item.code,
        "type": key.kind,
        "choice_codes": cells.join(item.choices) if item.choices != choices else "",
        "prompt_codes": cells.join(item.prompts)
        if item.prompts != columns.numbers(len(item.prompts))
        else "",
        "shuffle": "" if item.shuffle else "no",
        "competencies": cells.join(item.competencies),
        "alignments": cells.join(item.alignments),
        "difficulty": "" if item.difficulty is None else cells.show(item.difficulty),
        "difficulty_sd": _unless(item.difficulty_sd, 1.0),
        "discrimination": _unless(item.discrimination, 1.0),
        "guessing": _unless(item.guessing, chance(item.key.kind, len(item.choices))),
        "slip": _unless(item.slip, 0.0),
        "category": item.category,
        "tags": cells.join(item.tags),
        "template": item.template,
        "pilot": "yes" if item.pilot else "",
        "source": item.source,
        "licence": item.licence,
        "withheld": item.withheld or ("figure_missing" if item.media else ""),
    }
    row |= _key(key, "")
    if key.kind == "matching":
        row["answer"] = cells.join(tuple(f"{prompt} = {choice}" for prompt, choice in key.pairs))
    for n, choice in enumerate(item.choices, start=1):
        row[f"misconception_{n}"] = item.misconceptions.get(choice, "")
    for n, gap in enumerate(key.gaps, start=1):
        row |= _gap(gap, n)
    return row


def _key(key: AnswerKey, prefix: str) -> dict[str, str]:
    row = {
        "answer": cells.join(key.accepted),
        "credit": cells.show_partials(key.partial),
        "tolerance": _unless(key.tolerance, 0.0),
        "form": "" if key.form == "any" else key.form,
        "refused": cells.join(key.refused),
        "units": cells.show_units(key.units),
        "unit_needed": "yes" if key.unit_needed else "",
        "case_sensitive": "yes" if key.case_sensitive else "",
        "wildcards": "yes" if key.wildcards else "",
    }
    return {f"{prefix}{name}": cell for name, cell in row.items()}


def _gap(gap: Gap, number: int) -> dict[str, str]:
    prefix = f"gap_{number}_"
    usual = columns.letters(len(gap.choices))
    return _key(gap.key, prefix) | {
        f"{prefix}type": gap.kind,
        f"{prefix}code": "" if gap.code == str(number) else gap.code,
        f"{prefix}choice_codes": "" if gap.choices == usual else cells.join(gap.choices),
        f"{prefix}weight": _unless(gap.weight, 1.0),
    }


def _words(item: BankItem, text: ItemText) -> dict[str, str]:
    stem = _GAP.sub(r"[[\1]]", text.stem) if item.key.kind == "cloze" else text.stem
    row = {"stem": _cell(stem), "explanation": _cell(text.explanation)}
    if not item.choices and "*" not in keys.answers_of(item.key):
        row["feedback_other"] = _cell(text.feedback.get("*", ""))
    row |= {f"choice_{n}": _cell(choice) for n, choice in enumerate(text.choices, start=1)}
    row |= {f"prompt_{n}": _cell(prompt) for n, prompt in enumerate(text.prompts, start=1)}
    about = item.choices or keys.answers_of(item.key)
    row |= {f"feedback_{n}": _cell(text.feedback.get(answer, "")) for n, answer in enumerate(about, start=1)}
    for n, hint in enumerate(text.hints, start=1):
        row |= {f"hint_{n}": _cell(hint.text), f"hint_{n}_title": _cell(hint.title)}
    for n, gap in enumerate(item.key.gaps, start=1):
        row[f"gap_{n}_choices"] = cells.join(tuple(map(_cell, text.gaps.get(gap.code, ()))))
    return row


def _cell(text: str) -> str:
    if media_of(text):
        text = _SOUND.sub("", _IMAGE.sub(_alternative, text))
    return cells.html_to_cell(text)


def _alternative(image: re.Match[str]) -> str:
    found = _ALT.search(image[0])
    return f'<span class="figure-missing">[{found[1] if found else ""}]</span>'


def _unless(value: float, usual: float) -> str:
    return "" if value == usual else cells.show(value)
