"""What new answers tell of questions: how often each was asked, and how hard it is.

The log is read on from a mark, entry by entry, in the order of ids. On PostgreSQL an id is given out before
its transaction is committed, so an entry may appear behind one with a greater id. Therefore the log is read
only up to an id at which nobody is writing any more (`_settled`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import hypot
from threading import Lock
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from lti_tool.database.analyses import ItemStatistic, LearningMark
from lti_tool.database.banks import Bank, BankEntry
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry
from lti_tool.database.schools import School
from personalization.calibration.online import ItemEstimate, learn

from .looks import looks
from .response_rows import ANSWERED, ASKED_IN, item_of_entry

BATCH = 1000
"""Entries of the log in one transaction, so that answers are not held up."""
STILL_LEARNING = 0.3
"""Logits: a calibrated difficulty that is known better than this is left to the next calibration."""
PATIENCE = 100
"""Looks at who is still writing before it is left to the next run."""
_PAUSE = 0.05
_AT_IT = Lock()


def learn_items(database: Database, *, now: datetime, pause: Callable[[float], None]) -> int:
    """Take in what was answered since the last time; returns the number of answers.

    Parameters
    ----------
    pause : callable
        Waits that many seconds, while somebody is still writing to the log.
    """
    if not _AT_IT.acquire(blocking=False):
        return 0  # another thread of this worker is at it; what it misses waits for the next minute
    try:
        return _learn(database, now, pause)
    finally:
        _AT_IT.release()


def _learn(database: Database, now: datetime, pause: Callable[[float], None]) -> int:
    upto = _settled(database, pause)
    if upto is None:
        return 0
    taken = 0
    for school_id in _schools(database, upto):
        while (count := _take_batch(database, school_id, upto, now)) is not None:
            taken += count
    with database.write() as session:
        # Nothing of the others is left before it either, so the next run need not look there again.
        session.execute(update(LearningMark).where(LearningMark.evidence_id < upto).values(evidence_id=upto))
    return taken


def _settled(database: Database, pause: Callable[[float], None]) -> int | None:
    """The greatest id of the log before which no entry can appear any more; None if somebody is at it.

    Whoever inserts holds a lock on the table from before an id is given out until the commit can be seen.
    So once everybody who held one after the id was read has let go, every smaller id is there or never
    will be. SQLite has one writer at a time: ids come in the order of commits.
    """
    with database.read() as session:
        upto = session.scalar(select(func.max(EvidenceEntry.id)))
    if upto is None or database.is_sqlite:
        return upto
    writing = _writers(database)
    for _ in range(PATIENCE):
        if not writing:
            return int(upto)
        pause(_PAUSE)
        writing &= _writers(database)
    return None


def _writers(database: Database) -> set[str]:
    """Transactions that hold a lock for writing on the log (PostgreSQL)."""
    with database.read() as session:
        held = text(
            "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted "
            "AND relation = 'evidence'::regclass AND mode = 'RowExclusiveLock'"
        )
        return set(session.scalars(held))


def _schools(database: Database, upto: int) -> Sequence[int]:
    """Schools with entries after their mark."""
    with database.read() as session:
        marked = select(LearningMark.school_id)
        begun = select(EvidenceEntry.id).where(EvidenceEntry.school_id == School.id).exists()
        unmarked = session.scalars(select(School.id).where(School.id.not_in(marked), begun)).all()
        least = session.scalar(select(func.min(LearningMark.evidence_id)))
        if least is None:
            return unmarked
        newer = session.scalars(
            select(EvidenceEntry.school_id)
            .where(EvidenceEntry.id > least, EvidenceEntry.id <= upto, EvidenceEntry.school_id.in_(marked))
            .distinct()
        ).all()
        return [*unmarked, *newer]


@dataclass(frozen=True, slots=True)
class _Answer:
    """An entry of the log with where it came from."""

    id: int
    person_id: int
    attempt_id: int
    item_id: int
    score: float | None
    parameters: dict[str, Any]
    bank_id: int
    revision: int
    first: bool
    """Whether this person had not answered this question before."""


def _take_batch(database: Database, school_id: int, upto: int, now: datetime) -> int | None:
    """Take in the next entries of a school; None when there are no more."""
    with database.write() as session:
        mark = _mark(session, school_id)
        answers, last = _next_answers(session, school_id, mark.evidence_id, upto)
        if last is None:
            return None
        for bank_id in sorted({one.bank_id for one in answers}):
            own = [one for one in answers if one.bank_id == bank_id]
            _take(session, school_id, bank_id, own, now)
            begun = _tests_begun(session, own, mark.evidence_id)
            mark.tests = {**mark.tests, str(bank_id): mark.tests.get(str(bank_id), 0) + begun}
        mark.evidence_id = last
    looks.forget()
    return len(answers)


def _mark(session: Session, school_id: int) -> LearningMark:
    """The mark of a school, locked: two workers do not take the same answers in."""
    statement = select(LearningMark).where(LearningMark.school_id == school_id)
    mark = session.scalars(statement.with_for_update()).first()
    if mark is None:
        # A second worker that makes it at the same moment fails, and finds it at the next run.
        mark = LearningMark(school_id=school_id, evidence_id=0, tests={})
        session.add(mark)
        session.flush()
    return mark


def _next_answers(
    session: Session, school_id: int, after: int, upto: int
) -> tuple[list[_Answer], int | None]:
    """The answers among the next entries, and the id of the last entry looked at."""
    entries = session.execute(
        select(EvidenceEntry.id, EvidenceEntry.kind)
        .where(EvidenceEntry.school_id == school_id, EvidenceEntry.id > after, EvidenceEntry.id <= upto)
        .order_by(EvidenceEntry.id)
        .limit(BATCH)
    ).all()
    if not entries:
        return [], None
    told = [entry.id for entry in entries if entry.kind in ANSWERED]
    rows = session.execute(
        select(
            EvidenceEntry.id,
            EvidenceEntry.person_id,
            EvidenceEntry.attempt_id,
            EvidenceEntry.item_id,
            EvidenceEntry.score,
            EvidenceEntry.parameters,
            Diagnostic.bank_id,
            Attempt.bank_revision,
        )
        .join(Attempt, Attempt.id == EvidenceEntry.attempt_id)
        .join(Diagnostic, Diagnostic.id == Attempt.diagnostic_id)
        .where(
            EvidenceEntry.id.in_(told),
            EvidenceEntry.item_id.is_not(None),
            Attempt.profiled,
            Attempt.kind.in_(ASKED_IN),
        )
        .order_by(EvidenceEntry.id)
    ).all()
    met = _first_met(session, school_id, {row.person_id for row in rows}, {row.item_id for row in rows})
    answers = [
        _Answer(
            row.id,
            row.person_id,
            row.attempt_id,
            row.item_id,
            row.score,
            row.parameters,
            row.bank_id,
            row.bank_revision,
            met.get((row.person_id, row.item_id)) == row.id,
        )
        for row in rows
    ]
    return answers, entries[-1].id


def _first_met(
    session: Session, school_id: int, people: set[int], items: set[int]
) -> dict[tuple[int, int], int]:
    """The first answer of each of these people to each of these questions."""
    rows = session.execute(
        select(EvidenceEntry.person_id, EvidenceEntry.item_id, func.min(EvidenceEntry.id))
        .where(
            EvidenceEntry.school_id == school_id,
            EvidenceEntry.person_id.in_(people),
            EvidenceEntry.item_id.in_(items),
        )
        .group_by(EvidenceEntry.person_id, EvidenceEntry.item_id)
    )
    return {(person, item): first for person, item, first in rows if item is not None}


def _tests_begun(session: Session, answers: Sequence[_Answer], after: int) -> int:
    """How many of these answers' tests have no answer before the mark."""
    attempts = {one.attempt_id for one in answers}
    firsts = session.execute(
        select(EvidenceEntry.attempt_id, func.min(EvidenceEntry.id))
        .where(EvidenceEntry.attempt_id.in_(attempts), EvidenceEntry.item_id.is_not(None))
        .group_by(EvidenceEntry.attempt_id)
    )
    return sum(first > after for _, first in firsts)


def _take(session: Session, school_id: int, bank_id: int, answers: Sequence[_Answer], now: datetime) -> None:
    """Count the answers of one bank and move the difficulties by them."""
    entries = _entries(session, school_id, bank_id, {one.item_id for one in answers})
    statistics = _statistics(session, school_id, bank_id)
    moved = False
    for one in answers:
        entry = next((e for e in entries.get(one.item_id, ()) if _held(e, one.revision)), None)
        if entry is None:
            continue
        row = statistics.get(entry.id)
        if row is None:
            row = _begun(entry, entries[one.item_id], statistics, now)
            session.add(row)
            statistics[entry.id] = row
        row.asked, row.changed_at = row.asked + 1, now
        if one.first and _to_learn(entry):
            moved |= _move(row, entry, one)
    if moved:
        session.execute(
            update(Bank).where(Bank.id == bank_id, Bank.school_id == school_id).values(learnt=Bank.learnt + 1)
        )


def _entries(session: Session, school_id: int, bank_id: int, items: set[int]) -> dict[int, list[BankEntry]]:
    """All entries that these wordings ever had, oldest first."""
    rows = session.scalars(
        select(BankEntry)
        .where(
            BankEntry.bank_id == bank_id,
            BankEntry.school_id == school_id,
            BankEntry.item_id.in_(items),
        )
        .order_by(BankEntry.since)
    )
    found: dict[int, list[BankEntry]] = {}
    for entry in rows:
        found.setdefault(entry.item_id, []).append(entry)
    return found


def _statistics(session: Session, school_id: int, bank_id: int) -> dict[int, ItemStatistic]:
    rows = session.scalars(
        select(ItemStatistic).where(ItemStatistic.bank_id == bank_id, ItemStatistic.school_id == school_id)
    )
    return {row.entry_id: row for row in rows}


def _held(entry: BankEntry, revision: int) -> bool:
    return entry.since <= revision and (entry.until is None or entry.until > revision)


def _begun(
    entry: BankEntry, others: Sequence[BankEntry], known: dict[int, ItemStatistic], now: datetime
) -> ItemStatistic:
    """The statistic of an entry, going on from an earlier one that asked the same in the same way."""
    row = ItemStatistic(
        school_id=entry.school_id,
        bank_id=entry.bank_id,
        entry_id=entry.id,
        asked=0,
        responses=0,
        changed_at=now,
    )
    before = [one for one in others if one.since < entry.since and same_question(one, entry)]
    if before and (last := known.get(before[-1].id)):
        row.asked, row.responses = last.asked, last.responses
        row.difficulty, row.difficulty_sd = last.difficulty, last.difficulty_sd
    return row


def same_question(one: BankEntry, other: BankEntry) -> bool:
    """Whether two entries of a wording ask about the same with the same parameters."""
    names = ("difficulty", "difficulty_sd", "discrimination", "guessing", "slip", "competencies", "origin")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _to_learn(entry: BankEntry) -> bool:
    return entry.origin != "calibrated" or entry.difficulty_sd > STILL_LEARNING


def _move(row: ItemStatistic, entry: BankEntry, answer: _Answer) -> bool:
    """Move the difficulty by an answer; False where the log does not say what was expected of it."""
    told = answer.parameters
    if "eta_mean" not in told or "eta_var" not in told:
        return False
    slope = hypot(*told["loadings"].values())
    if row.difficulty is None or row.difficulty_sd is None:
        item = item_of_entry(entry, "")
        before = ItemEstimate(item.intercept / hypot(*item.loadings.values()), item.difficulty_sd)
    else:
        before = ItemEstimate(row.difficulty, row.difficulty_sd)
    if before.sd == 0:
        return False
    after = learn(
        replace(before, responses=row.responses),
        told["eta_mean"],
        max(told["eta_var"], 0.0),
        answer.score,
        told.get("guessing", 0.0),
        told.get("slip", 0.0),
        slope,
    )
    row.difficulty, row.difficulty_sd, row.responses = after.difficulty, after.sd, after.responses
    return True
