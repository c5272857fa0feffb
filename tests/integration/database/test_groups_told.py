"""What launches say of somebody's groups is kept, and what services said of them stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from classroom import Classroom, make_classroom
from sqlalchemy import event, select, update

from lti_tool.database.engine import Database
from lti_tool.database.groups import ClassGroup, GroupMember, note_groups
from lti_tool.database.scope import Scope

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def classroom(database: Database) -> Classroom:
    return make_classroom(database)


def tell(classroom: Classroom, scope: Scope, *ids: str, kind: str = "group") -> None:
    with classroom.database.write_plainly() as connection:
        note_groups(connection, scope.school_id, scope.class_id, scope.person_id, kind, ids, NOW)


def held(classroom: Classroom, scope: Scope) -> set[tuple[str, str]]:
    with classroom.database.read() as session:
        rows = session.execute(
            select(ClassGroup.kind, ClassGroup.external_id)
            .join(GroupMember, GroupMember.group_id == ClassGroup.id)
            .where(GroupMember.person_id == scope.person_id)
        )
        return {(row.kind, row.external_id) for row in rows}


def test_groups_and_sections_are_kept_apart(classroom: Classroom) -> None:
    ana = classroom.enter("ana")
    tell(classroom, ana, "7", "8")
    tell(classroom, ana, "7", kind="section")
    assert held(classroom, ana) == {("group", "7"), ("group", "8"), ("section", "7")}


def test_a_launch_replaces_what_the_last_one_said(classroom: Classroom) -> None:
    ana, ben = classroom.enter("ana"), classroom.enter("ben")
    tell(classroom, ana, "7", "8")
    tell(classroom, ben, "7")
    tell(classroom, ana, "8", "9")
    assert held(classroom, ana) == {("group", "8"), ("group", "9")}
    assert held(classroom, ben) == {("group", "7")}
    tell(classroom, ana)
    assert held(classroom, ana) == set()


def test_what_a_service_said_stays(classroom: Classroom) -> None:
    ana = classroom.enter("ana")
    tell(classroom, ana, "7", "8")
    with classroom.database.write() as session:
        session.execute(update(GroupMember).values(source="service"))
    tell(classroom, ana, "9")
    assert held(classroom, ana) == {("group", "7"), ("group", "8"), ("group", "9")}


def test_a_group_that_was_gone_is_there_again(classroom: Classroom) -> None:
    ana = classroom.enter("ana")
    tell(classroom, ana, "7")
    with classroom.database.write() as session:
        session.execute(update(ClassGroup).values(active=False))
    tell(classroom, ana, "7")
    with classroom.database.read() as session:
        assert session.scalars(select(ClassGroup.active)).all() == [True]


def test_where_nothing_changed_it_is_one_query(classroom: Classroom) -> None:
    ana = classroom.enter("ana")
    tell(classroom, ana, "7", "8")
    seen: list[str] = []
    engine = classroom.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    tell(classroom, ana, "8", "7")
    assert [statement.split()[0] for statement in seen if not statement.startswith("BEGIN")] == ["SELECT"]


def test_the_same_ids_in_two_classes_are_two_groups(classroom: Classroom) -> None:
    ana, elsewhere = classroom.enter("ana"), classroom.enter("ana", course="C2")
    tell(classroom, ana, "7")
    tell(classroom, elsewhere, "7")
    tell(classroom, elsewhere)
    assert held(classroom, ana) == {("group", "7")}
