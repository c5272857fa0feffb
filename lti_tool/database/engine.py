"""The connection to SQLite or PostgreSQL, and the two kinds of transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MS = 15_000
ASK_AFTER = 1.0
"""Seconds that a connection may have lain idle and still be taken for alive without being asked."""
_READS = ("SELECT", "WITH", "BEGIN", "PRAGMA")


class Database:
    """An engine with two transactions: one that reads, one that writes.

    Parameters
    ----------
    url : str
        SQLAlchemy URL of SQLite (``sqlite:///path``) or PostgreSQL (``postgresql+psycopg://``;
        ``postgresql://`` means the same driver).
    pool_size : int
        Connections kept open, at least the number of threads of the process.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = make_url(url)
        if self.url.drivername in ("postgresql", "postgres"):
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {}
        if not (self.is_sqlite and self.url.database in (None, "", ":memory:")):
            options["pool_size"] = pool_size
        self.engine: Engine = create_engine(self.url, **options)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
            reading = self.engine.execution_options()
        else:
            event.listen(self.engine, "checkin", _remember_return)
            event.listen(self.engine, "checkout", _ask_if_alive)
            # Each statement sees what is committed by then, with a transaction around them or without:
            # so the server need not be told of a beginning and an end.
            reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        event.listen(reading, "before_cursor_execute", _read_only)
        self._reading = reading
        self._readers = sessionmaker(reading, autoflush=False, expire_on_commit=False)
        self._writing = self.engine.execution_options(senda_writes=True)
        self._writers = sessionmaker(self._writing, autoflush=False, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to read from; a statement that would change something is an error."""
        with self._readers() as session:
            yield session

    @contextmanager
    def read_plainly(self) -> Iterator[Connection]:
        """As `read`, without a session's bookkeeping: for what every page begins with."""
        with self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back on any error.

        On SQLite the write lock is taken at the beginning: a transaction that reads first and
        writes later would fail under load instead of waiting.
        """
        with self._writers.begin() as session:
            yield session

    @contextmanager
    def write_plainly(self) -> Iterator[Connection]:
        """As `write`, without a session's bookkeeping: for a launch, which takes half the time so."""
        with self._writing.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close all connections, as a process must before it forks or ends."""
        self.engine.dispose()


def _read_only(
    _connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    if not statement.lstrip().startswith(_READS):
        raise RuntimeError(f"a session for reading was to execute: {statement[:100]}")


def _remember_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _ask_if_alive(connection: Any, record: Any, _proxy: Any) -> None:
    """The server may have gone away meanwhile; to ask each time would cost as much as a query."""
    returned = record.info.get("returned")
    if returned is None or time.monotonic() - returned < ASK_AFTER:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise InvalidatePoolError("the connection was lost while it lay idle") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the "begin" event below decides, not the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("senda_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
