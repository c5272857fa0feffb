"""Families of platforms by name; the family is decided once and stored with the platform."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from . import canvas
from .base import Adapter
from .canvas import CanvasAdapter
from .generic import GenericAdapter
from .moodle import MoodleAdapter

ADAPTERS: Mapping[str, Adapter] = {
    adapter.family: adapter
    for adapter in (
        GenericAdapter(),
        MoodleAdapter(),
        CanvasAdapter(),
        GenericAdapter("blackboard", (".blackboard.com", ".anthology.com")),
        # The token end point of every customer is auth.brightspace.com.
        GenericAdapter("desire2learn", (".brightspace.com", ".desire2learn.com")),
        GenericAdapter("openedx"),
        GenericAdapter("sakai"),
    )
}
_PRODUCTS = {
    "blackboard": "blackboard",
    "blackboardlearn": "blackboard",
    "brightspace": "desire2learn",
    "canvas": "canvas",
    "d2l": "desire2learn",
    "desire2learn": "desire2learn",
    "edx": "openedx",
    "moodle": "moodle",
    "openedx": "openedx",
    "sakai": "sakai",
    "sakailms": "sakai",
    "totara": "moodle",
}
"""Families by product family code, as letters and digits before the first dot."""
_HOSTS = {
    ".blackboard.com": "blackboard",
    ".brightspace.com": "desire2learn",
    ".desire2learn.com": "desire2learn",
    **dict.fromkeys(canvas.HOSTS, "canvas"),
}
_PATHS = {
    # Fixed paths of the authentication end points.
    "/mod/lti/auth.php": "moodle",
    "/api/lti/authorize_redirect": "canvas",
    "/d2l/lti/authenticate": "desire2learn",
    "/imsoidc/lti13/oidc_auth": "sakai",
    "/api/lti_consumer/v1/launch": "openedx",
    "/api/v1/gateway/oidcauth": "blackboard",
}


def adapter_for(family: str) -> Adapter:
    """The adapter of a family; a family without one is generic."""
    return ADAPTERS.get(family, ADAPTERS["generic"])


def family_of(issuer: str, auth_login_url: str, product: str = "") -> str:
    """The family that a registration shows, or "generic".

    Parameters
    ----------
    issuer, auth_login_url : str
    product : str
        ``product_family_code`` of the platform's configuration, where there is one.
    """
    code = "".join(letter for letter in product.lower().partition(".")[0] if letter.isalnum())
    if code in _PRODUCTS:
        return _PRODUCTS[code]
    host = "." + (urlsplit(issuer).hostname or "")
    for end, family in _HOSTS.items():
        if host.endswith(end):
            return family
    path = urlsplit(auth_login_url).path.rstrip("/")
    return next((family for end, family in _PATHS.items() if path.endswith(end)), "generic")
