"""The platform's one SQLite file: its secrets, tokens, used assertions, line items and results."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS used_assertion (jti TEXT PRIMARY KEY, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS access_token (
    digest TEXT PRIMARY KEY, scopes TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS line_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT, course_id TEXT NOT NULL, resource_link_id TEXT,
    resource_id TEXT, tag TEXT, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS result (
    line_item_id INTEGER NOT NULL REFERENCES line_item (id) ON DELETE CASCADE,
    subject TEXT NOT NULL, second INTEGER NOT NULL, timestamp TEXT NOT NULL,
    score REAL, maximum REAL, comment TEXT NOT NULL, activity_progress TEXT NOT NULL,
    grading_progress TEXT NOT NULL, PRIMARY KEY (line_item_id, subject));
"""


class Store:
    """Short transactions on one file, from any thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
        path.chmod(0o600)  # the platform's private key is inside

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Open a connection for reading."""
        with self._open() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Open a writing transaction: committed at the end, rolled back by an exception."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def secret(self, name: str, fresh: str) -> str:
        """Give a stored secret, or store `fresh` under the name when there is none."""
        with self.write() as connection:
            connection.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (name, fresh))
            row = connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
        return str(row["value"])

    def find_secret(self, name: str) -> str | None:
        """Give a stored secret, or None."""
        with self.read() as connection:
            row = connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row["value"])
