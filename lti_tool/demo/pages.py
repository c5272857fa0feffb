"""The pages that people see: entrance, course, activity and gradebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo.context import Platform, current_language, current_person, current_platform
from lti_tool.demo.launching import LaunchRequest, login_fields
from lti_tool.demo.people import COURSES, VISITOR, Course, CourseRole, Link, Person, find_course, find_person
from lti_tool.demo.texts import TEXTS

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the courses and who can be entered as."""
    platform = current_platform()
    return render_template(
        "home.html",
        courses=COURSES,
        visitor=VISITOR,
        find_person=find_person,
        graded={course.id: _graded(platform, course) for course in COURSES},
    )


@blueprint.post("/enter")
def enter() -> BaseResponse:
    """Become somebody in this browser, in the language that this person reads, and go to the course."""
    person = find_person(request.form.get("person", ""))
    course = find_course(request.form.get("course", ""))
    if person is None or course is None:
        abort(404)
    session.clear()
    session["subject"] = person.subject
    session["language"] = person.locale
    return redirect(url_for("pages.course", course_id=course.id), 303)


@blueprint.post("/leave")
def leave() -> BaseResponse:
    """Forget who entered."""
    session.pop("subject", None)
    return redirect(url_for("pages.home"), 303)


@blueprint.post("/language")
def language() -> BaseResponse:
    """Change the language and go back to the same page."""
    chosen, address = request.form.get("language", ""), request.form.get("next", "")
    if chosen not in TEXTS:
        abort(400)
    session["language"] = chosen
    # Only an address on this site: "//host" and "/\host" would lead to another one.
    on_this_site = address.startswith("/") and address[1:2] not in ("/", "\\")
    return redirect(address if on_this_site else "/", 303)


@blueprint.get("/courses/<course_id>")
def course(course_id: str) -> str:
    """Show a course with its activities."""
    person, found = _inside(course_id)
    return render_template("course.html", course=found, role=found.role(person.subject))


@blueprint.get("/courses/<course_id>/activities/<link_id>")
def activity(course_id: str, link_id: str) -> str:
    """Show the activity, opened in a frame."""
    _, found = _inside(course_id)
    return render_template("activity.html", course=found, link=_link(found, link_id))


@blueprint.get("/courses/<course_id>/activities/<link_id>/launch")
def launch(course_id: str, link_id: str) -> Response:
    """Start the tool's login, in the frame or in a window."""
    person, found = _inside(course_id)
    target = "window" if request.args.get("target") == "window" else "iframe"
    launched = LaunchRequest(person, found, _link(found, link_id), target, current_language())
    platform = current_platform()
    fields = login_fields(platform, launched)
    response = make_response(
        render_template("post.html", action=platform.settings.tool_login_url, fields=fields)
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/courses/<course_id>/grades")
def gradebook(course_id: str) -> str:
    """Show the gradebook to a teacher of the course."""
    person, found = _inside(course_id)
    if found.role(person.subject) is not CourseRole.TEACHER:
        abort(403)
    columns, rows = _gradebook(current_platform(), found)
    return render_template("gradebook.html", course=found, columns=columns, rows=rows)


def _inside(course_id: str) -> tuple[Person, Course]:
    """Find the course and who has entered; whoever has no business there gets 403."""
    found = find_course(course_id)
    if found is None:
        abort(404)
    person = current_person()
    if person is None or (found.role(person.subject) is CourseRole.VISITOR and not person.administrator):
        abort(403)
    return person, found


def _link(found: Course, link_id: str) -> Link:
    link = found.link(link_id)
    if link is None:
        abort(404)
    return link


@dataclass(frozen=True, slots=True)
class Cell:
    """What the gradebook says of one student in one column; `score` is empty without a grade."""

    score: str = ""
    maximum: str = ""
    comment: str = ""
    moment: str = ""
    timestamp: str = ""


def _gradebook(platform: Platform, found: Course) -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """Give the labels of the columns, and for each student the name and a cell per column."""
    with platform.store.read() as connection:
        items = connection.execute(
            "SELECT id, body FROM line_item WHERE course_id = ? ORDER BY id", (found.id,)
        ).fetchall()
        results = connection.execute(
            "SELECT result.* FROM result JOIN line_item ON line_item.id = line_item_id WHERE course_id = ?",
            (found.id,),
        ).fetchall()
    words = TEXTS[current_language()]
    cells = {(row["line_item_id"], row["subject"]): _cell(row, words) for row in results}
    people = [person for person in map(find_person, found.students) if person is not None]
    rows = [
        (person.name, [cells.get((item["id"], person.subject), Cell()) for item in items])
        for person in people
    ]
    return [json.loads(item["body"])["label"] for item in items], rows


def _graded(platform: Platform, found: Course) -> set[str]:
    """Who has a grade in the course: whoever has none is good for trying the activity from its start."""
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT DISTINCT subject FROM result JOIN line_item ON line_item.id = line_item_id"
            " WHERE course_id = ? AND score IS NOT NULL",
            (found.id,),
        ).fetchall()
    return {str(row["subject"]) for row in rows}


def _cell(row: Any, words: Any) -> Cell:
    if row["score"] is None:
        return Cell()
    moment = datetime.fromisoformat(row["timestamp"]).astimezone()
    return Cell(
        score=_number(row["score"], words["decimal"]),
        maximum=_number(row["maximum"], words["decimal"]),
        comment=row["comment"],
        moment=moment.strftime(words["moment"]),
        timestamp=row["timestamp"],
    )


def _number(value: float, decimal: str) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", decimal)
