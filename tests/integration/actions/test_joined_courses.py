"""Several LMS courses as one class: what comes along, when it may, and the way back."""

from __future__ import annotations

import threading

import pytest
from classroom import Classroom, make_classroom
from copied_courses import Opened, Wanted, enter, give, share_platform
from sqlalchemy import select, update

from adapters.lms.base import Role
from lti_tool.actions.join_courses import MOVED, OBSTACLES, STAYING, join_course
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_courses import open_courses
from lti_tool.actions.separate_courses import separate_course
from lti_tool.database.audit import AuditEvent
from lti_tool.database.base import Base
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext, ResourceLink
from lti_tool.database.groups import ClassGroup, GroupMember, note_groups
from lti_tool.database.launches import LaunchSession
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

ONE, TWO, THREE = Opened("A"), Opened("B"), Opened("C")


def class_id(classroom: Classroom, scope: Scope) -> str:
    with classroom.database.read() as session:
        return session.get_one(CourseClass, scope.class_id).public_id


def both(classroom: Classroom) -> tuple[Scope, Scope]:
    """A teacher of two courses; students in each, one in both."""
    here = enter(classroom, "ana", ONE)
    give(classroom, here, Wanted("Fractions"))
    there = enter(classroom, "ana", TWO)
    for name, opened in (("s1", ONE), ("s2", TWO), ("s3", ONE), ("s3", TWO)):
        enter(classroom, name, opened, Role.STUDENT)
    return here, there


def join(classroom: Classroom, here: Scope, there: Scope) -> None:
    join_course(classroom.database, here, class_id(classroom, there), now=classroom.clock.now)


def members(classroom: Classroom, scope: Scope) -> dict[str, bool]:
    """Who is enrolled in a class, and whether actively."""
    with classroom.database.read() as session:
        rows = session.execute(
            select(Person.subject, Enrolment.active)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.class_id == scope.class_id)
        )
        return {row.subject: row.active for row in rows}


def separate(classroom: Classroom, scope: Scope) -> Scope:
    page = open_courses(classroom.database, scope)
    return separate_course(classroom.database, scope, page.joined[0].id, now=classroom.clock.now)


def test_every_table_of_a_class_is_decided() -> None:
    """A new table comes along, stays, or shows that somebody has begun: this list makes somebody decide."""
    of_class = {name for name, table in Base.metadata.tables.items() if "class_id" in table.columns}
    assert set(MOVED) | STAYING | OBSTACLES == of_class
    assert not set(MOVED) & STAYING
    assert not set(MOVED) & OBSTACLES
    assert not STAYING & OBSTACLES


class TestPage:
    def test_lists_courses_and_the_teachers_other_classes(self, classroom):
        here, there = both(classroom)
        enter(classroom, "other-teacher", THREE)
        page = open_courses(classroom.database, here)
        assert [(one.title, one.placements) for one in page.own] == [("Course A", 1)]
        assert [(one.id, one.title, one.obstacle) for one in page.others] == [
            (class_id(classroom, there), "Course B", "")
        ]
        assert page.joined == ()
        assert page.activities == 1

    def test_an_assistants_class_is_not_offered(self, classroom):
        here, _ = both(classroom)
        enter(classroom, "ana", THREE, Role.ASSISTANT)
        assert [one.title for one in open_courses(classroom.database, here).others] == ["Course B"]


class TestJoin:
    def test_courses_placements_people_and_groups_come_along(self, classroom):
        here, there = both(classroom)
        give(classroom, there, Wanted("Decimals"))
        with classroom.database.write() as session:
            member = session.scalars(
                select(Enrolment.person_id).where(Enrolment.class_id == there.class_id)
            ).all()
            for person in member:
                note_groups(
                    session.connection(),
                    there.school_id,
                    there.class_id,
                    person,
                    "group",
                    ("red",),
                    classroom.clock.now,
                )
        join(classroom, here, there)
        with classroom.database.read() as session:
            for model, count in (
                (LmsContext, 2),
                (ResourceLink, 2),
                (ClassGroup, 1),
                (GroupMember, len(member)),
            ):
                rows = session.scalars(select(model).where(model.class_id == here.class_id)).all()
                assert len(rows) == count, model
            links = session.scalars(select(ResourceLink).order_by(ResourceLink.id)).all()
            assert all(link.activity_id for link in links)
            event = session.scalars(select(AuditEvent).where(AuditEvent.event == "courses_joined")).one()
        assert (event.class_id, event.actor_id, event.values["courses"]) == (here.class_id, here.person_id, 1)
        assert members(classroom, here) == {"ana": True, "s1": True, "s2": True, "s3": True}
        assert members(classroom, there) == {"ana": False, "s3": False}
        assert open_class(classroom.database, here, now=classroom.clock.now).total == 3

    def test_a_launch_of_the_other_course_opens_this_class(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        again = enter(classroom, "s9", TWO, Role.STUDENT)
        assert again.class_id == here.class_id
        assert members(classroom, here)["s9"]

    def test_who_was_at_it_goes_on_in_this_class(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        with classroom.database.read() as session:
            row = session.scalars(select(LaunchSession).where(LaunchSession.public_id == there.launch)).one()
        assert row.class_id == here.class_id

    def test_a_group_that_both_know_becomes_one(self, classroom):
        here, there = both(classroom)
        with classroom.database.write() as session:
            for scope in (here, there):
                people = session.scalars(
                    select(Enrolment.person_id).where(Enrolment.class_id == scope.class_id)
                )
                for person in people.all():
                    note_groups(
                        session.connection(),
                        scope.school_id,
                        scope.class_id,
                        person,
                        "group",
                        ("red",),
                        classroom.clock.now,
                    )
        join(classroom, here, there)
        with classroom.database.read() as session:
            group = session.scalars(select(ClassGroup).where(ClassGroup.class_id == here.class_id)).one()
            inside = session.scalars(select(GroupMember).where(GroupMember.group_id == group.id)).all()
        assert len(inside) == 4
        assert {one.class_id for one in inside} == {here.class_id}

    def test_refused_once_somebody_there_has_begun(self, classroom):
        here, _ = both(classroom)
        there = enter(classroom, "ana", THREE)
        give(classroom, there, Wanted("Decimals"))
        classroom.begin(enter(classroom, "s5", THREE, Role.STUDENT))
        other = next(o for o in open_courses(classroom.database, here).others if o.title == "Course C")
        assert other.obstacle == "courses_begun"
        with pytest.raises(InputRefused, match="courses_begun"):
            join(classroom, here, there)
        assert members(classroom, there) == {"ana": True, "s5": True}

    @pytest.mark.parametrize("role", [Role.STUDENT, Role.ASSISTANT, Role.VISITOR])
    def test_only_a_teacher_of_this_class(self, classroom, role):
        here, there = both(classroom)
        stranger = enter(classroom, "x", ONE, role)
        with pytest.raises(AccessRefused):
            join(classroom, stranger, there)
        assert here.class_id != there.class_id

    def test_only_a_teacher_of_the_other_one_too(self, classroom):
        _here, there = both(classroom)
        colleague = enter(classroom, "colleague", ONE)
        with pytest.raises(NotFound):
            join(classroom, colleague, there)
        former = enter(classroom, "former", TWO)
        with classroom.database.write() as session:
            session.execute(
                update(Enrolment).where(Enrolment.person_id == former.person_id).values(active=False)
            )
        with pytest.raises(NotFound):
            join(classroom, enter(classroom, "former", ONE), there)

    def test_not_with_itself_nor_with_what_is_not_there(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        for other in (class_id(classroom, here), class_id(classroom, there), "made-up", ""):
            with pytest.raises(NotFound):
                join_course(classroom.database, here, other, now=classroom.clock.now)

    def test_never_across_schools_of_one_platform(self, classroom):
        share_platform(classroom, "north", "south")
        here = enter(classroom, "ana", Opened("A", label="north"))
        there = enter(classroom, "ana", Opened("B", label="south"))
        assert open_courses(classroom.database, here).others == ()
        with pytest.raises(NotFound):
            join(classroom, here, there)

    def test_never_across_platforms_of_one_school(self, database):
        one = make_classroom(database, school="Both")
        other = make_classroom(database, "https://other.example", school="Both")
        here, there = enter(one, "ana", ONE), enter(other, "ana", TWO)
        with pytest.raises(NotFound):
            join(one, here, there)

    def test_each_with_the_other_at_once(self, classroom):
        """Two teachers press at the same moment: one class comes out of it, and nobody is lost."""
        here, there = both(classroom)
        enter(classroom, "berta", ONE)
        berta = enter(classroom, "berta", TWO)
        names = class_id(classroom, here), class_id(classroom, there)
        outcomes: list[str] = []

        def press(scope: Scope, other: str) -> None:
            try:
                join_course(classroom.database, scope, other, now=classroom.clock.now)
                outcomes.append("joined")
            except NotFound:
                outcomes.append("gone")

        threads = [
            threading.Thread(target=press, args=(here, names[1])),
            threading.Thread(target=press, args=(berta, names[0])),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["gone", "joined"]
        with classroom.database.read() as session:
            assert len(set(session.scalars(select(LmsContext.class_id)))) == 1


class TestSeparate:
    def test_everything_is_as_it_was(self, classroom):
        here, there = both(classroom)
        give(classroom, there, Wanted("Decimals"))
        before = members(classroom, here), members(classroom, there)
        join(classroom, here, there)
        former = separate(classroom, here)
        assert former.class_id == there.class_id
        assert (members(classroom, here), members(classroom, there)) == before
        again = enter(classroom, "s2", TWO, Role.STUDENT)
        assert again.class_id == there.class_id
        with classroom.database.read() as session:
            for link in session.scalars(select(ResourceLink)):
                assert link.activity_id is not None
                context = session.get_one(LmsContext, link.context_pk)
                assert link.class_id == context.class_id
            rows = session.scalars(select(LaunchSession).where(LaunchSession.public_id == there.launch))
            assert rows.one().class_id == there.class_id
            events = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)).all()
        assert events[-2:] == ["courses_joined", "courses_separated"]
        assert open_courses(classroom.database, here).joined == ()

    def test_who_left_before_the_join_stays_away(self, classroom):
        here, there = both(classroom)
        with classroom.database.write() as session:
            session.execute(
                update(Enrolment)
                .where(Enrolment.class_id == there.class_id, Enrolment.person_id != there.person_id)
                .values(active=False)
            )
        join(classroom, here, there)
        separate(classroom, here)
        assert members(classroom, there) == {"ana": True, "s2": False, "s3": False}

    def test_refused_once_somebody_who_came_with_it_has_begun(self, classroom):
        here, there = both(classroom)
        give(classroom, there, Wanted("Decimals"))
        join(classroom, here, there)
        classroom.begin(enter(classroom, "s2", TWO, Role.STUDENT))
        assert open_courses(classroom.database, here).joined[0].answered
        with pytest.raises(InputRefused, match="courses_answered"):
            separate(classroom, here)
        assert enter(classroom, "s2", TWO, Role.STUDENT).class_id == here.class_id

    def test_possible_while_only_the_others_have_begun(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        classroom.begin(enter(classroom, "s1", ONE, Role.STUDENT))
        assert not open_courses(classroom.database, here).joined[0].answered
        assert separate(classroom, here).class_id == there.class_id

    def test_an_activity_of_this_class_does_not_leave_with_a_placement(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        moved = enter(classroom, "ana", TWO)
        made = give(classroom, moved, Wanted("Made together"))
        separate(classroom, here)
        with classroom.database.read() as session:
            link = session.get_one(ResourceLink, moved.resource_link_id)
        assert made
        assert link.activity_id is None

    def test_a_chain_of_joins(self, classroom):
        here, there = both(classroom)
        third = enter(classroom, "ana", THREE)
        join(classroom, there, third)
        join(classroom, here, enter(classroom, "ana", TWO))
        page = open_courses(classroom.database, here)
        assert {one.title for joined in page.joined for one in joined.courses} == {"Course B", "Course C"}
        with classroom.database.read() as session:
            names = {row.id: row for row in session.scalars(select(CourseClass))}
        assert len(names) == 3
        outer = next(j for j in page.joined if len(j.courses) == 2)
        separate_course(classroom.database, here, outer.id, now=classroom.clock.now)
        assert enter(classroom, "ana", THREE).class_id == there.class_id
        separate(classroom, enter(classroom, "ana", TWO))
        assert enter(classroom, "ana", THREE).class_id == third.class_id

    @pytest.mark.parametrize("role", [Role.STUDENT, Role.ASSISTANT])
    def test_only_a_teacher(self, classroom, role):
        here, there = both(classroom)
        join(classroom, here, there)
        with pytest.raises(AccessRefused):
            separate(classroom, enter(classroom, "x", ONE, role))

    def test_a_join_of_another_class(self, classroom):
        here, there = both(classroom)
        join(classroom, here, there)
        joined = open_courses(classroom.database, here).joined[0].id
        stranger = enter(classroom, "stranger", THREE)
        with pytest.raises(NotFound):
            separate_course(classroom.database, stranger, joined, now=classroom.clock.now)
