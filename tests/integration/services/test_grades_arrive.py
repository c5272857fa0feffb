"""Grades from the last answer to the LMS's gradebook, by the real services of the demo LMS."""

import time
from datetime import timedelta

import pytest
from live import Live
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.grade_pages import GradesPage
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_grades import Shown, open_grades, send_again, set_grade_formula
from lti_tool.actions.send_grades import send_grades
from lti_tool.database.grades import GradeAudit, GradeJob, LineItemRow, PlatformPause
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused


def job(world: Live) -> GradeJob:
    with world.runtime.database.read() as session:
        return session.scalars(select(GradeJob)).one()


def send(world: Live, **later: float) -> int:
    """Let the worker look, at this moment or later."""
    if later:
        with world.runtime.database.write() as session:
            for row in session.scalars(select(GradeJob)):
                row.due_at = row.due_at - timedelta(**later)
                row.leased_until = None
            for pause in session.scalars(select(PlatformPause)):
                pause.until = pause.until - timedelta(**later)
    return send_grades(world.runtime, now=world.runtime.clock())


def taken(world: Live, subject: str = "11", *, right: bool = True) -> Scope:
    """A teacher sets up, a student of the demo course takes the whole diagnostic."""
    classroom = world.classroom
    classroom.enter("2", Role.TEACHER, "101")
    teacher = classroom.set_up("101")
    scope = classroom.enter(subject, Role.STUDENT, "101")
    classroom.begin(scope)
    classroom.finish(scope, lambda number: right)
    assert teacher.class_id == scope.class_id
    return scope


def teacher_of(world: Live) -> Scope:
    return world.classroom.enter("2", Role.TEACHER, "101")


def page_of(world: Live, shown: Shown | None = None) -> GradesPage:
    return open_grades(world.runtime.database, teacher_of(world), shown, now=world.runtime.clock())


def test_completing_gives_full_marks_in_a_column_that_the_tool_made(world: Live) -> None:
    taken(world, right=False)
    assert send(world) == 1
    assert world.results() == {"11": 100.0}
    row = page_of(world).rows[0]
    assert (row.grade.state, row.grade.score) == ("sent", 100.0)
    with world.runtime.database.read() as session:
        assert session.scalars(select(LineItemRow)).one().url.startswith(world.lms)
        assert session.scalars(select(GradeAudit)).one().outcome == "sent"
    assert send(world) == 0


def test_zero_is_a_score(world: Live) -> None:
    taken(world, right=False)
    set_grade_formula(world.runtime.database, teacher_of(world), "share_mastered", now=world.runtime.clock())
    send(world)
    assert world.results() == {"11": 0.0}


def test_a_changed_formula_sends_everybodys_new_score(world: Live) -> None:
    taken(world)
    send(world)
    set_grade_formula(world.runtime.database, teacher_of(world), "expected_mastery", now=world.runtime.clock())
    assert job(world).state == "waiting"
    # The platform refuses a second score within one second: the tool waits for the next.
    for _ in range(20):
        send(world, seconds=5)
        if job(world).state == "sent":
            break
        time.sleep(0.2)
    score = world.results()["11"]
    assert 50 < score < 100


def test_while_the_lms_is_down_the_grade_waits_and_arrives_later(world: Live) -> None:
    taken(world)
    world.platform.go_down()
    send(world)
    waiting = page_of(world).rows[0].grade
    assert (waiting.state, waiting.reason) == ("waiting", "service_busy")
    assert world.results() == {}
    assert send(world) == 0, "it does not hammer a platform that is down"
    world.platform.come_back()
    send(world, hours=2)
    assert world.results() == {"11": 100.0}
    with world.runtime.database.read() as session:
        outcomes = [row.outcome for row in session.scalars(select(GradeAudit).order_by(GradeAudit.id))]
    assert outcomes == ["waiting", "sent"]


def test_a_person_whom_the_lms_does_not_grade_is_a_failure_that_says_so(world: Live) -> None:
    taken(world, subject="999")
    send(world)
    row = next(r for r in page_of(world).rows)
    assert (row.grade.state, row.grade.reason) == ("failed", "service_person_refused")
    assert send(world) == 0


def test_a_failed_grade_is_sent_again_on_request(world: Live) -> None:
    scope = taken(world)
    with world.runtime.database.write() as session:
        row = session.scalars(select(GradeJob)).one()
        row.state, row.reason = "failed", "service_rejected"
    teacher = teacher_of(world)
    person = page_of(world).rows[0].student_id
    with pytest.raises(AccessRefused):
        send_again(world.runtime.database, scope, person, now=world.runtime.clock())
    send_again(world.runtime.database, teacher, person, now=world.runtime.clock())
    send(world)
    assert world.results() == {"11": 100.0}


def test_a_worker_that_died_holding_a_job_gives_it_back(world: Live) -> None:
    taken(world)
    with world.runtime.database.write() as session:
        row = session.scalars(select(GradeJob)).one()
        row.state, row.leased_until = "sending", world.runtime.clock() + timedelta(seconds=100)
    assert send(world) == 0
    with world.runtime.database.write() as session:
        session.scalars(select(GradeJob)).one().leased_until = world.runtime.clock() - timedelta(seconds=1)
    assert send(world) == 1
    assert world.results() == {"11": 100.0}


def test_a_deleted_column_is_made_again(world: Live) -> None:
    taken(world)
    send(world)
    with world.platform.store.write() as connection:
        connection.execute("DELETE FROM result")
        connection.execute("DELETE FROM line_item")
    teacher = teacher_of(world)
    person = page_of(world).rows[0].student_id
    send_again(world.runtime.database, teacher, person, now=world.runtime.clock())
    for _ in range(20):
        send(world, seconds=30)
        if job(world).state == "sent":
            break
        time.sleep(0.2)
    assert world.results() == {"11": 100.0}


def test_the_class_page_counts_the_states(world: Live) -> None:
    taken(world)
    page = open_class(world.runtime.database, teacher_of(world))
    assert page.grades == {"waiting": 1}
    send(world)
    assert open_class(world.runtime.database, teacher_of(world)).grades == {"sent": 1}
