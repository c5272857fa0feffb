"""Bringing a database to the schema that this version of the program needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from .engine import Database

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_UPGRADE_LOCK = 7_369_001
"""Any number, the same in every process: PostgreSQL's advisory lock of an upgrade."""


def _configuration(connection: Connection | None = None) -> AlembicConfig:
    configuration = AlembicConfig()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.attributes["connection"] = connection
    return configuration


def head() -> str:
    """The revision that this version of the program needs."""
    revision = ScriptDirectory.from_config(_configuration()).get_current_head()
    if revision is None:
        raise RuntimeError("there are no migrations")
    return revision


def current(database: Database) -> str | None:
    """The revision that the database is at; None where it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database) -> None:
    """Run the missing migrations; two processes may ask at once, one waits for the other."""
    if database.is_sqlite and database.url.database not in (None, "", ":memory:"):
        Path(str(database.url.database)).parent.mkdir(parents=True, exist_ok=True)
    writing = database.engine.execution_options(senda_writes=True)
    with writing.connect() as connection:
        # SQLite changes a table by copying it: without this, dropping the old one would delete what refers
        # to it. It can be said before the transaction only.
        _foreign_keys(database, connection, "OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
                command.upgrade(_configuration(connection), "head")
                _check_references(database, connection)
        finally:
            _foreign_keys(database, connection, "ON")


def _foreign_keys(database: Database, connection: Connection, state: str) -> None:
    driver = connection.connection.dbapi_connection
    if database.is_sqlite and driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys={state}")


def _check_references(database: Database, connection: Connection) -> None:
    """What SQLite did not watch over while tables were copied."""
    if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise RuntimeError(f"the upgrade would leave a row of {broken[0]} without what it refers to")
