"""The pages that everybody sees: entrance, course, activity, one's own data."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from lti_tool.demo.context import (
    Platform,
    current_language,
    current_person,
    current_platform,
    find_course,
    find_person,
)
from lti_tool.demo.launches import Launch
from lti_tool.demo.launching import link_of
from lti_tool.demo.people import VISITOR, Course
from lti_tool.demo.starting import asked_target, asked_uri, frame, inside, link_in, start, tool_named
from lti_tool.demo.texts import TEXTS
from lti_tool.demo.tools import DATA_PRIVACY, Tool

blueprint = Blueprint("pages", __name__)

MOST_ENTRANCES = 60
"""How many students of a course can be entered as: nobody reads through a thousand buttons."""


@blueprint.get("/")
def home() -> str:
    """Show the courses and who can be entered as."""
    platform = current_platform()
    courses = list(platform.campus.courses.values())
    return render_template(
        "home.html",
        courses=courses,
        visitor=VISITOR,
        find_person=find_person,
        most=MOST_ENTRANCES,
        graded={course.id: _graded(platform, course) for course in courses},
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
    """Show a course with its activities, its groups and what its teacher may do."""
    person, found = inside(course_id)
    platform = current_platform()
    return render_template(
        "course.html",
        course=found,
        role=found.role(person.subject),
        menu=_menu(platform),
        groups=[(group, [one for one in map(find_person, sorted(group.members)) if one])
                for group in found.groups],
        own_groups={group.id for group in found.groups_of(person.subject)},
        launchable={link.id for link in found.links if platform.tool_of(link.client_id)},
    )  # fmt: skip


def _menu(platform: Platform) -> list[Tool]:
    """The tools that stand in the course's menu."""
    if not platform.family.navigation:
        return []
    return [
        tool
        for tool in platform.tools.all()
        if tool.active
        and (tool.builtin or any("course_navigation" in message.placements for message in tool.messages))
    ]


@blueprint.get("/courses/<course_id>/activities/<link_id>")
def activity(course_id: str, link_id: str) -> str:
    """Show the activity, opened in a frame."""
    _, found = inside(course_id)
    link = link_in(found, link_id)
    source = url_for("pages.launch", course_id=course_id, link_id=link_id)
    back = url_for("pages.course", course_id=course_id)
    return frame(tool_named(link.client_id), link.title, source, back, height=link.height)


@blueprint.get("/courses/<course_id>/activities/<link_id>/launch")
def launch(course_id: str, link_id: str) -> Response:
    """Start the tool's login, in the frame or in a window."""
    person, found = inside(course_id)
    link = link_in(found, link_id)
    tool = tool_named(link.client_id)
    return start(
        Launch(
            person, tool, found, link, target=asked_target(), locale=current_language(), uri=asked_uri(tool)
        )
    )


@blueprint.get("/courses/<course_id>/menu/<client_id>")
def menu(course_id: str, client_id: str) -> str:
    """Show a tool that stands in the course's menu."""
    inside(course_id)
    tool = tool_named(client_id)
    if tool not in _menu(current_platform()):
        abort(404)
    source = url_for("pages.launch_menu", course_id=course_id, client_id=client_id)
    return frame(tool, tool.name, source, url_for("pages.course", course_id=course_id))


@blueprint.get("/courses/<course_id>/menu/<client_id>/launch")
def launch_menu(course_id: str, client_id: str) -> Response:
    """Start a tool from the course's menu: the course itself is the link."""
    person, found = inside(course_id)
    tool = tool_named(client_id)
    link = link_of(current_platform(), found, found.id, tool)
    if link is None:
        abort(404)
    return start(
        Launch(
            person,
            tool,
            found,
            link,
            target=asked_target(),
            locale=current_language(),
            uri=asked_uri(tool),
            placement="course_navigation",
        )
    )


@blueprint.get("/account/privacy")
def privacy() -> str:
    """List the tools that show people their own data."""
    if current_person() is None:
        abort(403)
    tools = [tool for tool in current_platform().tools.all() if tool.active and tool.message(DATA_PRIVACY)]
    return render_template("privacy.html", tools=tools)


@blueprint.get("/account/privacy/<client_id>")
def own_data(client_id: str) -> str:
    """Show one's own data in a tool."""
    tool = _privacy_tool(client_id)
    source = url_for("pages.launch_privacy", client_id=client_id)
    return frame(tool, tool.name, source, url_for("pages.privacy"))


@blueprint.get("/account/privacy/<client_id>/launch")
def launch_privacy(client_id: str) -> Response:
    """Start a privacy launch: no course, and the person is whom it is about."""
    person, tool = current_person(), _privacy_tool(client_id)
    assert person is not None
    return start(
        Launch(
            person, tool, target=asked_target(), locale=current_language(), kind=DATA_PRIVACY, for_user=person
        )
    )


def _privacy_tool(client_id: str) -> Tool:
    if current_person() is None:
        abort(403)
    tool = tool_named(client_id)
    if tool.message(DATA_PRIVACY) is None:
        abort(404)
    return tool


@blueprint.get("/post_message_forwarding")
def forwarding() -> str:
    """Show the empty frame through which tools reach the platform's storage."""
    return render_template("forwarding.html", tool_origin=request.args.get("origin", ""))


def _graded(platform: Platform, found: Course) -> set[str]:
    """Who has a grade in the course: whoever has none is good for trying the activity from its start."""
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT DISTINCT subject FROM result JOIN line_item ON line_item.id = line_item_id"
            " WHERE course_id = ? AND score IS NOT NULL",
            (found.id,),
        ).fetchall()
    return {str(row["subject"]) for row in rows}
