"""What a reader sees when something is refused or fails: what happened, what to do, an incident code."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from lti_tool.actions.record_refusal import record_refusal
from lti_tool.errors import ConfigurationError, LaunchRefused, SendaError
from lti_tool.logs import places

from .admin.access import in_admin
from .entrance import runtime
from .headers import ANYBODY, allow_framing
from .operations import count_refusal
from .translation import gettext

_log = structlog.get_logger("senda.errors")
_HTTP_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_refused",
    413: "too_large",
    429: "too_many",
}
_OWN_PAGES = {"deployment_pending": "pending.html"}
"""Templates of refusals in which nothing went wrong."""


def init_error_pages(app: Flask) -> None:
    """Answer every error with a page in the reader's language."""
    app.register_error_handler(SendaError, _explain)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_unexpected)


def incident_code() -> str:
    """Eight characters by which a reader and the log speak of the same event."""
    text = secrets.token_hex(4).upper()
    return f"{text[:4]}-{text[4:]}"


def report(error: SendaError) -> str:
    """Log and count an error of ours; returns its incident code."""
    incident = incident_code()
    facts = {name: value for name, value in error.values.items() if value is not None}
    if isinstance(error, ConfigurationError) or error.status >= 500:
        _log.error("failed", code=error.code, incident=incident, endpoint=request.endpoint, facts=facts)
    else:
        _log.warning("refused", code=error.code, incident=incident, endpoint=request.endpoint, facts=facts)
    count_refusal(error.code)
    if isinstance(error, LaunchRefused) and "attempted" in g:
        _write_down(error, incident)
    return incident


def _write_down(error: LaunchRefused, incident: str) -> None:
    """For the administrator's list; that this fails must not hide why the launch was refused."""
    senda = runtime()
    try:
        record_refusal(senda.database, g.attempted, error, incident, now=senda.clock())
    except SQLAlchemyError:
        _log.exception("refusal_not_recorded", incident=incident)


def _explain(error: SendaError) -> Response:
    incident = report(error)
    return _page(error, incident)


def _explain_http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    code = _HTTP_CODES.get(error.code or 500, "bad_request" if (error.code or 500) < 500 else "unexpected")
    ours = SendaError(code)
    response = _page(ours, report(ours), status=error.code)
    if error.code == 405 and error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _explain_unexpected(error: Exception) -> Response:
    incident = incident_code()
    kind = type(error).__name__
    _log.error("crashed", incident=incident, endpoint=request.endpoint, kind=kind, places=places(error))
    count_refusal("unexpected")
    return _page(SendaError("unexpected"), incident)


def _page(error: SendaError, incident: str, status: int | None = None) -> Response:
    explanation = error.explanation
    details = [str(fault) for fault in getattr(error, "faults", ())]
    framed = not in_admin(request.path)
    html = render_template(
        _OWN_PAGES.get(error.code, "error.html") if framed else "admin/error.html",
        title=gettext(explanation.title, **error.values),
        advice=gettext(explanation.advice),
        incident=incident,
        details=details,
        home_link=g.get("visit") is not None and error.status != 401,
    )
    response = make_response(html, status or explanation.status)
    response.headers["X-Senda-Error"] = error.code
    allow_framing(ANYBODY if framed else ())
    return response
