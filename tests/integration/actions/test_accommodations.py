"""More time and other formats for single students, by those who may see them, on both databases."""

from __future__ import annotations

import pytest
from classroom import Classroom
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.accommodate import accommodate, open_accommodation, open_accommodations
from lti_tool.actions.personal_data import export_person, open_my_data
from lti_tool.database.accommodations import Accommodation
from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import class_of
from lti_tool.database.diagnostics import Attempt, Diagnostic
from lti_tool.database.people import Person
from lti_tool.errors import AccessRefused, InputRefused, NotFound


def named(classroom: Classroom, subject: str) -> str:
    with classroom.database.read() as session:
        return session.scalars(select(Person.public_id).where(Person.subject == subject)).one()


def test_it_holds_for_what_is_under_way_and_for_what_comes(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    teacher = classroom.set_up()
    with database.write() as session:
        row = session.scalars(select(Diagnostic)).one()
        row.attempts, row.policy = 2, row.policy | {"max_minutes": 10.0}
    done, at_it = classroom.take("s1"), classroom.enter("s2")
    classroom.begin(at_it)
    page = classroom.question(at_it)
    assert page is not None
    assert page.minutes_left == 10
    for subject in ("s1", "s2"):
        accommodate(database, teacher, named(classroom, subject), 1.5, "large", now=now)
    page = classroom.question(at_it)
    assert page is not None
    assert (page.minutes_left, page.format) == (15, "large")
    accommodate(database, teacher, named(classroom, "s2"), 0.0, "", now=now)
    page = classroom.question(at_it)
    assert page is not None
    assert (page.minutes_left, page.format) == (None, "")
    with database.read() as session:
        factors = session.execute(select(Attempt.person_id, Attempt.time_factor)).all()
    assert dict(factors) == {done.person_id: 1.0, at_it.person_id: 0.0}, "what is finished stays as it was"


def test_the_student_reads_it_takes_it_along_and_it_is_written_down(classroom: Classroom) -> None:
    database, teacher = classroom.database, classroom.set_up()
    student = classroom.enter("s1")
    who = named(classroom, "s1")
    accommodate(database, teacher, who, 2.0, "spaced", now=classroom.clock.now)
    accommodate(database, teacher, who, 2.0, "spaced", now=classroom.clock.now)
    page = open_my_data(database, student)
    assert (page.time_factor, page.format) == (2.0, "spaced")
    (row,) = export_person(database, student)["tables"]["accommodation"]
    assert (row["time_factor"], row["format"]) == (2.0, "spaced")
    with database.read() as session:
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.event == "accommodation_changed"))
        assert (event.person_id, event.actor_id) == (student.person_id, teacher.person_id)
        assert len(session.scalars(select(Accommodation)).all()) == 1


def test_those_with_something_of_their_own_come_first_and_a_name_finds_somebody(classroom: Classroom) -> None:
    database, teacher = classroom.database, classroom.set_up()
    for number in range(4):
        classroom.enter(f"s{number}")
    accommodate(database, teacher, named(classroom, "s2"), 1.25, "", now=classroom.clock.now)
    page = open_accommodations(database, teacher)
    assert [row.id for row in page.special] == [named(classroom, "s2")]
    assert len(page.others) == 3
    found = open_accommodations(database, teacher, "  GIVENS3 ")
    assert [row.id for row in (*found.special, *found.others)] == [named(classroom, "s3")]
    assert open_accommodation(database, teacher, named(classroom, "s2")).time_factor == 1.25


@pytest.mark.parametrize(("factor", "format"), [(3.0, ""), (-1.0, ""), (float("nan"), ""), (1.5, "huge")])
def test_nothing_else_can_be_given(classroom: Classroom, factor: float, format: str) -> None:
    teacher = classroom.set_up()
    classroom.enter("s1")
    with pytest.raises(InputRefused):
        accommodate(
            classroom.database, teacher, named(classroom, "s1"), factor, format, now=classroom.clock.now
        )


def test_only_for_who_may_see_the_student(classroom: Classroom) -> None:
    database, now = classroom.database, classroom.clock.now
    teacher = classroom.set_up()
    student, other = classroom.enter("s1"), classroom.set_up("C2")
    helper = classroom.enter("helper", Role.ASSISTANT)
    who = named(classroom, "s1")
    with pytest.raises(AccessRefused):
        accommodate(database, student, who, 2.0, "", now=now)
    with pytest.raises(NotFound):
        accommodate(database, other, who, 2.0, "", now=now)
    accommodate(database, helper, who, 2.0, "", now=now)
    with database.write() as session:
        class_of(session, teacher).assistants_limited = True
    with pytest.raises(NotFound):
        accommodate(database, helper, who, 1.0, "", now=now)
    assert open_accommodations(database, helper).special == ()
