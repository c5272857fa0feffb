from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.lms.base import Role, Submission
from adapters.lms.canvas import CanvasAdapter
from adapters.lms.moodle import MoodleAdapter
from adapters.lms.registry import ADAPTERS, adapter_for, family_of
from lti_tool.lti.roles import CONTEXT, INSTITUTION, SYSTEM, role_of

CASES = [
    ([CONTEXT + "#Learner"], Role.STUDENT),
    ([CONTEXT + "#Instructor"], Role.TEACHER),
    ([CONTEXT + "#Administrator"], Role.TEACHER),
    ([CONTEXT + "#ContentDeveloper"], Role.TEACHER),
    ([CONTEXT + "#Mentor"], Role.VISITOR),
    ([CONTEXT + "/Learner#GuestLearner"], Role.STUDENT),
    ([CONTEXT + "/Instructor#TeachingAssistant"], Role.ASSISTANT),
    ([CONTEXT + "/Instructor#GuestInstructor"], Role.TEACHER),
    ([CONTEXT + "#Instructor", CONTEXT + "/Instructor#TeachingAssistant"], Role.ASSISTANT),
    ([CONTEXT + "#Learner", CONTEXT + "#Instructor"], Role.TEACHER),
    ([INSTITUTION + "Administrator", SYSTEM + "SysAdmin", CONTEXT + "#Learner"], Role.STUDENT),
    ([INSTITUTION + "Student"], Role.VISITOR),
    (["Learner"], Role.STUDENT),
    (["Instructor#TeachingAssistant"], Role.ASSISTANT),
    (["TeachingAssistant"], Role.ASSISTANT),
    (["urn:lti:role:ims/lis/Learner"], Role.VISITOR),
    (["https://evil.example/membership#Instructor"], Role.VISITOR),
    ([], Role.VISITOR),
]


@pytest.mark.parametrize(("roles", "role"), CASES)
def test_roles(roles, role):
    assert role_of(roles) is role
    assert role_of(reversed(roles)) is role


def test_staff_teach_where_the_platform_says_so():
    assert role_of([INSTITUTION + "Faculty"], staff_are_teachers=True) is Role.TEACHER
    assert role_of([INSTITUTION + "Student"], staff_are_teachers=True) is Role.VISITOR
    assert role_of([INSTITUTION + "Faculty", CONTEXT + "#Learner"], staff_are_teachers=True) is Role.STUDENT


@given(st.lists(st.text(max_size=40)))
def test_anything_is_some_role(roles):
    assert role_of(roles) in Role


class TestFamilies:
    @pytest.mark.parametrize(
        ("issuer", "login", "family"),
        [
            (
                "https://canvas.instructure.com",
                "https://sso.canvaslms.com/api/lti/authorize_redirect",
                "canvas",
            ),
            ("https://canvas.beta.instructure.com", "https://x/", "canvas"),
            ("https://aula.example.org", "https://aula.example.org/mod/lti/auth.php", "moodle"),
            ("https://aula.example.org/moodle", "https://aula.example.org/moodle/mod/lti/auth.php", "moodle"),
            ("https://lms.example", "https://lms.example/auth", "generic"),
            ("https://instructure.com.evil.example", "https://x/", "generic"),
        ],
    )
    def test_shown_by_the_registration(self, issuer, login, family):
        assert family_of(issuer, login) == family

    def test_an_unknown_family_is_generic(self):
        assert adapter_for("no such family") is ADAPTERS["generic"]

    def test_in_moodle_the_launch_knows_teachers_better_than_the_roster(self):
        adapter = MoodleAdapter()
        assert adapter.roster_role(Role.STUDENT, Role.TEACHER) is Role.TEACHER
        assert adapter.roster_role(Role.STUDENT, None) is Role.STUDENT
        assert adapter.roster_role(Role.TEACHER, Role.STUDENT) is Role.TEACHER

    def test_canvas_hears_once_of_each_piece_of_work_and_what_opens_it(self):
        done = datetime(2026, 11, 21, 9, 0, 1, 500_000, tzinfo=UTC)
        work = Submission(done, done - timedelta(minutes=20), "https://senda.example/lti/launch/review/p1")
        extras = CanvasAdapter().score_extras(work)
        assert extras["submission"] == {
            "submittedAt": "2026-11-21T09:00:01Z",
            "startedAt": "2026-11-21T08:40:01Z",
        }
        assert extras["https://canvas.instructure.com/lti/submission"] == {
            "new_submission": True,
            "submitted_at": "2026-11-21T09:00:01Z",
            "submission_type": "basic_lti_launch",
            "submission_data": "https://senda.example/lti/launch/review/p1",
        }
        again = CanvasAdapter().score_extras(replace(work, new=False))
        assert again["https://canvas.instructure.com/lti/submission"]["new_submission"] is False
