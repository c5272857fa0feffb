"""Databases for tests: migrated once of each kind, then copied."""

from __future__ import annotations

import os
import secrets
import shutil
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from lti_tool.database.engine import Database
from lti_tool.database.schema import upgrade

POSTGRESQL = os.environ.get("SENDA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1/postgres")
KINDS = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql),
]


def missing(what: str) -> None:
    """Skip a test that needs what is not here; fail where everything is required."""
    if os.environ.get("SENDA_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is required (SENDA_REQUIRE_SERVICES=1) and not here")
    pytest.skip(f"{what} is not here")


class Databases:
    """Makes migrated databases quickly: each kind is migrated once, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[str, str] = {}
        self._made: list[str] = []

    def make(self, kind: str) -> str:
        """URL of a new, migrated, empty database."""
        return self._make_sqlite() if kind == "sqlite" else self._make_postgresql()

    def _make_sqlite(self) -> str:
        template = self._folder / "template.db"
        if "sqlite" not in self._templates:
            _migrate(f"sqlite:///{template}")
            self._templates["sqlite"] = str(template)
        copy = self._folder / f"{secrets.token_hex(6)}.db"
        shutil.copy(template, copy)
        return f"sqlite:///{copy}"

    def _make_postgresql(self) -> str:
        if "postgresql" not in self._templates:
            name = self._create()
            _migrate(_postgresql_url(name))
            self._templates["postgresql"] = name
        return _postgresql_url(self._create(self._templates["postgresql"]))

    def _create(self, template: str = "template1") -> str:
        name = f"senda_test_{secrets.token_hex(6)}"
        try:
            _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        except OperationalError:
            missing(f"a PostgreSQL server at {make_url(POSTGRESQL).host}")
        self._made.append(name)
        return name

    def drop(self) -> None:
        """Remove what was made on servers."""
        for name in reversed(self._made):
            _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if self._made:
            _server().dispose()


@cache
def _server() -> Engine:
    """One connection for making and dropping, kept."""
    url = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    return create_engine(
        url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5}, pool_size=1, pool_pre_ping=True
    )


def _administer(statement: str) -> None:
    with _server().connect() as connection:
        connection.execute(text(statement))


def _postgresql_url(name: str) -> str:
    url = make_url(POSTGRESQL).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it is in the one file
    database.dispose()
