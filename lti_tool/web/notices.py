"""The address that platforms send their notices to: no browser, no session, JSON both ways."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from lti_tool.actions.receive_notices import Received, receive_notices
from lti_tool.errors import SendaError
from lti_tool.lti.notices import check_deployment, platform_of, read_body, read_notice

from .auth import open_to_all
from .entrance import entrance, runtime
from .incidents import report

notices = Blueprint("notices", __name__)


@notices.post("/lti/notices")
@open_to_all
def receive() -> Response:
    """Take what can be taken: one bad notice does not lose the good ones beside it.

    A notice that came before is no fault. Where none can be taken the status says so, so that a platform that
    repeats what failed repeats it.
    """
    senda = runtime()
    received: list[Received] = []
    refused: list[dict[str, Any]] = []
    status = 200
    try:
        tokens = read_body(request.get_data())
    except SendaError as error:
        return _answer(0, [_refusal(0, error)], error.status)
    for place, token in enumerate(tokens):
        try:
            received.append(_verified(token))
        except SendaError as error:
            refused.append(_refusal(place, error))
            status = max(status, error.status)
    taken = receive_notices(senda.database, received, now=senda.clock()) if received else 0
    # What failed because the platform's keys could not be fetched is worth a second try of the whole batch.
    return _answer(taken, refused, status if not received or status >= 500 else 200)


def _verified(token: str) -> Received:
    door = entrance()
    platform = platform_of(token, door.registrations.of_issuer)
    notice = read_notice(token, platform, door.door.keys, runtime().clock())
    current = check_deployment(door.registrations, platform, notice.deployment_id)
    return Received(current, notice)


def _refusal(place: int, error: SendaError) -> dict[str, Any]:
    """What the platform's log says of a notice that was refused."""
    title = error.explanation.title % error.values
    return {"notice": place, "code": error.code, "error": title, "incident": report(error)}


def _answer(taken: int, refused: list[dict[str, Any]], status: int) -> Response:
    response = jsonify({"taken": taken, "refused": refused})
    response.status_code = status
    return response
