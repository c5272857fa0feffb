"""Running tests go by how often questions were asked, by who met them, and try out new ones."""

from __future__ import annotations

import numpy as np
from classroom import Classroom
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.item_usage import KEPT_FOR, met_before, usage_of
from lti_tool.actions.loading import load_bank
from lti_tool.database.analyses import ItemStatistic, LearningMark
from lti_tool.database.banks import Bank, BankEntry, entries_at
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.evidence import BeliefRow, EvidenceEntry
from lti_tool.database.scope import Scope
from personalization.belief import Belief


def the_bank(classroom: Classroom, scope: Scope) -> int:
    with classroom.database.read() as session:
        return session.scalars(select(Bank.id).where(Bank.school_id == scope.school_id)).one()


def test_counts_come_from_the_log_and_are_kept_for_a_minute(classroom: Classroom) -> None:
    teacher, now = classroom.set_up(), classroom.clock.now
    bank_id = the_bank(classroom, teacher)
    with classroom.database.read() as session:
        loaded = load_bank(session, teacher, bank_id)
        assert usage_of(session, teacher, loaded, now=now) is None, "nothing is counted yet"
    with classroom.database.write() as session:
        session.add(LearningMark(school_id=teacher.school_id, tests={str(bank_id): 40}))
        session.add(
            ItemStatistic(
                school_id=teacher.school_id,
                bank_id=bank_id,
                entry_id=loaded.entry_ids[5],
                asked=17,
                changed_at=now,
            )
        )
    with classroom.database.read() as session:
        assert usage_of(session, teacher, loaded, now=now) is None, "kept for a minute"
        usage = usage_of(session, teacher, loaded, now=now + KEPT_FOR)
    assert usage is not None
    assert usage.tests == 40
    assert usage.counts[5] == 17
    assert usage.counts.sum() == 17


def test_what_was_asked_too_often_rests_in_a_running_test(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    bank_id = the_bank(classroom, teacher)
    with classroom.database.write() as session:
        loaded = load_bank(session, teacher, bank_id)
        about = set(session.scalars(select(Diagnostic)).one().policy["targets"])
        often = {
            index for index, item in enumerate(loaded.bank.items) if about & set(item.loadings) and index % 2
        }
        session.add(LearningMark(school_id=teacher.school_id, tests={str(bank_id): 200}))
        session.add_all(
            ItemStatistic(
                school_id=teacher.school_id, bank_id=bank_id, entry_id=loaded.entry_ids[index],
                asked=190, changed_at=classroom.clock.now,
            )
            for index in often
        )  # fmt: skip
    classroom.clock.forward(minutes=5)
    for number in range(3):
        classroom.take(f"s{number}")
    with classroom.database.read() as session:
        asked = [index for row in session.scalars(select(Attempt)) for index in row.asked]
    assert asked
    assert not set(asked) & often


def test_a_second_attempt_meets_other_questions(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    with classroom.database.write() as session:
        session.scalars(select(Diagnostic)).one().attempts = 2
    scope = classroom.take("s1")
    begin_diagnostic(classroom.database, scope, now=classroom.clock.now, rng=classroom.rng, again=True)
    classroom.finish(scope, lambda number: number % 2 == 0)
    with classroom.database.read() as session:
        first, second = session.scalars(select(Attempt).order_by(Attempt.id))
        assert not set(first.asked) & set(second.asked)
        loaded = load_bank(session, teacher, first.diagnostic_id and the_bank(classroom, teacher))
        met = met_before(session, scope, loaded, second.id, now=classroom.clock.now)
        assert met is not None
        assert set(np.flatnonzero(met).tolist()) == set(first.asked)
        other = classroom.enter("teacher", Role.TEACHER)
        assert met_before(session, other, loaded, second.id, now=classroom.clock.now) is None


def test_a_question_on_trial_is_asked_kept_as_such_and_moves_nothing(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    bank_id = the_bank(classroom, teacher)
    with classroom.database.write() as session:
        row = session.scalars(select(Diagnostic)).one()
        row.policy = row.policy | {"pilot_share": 0.2}
        bank = session.get_one(Bank, bank_id)
        bank.revision = row.bank_revision = 2
        for place, (entry, _) in enumerate(entries_at(session, teacher, bank_id, 1)):
            if place % 3 == 0 and set(entry.competencies) & set(row.policy["targets"]):
                columns = {c.key: getattr(entry, c.key) for c in BankEntry.__table__.columns if c.key != "id"}
                session.add(BankEntry(**(columns | {"since": 2, "pilot": True})))
                entry.until = 2
    scope = classroom.take("s1")
    with classroom.database.read() as session:
        log = session.scalars(select(EvidenceEntry).where(EvidenceEntry.kind == "response")).all()
        belief = Belief.from_bytes(session.scalars(select(BeliefRow)).one().state)
        framework = load_bank(session, scope, bank_id).loaded.framework
    tried = [entry for entry in log if entry.parameters.get("pilot")]
    assert len(tried) == 4, "a fifth of 20 questions"
    for entry in tried:
        assert entry.contribution is not None
        assert not np.frombuffer(entry.contribution, "<f8").any()
    scored = [entry for entry in log if not entry.parameters.get("pilot")]
    total = sum(np.frombuffer(entry.contribution or b"", "<f8") for entry in scored)
    assert np.allclose(total, belief.mean)
    first = scored[0].parameters
    assert first["eta_mean"] == 0, "the prior's mean is 0"
    loadings = np.array([first["loadings"].get(code, 0.0) for code in framework.codes])
    assert first["eta_var"] >= float(loadings @ loadings) * 0.99
