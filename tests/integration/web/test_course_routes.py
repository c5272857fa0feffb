"""Addresses about courses: who may enter, what a form does, what is said when it cannot be done."""

from __future__ import annotations

import io

import pytest
from classroom import Classroom, make_classroom
from copied_courses import Opened, Wanted, enter, give
from sqlalchemy import select
from tool_under_test import TOOL, Tool
from werkzeug.test import TestResponse

from adapters.lms.base import Role
from lti_tool.actions.start_launch import digest
from lti_tool.database.classes import CourseClass
from lti_tool.database.course_activities import CourseActivity, activities_in
from lti_tool.database.launches import LaunchSession
from lti_tool.database.scope import Scope

TOKEN = "a token that a test knows"


@pytest.fixture(scope="module")
def lms(tool: Tool) -> Classroom:
    """An earlier course with an activity."""
    classroom = make_classroom(tool.runtime.database, "https://lms-of-courses.example")
    classroom.clock.now = tool.runtime.clock()
    give(classroom, enter(classroom, "ana", Opened("old")), Wanted("Fractions"))
    return classroom


def ask(tool: Tool, scope: Scope, method: str, path: str, **more: object) -> TestResponse:
    """A request with the session of a launch."""
    with tool.runtime.database.write() as session:
        row = session.scalars(select(LaunchSession).where(LaunchSession.public_id == scope.launch)).one()
        row.token_digest = digest(TOKEN)
    address = f"/s/{scope.launch}/{path}"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return tool.browser().open(address, method=method, base_url=TOOL, headers=headers, **more)


def made(tool: Tool, scope: Scope) -> list[CourseActivity]:
    with tool.runtime.database.read() as session:
        return list(activities_in(session, scope))


ADDRESSES = [
    ("GET", "copy", True),
    ("POST", "copy", True),
    ("POST", "copy/decline", True),
    ("GET", "courses", True),
    ("POST", "courses/join", False),
    ("POST", "courses/x/separate", False),
    ("GET", "courses/set-up.json", False),
    ("POST", "courses/set-up", False),
]


@pytest.mark.parametrize(("method", "path", "assistants"), ADDRESSES)
@pytest.mark.parametrize("role", [Role.STUDENT, Role.VISITOR, Role.ASSISTANT])
def test_who_may_not_enter(
    tool: Tool, lms: Classroom, method: str, path: str, assistants: bool, role: Role
) -> None:
    response = ask(tool, enter(lms, f"x-{role}", Opened("old"), role), method, path)
    refused = response.headers.get("X-Senda-Error") == "role_refused"
    assert refused is not (assistants and role is Role.ASSISTANT)
    assert not refused or response.status_code == 403


@pytest.mark.parametrize(("method", "path"), [case[:2] for case in ADDRESSES])
def test_nobody_enters_without_a_session(tool: Tool, lms: Classroom, method: str, path: str) -> None:
    scope = enter(lms, "ana", Opened("old"))
    response = tool.browser().open(f"/s/{scope.launch}/{path}", method=method, base_url=TOOL)
    assert (response.status_code, response.headers["X-Senda-Error"]) == (401, "session_missing")


class TestCopies:
    def test_the_offer_is_the_first_page_of_the_copy(self, tool, lms):
        scope = enter(lms, "berta", Opened("copy-1", origins=("old",)))
        page = ask(tool, scope, "GET", "").text
        assert "Use its set-up?" in page
        assert "Fractions" in page
        original = page.partition('name="original" value="')[2].partition('"')[0]
        response = ask(tool, scope, "POST", "copy", data={"original": original, "dates": "anything"})
        assert response.status_code == 303
        assert [one.title for one in made(tool, scope)] == ["Fractions"]
        again = ask(tool, scope, "POST", "copy", data={"original": original})
        assert again.status_code == 303
        assert len(made(tool, scope)) == 1

    def test_starting_afresh(self, tool, lms):
        scope = enter(lms, "berta", Opened("copy-2", origins=("old",)))
        page = ask(tool, scope, "GET", "copy").text
        original = page.partition('name="original" value="')[2].partition('"')[0]
        ask(tool, scope, "POST", "copy/decline", data={"original": original})
        assert ask(tool, scope, "GET", "copy").status_code == 303
        assert "Use its set-up?" not in ask(tool, scope, "GET", "").text

    @pytest.mark.parametrize("path", ["copy", "copy/decline"])
    @pytest.mark.parametrize("data", [{}, {"original": "made-up"}])
    def test_forged_ids(self, tool, lms, path, data):
        scope = enter(lms, "berta", Opened("copy-3", origins=("old",)))
        response = ask(tool, scope, "POST", path, data=data)
        assert (response.status_code, response.headers["X-Senda-Error"]) == (409, "copy_changed")
        assert made(tool, scope) == []

    def test_a_student_sees_that_nothing_is_set_up(self, tool, lms):
        scope = enter(lms, "s1", Opened("copy-3", origins=("old",)), Role.STUDENT)
        page = ask(tool, scope, "GET", "").text
        assert "Fractions" not in page
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


class TestCourses:
    def test_join_and_separate(self, tool, lms):
        here = enter(lms, "carla", Opened("here"))
        give(lms, here, Wanted("Decimals"))
        enter(lms, "carla", Opened("there"))
        page = ask(tool, here, "GET", "courses").text
        other = page.partition('name="class" value="')[2].partition('"')[0]
        response = ask(tool, here, "POST", "courses/join", data={"class": other})
        assert (response.status_code, response.headers["Location"][-14:]) == (303, "changed=joined")
        page = ask(tool, here, "GET", "courses?changed=joined").text
        assert "one class now" in page
        join = page.partition("/separate")[0].rpartition("/courses/")[2]
        assert ask(tool, here, "POST", f"courses/{join}/separate").status_code == 303
        gone = ask(tool, here, "POST", f"courses/{join}/separate")
        assert (gone.status_code, gone.headers["X-Senda-Error"]) == (404, "not_found")

    def test_nothing_chosen(self, tool, lms):
        scope = enter(lms, "carla", Opened("here"))
        assert ask(tool, scope, "POST", "courses/join").headers["X-Senda-Error"] == "input_invalid"

    def test_a_class_of_somebody_else(self, tool, lms):
        stranger = enter(lms, "dana", Opened("danas"))
        mine = enter(lms, "carla", Opened("carlas"))
        page = ask(tool, mine, "GET", "courses").text
        assert "danas" not in page
        with tool.runtime.database.read() as session:
            other = session.get_one(CourseClass, stranger.class_id).public_id
        response = ask(tool, mine, "POST", "courses/join", data={"class": other})
        assert (response.status_code, response.headers["X-Senda-Error"]) == (404, "not_found")


class TestFiles:
    def upload(self, tool: Tool, scope: Scope, data: bytes, name: str = "x.json") -> TestResponse:
        form = {"file": (io.BytesIO(data), name), "dates": "none"}
        return ask(tool, scope, "POST", "courses/set-up", data=form, content_type="multipart/form-data")

    def test_down_and_up_again(self, tool, lms):
        file = ask(tool, enter(lms, "ana", Opened("old")), "GET", "courses/set-up.json")
        assert file.mimetype == "application/json"
        assert "attachment" in file.headers["Content-Disposition"]
        scope = enter(lms, "eva", Opened("new"))
        response = self.upload(tool, scope, file.data)
        assert response.status_code == 200
        assert "1 activity was taken over" in response.text
        assert [one.title for one in made(tool, scope)] == ["Fractions"]
        again = self.upload(tool, scope, file.data)
        assert (again.status_code, again.headers["X-Senda-Error"]) == (409, "set_up_not_empty")

    @pytest.mark.parametrize(
        ("data", "status", "code"),
        [
            (b"PK\x03\x04", 422, "set_up_file_unreadable"),
            (b"", 422, "set_up_file_unreadable"),
            (b"x" * 251_000, 413, "set_up_file_too_large"),
            (b"x" * 1_000_000, 413, "too_large"),
        ],
    )
    def test_refused_with_a_sentence(self, tool, lms, data, status, code):
        response = self.upload(tool, enter(lms, "eva", Opened("new-2")), data)
        assert (response.status_code, response.headers["X-Senda-Error"]) == (status, code)
        assert "<h1" in response.text

    def test_no_file(self, tool, lms):
        scope = enter(lms, "eva", Opened("new-2"))
        for response in (
            ask(tool, scope, "POST", "courses/set-up", data={"dates": "none"}),
            self.upload(tool, scope, b"", ""),
        ):
            assert response.headers["X-Senda-Error"] == "set_up_file_missing"

    def test_nothing_to_download(self, tool, lms):
        response = ask(tool, enter(lms, "eva", Opened("new-2")), "GET", "courses/set-up.json")
        assert (response.status_code, response.headers["X-Senda-Error"]) == (409, "set_up_empty")
