"""The class list from the demo LMS: paged, with those who never came, without those who left."""

import pytest
from live import Live
from sqlalchemy import select

from adapters.lms.base import Role
from lti_tool.actions.open_class import open_class
from lti_tool.actions.sync_roster import ask_roster, roster_due, sync_roster
from lti_tool.database.classes import Enrolment
from lti_tool.database.people import Person
from lti_tool.demo.people import COURSE, STUDENTS
from lti_tool.errors import AccessRefused


def test_students_who_never_launched_are_in_the_class(world: Live) -> None:
    teacher = world.classroom.set_up("101")
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    database, now = world.runtime.database, world.runtime.clock()
    assert roster_due(database, teacher, now=now)
    ask_roster(database, teacher, now=now)
    assert sync_roster(world.runtime, teacher, now=now) == len(COURSE.members)
    page = open_class(database, teacher)
    assert page.total == len(STUDENTS)
    assert len(page.not_started) == len(STUDENTS)
    assert not roster_due(database, teacher, now=now)


def test_who_left_becomes_inactive_and_nothing_is_deleted(world: Live) -> None:
    world.classroom.set_up("101")
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    world.classroom.enter("777", Role.STUDENT, "101")
    sync_roster(world.runtime, teacher, now=world.runtime.clock())
    with world.runtime.database.read() as session:
        gone = session.scalars(
            select(Enrolment).join(Person, Person.id == Enrolment.person_id).where(Person.subject == "777")
        ).one()
    assert not gone.active
    assert open_class(world.runtime.database, teacher).total == len(STUDENTS)


def test_a_launch_knows_the_role_better_than_the_roster(world: Live) -> None:
    world.classroom.set_up("101")
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    # Subject 12 is a student in the LMS's roster; here they came in as an assistant.
    world.classroom.enter("12", Role.ASSISTANT, "101")
    sync_roster(world.runtime, teacher, now=world.runtime.clock())
    assert open_class(world.runtime.database, teacher).total == len(STUDENTS) - 1


def test_while_the_lms_is_down_the_list_stays_and_the_page_says_why(world: Live) -> None:
    world.classroom.set_up("101")
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    sync_roster(world.runtime, teacher, now=world.runtime.clock())
    world.platform.go_down()
    world.runtime.pause = lambda seconds: None
    assert sync_roster(world.runtime, teacher, now=world.runtime.clock()) == 0
    page = open_class(world.runtime.database, teacher)
    assert page.total == len(STUDENTS)
    assert page.roster.problem == "service_busy"


def test_only_who_teaches_asks_for_the_list(world: Live) -> None:
    world.classroom.set_up("101")
    student = world.classroom.enter("11", Role.STUDENT, "101")
    with pytest.raises(AccessRefused):
        ask_roster(world.runtime.database, student, now=world.runtime.clock())
    assert not roster_due(world.runtime.database, student, now=world.runtime.clock())
