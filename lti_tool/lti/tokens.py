"""Verification of a platform's token: decoded once, every rule explicit, RS256 and nothing else."""

from __future__ import annotations

import binascii
import hmac
import json
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NewType, Protocol

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from lti_tool.errors import TokenRefused

from .platform import Platform

LEEWAY_SECONDS = 10
"""How far a platform's clock may be off."""
LARGEST_TOKEN = 64 * 1024
"""Characters: real launches have 2 to 8 thousand."""
ALGORITHM = "RS256"
_RS256 = RSAAlgorithm(RSAAlgorithm.SHA256)
_URL_SAFE = str.maketrans("-_", "+/")

VerifiedClaims = NewType("VerifiedClaims", dict[str, Any])
"""Claims of a token whose signature, issuer, audience, times and nonce were verified."""


class PlatformKeys(Protocol):
    """Where the public keys of platforms come from."""

    def find(self, platform: Platform, kid: str) -> RSAPublicKey | None:
        """The platform's key of that id, or None if it has none."""


class _DuplicateKey(ValueError):
    pass


def verify(token: str, platform: Platform, keys: PlatformKeys, nonce: str, now: datetime) -> VerifiedClaims:
    """Verify a token.

    Parameters
    ----------
    nonce : str
        The one-time code of the login that this token must answer.
    now : datetime
        Aware.

    Raises
    ------
    TokenRefused
        With the reason as code.
    """
    claims, _ = decode(token, platform, keys)
    check_parties(claims, platform)
    check_times(claims, now)
    given = claims.get("nonce")
    if not isinstance(given, str) or not given:
        raise TokenRefused("token_nonce_missing")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), nonce.encode()):
        raise TokenRefused("token_nonce")
    return VerifiedClaims(claims)


def decode(token: str, platform: Platform, keys: PlatformKeys) -> tuple[dict[str, Any], str]:
    """Payload and key id of a token whose signature is the platform's; no claim is checked."""
    parts = split(token)
    kid = check_header(parse(parts[0]))
    check_signature(parts, kid, platform, keys)
    return parse(parts[1]), kid


def split(token: str) -> tuple[str, str, str]:
    """The three parts of a token."""
    if len(token) > LARGEST_TOKEN:
        raise TokenRefused("token_too_large", size=len(token))
    parts = token.split(".")
    if len(parts) != 3 or not token.isascii():
        raise TokenRefused("token_malformed")
    return parts[0], parts[1], parts[2]


def check_signature(parts: tuple[str, str, str], kid: str, platform: Platform, keys: PlatformKeys) -> None:
    """Refuse what this key of the platform did not sign."""
    signature = _decode(parts[2])
    key = keys.find(platform, kid)
    if key is None:
        raise TokenRefused("token_kid_unknown")
    if not _RS256.verify(f"{parts[0]}.{parts[1]}".encode(), key, signature):
        raise TokenRefused("token_signature")


def check_header(header: Mapping[str, Any]) -> str:
    """The key id of a header, which must say RS256 and nothing unknown."""
    if header.get("alg") != ALGORITHM:
        raise TokenRefused("token_algorithm")
    if "crit" in header:
        raise TokenRefused("token_critical_header")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise TokenRefused("token_kid_missing")
    return kid


def check_parties(claims: Mapping[str, Any], platform: Platform) -> None:
    """Refuse a token of another issuer, or for another tool."""
    if claims.get("iss") != platform.issuer:
        raise TokenRefused("token_issuer")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or platform.client_id not in audiences:
        raise TokenRefused("token_audience")
    party = claims.get("azp")
    if (len(audiences) > 1 or party is not None) and party != platform.client_id:
        raise TokenRefused("token_authorized_party")


def check_times(claims: Mapping[str, Any], now: datetime) -> None:
    """Refuse a token that is too old, or from the future."""
    if "exp" not in claims or "iat" not in claims:
        raise TokenRefused("token_times_missing")
    moment = now.timestamp()
    late = moment - _seconds(claims["exp"])
    early = _seconds(claims["iat"]) - moment
    if "nbf" in claims:
        early = max(early, _seconds(claims["nbf"]) - moment)
    if late > LEEWAY_SECONDS:
        raise TokenRefused("token_expired", seconds=math.ceil(late))
    if early > LEEWAY_SECONDS:
        raise TokenRefused("token_from_future", seconds=math.ceil(early))


def _seconds(value: object) -> float:
    # A bool is an int in Python; beyond 2**53 a float has no seconds any more.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 2**53:
        raise TokenRefused("token_times_invalid")
    return float(value)


def _decode(part: str) -> bytes:
    if "=" in part or "+" in part or "/" in part:
        raise TokenRefused("token_malformed")
    try:
        return binascii.a2b_base64(part.translate(_URL_SAFE) + "=" * (-len(part) % 4), strict_mode=True)
    except binascii.Error as error:
        raise TokenRefused("token_malformed") from error


def parse(part: str) -> dict[str, Any]:
    """The JSON object of a header or payload."""
    data = _decode(part)
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_finite,
            parse_constant=_finite,
        )
    except _DuplicateKey as error:
        raise TokenRefused("token_duplicate_key") from error
    except (ValueError, RecursionError) as error:
        raise TokenRefused("token_malformed") from error
    if not isinstance(value, dict):
        raise TokenRefused("token_malformed")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKey
    return found


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):  # 1e400, NaN and Infinity pass a comparison in surprising ways
        raise ValueError("not a finite number")
    return value
