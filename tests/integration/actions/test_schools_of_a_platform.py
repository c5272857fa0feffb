"""One platform shared by two schools: who belongs where, and that nothing crosses over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from classroom import Classroom, make_classroom, own_bank
from sqlalchemy import select, update

from adapters.lms.base import Context, Launch, PersonClaims, ResourceLink, Role
from lti_tool.actions.import_bank import import_bank
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_result import open_result
from lti_tool.actions.personal_data import export_person
from lti_tool.actions.set_up_diagnostic import set_up_diagnostic
from lti_tool.actions.start_launch import start_launch
from lti_tool.database.banks import Bank
from lti_tool.database.base import public_id
from lti_tool.database.engine import Database
from lti_tool.database.launches import LaunchSession, UsedState
from lti_tool.database.people import Person
from lti_tool.database.platforms import Platform, PlatformRecord, platform_by_id
from lti_tool.database.schools import School, SchoolRule
from lti_tool.database.scope import Scope
from lti_tool.errors import ClaimsRefused, InputRefused, NotFound


class Shared:
    """A platform whose courses say by a custom parameter to which school they belong."""

    def __init__(self, database: Database, by: str = "attribute", name: str = "category") -> None:
        self.classroom: Classroom = make_classroom(database, school="Ministry")
        self.database = database
        self.clock = self.classroom.clock
        self.schools: dict[str, int] = {}
        kind = "context" if by == "list" else "attribute"
        with database.write() as session:
            session.execute(update(Platform).values(school_by=by, school_attribute=name))
            for school, value in (("North", "cat-1"), ("South", "cat-2")):
                row = School(public_id=public_id(), name=school, created_at=self.clock.now)
                session.add(row)
                session.flush()
                self.schools[school] = row.id
                session.add(
                    SchoolRule(
                        school_id=row.id,
                        platform_id=self.classroom.platform.id,
                        kind=kind,
                        value=value,
                        created_at=self.clock.now,
                    )
                )

    @property
    def platform(self) -> PlatformRecord:
        with self.database.read() as session:
            found = platform_by_id(session, self.classroom.platform.id)
        assert found is not None
        return found

    def launch(
        self, subject: str, course: str, category: str | None, role: Role = Role.STUDENT, **more: object
    ) -> Scope:
        message = Launch(
            issuer=self.platform.issuer,
            client_id="senda",
            deployment_id="1",
            message_type="LtiResourceLinkRequest",
            target_link_uri="https://senda.example/lti/launch",
            person=PersonClaims(subject, f"Name of {subject}"),
            role=role,
            roles=(),
            context=Context(course, course, f"Course {course}"),
            resource_link=ResourceLink(f"link-{course}", "Diagnostic"),
            custom={} if category is None else {"category": category},
        )
        message = replace(message, **more)  # type: ignore[arg-type]
        state = UsedState(np.random.default_rng().bytes(32), self.clock.forward(minutes=1))
        return start_launch(self.database, self.platform, message, state, now=self.clock.now).scope


@pytest.fixture
def shared(database: Database) -> Shared:
    return Shared(database)


def test_a_course_belongs_to_the_school_that_its_attribute_names(shared: Shared) -> None:
    assert shared.launch("t1", "A", "cat-1", Role.TEACHER).school_id == shared.schools["North"]
    assert shared.launch("t2", "B", "cat-2", Role.TEACHER).school_id == shared.schools["South"]


def test_an_unknown_value_is_refused_and_leaves_nothing(shared: Shared) -> None:
    with pytest.raises(ClaimsRefused) as refusal:
        shared.launch("t1", "C", "cat-9")
    assert refusal.value.code == "school_unknown"
    with pytest.raises(ClaimsRefused):
        shared.launch("t1", "C", None)
    with shared.database.read() as session:
        assert session.scalars(select(Person)).all() == session.scalars(select(LaunchSession)).all() == []


def test_the_policy_may_take_the_platform_s_own_school_instead(shared: Shared) -> None:
    with shared.database.write() as session:
        session.execute(update(Platform).values(school_unknown="own"))
    assert shared.launch("t1", "C", "cat-9").school_id == shared.platform.school_id


def test_a_course_stays_with_its_school_when_the_rules_change(shared: Shared) -> None:
    first = shared.launch("s1", "A", "cat-1")
    with shared.database.write() as session:
        session.execute(
            update(SchoolRule).where(SchoolRule.value == "cat-1").values(school_id=shared.schools["South"])
        )
    again = shared.launch("s1", "A", "cat-1")
    assert (again.school_id, again.class_id, again.person_id) == (first.school_id, first.class_id, first.person_id)
    assert shared.launch("s1", "A", "cat-9").class_id == first.class_id
    assert shared.launch("s1", "A2", "cat-1").school_id == shared.schools["South"]


def test_the_administrator_s_list_goes_by_the_course(database: Database) -> None:
    shared = Shared(database, by="list")
    assert shared.launch("s1", "cat-1", None).school_id == shared.schools["North"]
    with pytest.raises(ClaimsRefused):
        shared.launch("s1", "another", None)


@pytest.mark.parametrize("name", ["context.label", "context.title", "context.id"])
def test_the_attribute_may_be_one_of_the_course_itself(database: Database, name: str) -> None:
    shared = Shared(database, name=name)
    course = Context("cat-1", "cat-1", "cat-1")
    assert shared.launch("s1", "X", None, context=course).school_id == shared.schools["North"]


def test_one_person_in_two_schools_is_two_people_who_do_not_know_of_each_other(shared: Shared) -> None:
    north = shared.launch("s1", "A", "cat-1")
    south = shared.launch("s1", "B", "cat-2")
    assert north.person_id != south.person_id
    tables = export_person(shared.database, north)["tables"]
    assert [row["school_id"] for row in tables["person"]] == [shared.schools["North"]]
    assert {row["school_id"] for row in tables["launch_session"]} == {shared.schools["North"]}


def test_banks_and_students_of_one_school_are_not_there_for_the_other(shared: Shared) -> None:
    import_bank(shared.database, shared.schools["North"], own_bank(), now=shared.clock.now)
    import_bank(shared.database, shared.schools["South"], own_bank(), now=shared.clock.now)
    room = shared.classroom
    north, south = (
        shared.launch("t", course, value, Role.TEACHER) for course, value in (("A", "cat-1"), ("B", "cat-2"))
    )
    with shared.database.read() as session:
        banks = {bank.school_id: bank.public_id for bank in session.scalars(select(Bank))}
    with pytest.raises(NotFound):
        set_up_diagnostic(
            shared.database, north, banks[south.school_id], ("fractions",), "x", now=shared.clock.now
        )
    for teacher in (north, south):
        set_up_diagnostic(
            shared.database, teacher, banks[teacher.school_id], ("fractions",), "x", now=shared.clock.now
        )
    student = shared.launch("s1", "A", "cat-1")
    room.begin(student)
    room.finish(student)
    with shared.database.read() as session:
        person = session.get_one(Person, student.person_id).public_id
    assert open_result(shared.database, north, person, language="en", now=shared.clock.now) is not None
    with pytest.raises((NotFound, InputRefused)):
        open_result(shared.database, south, person, language="en", now=shared.clock.now)
    with pytest.raises(NotFound):
        export_person(shared.database, south, person)
    listed = open_class(shared.database, south, whole=True, now=shared.clock.now)
    assert listed.students == ()
    assert listed.total == 0
