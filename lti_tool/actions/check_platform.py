"""Is the connection with an LMS good: its keys, a token of its services, and how far its clock is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from sqlalchemy.orm import Session

from adapters.lms.offer import LINEITEM_READ, ROSTER, SCORE
from lti_tool.database.platforms import Platform, PlatformRecord, record
from lti_tool.database.registrations import platform_in
from lti_tool.database.scope import AdminScope
from lti_tool.errors import NotFound, PermanentFailure, ServiceFailure
from lti_tool.lti.http import parse_json
from lti_tool.lti.jwks import LARGEST_SET, parse_keys
from lti_tool.lti.services import ServiceClient, TokenCache

from .runtime import Runtime

CLOCK_LEEWAY = timedelta(seconds=10)
"""What a launch may be dated ahead of our clock."""
_TRIED_SCOPES = (ROSTER, SCORE, LINEITEM_READ)
"""One granted right is enough: platforms answer differently to rights that they did not grant."""


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one part of the test.

    Attributes
    ----------
    code : str
        Empty where it is good; else an error code, ``keys_none`` or ``clock_off``.
    value : int
        How many keys; how many seconds the LMS is ahead (negative: behind).
    """

    good: bool
    code: str = ""
    value: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PlatformCheck:
    """The result of the whole test; `clock` is None where the LMS told no time."""

    public_id: str
    issuer: str
    client_id: str
    keys: Check
    token: Check
    clock: Check | None
    at: datetime

    @property
    def good(self) -> bool:
        """Whether launches and grades can work."""
        return self.keys.good and self.token.good and (self.clock is None or self.clock.good)

    def document(self) -> dict[str, Any]:
        """As it is stored with the platform, and printed for programs."""
        parts = {"keys": self.keys, "token": self.token, "clock": self.clock}
        return {
            "good": self.good,
            **{
                name: {"good": one.good, "code": one.code, "value": one.value, "detail": one.detail}
                for name, one in parts.items()
                if one is not None
            },
        }


def check_platform(runtime: Runtime, scope: AdminScope, public_id: str) -> PlatformCheck:
    """Test the connection with a platform and keep the result with it.

    Raises
    ------
    NotFound
        There is none of that id, or not for this administrator.
    """
    with runtime.database.read() as session:
        platform = record(_own(session, scope, public_id))
    keys, clock = _keys_and_clock(runtime, platform)
    token = _token(runtime, platform)
    done = PlatformCheck(public_id, platform.issuer, platform.client_id, keys, token, clock, runtime.clock())
    with runtime.database.write() as session:
        row = _own(session, scope, public_id)
        row.check_result, row.checked_at = done.document(), done.at
    return done


def _own(session: Session, scope: AdminScope, public_id: str) -> Platform:
    row = platform_in(session, scope, public_id)
    if row is None:
        raise NotFound("page_unknown")
    return row


def _keys_and_clock(runtime: Runtime, platform: PlatformRecord) -> tuple[Check, Check | None]:
    before = runtime.clock()
    try:
        response = runtime.http().get(platform.jwks_url, headers={"Accept": "application/json"})
    except ServiceFailure as failure:
        return Check(False, failure.code), None
    clock = _clock(response, before, runtime.clock)
    if response.status_code != 200:
        return Check(False, "service_error", detail=str(response.status_code)), clock
    try:
        if len(response.content) > LARGEST_SET:
            raise PermanentFailure("service_response_too_large")
        found = parse_keys(parse_json(response))
    except ServiceFailure as failure:
        return Check(False, failure.code), clock
    return (Check(True, value=len(found)) if found else Check(False, "keys_none")), clock


def _clock(response: requests.Response, before: datetime, now: Callable[[], datetime]) -> Check | None:
    """How far the platform's clock is ahead, as its Date header says; that has whole seconds."""
    try:
        theirs = parsedate_to_datetime(response.headers.get("Date", ""))
    except ValueError:
        return None
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    ours = before + (now() - before) / 2
    ahead = round((theirs + timedelta(milliseconds=500) - ours).total_seconds())
    good = abs(ahead) <= CLOCK_LEEWAY.total_seconds()
    return Check(good, "" if good else "clock_off", ahead)


def _token(runtime: Runtime, platform: PlatformRecord) -> Check:
    client = ServiceClient(platform, runtime.keyring, runtime.http(), runtime.clock, TokenCache())
    problem = ""
    for scope in _TRIED_SCOPES:
        try:
            client.obtain_token([scope])
        except ServiceFailure as failure:
            problem = failure.code
            # Only a right that was not granted may do better with another.
            if failure.code not in ("service_scope_missing", "service_unauthorized"):
                break
        else:
            return Check(True, detail=scope)
    return Check(False, problem)
