"""What a reader sees when something is refused or fails: what happened, what to do, an incident code."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from lti_tool.errors import SendaError
from lti_tool.logs import places

from .admin.access import in_admin
from .headers import ANYBODY, allow_framing
from .incidents import incident_code, report
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
