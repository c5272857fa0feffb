"""The two kinds of transaction: what reads cannot write, and a lost connection costs nobody an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from databases import KINDS
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError

from lti_tool.database import engine as engines
from lti_tool.database.engine import Database
from lti_tool.database.schools import School

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def add_school(database: Database) -> None:
    with database.write() as session:
        session.add(School(public_id="s", name="S", created_at=NOW))


def test_a_session_for_reading_changes_nothing(database: Database) -> None:
    add_school(database)
    with database.read() as session, pytest.raises(RuntimeError, match="for reading"):
        session.execute(update(School).values(name="T"))
    with database.read() as session:
        session.scalars(select(School)).one().name = "T"
    with database.read() as session:
        assert session.scalars(select(School.name)).one() == "S"


def test_an_error_takes_back_everything_that_was_written(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            session.add(School(public_id="s", name="S", created_at=NOW))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(School)) == 0


def test_what_is_read_is_what_is_there_by_now(database: Database) -> None:
    """A session that goes on reading is no picture of the moment when it began, on neither kind's terms."""
    add_school(database)
    with database.read() as session:
        assert session.scalars(select(School.name)).one() == "S"
    with database.write() as session:
        session.execute(update(School).values(name="T"))
    with database.read() as session:
        assert session.scalars(select(School.name)).one() == "T"


@pytest.mark.parametrize("database_url", KINDS[1:], indirect=True)
class TestLostConnections:
    def drop_connections(self, database: Database) -> None:
        with database.engine.connect() as connection:
            connection.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and pid <> pg_backend_pid()"
                )
            )

    def test_one_that_was_lost_while_idle_is_replaced(
        self, database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_school(database)
        other = Database(database_url)
        self.drop_connections(other)
        other.dispose()
        monkeypatch.setattr(engines, "ASK_AFTER", 0.0)
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(School)) == 1

    def test_one_that_was_lost_in_use_costs_one_error_and_all_are_renewed(
        self, database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engines, "ASK_AFTER", 60.0)
        add_school(database)
        other = Database(database_url)
        self.drop_connections(other)
        other.dispose()
        with pytest.raises(OperationalError), database.read() as session:
            session.scalar(select(func.count()).select_from(School))
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(School)) == 1
