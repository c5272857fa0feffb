"""Deep Linking 2.0: whether a request can be answered, and the signed answer with what was chosen.

Written by hand: PyLTI1p3's resource knows neither dates nor windows and writes unescaped HTML.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import jwt

from adapters.lms.base import DeepLinking
from keys.jwk import UnusableKey
from keys.sealing import CannotUnseal
from lti_tool.errors import ClaimsRefused, PassingFailure

from .claims import CLAIM
from .services import BACKDATED, SigningKeys
from .storage import origin_of

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
RESPONSE = "LtiDeepLinkingResponse"
LINK = "ltiResourceLink"
LIFE = timedelta(minutes=5)
"""From the (backdated) time of issue to the end: the browser carries the answer over at once."""
ACTIVITY_PARAMETER = "senda_activity"
"""Custom parameter of a placement: the public id of what it shows."""
FRAME = {"width": 900, "height": 700}
REVIEWABLE = ("Submitted", "Completed")
"""States of a student's work in which its result can be opened from the gradebook."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for content and how the answer must look, all of it verified with the request's token."""

    issuer: str
    client_id: str
    deployment_id: str
    settings: DeepLinking


@dataclass(frozen=True, slots=True)
class Chosen:
    """An activity that is to stand in the course.

    Attributes
    ----------
    text : str
        A sentence for the course page.
    maximum : float or None
        Score maximum of its column in the gradebook; None: it has none.
    window : bool
        Opens in a window of its own, where the platform leaves the choice.
    review_label : str
        What the platform's link from a grade to the student's result is called.
    """

    public_id: str
    kind: str
    title: str
    text: str
    maximum: float | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    window: bool = False
    review_label: str = ""


def check_request(settings: DeepLinking, *, allow_private_hosts: bool) -> None:
    """Whether what was asked for can be given.

    Raises
    ------
    ClaimsRefused
        The answer would travel unprotected, or no link to a tool is wanted.
    """
    scheme = urlsplit(settings.return_url).scheme
    if not origin_of(settings.return_url) or (scheme != "https" and not allow_private_hosts):
        raise ClaimsRefused("deep_linking_return")
    if LINK not in settings.accept_types:
        raise ClaimsRefused("deep_linking_types")


def content_item(chosen: Chosen, settings: DeepLinking, public_url: str) -> dict[str, Any]:
    """An activity as a content item, with what the platform accepts and nothing else."""
    item: dict[str, Any] = {
        "type": LINK,
        "title": chosen.title,
        "text": chosen.text,
        "url": f"{public_url}/lti/launch",
        "icon": {"url": f"{public_url}/static/favicon.svg", "width": 16, "height": 16},
        "custom": {ACTIVITY_PARAMETER: chosen.public_id},
    }
    if chosen.maximum is not None and settings.line_items:
        item["lineItem"] = {
            "label": chosen.title,
            "scoreMaximum": _plain(chosen.maximum),
            "resourceId": chosen.public_id,
            "tag": f"senda-{chosen.kind}",
            "submissionReview": {"reviewableStatus": list(REVIEWABLE), "label": chosen.review_label},
        }
    dates = {"startDateTime": chosen.opens_at, "endDateTime": chosen.closes_at}
    if times := {name: _moment(at) for name, at in dates.items() if at is not None}:
        item["available"] = times
    if chosen.closes_at is not None:
        item["submission"] = {"endDateTime": _moment(chosen.closes_at)}
    return item | _presentation(chosen, settings.targets)


def _presentation(chosen: Chosen, targets: Sequence[str]) -> dict[str, Any]:
    """How it is shown: as chosen where both are accepted, else in the one way that is."""
    if "window" in targets and (chosen.window or "iframe" not in targets):
        return {"window": {"targetName": f"senda-{chosen.public_id}"}}
    return {"iframe": dict(FRAME)} if "iframe" in targets else {}


def response_claims(
    asked: Asked, items: Sequence[dict[str, Any]], *, message: str = "", now: datetime
) -> dict[str, Any]:
    """The claims of the answer; no items: nothing was chosen."""
    issued = now - BACKDATED
    claims: dict[str, Any] = {
        "iss": asked.client_id,
        "aud": [asked.issuer],
        "iat": int(issued.timestamp()),
        "exp": int((issued + LIFE).timestamp()),
        "nonce": secrets.token_urlsafe(24),
        CLAIM + "message_type": RESPONSE,
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": asked.deployment_id,
        DL + "content_items": list(items),
    }
    # The platform's own data comes back to the letter, and only where it sent some.
    if asked.settings.data is not None:
        claims[DL + "data"] = asked.settings.data
    if message:
        claims[DL + "msg"] = message
    return claims


def sign(keys: SigningKeys, claims: dict[str, Any], now: datetime) -> str:
    """The answer as the platform's form field ``JWT`` carries it.

    Raises
    ------
    PassingFailure
        The tool's own key cannot be used at the moment.
    """
    try:
        key = keys.signing_key(now)
    except (CannotUnseal, UnusableKey) as error:
        raise PassingFailure("key_unavailable") from error
    return jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key.kid})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(number: float) -> float | int:
    """Whole numbers without a point: some platforms read nothing else."""
    return int(number) if number == int(number) else number
