"""Groups and sections of a class, as the LMS knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    column,
    delete,
    exists,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from adapters.lms.base import Role

from .base import Base, Id, Moment, PublicId, SchoolId, foreign, public_id
from .scope import Scope
from .upsert import insert_into


class ClassGroup(Base):
    """One group or section of a class."""

    __tablename__ = "class_group"
    __table_args__ = (UniqueConstraint("class_id", "kind", "external_id"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    context_pk: Mapped[int | None] = foreign("lms_context.id", nullable=True)
    """The LMS course whose service told it; None where launches alone did."""
    kind: Mapped[str] = mapped_column(Text, default="group")
    """group or section."""
    external_id: Mapped[str]
    name: Mapped[str] = mapped_column(Text, default="")
    """Empty where the LMS tells ids only."""
    own_name: Mapped[str] = mapped_column(Text, default="")
    """What a teacher calls it; empty: as the LMS does."""
    set_name: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]


class GroupMember(Base):
    """That a person belongs to a group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    group_id: Mapped[int] = foreign("class_group.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    source: Mapped[str] = mapped_column(Text, default="service")
    """service or launch: who said so last."""
    created_at: Mapped[Moment]


# The class's own module asks this one whom an assistant may see.
_CLASS = table("class", column("id"), column("school_id"), column("assistants_limited", Boolean))
_GROUP: Any = ClassGroup.__table__
_MEMBER: Any = GroupMember.__table__

_TOLD = (
    select(
        _GROUP.c.id.label("group_id"),
        _GROUP.c.external_id,
        _GROUP.c.active,
        _MEMBER.c.id.label("member_id"),
        _MEMBER.c.source,
    )
    .outerjoin(_MEMBER, (_MEMBER.c.group_id == _GROUP.c.id) & (_MEMBER.c.person_id == bindparam("person")))
    .where(
        _GROUP.c.class_id == bindparam("class_"),
        _GROUP.c.school_id == bindparam("school"),
        _GROUP.c.kind == bindparam("kind"),
        _GROUP.c.external_id.in_(bindparam("ids", expanding=True)) | _MEMBER.c.id.is_not(None),
    )
)


def in_reach(scope: Scope, person_id: Any) -> ColumnElement[bool]:
    """The condition that a row is about somebody whom the scope's person may see.

    Where assistants are limited, an assistant sees those who share a group or section with them.
    Every query about the people of a class carries it, so that no page can forget it.

    Parameters
    ----------
    person_id : column
        Names the person that the row is about.
    """
    if scope.role is not Role.ASSISTANT:
        return true()
    return or_(~_limited(scope), person_id.in_(_shares_group(scope)))


def sees_part(session: Session, scope: Scope) -> bool:
    """Whether the scope's person sees a part of the class only."""
    if scope.role is not Role.ASSISTANT:
        return False
    return bool(session.scalar(select(_limited(scope).where(_CLASS.c.school_id == scope.school_id))))


def _limited(scope: Scope) -> Any:
    return exists(select(_CLASS.c.id).where(_CLASS.c.id == scope.class_id, _CLASS.c.assistants_limited))


def _shares_group(scope: Scope) -> Any:
    theirs, mine = _MEMBER.alias(), _MEMBER.alias()
    return (
        select(theirs.c.person_id)
        .join(mine, mine.c.group_id == theirs.c.group_id)
        .join(_GROUP, _GROUP.c.id == mine.c.group_id)
        .where(
            mine.c.person_id == scope.person_id,
            _GROUP.c.class_id == scope.class_id,
            _GROUP.c.school_id == scope.school_id,
            _GROUP.c.active,
        )
    )


def note_groups(
    connection: Connection,
    school_id: int,
    class_id: int,
    person_id: int,
    kind: str,
    ids: Collection[str],
    now: datetime,
) -> None:
    """Keep what a launch says of its person's groups (or sections): these and no others.

    Groups that nobody knew yet are made, without a name. What a service of the platform said
    stays. Where nothing changed this is one query.
    """
    told = frozenset(ids)
    place = {"school": school_id, "class_": class_id, "person": person_id}
    known = connection.execute(_TOLD, {**place, "kind": kind, "ids": sorted(told)}).all()
    gone = [row.member_id for row in known if row.external_id not in told and row.source == "launch"]
    if gone:
        connection.execute(_MEMBER.delete().where(_MEMBER.c.id.in_(gone)))
    quiet = [row.group_id for row in known if row.external_id in told and not row.active]
    if quiet:
        connection.execute(_GROUP.update().where(_GROUP.c.id.in_(quiet)).values(active=True))
    missing = told - {row.external_id for row in known}
    owner = {"school_id": school_id, "class_id": class_id}
    joined = [row.group_id for row in known if row.external_id in told and row.member_id is None]
    for one in sorted(missing):
        joined.append(_make_group(connection, {**owner, "kind": kind, "external_id": one}, now))
    if joined:
        rows = [
            {**owner, "group_id": one, "person_id": person_id, "source": "launch", "created_at": now}
            for one in joined
        ]
        connection.execute(insert_into(connection, GroupMember).on_conflict_do_nothing(), rows)


def _make_group(connection: Connection, values: dict[str, Any], now: datetime) -> int:
    """A new group; of two launches that make the same one, the second finds it."""
    insert = insert_into(connection, ClassGroup).on_conflict_do_nothing(
        index_elements=["class_id", "kind", "external_id"]
    )
    row = {"name": "", "own_name": "", "set_name": "", "active": True, "created_at": now, **values}
    made = connection.execute(insert.returning(_GROUP.c.id), {"public_id": public_id(), **row}).scalar()
    if made is None:
        made = connection.execute(
            select(_GROUP.c.id).where(*(_GROUP.c[name] == value for name, value in values.items()))
        ).scalar_one()
    return int(made)


def save_groups(
    session: Session, scope: Scope, context_pk: int, told: Mapping[str, tuple[str, str]], now: datetime
) -> None:
    """Keep the groups that a course's service lists, by id with name and set; those gone rest.

    What a teacher calls a group stays.
    """
    known = {
        row.external_id: row
        for row in session.scalars(
            select(ClassGroup).where(_of_class(scope), ClassGroup.kind == "group").order_by(ClassGroup.id)
        )
    }
    for external_id, (name, set_name) in told.items():
        row = known.get(external_id)
        if row is None:
            row = _new_group(scope, external_id, now)
            session.add(row)
        row.name, row.set_name, row.context_pk, row.active = name, set_name, context_pk, True
    for external_id, row in known.items():
        if row.context_pk == context_pk and external_id not in told:
            row.active = False
    session.flush()


def save_memberships(
    session: Session, scope: Scope, context_pk: int, told: Mapping[int, Collection[str]], now: datetime
) -> None:
    """Keep to which groups of a course its list says that people belong, by person: these and no others."""
    groups = {
        row.external_id: row.id
        for row in session.execute(
            select(ClassGroup.external_id, ClassGroup.id).where(_of_class(scope), ClassGroup.kind == "group")
        )
    }
    for external_id in sorted({one for ids in told.values() for one in ids} - groups.keys()):
        row = _new_group(scope, external_id, now)
        row.context_pk = context_pk
        session.add(row)
        session.flush()
        groups[external_id] = row.id
    wanted = {(groups[one], person_id) for person_id, ids in told.items() for one in ids}
    held = {
        (row.group_id, row.person_id): row
        for row in session.execute(
            select(GroupMember.id, GroupMember.group_id, GroupMember.person_id, ClassGroup.context_pk)
            .join(ClassGroup, ClassGroup.id == GroupMember.group_id)
            .where(_of_class(scope), ClassGroup.kind == "group", GroupMember.person_id.in_(told))
        )
    }
    gone = [row.id for pair, row in held.items() if pair not in wanted and row.context_pk == context_pk]
    if gone:
        session.execute(delete(GroupMember).where(GroupMember.id.in_(gone)))
    owner = {"school_id": scope.school_id, "class_id": scope.class_id, "source": "service", "created_at": now}
    rows = [{**owner, "group_id": group, "person_id": one} for group, one in sorted(wanted - held.keys())]
    if rows:
        session.connection().execute(insert_into(session, GroupMember).on_conflict_do_nothing(), rows)


def groups_of(session: Session, scope: Scope) -> Sequence[ClassGroup]:
    """The groups and sections that the class has now (of them those that the scope's person may see)."""
    mine = select(GroupMember.group_id).where(
        GroupMember.person_id == scope.person_id, GroupMember.school_id == scope.school_id
    )
    seen = or_(~_limited(scope), ClassGroup.id.in_(mine)) if scope.role is Role.ASSISTANT else true()
    rows = session.scalars(select(ClassGroup).where(_of_class(scope), ClassGroup.active, seen))
    return sorted(rows, key=lambda row: (row.kind, row.set_name.casefold(), _title(row), row.id))


def group_of(session: Session, scope: Scope, name: str) -> ClassGroup | None:
    """A group of this class by public id; no other class's."""
    return session.scalars(select(ClassGroup).where(_of_class(scope), ClassGroup.public_id == name)).first()


def members_of(session: Session, scope: Scope, group_id: int) -> frozenset[int]:
    """Ids of the people of a group of this class."""
    return frozenset(
        session.scalars(
            select(GroupMember.person_id).where(
                GroupMember.group_id == group_id,
                GroupMember.class_id == scope.class_id,
                GroupMember.school_id == scope.school_id,
            )
        )
    )


def groups_by_person(session: Session, scope: Scope) -> dict[int, frozenset[int]]:
    """Ids of the present groups of everybody in the class who is in one."""
    found: dict[int, set[int]] = {}
    rows = session.execute(
        select(GroupMember.person_id, GroupMember.group_id)
        .join(ClassGroup, ClassGroup.id == GroupMember.group_id)
        .where(_of_class(scope), ClassGroup.active)
    )
    for person_id, group_id in rows:
        found.setdefault(person_id, set()).add(group_id)
    return {person_id: frozenset(ids) for person_id, ids in found.items()}


def _title(row: ClassGroup) -> tuple[bool, str, str]:
    """Groups with a name first; numbers in the order of numbers."""
    name = row.own_name or row.name
    return (not name, name.casefold(), row.external_id.zfill(12))


def _of_class(scope: Scope) -> ColumnElement[bool]:
    return and_(ClassGroup.class_id == scope.class_id, ClassGroup.school_id == scope.school_id)


def _new_group(scope: Scope, external_id: str, now: datetime) -> ClassGroup:
    return ClassGroup(
        public_id=public_id(),
        school_id=scope.school_id,
        class_id=scope.class_id,
        kind="group",
        external_id=external_id,
        created_at=now,
    )
