"""Two schools: one keeps data for a time only, the other until somebody erases it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from classroom import Clock, make_classroom
from sqlalchemy import func, select

from lti_tool.actions.personal_data import open_my_data
from lti_tool.actions.retention import apply_retention
from lti_tool.database.admins import AdminEvent
from lti_tool.database.classes import CourseClass, Enrolment
from lti_tool.database.engine import Database
from lti_tool.database.people import Person
from lti_tool.database.personal_data import PERSONAL_TABLES
from lti_tool.database.schools import School


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def schools(database: Database, clock: Clock):
    """The first school keeps data for 100 days; both have a student who has answered."""
    first = make_classroom(database, "https://one.example", "One", clock=clock)
    second = make_classroom(database, "https://two.example", "Two", clock=clock)
    for one in (first, second):
        one.enter("student")
    with database.write() as session:
        session.get_one(School, first.platform.school_id).retention_days = 100
    return first, second


def subjects(database: Database, school_id: int) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(Person.subject).where(Person.school_id == school_id)))


def test_who_was_not_seen_for_so_long_is_erased_in_that_school_only(database, schools, clock) -> None:
    first, second = schools
    clock.forward(days=60)
    first.enter("late")
    clock.forward(days=39)
    assert apply_retention(database, clock.now) == 0
    clock.forward(days=2)
    assert apply_retention(database, clock.now) == 1
    assert subjects(database, first.platform.school_id) == {"late"}
    assert "student" in subjects(database, second.platform.school_id)


def test_nothing_about_them_is_left(database, schools, clock) -> None:
    first, _second = schools
    first.set_up()
    scope = first.take("worker")
    clock.forward(days=101)
    apply_retention(database, clock.now)
    with database.read() as session:
        left = {
            one.table.name: session.scalar(
                select(func.count()).select_from(one.table).where(one.rows_about(scope.person_id))
            )
            for one in PERSONAL_TABLES
        }
    assert set(left.values()) == {0}


def test_who_stands_on_a_class_list_is_seen(database, schools, clock) -> None:
    """A student who comes rarely but is still enrolled in the LMS."""
    first, _second = schools
    scope = first.enter("student")
    clock.forward(days=90)
    with database.write() as session:
        session.get_one(CourseClass, scope.class_id).roster_at = clock.now
    clock.forward(days=20)
    assert apply_retention(database, clock.now) == 0
    with database.write() as session:
        for row in session.scalars(select(Enrolment).where(Enrolment.class_id == scope.class_id)):
            row.active = False
    assert apply_retention(database, clock.now) == 1


def test_who_came_again_stays(database, schools, clock) -> None:
    first, _second = schools
    for _ in range(4):
        clock.forward(days=60)
        first.enter("student")
        assert apply_retention(database, clock.now) == 0


def test_the_trail_says_how_many_and_not_who(database, schools, clock) -> None:
    first, _second = schools
    clock.forward(days=101)
    apply_retention(database, clock.now)
    with database.read() as session:
        event = session.scalars(select(AdminEvent).where(AdminEvent.event == "retention_applied")).one()
    assert (event.about_school_id, event.values) == (first.platform.school_id, {"people": 1})


def test_more_people_than_one_transaction_takes(database, schools, clock) -> None:
    first, _second = schools
    with database.write() as session:
        session.add_all(
            Person(
                public_id=f"p{number}",
                school_id=first.platform.school_id,
                platform_id=first.platform.id,
                subject=f"p{number}",
                created_at=clock.now,
            )
            for number in range(120)
        )
    assert apply_retention(database, clock.now + timedelta(days=101)) == 121


def test_people_read_how_long_their_data_is_kept(database, schools) -> None:
    first, second = schools
    assert open_my_data(database, first.enter("student")).retention_days == 100
    assert open_my_data(database, second.enter("student")).retention_days is None
