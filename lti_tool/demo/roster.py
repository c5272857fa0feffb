"""Names and Role Provisioning Services: who is in a course."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import services
from lti_tool.demo.context import Platform
from lti_tool.demo.people import Course, CourseRole, Person, find_person
from lti_tool.demo.services import NRPS_SCOPE, ServiceError

blueprint = Blueprint("roster", __name__)

MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
_SHORT = {CourseRole.TEACHER: "Instructor", CourseRole.STUDENT: "Learner"}


def memberships_url(platform: Platform, course: Course) -> str:
    """Give the address of a course's roster."""
    return f"{platform.settings.public_url}{services.PREFIX}{course.id}/memberships"


@blueprint.get("/lti/courses/<course_id>/memberships")
def memberships(course_id: str) -> Response:
    """List a page of the members, of one role or for one link when asked so."""
    platform = services.authorize(NRPS_SCOPE)
    services.accept(MEDIA_TYPE)
    course = services.course_of(course_id)
    link_id = request.args.get("rlid")
    if link_id is not None and course.link(link_id) is None:
        raise ServiceError(404, "rlid is not a link of this course")
    members = [
        _member(course, subject, link_id)
        for subject in (*course.teachers, *course.students)
        if _wanted(course.role(subject))
    ]
    address = memberships_url(platform, course)
    kept = {name: request.args[name] for name in ("role", "rlid") if name in request.args}
    entries, headers = services.page(address, kept, len(members))
    container = {
        "id": address,
        "context": {"id": course.id, "label": course.label, "title": course.title},
        "members": members[entries],
    }
    response = services.answer(container, MEDIA_TYPE)
    response.headers.update(headers)
    return response


def _wanted(role: CourseRole) -> bool:
    asked = request.args.get("role")
    return asked is None or asked in (_SHORT[role], _MEMBERSHIP + _SHORT[role])


def _member(course: Course, subject: str, link_id: str | None) -> dict[str, Any]:
    person = find_person(subject)
    if not isinstance(person, Person):
        raise TypeError(f"{subject} is in a course but has no account")
    member: dict[str, Any] = {
        "status": "Active",
        # Short names, as Moodle sends them.
        "roles": [_SHORT[course.role(subject)]],
        "user_id": subject,
        "lis_person_sourcedid": f"SIS-{subject}",
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }
    if link_id is not None:
        message = {
            "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiResourceLinkRequest",
            "https://purl.imsglobal.org/spec/lti/claim/custom": {"section": course.label},
        }
        member["message"] = [message]
    return member
