"""Families of platforms by name; the family is decided once and stored with the platform."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from .base import Adapter
from .canvas import CanvasAdapter
from .generic import GenericAdapter
from .moodle import MoodleAdapter

ADAPTERS: Mapping[str, Adapter] = {
    adapter.family: adapter for adapter in (GenericAdapter(), MoodleAdapter(), CanvasAdapter())
}
_CANVAS_HOSTS = (".instructure.com", ".canvaslms.com")


def adapter_for(family: str) -> Adapter:
    """The adapter of a family; a family without one is generic."""
    return ADAPTERS.get(family, ADAPTERS["generic"])


def family_of(issuer: str, auth_login_url: str) -> str:
    """The family that the addresses of a registration show, or "generic"."""
    host = urlsplit(issuer).hostname or ""
    if host.endswith(_CANVAS_HOSTS):
        return "canvas"
    # Fixed path of the authentication end point (Moodle: mod/lti/auth.php).
    if urlsplit(auth_login_url).path.endswith("/mod/lti/auth.php"):
        return "moodle"
    return "generic"
