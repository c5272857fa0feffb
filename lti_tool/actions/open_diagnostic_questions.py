"""The questions behind a diagnostic: all that students may meet, and what a newer revision changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.banks import BankEntry, ItemRow, bank_of, entries_at, items_by_id
from lti_tool.database.diagnostics import takers_of
from lti_tool.database.engine import Database
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .blueprint_pages import Change, ChangedItem, QuestionsPage, QuestionView, RevisionPage
from .loading import LoadedBank, bank_for, policy_of, targets_of
from .open_blueprint import the_named
from .open_question import text_in
from .show_answer import solution_html, stem_html

MOST_SHOWN = 100


def open_questions(
    database: Database, scope: Scope, diagnostic: str, competency: str, *, language: str
) -> QuestionsPage:
    """The usable questions about one competency of a diagnostic, the easiest first.

    Parameters
    ----------
    competency : str
        Code; empty for the first.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such diagnostic in this class, or it is not about that competency.
    """
    scope.check_teaches()
    with database.read() as session:
        row = the_named(session, scope, diagnostic)
        loaded = bank_for(session, scope, row)
        framework = loaded.loaded.framework
        about = targets_of(loaded.loaded, policy_of(row))
        counts = np.bincount(loaded.bank.primary, minlength=framework.size)
        chosen = next((p for p in about if competency in ("", framework.codes[p])), None)
        if chosen is None:
            raise NotFound()
        own = np.flatnonzero(loaded.bank.primary == chosen)
        ease = loaded.bank.intercept[own] / np.maximum(loaded.bank.slope[own], 1e-9)
        shown = own[np.argsort(ease, kind="stable")][:MOST_SHOWN].tolist()
        return QuestionsPage(
            id=row.public_id,
            title=row.title,
            competencies=tuple((framework.codes[p], loaded.loaded.names[p], int(counts[p])) for p in about),
            code=framework.codes[chosen],
            names=loaded.loaded.names[chosen],
            questions=tuple(_questions(session, scope, loaded, shown, language)),
            more=own.size - len(shown),
        )


def _questions(
    session: Session, scope: Scope, loaded: LoadedBank, indices: list[int], language: str
) -> Iterator[QuestionView]:
    rows = items_by_id(session, scope, [loaded.item_ids[index] for index in indices])
    for index in indices:
        item = rows[loaded.item_ids[index]]
        shown_in, text = text_in(item, language)
        yield QuestionView(
            stem=stem_html(item, text),
            choices=tuple(text.get("choices") or ()),
            prompts=tuple(text.get("prompts") or ()),
            solution=solution_html(item, text, shown_in),
            kind=item.kind,
            language=shown_in,
            pilot=bool(loaded.bank.pilot[index]),
        )


def open_revision(database: Database, scope: Scope, diagnostic: str, *, language: str) -> RevisionPage:
    """What the newest revision of the bank changes for the competencies of a diagnostic.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such diagnostic in this class.
    """
    scope.check_teaches()
    with database.read() as session:
        row = the_named(session, scope, diagnostic)
        bank = bank_of(session, scope, row.bank_id)
        loaded = bank_for(session, scope, row)
        about = {loaded.loaded.framework.codes[p] for p in targets_of(loaded.loaded, policy_of(row))}
        old = _held(session, scope, row.bank_id, row.bank_revision, about)
        new = _held(session, scope, row.bank_id, bank.revision, about)
        found = list(_changes(old, new))
        counts: dict[Change, int] = {"new": 0, "changed": 0, "gone": 0}
        items = []
        for change, item in found:
            counts[change] += 1
            if counts[change] <= MOST_SHOWN:
                shown_in, text = text_in(item, language)
                items.append(ChangedItem(change, stem_html(item, text), shown_in))
        return RevisionPage(
            id=row.public_id,
            title=row.title,
            bank_title=bank.title,
            revision=row.bank_revision,
            newest=bank.revision,
            counts=counts,
            items=tuple(items),
            begun=bool(takers_of(session, scope).get(row.id)),
        )


_Held = dict[str, tuple[BankEntry, ItemRow]]


def _held(session: Session, scope: Scope, bank_id: int, revision: int, about: set[str]) -> _Held:
    """What may be asked about some competencies at a revision, by the code of the item."""
    return {
        item.code: (entry, item)
        for entry, item in entries_at(session, scope, bank_id, revision)
        if not entry.withheld and about & set(entry.competencies)
    }


def _changes(old: _Held, new: _Held) -> Iterator[tuple[Change, ItemRow]]:
    """What differs: an entry ends and another begins with every change of an item."""
    for code, (entry, item) in new.items():
        if code not in old:
            yield "new", item
        elif old[code][0].id != entry.id:
            yield "changed", item
    for code, (_, item) in old.items():
        if code not in new:
            yield "gone", item
