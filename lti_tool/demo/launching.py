"""Starting a launch, and the id_token that ends it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from lti_tool.demo.context import Platform, current_language
from lti_tool.demo.families.traits import DEEP_LINKING_SETTINGS
from lti_tool.demo.launches import Hint, Launch
from lti_tool.demo.people import Course, Link, Person
from lti_tool.demo.tools import DEEP_LINKING, Tool

RETURN_SALT = "deep-link-return"


class NotThere(Exception):
    """What a launch is about is not there (any more); the text says what."""


def login_fields(platform: Platform, launch: Launch) -> dict[str, str]:
    """Build the form that starts a third-party initiated login at the tool."""
    return platform.family.login_fields(platform, launch, platform.message_hint(launch))


def id_token(platform: Platform, launch: Launch, nonce: str) -> str:
    """Sign the message of a launch."""
    issued = int(platform.now())
    claims: dict[str, Any] = {
        "nonce": nonce,
        "iat": issued,
        "exp": issued + platform.family.seconds,
        "iss": platform.settings.issuer,
        "aud": launch.tool.client_id,
        **platform.family.claims(platform, launch),
    }
    if launch.kind == DEEP_LINKING:
        claims[DEEP_LINKING_SETTINGS] = _deep_link_settings(platform, launch)
    return platform.key.sign(claims)


def _deep_link_settings(platform: Platform, launch: Launch) -> dict[str, Any]:
    """Say what may be chosen, and where the choice goes: the address carries who chooses for which course."""
    assert launch.course is not None
    family, settings = platform.family, platform.settings
    path = settings.paths.deep_link_return.replace("<course_id>", launch.course.id)
    about = [
        launch.person.subject, launch.course.id, launch.tool.client_id, launch.placement, launch.locale,
    ]  # fmt: skip
    signed = platform.sign(RETURN_SALT, about)
    if settings.family == "moodle":
        path += f"?course={launch.course.id}&id={launch.tool.deployment_id}&sesskey={signed}"
    else:
        path += f"?data={signed}"
    return family.deep_link_settings(launch.tool, settings.public_url + path, signed[-40:], launch.placement)


def launch_of(platform: Platform, hint: Hint, person: Person) -> Launch:
    """Find again what a hint names.

    Raises
    ------
    NotThere
        When a part of it is gone.
    """
    tool = platform.tool_of(hint.client_id)
    if tool is None:
        raise NotThere("the tool is not registered any more")
    course, link = None, None
    if hint.course_id:
        course = platform.campus.find_course(hint.course_id)
        if course is None:
            raise NotThere("the course is not there any more")
    if course is not None and hint.link_id:
        link = link_of(platform, course, hint.link_id, tool)
        if link is None:
            raise NotThere("the activity is not there any more")
    launch = Launch(
        person,
        tool,
        course,
        link,
        target=hint.target,
        locale=current_language(),
        kind=hint.kind,
        uri=hint.uri,
        for_user=platform.campus.find_person(hint.for_user),
        line_item=hint.line_item,
        placement=hint.placement,
    )
    return replace(launch, custom=_review_custom(platform, hint))


def link_of(platform: Platform, course: Course, link_id: str, tool: Tool) -> Link | None:
    """Find a link of this tool; where tools stand in the course's menu, the course is one too."""
    if platform.family.navigation and link_id == course.id:
        message = next((m for m in tool.messages if "course_navigation" in m.placements), None)
        client_id = "" if tool.builtin else tool.client_id
        return Link(course.id, course.title, client_id=client_id, url=message.target if message else "")
    link = course.link(link_id)
    owner = platform.tool_of(link.client_id) if link is not None else None
    return link if owner is not None and owner.client_id == tool.client_id else None


def _review_custom(platform: Platform, hint: Hint) -> dict[str, str]:
    """Give the parameters that a line item has for its reviews."""
    if hint.line_item is None:
        return {}
    return dict(review_of(platform, hint.line_item).get("custom") or {})


def review_of(platform: Platform, item_id: int) -> dict[str, Any]:
    """Give what a line item says about reviewing it; empty when it says nothing."""
    with platform.store.read() as connection:
        row = connection.execute("SELECT body FROM line_item WHERE id = ?", (item_id,)).fetchone()
    found = json.loads(row["body"]).get("submissionReview") if row is not None else None
    return dict(found) if isinstance(found, dict) else {}
