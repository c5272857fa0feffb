"""An upgrade keeps what is there: a database of the first schema with a class in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from alembic import command
from databases import KINDS, POSTGRESQL, _postgresql_url
from sqlalchemy import create_engine, make_url, text

from lti_tool.database import schema
from lti_tool.database.engine import Database

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROWS = (
    ("school", {"id": 1, "public_id": "s", "name": "School", "created_at": NOW}),
    (
        "platform",
        {
            "id": 1,
            "public_id": "p",
            "school_id": 1,
            "issuer": "https://lms.example",
            "client_id": "c",
            "auth_login_url": "https://lms.example/a",
            "auth_token_url": "https://lms.example/t",
            "auth_audience": "",
            "jwks_url": "https://lms.example/k",
            "family": "moodle",
            "staff_are_teachers": False,
            "created_at": NOW,
        },
    ),
    (
        "deployment",
        {
            "id": 1,
            "school_id": 1,
            "platform_id": 1,
            "deployment_id": "1",
            "status": "approved",
            "frame_origins": '["https://lms.example"]',
            "created_at": NOW,
        },
    ),
    (
        "class",
        {
            "id": 1,
            "public_id": "c",
            "school_id": 1,
            "platform_id": 1,
            "title": "Class",
            "roster_problem": "",
            "created_at": NOW,
        },
    ),
    (
        "lms_context",
        {
            "id": 1,
            "school_id": 1,
            "deployment_pk": 1,
            "class_id": 1,
            "context_id": "2",
            "label": "",
            "title": "Class",
            "memberships_url": "",
            "created_at": NOW,
        },
    ),
    (
        "framework_version",
        {
            "id": 1,
            "public_id": "f",
            "school_id": 1,
            "code": "f",
            "version": "1",
            "names": "{}",
            "areas": "[]",
            "created_at": NOW,
        },
    ),
    (
        "bank",
        {
            "id": 1,
            "public_id": "b",
            "school_id": 1,
            "framework_id": 1,
            "title": "Bank",
            "digest": "d",
            "languages": "[]",
            "created_at": NOW,
        },
    ),
    (
        "diagnostic",
        {
            "id": 1,
            "public_id": "d",
            "school_id": 1,
            "class_id": 1,
            "bank_id": 1,
            "framework_id": 1,
            "title": "Diagnostic",
            "policy": "{}",
            "formula": "completion",
            "maximum": 100.0,
            "created_at": NOW,
        },
    ),
    *(
        (
            "resource_link",
            {
                "id": number,
                "school_id": 1,
                "context_pk": 1,
                "class_id": 1,
                "link_id": str(number),
                "title": "",
                "lineitems_url": "",
                "lineitem_url": "",
                "grade_scopes": "[]",
                "diagnostic_id": shows,
                "created_at": NOW,
            },
        )
        for number, shows in ((1, 1), (2, None))
    ),
    (
        "line_item",
        {
            "id": 1,
            "school_id": 1,
            "class_id": 1,
            "resource_link_id": 1,
            "diagnostic_id": 1,
            "url": "https://lms.example/l/1",
            "maximum": 100.0,
            "created_at": NOW,
        },
    ),
)


ITEM = {
    "school_id": 1, "bank_id": 1, "kind": "number", "template": "", "key": "{}", "choices": "[]",
    "misconceptions": "{}", "texts": "{}", "source": "", "licence": "",
}  # fmt: skip
PARAMETERS = {
    "competencies": '["c"]', "difficulty": 0.5, "difficulty_sd": 0.8, "discrimination": 1.7, "guessing": 0.25,
    "slip": 0.02,
}  # fmt: skip
ITEMS = tuple(
    ("item", {"id": number, "public_id": f"i{number}", "code": f"i{number}", "position": number - 1,
              "withheld": withheld, **ITEM, **PARAMETERS})
    for number, withheld in ((1, ""), (2, "figure_missing"))
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_items_keep_their_parameters(
    kind: str, tmp_path: object, request: pytest.FixtureRequest
) -> None:
    database = _upgraded(_empty(kind, tmp_path, request), (*ROWS, *ITEMS))
    with database.read() as session:
        entries = session.execute(text("SELECT * FROM bank_entry ORDER BY item_id")).mappings().all()
        assert [(e["item_id"], e["withheld"], e["since"], e["until"]) for e in entries] == [
            (1, "", 1, None),
            (2, "figure_missing", 1, None),
        ]
        for entry in entries:
            assert {name: entry[name] for name in PARAMETERS} == PARAMETERS
        assert session.execute(text("SELECT revision FROM bank")).scalar() == 1
    database.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_placements_keep_what_they_show_and_what_refers_to_them(
    kind: str, tmp_path: object, request: pytest.FixtureRequest
) -> None:
    database = _upgraded(_empty(kind, tmp_path, request), ROWS)
    with database.read() as session:
        shown = session.execute(
            text(
                "SELECT resource_link.link_id, course_activity.kind, course_activity.diagnostic_id "
                "FROM resource_link LEFT JOIN course_activity ON course_activity.id = resource_link.activity_id "
                "ORDER BY resource_link.link_id"
            )
        ).all()
        assert [tuple(row) for row in shown] == [("1", "diagnostic", 1), ("2", None, None)]
        assert session.execute(text("SELECT url FROM line_item")).scalar() == "https://lms.example/l/1"
        assert session.execute(text("SELECT deployment_policy FROM platform")).scalar() == "ask"
        origins = session.execute(text("SELECT frame_origins FROM deployment")).scalar()
        assert origins == '["https://lms.example"]'
        if database.is_sqlite:
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
            assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.dispose()


def _upgraded(url: str, rows: Iterable[tuple[str, dict[str, object]]]) -> Database:
    """A database of the first schema with these rows, brought up to today's."""
    database = Database(url)
    with database.write() as session:
        command.upgrade(schema._configuration(session.connection()), "0001")
    with database.write() as session:
        for table, values in rows:
            names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
            session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)
    schema.upgrade(database)
    return database


def _empty(kind: str, tmp_path: object, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/old.db"
    name = "senda_test_upgrade"
    server = create_engine(make_url(POSTGRESQL).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))

    def drop() -> None:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()

    request.addfinalizer(drop)
    return _postgresql_url(name)
