"""Names and Role Provisioning Services: who is in a course."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import services
from lti_tool.demo.context import current_language
from lti_tool.demo.families.canvas import bookmarked
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.launches import Launch
from lti_tool.demo.launching import link_of
from lti_tool.demo.people import Course, CourseRole, Link
from lti_tool.demo.services import NRPS_SCOPE, Caller, ServiceError

MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


def blueprint(paths: Paths) -> Blueprint:
    """Put the service where the family has it."""
    made = Blueprint("roster", __name__)
    made.add_url_rule(paths.memberships, view_func=memberships, methods=["GET"])
    return made


def memberships(course_id: str, deployment: str | None = None) -> Response:
    """List a page of the members, of one role or for one link when asked so."""
    caller = services.authorize(NRPS_SCOPE)
    services.accept(MEDIA_TYPE)
    course = services.course_of(course_id)
    if deployment not in (None, caller.tool.deployment_id):
        raise ServiceError(404, "the address is another tool's")
    link = _asked_link(caller, course)
    family, settings = caller.platform.family, caller.platform.settings
    subjects = _of_role(caller, course)
    size_name = "per_page" if settings.family == "canvas" else "limit"
    size = services.page_size(size_name, family.roster_page, len(subjects))
    begin = _begin(caller, len(subjects))
    address = settings.memberships_url(course.id, caller.tool.deployment_id)
    container = {
        "id": address,
        "context": {"id": course.id, "label": course.label, "title": course.title},
        "members": [_member(caller, course, one, link) for one in subjects[begin : begin + size]],
    }
    response = services.answer(container, MEDIA_TYPE)
    if begin + size < len(subjects):
        kept = services.kept("role", "rlid", "groups")
        response.headers["Link"] = family.roster_next(address, kept, begin, size)
    return response


def _asked_link(caller: Caller, course: Course) -> Link | None:
    link_id = request.args.get("rlid")
    if link_id is None:
        return None
    link = link_of(caller.platform, course, link_id, caller.tool)
    if link is None:
        raise caller.platform.family.wrong_link()
    return link


def _begin(caller: Caller, count: int) -> int:
    if caller.platform.settings.family != "canvas":
        return services.whole("from", 0, least=0)
    page = request.args.get("page")
    if page is None or page == "first":
        return 0
    begin = bookmarked(page.removeprefix("bookmark:"), count) if page.startswith("bookmark:") else None
    if begin is None:
        raise ServiceError(400, "page is not a bookmark that was handed out, to the letter")
    return begin


def _of_role(caller: Caller, course: Course) -> tuple[str, ...]:
    asked = request.args.get("role")
    if asked is None:
        return course.members
    family = caller.platform.family

    def wanted(role: CourseRole) -> bool:
        names = family.member_roles(role)
        return asked in names or asked in {_MEMBERSHIP + name for name in names if "/" not in name}

    lists = {
        CourseRole.TEACHER: course.teachers,
        CourseRole.ASSISTANT: course.assistants,
        CourseRole.STUDENT: course.students,
    }
    return tuple(subject for role, subjects in lists.items() if wanted(role) for subject in subjects)


def _member(caller: Caller, course: Course, subject: str, link: Link | None) -> dict[str, Any]:
    platform, tool = caller.platform, caller.tool
    person = platform.campus.find_person(subject)
    if person is None:
        raise TypeError(f"{subject} is in a course but has no account")
    member = platform.family.member(platform, tool, person, course)
    if platform.settings.paths.groups and request.args.get("groups") == "true":
        member["group_enrollments"] = [{"group_id": group.id} for group in course.groups_of(subject)]
    if link is not None:
        launch = Launch(person, tool, course, link, locale=current_language())
        member["message"] = [platform.family.member_message(platform, launch)]
    return member
