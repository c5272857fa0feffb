"""Our own bank for schools of tests: the real action imports it once, then the rows that it made are copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text, insert, select, text

from adapters.content import mathematics
from adapters.content.base import Import
from lti_tool.actions.import_bank import import_bank
from lti_tool.database.base import Base, JSONText, public_id
from lti_tool.database.engine import Database

FILLED = ("framework_version", "competency", "prerequisite", "bank", "item", "bank_entry", "activity")
"""Tables that an import fills, in the order of their references."""


def _as_stored(table: Table) -> Table:
    """The same table with JSON as the text that is stored: to be read and written here without a thought."""
    columns = ((one.name, Text() if isinstance(one.type, JSONText) else one.type) for one in table.columns)
    return Table(table.name, MetaData(), *(Column(name, kind) for name, kind in columns))


TABLES = [_as_stored(Base.metadata.tables[name]) for name in FILLED]


@dataclass(frozen=True)
class Imported:
    """The rows of an import into a database that had none."""

    at: datetime
    rows: dict[str, list[dict[str, Any]]]


_imported: dict[bool, Imported] = {}
"""By the kind of database: whether it is SQLite."""


@cache
def own_bank() -> Import:
    """The bank that comes with Senda, read once for all tests."""
    return mathematics.load()


def give_own_bank(database: Database, school_id: int, *, now: datetime) -> None:
    """Import our own bank into a school; for tests that do not ask how it gets there."""
    kind = database.is_sqlite
    with database.write_plainly() as connection:
        fresh = not any(connection.execute(select(table).limit(1)).first() for table in TABLES)
        if fresh and kind in _imported:
            _copy(connection, _imported[kind], school_id, now)
            return
    import_bank(database, school_id, own_bank(), now=now)
    if fresh:
        with database.read() as session:
            rows = {
                table.name: [dict(row) for row in session.execute(select(table)).mappings()]
                for table in TABLES
            }
        _imported[kind] = Imported(now, rows)


def _copy(connection: Connection, imported: Imported, school_id: int, now: datetime) -> None:
    """The same rows for another school and moment, with public ids of their own."""
    for table in TABLES:
        rows = [
            {name: now if value == imported.at else value for name, value in row.items()}
            for row in imported.rows[table.name]
        ]
        for row in rows:
            row |= {"school_id": school_id} if "school_id" in row else {}
            row |= {"public_id": public_id()} if "public_id" in row else {}
        connection.execute(insert(table), rows)
        if connection.dialect.name == "postgresql" and "id" in table.c:
            last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
            connection.execute(text(last))
