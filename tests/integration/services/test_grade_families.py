"""Columns and scores as each family of LMSs wants them, by the services of the demo LMS that speaks as it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from classroom import SCOPES
from live import Live, live
from sqlalchemy import select

from adapters.lms.base import GradeService, Role
from lti_tool.actions.edit_activity import open_activity, save_activity
from lti_tool.actions.grade_pages import GradesPage
from lti_tool.actions.grading_changes import ask_removal, remove_columns
from lti_tool.actions.open_grades import Shown, open_grades, send_again
from lti_tool.actions.placing_pages import Wish
from lti_tool.actions.reconcile_grades import ask_compare, compare_grades
from lti_tool.actions.send_grades import GradeSender
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.grades import GradeJob, LineItemRow
from lti_tool.database.scope import Scope
from lti_tool.demo.gradebook import override_grade
from lti_tool.errors import InputRefused

FAMILIES = ("moodle", "canvas", "generic")


@pytest.fixture(params=FAMILIES)
def world(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[Live]:
    """The tool, and the demo LMS as one family."""
    with live(sqlite_url, tmp_path, family=request.param) as both:
        yield both


class Course:
    """The demo course with one student who has finished."""

    def __init__(self, world: Live) -> None:
        self.world, self.runtime = world, world.runtime
        self.teacher = self.enter("2", Role.TEACHER)
        world.classroom.set_up("101")
        self.student = self.enter("11", Role.STUDENT)
        world.classroom.begin(self.student)
        world.classroom.finish(self.student, lambda number: True)

    def enter(self, subject: str, role: Role) -> Scope:
        grades = GradeService(self.world.platform.settings.line_items_url("101"), "", SCOPES)
        return self.world.classroom.launch(subject, role, "101", grades=grades).scope

    def send(self) -> None:
        """Let the worker send all that is due within a few seconds."""
        GradeSender(self.runtime).run(now=self.runtime.clock(), patience=timedelta(seconds=3))

    def page(self, shown: Shown | None = None) -> GradesPage:
        return open_grades(self.runtime.database, self.teacher, shown, now=self.runtime.clock())

    def one(self, model: Any) -> Any:
        with self.runtime.database.read() as session:
            return session.scalars(select(model)).one()

    def columns(self) -> list[dict[str, Any]]:
        """The line items of the LMS."""
        with self.world.platform.store.read() as connection:
            rows = connection.execute("SELECT id, body FROM line_item ORDER BY id").fetchall()
        return [{**json.loads(row["body"]), "row": row["id"]} for row in rows]

    def change(self, title: str, maximum: float | None) -> None:
        activity = self.one(CourseActivity).public_id
        known = open_activity(self.runtime.database, self.teacher, activity)
        wish = Wish("diagnostic", title, maximum, known.opens_at, known.closes_at)
        save_activity(self.runtime.database, self.teacher, activity, wish, now=self.runtime.clock())

    def compare(self) -> GradesPage:
        activity, now = self.one(CourseActivity).public_id, self.runtime.clock()
        ask_compare(self.runtime.database, self.teacher, activity, now=now)
        assert self.page().check.running
        compare_grades(self.runtime, self.teacher, activity, now=self.runtime.clock())
        return self.page()


def test_a_column_is_made_found_again_changed_and_gets_scores(world: Live) -> None:
    course = Course(world)
    course.send()
    (made,) = course.columns()
    assert (made["resourceLinkId"], made["tag"], made["scoreMaximum"]) == ("1001", "senda-diagnostic", 100)
    assert ("submissionReview" in made) == (world.platform.settings.family != "canvas")
    assert world.results() == {"11": 100.0}
    # Forgotten here, it is found there and not made twice: a second one would part the link from both.
    with course.runtime.database.write() as session:
        session.scalars(select(LineItemRow)).one().url = ""
    course.change("Fracciones", 20.0)
    course.send()
    (changed,) = course.columns()
    assert changed["row"] == made["row"]
    assert course.page().rows[0].grade.state == "sent"
    assert course.page().rows[0].sent_maximum == 20.0
    course.change("Fracciones y decimales", 10.0)
    course.send()
    (changed,) = course.columns()
    assert (changed["label"], changed["scoreMaximum"]) == ("Fracciones y decimales", 10)
    assert changed["resourceLinkId"] == "1001", "a PUT must not lose the placement"
    assert changed.get("submissionReview") == made.get("submissionReview")
    assert world.results() == {"11": 10.0}


def test_one_submission_for_each_piece_of_work_however_often_it_is_sent(world: Live) -> None:
    course = Course(world)
    course.send()
    person = course.page().rows[0].student_id
    send_again(course.runtime.database, course.teacher, person, now=course.runtime.clock())
    course.send()
    assert course.page().rows[0].grade.state == "sent"
    with world.platform.store.read() as connection:
        rows = connection.execute("SELECT * FROM submission").fetchall()
    if world.platform.settings.family != "canvas":
        assert rows == []
        return
    (row,) = rows
    assert (row["attempt"], row["type"]) == (1, "basic_lti_launch")
    assert row["data"] == f"{world.tool}/lti/launch/review/{person}"
    done = course.one(GradeJob).work_sent
    assert row["submitted_at"] == done.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_a_teacher_changed_in_the_lms_is_told_and_never_undone_by_itself(world: Live) -> None:
    course = Course(world)
    course.send()
    page = course.compare()
    assert (page.counts["differs"], page.check.at is not None, page.check.count) == (0, True, 1)
    override_grade(world.platform, course.columns()[0]["row"], "11", 7.0)
    page = course.compare()
    row = page.rows[0]
    assert (row.lms_state, row.lms_score, row.sent_score) == ("other", 7.0, 100.0)
    assert course.page(Shown(state="differs")).rows == (row,)
    course.send()
    assert world.results() == {"11": 7.0}
    send_again(course.runtime.database, course.teacher, row.student_id, now=course.runtime.clock())
    course.send()
    wins = world.platform.family.teacher_wins
    assert world.results() == {"11": 7.0 if wins else 100.0}, "a Moodle keeps what a teacher has set"
    assert course.page().rows[0].lms_state == "", "what was sent since is not known to differ"
    assert course.compare().rows[0].lms_state == ("other" if wins else "same")


def test_a_grade_that_is_missing_there_is_told(world: Live) -> None:
    course = Course(world)
    course.send()
    with world.platform.store.write() as connection:
        connection.execute("DELETE FROM result")
    row = course.compare().rows[0]
    assert (row.lms_state, row.lms_score) == ("missing", None)


def test_a_comparison_that_failed_says_why(world: Live) -> None:
    course = Course(world)
    with pytest.raises(InputRefused) as caught:
        ask_compare(
            course.runtime.database, course.teacher, course.one(CourseActivity).public_id, now=course.runtime.clock()
        )
    assert caught.value.code == "grades_nothing_sent"
    course.send()
    world.platform.go_down()
    page = course.compare()
    assert (page.check.running, page.check.problem) == (False, "service_busy")


def test_no_grade_any_more_and_the_column_goes_when_asked(world: Live) -> None:
    course = Course(world)
    course.send()
    course.change("Fracciones", None)
    course.send()
    page = course.page()
    assert (page.maximum, page.removal, page.rows[0].grade.state) == (None, "offered", "off")
    assert world.results() == {"11": 100.0}, "what was sent stays until somebody asks"
    ask_removal(course.runtime.database, course.teacher, page.activity, now=course.runtime.clock())
    assert course.page().removal == "running"
    assert remove_columns(course.runtime, now=course.runtime.clock()) == 1
    assert course.columns() == []
    assert course.page().removal == ""
    course.change("Fracciones", 50.0)
    course.send()
    assert world.results() == {"11": 50.0}
