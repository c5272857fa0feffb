"""Databases for tests: migrated once of each kind, filled once with what many tests start from, then copied."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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


Fill = Callable[[Database], object]
"""What puts into a new database what tests start from."""


class Databases:
    """Makes migrated databases quickly: each kind is migrated once, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[tuple[str, Fill | None], str] = {}
        self._made: list[str] = []
        self._dropping = ThreadPoolExecutor(1, "dropping")
        self._dropped: list[Future[None]] = []

    def make(self, kind: str, fill: Fill | None = None) -> str:
        """URL of a new, migrated database: empty, or with what `fill` once put into one of its kind."""
        if (kind, fill) not in self._templates:
            self._templates[kind, fill] = self._template(kind, fill)
        return self._copy(kind, self._templates[kind, fill])

    def let_go(self, url: str) -> None:
        """Nobody needs this one any more; it goes while tests go on."""
        name = make_url(url).database or ""
        if name in self._made:
            self._made.remove(name)
            self._dropped.append(self._dropping.submit(_drop, name))
        else:
            for file in self._folder.glob(f"{Path(name).name}*"):  # with its log and its shared memory
                file.unlink()

    def drop(self) -> None:
        """Remove what was made on servers."""
        self._dropping.shutdown()
        for one in self._dropped:
            one.result()
        for name in reversed(self._made):
            _drop(name)
        if self._made or self._dropped:
            _server().dispose()

    def _template(self, kind: str, fill: Fill | None) -> str:
        if fill is None:
            url = (
                f"sqlite:///{self._file()}"
                if kind == "sqlite"
                else _postgresql_url(self._create("template1"))
            )
            database = Database(url)
            upgrade(database)
        else:
            url = self.make(kind)
            database = Database(url)
            fill(database)
        if database.is_sqlite:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it is in the one file
        database.dispose()
        return make_url(url).database or ""

    def _copy(self, kind: str, template: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{shutil.copy(template, self._file())}"
        return _postgresql_url(self._create(template))

    def _file(self) -> Path:
        return self._folder / f"{secrets.token_hex(6)}.db"

    def _create(self, template: str) -> str:
        name = f"senda_test_{secrets.token_hex(6)}"
        try:
            _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {_strategy()}')
        except OperationalError:
            missing(f"a PostgreSQL server at {make_url(POSTGRESQL).host}")
        self._made.append(name)
        return name


@cache
def _server() -> Engine:
    """Connections for making and dropping, kept."""
    url = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    return create_engine(
        url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5}, pool_pre_ping=True
    )


def _administer(statement: str) -> None:
    with _server().connect() as connection:
        connection.execute(text(statement))


def _drop(name: str) -> None:
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@cache
def _strategy() -> str:
    """How a copy costs least: its files at once, where the server need not wait for the disk to have them."""
    with _server().connect() as connection:
        version = int(connection.scalar(text("SHOW server_version_num")) or 0)
        waits = connection.scalar(text("SHOW fsync")) == "on"
    return "STRATEGY file_copy" if version >= 150000 and not waits else ""


def _postgresql_url(name: str) -> str:
    url = make_url(POSTGRESQL).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)
