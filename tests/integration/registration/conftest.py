"""The tool and a platform that wants to be registered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import Databases
from fake_platform import JsonServer
from platform_to_register import RegisteringPlatform
from tool_under_test import Tool, started_tool


@pytest.fixture
def server() -> Iterator[JsonServer]:
    started = JsonServer()
    yield started
    started.close()


@pytest.fixture
def lms(server: JsonServer) -> RegisteringPlatform:
    return RegisteringPlatform(server)


@pytest.fixture
def tool(databases: Databases, server: JsonServer) -> Iterator[Tool]:
    """On SQLite, a fresh one for each test: registrations change the whole installation."""
    with started_tool(databases.make("sqlite"), server) as started:
        yield started


@pytest.fixture
def tool_on_both(database_url: str, server: JsonServer) -> Iterator[Tool]:
    """Once on each kind of database."""
    with started_tool(database_url, server) as started:
        yield started
