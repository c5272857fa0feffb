"""How a class answered the questions about one competency, and what was answered most often instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.database.banks import ItemRow, items_by_id
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.groups import in_reach
from lti_tool.database.scope import Scope

from .loading import LoadedBank
from .open_question import text_in
from .profile_pages import QuestionView, WrongAnswer
from .show_answer import answer_html, solution_html, stem_html

MOST_WRONG = 3
"""Wrong answers that are shown of a question."""
MOST_QUESTIONS = 60
"""Questions that are shown of a competency: those that were missed most often."""
PEOPLE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about a competency, most missed first, and how many were not asked."""

    questions: tuple[QuestionView, ...]
    unasked: int


def questions_about(
    session: Session,
    scope: Scope,
    loaded: LoadedBank,
    position: int,
    people: Collection[int],
    language: str,
) -> Asked:
    """How these people answered the questions of a bank whose greatest loading is on a competency."""
    indices = np.flatnonzero(loaded.bank.primary == position).tolist()
    ids = [loaded.item_ids[index] for index in indices]
    tallies = _tallies(session, scope, ids, sorted(people))
    order = sorted(tallies, key=lambda item: tallies[item].missed, reverse=True)[:MOST_QUESTIONS]
    items = items_by_id(session, scope, order)
    pilots = {loaded.item_ids[index] for index in indices if loaded.bank.pilot[index]}
    views = tuple(_view(items[one], tallies[one], one in pilots, language) for one in order)
    return Asked(views, len(ids) - len(tallies))


class _Tally:
    """How one question was answered."""

    def __init__(self) -> None:
        self.asked = self.right = self.skipped = 0
        self.wrong: Counter[str] = Counter()

    @property
    def missed(self) -> tuple[float, int]:
        """The share that did not get it right (drawn towards a half while few were asked), then how many."""
        missed = self.asked - self.right
        return ((missed + 1) / (self.asked + 2), missed)

    def add(self, row: Any) -> None:
        """Count so many equal answers."""
        self.asked += row.times
        if row.kind == "skip":
            self.skipped += row.times
        elif row.score == 1.0:
            self.right += row.times
        elif row.answer:
            self.wrong[row.answer] += row.times


def _tallies(
    session: Session, scope: Scope, ids: Sequence[int], people: Sequence[int]
) -> dict[int, _Tally]:
    found: dict[int, _Tally] = {}
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        rows = session.execute(
            select(
                EvidenceEntry.item_id,
                EvidenceEntry.kind,
                EvidenceEntry.score,
                EvidenceEntry.answer,
                func.count().label("times"),
            )
            .where(
                EvidenceEntry.item_id.in_(ids),
                EvidenceEntry.person_id.in_(people[start : start + PEOPLE_AT_ONCE]),
                EvidenceEntry.kind.in_(("response", "skip", "practice")),
                EvidenceEntry.class_id == scope.class_id,
                EvidenceEntry.school_id == scope.school_id,
                in_reach(scope, EvidenceEntry.person_id),
            )
            .group_by(
                EvidenceEntry.item_id, EvidenceEntry.kind, EvidenceEntry.score, EvidenceEntry.answer
            )
        )
        for row in rows:
            found.setdefault(row.item_id, _Tally()).add(row)
    return found


def _view(item: ItemRow, tally: _Tally, pilot: bool, language: str) -> QuestionView:
    shown_in, text = text_in(item, language)
    wrong = tuple(
        WrongAnswer(answer_html(item, text, answer), times, item.misconceptions.get(answer, ""))
        for answer, times in tally.wrong.most_common(MOST_WRONG)
    )
    return QuestionView(
        stem=stem_html(item, text),
        solution=solution_html(item, text, shown_in),
        asked=tally.asked,
        right=tally.right,
        skipped=tally.skipped,
        pilot=pilot,
        wrong=wrong,
    )
