"""The Platform Notification Service: who listens, and what is sent to them when a course is copied."""

from __future__ import annotations

import json
import secrets
import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import Blueprint, Response

from lti_tool.demo import services
from lti_tool.demo.context import Platform
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.families.traits import COPY_NOTICE, HELLO_NOTICE, LTI
from lti_tool.demo.people import Course
from lti_tool.demo.services import NOTICES_SCOPE, Caller, ServiceError
from lti_tool.demo.tools import Tool

_TYPE = "application/json"
_TIMEOUT = 5
_SECONDS = 3600
_HELLO_AFTER = 0.2


@dataclass
class Notice:
    """A notice that was sent to one tool.

    Attributes
    ----------
    statuses : list of int
        What the tool answered each time; 0 for no answer.
    """

    id: str
    tool: Tool
    handler: str
    claims: dict[str, Any]
    type: str = COPY_NOTICE
    statuses: list[int] = field(default_factory=list)


def blueprint(paths: Paths) -> Blueprint:
    """Put the service where the family has it, if it has it."""
    made = Blueprint("notices", __name__)
    if paths.notice_handlers:
        made.add_url_rule(paths.notice_handlers, view_func=list_handlers, methods=["GET"])
        made.add_url_rule(paths.notice_handlers, view_func=put_handler, methods=["PUT"])
    return made


def _caller(deployment: str) -> Caller:
    caller = services.authorize(NOTICES_SCOPE)
    if deployment != caller.platform.family.handlers_id(caller.tool):
        raise ServiceError(404, "the address is another tool's")
    return caller


def list_handlers(deployment: str) -> Response:
    """List what the tool listens to."""
    caller = _caller(deployment)
    with caller.platform.store.read() as connection:
        rows = connection.execute(
            "SELECT type, handler FROM notice_handler WHERE client_id = ?", (caller.tool.client_id,)
        ).fetchall()
    catalogue = {
        "client_id": caller.tool.client_id,
        "deployment_id": caller.tool.deployment_id,
        "notice_handlers": [{"handler": row["handler"], "notice_type": row["type"]} for row in rows],
    }
    return services.answer(catalogue, _TYPE)


def put_handler(deployment: str) -> Response:
    """Listen to a type of notice at an address of the tool; an empty address ends it."""
    caller = _caller(deployment)
    sent = services.body(_TYPE)
    kind, handler = sent.get("notice_type"), sent.get("handler")
    if kind not in caller.platform.family.notices:
        raise ServiceError(400, "notice_type is not one that is sent here")
    if not isinstance(handler, str):
        raise ServiceError(400, "handler must be a text")
    if handler and urlsplit(handler).netloc not in (caller.tool.domain, urlsplit(caller.tool.target).netloc):
        raise ServiceError(400, "handler must be at the tool's domain")
    key = (caller.tool.client_id, kind)
    with caller.platform.store.write() as connection:
        connection.execute("DELETE FROM notice_handler WHERE client_id = ? AND type = ?", key)
        if handler:
            connection.execute("INSERT INTO notice_handler VALUES (?, ?, ?)", (*key, handler))
    if handler and kind == HELLO_NOTICE:
        # Only after this answer does the tool know that it listens.
        threading.Timer(_HELLO_AFTER, _greet, (caller.platform, caller.tool, handler)).start()
    return services.answer({"notice_type": kind, "handler": handler}, _TYPE)


def _greet(platform: Platform, tool: Tool, handler: str) -> None:
    """Send the notice by which a tool sees that notices reach it."""
    claims = {
        **_common(platform, tool),
        f"{LTI}context": {"id": "account", "title": "Aula de prueba", "type": ["Account"]},
    }
    notice = Notice(str(uuid.uuid4()), tool, handler, claims, HELLO_NOTICE)
    send(platform, notice)
    platform.notices.append(notice)


def announce_copy(platform: Platform, origin: Course, course: Course) -> list[Notice]:
    """Tell each tool that listens that a course was copied; what cannot be delivered is not retried."""
    with platform.store.read() as connection:
        rows = connection.execute(
            "SELECT client_id, handler FROM notice_handler WHERE type = ?", (COPY_NOTICE,)
        ).fetchall()
    sent = []
    for row in rows:
        tool = platform.tool_of(row["client_id"])
        if tool is None:
            continue
        notice = Notice(str(uuid.uuid4()), tool, row["handler"], _copy_claims(platform, tool, origin, course))
        send(platform, notice)
        sent.append(notice)
    platform.notices += sent
    return sent


def _common(platform: Platform, tool: Tool) -> dict[str, Any]:
    return {
        "iss": platform.settings.issuer,
        "aud": tool.client_id,
        "azp": tool.client_id,
        f"{LTI}version": "1.3.0",
        f"{LTI}deployment_id": tool.deployment_id,
    }


def _copy_claims(platform: Platform, tool: Tool, origin: Course, course: Course) -> dict[str, Any]:
    return {
        **_common(platform, tool),
        f"{LTI}context": platform.family.context(course),
        f"{LTI}origin_contexts": [origin.id],
    }


def send(platform: Platform, notice: Notice) -> int:
    """Send a notice, or send it again, freshly signed; give the answer's status."""
    issued = int(platform.now())
    first = notice.claims.setdefault(
        f"{LTI}notice",
        {
            "id": notice.id,
            "timestamp": datetime.fromtimestamp(issued, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "type": notice.type,
        },
    )
    assert first["id"] == notice.id
    times = {"iat": issued, "exp": issued + _SECONDS, "nonce": secrets.token_urlsafe(24)}
    body = json.dumps({"notices": [{"jwt": platform.key.sign({**notice.claims, **times})}]})
    try:
        answer = requests.post(
            notice.handler,
            data=body,
            headers={"Content-Type": _TYPE},
            timeout=_TIMEOUT,
            allow_redirects=False,
        )
        status = answer.status_code
    except requests.RequestException:
        status = 0
    notice.statuses.append(status)
    return status
