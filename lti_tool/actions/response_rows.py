"""Answers from the log as arrays, and the questions of a bank as calibration sees them.

Only answers of those who agreed to be profiled, in diagnostics and checks: what was practised with hints
says nothing of how hard a question is by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from lti_tool.database.banks import BankEntry, ItemRow, entries_at
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.scope import Scope
from lti_tool.database.streaming import streamed
from personalization.bank import Floats, Item, item_from_difficulty
from personalization.calibration.responses import ResponseTable

ANSWERED = ("response", "skip")
ASKED_IN = ("diagnostic", "check")
"""Kinds of attempts whose answers tell how hard a question is."""
MOST_ANSWERS = 2_000_000
"""Answers that are looked at at most, the newest: their arrays take 50 MB."""
_CHUNK = 20_000

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerLog:
    """First answers of learners to questions, in the order of time; arrays of one length.

    Attributes
    ----------
    person, item : ndarray of int64
        Ids of rows.
    score : ndarray of float64
        0 where somebody said "I don't know yet".
    """

    person: Numbers
    item: Numbers
    score: Floats

    @property
    def learners(self) -> int:
        """How many have answered."""
        return int(np.unique(self.person).size)

    def counts(self) -> dict[int, int]:
        """Answers by item."""
        items, counts = np.unique(self.item, return_counts=True)
        return dict(zip(items.tolist(), counts.tolist(), strict=True))

    def table(self, questions: Sequence[Question]) -> tuple[ResponseTable, Numbers]:
        """The answers to some questions as a table, and the ids of the people at its positions."""
        ids = np.array([question.item_id for question in questions], dtype=np.int64)
        order = np.argsort(ids)
        kept = np.isin(self.item, ids)
        people, learner = np.unique(self.person[kept], return_inverse=True)
        places = np.searchsorted(ids[order], self.item[kept])
        item = order[places] if ids.size else places
        table = ResponseTable(
            tuple(question.code for question in questions),
            int(people.size),
            learner.astype(np.intp),
            item.astype(np.intp),
            self.score[kept],
        )
        return table, people


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """An entry of a bank with what its wording says.

    Attributes
    ----------
    parameters : Item
        As the bank holds them.
    stated : Item
        As somebody stated them for this wording, before answers told anything: what answers are weighed
        against. A calibration that took the result of another one for this would count answers twice.
    """

    entry: BankEntry
    row: ItemRow
    parameters: Item
    stated: Item

    @property
    def code(self) -> str:
        """The code of the item."""
        return self.row.code

    @property
    def item_id(self) -> int:
        """The id of the wording."""
        return self.row.id

    @property
    def competency(self) -> str | None:
        """The one competency that it is about; None where there are several."""
        return self.entry.competencies[0] if len(self.entry.competencies) == 1 else None


def answers_to(
    session: Session,
    scope: Scope,
    bank_id: int,
    *,
    people: Sequence[int] | None = None,
    own_class: bool = False,
) -> AnswerLog:
    """The first answer of every learner of the school to every question of a bank.

    Parameters
    ----------
    people : sequence of int, optional
        Only these.
    own_class : bool
        Only what was answered in the scope's class.
    """
    statement = (
        select(EvidenceEntry.person_id, EvidenceEntry.item_id, EvidenceEntry.score)
        .join(ItemRow, ItemRow.id == EvidenceEntry.item_id)
        .where(ItemRow.bank_id == bank_id, *told_by(scope))
        .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
        .order_by(EvidenceEntry.id.desc())
        .limit(MOST_ANSWERS)
    )
    if own_class:
        statement = statement.where(EvidenceEntry.class_id == scope.class_id)
    person, item, score = _columns(session, statement)
    if people is not None:
        kept = np.isin(person, np.array(people, dtype=np.int64))
        person, item, score = person[kept], item[kept], score[kept]
    return first_answers(person[::-1], item[::-1], score[::-1])


def told_by(scope: Scope) -> tuple[Any, ...]:
    """Conditions on evidence joined with its attempt: an answer of the school that tells of a question."""
    return (
        EvidenceEntry.school_id == scope.school_id,
        EvidenceEntry.kind.in_(ANSWERED),
        Attempt.profiled,
        Attempt.kind.in_(ASKED_IN),
    )


def _columns(session: Session, statement: Executable) -> tuple[Numbers, Numbers, Floats]:
    people, items, scores = [], [], []
    for rows in streamed(session, statement, _CHUNK):
        person, item, score = zip(*rows, strict=True)
        people.append(np.array(person, dtype=np.int64))
        items.append(np.array(item, dtype=np.int64))
        scores.append(np.array([0.0 if one is None else one for one in score]))
    if not people:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(people), np.concatenate(items), np.concatenate(scores)


def first_answers(person: Numbers, item: Numbers, score: Floats) -> AnswerLog:
    """Of several answers of one learner to one question the first: later ones were learnt from it."""
    if not person.size:
        return AnswerLog(person, item, score)
    items, place = np.unique(item, return_inverse=True)
    _, first = np.unique(person * items.size + place, return_index=True)
    first.sort()
    return AnswerLog(person[first], item[first], np.clip(score[first], 0.0, 1.0))


def questions_at(session: Session, scope: Scope, bank_id: int, revision: int) -> tuple[Question, ...]:
    """The questions of a bank at a revision that may be asked, in its order."""
    held = [
        (entry, row) for entry, row in entries_at(session, scope, bank_id, revision) if not entry.withheld
    ]
    calibrated = {row.id for entry, row in held if entry.origin == "calibrated"}
    first = _stated(session, scope, bank_id) if calibrated else {}
    return tuple(
        Question(
            entry,
            row,
            item_of_entry(entry, row.code),
            item_of_entry(first.get(row.id, entry) if row.id in calibrated else entry, row.code),
        )
        for entry, row in held
    )


def _stated(session: Session, scope: Scope, bank_id: int) -> dict[int, BankEntry]:
    """The newest entry of each wording whose parameters somebody stated."""
    entries = session.scalars(
        select(BankEntry)
        .where(
            BankEntry.bank_id == bank_id,
            BankEntry.school_id == scope.school_id,
            BankEntry.origin != "calibrated",
        )
        .order_by(BankEntry.since)
    )
    return {entry.item_id: entry for entry in entries}


def item_of_entry(entry: BankEntry, code: str) -> Item:
    """The item as the engine takes it, with the parameters of the entry."""
    return item_from_difficulty(
        code,
        entry.competencies,
        entry.difficulty,
        entry.discrimination,
        guessing=entry.guessing,
        slip=entry.slip,
        difficulty_sd=entry.difficulty_sd,
        pilot=entry.pilot,
    )
