"""The class list and the groups of the demo LMS as each family, and the lists that a real Moodle sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_platform import reply
from fake_roster import lists
from live import Live, live
from sqlalchemy import select, update

from adapters.lms.base import Role
from lti_tool.actions.open_class import open_class
from lti_tool.actions.open_groups import open_groups
from lti_tool.actions.sync_roster import sync_roster
from lti_tool.database.classes import CourseClass, Enrolment, LmsContext
from lti_tool.database.groups import ClassGroup, GroupMember
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.demo.people import ASSISTANT, COURSE


@pytest.fixture(params=["generic", "moodle", "canvas"])
def world(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[Live]:
    """The tool, and the demo LMS as one family."""
    with live(sqlite_url, tmp_path, family=request.param) as both:
        both.runtime.pause = lambda seconds: None
        yield both


def enter(world: Live) -> Scope:
    """The teacher of the demo course, with the services where the family has them."""
    world.classroom.set_up("101")
    teacher = world.classroom.enter("2", Role.TEACHER, "101")
    settings = world.platform.settings
    groups = settings.paths.groups.replace("<course_id>", "101")
    sets = settings.paths.group_sets.replace("<course_id>", "101")
    with world.runtime.database.write() as session:
        session.execute(
            update(LmsContext).values(
                memberships_url=settings.memberships_url("101"),
                groups_url=settings.public_url + groups if groups else "",
                group_sets_url=settings.public_url + sets if sets else "",
            )
        )
    return teacher


def enrolled(database: Any) -> dict[str, str]:
    with database.read() as session:
        rows = session.execute(
            select(Person.subject, Enrolment.role)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.active)
        )
        return {row.subject: row.role for row in rows}


def test_everybody_is_in_the_class(world: Live) -> None:
    teacher = enter(world)
    assert sync_roster(world.runtime, teacher, now=world.runtime.clock()) == len(COURSE.members)
    people = enrolled(world.runtime.database)
    subjects = {*COURSE.teachers, *COURSE.assistants, *COURSE.students}
    family = world.platform.settings.family
    if family != "canvas":  # ids of people are of its own making there
        assert subjects == set(people)
    roles = list(people.values())
    assert roles.count("teacher") >= 1
    assert roles.count("student") >= len(COURSE.students)
    page = open_class(world.runtime.database, teacher)
    assert page.roster.problem == ""
    assert page.roster.count == len(COURSE.members)


def test_an_assistant_who_was_launched_stays_one(world: Live) -> None:
    teacher = enter(world)
    world.classroom.enter(ASSISTANT.subject, Role.ASSISTANT, "101")
    sync_roster(world.runtime, teacher, now=world.runtime.clock())
    people = enrolled(world.runtime.database)
    if ASSISTANT.subject in people:
        assert people[ASSISTANT.subject] == "assistant"


def test_groups_where_the_family_has_them(world: Live) -> None:
    teacher = enter(world)
    sync_roster(world.runtime, teacher, now=world.runtime.clock())
    page = open_groups(world.runtime.database, teacher)
    if world.platform.settings.family != "generic":
        assert page.rows == ()
        return
    found = {row.group.number: (row.group.name, row.group.set_name, row.students) for row in page.rows}
    students = set(COURSE.students)
    assert found == {
        one.id: (one.name, "Desdobles" if one.set_id else "", len(students & one.members))
        for one in COURSE.groups
    }


class TestRealMoodle:
    """Payloads of a Moodle 4.5, through the action."""

    @pytest.fixture
    def payloads(self, test_data: Path) -> Path:
        return test_data / "moodle"

    def fetch(self, url: str, folder: Path, *names: str) -> dict[str, Any]:
        """Serve recorded answers one after the other, and give people by subject after a fetch."""
        with lists(url) as lms:
            teacher = lms.classroom.enter("9", Role.TEACHER)
            lms.classroom.clock.forward(minutes=1)
            here = f"{lms.server.origin}{lms.path('C1')}"
            waiting = [json.loads((folder / f"{name}.json").read_text())["response"] for name in names]

            def answer(handler: Any, _body: bytes) -> None:
                response = waiting.pop(0)
                link = response["headers"].get("Link", "")
                # The recorded address is the recording's own; the query is what counts.
                links = {"Link": f"<{here}{link[link.index('?') :]}"} if link else {}
                reply(handler, response["status"], response["body"], links)

            lms.server.answers[lms.path("C1")] = answer
            count = sync_roster(lms.runtime, teacher, now=lms.classroom.clock.now)
            with lms.runtime.database.read() as session:
                people = {row.subject: row.name for row in session.scalars(select(Person))}
                problem = session.scalars(select(CourseClass.roster_problem)).one()
            return {
                "count": count,
                "people": people,
                "problem": problem,
                "roles": enrolled(lms.runtime.database),
            }

    def test_everybody_at_once(self, sqlite_url: str, payloads: Path) -> None:
        found = self.fetch(sqlite_url, payloads, "members_all")
        expected = json.loads((payloads / "members_all.json").read_text())["response"]["body"]["members"]
        assert found["count"] == len(expected)
        assert found["people"] == {one["user_id"]: one["name"] for one in expected}
        assert found["roles"]["9"] == "teacher"

    def test_in_pages(self, sqlite_url: str, payloads: Path) -> None:
        found = self.fetch(sqlite_url, payloads, "members_page1", "members_page2", "members_page_last")
        assert found["problem"] == ""
        assert found["count"] == len(found["people"]) >= 4

    def test_without_personal_data(self, sqlite_url: str, payloads: Path) -> None:
        found = self.fetch(sqlite_url, payloads, "members_no_personal_data")
        assert found["problem"] == ""
        assert set(found["people"].values()) <= {"", "Given9 Family9"}

    def test_for_one_placement(self, sqlite_url: str, payloads: Path) -> None:
        assert self.fetch(sqlite_url, payloads, "members_rlid")["problem"] == ""

    def test_refused_for_want_of_a_token(self, sqlite_url: str, payloads: Path) -> None:
        found = self.fetch(sqlite_url, payloads, "members_401_no_token", "members_401_no_token")
        assert (found["count"], found["problem"]) == (0, "service_unauthorized")
        assert found["roles"] == {"9": "teacher"}


def test_members_of_groups_are_kept_as_the_service_says(sqlite_url: str, tmp_path: Path) -> None:
    with live(sqlite_url, tmp_path) as world:
        teacher = enter(world)
        sync_roster(world.runtime, teacher, now=world.runtime.clock())
        with world.runtime.database.read() as session:
            rows = session.execute(
                select(ClassGroup.external_id, Person.subject)
                .join(GroupMember, GroupMember.group_id == ClassGroup.id)
                .join(Person, Person.id == GroupMember.person_id)
            ).all()
        for group in COURSE.groups:
            assert {row.subject for row in rows if row.external_id == group.id} == set(group.members)
