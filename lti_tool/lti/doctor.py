"""Why a token would be refused, check by check: for whoever looks after a connection, not for entering."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from lti_tool.errors import ClaimsRefused, LaunchRefused

from .claims import CLAIM, OPTIONAL, checks
from .login import LoginRequest, choose_platform
from .platform import P
from .tokens import (
    PlatformKeys,
    VerifiedClaims,
    check_header,
    check_parties,
    check_signature,
    check_times,
    parse,
    split,
)

State = Literal["passed", "failed", "skipped"]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a launch asks of a token.

    Attributes
    ----------
    name : str
        What was looked at: form, header, payload, platform, active, parties, signature, times, nonce,
        deployment, or the name of a claim.
    code : str
        Error code with which a launch would be refused here, or empty.
    facts : mapping of str to object
        What was found: codes, addresses, times; nothing about a person.
    """

    name: str
    state: State
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class _Examination:
    def __init__(self) -> None:
        self.done: list[Check] = []

    def ask(self, name: str, check: Callable[[], _T], **facts: object) -> _T | None:
        """Carry out a check; None where it failed."""
        try:
            value = check()
        except LaunchRefused as refusal:
            self.done.append(Check(name, "failed", refusal.code, {**facts, **refusal.values}))
            return None
        self.done.append(Check(name, "passed", facts=facts))
        return value

    def ask_claim(self, name: str, check: Callable[[VerifiedClaims], object], claims: dict[str, Any]) -> None:
        """Carry out the check of a claim; one that is missing and may be is skipped."""
        self.ask(name, lambda: check(VerifiedClaims(claims)), **_shown(name, claims))
        absent = OPTIONAL.get(name, "") not in ("", *claims)
        if absent and self.done[-1].state == "passed":
            self.done[-1] = Check(name, "skipped")

    def skip(self, *names: str) -> None:
        """What cannot be looked at, since something before it is missing."""
        self.done.extend(Check(name, "skipped") for name in names)


def examine(
    token: str,
    registered: Callable[[str], Sequence[P]],
    keys: PlatformKeys,
    public_url: str,
    now: datetime,
) -> tuple[Check, ...]:
    """Every check of a launch, also those after one that failed.

    Parameters
    ----------
    registered : callable
        The registrations of an issuer.

    Notes
    -----
    The nonce can be compared only in the browser where the login began, so that check is always
    skipped, and an old token fails for its times: it was good for a minute when it was made.
    """
    seen = _Examination()
    parts = seen.ask("form", lambda: split(token.strip()), characters=len(token.strip()))
    if parts is None:
        seen.skip("header", "payload", "platform", "signature", "times")
        return tuple(seen.done)
    header = seen.ask("header", lambda: _header(parts[0]))
    claims = seen.ask("payload", lambda: parse(parts[1]))
    if claims is None:
        seen.skip("platform", "signature", "times")
        return tuple(seen.done)
    platform = _find_platform(seen, claims, registered)
    if platform is None or header is None:
        seen.skip("parties", "signature")
    else:
        found = platform
        seen.ask("parties", lambda: check_parties(claims, found), issuer=claims.get("iss"))
        seen.ask("signature", lambda: check_signature(parts, header, found, keys), kid=header)
    seen.ask("times", lambda: check_times(claims, now), **_times(claims, now))
    seen.skip("nonce")
    for name, check in checks(public_url):
        seen.ask_claim(name, check, claims)
    if platform is not None:
        _ask_deployment(seen, claims, platform)
    return tuple(seen.done)


def _header(part: str) -> str:
    return check_header(parse(part))


def _find_platform(
    seen: _Examination, claims: Mapping[str, Any], registered: Callable[[str], Sequence[P]]
) -> P | None:
    """The registration that a token names by issuer and audience."""
    issuer, audience = claims.get("iss"), claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    known = registered(issuer) if isinstance(issuer, str) else ()
    # Without one that is meant, the only registration of the issuer shows where they differ.
    client = next((str(one) for one in audiences if any(p.client_id == one for p in known)), "")
    wanted = LoginRequest(str(issuer), "", "", "", client, "")
    return seen.ask("platform", lambda: choose_platform(wanted, known), issuer=str(issuer)[:200])


def _ask_deployment(seen: _Examination, claims: Mapping[str, Any], platform: P) -> None:
    named = claims.get(CLAIM + "deployment_id")
    known = platform.deployments.get(named) if isinstance(named, str) else None
    status = known.status if known else "unknown"

    def approved() -> None:
        if status != "approved":
            raise ClaimsRefused(f"deployment_{status}")

    seen.ask("deployment", approved, deployment=str(named)[:80], status=status)


def _times(claims: Mapping[str, Any], now: datetime) -> dict[str, object]:
    facts: dict[str, object] = {"now": now.astimezone(UTC).isoformat(timespec="seconds")}
    for name in ("iat", "exp"):
        value = claims.get(name)
        try:
            facts[name] = datetime.fromtimestamp(float(value), UTC).isoformat(timespec="seconds")  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError, OSError):
            facts[name] = str(value)[:40]
    return facts


def _shown(name: str, claims: Mapping[str, Any]) -> dict[str, object]:
    """What a claim says, where that is no secret and about nobody."""
    value = claims.get(CLAIM + name)
    if name in ("version", "message_type", "target_link_uri"):
        return {"value": str(value)[:200]}
    if name == "roles" and isinstance(value, list):
        return {"value": ", ".join(str(role).rpartition("/")[2] for role in value[:12])}
    return {}
