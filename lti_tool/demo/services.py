"""What every service call goes through: its token and scope, its media type, its pages."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from lti_tool.demo import strictjson
from lti_tool.demo.context import Platform, current_platform, find_course
from lti_tool.demo.people import Course
from lti_tool.demo.refusal import ServiceError
from lti_tool.demo.scopes import (
    AGS_SCOPES,
    GROUPS_SCOPE,
    LINE_ITEM,
    LINE_ITEM_READ,
    NOTICES_SCOPE,
    NRPS_SCOPE,
    RESULT_READ,
    SCORE,
)
from lti_tool.demo.tools import Tool, digest

__all__ = [
    "AGS_SCOPES",
    "GROUPS_SCOPE",
    "LINE_ITEM",
    "LINE_ITEM_READ",
    "NOTICES_SCOPE",
    "NRPS_SCOPE",
    "RESULT_READ",
    "SCOPES",
    "SCORE",
    "ServiceError",
]

SCOPES = (*AGS_SCOPES, NRPS_SCOPE)
"""What every family has."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A tool whose token was good."""

    platform: Platform
    tool: Tool


def is_service(path: str) -> bool:
    """Whether a path answers tools, not people."""
    paths = current_platform().settings.paths
    return path == paths.token or path.startswith(paths.services)


def count_and_serve_if_up() -> None:
    """Count a service call, and fail it where a test or maintenance says so."""
    if not is_service(request.path):
        return
    platform = current_platform()
    name = f"{request.method} {request.endpoint}"
    platform.calls[name] += 1
    failure = platform.next_failure(name)
    if failure is None:
        return
    time.sleep(failure.seconds)
    if failure.status:
        reason = "the site is under maintenance" if failure.status == 503 else "this call fails"
        raise ServiceError(failure.status, reason, failure.retry_after)


def error_response(error: ServiceError) -> Response:
    """Write a refusal as JSON."""
    response = current_platform().family.service_error(error)
    response.headers.setdefault("Cache-Control", "no-store")
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    elif error.status == 403:
        response.headers["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
    return response


def bearer() -> str:
    """Give the bearer token of this call, or nothing."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def authorize(*any_of: str) -> Caller:
    """Check the bearer token of this call: 401 without a valid one, 403 without one of the scopes."""
    platform = current_platform()
    if not request.headers.get("User-Agent"):
        raise ServiceError(403, "this site refuses clients without a User-Agent")
    token = bearer()
    if not token:
        raise ServiceError(401, "no bearer token")
    with platform.store.read() as connection:
        row = connection.execute(
            "SELECT client_id, scopes FROM bearer WHERE digest = ? AND expires > ?",
            (digest(token), platform.now()),
        ).fetchone()
    tool = platform.tool_of(row["client_id"]) if row is not None else None
    if tool is None:
        raise ServiceError(401, "the token is unknown or has expired")
    if request.args.get("type_id", tool.deployment_id) != tool.deployment_id:
        raise ServiceError(401, "type_id is another tool's")
    if not set(any_of) & set(row["scopes"].split()):
        raise ServiceError(403, "the token lacks the scope of this call")
    return Caller(platform, tool)


def course_of(course_id: str) -> Course:
    """Find the course of a service address."""
    course = find_course(course_id)
    if course is None:
        raise ServiceError(404, "no such course")
    return course


def accept(media_type: str) -> None:
    """Insist on exactly this media type where the family does: lists and wildcards are refused."""
    if current_platform().family.exact_accept and request.headers.get("Accept") != media_type:
        raise ServiceError(400, f"Accept must be {media_type}")


def body(*media_types: str) -> dict[str, Any]:
    """Read the JSON object sent under one of these media types."""
    if request.mimetype not in media_types:
        raise ServiceError(415, f"Content-Type must be {media_types[0]}")
    try:
        found = strictjson.loads(request.get_data())
    except strictjson.NotJson as error:
        raise ServiceError(400, f"the body is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ServiceError(400, "the body must be an object")
    return found


def answer(value: Any, media_type: str, status: int = 200) -> Response:
    """Answer JSON under a media type; None is an empty body."""
    return current_platform().family.json(value, media_type, status)


def kept(*names: str) -> Mapping[str, str]:
    """Give those query parameters that the next page needs too."""
    return {name: request.args[name] for name in names if name in request.args}


def whole(name: str, default: int, least: int) -> int:
    """Read a whole number from the query."""
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise ServiceError(400, f"{name} must be a whole number from {least}")
    return int(text)


def page_size(name: str, own: int | None, count: int) -> int:
    """Give how many entries a page has: asked for, the platform's setting, or the family's own."""
    return whole(name, current_platform().settings.page_size or own or max(1, count), least=1)
