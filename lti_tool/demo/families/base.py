"""What a family of platforms may do its own way, and what happens where it does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Response

from lti_tool.demo.families.admitting import Admitting
from lti_tool.demo.families.traits import ASSISTANT, LTI
from lti_tool.demo.launches import Launch
from lti_tool.demo.people import Course, CourseRole, Link, Person
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tools import RESOURCE_LINK, Tool

if TYPE_CHECKING:
    from lti_tool.demo.context import Platform
    from lti_tool.demo.messages import Score


class Family(Admitting):
    """How one family of platforms speaks; the base speaks as the specifications do."""

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

    def not_a_student(self) -> ServiceError:
        """Refuse a score for somebody who is no student of the course."""
        return ServiceError(400, "userId is not a student of this course")

    def keeps_grade(self, score: Score, *, graded: bool) -> bool:
        """Whether the grade that stands there outlives this score; what is no grade erases it."""
        return False

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
