"""What every page that starts a launch shares: who is inside, the frame, the form."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, abort, make_response, render_template, request

from lti_tool.demo.context import current_language, current_person, current_platform, find_course
from lti_tool.demo.launches import Launch
from lti_tool.demo.launching import login_fields
from lti_tool.demo.people import STAFF, Course, CourseRole, Link, Person
from lti_tool.demo.tools import Tool


def inside(course_id: str) -> tuple[Person, Course]:
    """Find the course and who has entered; whoever has no business there gets 403."""
    found = find_course(course_id)
    if found is None:
        abort(404)
    person = current_person()
    if person is None or (found.role(person.subject) is CourseRole.VISITOR and not person.administrator):
        abort(403)
    return person, found


def staff_of(course_id: str) -> tuple[Person, Course]:
    """Find the course and the teacher or assistant who has entered; anybody else gets 403."""
    person, found = inside(course_id)
    if found.role(person.subject) not in STAFF:
        abort(403)
    return person, found


def editor_of(course_id: str) -> tuple[Person, Course]:
    """Find the course and who may change it: its teachers, and administrators."""
    person, found = inside(course_id)
    if found.role(person.subject) is not CourseRole.TEACHER and not person.administrator:
        abort(403)
    return person, found


def administrator() -> Person:
    """Give the administrator who has entered; anybody else gets 403."""
    person = current_person()
    if person is None or not person.administrator:
        abort(403)
    return person


def link_in(course: Course, link_id: str) -> Link:
    """Find a link of the course, or 404."""
    link = course.link(link_id)
    if link is None:
        abort(404)
    return link


def tool_named(client_id: str) -> Tool:
    """Find an active tool, or 404."""
    tool = current_platform().tool_of(client_id)
    if tool is None:
        abort(404)
    return tool


def asked_target() -> str:
    """Give where the launch opens: in the frame, or in a window."""
    return "window" if request.args.get("target") == "window" else "iframe"


def asked_uri(tool: Tool) -> str:
    """Give the address that a tool asked to be launched at; it must be the tool's own."""
    uri = request.args.get("uri", "")
    if uri and urlsplit(uri).netloc != urlsplit(tool.target).netloc:
        abort(400, description="uri is not an address of the tool")
    return uri


def start(launch: Launch) -> Response:
    """Start the tool's login by a form that sends itself."""
    platform = current_platform()
    fields = login_fields(platform, launch)
    response = make_response(render_template("post.html", action=launch.tool.login_url, fields=fields))
    response.headers["Cache-Control"] = "no-store"
    return response


def frame(tool: Tool, title: str, source: str, back: str, *, height: int = 0) -> str:
    """Show a page with the tool in a frame; `source` starts the launch."""
    joint = "&" if "?" in source else "?"
    platform = current_platform()
    return render_template(
        "frame.html",
        title=title,
        source=source,
        window=f"{source}{joint}target=window",
        back=back,
        back_text="back_course" if back.count("/") == 2 else "back",
        height=height,
        tool_origin=tool.origin,
        forwarding=platform.family.storage_target(platform.settings.storage_target),
        language=current_language(),
    )
