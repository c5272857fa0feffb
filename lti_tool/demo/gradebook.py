"""The gradebook's pages: everybody's grades, and one student's work in one column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo import columns, submissions
from lti_tool.demo.context import Platform, current_language, current_platform, find_person
from lti_tool.demo.launches import Launch
from lti_tool.demo.launching import review_of
from lti_tool.demo.people import Course, CourseRole, Person
from lti_tool.demo.starting import asked_target, frame, staff_of, start
from lti_tool.demo.submissions import Submission
from lti_tool.demo.texts import TEXTS
from lti_tool.demo.tools import SUBMISSION_REVIEW

blueprint = Blueprint("gradebook", __name__)

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """What the gradebook says of one student in one column; `score` is empty without a grade."""

    score: str = ""
    maximum: str = ""
    comment: str = ""
    moment: str = ""
    timestamp: str = ""
    progress: str = ""
    overridden: bool = False
    late: bool = False


@blueprint.get("/courses/<course_id>/grades")
def grades(course_id: str) -> str:
    """Show the gradebook to the staff of the course."""
    _, found = staff_of(course_id)
    platform = current_platform()
    with platform.store.read() as connection:
        items = columns.of_course(connection, found)
    people = [person for person in map(find_person, found.students[:MOST_ROWS]) if person is not None]
    cells = _cells(platform, found)
    return render_template(
        "gradebook.html",
        course=found,
        items=[(item["id"], json.loads(item["body"])["label"]) for item in items],
        rows=[
            (person, [(item["id"], cells.get((item["id"], person.subject), Cell())) for item in items])
            for person in people
        ],
    )


def _cells(platform: Platform, found: Course) -> Mapping[tuple[int, str], Cell]:
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT result.*, override.subject IS NOT NULL AS overridden, submission.late FROM result"
            " JOIN line_item ON line_item.id = result.line_item_id"
            " LEFT JOIN override USING (line_item_id, subject)"
            " LEFT JOIN submission USING (line_item_id, subject) WHERE course_id = ?",
            (found.id,),
        ).fetchall()
    words = TEXTS[current_language()]
    return {(row["line_item_id"], row["subject"]): _cell(row, words) for row in rows}


def _cell(row: sqlite3.Row, words: Mapping[str, str]) -> Cell:
    if row["score"] is None:
        return Cell(progress=row["grading_progress"], late=bool(row["late"]))
    moment = datetime.fromisoformat(row["timestamp"]).astimezone()
    return Cell(
        score=_number(row["score"], words["decimal"]),
        maximum=_number(row["maximum"], words["decimal"]),
        comment=row["comment"],
        moment=moment.strftime(words["moment"]),
        timestamp=row["timestamp"],
        progress=row["grading_progress"],
        overridden=bool(row["overridden"]),
        late=bool(row["late"]),
    )


def _number(value: float, decimal: str) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", decimal)


@dataclass(frozen=True, slots=True)
class _Work:
    """One student's work in one column."""

    teacher: Person
    course: Course
    student: Person
    row: sqlite3.Row
    submission: Submission | None

    @property
    def item(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.row["body"])
        return found


def _work(course_id: str, item_id: int, subject: str) -> _Work:
    teacher, found = staff_of(course_id)
    student = find_person(subject)
    if student is None or found.role(subject) is not CourseRole.STUDENT:
        abort(404)
    with current_platform().store.read() as connection:
        row = connection.execute(
            "SELECT * FROM line_item WHERE id = ? AND course_id = ?", (item_id, course_id)
        ).fetchone()
        submission = submissions.find(connection, item_id, subject)
    if row is None:
        abort(404)
    return _Work(teacher, found, student, row, submission)


@blueprint.get("/courses/<course_id>/grades/<int:item_id>/<subject>")
def one(course_id: str, item_id: int, subject: str) -> str:
    """Show one student's grade in one column, with what was handed in."""
    work = _work(course_id, item_id, subject)
    cells = _cells(current_platform(), work.course)
    return render_template(
        "grade.html",
        course=work.course,
        student=work.student,
        item_id=item_id,
        label=work.item["label"],
        maximum=_number(work.item["scoreMaximum"], TEXTS[current_language()]["decimal"]),
        cell=cells.get((item_id, subject), Cell()),
        submission=work.submission,
        reviewable=_review(current_platform(), work) is not None,
    )


@blueprint.post("/courses/<course_id>/grades/<int:item_id>/<subject>")
def override(course_id: str, item_id: int, subject: str) -> BaseResponse:
    """Set a grade by hand, or give the column back to the tool."""
    work = _work(course_id, item_id, subject)
    text = request.form.get("score", "").strip().replace(",", ".")
    if not text:
        override_grade(current_platform(), item_id, subject, None)
    else:
        try:
            score = float(text)
        except ValueError:
            abort(400)
        if not 0 <= score <= work.item["scoreMaximum"]:
            abort(400)
        override_grade(current_platform(), item_id, subject, score)
    return redirect(url_for("gradebook.one", course_id=course_id, item_id=item_id, subject=subject), 303)


def override_grade(platform: Platform, item_id: int, subject: str, score: float | None) -> None:
    """Set a grade as a teacher does; None gives the column back to the tool."""
    key = (item_id, subject)
    moment = datetime.fromtimestamp(int(platform.now()), UTC).isoformat()
    with platform.store.write() as connection:
        connection.execute("DELETE FROM override WHERE line_item_id = ? AND subject = ?", key)
        if score is None:
            return
        body = connection.execute("SELECT body FROM line_item WHERE id = ?", (item_id,)).fetchone()["body"]
        maximum = json.loads(body)["scoreMaximum"]
        connection.execute("INSERT INTO override VALUES (?, ?)", key)
        # The second of the last score stays: a teacher's grade is not one of the tool's.
        connection.execute(
            "INSERT INTO result VALUES (?, ?, 0, ?, ?, ?, '', 'Completed', 'FullyGraded')"
            " ON CONFLICT (line_item_id, subject) DO UPDATE SET score = excluded.score,"
            " maximum = excluded.maximum, comment = ''",
            (*key, moment, score, maximum),
        )


@blueprint.get("/courses/<course_id>/grades/<int:item_id>/<subject>/review")
def review(course_id: str, item_id: int, subject: str) -> str:
    """Show one student's work in the tool."""
    work = _work(course_id, item_id, subject)
    launch = _review(current_platform(), work)
    if launch is None:
        abort(404)
    title = f"{work.item['label']} · {work.student.name}"
    back = url_for("gradebook.one", course_id=course_id, item_id=item_id, subject=subject)
    return frame(launch.tool, title, f"{back}/review/launch", back)


@blueprint.get("/courses/<course_id>/grades/<int:item_id>/<subject>/review/launch")
def launch_review(course_id: str, item_id: int, subject: str) -> Response:
    """Start a submission review, or the launch at the address that was handed in."""
    launch = _review(current_platform(), _work(course_id, item_id, subject))
    if launch is None:
        abort(404)
    return start(launch)


def _review(platform: Platform, work: _Work) -> Launch | None:
    """Give the launch that opens a student's work, where there is one."""
    tool = platform.tool_of(work.row["client_id"])
    link = work.course.link(work.row["resource_link_id"] or "")
    if tool is None:
        return None
    if SUBMISSION_REVIEW not in platform.family.messages:
        if work.submission is None or not work.submission.address or link is None:
            return None
        return Launch(
            work.teacher, tool, work.course, link, target=asked_target(), locale=current_language(),
            uri=work.submission.address, placement="speed_grader",
        )  # fmt: skip
    asked = review_of(platform, work.row["id"])
    open_anyway = link is not None and platform.family.reviewable(platform, link)
    if "submissionReview" not in work.item and not open_anyway:
        return None
    return Launch(
        work.teacher,
        tool,
        work.course,
        link,
        target=asked_target(),
        locale=current_language(),
        kind=SUBMISSION_REVIEW,
        uri=asked.get("url", ""),
        for_user=work.student,
        line_item=work.row["id"],
        custom=asked.get("custom") or {},
    )
