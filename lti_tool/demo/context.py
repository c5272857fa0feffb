"""The running platform: what its pages and endpoints share, and the handles by which tests move it."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any, cast

from flask import Flask, current_app, g, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from lti_tool.demo.campus import Campus
from lti_tool.demo.families.choice import family_of
from lti_tool.demo.launches import Hint, Launch
from lti_tool.demo.people import Course, CourseRole, Person
from lti_tool.demo.settings import PlatformSettings
from lti_tool.demo.signing import SigningKey
from lti_tool.demo.store import Store
from lti_tool.demo.tools import Tool, Tools, builtin_tool

MESSAGE_HINT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Failure:
    """How a service call fails that would have gone well.

    Attributes
    ----------
    status : int
        What it answers; 0 answers what it would have answered, only later.
    retry_after : int, optional
        Seconds in `Retry-After`.
    seconds : float
        How long the caller waits first.
    """

    status: int = 503
    retry_after: int | None = None
    seconds: float = 0.0


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
    notices : list
        What was sent to tools that listen (`lti_tool.demo.notices.Notice`).
    trouble : callable, optional
        Given that name before each service call, says how the call fails, or None.
    """

    def __init__(self, settings: PlatformSettings) -> None:
        self.settings = settings
        self.family = family_of(settings.family)
        self.store = Store(settings.data)
        self.key = SigningKey.of(self.store)
        self.secret = self.store.secret("session", secrets.token_urlsafe(32))
        builtin = builtin_tool(settings, self.family.scopes, self.family.messages)
        self.tools = Tools(self.store, builtin)
        self.campus = Campus(self.store)
        self.clock_offset = settings.clock_offset
        self.unavailable = False
        self.calls: Counter[str] = Counter()
        self.trouble: Callable[[str], Failure | None] | None = None
        self.interruption: Callable[[], AbstractContextManager[None]] | None = None
        self.notices: list[Any] = []
        self._failures: list[Failure] = []
        self._lock = threading.Lock()
        with self.store.write() as connection:
            # Line items of an older file belong to the built-in registration.
            connection.execute(
                "UPDATE line_item SET client_id = ? WHERE client_id IS NULL", (builtin.client_id,)
            )

    def now(self) -> float:
        """The platform's time, in seconds since 1970."""
        return time.time() + self.clock_offset

    def go_down(self) -> None:
        """Let every service fail with 503, as a platform under maintenance."""
        self.unavailable = True

    def come_back(self) -> None:
        """End what `go_down` began."""
        self.unavailable = False

    def fail_next(
        self, count: int, status: int = 503, retry_after: int | None = None, seconds: float = 0.0
    ) -> None:
        """Let the next service calls fail; a status of 0 only makes them late."""
        with self._lock:
            self._failures += [Failure(status, retry_after, seconds)] * count

    def next_failure(self, name: str) -> Failure | None:
        """Give how this service call fails, if it does."""
        with self._lock:
            if self._failures:
                return self._failures.pop(0)
        if self.unavailable:
            return Failure(503)
        return self.trouble(name) if self.trouble is not None else None

    def restart(self, seconds: float = 0.0) -> None:
        """Stop serving, wait, and serve again on the same port; only inside `running`."""
        if self.interruption is None:
            raise RuntimeError("nothing serves this platform")
        with self.interruption():
            time.sleep(seconds)

    def revoke_tokens(self) -> None:
        """Let every access token be unknown from now on."""
        with self.store.write() as connection:
            connection.execute("DELETE FROM bearer")

    def add_people(
        self, course_id: str, count: int, role: CourseRole = CourseRole.STUDENT
    ) -> tuple[str, ...]:
        """Invent people and enrol them; give their subjects."""
        return self.campus.add_people(course_id, count, role)

    def enrol(self, course_id: str, subject: str, role: CourseRole) -> None:
        """Put somebody into a course, or into another role there."""
        self.campus.enrol(course_id, (subject,), role)

    def expel(self, course_id: str, subject: str) -> None:
        """Take somebody out of a course."""
        self.campus.enrol(course_id, (subject,), CourseRole.VISITOR)

    def sign(self, salt: str, value: object) -> str:
        """Sign something to be handed out and to come back, with the time."""
        signed = URLSafeSerializer(self.secret, salt=salt).dumps([value, self.now()])
        return signed if isinstance(signed, str) else signed.decode()

    def signed(self, salt: str, text: str, seconds: float = MESSAGE_HINT_SECONDS) -> object | None:
        """Read what was signed; None when it is forged or old."""
        try:
            value, begun = URLSafeSerializer(self.secret, salt=salt).loads(text)
        except (BadSignature, ValueError, TypeError):
            return None
        return value if 0 <= self.now() - begun <= seconds else None

    def message_hint(self, launch: Launch) -> str:
        """Sign what a launch is about, for the tool to bring back."""
        signed = self.sign("lti-message-hint", json.dumps(asdict(Hint.of(launch))))
        return self.family.wrap_hint(launch, signed)

    def read_message_hint(self, text: str) -> Hint | None:
        """Give back what a launch is about, or None when it is forged or old."""
        value = self.signed("lti-message-hint", self.family.unwrap_hint(text))
        return Hint(**json.loads(value)) if isinstance(value, str) else None

    def tool_of(self, client_id: str) -> Tool | None:
        """Find an active tool; links of the built-in registration name none."""
        return self.tools.find_active(client_id)


def platform_of(app: Flask) -> Platform:
    """Give the platform behind an application, for tests and for the runner."""
    return cast(Platform, app.extensions["demo"])


def current_platform() -> Platform:
    """Give the platform of the current request."""
    return platform_of(current_app)


def current_person() -> Person | None:
    """Give who has entered in this browser."""
    return current_platform().campus.find_person(str(session.get("subject", "")))


def find_course(course_id: str) -> Course | None:
    """Find a course of the current platform."""
    return current_platform().campus.find_course(course_id)


def find_person(subject: str) -> Person | None:
    """Find an account of the current platform."""
    return current_platform().campus.find_person(subject)


def current_language() -> str:
    """Give the language of this browser: chosen, the person's own, or the browser's."""
    chosen = g.get("language") or session.get("language")
    if chosen in ("es", "en"):
        return str(chosen)
    return request.accept_languages.best_match(("es", "en"), default="es") or "es"
