"""A platform that only has class lists and groups, over real HTTP, which tests break as they like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from classroom import Classroom, Clock, make_classroom
from fake_platform import JsonServer, reply

from lti_tool.actions.assemble import assemble
from lti_tool.actions.runtime import Runtime
from lti_tool.config import Config

Fault = Callable[[Any], bool]
"""Answers a request itself and says so, or leaves it to be answered as always."""


def learner(subject: str, *roles: str, **more: Any) -> dict[str, Any]:
    """An entry of a class list, with personal data."""
    given = f"Given{subject}"
    entry = {
        "user_id": subject,
        "roles": list(roles or ("Learner",)),
        "status": "Active",
        "name": f"{given} Family{subject}",
        "given_name": given,
        "family_name": f"Family{subject}",
        "email": f"{subject}@x.example",
    }
    return {**entry, **more}


@dataclass
class Lists:
    """The lists of one platform, by course, in pages."""

    server: JsonServer
    runtime: Runtime
    classroom: Classroom
    courses: dict[str, list[Any]] = field(default_factory=dict)
    size: int = 3
    faults: dict[tuple[str, int], list[Fault]] = field(default_factory=dict)
    """By course and number of the page: what goes wrong, once each, the first first."""
    pauses: list[float] = field(default_factory=list)

    def path(self, course: str) -> str:
        return f"/lti/courses/{course}/memberships"

    def serve(self, course: str, members: list[Any]) -> None:
        """Give a course this list."""
        self.courses[course] = members
        self.server.answers[self.path(course)] = lambda handler, body: self._answer(course, handler)

    def asked(self, course: str) -> list[str]:
        """The requests for a course's list so far, path and query."""
        return [one[1] for one in self.server.requests if urlsplit(one[1]).path == self.path(course)]

    def _answer(self, course: str, handler: Any) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        # The bookmark is case-sensitive, as Canvas's are.
        number = int(query.get("page", ["Bookmark_0"])[0].removeprefix("Bookmark_"))
        waiting = self.faults.get((course, number), [])
        if waiting and waiting.pop(0)(handler):
            return
        members = self.courses[course]
        shown = members[number * self.size : (number + 1) * self.size]
        more = (number + 1) * self.size < len(members)
        address = f"{self.server.origin}{self.path(course)}?page=Bookmark_{number + 1}"
        links = {"Link": f'<{address}>; rel="next"'} if more else {}
        reply(handler, 200, {"members": shown}, links)


def status(code: int, **headers: str) -> Fault:
    """A page that is answered with an error."""

    def answer(handler: Any) -> bool:
        reply(handler, code, {}, {name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return answer


def html(handler: Any) -> bool:
    """A page that is a web page."""
    reply(handler, 200, raw=b"<!doctype html><h1>Sign in</h1>", headers={"Content-Type": "text/html"})
    return True


def onward(address: str) -> Fault:
    """A page that leads elsewhere."""

    def answer(handler: Any) -> bool:
        reply(handler, 200, {"members": [learner("1")]}, {"Link": f'<{address}>; rel="next"'})
        return True

    return answer


@contextmanager
def lists(database_url: str) -> Iterator[Lists]:
    """The platform and a classroom registered with it."""
    server = JsonServer()
    config = Config(
        public_url="https://senda.example",
        secret_key="a secret of the tests " * 2,
        database_url=database_url,
        allow_private_hosts=True,
        log_level="ERROR",
    )
    runtime = assemble(config)
    clock = Clock()
    runtime.clock = clock
    server.answers["/lti/token"] = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
    try:
        made = Lists(server, runtime, make_classroom(runtime.database, server.origin, clock=clock))
        runtime.pause = made.pauses.append
        yield made
    finally:
        server.close()
        runtime.answers.close()
        runtime.database.dispose()
