"""A platform's services for tests: real HTTP, answers put under paths, a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fake_platform import JsonServer, private_key

from adapters.lms.base import GradeService
from lti_tool.database.platforms import PlatformRecord
from lti_tool.lti.ags import LINEITEM, LINEITEM_READ, RESULT, SCORE, Column, GradeBook
from lti_tool.lti.http import GuardedSession
from lti_tool.lti.services import ServiceClient, TokenCache

NOW = datetime(2026, 11, 21, 9, 0, 0, 700_000, tzinfo=UTC)
SCOPES = (LINEITEM, LINEITEM_READ, RESULT, SCORE)
COLUMN = Column("senda-1", "diagnostic", "Where I stand", 100, "link-1")


@dataclass(frozen=True)
class Key:
    kid: str
    private_key: Any


class Keys:
    def signing_key(self, now: datetime) -> Key:
        return Key("tool-key", private_key(3))


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Lms:
    """A platform's services; tests put answers under paths."""

    server: JsonServer
    clock: Clock
    client: ServiceClient

    def url(self, path: str) -> str:
        return self.server.origin + path

    def book(self, *scopes: str, lineitem: str = "") -> GradeBook:
        service = GradeService(self.url("/lineitems?type_id=2"), lineitem, scopes or SCOPES)
        return GradeBook(self.client, service)

    def sent(self, path: str) -> list[tuple[str, str, dict[str, str], bytes]]:
        return [request for request in self.server.requests if request[1].partition("?")[0] == path]


def record(server: JsonServer, family: str = "generic") -> PlatformRecord:
    origin = server.origin
    return PlatformRecord(
        1, 1, "https://lms.example", "client-1", "", origin + "/token", "", "", family, False, {}
    )


@contextmanager
def services(family: str) -> Iterator[Lms]:
    """The services of a platform of that family, up for a while."""
    server, clock = JsonServer(), Clock()
    server.answers["/token"] = {"access_token": "token-1", "expires_in": 3600, "token_type": "Bearer"}
    session = GuardedSession("Senda/test", allow_private_hosts=True)
    try:
        yield Lms(server, clock, ServiceClient(record(server, family), Keys(), session, clock, TokenCache()))
    finally:
        server.close()
