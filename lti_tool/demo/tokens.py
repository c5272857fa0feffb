"""The token endpoint: client credentials with a signed assertion."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from flask import Blueprint, Response, request

from lti_tool.demo.context import Platform, current_platform
from lti_tool.demo.families.paths import Paths
from lti_tool.demo.toolkeys import NotSigned, check_times, verified
from lti_tool.demo.tools import Tool, digest

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LONGEST_ASSERTION = 3600


def blueprint(paths: Paths) -> Blueprint:
    """Put the endpoint where the family has it."""
    made = Blueprint("tokens", __name__)
    made.add_url_rule(paths.token, view_func=token, methods=["POST"])
    return made


class TokenError(Exception):
    """An OAuth 2 error (RFC 6749, 5.2)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


def token() -> Response:
    """Exchange a client assertion for an access token."""
    family = current_platform().family
    try:
        body, status = _grant(), 200
    except TokenError as error:
        body, status = family.token_error(error.code, error.description), 400
    response = family.json(body, family.token_type, status)
    response.headers["Pragma"] = "no-cache"
    return response


def _grant() -> dict[str, Any]:
    if request.mimetype != "application/x-www-form-urlencoded":
        raise TokenError("invalid_request", "the body must be a form")
    if _field("grant_type") != "client_credentials":
        raise TokenError("unsupported_grant_type", "only client_credentials")
    if _field("client_assertion_type") != _ASSERTION_TYPE:
        raise TokenError("invalid_request", "client_assertion_type must be jwt-bearer")
    asked = _field("scope").split()
    platform = current_platform()
    assertion = _field("client_assertion")
    tool = _client(platform, assertion)
    _spend(platform, _verified(platform, tool, assertion))
    granted = [scope for scope in asked if scope in tool.scopes]
    if not granted:
        raise TokenError("invalid_scope", "none of the scopes is offered here")
    granted = sorted(set(granted), key=platform.family.scopes.index)
    return {
        "access_token": _issue(platform, tool, granted),
        "token_type": "Bearer",
        "expires_in": platform.settings.token_seconds,
        "scope": " ".join(granted),
    }


def _field(name: str) -> str:
    values = request.form.getlist(name)
    if len(values) != 1 or not values[0]:
        raise TokenError("invalid_request", f"{name} must be given, once")
    return values[0]


def _client(platform: Platform, assertion: str) -> Tool:
    """Find the tool that the assertion says it is from."""
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise TokenError("invalid_client", str(error)) from error
    issuer, subject = claims.get("iss"), claims.get("sub")
    tool = platform.tool_of(issuer) if isinstance(issuer, str) and issuer else None
    if tool is None or issuer != subject:
        raise TokenError("invalid_client", "iss and sub must be the client id")
    return tool


def _verified(platform: Platform, tool: Tool, assertion: str) -> Mapping[str, Any]:
    """Verify signature and claims of the assertion."""
    try:
        claims = verified(tool, assertion, ("iss", "sub", "aud", "iat", "exp", "jti"))
        check_times(claims, platform.now(), _LONGEST_ASSERTION)
    except NotSigned as error:
        raise TokenError("invalid_client", str(error)) from error
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if audience != [platform.settings.token_url]:
        raise TokenError("invalid_client", "aud must be the token endpoint")
    if not isinstance(claims["jti"], str) or not claims["jti"]:
        raise TokenError("invalid_client", "jti must be a text")
    return claims


def _spend(platform: Platform, claims: Mapping[str, Any]) -> None:
    """Remember the assertion, for it enters once."""
    if not spend(platform, claims["jti"], float(claims["exp"])):
        raise TokenError("invalid_client", "this jti was used before")


def spend(platform: Platform, unique: str, expires: float) -> bool:
    """Remember what a tool may use once; say whether it was new."""
    with platform.store.write() as connection:
        connection.execute("DELETE FROM used_assertion WHERE expires < ?", (platform.now(),))
        cursor = connection.execute("INSERT OR IGNORE INTO used_assertion VALUES (?, ?)", (unique, expires))
    return cursor.rowcount == 1


def _issue(platform: Platform, tool: Tool, scopes: list[str]) -> str:
    now = platform.now()
    access_token = secrets.token_urlsafe(32)
    expires = now + platform.settings.token_seconds
    row = (digest(access_token), tool.client_id, " ".join(scopes), expires)
    with platform.store.write() as connection:
        connection.execute("DELETE FROM bearer WHERE expires < ?", (now,))
        connection.execute("INSERT INTO bearer VALUES (?, ?, ?, ?)", row)
    return access_token
