"""The token endpoint (client credentials with a signed assertion) and the check of its tokens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import jwt
import requests
from flask import Blueprint, Response, jsonify, request

from lti_tool.demo import strictjson
from lti_tool.demo.context import Platform, current_platform
from lti_tool.demo.services import SCOPES, token_digest

blueprint = Blueprint("tokens", __name__)

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LONGEST_ASSERTION = 3600
_JWKS_TIMEOUT = 5


class TokenError(Exception):
    """An OAuth 2 error (RFC 6749, 5.2)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@blueprint.post("/lti/token")
def token() -> Response:
    """Exchange a client assertion for an access token."""
    try:
        body = _grant()
        status = 200
    except TokenError as error:
        body = {"error": error.code, "error_description": error.description}
        status = 400
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
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
    _spend(platform, _verified(platform, _field("client_assertion")))
    granted = [scope for scope in SCOPES if scope in asked]
    if not granted:
        raise TokenError("invalid_scope", "none of the scopes is offered here")
    return {
        "access_token": _issue(platform, granted),
        "token_type": "Bearer",
        "expires_in": platform.settings.token_seconds,
        "scope": " ".join(granted),
    }


def _field(name: str) -> str:
    values = request.form.getlist(name)
    if len(values) != 1 or not values[0]:
        raise TokenError("invalid_request", f"{name} must be given, once")
    return values[0]


def _verified(platform: Platform, assertion: str) -> Mapping[str, Any]:
    """Verify signature and claims of the assertion."""
    settings = platform.settings
    try:
        claims: dict[str, Any] = jwt.decode(
            assertion,
            _tool_key(platform, assertion),
            algorithms=["RS256"],
            # Times are checked below, by this platform's clock.
            options={"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_nbf": False,
                     "verify_sub": False, "verify_jti": False,
                     "require": ["iss", "sub", "aud", "iat", "exp", "jti"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise TokenError("invalid_client", str(error)) from error
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims["iss"] != settings.client_id or claims["sub"] != settings.client_id:
        raise TokenError("invalid_client", "iss and sub must be the client id")
    if audience != [settings.token_url]:
        raise TokenError("invalid_client", "aud must be the token endpoint")
    if not isinstance(claims["jti"], str) or not claims["jti"]:
        raise TokenError("invalid_client", "jti must be a text")
    _check_times(claims, platform.now())
    return claims


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    issued, expires = claims["iat"], claims["exp"]
    if not all(type(moment) in (int, float) and abs(moment) < 1e12 for moment in (issued, expires)):
        raise TokenError("invalid_client", "iat and exp must be numbers of seconds since 1970")
    if issued > now:
        raise TokenError("invalid_client", f"iat is {issued - now:.0f} s ahead of this platform's clock")
    if expires <= now:
        raise TokenError("invalid_client", "the assertion has expired")
    if expires - issued > _LONGEST_ASSERTION:
        raise TokenError("invalid_client", "the assertion lives for too long")


def _tool_key(platform: Platform, assertion: str) -> jwt.PyJWK:
    """Fetch the tool's keys, anew each time: a key that was withdrawn is refused at once."""
    header = jwt.get_unverified_header(assertion)
    if header.get("alg") != "RS256" or not header.get("kid"):
        raise TokenError("invalid_client", "the assertion must be signed by RS256, with a kid")
    url = platform.settings.tool_jwks_url
    try:
        answer = requests.get(url, timeout=_JWKS_TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        keys = strictjson.loads(answer.content)["keys"]
        found = next(key for key in keys if key.get("kid") == header["kid"])
    except (requests.RequestException, strictjson.NotJson, KeyError, TypeError, AttributeError) as error:
        raise TokenError("invalid_client", f"the tool's keys at {url} cannot be read: {error}") from error
    except StopIteration as error:
        raise TokenError("invalid_client", "no key of the tool has this kid") from error
    return jwt.PyJWK(found, algorithm="RS256")


def _spend(platform: Platform, claims: Mapping[str, Any]) -> None:
    """Remember the assertion, for it enters once."""
    now = platform.now()
    with platform.store.write() as connection:
        connection.execute("DELETE FROM used_assertion WHERE expires < ?", (now,))
        cursor = connection.execute(
            "INSERT OR IGNORE INTO used_assertion VALUES (?, ?)", (claims["jti"], float(claims["exp"]))
        )
    if cursor.rowcount != 1:
        raise TokenError("invalid_client", "this jti was used before")


def _issue(platform: Platform, scopes: list[str]) -> str:
    now = platform.now()
    access_token = secrets.token_urlsafe(32)
    row = (token_digest(access_token), " ".join(scopes), now + platform.settings.token_seconds)
    with platform.store.write() as connection:
        connection.execute("DELETE FROM access_token WHERE expires < ?", (now,))
        connection.execute("INSERT INTO access_token VALUES (?, ?, ?)", row)
    return access_token
