"""A teacher's word over the answers', and a belief that is a function of the log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from classroom import Classroom
from sqlalchemy import func, select

from adapters.lms.base import Role
from lti_tool.actions.begin_diagnostic import begin_diagnostic
from lti_tool.actions.contest_result import contest_result
from lti_tool.actions.loading import load_framework, the_diagnostic
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_path import open_path
from lti_tool.actions.open_result import open_result
from lti_tool.actions.override_verdict import Decision, override_verdict, withdraw_override
from lti_tool.actions.pages import CellView, ClassPage
from lti_tool.actions.rebuild_belief import rebuild_belief, withdraw_entry
from lti_tool.actions.recording import evidence_row, pass_time, take_in
from lti_tool.actions.result_pages import CompetencyView, ResultPage
from lti_tool.actions.settled_beliefs import known_from
from lti_tool.actions.take_step import choose_alternative, finish_step
from lti_tool.database.audit import AuditEvent
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.engine import Database
from lti_tool.database.evidence import BeliefRow, EvidenceEntry, belief_of
from lti_tool.database.grades import GradeJob
from lti_tool.database.judgements import OverrideRow
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound
from personalization.bank import Item
from personalization.belief import Belief
from personalization.evidence import Evidence, Learned, Practised, Rating

REASON = "She explained it to the whole class on Monday."


def student_id(database: Database, scope: Scope) -> str:
    with database.read() as session:
        return session.scalars(select(Person.public_id).where(Person.id == scope.person_id)).one()


def views(page: ResultPage | None) -> dict[str, CompetencyView]:
    assert page is not None
    return {view.code: view for area in page.areas for view in area.competencies}


def cells_of(page: ClassPage) -> dict[str, CellView | None]:
    """The first student's."""
    codes = [code for code, _ in page.competencies]
    return dict(zip(codes, page.students[0].cells, strict=True))


def belief(database: Database, scope: Scope) -> Belief:
    with database.read() as session:
        row = session.scalars(select(BeliefRow).where(BeliefRow.person_id == scope.person_id)).one()
        return Belief.from_bytes(row.state)


def set_formula(database: Database, formula: str, *, attempts: int = 1) -> None:
    with database.write() as session:
        for row in session.scalars(select(Diagnostic)):
            row.formula, row.attempts = formula, attempts


def score(classroom: Classroom, scope: Scope) -> float | None:
    page = open_result(classroom.database, scope)
    assert page is not None
    assert page.grade is not None
    return page.grade.score


def check_replayed(classroom: Classroom, scope: Scope) -> None:
    """What is stored is what the log gives, to the last bit."""
    with classroom.database.read() as session:
        row = session.scalars(select(BeliefRow).where(BeliefRow.person_id == scope.person_id)).one()
        loaded = load_framework(session, scope, row.framework_id)
        found = rebuild_belief(session, scope, scope.person_id, row.framework_id)
        stored = known_from(row, loaded)
    assert found.belief == stored.belief
    assert np.array_equal(found.settled.variance, stored.settled.variance)
    assert np.array_equal(found.settled.grown, stored.settled.grown)


def test_a_word_stands_is_told_with_its_reason_and_is_taken_back(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    set_formula(classroom.database, "share_mastered")
    student = classroom.take("weak", right=False)
    who = student_id(classroom.database, student)
    before, untouched = views(open_result(classroom.database, student)), belief(classroom.database, student)
    code = next(view.code for view in before.values() if view.word == "not_yet")
    assert score(classroom, student) == 0.0

    classroom.clock.forward(hours=1)
    override_verdict(
        classroom.database, teacher, who, Decision(code, "mastered", f"  {REASON} "), now=classroom.clock.now
    )
    view = views(open_result(classroom.database, student))[code]
    assert view.word == "mastered"
    assert view.override is not None
    assert (view.override.reason, view.override.by) == (REASON, "Giventeacher Familyteacher")
    assert view.mastery >= 0.95
    assert score(classroom, student) == pytest.approx(100 / len(before), abs=0.01)
    page = open_class(classroom.database, teacher)
    cell = cells_of(page)[code]
    assert cell is not None
    assert (cell.word, cell.decided) == ("mastered", True)
    assert page.word_counts[code] == {"mastered": 1}
    check_replayed(classroom, student)

    override_id = view.override.id
    for _ in range(2):
        withdraw_override(classroom.database, teacher, who, override_id, now=classroom.clock.now)
    after = views(open_result(classroom.database, student))
    assert {code: view.word for code, view in after.items()} == {
        code: view.word for code, view in before.items()
    }
    assert after[code].override is None
    assert belief(classroom.database, student) == untouched
    assert score(classroom, student) == 0.0
    check_replayed(classroom, student)
    with classroom.database.read() as session:
        events = session.scalars(
            select(AuditEvent.event).where(AuditEvent.event.in_(("overrode", "withdrew_override")))
        ).all()
        kinds = session.scalars(select(EvidenceEntry.kind).order_by(EvidenceEntry.id)).all()
    assert events == ["overrode", "withdrew_override"]
    assert kinds[-2:] == ["override", "withdrawal"], "the log keeps both"


def test_the_later_teacher_s_word_stands_and_counts_alone(classroom: Classroom) -> None:
    first = classroom.set_up()
    second = classroom.enter("other", Role.TEACHER)
    student = classroom.take("s")
    who = student_id(classroom.database, student)
    code = next(iter(views(open_result(classroom.database, student))))
    override_verdict(
        classroom.database, first, who, Decision(code, "not_yet", REASON), now=classroom.clock.now
    )
    override_verdict(
        classroom.database, second, who, Decision(code, "mastered", REASON), now=classroom.clock.now
    )
    view = views(open_result(classroom.database, student))[code]
    assert view.word == "mastered"
    assert view.override is not None
    assert view.override.by == "Givenother Familyother"
    check_replayed(classroom, student)
    with classroom.database.read() as session:
        standing = session.scalars(select(OverrideRow).where(OverrideRow.withdrawn_at.is_(None))).all()
    assert [row.word for row in standing] == ["mastered"]


def test_the_grade_and_the_path_are_asked_again_and_a_contest_is_answered(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    student = classroom.take("s", right=False)
    who = student_id(classroom.database, student)
    page = views(open_result(classroom.database, student))
    code = next(view.code for view in page.values() if view.word == "not_yet")
    other = next(one for one in page if one != code)
    for one in (code, other):
        contest_result(classroom.database, student, one, "I can do it", now=classroom.clock.now)
    with classroom.database.write() as session:
        job = session.scalars(select(GradeJob)).one()
        job.state, before = "sent", job.version
    path = open_path(classroom.database, student)
    assert path is not None
    assert code in {step.competency for step in path.steps if step.kind == "core"}
    override_verdict(
        classroom.database, teacher, who, Decision(code, "mastered", REASON), now=classroom.clock.now
    )
    with classroom.database.read() as session:
        job = session.scalars(select(GradeJob)).one()
        assert (job.state, job.version) == ("waiting", before + 1)
    again = open_result(classroom.database, student)
    assert again is not None
    assert [one.competency for one in again.contests] == [other]
    path = open_path(classroom.database, student)
    assert path is not None
    assert code not in {step.competency for step in path.steps if step.kind == "core"}


def test_of_who_is_not_profiled_the_word_alone_is_kept(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    set_formula(classroom.database, "share_mastered")
    student = classroom.take("fixed", right=False, profiling=False)
    who = student_id(classroom.database, student)
    page = open_result(classroom.database, student)
    assert page is not None
    code = page.fixed[0].code
    override_verdict(
        classroom.database, teacher, who, Decision(code, "mastered", REASON), now=classroom.clock.now
    )
    page = open_result(classroom.database, student)
    assert page is not None
    assert [row.code for row in page.fixed if row.override] == [code]
    assert page.grade is not None
    assert page.grade.score == pytest.approx(100 / len(page.fixed), abs=0.01)
    with classroom.database.read() as session:
        assert session.scalar(select(func.count()).select_from(BeliefRow)) == 0
        assert session.scalars(select(OverrideRow.evidence_id)).one() is None
        assert "override" not in session.scalars(select(EvidenceEntry.kind)).all()
    cells = open_class(classroom.database, teacher).students[0].cells
    assert [cell.word for cell in cells if cell is not None] == ["mastered"]


def test_only_who_teaches_decides_of_a_student_of_the_class_with_a_reason(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    student = classroom.take("s")
    who = student_id(classroom.database, student)
    code = next(iter(views(open_result(classroom.database, student))))
    now = classroom.clock.now
    good = Decision(code, "mastered", REASON)
    with pytest.raises(AccessRefused):
        override_verdict(classroom.database, student, who, good, now=now)
    with pytest.raises(InputRefused, match="reason_missing"):
        override_verdict(classroom.database, teacher, who, replace(good, reason="  good.   "), now=now)
    with pytest.raises(InputRefused, match="reason_long"):
        override_verdict(classroom.database, teacher, who, replace(good, reason="x" * 1001), now=now)
    with pytest.raises(InputRefused):
        override_verdict(classroom.database, teacher, who, replace(good, competency="nothing"), now=now)
    with pytest.raises(InputRefused):
        override_verdict(classroom.database, teacher, who, replace(good, word="nearly_there"), now=now)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        override_verdict(classroom.database, teacher, "nobody", good, now=now)
    classroom.enter("late")
    elsewhere = classroom.set_up("C2")
    with pytest.raises(NotFound):
        override_verdict(classroom.database, elsewhere, who, good, now=now)
    override_verdict(classroom.database, teacher, who, good, now=now)
    override = views(open_result(classroom.database, student))[code].override
    assert override is not None
    with pytest.raises(NotFound):
        withdraw_override(classroom.database, elsewhere, who, override.id, now=now)
    with pytest.raises(AccessRefused):
        withdraw_override(classroom.database, student, who, override.id, now=now)


def more_evidence(classroom: Classroom, scope: Scope, entry: Evidence) -> int:
    """Evidence of other kinds, written as every action writes it."""
    with classroom.database.write() as session:
        loaded = load_framework(session, scope, the_diagnostic(session, scope).framework_id)
        update = take_in(session, scope, loaded, entry, classroom.clock.now)
        row = evidence_row(scope, loaded, entry, update, classroom.clock.now, also={"note": "kept"})
        session.add(row)
        session.flush()
        return row.id


def test_a_class_in_which_everything_happened_is_computed_anew_to_the_last_bit(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    set_formula(classroom.database, "share_mastered", attempts=0)
    students = [classroom.enter(f"s{number}") for number in range(4)]
    for number, student in enumerate(students):
        classroom.begin(student, profiling=number != 3)
        page = classroom.question(student)
        assert page is not None
        classroom.give(student, "", skipped=True)
        classroom.finish(student, lambda n, number=number: (n + number) % 3 > 0)
    ids = [student_id(classroom.database, one) for one in students]
    first = students[0]
    code = next(iter(views(open_result(classroom.database, first))))
    path = open_path(classroom.database, first)
    assert path is not None
    done = next(step for step in path.steps if step.alternatives and step.kind != "review")
    choose_alternative(classroom.database, first, done.id, done.alternatives[0].code, now=classroom.clock.now)
    classroom.clock.forward(days=3)
    finish_step(classroom.database, first, done.id, "right", "", now=classroom.clock.now)
    override_verdict(
        classroom.database, teacher, ids[0], Decision(code, "not_yet", REASON), now=classroom.clock.now
    )
    classroom.clock.forward(days=40)
    begin_diagnostic(classroom.database, first, now=classroom.clock.now, rng=classroom.rng, again=True)
    classroom.finish(first, lambda n: n % 2 == 0)
    override_verdict(
        classroom.database, teacher, ids[0], Decision(code, "mastered", REASON), now=classroom.clock.now
    )
    more_evidence(classroom, first, Practised(Item("p", {code: 1.1}, 0.3, 0.2, 0.05, 0.4), 1.0, 2))
    more_evidence(classroom, first, Learned(code, 0.04, 0.02))
    gone = more_evidence(classroom, students[1], Rating(code, 1, (-1.0, 0.0, 1.0), -0.5, 0.8, 1.5))
    more_evidence(classroom, students[1], Rating(code, 3, (-1.0, 0.0, 1.0), 0.1, 0.3, 0.7))
    with classroom.database.write() as session:
        loaded = load_framework(session, first, the_diagnostic(session, first).framework_id)
        withdraw_entry(session, students[1], loaded, gone, classroom.clock.now)
    for student in students[:3]:
        check_replayed(classroom, student)
    with classroom.database.read() as session:
        kinds = set(session.scalars(select(EvidenceEntry.kind)))
        assert belief_of(session, students[3], loaded.id) is None
    assert kinds == {
        "response", "skip", "activity", "time", "override", "practice", "learned", "rubric", "withdrawal",
    }  # fmt: skip


def test_time_alone_takes_no_word_and_no_mark_away_but_makes_a_review_due(classroom: Classroom) -> None:
    teacher = classroom.set_up()
    set_formula(classroom.database, "share_mastered", attempts=0)
    student = classroom.take("s")
    words = {code: view.word for code, view in views(open_result(classroom.database, student)).items()}
    assert "mastered" in words.values()
    mark = score(classroom, student)
    later = classroom.clock.forward(days=300)
    # Time is in the log only once the next sitting begins; before that the pages reckon with it.
    waiting = views(open_result(classroom.database, student, now=later))
    assert {code: view.word for code, view in waiting.items()} == words
    due = {code for code, view in waiting.items() if view.review_due}
    assert due
    assert due <= {code for code, word in words.items() if word == "mastered"}
    begin_diagnostic(classroom.database, student, now=later, rng=classroom.rng, again=True)
    stored = views(open_result(classroom.database, student, now=later))
    assert {code: view.word for code, view in stored.items()} == words
    assert {code for code, view in stored.items() if view.review_due} == due
    page = open_class(classroom.database, teacher, now=later)
    cells = cells_of(page)
    assert {code for code, cell in cells.items() if cell and cell.review_due} == due
    assert {code: cell.word for code, cell in cells.items() if cell} == words
    with classroom.database.write() as session:
        newest = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
        assert newest is not None
        newest.status = "finished"
    assert score(classroom, student) == mark
    set_formula(classroom.database, "expected_mastery", attempts=0)
    expected = score(classroom, student)
    later = classroom.clock.forward(days=500)
    with classroom.database.write() as session:
        loaded = load_framework(session, student, the_diagnostic(session, student).framework_id)
        assert pass_time(session, student, loaded, later) is not None
    assert score(classroom, student) == expected
