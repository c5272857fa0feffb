"""The platform is told where its notices go; a platform that does not want to is not asked at every launch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from databases import Databases
from fake_platform import JsonServer, reply
from sqlalchemy import select, update
from tool_under_test import TOOL, Tool, started_tool

from lti_tool.actions.register_notices import register_notices
from lti_tool.actions.start_launch import NOTICES_EVERY
from lti_tool.database.platforms import Deployment, Platform

PATH = "/handlers"


@pytest.fixture
def server() -> Iterator[JsonServer]:
    started = JsonServer()
    yield started
    started.close()


@pytest.fixture
def tool(databases: Databases, server: JsonServer) -> Iterator[Tool]:
    with started_tool(databases.make("sqlite"), server) as started:
        with started.runtime.database.write() as session:
            session.execute(update(Deployment).values(notices_url=server.origin + PATH))
        server.answers["/lms/token"] = {"access_token": "t", "expires_in": 3600}
        server.answers[PATH] = lambda handler, body: reply(handler, 200, json.loads(body))
        yield started


def deployment(tool: Tool) -> Deployment:
    with tool.runtime.database.read() as session:
        return session.scalars(
            select(Deployment).join(Platform).where(Platform.issuer == tool.platform.issuer)
        ).one()


def run(tool: Tool) -> bool:
    return register_notices(tool.runtime, deployment(tool).id, now=tool.runtime.clock())


def test_our_address_for_each_kind_that_we_understand(tool: Tool, server: JsonServer) -> None:
    assert run(tool)
    sent = [(one[0], json.loads(one[3])) for one in server.requests if one[1] == PATH]
    assert sent == [
        ("PUT", {"notice_type": kind, "handler": f"{TOOL}/lti/notices"})
        for kind in ("LtiContextCopyNotice", "LtiHelloWorldNotice")
    ]
    asked = next(one[3].decode() for one in server.requests if one[1] == "/lms/token")
    assert "scope=https%3A%2F%2Fpurl.imsglobal.org%2Fspec%2Flti%2Fscope%2Fnoticehandlers" in asked
    at = deployment(tool).notices_at
    assert at is not None
    assert tool.runtime.clock() - at < timedelta(minutes=1)


def test_a_platform_that_has_no_hello(tool: Tool, server: JsonServer) -> None:
    server.answers[PATH] = lambda handler, body: reply(handler, 400 if b"Hello" in body else 200, {})
    assert run(tool)
    assert deployment(tool).notices_at is not None


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_platform_that_refuses_is_asked_again_tomorrow(tool: Tool, server: JsonServer, status: int) -> None:
    server.answers[PATH] = lambda handler, body: reply(handler, status, {})
    assert not run(tool)
    at, now = deployment(tool).notices_at, tool.runtime.clock()
    assert at is not None
    assert now - at < NOTICES_EVERY < now + timedelta(days=1, minutes=1) - at


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_leaves_it_to_the_next_launch(tool: Tool, server: JsonServer, status: int) -> None:
    server.answers[PATH] = lambda handler, body: reply(handler, status, {})
    assert not run(tool)
    assert deployment(tool).notices_at is None


def test_no_scope_no_address_no_deployment(tool: Tool, server: JsonServer) -> None:
    server.answers["/lms/token"] = lambda handler, body: reply(handler, 400, {"error": "invalid_scope"})
    assert not run(tool)
    assert server.count(PATH) == 0
    with tool.runtime.database.write() as session:
        session.execute(update(Deployment).values(notices_url=""))
    assert not run(tool)
    assert not register_notices(tool.runtime, 4711, now=tool.runtime.clock())


def test_a_platform_that_was_switched_off_is_asked_nothing(tool: Tool, server: JsonServer) -> None:
    with tool.runtime.database.write() as session:
        session.execute(update(Platform).values(active=False))
    assert not run(tool)
    assert server.requests == []


def test_html_instead_of_json_is_taken_by_its_status(tool: Tool, server: JsonServer) -> None:
    """What comes back is not read: some platforms answer with nothing, or with the whole catalogue."""
    server.answers[PATH] = lambda handler, body: reply(handler, 200, raw=b"<html></html>")
    assert run(tool)


def test_a_platform_that_moved_its_service_meanwhile(tool: Tool, server: JsonServer) -> None:
    def move(handler: object, body: bytes) -> None:
        with tool.runtime.database.write() as session:
            session.execute(update(Deployment).values(notices_url="https://elsewhere.example/"))
        reply(handler, 200, {})

    server.answers[PATH] = move
    run(tool)
    assert deployment(tool).notices_at is None
