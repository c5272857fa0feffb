"""Answers teach how hard questions are: counted once, in order, whatever is committed late; laid over the bank."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from answered_bank import AnsweredBank, answered_bank
from classroom import Classroom
from databases import KINDS
from sqlalchemy import event, select

from lti_tool.actions.learn_items import learn_items
from lti_tool.actions.loading import UNTAUGHT, bank_for, load_bank
from lti_tool.actions.looks import LOOK_EVERY, Looks, looks
from lti_tool.database.analyses import ItemStatistic, LearningMark
from lti_tool.database.analyses import tests_of_bank as counted_tests
from lti_tool.database.banks import Bank
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import EvidenceEntry


@pytest.fixture
def answered(classroom: Classroom) -> AnsweredBank:
    return answered_bank(classroom)


def learn(answered: AnsweredBank) -> int:
    return learn_items(
        answered.classroom.database, now=answered.classroom.clock.now, pause=lambda seconds: None
    )


def statistics(answered: AnsweredBank) -> dict[int, ItemStatistic]:
    """By wording."""
    entries = {entry.id: item for item, entry in answered.entries().items()}
    with answered.classroom.database.read() as session:
        return {
            entries[row.entry_id]: row
            for row in session.scalars(select(ItemStatistic))
            if row.entry_id in entries
        }


def error(answered: AnsweredBank, learnt: bool) -> float:
    """Root mean square error of the difficulties that the engine would use."""
    with answered.classroom.database.read() as session:
        loaded = load_bank(session, answered.teacher, answered.bank, taught=learnt)
    used = np.array([item.intercept for item in loaded.bank.items])
    return float(np.sqrt(np.mean((used - [answered.truth[item] for item in loaded.item_ids]) ** 2)))


def test_estimates_approach_the_truth_and_the_engine_uses_them(answered: AnsweredBank) -> None:
    answered.answer(300, 8)
    assert learn(answered) == 2400
    before, after = error(answered, learnt=False), error(answered, learnt=True)
    assert after < 0.5 * before
    for item, row in statistics(answered).items():
        assert row.asked == row.responses > 150
        assert row.difficulty is not None
        assert row.difficulty_sd is not None
        assert row.difficulty_sd < 0.45
        assert abs(row.difficulty - answered.truth[item]) < 4.5 * row.difficulty_sd


def test_every_answer_counts_once(answered: AnsweredBank) -> None:
    answered.answer(30, 6)
    assert learn(answered) == 180
    assert learn(answered) == 0
    answered.answer(10, 6)
    assert learn(answered) == 60
    with answered.classroom.database.read() as session:
        assert counted_tests(session, answered.teacher, answered.bank) == 40
        newest = session.scalars(select(EvidenceEntry.id).order_by(EvidenceEntry.id.desc())).first()
        assert session.scalars(select(LearningMark.evidence_id)).one() == newest
        assert session.get_one(Bank, answered.bank).learnt > 0
    assert sum(row.asked for row in statistics(answered).values()) == 240


def test_answers_of_those_without_a_profile_teach_nothing(answered: AnsweredBank) -> None:
    answered.answer(20, 6, profiled=False)
    assert learn(answered) == 0
    assert statistics(answered) == {}


def test_a_second_answer_of_the_same_person_is_counted_and_teaches_nothing(answered: AnsweredBank) -> None:
    answered.answer(1, 12)
    learn(answered)
    before = statistics(answered)
    with answered.classroom.database.write() as session:
        first = session.scalars(select(Attempt)).one()
        values = {
            c.key: getattr(first, c.key)
            for c in Attempt.__table__.columns
            if c.key not in ("id", "public_id")
        }
        again = Attempt(**values, public_id="again")
        session.add(again)
        session.flush()
        for row in session.scalars(select(EvidenceEntry)).all():
            copied = {c.key: getattr(row, c.key) for c in EvidenceEntry.__table__.columns if c.key != "id"}
            session.add(EvidenceEntry(**{**copied, "attempt_id": again.id}))
    assert learn(answered) == 12
    for item, row in statistics(answered).items():
        assert row.asked == 2
        assert (row.responses, row.difficulty) == (1, before[item].difficulty)


def test_rows_that_do_not_say_what_was_expected_are_only_counted(answered: AnsweredBank) -> None:
    answered.answer(5, 12)
    with answered.classroom.database.write() as session:
        for row in session.scalars(select(EvidenceEntry)):
            row.parameters = {
                name: value for name, value in row.parameters.items() if not name.startswith("eta")
            }
    learn(answered)
    assert {(row.asked, row.responses, row.difficulty) for row in statistics(answered).values()} == {
        (5, 0, None)
    }


def test_the_fixed_test_of_those_without_a_profile_goes_by_the_bank_alone(answered: AnsweredBank) -> None:
    answered.answer(50, 6)
    answered.answer(1, 3, profiled=False)
    learn(answered)
    with answered.classroom.database.read() as session:
        diagnostic = session.get_one(Diagnostic, answered.diagnostic)
        plain = session.scalars(select(Attempt).where(Attempt.profiled.is_(False))).one()
        profiled = session.scalars(select(Attempt).where(Attempt.profiled)).first()
        fixed = bank_for(session, answered.teacher, diagnostic, plain)
        taught = bank_for(session, answered.teacher, diagnostic, profiled)
    assert fixed.learnt == UNTAUGHT
    entries = answered.entries()
    assert [item.intercept for item in fixed.bank.items] == [
        entries[item].difficulty for item in fixed.item_ids
    ]
    assert taught.bank.items != fixed.bank.items
    assert (taught.item_ids, taught.entry_ids, taught.public_ids) == (
        fixed.item_ids,
        fixed.entry_ids,
        fixed.public_ids,
    )


def test_a_process_looks_every_few_seconds_and_not_more(answered: AnsweredBank) -> None:
    moment = [0.0]
    own = Looks(lambda: moment[0])
    reads: list[float] = []

    def read() -> int:
        reads.append(moment[0])
        return len(reads)

    assert [own.value("key", read) for _ in range(3)] == [1, 1, 1]
    moment[0] = LOOK_EVERY - 0.1
    assert own.value("key", read) == 1
    moment[0] = LOOK_EVERY
    assert own.value("key", read) == 2
    own.forget()
    assert own.value("key", read) == 3


def test_a_bank_in_hand_costs_no_query(answered: AnsweredBank) -> None:
    database, statements = answered.classroom.database, []
    answered.answer(20, 6)
    learn(answered)
    with database.read() as session:
        load_bank(session, answered.teacher, answered.bank, 1)
        session.connection()
        event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        assert load_bank(session, answered.teacher, answered.bank, 1).learnt == 1
        assert [one for one in statements if "SELECT" in one] == []
        looks.forget()
        load_bank(session, answered.teacher, answered.bank, 1)
    assert statements


# SQLite has one writer at a time: nothing is committed out of order there.
SEVERAL_WRITERS = pytest.mark.parametrize("database_url", KINDS[1:], indirect=True)


def newest_taken_out(database: Database) -> dict[str, Any]:
    """The newest answer without its id, as it was before somebody else writes it."""
    with database.write() as session:
        newest = session.scalars(select(EvidenceEntry).order_by(EvidenceEntry.id.desc()).limit(1)).one()
        values = {c.key: getattr(newest, c.key) for c in EvidenceEntry.__table__.columns if c.key != "id"}
        session.delete(newest)
    return values


@SEVERAL_WRITERS
def test_an_answer_that_is_committed_late_is_not_lost(database: Database, answered: AnsweredBank) -> None:
    """Its id is smaller than that of answers that are there already when the job runs."""
    answered.answer(2, 12)
    values = newest_taken_out(database)
    pauses = threading.Semaphore(0)
    with database.write() as late:
        late.add(EvidenceEntry(**values))
        late.flush()
        answered.answer(1, 12)  # committed, with greater ids
        run = threading.Thread(
            target=lambda: learn_items(
                database, now=answered.classroom.clock.now, pause=lambda s: pauses.release()
            )
        )
        # Nothing is taken in while somebody is still writing: the run gives up.
        run.start()
        run.join(20)
        assert not run.is_alive()
        with database.read() as session:
            assert session.scalars(select(LearningMark)).first() is None
        assert pauses.acquire(blocking=False)
    assert learn(answered) == 36
    assert {row.asked for row in statistics(answered).values()} == {3}


@SEVERAL_WRITERS
def test_a_late_commit_is_waited_for(database: Database, answered: AnsweredBank) -> None:
    answered.answer(1, 12)
    values = newest_taken_out(database)
    session = database._writers()
    session.begin()
    session.add(EvidenceEntry(**values))
    session.flush()
    answered.answer(1, 12)

    def commit(seconds: float) -> None:
        session.commit()
        session.close()

    waited: list[float] = []
    taken = learn_items(
        database,
        now=answered.classroom.clock.now,
        pause=lambda seconds: (waited.append(seconds), commit(seconds) if len(waited) == 1 else None),  # type: ignore[arg-type]
    )
    assert len(waited) == 1
    assert taken == 24
