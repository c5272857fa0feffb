"""Groups as filters, their page, and assistants who see the students of their own groups only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from classroom import Classroom
from databases import Databases
from flask import Flask
from shown_class import ShownClass, shown_class
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.contest_result import contest_result
from lti_tool.actions.open_result import open_result
from lti_tool.actions.open_tutoring import open_tutoring
from lti_tool.actions.personal_data import export_person
from lti_tool.actions.run_matching import run_matching
from lti_tool.actions.start_launch import Started
from lti_tool.database.classes import CourseClass
from lti_tool.database.groups import ClassGroup, note_groups
from lti_tool.errors import AccessRefused, NotFound
from lti_tool.web.auth import access_of

INSIDE, OUTSIDE = ("ana", "ben"), ("zoe", "yan")


class Grouped(ShownClass):
    """A class with two groups and a section, and the application that shows it."""

    assistant: Started

    def group(self, number: str) -> str:
        with self.classroom.database.read() as session:
            return session.scalars(select(ClassGroup.public_id).where(ClassGroup.external_id == number)).one()

    def limit(self, limited: bool) -> None:
        with self.classroom.database.write() as session:
            session.execute(update(CourseClass).values(assistants_limited=limited))


@pytest.fixture(scope="module")
def made(databases: Databases) -> Iterator[Grouped]:
    with shown_class(databases.make("sqlite"), Grouped) as shown:
        classroom, database = shown.classroom, shown.classroom.database
        classroom.set_up()
        for place, subject in enumerate((*INSIDE, *OUTSIDE)):
            scope = classroom.take(subject, right=place % 2 == 0, tutor=True, tutee=True)
            tell(classroom, scope, "7" if subject in INSIDE else "8")
            result = open_result(database, scope)
            assert result is not None
            competency = result.areas[0].competencies[0].code
            contest_result(database, scope, competency, f"No, says {subject}.", now=classroom.clock())
        classroom.enter("nobody's")
        shown.assistant = classroom.launch("helper", Role.ASSISTANT)
        tell(classroom, shown.assistant.scope, "7")
        yield shown


@pytest.fixture
def school(made: Grouped) -> Grouped:
    made.limit(False)
    return made


@pytest.fixture
def limited(made: Grouped) -> Iterator[Grouped]:
    made.limit(True)
    yield made
    made.limit(False)


def tell(classroom: Classroom, scope: Any, *ids: str, kind: str = "group") -> None:
    with classroom.database.write_plainly() as connection:
        note_groups(
            connection, scope.school_id, scope.class_id, scope.person_id, kind, ids, classroom.clock()
        )


def shows(page: TestResponse) -> set[str]:
    """Who is named on a page."""
    return {
        one for one in (*INSIDE, *OUTSIDE, "nobody's") if f"Family{one}" in page.text.replace("&#39;", "'")
    }


class TestFilters:
    @pytest.mark.parametrize("path", ["class", "class.csv", "grades"])
    def test_one_group_or_everybody(self, school: Grouped, path: str) -> None:
        assert shows(school.open(school.teacher, f"{path}?group={school.group('7')}")) == set(INSIDE)
        assert shows(school.open(school.teacher, path)) == {*INSIDE, *OUTSIDE, "nobody's"}

    @pytest.mark.parametrize("path", ["class", "class.csv", "grades"])
    def test_a_group_that_is_none_of_this_class(self, school: Grouped, path: str) -> None:
        assert school.open(school.teacher, f"{path}?group=forged").status_code == 404

    def test_the_file_is_of_the_group_that_the_page_shows(self, school: Grouped) -> None:
        group = school.group("8")
        assert f"class.csv?group={group}" in school.open(school.teacher, f"class?group={group}").text

    def test_a_group_without_students_says_so(self, school: Grouped) -> None:
        tell(school.classroom, school.assistant.scope, "7", "empty")
        page = school.open(school.teacher, f"class?group={school.group('empty')}")
        assert page.status_code == 200
        assert 'id="empty-title"' in page.text


class TestTheirPage:
    def test_how_each_group_stands(self, school: Grouped) -> None:
        page = school.open(school.teacher, "groups").text
        assert f"class?group={school.group('7')}" in page
        assert f"class?group={school.group('8')}" in page

    def test_a_name_of_the_class_and_back(self, school: Grouped) -> None:
        group = school.group("7")
        assert (
            school.open(school.teacher, f"groups/{group}", name="  Los   <b>martes</b> ").status_code == 303
        )
        page = school.open(school.teacher, "class").text
        assert "Los &lt;b&gt;martes&lt;/b&gt;" in page
        school.open(school.teacher, f"groups/{group}", name="x" * 300)
        assert "x" * 101 not in school.open(school.teacher, "groups").text
        school.open(school.teacher, f"groups/{group}", name="")
        assert "martes" not in school.open(school.teacher, "groups").text

    def test_no_name_for_what_is_not_there(self, school: Grouped) -> None:
        assert school.open(school.teacher, "groups/forged", name="x").status_code == 404

    def test_only_teachers_choose_whom_assistants_see(self, school: Grouped) -> None:
        assert school.open(school.assistant, "groups/assistants", see="own").status_code == 403
        assert school.open(school.teacher, "groups/assistants", see="own").status_code == 303
        assert shows(school.open(school.assistant, "class")) == set(INSIDE)
        school.open(school.teacher, "groups/assistants", see="all")
        assert shows(school.open(school.assistant, "class")) == {*INSIDE, *OUTSIDE, "nobody's"}

    def test_students_have_no_such_page(self, school: Grouped) -> None:
        student = school.classroom.launch("ana")
        for path in ("groups", "class-list"):
            assert school.open(student, path).status_code == 403
        assert school.open(student, f"groups/{school.group('7')}", name="x").status_code == 403


class TestALimitedAssistant:
    def test_sees_nobody_else_on_any_page(self, limited: Grouped) -> None:
        """Every page that assistants may open, whoever adds one later."""
        opened = []
        for path in pages(limited.app):
            page = limited.open(limited.assistant, path)
            assert shows(page) <= set(INSIDE), path
            assert not any(f"says {one}" in page.text for one in OUTSIDE), path
            opened += [path] if page.status_code == 200 else []
        assert {"class", "class.csv", "grades", "tutoring-board", "groups"} <= set(opened)

    def test_no_address_takes_the_id_of_somebody_else(self, limited: Grouped) -> None:
        """Every address with a student in it, whatever it does."""
        forged, own = limited.person("zoe"), limited.person("ana")
        tried = 0
        for path, method in addresses_of_a_student(limited.app, forged):
            answer = limited.open(limited.assistant, path, method=method, anything=1)
            assert answer.status_code in (403, 404, 409, 422), path
            assert shows(answer) <= set(INSIDE), path
            tried += 1
        assert tried >= 2
        assert limited.open(limited.assistant, f"students/{forged}").status_code == 404
        assert limited.open(limited.assistant, f"students/{own}").status_code == 200
        assert limited.open(limited.assistant, f"grades/{forged}/send", x=1).status_code == 404

    def test_a_group_of_others_shows_nobody(self, limited: Grouped) -> None:
        page = limited.open(limited.assistant, f"class?group={limited.group('8')}")
        assert shows(page) == set()
        assert limited.group("8") not in limited.open(limited.assistant, "class").text

    def test_takes_nobody_elses_data_along(self, limited: Grouped) -> None:
        with pytest.raises((AccessRefused, NotFound)):
            export_person(limited.classroom.database, limited.assistant.scope, limited.person("zoe"))

    def test_decides_nothing_for_the_whole_class(self, limited: Grouped) -> None:
        for path in ("tutoring-board/run", "grades/formula", f"groups/{limited.group('7')}"):
            answer = limited.open(limited.assistant, path, formula="completion", name="x", groups="any")
            assert answer.status_code == 403, path
        assert (
            'action="/s/' + limited.assistant.scope.launch + "/tutoring-board/run"
            not in limited.open(limited.assistant, "tutoring-board").text
        )

    def test_the_board_shows_pairs_among_their_own(self, limited: Grouped) -> None:
        database, clock = limited.classroom.database, limited.classroom.clock
        run_matching(database, limited.teacher.scope, now=clock(), seed=1, groups="across")
        page = open_tutoring(database, limited.assistant.scope)
        assert page.pairs == ()
        assert page.limited
        assert open_tutoring(database, limited.teacher.scope).pairs

    def test_without_a_group_sees_nobody(self, limited: Grouped) -> None:
        alone = limited.classroom.launch("alone", Role.ASSISTANT)
        page = limited.open(alone, "class")
        assert shows(page) == set()
        assert 'id="empty-title"' in page.text

    def test_teachers_are_not_limited(self, limited: Grouped) -> None:
        assert shows(limited.open(limited.teacher, "class")) == {*INSIDE, *OUTSIDE, "nobody's"}

    def test_a_group_that_is_gone_gives_no_right(self, limited: Grouped) -> None:
        with limited.classroom.database.write() as session:
            session.execute(update(ClassGroup).where(ClassGroup.external_id == "7").values(active=False))
        try:
            assert shows(limited.open(limited.assistant, "class")) == set()
        finally:
            with limited.classroom.database.write() as session:
                session.execute(update(ClassGroup).values(active=True))


class TestMatching:
    @pytest.mark.parametrize(("rule", "same"), [("within", {True}), ("across", {False})])
    def test_pairs_within_or_across_groups(self, school: Grouped, rule: str, same: set[bool]) -> None:
        answer = school.open(school.teacher, "tutoring-board/run", groups=rule)
        assert answer.status_code == 303
        page = open_tutoring(school.classroom.database, school.teacher.scope)
        inside = {f"Given{one} Family{one}" for one in INSIDE}
        assert {(pair.tutor in inside) == (pair.tutee in inside) for pair in page.pairs} == same
        assert page.group_rule == rule

    def test_a_rule_that_nobody_knows(self, school: Grouped) -> None:
        assert school.open(school.teacher, "tutoring-board/run", groups="beside").status_code == 422


class TestTheClassList:
    def test_asked_for_it_is_waited_for(self, school: Grouped) -> None:
        school.woken.clear()
        answer = school.open(school.teacher, "roster", x=1)
        assert school.woken == [("sync_roster", school.teacher.scope)]
        page = school.app.test_client().get(
            answer.headers["Location"], headers={"Authorization": f"Bearer {school.teacher.token}"}
        )
        assert "/class-list?since=" in page.text
        assert 'hx-trigger="load delay:2s"' in page.text

    def test_while_it_comes_the_number_grows(self, school: Grouped) -> None:
        now = school.classroom.clock()
        self.put(school, roster_started_at=now, roster_tried_at=now, roster_count=1200)
        page = school.open(school.teacher, "class-list?since=0&tries=3").text
        assert "1200 miembros" in page
        assert 'hx-trigger="load delay:7s"' in page
        assert "<html" not in page

    def test_once_it_is_there_nothing_asks_any_more(self, school: Grouped) -> None:
        now = school.classroom.clock()
        self.put(school, roster_started_at=None, roster_tried_at=now, roster_at=now, roster_count=30)
        page = school.open(school.teacher, "class-list?since=-1&tries=3").text
        assert "hx-get" not in page
        assert "30" in page

    def test_what_never_begins_is_not_asked_for_for_ever(self, school: Grouped) -> None:
        now = school.classroom.clock()
        self.put(school, roster_started_at=None, roster_tried_at=now)
        since = round(now.timestamp() * 1000)
        assert "hx-get" in school.open(school.teacher, f"class-list?since={since}&tries=9").text
        assert "hx-get" not in school.open(school.teacher, f"class-list?since={since}&tries=10").text

    def put(self, school: Grouped, **values: object) -> None:
        with school.classroom.database.write() as session:
            session.execute(update(CourseClass).values(**values))


def pages(app: Flask) -> list[str]:
    """Every address below a launch that assistants may read and that names nothing else."""
    return [
        rule.rule.removeprefix("/s/<launch>/") for rule in _rules(app, "GET") if rule.arguments == {"launch"}
    ]


def addresses_of_a_student(app: Flask, student: str) -> list[tuple[str, str]]:
    found = []
    for method in ("GET", "POST"):
        for rule in _rules(app, method):
            if "student" in rule.arguments:
                path = rule.rule.removeprefix("/s/<launch>/").replace("<student>", student)
                found.append((path, method))
    return found


def _rules(app: Flask, method: str) -> list[Any]:
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/s/<launch>") and method in (rule.methods or ()):
            access = access_of(app.view_functions[rule.endpoint])
            if access is not None and (access.roles is None or Role.ASSISTANT in access.roles):
                found.append(rule)
    return found
