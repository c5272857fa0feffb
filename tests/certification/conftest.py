"""The whole tool over HTTP, with a real database of each kind and platforms whose keys are served over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from databases import KINDS, Databases
from fake_platform import JsonServer
from tool_under_test import Tool, started_tool
from werkzeug.test import TestResponse


@pytest.fixture(scope="session")
def server() -> Iterator[JsonServer]:
    started = JsonServer()
    yield started
    started.close()


@pytest.fixture(scope="package", params=KINDS)
def tool(request: pytest.FixtureRequest, databases: Databases, server: JsonServer) -> Iterator[Tool]:
    """The tool with two platforms registered, shared by the tests of this folder."""
    with started_tool(databases.make(request.param), server) as started:
        yield started


@dataclass(frozen=True)
class Refusal:
    """Checks that a response refused with a reason, and that nothing came of it."""

    tool: Tool
    before: dict[str, int]

    def check(self, response: TestResponse, code: str) -> None:
        assert response.headers.get("X-Senda-Error") == code, response.text
        assert 400 <= response.status_code < 500 or code == "platform_keys_unavailable"
        assert "senda-token" not in response.text
        assert "data-launch" not in response.text
        assert "Traceback" not in response.text
        assert not any(cookie.startswith("senda_visit") for cookie in response.headers.getlist("Set-Cookie"))
        assert self.tool.rows() == self.before


@pytest.fixture
def refused(tool: Tool) -> Refusal:
    """Remembers what the database holds before the test's launch."""
    return Refusal(tool, tool.rows())
