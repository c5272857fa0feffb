"""How a launch is bound to the browser that began it: a cookie, or the platform's storage.

Platform storage (LTI Client Side postMessages 1.0) keeps a value in a frame of the platform: pages
talk to it with ``lti.put_data`` and ``lti.get_data``. The pages for it are in `lti_tool.web`.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from urllib.parse import urlsplit

from .state import State


class Binding(Enum):
    """How a launch that arrived relates to this browser."""

    COOKIE = "cookie"
    STORAGE = "storage"
    ASK_STORAGE = "ask storage"
    """No cookie, but the platform offers storage: its page must be asked first."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a request shows of its browser.

    Attributes
    ----------
    cookie : str
        Value of the state's cookie, or empty.
    storage : str or None
        What our page read from the platform's storage; None when it has not asked yet.
    same_origin : bool
        Whether the request comes from a page of our own. Without this a foreign page could send
        the storage value that it got in *its* browser.
    """

    cookie: str
    storage: str | None
    same_origin: bool


def binding_of(state: State, evidence: Evidence) -> Binding:
    """Decide whether the browser that brings a launch is the one that began it."""
    if evidence.cookie and hmac.compare_digest(evidence.cookie.encode(), state.cookie.encode()):
        return Binding.COOKIE
    if not state.login.storage_target:
        return Binding.NONE
    if evidence.storage is None:
        return Binding.ASK_STORAGE
    genuine = hmac.compare_digest(evidence.storage.encode(), state.storage.encode())
    return Binding.STORAGE if genuine and evidence.same_origin else Binding.NONE


@lru_cache(maxsize=1_024)
def origin_of(url: str) -> str:
    """Scheme, host and port of an http(s) address as browsers write an origin; empty otherwise."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    name = f"[{host}]" if ":" in host else host
    # The value goes into headers: a name with anything but host characters is no origin.
    if not name.isascii() or not all(c.isalnum() or c in "-._:[]" for c in name):
        return ""
    default = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{name}" + ("" if port in (None, default) else f":{port}")
