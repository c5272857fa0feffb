"""What a family of platforms may do its own way, and what happens where it does not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Response

from lti_tool.demo import columns, scopes, variables
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tools import DATA_PRIVACY, DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform
    from lti_tool.demo.messages import Score

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
AGS_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GROUPS_CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
NOTICES_CLAIM = f"{LTI}platformnotificationservice"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
COPY_NOTICE = "LtiContextCopyNotice"

INSTRUCTOR, LEARNER = f"{VOCABULARY}membership#Instructor", f"{VOCABULARY}membership#Learner"
ASSISTANT = f"{VOCABULARY}membership/Instructor#TeachingAssistant"
ADMINISTRATOR = (
    f"{VOCABULARY}institution/person#Administrator",
    f"{VOCABULARY}system/person#Administrator",
)

VARIABLES = (
    "Context.id", "Context.title", "Context.label", "Context.sourcedId", "Context.id.history",
    "CourseSection.title", "CourseSection.label", "CourseSection.sourcedId",
    "CourseSection.timeFrame.begin", "CourseSection.timeFrame.end",
    "ResourceLink.id", "ResourceLink.title", "ResourceLink.description", "ResourceLink.id.history",
    "ResourceLink.available.startDateTime", "ResourceLink.available.endDateTime",
    "ResourceLink.submission.endDateTime",
    "User.id", "User.username", "Person.name.full", "Person.name.given", "Person.name.family",
    "Person.email.primary", "Person.sourcedId", "Membership.role",
    "LineItems.url", "LineItem.url", "ContextMembership.url",
    "Message.locale", "Message.documentTarget",
)  # fmt: skip


class Family:
    """How one family of platforms speaks; the base speaks as the specifications do.

    Attributes
    ----------
    code : str
        `product_family_code`.
    messages : tuple of str
        Message types that it sends.
    placements : tuple of str
        Where a tool may ask to be shown.
    variables : tuple of str
        Variables that it fills in.
    exact_accept : bool
        Insists on one media type in `Accept`.
    roster_page, items_page : int or None
        Entries of a page when none is asked for; None is everything.
    token_type : str
        Media type under which the token endpoint answers.
    deployment_in_answer : bool
        Tells a tool that registers its deployment.
    configuration_needs_token : bool
        Shows its OpenID configuration to holders of a registration token only.
    asks_twice : bool
        The page for registering loads the tool's address twice and aborts the first.
    navigation : bool
        A tool may stand in the course's menu.
    shows_errors : bool
        Shows what a tool says when nothing was chosen.
    unsolicited_columns : bool
        Makes an assignment of a line item that has no link.
    last_message_counts : bool
        Of several messages of a type the last one counts, not the first.
    roster_versions : tuple of str
        Versions of the roster's service that launches name.
    """

    name = "generic"
    code = "senda-demo"
    version = "1"
    seconds = 60
    scopes: tuple[str, ...] = (
        *scopes.AGS_SCOPES,
        scopes.NRPS_SCOPE,
        scopes.GROUPS_SCOPE,
        scopes.NOTICES_SCOPE,
    )
    messages: tuple[str, ...] = (RESOURCE_LINK, DEEP_LINKING, SUBMISSION_REVIEW, DATA_PRIVACY)
    placements: tuple[str, ...] = ("ContentArea",)
    variables: tuple[str, ...] = VARIABLES
    notices: tuple[str, ...] = (COPY_NOTICE,)
    exact_accept = True
    roster_page: int | None = 10
    items_page: int | None = 10
    token_type = "application/json"  # noqa: S105 - a media type
    deployment_in_answer = True
    configuration_needs_token = False
    asks_twice = False
    navigation = False
    shows_errors = True
    unsolicited_columns = False
    last_message_counts = False
    roster_versions: tuple[str, ...] = ("2.0",)

    # Launches

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

    # Deep linking

    def deep_link_settings(self, tool: Tool, return_url: str, data: str, placement: str) -> dict[str, Any]:
        """Say what may be chosen."""
        return {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "accept_lineitem": True,
            "auto_create": False,
            "deep_link_return_url": return_url,
            "data": data,
        }

    def sends_data(self) -> bool:
        """Whether a deep linking request has `data` that must come back."""
        return True

    def kept_link(self, item: Mapping[str, Any], tool: Tool) -> Link:
        """Keep of a content item what this family keeps."""
        available, submission = item.get("available") or {}, item.get("submission") or {}
        return Link(
            id="",
            title=item.get("title") or tool.name,
            description=item.get("text") or "",
            client_id="" if tool.builtin else tool.client_id,
            url=item.get("url") or "",
            custom=item.get("custom") or {},
            icon=(item.get("icon") or {}).get("url", ""),
            begins=available.get("startDateTime", ""),
            ends=available.get("endDateTime", ""),
            due=submission.get("endDateTime", ""),
            new_window="window" in item and "iframe" not in item,
            height=int((item.get("iframe") or {}).get("height", 0)),
        )

    def kept_line_item(self, item: Mapping[str, Any], link: Link, placement: str) -> dict[str, Any] | None:
        """Keep of a content item's line item what this family keeps; None makes no column."""
        sent = item.get("lineItem")
        if sent is None:
            return None
        names = ("scoreMaximum", "resourceId", "tag", "submissionReview")
        label = sent.get("label") or link.title
        return {"label": label, **{name: sent[name] for name in names if name in sent}}

    def plain_line_item(self, link: Link) -> dict[str, Any] | None:
        """Give the column of an activity that was added without choosing anything in the tool."""
        return None

    # Registration

    def configuration(self, platform: Platform) -> dict[str, Any]:
        """Write the OpenID configuration."""
        settings = platform.settings
        return {
            "issuer": settings.issuer,
            "token_endpoint": settings.token_url,
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
            "jwks_uri": settings.jwks_url,
            "authorization_endpoint": settings.auth_url,
            "registration_endpoint": settings.registration_url,
            "scopes_supported": ["openid", *self.scopes],
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email", "locale"],
            PLATFORM_CONFIGURATION: self.platform_configuration(),
        }

    def platform_configuration(self) -> dict[str, Any]:
        """Write the part of the configuration that is about LTI."""
        return {
            "product_family_code": self.code,
            "version": self.version,
            "messages_supported": [
                {"type": kind, "placements": list(self.placements)}
                if kind == DEEP_LINKING
                else {"type": kind}
                for kind in self.messages
            ],
            "notice_types_supported": list(self.notices),
            "variables": list(self.variables),
        }

    def granted_scopes(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Give those of the scopes asked for that exist here."""
        return tuple(scope for scope in self.scopes if scope in asked)

    def new_deployment(self, number: int) -> str:
        """Name the deployment of a tool that registers itself."""
        return str(number)

    def registered(self, platform: Platform, tool: Tool) -> dict[str, Any]:
        """Answer a registration: what was sent, with what the platform made of it."""
        configuration = {
            **tool.metadata[TOOL_CONFIGURATION],
            "messages": [
                message
                for message in tool.metadata[TOOL_CONFIGURATION].get("messages", [])
                if message.get("type") in self.messages
            ],
        }
        if self.deployment_in_answer:
            configuration["deployment_id"] = tool.deployment_id
        return {
            **tool.metadata,
            "client_id": tool.client_id,
            "scope": " ".join(tool.scopes),
            TOOL_CONFIGURATION: configuration,
        }

    def domain_matches(self, domain: str, host: str) -> bool:
        """Whether a tool's domain is that of its target, given with its port."""
        return domain in (host, host.partition(":")[0])

    # Services

    def service_error(self, error: ServiceError) -> Response:
        """Write the refusal of a service call."""
        return self.json({"status": error.status, "reason": error.reason}, "application/json", error.status)

    def json(self, value: Any, media_type: str, status: int | str = 200) -> Response:
        """Answer JSON under a media type; None is an empty body."""
        response = Response("" if value is None else json.dumps(value), status=status)
        response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
        response.headers["Cache-Control"] = "no-store"
        return response

    def token_error(self, code: str, description: str) -> dict[str, str]:
        """Write the refusal of a token."""
        return {"error": code, "error_description": description}

    def items_link(self, address: str, kept: Mapping[str, str], begin: int, size: int, count: int) -> str:
        """Write the `Link` header of a page of line items; empty without one."""
        if begin + size >= count:
            return ""
        return self.next_link(address, {**kept, "limit": str(size), "from": str(begin + size)})

    @staticmethod
    def next_link(address: str, query: Mapping[str, str]) -> str:
        """Write a `Link` header to the next page."""
        joint = "&" if "?" in address else "?"
        return f'<{address}{joint}{urlencode(query)}>; rel="next"'

    def shown_line_item(self, item: Mapping[str, Any], address: str) -> dict[str, Any]:
        """Write a line item as a list shows it."""
        return {"id": address, **item}

    def changed_line_item(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """Give a line item after a PUT: what is not sent again is gone, `resourceLinkId` too."""
        return dict(new)

    def refuse_score(self, body: str, error: ServiceError) -> ServiceError:
        """Give the refusal of a score that is not right."""
        return error

    def too_old(self, moment: float, last: float, item_id: int, subject: str) -> ServiceError | None:
        """Refuse a score whose timestamp is not newer in whole seconds."""
        if int(moment // 1) > int(last // 1):
            return None
        return ServiceError(409, "the timestamp is not later than that of the last score")

    def counts(self, grading_progress: str) -> bool:
        """Whether the score of such a grading progress is a grade."""
        return grading_progress == "FullyGraded"

    def erases(self) -> bool:
        """Whether a score that is no grade erases the one that stands there."""
        return True

    def not_a_student(self) -> ServiceError:
        """Refuse a score for somebody who is no student of the course."""
        return ServiceError(400, "userId is not a student of this course")

    def keeps_override(self, score: Score) -> bool:
        """Whether a grade that a teacher set by hand outlives this score."""
        return True

    def score_taken(self, result_url: str) -> Response:
        """Answer a score that was taken."""
        return self.json(None, "application/vnd.ims.lis.v1.score+json")

    def member(self, platform: Platform, tool: Tool, person: Person, course: Course) -> dict[str, Any]:
        """Write somebody of the roster."""
        return {
            "status": "Active",
            "roles": self.member_roles(course.role(person.subject)),
            "user_id": person.subject,
            "lis_person_sourcedid": f"SIS-{person.subject}",
            **self.names(tool, person),
        }

    def member_roles(self, role: CourseRole) -> list[str]:
        """Give the roles that the roster says; short names, as Moodle's."""
        return {
            CourseRole.TEACHER: ["Instructor"],
            CourseRole.ASSISTANT: [ASSISTANT, "Instructor"],
            CourseRole.STUDENT: ["Learner"],
            CourseRole.VISITOR: [],
        }[role]

    def member_message(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Write what a launch of this link would tell of the member."""
        return {
            f"{LTI}message_type": RESOURCE_LINK,
            f"{LTI}custom": self.custom(platform, launch),
        }

    def roster_next(self, address: str, kept: Mapping[str, str], begin: int, size: int) -> str:
        """Write the `Link` header to the next page of the roster."""
        return self.next_link(address, {**kept, "limit": str(size), "from": str(begin + size)})

    def wrong_link(self) -> ServiceError:
        """Refuse a roster for a link that is not there."""
        return ServiceError(404, "rlid is not a link of this course")

    def reviewable(self, platform: Platform, link: Link) -> bool:
        """Whether a link's column is open to review even where it does not say so."""
        return False
