"""Canvas, as its documents and its source describe it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from flask import Response

from lti_tool.demo import columns, scopes
from lti_tool.demo.families.base import Family
from lti_tool.demo.families.traits import (
    AGS_CLAIM,
    ASSISTANT,
    INSTRUCTOR,
    LEARNER,
    LTI,
    NRPS_CLAIM,
    TOOL_CONFIGURATION,
    VARIABLES,
    VOCABULARY,
)
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tools import DEEP_LINKING, RESOURCE_LINK, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform
    from lti_tool.demo.messages import Score

_CHOICES = ("assignment_selection", "link_selection")
_EXTENSION = "https://canvas.instructure.com/lti/"


class Canvas(Family):
    """Everything that somebody is anywhere in the institution, assignments, notices, storage."""

    name = "canvas"
    code = "canvas"
    version = "cloud"
    seconds = 3600
    scopes = (*scopes.AGS_SCOPES, scopes.NRPS_SCOPE, scopes.NOTICES_SCOPE)
    messages = (RESOURCE_LINK, DEEP_LINKING)
    placements = ("course_navigation", *_CHOICES)
    variables = (
        *VARIABLES, "Canvas.course.id", "Canvas.course.name", "Canvas.user.id", "Canvas.user.loginId",
        "Canvas.assignment.id", "Canvas.assignment.dueAt.iso8601",
        "Canvas.course.previousContextIds.recursive", "Canvas.course.sectionIds",
    )  # fmt: skip
    exact_accept = False
    roster_page = 50
    items_page = 10
    deployment_in_answer = False
    configuration_needs_token = True
    navigation = True
    unsolicited_columns = True
    teacher_wins = False

    def storage_target(self, offered: bool) -> str:
        """Name the frame that forwards messages, always."""
        return "post_message_forwarding"

    def login_fields(self, platform: Platform, launch: Launch, hint: str) -> dict[str, str]:
        """Call the deployment by Canvas's name for it, and say which cloud it is."""
        fields = super().login_fields(platform, launch, hint)
        deployment_id = fields.pop("lti_deployment_id")
        cloud = {"canvas_environment": "prod", "canvas_region": "not_configured"}
        return {**fields, "deployment_id": deployment_id, **cloud}

    def roles(self, platform: Platform, person: Person, role: CourseRole) -> list[str]:
        """Say what the person is in the institution, whatever the course."""
        anywhere = platform.campus.roles_anywhere(person.subject)
        institution = f"{VOCABULARY}institution/person#"
        found = [f"{institution}Administrator"] if person.administrator else []
        if anywhere & {CourseRole.TEACHER, CourseRole.ASSISTANT}:
            found.append(f"{institution}Instructor")
        if CourseRole.STUDENT in anywhere:
            found.append(f"{institution}Student")
        return [*found, *self.member_roles(role), f"{VOCABULARY}system/person#User"]

    def context(self, course: Course) -> dict[str, Any]:
        """Say which course it is; Canvas calls it an offering."""
        shown = super().context(course) | {"type": [f"{VOCABULARY}course#CourseOffering"]}
        return shown | _checked()

    def lis(self, launch: Launch) -> dict[str, str]:
        """Call the record that of an offering."""
        found = super().lis(launch)
        sourced = found.pop("course_section_sourcedid")
        return found | {"course_offering_sourcedid": sourced}

    def resource_link(self, link: Link) -> dict[str, Any]:
        """Say null where there is no description."""
        return {"id": link.id, "description": link.description or None, "title": link.title} | _checked()

    def tool_platform(self, platform: Platform) -> dict[str, Any]:
        """Say which tenant it is: the issuer is that of all."""
        found = super().tool_platform(platform)
        return found | {"guid": f"{_opaque(platform.settings.public_url)}:canvas-lms"} | _checked()

    def presentation(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Say how large the frame is."""
        return super().presentation(platform, launch) | {"height": 800, "width": 1000} | _checked()

    def launched_line_item(self, platform: Platform, launch: Launch) -> int | None:
        """Name the assignment's own line item, the first one."""
        items = columns.coupled(platform, launch.link) if launch.link else []
        return items[0] if items else None

    def services(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Put Canvas's empty error reports into each claim."""
        claims = super().services(platform, launch)
        return {
            name: {**claim, **_checked()} if name in (AGS_CLAIM, NRPS_CLAIM) else claim
            for name, claim in claims.items()
        }

    def extra_claims(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Keep what LTI 1.1 called the person, and say where the launch stands."""
        legacy = _opaque(launch.person.subject)
        return {
            "azp": launch.tool.client_id,
            "errors": {"errors": {}},
            "picture": f"{platform.settings.public_url}/static/avatar.svg",
            f"{LTI}lti11_legacy_user_id": legacy,
            f"{LTI}lti1p1": {"user_id": legacy, **_checked()},
            "https://www.instructure.com/placement": launch.placement or None,
        }

    def deep_link_settings(self, tool: Tool, return_url: str, data: str, placement: str) -> dict[str, Any]:
        """Take one item for an assignment, several for links."""
        return {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_media_types": "application/vnd.ims.lti.v1.ltilink",
            "auto_create": False,
            "accept_multiple": placement != "assignment_selection",
            "accept_lineitem": placement == "assignment_selection",
            "deep_link_return_url": return_url,
            "data": data,
            **_checked(),
        }

    def kept_line_item(self, item: Mapping[str, Any], link: Link, placement: str) -> dict[str, Any] | None:
        """Give every assignment a column, and no other link one."""
        if placement != "assignment_selection":
            return None
        return super().kept_line_item(item, link, placement) or self.plain_line_item(link)

    def plain_line_item(self, link: Link) -> dict[str, Any] | None:
        """Give an assignment ten points."""
        return {"label": link.title, "scoreMaximum": 10}

    def configuration(self, platform: Platform) -> dict[str, Any]:
        """Name the server that authorises, and the tenant."""
        found = super().configuration(platform)
        lti = found.popitem()
        account = {
            f"{_EXTENSION}account_name": "Aula de prueba",
            f"{_EXTENSION}account_lti_guid": f"{_opaque(platform.settings.public_url)}:canvas-lms",
        }
        server = platform.settings.issuer.partition("//")[2]
        return {**found, "authorization_server": server, lti[0]: {**lti[1], **account}}

    def platform_configuration(self) -> dict[str, Any]:
        """List the placements of each message."""
        return super().platform_configuration() | {
            "version": "vCloud",
            "messages_supported": [
                {"type": RESOURCE_LINK, "placements": list(self.placements)},
                {"type": DEEP_LINKING, "placements": list(_CHOICES)},
            ],
        }

    def new_deployment(self, number: int) -> str:
        """Join a number and a hash."""
        return f"{number}:{_opaque(f'deployment {number}')}"

    def handlers_id(self, tool: Tool) -> str:
        """Use the deployment's number alone."""
        return tool.deployment_id.partition(":")[0]

    def registered(self, platform: Platform, tool: Tool) -> dict[str, Any]:
        """Add where Canvas shows the registration."""
        found = super().registered(platform, tool)
        address = f"{platform.settings.public_url}/api/lti/registrations/{tool.client_id}/view"
        found[TOOL_CONFIGURATION][f"{_EXTENSION}registration_config_url"] = address
        return found

    def service_error(self, error: ServiceError) -> Response:
        """Write the reason as Canvas's errors are written."""
        kind = {401: "unauthorized", 404: "not_found", 422: "unprocessable_entity"}.get(error.status)
        body = {"errors": {"type": kind or "bad_request", "message": error.reason}}
        return self.json(body, "application/json", error.status)

    def items_link(self, address: str, kept: Mapping[str, str], begin: int, size: int, count: int) -> str:
        """Number the pages, and name the current, the next, the first and the last."""
        last = max(1, -(-count // size))
        current = begin // size + 1
        pages = {"current": current, "next": current + 1, "first": 1, "last": last}
        if current >= last:
            del pages["next"]
        return ",".join(
            self.next_link(address, {**kept, "page": str(page), "per_page": str(size)}).replace(
                'rel="next"', f'rel="{name}"'
            )
            for name, page in pages.items()
        )

    def changed_line_item(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """Change what is sent; the link never."""
        changeable = ("label", "scoreMaximum", "resourceId", "tag", "startDateTime", "endDateTime")
        return {**old, **{name: new[name] for name in changeable if name in new}}

    def too_old(self, moment: float, last: float, item_id: int, subject: str) -> ServiceError | None:
        """Refuse what is older, by any part of a second."""
        if moment >= last:
            return None
        sent, known = (
            datetime.fromtimestamp(one, UTC).isoformat(timespec="milliseconds") for one in (moment, last)
        )
        return ServiceError(400, f"Provided timestamp of {sent} before last updated timestamp of {known}")

    def refuse_score(self, body: str, error: ServiceError) -> ServiceError:
        """Call wrong numbers unprocessable."""
        return ServiceError(422, error.reason) if error.reason.startswith("score") else error

    def counts(self, grading_progress: str) -> bool:
        """Take a score that waits for a person's grading too."""
        return grading_progress in ("FullyGraded", "PendingManual")

    def not_a_student(self) -> ServiceError:
        """Call it unprocessable."""
        return ServiceError(422, "User not found in course or is not a student")

    def keeps_grade(self, score: Score, *, graded: bool) -> bool:
        """Keep what stands there where the score asks for it.

        `prioritize_non_tool_grade` keeps any grade, the tool's own too
        (`app/controllers/lti/ims/scores_controller.rb`, `score_submission`).
        """
        asked = score.extension
        return bool(asked.get("preserve_score")) or (graded and bool(asked.get("prioritize_non_tool_grade")))

    def score_taken(self, result_url: str) -> Response:
        """Say where the result is."""
        return self.json({"resultUrl": result_url}, "application/vnd.ims.lis.v1.score+json")

    def member(self, platform: Platform, tool: Tool, person: Person, course: Course) -> dict[str, Any]:
        """Keep what LTI 1.1 called the person."""
        found = super().member(platform, tool, person, course)
        return found | {"lti11_legacy_user_id": _opaque(person.subject)}

    def member_roles(self, role: CourseRole) -> list[str]:
        """Write roles out in full."""
        return {
            CourseRole.TEACHER: [INSTRUCTOR],
            CourseRole.ASSISTANT: [ASSISTANT, INSTRUCTOR],
            CourseRole.STUDENT: [LEARNER],
            CourseRole.VISITOR: [],
        }[role]

    def roster_next(self, address: str, kept: Mapping[str, str], begin: int, size: int) -> str:
        """Hand out a bookmark, in which capitals and small letters differ."""
        page = f"bookmark:{bookmark(begin + size)}"
        return self.next_link(address, {**kept, "page": page, "per_page": str(size)})

    def wrong_link(self) -> ServiceError:
        """Call a wrong link a bad request."""
        return ServiceError(400, "Requested ResourceLink was not found")


def bookmark(place: int) -> str:
    """Write a place in the roster as a bookmark."""
    # "wB" and "Wb" lead to different places, or nowhere.
    return f"W1tmYWxzZSx{place:x}Xw".replace("a", "A").replace("c", "C") + f"{place % 7}Qq"


def bookmarked(text: str, most: int) -> int | None:
    """Read a bookmark; None when it is not, to the letter, one that was handed out."""
    middle = text.removeprefix("W1tmYWxzZSx").partition("Xw")[0]
    try:
        place = int(middle, 16)
    except ValueError:
        return None
    return place if 0 <= place <= most and bookmark(place) == text else None


def _opaque(text: str) -> str:
    return hashlib.sha1(uuid5(NAMESPACE_URL, text).bytes, usedforsecurity=False).hexdigest()


def _checked() -> dict[str, Any]:
    return {"validation_context": None, "errors": {"errors": {}}}
