"""What a launch says: the login that starts it and the claims of its id_token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.demo.context import Platform
from lti_tool.demo.grades import coupled_line_item, line_items_url
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.roster import memberships_url
from lti_tool.demo.services import AGS_SCOPES

ID_TOKEN_SECONDS = 60
_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
_CONTEXT_ROLE = {
    CourseRole.TEACHER: (
        f"{_VOCABULARY}membership#Instructor",
        f"{_VOCABULARY}institution/person#Instructor",
    ),
    CourseRole.STUDENT: (f"{_VOCABULARY}membership#Learner", f"{_VOCABULARY}institution/person#Student"),
    CourseRole.VISITOR: (),
}
_ADMINISTRATOR = (
    f"{_VOCABULARY}institution/person#Administrator",
    f"{_VOCABULARY}system/person#Administrator",
)


@dataclass(frozen=True, slots=True)
class LaunchRequest:
    """Who opens which link, how and in which language."""

    person: Person
    course: Course
    link: Link
    target: str
    locale: str

    @property
    def allowed(self) -> bool:
        """Whether the person may open the link at all."""
        return self.person.administrator or self.course.role(self.person.subject) != CourseRole.VISITOR


def login_fields(platform: Platform, launch: LaunchRequest) -> dict[str, str]:
    """Build the form that starts a third-party initiated login at the tool."""
    settings = platform.settings
    subject = launch.person.subject
    fields = {
        "iss": settings.issuer,
        "target_link_uri": settings.tool_launch_url,
        "login_hint": subject,
        "lti_message_hint": platform.message_hint(subject, launch.course.id, launch.link.id, launch.target),
        "client_id": settings.client_id,
        "lti_deployment_id": settings.deployment_id,
    }
    if settings.storage_target:
        fields["lti_storage_target"] = "_parent"
    return fields


def id_token(platform: Platform, launch: LaunchRequest, nonce: str) -> str:
    """Sign the message of a resource link launch; it lives for a minute, as Moodle's does."""
    issued = int(platform.now())
    claims: dict[str, Any] = {
        "iss": platform.settings.issuer,
        "aud": platform.settings.client_id,
        "iat": issued,
        "exp": issued + ID_TOKEN_SECONDS,
        "nonce": nonce,
        **_person_claims(launch),
        **{_LTI + name: value for name, value in _message_claims(platform, launch).items()},
        **_service_claims(platform, launch),
    }
    return platform.key.sign(claims)


def _person_claims(launch: LaunchRequest) -> Mapping[str, Any]:
    person = launch.person
    return {
        "sub": person.subject,
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "locale": launch.locale,
    }


def _message_claims(platform: Platform, launch: LaunchRequest) -> Mapping[str, Any]:
    settings, course, link = platform.settings, launch.course, launch.link
    roles = _CONTEXT_ROLE[course.role(launch.person.subject)]
    return {
        "message_type": "LtiResourceLinkRequest",
        "version": "1.3.0",
        "deployment_id": settings.deployment_id,
        "target_link_uri": settings.tool_launch_url,
        "resource_link": {"id": link.id, "title": link.title, "description": link.description},
        "roles": [*roles, *(_ADMINISTRATOR if launch.person.administrator else ())],
        "context": {
            "id": course.id,
            "label": course.label,
            "title": course.title,
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"],
        },
        "tool_platform": {
            "guid": settings.issuer,
            "name": "Aula de prueba",
            "product_family_code": "senda-demo",
            "version": "1",
        },
        "launch_presentation": {
            "document_target": launch.target,
            "locale": launch.locale,
            "return_url": f"{settings.public_url}/courses/{course.id}",
        },
        "lis": {
            "person_sourcedid": f"SIS-{launch.person.subject}",
            "course_section_sourcedid": f"SIS-{course.label}",
        },
        # Moodle hands on a variable that it cannot fill as it stands; so does this platform.
        "custom": {"section": course.label, "link_history": "$ResourceLink.id.history"},
    }


def _service_claims(platform: Platform, launch: LaunchRequest) -> Mapping[str, Any]:
    endpoint: dict[str, Any] = {
        "scope": list(AGS_SCOPES),
        "lineitems": line_items_url(platform, launch.course),
    }
    line_item = coupled_line_item(platform, launch.course, launch.link)
    if line_item is not None:
        endpoint["lineitem"] = line_item
    return {
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": endpoint,
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": memberships_url(platform, launch.course),
            "service_versions": ["2.0"],
        },
    }
