"""What every service call goes through: its token and scope, its media type, its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, json, request

from lti_tool.demo import strictjson
from lti_tool.demo.context import Platform, current_platform
from lti_tool.demo.people import Course, find_course

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
LINE_ITEM = f"{_AGS}lineitem"
LINE_ITEM_READ = f"{_AGS}lineitem.readonly"
RESULT_READ = f"{_AGS}result.readonly"
SCORE = f"{_AGS}score"
AGS_SCOPES = (LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE)
NRPS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
SCOPES = (*AGS_SCOPES, NRPS_SCOPE)

PREFIX = "/lti/courses/"


class ServiceError(Exception):
    """A refused service call: an HTTP status and the reason for the tool's author."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def error_response(error: ServiceError) -> Response:
    """Write a refusal as JSON."""
    response = answer({"status": error.status, "reason": error.reason}, "application/json", error.status)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    elif error.status == 403:
        response.headers["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
    return response


def token_digest(access_token: str) -> str:
    """Give what is stored of an access token."""
    return hashlib.sha256(access_token.encode()).hexdigest()


def authorize(*any_of: str) -> Platform:
    """Check the bearer token of this call: 401 without a valid one, 403 without one of the scopes."""
    platform = current_platform()
    if not request.headers.get("User-Agent"):
        raise ServiceError(403, "this site refuses clients without a User-Agent")
    scheme, _, access_token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise ServiceError(401, "no bearer token")
    with platform.store.read() as connection:
        row = connection.execute(
            "SELECT scopes FROM access_token WHERE digest = ? AND expires > ?",
            (token_digest(access_token.strip()), platform.now()),
        ).fetchone()
    if row is None:
        raise ServiceError(401, "the token is unknown or has expired")
    if not set(any_of) & set(row["scopes"].split()):
        raise ServiceError(403, "the token lacks the scope of this call")
    return platform


def course_of(course_id: str) -> Course:
    """Find the course of a service address."""
    course = find_course(course_id)
    if course is None:
        raise ServiceError(404, "no such course")
    return course


def accept(media_type: str) -> None:
    """Insist on exactly this media type: Moodle refuses lists of types and wildcards."""
    if request.headers.get("Accept") != media_type:
        raise ServiceError(400, f"Accept must be {media_type}")


def body(media_type: str) -> dict[str, Any]:
    """Read the JSON object sent under this media type."""
    if request.mimetype != media_type:
        raise ServiceError(415, f"Content-Type must be {media_type}")
    try:
        found = strictjson.loads(request.get_data())
    except strictjson.NotJson as error:
        raise ServiceError(400, f"the body is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ServiceError(400, "the body must be an object")
    return found


def answer(value: Any, media_type: str, status: int = 200) -> Response:
    """Answer JSON under a media type; None is an empty body."""
    response = Response("" if value is None else json.dumps(value), status=status)
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response


def page(
    address: str, kept: Mapping[str, str], count: int, *, size: int | None = None
) -> tuple[slice, dict[str, str]]:
    """Cut one page out of `count` entries.

    Parameters
    ----------
    address : str
        The service's address; it may have a query already.
    kept : mapping of str to str
        Query parameters that the next page needs too.
    size : int, optional
        Entries of a page when the call names no `limit`; by default the platform's setting.

    Returns
    -------
    entries : slice
        Which entries this page has.
    headers : dict
        `Link` with rel="next", when there is a next page.
    """
    size = _whole("limit", size or current_platform().settings.page_size, least=1)
    begin = _whole("from", 0, least=0)
    headers: dict[str, str] = {}
    if begin + size < count:
        query = urlencode({**kept, "limit": size, "from": begin + size})
        joint = "&" if "?" in address else "?"
        headers["Link"] = f'<{address}{joint}{query}>; rel="next"'
    return slice(begin, begin + size), headers


def _whole(name: str, default: int, least: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise ServiceError(400, f"{name} must be a whole number from {least}")
    return int(text)
