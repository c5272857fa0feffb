"""What each kind of launch opens: by what is placed, by the message, by who comes; the list of activities."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from databases import Databases
from shown_class import ShownClass, shown_class
from sqlalchemy import select
from werkzeug.test import TestResponse

from adapters.lms.base import Context, Launch, PersonClaims, ResourceLink, Role
from lti_tool.actions.place_activities import Placing, place_here
from lti_tool.actions.placing_pages import Subject, Wish
from lti_tool.actions.start_launch import Started, start_launch
from lti_tool.database.banks import Bank
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.grades import GradeJob
from lti_tool.database.launches import UsedState
from lti_tool.database.people import Person
from lti_tool.database.schools import School as SchoolRow

CODES = ("fractions-equivalent", "fractions-add")


class School(ShownClass):
    """Classes in which different things are placed."""

    def place(self, course: str, wish: Wish) -> Started:
        """A course whose placement shows this; its teacher."""
        room = self.classroom
        teacher = room.launch("teacher", Role.TEACHER, course)
        with room.database.read() as session:
            bank = session.scalars(select(Bank.public_id)).first() or ""
        subject = Subject(bank=bank, competencies=CODES)
        place_here(room.database, teacher.scope, Placing(course, subject, (wish,)), now=room.clock.now)
        return teacher

    def message(self, subject: str, role: Role, kind: str, course: str = "C1", **more: object) -> Started:
        """A launch of another message."""
        room = self.classroom
        launch = Launch(
            issuer=room.platform.issuer,
            client_id=room.platform.client_id,
            deployment_id="1",
            message_type=kind,
            target_link_uri="https://senda.example/lti/launch",
            person=PersonClaims(
                subject, f"Given{subject} Family{subject}", f"Given{subject}", f"Family{subject}"
            ),
            role=role,
            roles=(),
            context=Context(course, course, f"Course {course}"),
            resource_link=ResourceLink(f"link-{course}", "Diagnóstico"),
            locale="en",
        )
        state = UsedState(room.rng.bytes(32), room.clock.now + timedelta(minutes=10))
        return start_launch(
            room.database,
            room.platform,
            replace(launch, **more),  # type: ignore[arg-type]
            state,
            now=room.clock.now,
        )


@pytest.fixture(scope="module")
def school(databases: Databases) -> Iterator[School]:
    with shown_class(databases.make("sqlite"), School) as shown:
        classroom = shown.classroom
        shown.place("C1", Wish("diagnostic", "Fractions", 10.0))
        shown.place("C2", Wish("itinerary", "My path", 5.0))
        shown.place("C3", Wish("tutoring", "Together"))
        for course in ("C1", "C2", "C3"):
            scope = classroom.enter("done", course=course)
            classroom.begin(scope, tutor=True)
            classroom.finish(scope)
        classroom.begin(classroom.enter("running"))
        classroom.enter("new")
        yield shown


def heading(page: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert found is not None, page.text
    return found[1].strip()


def english(school: School, subject: str, course: str, role: Role = Role.STUDENT) -> Started:
    return school.message(subject, role, "LtiResourceLinkRequest", course)


def test_what_students_see_by_what_is_placed(school: School) -> None:
    for course in ("C1", "C2"):
        assert heading(school.open(english(school, "done", course))) == "Your path"
    assert heading(school.open(english(school, "done", "C3"))) == "Learning with classmates"
    for course, title in (("C1", "Fractions"), ("C2", "My path"), ("C3", "Together")):
        page = school.open(english(school, "fresh", course))
        assert heading(page) == title
        assert 'name="profiling"' in page.text, "first the questions"


def test_what_teachers_see_by_what_is_placed(school: School) -> None:
    for course in ("C1", "C2"):
        assert "data-class-map" in school.open(english(school, "teacher", course, Role.TEACHER)).text
    board = school.open(english(school, "teacher", "C3", Role.TEACHER))
    assert heading(board) == "Who could help whom"


def test_closed_and_early_activities_say_when(school: School) -> None:
    now = school.classroom.clock.now
    hour = timedelta(hours=1)
    school.place("C4", Wish("diagnostic", "Later", 10.0, opens_at=now + hour, closes_at=now + 3 * hour))
    who = english(school, "patient", "C4")
    page = school.open(who)
    assert "It opens on" in page.text
    assert f'datetime="{(now + hour).isoformat()}"' in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    refused = school.open(who, "start", profiling="adaptive")
    assert (refused.status_code, refused.headers["X-Senda-Error"]) == (409, "activity_early")
    school.classroom.clock.now = now + 2 * hour
    assert "open until" in school.open(english(school, "patient", "C4")).text
    school.classroom.clock.now = now + 3 * hour
    try:
        page = school.open(english(school, "patient", "C4"))
        assert "It closed on" in page.text
        teacher = school.open(english(school, "teacher", "C4", Role.TEACHER))
        assert heading(teacher) == "Later", "who teaches always gets in"
    finally:
        school.classroom.clock.now = now


REVIEW = "LtiSubmissionReviewRequest"


def test_a_teacher_opens_one_student_from_the_gradebook(school: School) -> None:
    page = school.open(school.message("teacher", Role.TEACHER, REVIEW, for_user="done"))
    assert heading(page) == "Givendone Familydone"
    assert "Because of these answers" in page.text


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("nobody", "has not opened the activity"),
        ("new", "has not begun"),
        ("running", "is still at it"),
    ],
)
def test_a_review_of_who_has_nothing_to_show(school: School, subject: str, said: str) -> None:
    page = school.open(school.message("teacher", Role.TEACHER, REVIEW, for_user=subject))
    assert heading(page) == "There is no result yet"
    assert said in page.text
    assert ("students/" in page.text) == (subject == "running")


def test_the_address_that_a_score_carries_opens_the_same(school: School) -> None:
    uri = f"https://senda.example/lti/launch/review/{school.person('done')}"
    kind = "LtiResourceLinkRequest"
    page = school.open(school.message("teacher", Role.TEACHER, kind, target_link_uri=uri))
    assert heading(page) == "Givendone Familydone"


def test_a_student_of_another_class_is_unknown_here(school: School) -> None:
    school.classroom.enter("elsewhere", course="C2")
    page = school.open(school.message("teacher", Role.TEACHER, REVIEW, for_user="elsewhere"))
    assert "has not opened the activity" in page.text


def test_a_student_who_follows_it_sees_nobody_elses_result(school: School) -> None:
    own = school.open(school.message("done", Role.STUDENT, REVIEW, for_user="done"))
    assert heading(own) == "What you showed"
    uri = f"https://senda.example/lti/launch/review/{school.person('done')}"
    kind = "LtiResourceLinkRequest"
    curious = school.open(school.message("fresh", Role.STUDENT, kind, target_link_uri=uri))
    assert heading(curious) == "Fractions"
    assert "Givendone" not in curious.text
    assert (
        heading(school.open(school.message("guest", Role.VISITOR, REVIEW, for_user="done")))
        != "What you showed"
    )


PRIVACY = "LtiDataPrivacyLaunchRequest"


def privacy(school: School, subject: str) -> Started:
    return school.message(subject, Role.VISITOR, PRIVACY, context=None, resource_link=None)


def test_a_privacy_launch_opens_ones_data_in_every_school_of_the_lms(school: School) -> None:
    who = privacy(school, "done")
    _in_another_school(school, "done", "IES La Colina")
    page = school.open(who)
    assert heading(page) == "Your data in Senda"
    assert "IES La Colina" in page.text
    assert "Your answers" in page.text
    ids = re.findall(r'/privacy/([^/"]+)/download', page.text)
    assert len(ids) == 2
    held = [json.loads(school.open(who, f"privacy/{one}/download").data) for one in ids]
    assert [len(one["tables"]["evidence"]) > 0 for one in held] == [True, False]
    assert school.open(who, f"privacy/{school.person('running')}/download").status_code == 404
    assert school.open(who, f"privacy/{ids[1]}/erase", understood="no").status_code == 422
    assert school.open(who, f"privacy/{ids[1]}/erase", understood="yes").status_code == 303
    assert "IES La Colina" not in school.open(who).text
    assert school.open(who, f"privacy/{ids[1]}/erase", understood="yes").status_code == 404
    assert heading(school.open(who, "answering")) == "When somebody asks for their data"


def test_erasing_where_the_visit_is_ends_it(school: School) -> None:
    school.classroom.enter("leaving")
    who = privacy(school, "leaving")
    (mine,) = re.findall(r'/privacy/([^/"]+)/download', school.open(who).text)
    gone = school.open(who, f"privacy/{mine}/erase", understood="yes")
    assert heading(gone) == "Your data is erased"
    assert "data-launch" not in gone.text
    assert school.open(who).status_code == 401
    assert school.person("leaving") == ""


def test_who_has_nothing_is_told_so(school: School) -> None:
    page = school.open(privacy(school, "administrator"))
    assert "Nothing but who you are" in page.text


def test_the_addresses_of_privacy_belong_to_its_launch(school: School) -> None:
    who = english(school, "done", "C1")
    own = school.person("done")
    assert school.open(who, f"privacy/{own}/download").status_code == 404
    assert school.open(who, f"privacy/{own}/erase", understood="yes").status_code == 404


def _in_another_school(school: School, subject: str, name: str) -> None:
    room = school.classroom
    with room.database.write() as session:
        other = SchoolRow(public_id=f"id-{name}", name=name, created_at=room.clock.now)
        session.add(other)
        session.flush()
        session.add(
            Person(
                public_id=f"{subject}-{other.id}",
                school_id=other.id,
                platform_id=room.platform.id,
                subject=subject,
                created_at=room.clock.now,
            )
        )


def test_the_activities_of_a_course_are_listed_and_changed(school: School) -> None:
    teacher = english(school, "teacher", "C1", Role.TEACHER)
    page = school.open(teacher, "activities/")
    assert "Fractions" in page.text
    assert "out of 10" in page.text
    assert "My path" not in page.text
    (mine,) = set(re.findall(r'/activities/([^/"?]+)"', page.text))
    assert 'value="10"' in school.open(teacher, f"activities/{mine}").text
    form = {"title-diagnostic": "Fractions", "graded-diagnostic": "yes", "maximum-diagnostic": "7,5"}
    school.woken.clear()
    assert school.open(teacher, f"activities/{mine}", **form).status_code == 303
    assert ("send_grades",) in school.woken
    with school.classroom.database.read() as session:
        row = session.scalars(select(CourseActivity).where(CourseActivity.public_id == mine)).one()
        states = set(session.scalars(select(GradeJob.state).where(GradeJob.class_id == row.class_id)))
    assert row.maximum == 7.5
    assert states == {"waiting"}, "the grades of who had one go again, out of the new maximum"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title-diagnostic", " ", "placing_title"),
        ("maximum-diagnostic", "many", "placing_maximum"),
        ("maximum-diagnostic", "-1", "placing_maximum"),
        ("maximum-diagnostic", "nan", "placing_maximum"),
        ("closes-diagnostic", "2020-01-01T00:00:00Z", "placing_dates"),
        ("closes-diagnostic", "tomorrow", "input_invalid"),
        ("opens-diagnostic", "2030-01-01T10:00", "input_invalid"),
    ],
)
def test_what_was_typed_comes_back_with_what_is_wrong(
    school: School, field: str, value: str, code: str
) -> None:
    teacher = english(school, "teacher", "C1", Role.TEACHER)
    (mine,) = set(re.findall(r'/activities/([^/"?]+)"', school.open(teacher, "activities/").text))
    form = {
        "title-diagnostic": "Typed with care",
        "graded-diagnostic": "yes",
        "maximum-diagnostic": "10",
        "opens-diagnostic": "2029-01-01T00:00:00+01:00",
        field: value,
    }
    page = school.open(teacher, f"activities/{mine}", **form)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert f'value="{value}"' in page.text
    if field != "title-diagnostic":
        assert "Typed with care" in page.text
    assert page.headers.get("X-Senda-Error", code) == code


def test_nobody_changes_what_is_not_theirs(school: School) -> None:
    (mine,) = set(
        re.findall(
            r'/activities/([^/"?]+)"',
            school.open(english(school, "teacher", "C1", Role.TEACHER), "activities/").text,
        )
    )
    other = english(school, "teacher", "C2", Role.TEACHER)
    assert school.open(other, f"activities/{mine}").status_code == 404
    assert school.open(other, f"activities/{mine}", **{"title-diagnostic": "X"}).status_code == 404
    assert school.open(english(school, "done", "C1"), "activities/").status_code == 403
    assert school.open(english(school, "done", "C1"), "placing/").status_code == 403


def test_placing_has_no_pages_where_something_is_placed_already(school: School) -> None:
    teacher = english(school, "teacher", "C1", Role.TEACHER)
    for path in ("", "framework", "competencies", "bank", "kinds", "details"):
        assert school.open(teacher, f"placing/{path}").headers["Location"].endswith("/class")
    assert school.open(teacher, "placing/cancel", go="back").status_code == 404
    assert school.open(privacy(school, "teacher"), "placing/").status_code == 403
