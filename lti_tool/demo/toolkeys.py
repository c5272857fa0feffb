"""What a tool signed: its keys are fetched anew each time, so a key that was withdrawn is refused at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt
import requests

from lti_tool.demo import strictjson
from lti_tool.demo.tools import Tool

_TIMEOUT = 5
_LARGEST = 256 * 1024


class NotSigned(Exception):
    """The token is not one that the tool signed; the text says why."""


def verified(tool: Tool, token: str, required: tuple[str, ...]) -> dict[str, Any]:
    """Verify the signature of a tool's JWT and that its claims are there; their values are not looked at.

    Raises
    ------
    NotSigned
        With what is wrong.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(tool, token),
            algorithms=["RS256"],
            # Times and audience are checked by the caller, by this platform's clock.
            options={"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_nbf": False,
                     "verify_sub": False, "verify_jti": False, "require": list(required)},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise NotSigned(str(error)) from error
    return claims


def check_times(claims: Mapping[str, Any], now: float, longest: float) -> None:
    """Check `iat` and `exp` by the platform's clock: not even a second ahead.

    Raises
    ------
    NotSigned
        With what is wrong.
    """
    issued, expires = claims["iat"], claims["exp"]
    if not all(type(moment) in (int, float) and abs(moment) < 1e12 for moment in (issued, expires)):
        raise NotSigned("iat and exp must be numbers of seconds since 1970")
    if issued > now:
        raise NotSigned(f"iat is {issued - now:.0f} s ahead of this platform's clock")
    if expires <= now:
        raise NotSigned("the assertion has expired")
    if expires - issued > longest:
        raise NotSigned("the assertion lives for too long")


def _key(tool: Tool, token: str) -> jwt.PyJWK:
    header = jwt.get_unverified_header(token)
    if header.get("alg") != "RS256" or not header.get("kid"):
        raise NotSigned("the assertion must be signed by RS256, with a kid")
    try:
        answer = requests.get(tool.jwks_url, timeout=_TIMEOUT, allow_redirects=False, stream=True)
        answer.raise_for_status()
        keys = strictjson.loads(answer.raw.read(_LARGEST, decode_content=True))["keys"]
        found = next(key for key in keys if key.get("kid") == header["kid"])
    except (requests.RequestException, strictjson.NotJson, KeyError, TypeError, AttributeError) as error:
        raise NotSigned(f"the tool's keys at {tool.jwks_url} cannot be read: {error}") from error
    except StopIteration as error:
        raise NotSigned("no key of the tool has this kid") from error
    return jwt.PyJWK(found, algorithm="RS256")
