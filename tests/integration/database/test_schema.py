"""The schema's history leads to exactly what the models say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import Databases
from sqlalchemy import inspect

from lti_tool.database import schema
from lti_tool.database.engine import Database
from lti_tool.database.models import Base


def test_migrations_and_models_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_there_is_one_head_and_revisions_are_numbered() -> None:
    revisions = list(ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions())
    assert schema.head() == revisions[0].revision
    assert [r.revision for r in reversed(revisions)] == [f"{n:04}" for n in range(1, len(revisions) + 1)]


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = set(inspect(database.engine).get_table_names())
    schema.upgrade(database)
    assert set(inspect(database.engine).get_table_names()) == before
    assert schema.current(database) == schema.head()


def test_an_empty_database_says_so(databases: Databases, tmp_path: object) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    assert schema.current(empty) is None
    empty.dispose()
