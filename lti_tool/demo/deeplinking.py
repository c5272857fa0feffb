"""Where a deep linking response arrives: verified strictly, then made into links of the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, make_response, render_template, request

from lti_tool.demo import columns
from lti_tool.demo.contentitems import read_content_items
from lti_tool.demo.context import Platform, current_platform
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.families.traits import LTI
from lti_tool.demo.launching import RETURN_SALT
from lti_tool.demo.people import STAFF, Course, Link, Person
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.tokens import spend
from lti_tool.demo.toolkeys import NotSigned, check_times, verified
from lti_tool.demo.tools import Tool

_DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_LONGEST = 3600
_WORDS = ("msg", "log", "errormsg", "errorlog")


def blueprint(paths: Paths) -> Blueprint:
    """Put the address of return where the family has it."""
    made = Blueprint("deeplinking", __name__)
    made.add_url_rule(paths.deep_link_return, view_func=returned, methods=["POST"])
    return made


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who chose, for which course, from which tool; what the request said."""

    person: Person
    course: Course
    tool: Tool
    placement: str
    language: str
    signed: str

    def settings(self, platform: Platform) -> dict[str, Any]:
        return platform.family.deep_link_settings(self.tool, "", self.signed[-40:], self.placement)


def returned(course_id: str = "") -> Response:
    """Take a response: make its links, or say why not."""
    platform = current_platform()
    choice = _choice(platform)
    tokens = request.form.getlist("JWT")
    if choice is None or len(tokens) != 1 or course_id not in ("", choice.course.id):
        abort(400, description="the request was not made here, or has grown old")
    # The cookie that knows the language does not come with a form from another site.
    g.language = choice.language
    try:
        claims = _verified(platform, choice, tokens[0])
        items = read_content_items(
            claims.get(f"{_DL}content_items", []), choice.settings(platform), choice.tool, choice.course
        )
    except (NotSigned, ServiceError) as error:
        abort(400, description=str(error))
    links = [_place(platform, choice, item) for item in items]
    words = {name: claims.get(_DL + name) for name in _WORDS}
    shown = words if platform.family.shows_errors else {**words, "errormsg": None}
    page = render_template("deep_link_done.html", course=choice.course, links=links, words=shown)
    return make_response(page)


def _choice(platform: Platform) -> _Choice | None:
    name = "sesskey" if platform.settings.family == "moodle" else "data"
    signed = request.args.get(name, "")
    about = platform.signed(RETURN_SALT, signed)
    if not isinstance(about, list):
        return None
    subject, course_id, client_id, placement, language = about
    person, course = platform.campus.find_person(subject), platform.campus.find_course(course_id)
    tool = platform.tool_of(client_id)
    if person is None or course is None or tool is None:
        return None
    if course.role(subject) not in STAFF and not person.administrator:
        return None
    return _Choice(person, course, tool, placement, language, signed)


def _verified(platform: Platform, choice: _Choice, token: str) -> dict[str, Any]:
    """Verify the tool's message in every part; it enters once."""
    required = ("iss", "aud", "exp", "iat", "nonce", f"{LTI}message_type", f"{LTI}version",
                f"{LTI}deployment_id")  # fmt: skip
    claims = verified(choice.tool, token, required)
    check_times(claims, platform.now(), _LONGEST)
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    expected = {
        "iss must be the client id": claims["iss"] == choice.tool.client_id,
        "aud must be the issuer": audience == [platform.settings.issuer],
        "message_type must be LtiDeepLinkingResponse": claims[f"{LTI}message_type"]
        == "LtiDeepLinkingResponse",
        "version must be 1.3.0": claims[f"{LTI}version"] == "1.3.0",
        "deployment_id must be the request's": claims[f"{LTI}deployment_id"] == choice.tool.deployment_id,
        "data must come back to the letter": claims.get(f"{_DL}data")
        == choice.settings(platform).get("data"),
        "nonce must be a text": isinstance(claims["nonce"], str) and bool(claims["nonce"]),
        "messages must be texts": all(isinstance(claims.get(_DL + name, ""), str) for name in _WORDS),
    }
    for sentence, holds in expected.items():
        if not holds:
            raise NotSigned(sentence)
    if not spend(platform, f"{choice.tool.client_id} {claims['nonce']}", float(claims["exp"])):
        raise NotSigned("this nonce was used before")
    return claims


def _place(platform: Platform, choice: _Choice, item: dict[str, Any]) -> Link:
    family = platform.family
    link = platform.campus.add_link(choice.course.id, family.kept_link(item, choice.tool))
    line_item = family.kept_line_item(item, link, choice.placement)
    if line_item is not None:
        couple(platform, choice.course, choice.tool, link, line_item)
    return link


def couple(platform: Platform, course: Course, tool: Tool, link: Link, line_item: dict[str, Any]) -> None:
    """Give a link its column."""
    with platform.store.write() as connection:
        columns.insert(connection, course.id, tool.client_id, {**line_item, "resourceLinkId": link.id})
