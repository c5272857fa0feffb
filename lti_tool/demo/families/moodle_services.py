"""The services of Moodle 4.5: what it answers, and how it refuses."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Response, request

from lti_tool.demo.families.base import Family
from lti_tool.demo.families.traits import LTI
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tools import RESOURCE_LINK, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform

OUTCOME = "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome"


class MoodleServices(Family):
    """Grades and roster, with the quirks of a real Moodle."""

    def service_error(self, error: ServiceError) -> Response:
        """Answer an empty list, with the reason where HTTP has its phrase."""
        if error.status == 401:
            asked = {
                "method": request.method,
                "url": request.full_path.removesuffix("?"),
                "accept": request.headers.get("Accept", ""),
                "contentType": request.headers.get("Content-Type", ""),
            }
            return self.json(
                {"status": 401, "reason": "Unauthorized", "request": asked},
                "application/json",
                "401 Unauthorized",
            )
        if error.status in (403, 503):
            return super().service_error(error)
        # PHP writes its bytes as they are.
        phrase = " ".join(error.reason.split()).encode().decode("latin-1")
        accepted = request.headers.get("Accept", "").partition(",")[0]
        media_type = request.mimetype or (accepted if accepted != "*/*" else "") or "application/json"
        return self.json([], media_type, f"{error.status} {phrase}")

    def token_error(self, code: str, description: str) -> dict[str, str]:
        """Put a library's sentence where a code belongs."""
        return {"error": description if code == "invalid_client" else code}

    def items_link(self, address: str, kept: Mapping[str, str], begin: int, size: int, count: int) -> str:
        """Break it as Moodle does: HTML's ampersands, a typographer's quotes."""

        def at(place: int) -> str:
            query = {**kept, "limit": size, "from": place}
            return f"{address}&amp;" + "&amp;".join(f"{name}={value}" for name, value in query.items())

        pages = [("first", 0), ("canonical", begin)]
        if begin + size < count:
            pages.append(("next", begin + size))
        pages.append(("last", (count - 1) // size * size))
        text = ", ".join(f"<{at(place)}>; rel=“{name}”" for name, place in pages)
        return text.encode().decode("latin-1")

    def shown_line_item(self, item: Mapping[str, Any], address: str) -> dict[str, Any]:
        """Leave out the dates; name the link twice."""
        shown = {"id": address, **item}
        for name in ("startDateTime", "endDateTime"):
            shown.pop(name, None)
        if "resourceLinkId" in shown:
            review = {n: shown.pop(n) for n in ("submissionReview",) if n in shown}
            shown["ltiLinkId"] = shown["resourceLinkId"]
            shown.update(review)
        return shown

    def refuse_score(self, body: str, error: ServiceError) -> ServiceError:
        """Say the whole score back."""
        return ServiceError(400, f"Incorrect score received{body}") if error.status == 400 else error

    def too_old(self, moment: float, last: float, item_id: int, subject: str) -> ServiceError | None:
        """Say which item and whose."""
        if super().too_old(moment, last, item_id, subject) is None:
            return None
        return ServiceError(
            409, f"Refusing score with an earlier timestamp for item {item_id} and user {subject}"
        )

    def member(self, platform: Platform, tool: Tool, person: Person, course: Course) -> dict[str, Any]:
        """Add the user name where names are shown."""
        found = super().member(platform, tool, person, course)
        return found | {"ext_user_username": person.username} if "name" in tool.claims else found

    def member_roles(self, role: CourseRole) -> list[str]:
        """Take whoever may not edit the course for a learner."""
        return ["Instructor"] if role is CourseRole.TEACHER else ["Learner"]

    def member_message(self, platform: Platform, launch: Launch) -> dict[str, Any]:
        """Write where LTI 1.1 would send this member's outcome."""
        assert launch.link is not None
        return {
            f"{LTI}message_type": RESOURCE_LINK,
            OUTCOME: outcome(platform, launch.tool, launch.link, launch.person),
        }

    def roster_next(self, address: str, kept: Mapping[str, str], begin: int, size: int) -> str:
        """Forget the role that was asked for."""
        kept = {name: value for name, value in kept.items() if name != "role"}
        return self.next_link(address, {**kept, "limit": str(size), "from": str(begin + size)})


def compact(value: Any) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


def outcome(platform: Platform, tool: Tool, link: Link, person: Person) -> dict[str, str]:
    """Say where LTI 1.1 would send somebody's outcome."""
    data = {
        "instanceid": link.id,
        "userid": person.subject,
        "typeid": tool.deployment_id,
        "launchid": zlib.crc32(f"{link.id}-{person.subject}".encode()),
    }
    digest = hashlib.sha256(f"{platform.secret}{data}".encode()).hexdigest()
    return {
        "lis_result_sourcedid": compact({"data": data, "hash": digest}),
        "lis_outcome_service_url": f"{platform.settings.public_url}/mod/lti/service.php",
    }
