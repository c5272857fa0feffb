"""What a launch says: the login that starts it and the claims of its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lti_tool.demo import columns, scopes, variables
from lti_tool.demo.families.traits import (
    ADMINISTRATOR,
    AGS_CLAIM,
    ASSISTANT,
    GROUPS_CLAIM,
    INSTRUCTOR,
    LEARNER,
    LTI,
    NOTICES_CLAIM,
    NRPS_CLAIM,
    VOCABULARY,
    Traits,
)
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.tools import Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform


class Speaking(Traits):
    """Launches, as the specifications have them."""

    def storage_target(self, offered: bool) -> str:
        """Give `lti_storage_target`, or nothing."""
        return "_parent" if offered else ""

    def login_fields(self, platform: Platform, launch: Launch, hint: str) -> dict[str, str]:
        """Build the form that starts a third-party initiated login."""
        fields = {
            "iss": platform.settings.issuer,
            "target_link_uri": launch.target_link_uri,
            "login_hint": launch.person.subject,
            "lti_message_hint": hint,
            "client_id": launch.tool.client_id,
            "lti_deployment_id": launch.tool.deployment_id,
        }
        storage = self.storage_target(platform.settings.storage_target)
        return {**fields, "lti_storage_target": storage} if storage else fields

    def wrap_hint(self, launch: Launch, signed: str) -> str:
        """Write `lti_message_hint` around what the platform signed."""
        return signed

    def unwrap_hint(self, hint: str) -> str:
        """Find what the platform signed."""
        return hint

    def claims(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say everything about a launch but issuer, audience, times and nonce."""
        message: dict[str, Any] = {
            "message_type": launch.kind,
            "version": "1.3.0",
            "deployment_id": launch.tool.deployment_id,
            "target_link_uri": launch.target_link_uri,
            "roles": self.roles(platform, launch.person, launch.role),
            "tool_platform": self.tool_platform(platform),
            "launch_presentation": self.presentation(platform, launch),
            "custom": self.custom(platform, launch),
        }
        if launch.course is not None:
            message["context"] = self.context(launch.course)
            message["lis"] = self.lis(launch)
        if launch.link is not None:
            message["resource_link"] = self.resource_link(launch.link)
        if launch.for_user is not None:
            message["for_user"] = self.for_user(platform, launch, launch.for_user)
        return {
            **self.person(launch),
            **{LTI + name: value for name, value in message.items()},
            **self.services(platform, launch),
            **self.extra_claims(platform, launch),
        }

    def person(self, launch: Launch) -> dict[str, Any]:
        """Say who launches."""
        names = self.names(launch.tool, launch.person)
        return {"sub": launch.person.subject, **names, "locale": launch.locale}

    def names(self, tool: Tool, person: Person) -> dict[str, str]:
        """Give those of the names and the e-mail that the tool asked for."""
        known = {
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "email": person.email,
        }
        return {name: value for name, value in known.items() if name in tool.claims}

    def roles(self, platform: Platform, person: Person, role: CourseRole) -> list[str]:
        """Give the roles of a launch."""
        institution = f"{VOCABULARY}institution/person#"
        in_course = {
            CourseRole.TEACHER: [INSTRUCTOR, f"{institution}Instructor"],
            CourseRole.ASSISTANT: [ASSISTANT, INSTRUCTOR, f"{institution}Instructor"],
            CourseRole.STUDENT: [LEARNER, f"{institution}Student"],
            CourseRole.VISITOR: [],
        }
        return [*in_course[role], *(ADMINISTRATOR if person.administrator else ())]

    def context(self, course: Course) -> dict[str, Any]:
        """Say which course it is."""
        return {
            "id": course.id,
            "label": course.label,
            "title": course.title,
            "type": [f"{VOCABULARY}course#CourseSection"],
        }

    def lis(self, launch: Launch) -> dict[str, str]:
        """Give the identifiers of the school's records."""
        assert launch.course is not None
        return {
            "person_sourcedid": f"SIS-{launch.person.subject}",
            "course_section_sourcedid": "" if launch.course.history else f"SIS-{launch.course.label}",
        }

    def resource_link(self, link: Link) -> dict[str, Any]:
        """Say which link it is."""
        return {"id": link.id, "title": link.title, "description": link.description}

    def tool_platform(self, platform: Platform) -> dict[str, str]:
        """Say which platform it is."""
        return {
            "guid": platform.settings.issuer,
            "name": "Aula de prueba",
            "product_family_code": self.code,
            "version": self.version,
        }

    def presentation(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say how the tool is shown and where it leads back to."""
        back = f"/courses/{launch.course.id}" if launch.course else "/"
        return {
            "document_target": launch.target,
            "locale": launch.locale,
            "return_url": platform.settings.public_url + back,
        }

    def for_user(self, platform: Platform, launch: Launch, person: Person) -> dict[str, Any]:
        """Say whose work or data a message is about."""
        role = launch.course.role(person.subject) if launch.course else CourseRole.VISITOR
        return {
            "user_id": person.subject,
            "person_sourcedid": f"SIS-{person.subject}",
            **self.names(launch.tool, person),
            "roles": self.roles(platform, person, role),
        }

    def custom(self, platform: Platform, launch: Launch) -> dict[str, str | None]:
        """Give the custom parameters: the link's stand before the message's and the tool's."""
        message = launch.tool.message(launch.kind)
        merged = {
            **launch.tool.custom,
            **(message.custom if message else {}),
            **(launch.link.custom if launch.link else {}),
            **launch.custom,
        }
        return variables.resolve(merged, variables.known(platform, launch, self.variables))

    def services(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Name the services that the tool may use here."""
        course, tool = launch.course, launch.tool
        if course is None:
            return {}
        claims: dict[str, Any] = {}
        granted = self.ags_scopes(tool)
        if granted:
            endpoint = {"scope": granted, "lineitems": columns.items_url(platform, tool, course.id)}
            item = self.launched_line_item(platform, launch)
            if item is not None:
                endpoint["lineitem"] = columns.item_url(platform, tool, course.id, item)
            claims[AGS_CLAIM] = endpoint
        if scopes.NRPS_SCOPE in tool.scopes and self.names_roster(platform, launch):
            claims[NRPS_CLAIM] = {
                "context_memberships_url": platform.settings.memberships_url(course.id, tool.deployment_id),
                "service_versions": list(self.roster_versions),
            }
        if platform.settings.paths.groups and scopes.GROUPS_SCOPE in tool.scopes:
            claims[GROUPS_CLAIM] = self.groups_claim(platform, course)
        if platform.settings.paths.notice_handlers and scopes.NOTICES_SCOPE in tool.scopes:
            claims[NOTICES_CLAIM] = self.notices_claim(platform, tool)
        return claims

    def ags_scopes(self, tool: Tool) -> list[str]:
        """Give the grade scopes that the claim lists."""
        return [scope for scope in scopes.AGS_SCOPES if scope in tool.scopes]

    def launched_line_item(self, platform: Platform, launch: Launch) -> int | None:
        """Give the line item that a launch names; of two it names neither."""
        if launch.line_item is not None:
            return launch.line_item
        items = columns.coupled(platform, launch.link) if launch.link else []
        return items[0] if len(items) == 1 else None

    def names_roster(self, platform: Platform, launch: Launch) -> bool:
        """Whether the launch names the roster's address."""
        return True

    def groups_claim(self, platform: Platform, course: Course) -> dict[str, Any]:
        """Name the course groups service."""
        settings = platform.settings
        groups, sets = (
            settings.public_url + path.replace("<course_id>", course.id)
            for path in (settings.paths.groups, settings.paths.group_sets)
        )
        return {
            "scope": [scopes.GROUPS_SCOPE],
            "context_groups_url": groups,
            "context_group_sets_url": sets,
            "service_versions": ["1.0"],
        }

    def notices_claim(self, platform: Platform, tool: Tool) -> dict[str, Any]:
        """Name the platform notification service."""
        path = platform.settings.paths.notice_handlers.replace("<deployment>", self.handlers_id(tool))
        return {
            "service_versions": ["1.0"],
            "platform_notification_service_url": platform.settings.public_url + path,
            "scope": [scopes.NOTICES_SCOPE],
            "notice_types_supported": list(self.notices),
        }

    def handlers_id(self, tool: Tool) -> str:
        """Give what the address of a tool's notice handlers ends in."""
        return tool.deployment_id

    def extra_claims(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say what no specification asks for."""
        return {}
