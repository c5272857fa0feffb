"""Fixtures for all tests: databases of both kinds and the data for tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import KINDS, Databases, missing

from lti_tool.database.engine import Database

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases; for fixtures with a wider scope than a test."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.drop()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """A fresh, migrated database for this test, once on SQLite and once on PostgreSQL."""
    return databases.make(request.param)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_url(databases: Databases) -> str:
    """A fresh, migrated SQLite database, for what does not depend on the kind."""
    return databases.make("sqlite")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with the larger data for tests."""
    folder = ROOT / os.environ.get("SENDA_TEST_DATA", "../shared/data")
    if not folder.is_dir():
        missing(f"the data for tests ({folder})")
    return folder
