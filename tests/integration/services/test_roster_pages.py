"""Class lists as platforms send them: paged, broken in the middle, with people of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fake_platform import JsonServer, reply
from fake_roster import Lists, html, learner, lists, onward, status
from sqlalchemy import func, select, update

from adapters.lms.base import Role
from lti_tool.actions import sync_roster as module
from lti_tool.actions.sync_roster import open_roster, roster_due, rosters_due, sync_roster
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext
from lti_tool.database.groups import ClassGroup, GroupMember
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope


@pytest.fixture
def lms(database_url: str) -> Iterator[Lists]:
    with lists(database_url) as made:
        yield made


@pytest.fixture
def teacher(lms: Lists) -> Scope:
    scope = lms.classroom.enter("teacher", Role.TEACHER)
    lms.classroom.clock.forward(minutes=1)
    return scope


def sync(lms: Lists, scope: Scope) -> int:
    lms.classroom.clock.forward(seconds=1)
    return sync_roster(lms.runtime, scope, now=lms.classroom.clock.now)


def listed(lms: Lists, scope: Scope, *, active: bool = True) -> dict[str, str]:
    """Role by subject of who is in the class, or is no longer."""
    with lms.runtime.database.read() as session:
        rows = session.execute(
            select(Person.subject, Enrolment.role)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.class_id == scope.class_id, Enrolment.active.is_(active))
        )
        return {row.subject: row.role for row in rows}


def problem(lms: Lists, scope: Scope) -> str:
    return open_roster(lms.runtime.database, scope, now=lms.classroom.clock.now).problem


TEACHER = learner("teacher", "Instructor")


class TestWhoIsInIt:
    def test_over_pages_with_links_kept_to_the_letter(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(10))])
        assert sync(lms, teacher) == 11
        assert len(listed(lms, teacher)) == 11
        assert [one.partition("=")[2] for one in lms.asked("C1")[1:]] == [
            "Bookmark_1",
            "Bookmark_2",
            "Bookmark_3",
        ]

    def test_people_of_every_kind(self, lms: Lists, teacher: Scope) -> None:
        bare = {"user_id": "bare", "roles": ["Learner"]}
        members = [
            TEACHER,
            bare,
            {**bare, "user_id": 77},
            learner("gone", status="Inactive"),
            learner("deleted", status="Deleted"),
            learner(
                "helper", "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"
            ),
            learner("guest", "urn:lti:sysrole:ims/lis/None"),
            learner("nothing", *[], roles=[]),
            {"roles": ["Learner"]},
            {"user_id": "bad roles", "roles": "Learner"},
            "junk",
            None,
        ]
        lms.serve("C1", members)
        assert sync(lms, teacher) == 4
        assert listed(lms, teacher) == {
            "teacher": "teacher",
            "bare": "student",
            "77": "student",
            "helper": "assistant",
        }
        assert set(listed(lms, teacher, active=False)) == {"gone", "deleted"}
        with lms.runtime.database.read() as session:
            assert session.scalars(select(Person).where(Person.subject == "guest")).first() is None

    def test_somebody_on_two_pages_is_one_person(self, lms: Lists, teacher: Scope) -> None:
        twice = [learner("s1", status="Inactive"), learner("s2", "Instructor"), learner("s3")]
        lms.serve("C1", [TEACHER, *twice, learner("s1"), learner("s2"), learner("s3", status="Inactive")])
        assert sync(lms, teacher) == 4
        assert listed(lms, teacher) == {
            "teacher": "teacher",
            "s1": "student",
            "s2": "teacher",
            "s3": "student",
        }

    def test_a_role_that_a_launch_gave_stays(self, lms: Lists, teacher: Scope) -> None:
        lms.classroom.enter("helper", Role.ASSISTANT)
        lms.classroom.enter("odd", Role.STUDENT)
        lms.serve("C1", [TEACHER, learner("helper"), learner("odd", "urn:custom:role")])
        sync(lms, teacher)
        assert listed(lms, teacher) == {"teacher": "teacher", "helper": "assistant", "odd": "student"}

    def test_a_role_that_the_list_gave_may_change(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("s1", "Instructor")])
        sync(lms, teacher)
        lms.serve("C1", [TEACHER, learner("s1")])
        sync(lms, teacher)
        assert listed(lms, teacher)["s1"] == "student"

    def test_names_follow_the_list_and_are_not_forgotten(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("s1"), learner("s2")])
        sync(lms, teacher)
        lms.serve("C1", [TEACHER, {"user_id": "s1", "roles": ["Learner"]}, learner("s2", name="New Name")])
        sync(lms, teacher)
        with lms.runtime.database.read() as session:
            names = {row.subject: row.name for row in session.scalars(select(Person))}
        assert names["s1"] == "Givens1 Familys1"
        assert names["s2"] == "New Name"

    def test_who_left_rests_and_may_come_back(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("s1"), learner("s2")])
        sync(lms, teacher)
        lms.serve("C1", [TEACHER, learner("s2")])
        assert sync(lms, teacher) == 2
        assert set(listed(lms, teacher, active=False)) == {"s1"}
        lms.serve("C1", [TEACHER, learner("s1"), learner("s2")])
        sync(lms, teacher)
        assert set(listed(lms, teacher)) == {"teacher", "s1", "s2"}

    def test_who_comes_in_while_the_list_is_fetched_stays(self, lms: Lists, teacher: Scope) -> None:
        def late(handler: Any) -> bool:
            lms.classroom.clock.forward(seconds=5)
            lms.classroom.enter("late")
            return False

        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(4))])
        lms.faults["C1", 1] = [late]
        sync(lms, teacher)
        assert "late" in listed(lms, teacher)

    def test_nothing_is_written_where_nothing_changed(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("s1")])
        sync(lms, teacher)
        with lms.runtime.database.read() as session:
            before = session.scalars(select(Enrolment.updated_at)).all()
        lms.classroom.clock.forward(hours=1)
        sync(lms, teacher)
        with lms.runtime.database.read() as session:
            assert session.scalars(select(Enrolment.updated_at)).all() == before


class TestWhatGoesWrong:
    @pytest.mark.parametrize("fault", [status(503), status(500), status(429, Retry_After="30")])
    def test_a_page_that_fails_once_is_asked_for_again(self, lms: Lists, teacher: Scope, fault: Any) -> None:
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(7))])
        lms.faults["C1", 1] = [fault]
        assert sync(lms, teacher) == 8
        pages = [one.partition("Bookmark_")[2] for one in lms.asked("C1")]
        assert pages == ["", "1", "1", "2"]
        assert lms.pauses in ([1.0], [30.0])

    def test_a_token_that_ends_in_the_middle(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(7))])
        lms.faults["C1", 1] = [status(401)]
        assert sync(lms, teacher) == 8
        assert lms.server.count("/lti/token") == 2
        assert lms.pauses == []

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            ([html], "service_response_invalid"),
            ([status(401)] * 2, "service_unauthorized"),
            ([status(403)], "service_forbidden"),
            ([status(404)], "service_not_found"),
            ([status(503)] * 4, "service_busy"),
            ([status(429, Retry_After="3600")], "service_busy"),
        ],
    )
    def test_what_was_read_is_kept_and_nobody_is_sent_away(
        self, lms: Lists, teacher: Scope, fault: list[Any], code: str
    ) -> None:
        lms.classroom.enter("old")
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(7))])
        lms.faults["C1", 1] = list(fault)
        assert sync(lms, teacher) == 0
        assert set(listed(lms, teacher)) == {"teacher", "old", "s0", "s1"}
        assert problem(lms, teacher) == code
        assert sync(lms, teacher) == 8
        assert problem(lms, teacher) == ""

    def test_pages_in_a_circle(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(4))])
        first = f"{lms.server.origin}{lms.path('C1')}"
        lms.faults["C1", 1] = [onward(first)]
        assert sync(lms, teacher) == 0
        assert problem(lms, teacher) == "service_roster_endless"
        assert len(lms.asked("C1")) == 2

    def test_a_page_on_another_host(self, lms: Lists, teacher: Scope) -> None:
        foreign = JsonServer()
        try:
            lms.serve("C1", [TEACHER])
            lms.faults["C1", 0] = [onward(f"{foreign.origin}/members")]
            assert sync(lms, teacher) == 0
            assert problem(lms, teacher) == "service_host_refused"
            assert foreign.requests == []
        finally:
            foreign.close()

    def test_a_list_with_nobody_in_it_sends_nobody_away(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [])
        assert sync(lms, teacher) == 0
        assert set(listed(lms, teacher)) == {"teacher"}
        assert problem(lms, teacher) == "roster_empty"

    def test_more_than_fits_into_one_answer_is_asked_for_in_pieces(self, lms: Lists, teacher: Scope) -> None:
        def everybody(handler: Any, _body: bytes) -> None:
            if "limit=1000" in handler.path:
                reply(handler, 200, {"members": [TEACHER, learner("s1")]})
            else:
                reply(handler, 200, {"members": [], "padding": "x" * (9 * 1024 * 1024)})

        lms.server.answers[lms.path("C1")] = everybody
        assert sync(lms, teacher) == 2

    def test_an_error_of_our_own_gives_the_place_free(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER])

        def broken(seconds: float) -> None:
            raise RuntimeError("no time")

        lms.runtime.pause = broken
        lms.faults["C1", 0] = [status(503)]
        with pytest.raises(RuntimeError):
            sync(lms, teacher)
        assert problem(lms, teacher) == "roster_interrupted"
        lms.runtime.pause = lms.pauses.append
        assert sync(lms, teacher) == 1


class TestOneInFlight:
    def test_while_one_fetch_runs_no_other_begins(self, lms: Lists, teacher: Scope) -> None:
        seen = []

        def second(handler: Any) -> bool:
            view = open_roster(lms.runtime.database, teacher, now=lms.classroom.clock.now)
            seen.append((view.running, sync_roster(lms.runtime, teacher, now=lms.classroom.clock.now)))
            return False

        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(4))])
        lms.faults["C1", 1] = [second]
        assert sync(lms, teacher) == 5
        assert seen == [(True, 0)]
        assert len(lms.asked("C1")) == 2

    def test_progress_is_told(self, lms: Lists, teacher: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
        counts = []

        def look(handler: Any) -> bool:
            view = open_roster(lms.runtime.database, teacher, now=lms.classroom.clock.now)
            counts.append(view.count)
            return False

        members = [TEACHER, *(learner(f"s{n}") for n in range(2 * module.CHUNK))]
        lms.size = module.CHUNK
        lms.serve("C1", members)
        lms.faults["C1", 1] = lms.faults["C1", 2] = [look, look]
        sync(lms, teacher)
        assert counts == [module.CHUNK, 2 * module.CHUNK]
        view = open_roster(lms.runtime.database, teacher, now=lms.classroom.clock.now)
        assert (view.running, view.count) == (False, len(members))

    def test_a_dead_fetch_is_taken_over(self, lms: Lists, teacher: Scope) -> None:
        lms.serve("C1", [TEACHER])
        started = lms.classroom.clock.now
        with lms.runtime.database.write() as session:
            session.execute(update(CourseClass).values(roster_started_at=started, roster_tried_at=started))
        assert sync(lms, teacher) == 0
        lms.classroom.clock.forward(minutes=16)
        assert not open_roster(lms.runtime.database, teacher, now=lms.classroom.clock.now).running
        assert sync(lms, teacher) == 1

    def test_who_was_overtaken_stops_and_changes_nothing(self, lms: Lists, teacher: Scope) -> None:
        def overtaken(handler: Any) -> bool:
            with lms.runtime.database.write() as session:
                later = lms.classroom.clock.now + timedelta(minutes=20)
                session.execute(update(CourseClass).values(roster_started_at=later, roster_tried_at=later))
            return False

        lms.classroom.enter("old")
        lms.serve("C1", [TEACHER, *(learner(f"s{n}") for n in range(4))])
        lms.faults["C1", 0] = [overtaken]
        assert sync(lms, teacher) == 0
        assert set(listed(lms, teacher)) == {"teacher", "old"}
        with lms.runtime.database.read() as session:
            assert session.scalars(select(CourseClass.roster_started_at)).one() is not None


class TestSeveralCourses:
    @pytest.fixture
    def both(self, lms: Lists, teacher: Scope) -> Scope:
        """Two LMS courses that are taught as one class."""
        other = lms.classroom.enter("teacher", Role.TEACHER, "C2")
        with lms.runtime.database.write() as session:
            session.execute(
                update(LmsContext)
                .where(LmsContext.class_id == other.class_id)
                .values(class_id=teacher.class_id)
            )
        return teacher

    def test_the_class_has_everybody_of_all_its_courses(self, lms: Lists, both: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("a"), learner("in both")])
        lms.serve("C2", [TEACHER, learner("b"), learner("in both", status="Inactive")])
        assert sync(lms, both) == 4
        assert set(listed(lms, both)) == {"teacher", "a", "b", "in both"}

    def test_nobody_leaves_unless_all_lists_were_read(self, lms: Lists, both: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("a")])
        lms.serve("C2", [TEACHER, learner("b")])
        sync(lms, both)
        lms.serve("C1", [TEACHER, learner("new")])
        lms.faults["C2", 0] = [status(403)]
        sync(lms, both)
        assert set(listed(lms, both)) == {"teacher", "a", "b", "new"}
        sync(lms, both)
        assert set(listed(lms, both)) == {"teacher", "b", "new"}


class TestGroupsOfTheService:
    @pytest.fixture
    def grouped(self, lms: Lists, teacher: Scope) -> Scope:
        with lms.runtime.database.write() as session:
            session.execute(
                update(LmsContext).values(
                    groups_url=f"{lms.server.origin}/groups", group_sets_url=f"{lms.server.origin}/sets"
                )
            )
        self.offer(lms, {"id": "g1", "name": "Red", "set_id": 5}, {"id": 2, "name": "Blue"})
        lms.server.answers["/sets"] = {"sets": [{"id": "5", "name": "Laboratory"}]}
        return teacher

    def offer(self, lms: Lists, *groups: dict[str, Any]) -> None:
        lms.server.answers["/groups"] = {"groups": list(groups)}

    def held(self, lms: Lists, *, active: bool = True) -> dict[str, set[str]]:
        with lms.runtime.database.read() as session:
            rows = session.execute(
                select(ClassGroup.external_id, Person.subject)
                .join(GroupMember, GroupMember.group_id == ClassGroup.id)
                .join(Person, Person.id == GroupMember.person_id)
                .where(ClassGroup.active.is_(active))
            ).all()
        return {
            one: {row.subject for row in rows if row.external_id == one}
            for one in {r.external_id for r in rows}
        }

    def test_names_sets_and_members(self, lms: Lists, grouped: Scope) -> None:
        inside = [{"group_id": "g1"}, {"group_id": 2}, {"nothing": 1}, "junk"]
        lms.serve(
            "C1",
            [TEACHER, learner("a", group_enrollments=inside), learner("b", group_enrollments=inside[:1])],
        )
        sync(lms, grouped)
        assert self.held(lms) == {"g1": {"a", "b"}, "2": {"a"}}
        with lms.runtime.database.read() as session:
            rows = {row.external_id: (row.name, row.set_name) for row in session.scalars(select(ClassGroup))}
        assert rows == {"g1": ("Red", "Laboratory"), "2": ("Blue", "")}
        accepted = {one[1]: one[2]["Accept"] for one in lms.server.requests if one[1] in ("/groups", "/sets")}
        assert accepted["/groups"] == "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"

    def test_who_changes_groups_and_groups_that_go(self, lms: Lists, grouped: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("a", group_enrollments=[{"group_id": "g1"}])])
        sync(lms, grouped)
        lms.serve("C1", [TEACHER, learner("a", group_enrollments=[{"group_id": "2"}])])
        self.offer(lms, {"id": "2", "name": "Blue"})
        sync(lms, grouped)
        assert self.held(lms) == {"2": {"a"}}
        assert self.held(lms, active=False) == {}
        with lms.runtime.database.read() as session:
            assert session.scalar(select(func.count()).select_from(ClassGroup)) == 2

    def test_a_list_without_groups_leaves_them(self, lms: Lists, grouped: Scope) -> None:
        lms.serve("C1", [TEACHER, learner("a", group_enrollments=[{"group_id": "g1"}])])
        sync(lms, grouped)
        lms.serve("C1", [TEACHER, learner("a")])
        sync(lms, grouped)
        assert self.held(lms) == {"g1": {"a"}}

    def test_without_the_groups_the_list_comes_all_the_same(self, lms: Lists, grouped: Scope) -> None:
        lms.server.answers["/groups"] = lambda handler, body: html(handler)
        lms.serve("C1", [TEACHER, learner("a")])
        assert sync(lms, grouped) == 2
        with lms.runtime.database.read() as session:
            assert session.scalars(select(CourseClass.groups_problem)).one() == "service_response_invalid"


class TestTheSchedule:
    def test_a_class_in_use_is_due_a_day_after_its_list(self, lms: Lists, teacher: Scope) -> None:
        clock, database = lms.classroom.clock, lms.runtime.database
        lms.serve("C1", [TEACHER])
        assert [one.class_id for one in rosters_due(database, now=clock.now)] == [teacher.class_id]
        sync(lms, teacher)
        assert rosters_due(database, now=clock.forward(hours=23)) == ()
        due = rosters_due(database, now=clock.forward(hours=2))
        assert [one.class_id for one in due] == [teacher.class_id]
        assert sync_roster(lms.runtime, due[0], now=clock.now) == 1
        assert rosters_due(database, now=clock.forward(days=13, hours=1)) == ()

    def test_one_class_of_a_platform_at_a_time_the_most_overdue_first(
        self, lms: Lists, teacher: Scope
    ) -> None:
        clock, database = lms.classroom.clock, lms.runtime.database
        second = lms.classroom.enter("teacher", Role.TEACHER, "C2")
        lms.serve("C1", [TEACHER])
        lms.serve("C2", [TEACHER])
        assert [one.class_id for one in rosters_due(database, now=clock.now)] == [teacher.class_id]

        def look(handler: Any) -> bool:
            assert rosters_due(database, now=clock.now) == ()
            return False

        lms.faults["C1", 0] = [look]
        sync(lms, teacher)
        assert [one.class_id for one in rosters_due(database, now=clock.now)] == [second.class_id]

    def test_after_a_failure_it_waits(self, lms: Lists, teacher: Scope) -> None:
        clock, database = lms.classroom.clock, lms.runtime.database
        lms.serve("C1", [TEACHER])
        lms.faults["C1", 0] = [status(403)]
        sync(lms, teacher)
        assert rosters_due(database, now=clock.forward(hours=5)) == ()
        assert not roster_due(database, teacher, now=clock.now - timedelta(hours=5))
        assert roster_due(database, teacher, now=clock.now)
        assert len(rosters_due(database, now=clock.forward(hours=2))) == 1

    def test_what_waited_in_the_queue_and_was_done_meanwhile_is_not_done_again(
        self, lms: Lists, teacher: Scope
    ) -> None:
        lms.serve("C1", [TEACHER])
        sync(lms, teacher)
        later = lms.classroom.clock.forward(minutes=5)
        assert sync_roster(lms.runtime, teacher, now=later, untouched=module.FRESH) == 0
        assert sync_roster(lms.runtime, teacher, now=later) == 1
        assert len(lms.asked("C1")) == 2

    def test_a_class_without_a_list_is_never_due(self, lms: Lists, teacher: Scope) -> None:
        with lms.runtime.database.write() as session:
            session.execute(update(LmsContext).values(memberships_url=""))
        assert rosters_due(lms.runtime.database, now=lms.classroom.clock.now) == ()
