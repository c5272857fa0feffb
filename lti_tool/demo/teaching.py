"""The pages on which a course is made: adding activities, copying it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo import columns, notices
from lti_tool.demo.context import Platform, current_language, current_platform
from lti_tool.demo.deeplinking import couple
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, Link, Person
from lti_tool.demo.starting import asked_target, editor_of, frame, start, tool_named
from lti_tool.demo.tools import DEEP_LINKING

blueprint = Blueprint("teaching", __name__)

_MOST_TITLE = 200


@blueprint.get("/courses/<course_id>/add")
def add(course_id: str) -> str:
    """Offer the tools from which an activity can be made."""
    _, found = editor_of(course_id)
    tools = [tool for tool in current_platform().tools.all() if tool.active]
    return render_template("add.html", course=found, tools=tools, placements=_placements(), kind=DEEP_LINKING)


def _placements() -> tuple[str, ...]:
    """From where content is chosen: one place, or those of Canvas."""
    placements = current_platform().family.placements
    return tuple(name for name in placements if name.endswith("_selection")) or ("",)


@blueprint.get("/courses/<course_id>/add/<client_id>/choose")
def choose(course_id: str, client_id: str) -> str:
    """Show the tool, to choose content in it."""
    editor_of(course_id)
    tool = tool_named(client_id)
    if tool.message(DEEP_LINKING) is None:
        abort(404)
    source = url_for(
        "teaching.launch_choice",
        course_id=course_id,
        client_id=client_id,
        placement=request.args.get("placement", _placements()[0]),
    )
    return frame(tool, tool.name, source, url_for("teaching.add", course_id=course_id))


@blueprint.get("/courses/<course_id>/add/<client_id>/choose/launch")
def launch_choice(course_id: str, client_id: str) -> Response:
    """Start a deep linking launch."""
    person, found = editor_of(course_id)
    placement = request.args.get("placement", _placements()[0])
    if placement not in _placements():
        abort(400)
    return start(
        Launch(
            person,
            tool_named(client_id),
            found,
            target=asked_target(),
            locale=current_language(),
            kind=DEEP_LINKING,
            placement=placement,
        )
    )


@blueprint.post("/courses/<course_id>/add/<client_id>/plain")
def add_plain(course_id: str, client_id: str) -> BaseResponse:
    """Add an activity without choosing anything in the tool."""
    _, found = editor_of(course_id)
    title = request.form.get("title", "").strip()
    if not title or len(title) > _MOST_TITLE:
        abort(400)
    place_plain(current_platform(), found, client_id, title, graded="graded" in request.form)
    return redirect(url_for("pages.course", course_id=course_id), 303)


def place_plain(platform: Platform, course: Course, client_id: str, title: str, *, graded: bool) -> Link:
    """Place a link that says nothing of what it shall be; with its column where the family makes one."""
    tool = platform.tool_of(client_id)
    if tool is None:
        abort(404)
    link = platform.campus.add_link(
        course.id, Link("", title, client_id="" if tool.builtin else tool.client_id)
    )
    line_item = platform.family.plain_line_item(link) or {"label": title, "scoreMaximum": 100}
    if graded:
        couple(platform, course, tool, link, line_item)
    return link


@blueprint.get("/courses/<course_id>/copy")
def ask_copy(course_id: str) -> str:
    """Ask whether people come along."""
    _, found = editor_of(course_id)
    return render_template("copy.html", course=found)


@blueprint.post("/courses/<course_id>/copy")
def copy(course_id: str) -> BaseResponse:
    """Copy the course and go to the copy."""
    person, found = editor_of(course_id)
    made = copy_course(current_platform(), found, person, users=request.form.get("users") == "yes")
    return redirect(url_for("pages.course", course_id=made.id), 303)


def copy_course(platform: Platform, origin: Course, copier: Person, *, users: bool) -> Course:
    """Copy a course: new links and columns with the old parameters, no grades; then tell who listens."""
    made = platform.campus.copy_course(origin, copier, users=users)
    columns.copy(platform, origin, made)
    notices.announce_copy(platform, origin, made)
    return made
