"""The running platform: what its pages and endpoints share."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from typing import cast

from flask import Flask, current_app, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from lti_tool.demo.people import Person, find_person
from lti_tool.demo.settings import PlatformSettings
from lti_tool.demo.signing import SigningKey
from lti_tool.demo.store import Store

MESSAGE_HINT_SECONDS = 3600


class Platform:
    """One platform at work.

    Attributes
    ----------
    clock_offset : float
        Seconds by which its clock is ahead; tests move it.
    unavailable : bool
        While true, every service (not the pages) answers 503.
    calls : Counter
        How often each service endpoint was called, by method and endpoint name.
    """

    def __init__(self, settings: PlatformSettings) -> None:
        self.settings = settings
        self.store = Store(settings.data)
        self.key = SigningKey.of(self.store)
        self.secret = self.store.secret("session", secrets.token_urlsafe(32))
        self.clock_offset = settings.clock_offset
        self.unavailable = False
        self.calls: Counter[str] = Counter()
        self._hints = URLSafeSerializer(self.secret, salt="lti-message-hint")

    def now(self) -> float:
        """The platform's time, in seconds since 1970."""
        return time.time() + self.clock_offset

    def go_down(self) -> None:
        """Let every service fail with 503, as a platform under maintenance."""
        self.unavailable = True

    def come_back(self) -> None:
        """End what `go_down` began."""
        self.unavailable = False

    def message_hint(self, subject: str, course_id: str, link_id: str, target: str) -> str:
        """Sign what a launch is about, for the tool to bring back."""
        hint = self._hints.dumps([subject, course_id, link_id, target, self.now()])
        return hint if isinstance(hint, str) else hint.decode()

    def read_message_hint(self, hint: str) -> tuple[str, str, str, str] | None:
        """Give back (subject, course id, link id, document target), or None when forged or old."""
        try:
            subject, course_id, link_id, target, begun = self._hints.loads(hint)
        except (BadSignature, ValueError, TypeError):
            return None
        if not 0 <= self.now() - begun <= MESSAGE_HINT_SECONDS:
            return None
        return subject, course_id, link_id, target


def platform_of(app: Flask) -> Platform:
    """Give the platform behind an application, for tests and for the runner."""
    return cast(Platform, app.extensions["demo"])


def current_platform() -> Platform:
    """Give the platform of the current request."""
    return platform_of(current_app)


def current_person() -> Person | None:
    """Give who has entered in this browser."""
    return find_person(str(session.get("subject", "")))


def current_language() -> str:
    """Give the language of this browser: chosen, the person's own, or the browser's."""
    chosen = session.get("language")
    if chosen in ("es", "en"):
        return str(chosen)
    return request.accept_languages.best_match(("es", "en"), default="es") or "es"
