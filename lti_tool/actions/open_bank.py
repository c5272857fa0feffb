"""One bank: those of its questions that somebody looks for, some at a time."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from lti_tool.database.bank_contents import (
    Wanted,
    entries_with_items,
    entry_ids,
    entry_rows,
    facets,
)
from lti_tool.database.banks import Bank, BankEntry, ItemRow
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope

from .bank_pages import Band, BankPage, CompetencyChoice, EntryView, Search
from .loading import LoadedFramework, load_framework
from .named_bank import the_bank
from .open_banks import bank_view
from .open_question import text_in
from .show_answer import stem_words

AT_ONCE: Final = 50
LONGEST_STEM: Final = 160
BAND_WIDTH: Final = 0.5
"""Logits beside the cut within which an item is neither easy nor hard."""
_TAG = re.compile(r"<[^>]*>")


def open_bank(
    database: Database, scope: Scope, bank: str, search: Search, *, page: int = 1, language: str = "es"
) -> BankPage:
    """A page of a bank's questions.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such bank in this school.
    """
    with database.read() as session:
        row = the_bank(session, scope, bank)
        loaded = load_framework(session, scope, row.framework_id)
        ids = matching(session, scope, row, search)
        pages = max(1, -(-len(ids) // AT_ONCE))
        page = min(page, pages)
        shown = ids[(page - 1) * AT_ONCE : page * AT_ONCE]
        rows = facets(session, scope, row)
        return BankPage(
            bank=bank_view(session, scope, row),
            search=search,
            entries=entry_views(session, scope, row, loaded, shown, language),
            found=len(ids),
            page=page,
            pages=pages,
            competencies=competency_choices(loaded),
            categories=_counted(one.category for one in rows),
            tags=_counted(tag for one in rows for tag in one.tags),
            kinds=_counted(one.kind for one in rows),
            withheld=_counted(one.withheld for one in rows),
            pilots=sum(one.pilot for one in rows),
        )


def matching(session: Session, scope: Scope, bank: Bank, search: Search) -> list[int]:
    """Ids of the entries that a search finds in the newest revision, in the bank's order."""
    wanted = Wanted(
        search.competency,
        search.category,
        search.tag,
        search.kind,
        search.withheld,
        {"yes": True, "no": False}.get(search.pilot),
    )
    if not search.text.strip():
        return entry_ids(session, scope, bank, wanted)
    words = folded(search.text).split()
    return [row.id for row in entry_rows(session, scope, bank, wanted) if _has(row.code, row.raw, words)]


def _has(code: str, raw: str, words: Sequence[str]) -> bool:
    """Whether an item's code or texts have all of these words."""
    said = folded(" ".join((code, *_said(json.loads(raw)))))
    return all(word in said for word in words)


def _said(stored: object) -> Iterator[str]:
    """Every text in what is stored of an item, without marks."""
    if isinstance(stored, str):
        yield _TAG.sub(" ", stored)
    elif isinstance(stored, dict | list):
        for one in stored.values() if isinstance(stored, dict) else stored:
            yield from _said(one)


def folded(text: str) -> str:
    """A text as it is searched: no capitals, no accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return apart if apart.isascii() else "".join(c for c in apart if not unicodedata.combining(c))


def entry_views(
    session: Session,
    scope: Scope,
    bank: Bank,
    loaded: LoadedFramework,
    ids: Sequence[int],
    language: str,
) -> tuple[EntryView, ...]:
    """Rows of a table of questions, in the order of the ids."""
    found = entries_with_items(session, scope, bank, ids)
    return tuple(entry_view(*found[one], loaded, language) for one in ids if one in found)


def entry_view(entry: BankEntry, item: ItemRow, loaded: LoadedFramework, language: str) -> EntryView:
    """One of them."""
    shown_in, text = text_in(item, language)
    stem = stem_words(text)
    known = [code for code in entry.competencies if code in loaded.framework.codes]
    return EntryView(
        id=entry.id,
        item=item.public_id,
        code=item.code,
        kind=item.kind,
        stem=stem if len(stem) <= LONGEST_STEM else _cut(stem),
        language=shown_in,
        languages=tuple(item.texts),
        competencies=tuple(loaded.name(code) for code in known),
        band=band_of(entry.difficulty, known, loaded),
        category=entry.category,
        tags=tuple(entry.tags),
        pilot=entry.pilot,
        withheld=entry.withheld,
        number=item.number,
    )


def _cut(stem: str) -> str:
    """The beginning, ended before a formula that would be cut in two."""
    short = stem[: LONGEST_STEM - 1]
    opened = max(short.rfind("\\("), short.rfind("\\["))
    closed = max(short.rfind("\\)"), short.rfind("\\]"))
    return f"{short[:opened] if opened > closed else short}…"


def band_of(difficulty: float | None, competencies: Sequence[str], loaded: LoadedFramework) -> Band:
    """How hard an item is beside the middle cut of the competency that it is about first."""
    if difficulty is None or not competencies:
        return "unknown"
    distance = difficulty - middle_cut(loaded, competencies[0])
    return "middle" if abs(distance) <= BAND_WIDTH else "hard" if distance > 0 else "easy"


def middle_cut(loaded: LoadedFramework, code: str) -> float:
    """The cut of a competency; the middle one where it has several levels."""
    cuts = loaded.framework.competencies[loaded.framework.index(code)].cuts
    return cuts[len(cuts) // 2] if len(cuts) % 2 else (cuts[len(cuts) // 2 - 1] + cuts[len(cuts) // 2]) / 2


def competency_choices(loaded: LoadedFramework) -> tuple[CompetencyChoice, ...]:
    """All competencies of a framework by area."""
    return tuple(
        CompetencyChoice(loaded.framework.codes[position], loaded.names[position], names)
        for _, names, positions in loaded.areas
        for position in positions
    )


def competency_names(loaded: LoadedFramework, code: str) -> Mapping[str, str] | None:
    """The names of a competency; None where the framework has none of this code."""
    return loaded.name(code) if code in loaded.framework.codes else None


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one for one in values if one)
    return tuple(sorted(counts.items()))
