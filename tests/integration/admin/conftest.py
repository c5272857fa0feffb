"""The admin site on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from admin_site import Site, started_site
from fake_platform import JsonServer
from tool_under_test import started_tool


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    server = JsonServer()
    with started_tool(database_url, server) as tool:
        yield started_site(tool, server)
    server.close()
