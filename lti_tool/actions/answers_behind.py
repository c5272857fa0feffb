"""The answers behind what is known of a learner: those of a sitting, and of checks and practice besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from lti_tool.database.banks import ItemRow, items_by_id
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry, attempt_kinds, log_of
from lti_tool.database.scope import Scope

from .loading import LoadedFramework
from .question_pages import Told
from .rebuild_belief import withdrawn
from .result_pages import EvidenceView
from .show_answer import answer_html, stem_html
from .shown_question import text_in

WORTH_TELLING = 0.02
"""Logits: an answer about another competency that moved this one by less is left out."""
_BESIDES = ("check", "practice")


@dataclass(frozen=True, slots=True)
class AnswersBehind:
    """Entries of the log in order, of what kind their sittings are, and the items they are about."""

    entries: Sequence[EvidenceEntry]
    kinds: Mapping[int, str]
    items: Mapping[int, ItemRow]


def answers_behind(
    session: Session, scope: Scope, attempt: Attempt, loaded: LoadedFramework
) -> AnswersBehind:
    """The answers of an attempt at a diagnostic, and of its person's checks and practice."""
    log = log_of(session, scope, loaded.id, person_id=attempt.person_id)
    kinds = attempt_kinds(session, scope, attempt.person_id)
    gone = withdrawn(log)
    entries = [
        one
        for one in log
        if one.contribution is not None
        and one.id not in gone
        and (one.attempt_id == attempt.id or kinds.get(one.attempt_id or 0) in _BESIDES)
    ]
    ids = [one.item_id for one in entries if one.item_id is not None]
    return AnswersBehind(entries, kinds, items_by_id(session, scope, ids))


def evidence_on(
    behind: AnswersBehind, loaded: LoadedFramework, position: int, language: str
) -> tuple[EvidenceView, ...]:
    """The answers that moved a competency: first those about it, then what neighbours told.

    What practising a question has taught counts with the answer to it.
    """
    code = loaded.framework.codes[position]
    found: list[EvidenceView] = []
    for entry in behind.entries:
        assert entry.contribution is not None
        change = float(np.frombuffer(entry.contribution, "<f8")[position])
        if entry.kind == "learned" and found:
            found[-1] = replace(found[-1], change=found[-1].change + change)
        if entry.item_id is not None:
            about_other = entry.parameters["loadings"].get(code, 0) <= 0
            found.append(_view(behind, entry, change, about_other, language))
    told = [one for one in found if not one.about_other or abs(one.change) >= WORTH_TELLING]
    return tuple(sorted(told, key=lambda view: (view.about_other, -abs(view.change))))


def _view(
    behind: AnswersBehind, entry: EvidenceEntry, change: float, about_other: bool, language: str
) -> EvidenceView:
    assert entry.item_id is not None
    item, kind = behind.items[entry.item_id], behind.kinds.get(entry.attempt_id or 0, "")
    _, text = text_in(item, language)
    return EvidenceView(
        stem=stem_html(item, text),
        answer=answer_html(item, text, entry.answer or ""),
        outcome=outcome_of(entry),
        change=change,
        about_other=about_other,
        pilot=bool(entry.parameters.get("pilot")),
        given_in=kind if kind in _BESIDES else "diagnostic",  # type: ignore[arg-type]
        hints=int(entry.parameters.get("hints", 0)),
    )


def outcome_of(entry: EvidenceEntry) -> Told:
    """What came of an answer, in a word."""
    if entry.score is None:
        return "skipped"
    if entry.score == 1.0:
        return "right"
    return "partly" if entry.score else "wrong"
