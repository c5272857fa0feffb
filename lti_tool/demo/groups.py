"""The Course Groups Service: the groups of a course and their sets."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from lti_tool.demo import services
from lti_tool.demo.families.base import Family
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.services import GROUPS_SCOPE

GROUPS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"


def blueprint(paths: Paths) -> Blueprint:
    """Put the service where the family has it, if it has it."""
    made = Blueprint("groups", __name__)
    if paths.groups:
        made.add_url_rule(paths.groups, view_func=list_groups, methods=["GET"])
        made.add_url_rule(paths.group_sets, view_func=list_sets, methods=["GET"])
    return made


def list_groups(course_id: str) -> Response:
    """List a page of the groups, of all or of one person."""
    services.authorize(GROUPS_SCOPE)
    services.accept(GROUPS_TYPE)
    course = services.course_of(course_id)
    asked = request.args.get("user_id")
    groups = course.groups if asked is None else course.groups_of(asked)
    shown = []
    for group in groups:
        extra = {"set_id": group.set_id, "tag": group.tag}
        kept = {name: value for name, value in extra.items() if value}
        shown.append({"id": group.id, "name": group.name, **kept})
    return _page("groups", shown, GROUPS_TYPE)


def list_sets(course_id: str) -> Response:
    """List a page of the sets of groups."""
    services.authorize(GROUPS_SCOPE)
    services.accept(SETS_TYPE)
    course = services.course_of(course_id)
    return _page("sets", [{"id": one.id, "name": one.name} for one in course.group_sets], SETS_TYPE)


def _page(name: str, entries: list[dict[str, Any]], media_type: str) -> Response:
    size = services.page_size("limit", 10, len(entries))
    begin = services.whole("from", 0, least=0)
    response = services.answer({"id": request.base_url, name: entries[begin : begin + size]}, media_type)
    if begin + size < len(entries):
        query = {**services.kept("user_id"), "limit": str(size), "from": str(begin + size)}
        response.headers["Link"] = Family.next_link(request.base_url, query)
    return response
