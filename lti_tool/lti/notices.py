"""Notices of platforms: what arrives without anybody in front of a browser, verified like a launch.

Platform Notification Service 1.0 (https://www.imsglobal.org/spec/lti-pns/v1p0/main).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lti_tool.errors import ClaimsRefused, LaunchRefused

from .claims import CLAIM, LONGEST_ID, MOST_ENTRIES
from .launch import platform_with
from .platform import P, Platform, Registrations
from .services import ServiceClient
from .tokens import PlatformKeys, check_parties, check_times, decode, parse, split

HANDLERS_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
CONTEXT_COPY = "LtiContextCopyNotice"
HELLO_WORLD = "LtiHelloWorldNotice"
"""What a platform sends when an administrator tries whether notices arrive."""
MOST_NOTICES = 100
"""Notices of one request: more are refused as a whole, and the platform sends smaller batches."""


@dataclass(frozen=True, slots=True)
class VerifiedNotice:
    """A notice whose signature, issuer, audience, times and form were verified.

    Attributes
    ----------
    context_id : str
        The LMS course that it is about; empty where it is about none.
    origins : tuple of str
        Ids of the courses that this course is a copy of, by a notice of a copy.
    sent_at : datetime or None
        None where the platform's time cannot be read: nothing depends on it.
    """

    deployment_id: str
    id: str
    kind: str
    context_id: str = ""
    origins: tuple[str, ...] = ()
    sent_at: datetime | None = None


def read_body(data: bytes) -> tuple[str, ...]:
    """The tokens of a request.

    Raises
    ------
    LaunchRefused
        ``notices_malformed``: not what the specification says, a name given twice included.
    """
    try:
        body = json.loads(data.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise LaunchRefused("notices_malformed") from error
    notices = body.get("notices") if isinstance(body, dict) else None
    if not isinstance(notices, list) or not 1 <= len(notices) <= MOST_NOTICES:
        raise LaunchRefused("notices_malformed")
    return tuple(_token(notice) for notice in notices)


def platform_of(token: str, of_issuer: Callable[[str], Sequence[P]]) -> P:
    """The registration that a token names, by issuer and client id; nothing in it is believed yet.

    Raises
    ------
    TokenRefused
        The token cannot be read.
    LaunchRefused
        ``platform_unknown`` or ``platform_disabled``.
    """
    claims = parse(split(token)[1])
    issuer, audience = claims.get("iss"), claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    wanted = [claims["azp"]] if claims.get("azp") else audiences
    known = of_issuer(issuer) if isinstance(issuer, str) else ()
    found = [platform for platform in known if platform.client_id in wanted]
    if not found:
        raise LaunchRefused("platform_unknown")
    if not found[0].active:
        raise LaunchRefused("platform_disabled")
    return found[0]


def read_notice(token: str, platform: Platform, keys: PlatformKeys, now: datetime) -> VerifiedNotice:
    """Verify a notice. It answers no login, so no nonce is asked for: its id is taken only once.

    Raises
    ------
    TokenRefused, ClaimsRefused
        With the reason as code.
    """
    claims, _ = decode(token, platform, keys)
    check_parties(claims, platform)
    check_times(claims, now)
    if claims.get(CLAIM + "version") != "1.3.0":
        raise ClaimsRefused("claim_version")
    notice = claims.get(CLAIM + "notice")
    if not isinstance(notice, dict):
        raise ClaimsRefused("claim_notice")
    kind = _text(notice, "type", "claim_notice")
    copied = kind == CONTEXT_COPY
    return VerifiedNotice(
        deployment_id=_text(claims, CLAIM + "deployment_id", "claim_deployment_id"),
        id=_text(notice, "id", "claim_notice"),
        kind=kind,
        context_id=_context(claims, needed=copied),
        origins=_origins(claims) if copied else (),
        sent_at=_moment(notice.get("timestamp")),
    )


def check_deployment(registrations: Registrations[P], platform: P, deployment_id: str) -> P:
    """The platform as it stands now; a deployment that is unknown or not approved is refused.

    Raises
    ------
    ClaimsRefused
        ``deployment_unknown``, ``deployment_pending`` or ``deployment_refused``.
    """
    current, status = platform_with(registrations, platform, deployment_id)
    if status != "approved":
        raise ClaimsRefused(f"deployment_{status or 'unknown'}")
    return current


def register_handler(client: ServiceClient, url: str, kind: str, handler: str) -> None:
    """Ask the platform to send notices of a kind to an address of ours.

    Raises
    ------
    PassingFailure, PermanentFailure
        With the reason as code.
    """
    client.put(
        url, (HANDLERS_SCOPE,), json.dumps({"notice_type": kind, "handler": handler}), "application/json"
    )


def _token(notice: object) -> str:
    token = notice.get("jwt") if isinstance(notice, dict) else None
    if not isinstance(token, str):
        raise LaunchRefused("notices_malformed")
    return token


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _text(values: Mapping[str, Any], name: str, code: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID or "\0" in value:
        raise ClaimsRefused(code)
    return value


def _context(claims: Mapping[str, Any], *, needed: bool) -> str:
    context = claims.get(CLAIM + "context")
    if isinstance(context, dict) and (needed or "id" in context):
        return _text(context, "id", "claim_notice")
    if needed:
        raise ClaimsRefused("claim_notice")
    return ""


def _origins(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """Canvas names the one course; without it (a copy from a file) there is nothing to go by."""
    origins = claims.get(CLAIM + "origin_contexts", [])
    if not isinstance(origins, list) or len(origins) > MOST_ENTRIES:
        raise ClaimsRefused("claim_notice")
    found = dict.fromkeys(origin for origin in origins if isinstance(origin, str))
    return tuple(origin for origin in found if 0 < len(origin) <= LONGEST_ID and "\0" not in origin)


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
