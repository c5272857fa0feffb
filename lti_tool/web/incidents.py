"""Incidents: the code by which a reader and the log speak of the same event."""

from __future__ import annotations

import secrets

import structlog
from flask import g, request
from sqlalchemy.exc import SQLAlchemyError

from lti_tool.actions.record_refusal import record_refusal
from lti_tool.errors import ConfigurationError, LaunchRefused, SendaError

from .entrance import runtime
from .operations import count_refusal

_log = structlog.get_logger("senda.errors")


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
