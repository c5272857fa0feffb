"""The platform's one SQLite file: its secrets, tokens, tools, courses made here, line items, results."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS used_assertion (jti TEXT PRIMARY KEY, expires REAL NOT NULL);
DROP TABLE IF EXISTS access_token;
CREATE TABLE IF NOT EXISTS bearer (
    digest TEXT PRIMARY KEY, client_id TEXT NOT NULL, scopes TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tool (
    client_id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, active INTEGER NOT NULL,
    access_digest TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS registration_token (
    digest TEXT PRIMARY KEY, client_id TEXT NOT NULL, expires REAL NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS person (subject TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS course (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS enrolment (
    course_id TEXT NOT NULL, subject TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (course_id, subject));
CREATE TABLE IF NOT EXISTS link (id TEXT PRIMARY KEY, course_id TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS line_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT, course_id TEXT NOT NULL, resource_link_id TEXT,
    resource_id TEXT, tag TEXT, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS result (
    line_item_id INTEGER NOT NULL REFERENCES line_item (id) ON DELETE CASCADE,
    subject TEXT NOT NULL, second INTEGER NOT NULL, timestamp TEXT NOT NULL,
    score REAL, maximum REAL, comment TEXT NOT NULL, activity_progress TEXT NOT NULL,
    grading_progress TEXT NOT NULL, PRIMARY KEY (line_item_id, subject));
CREATE TABLE IF NOT EXISTS override (
    line_item_id INTEGER NOT NULL REFERENCES line_item (id) ON DELETE CASCADE,
    subject TEXT NOT NULL, PRIMARY KEY (line_item_id, subject));
CREATE TABLE IF NOT EXISTS submission (
    line_item_id INTEGER NOT NULL REFERENCES line_item (id) ON DELETE CASCADE,
    subject TEXT NOT NULL, attempt INTEGER NOT NULL, submitted_at TEXT NOT NULL, late INTEGER NOT NULL,
    type TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (line_item_id, subject));
CREATE TABLE IF NOT EXISTS notice_handler (
    client_id TEXT NOT NULL, type TEXT NOT NULL, handler TEXT NOT NULL, PRIMARY KEY (client_id, type));
"""


class Store:
    """Short transactions on one file, from any thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
            _add_owner(connection)
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


def _add_owner(connection: sqlite3.Connection) -> None:
    """Line items of an older file know no tool: they are the built-in one's (NULL)."""
    names = {row["name"] for row in connection.execute("PRAGMA table_info(line_item)")}
    if "client_id" not in names:
        connection.execute("ALTER TABLE line_item ADD COLUMN client_id TEXT")
