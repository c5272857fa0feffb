"""The tool on SQLite, one for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import Databases
from fake_platform import JsonServer
from tool_under_test import Tool, started_tool


@pytest.fixture(scope="module")
def tool(databases: Databases) -> Iterator[Tool]:
    server = JsonServer()
    with started_tool(databases.make("sqlite"), server) as started:
        yield started
    server.close()
