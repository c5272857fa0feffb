"""Fixtures for all tests: databases of both kinds and the data for tests."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from databases import KINDS, Databases, missing
from hypothesis import settings

from lti_tool.database.engine import Database

ROOT = Path(__file__).resolve().parent.parent

# Where everything must pass, the same examples are tried each time; elsewhere new ones are searched for.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases; for fixtures with a wider scope than a test."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.drop()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A fresh, migrated database for this test, once on SQLite and once on PostgreSQL."""
    url = databases.make(request.param)
    yield url
    databases.let_go(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_url(databases: Databases) -> Iterator[str]:
    """A fresh, migrated SQLite database, for what does not depend on the kind."""
    url = databases.make("sqlite")
    yield url
    databases.let_go(url)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with the larger data for tests."""
    folder = ROOT / os.environ.get("SENDA_TEST_DATA", "../shared/data")
    if not folder.is_dir():
        missing(f"the data for tests ({folder})")
    return folder


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for what a test's marker says that it needs; PostgreSQL's fixture looks for itself."""
    if item.get_closest_marker("redis") and not _listens(6379):
        missing("Redis on 127.0.0.1:6379")
    if item.get_closest_marker("browser") and not shutil.which("chromium"):
        missing("Chromium")
    if item.get_closest_marker("firefox") and not shutil.which("firefox-esr"):
        missing("Firefox (firefox-esr)")
    if item.get_closest_marker("webkit") and not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        missing("WebKit (webkit2gtk-driver) with a screen (xvfb)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required a skipped test has failed, whyever it was skipped."""
    report = yield
    if os.environ.get("SENDA_REQUIRE_SERVICES") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and SENDA_REQUIRE_SERVICES=1: {report.longreprtext}"
    return report
