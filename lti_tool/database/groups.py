"""Groups and sections of a class, as the LMS knows them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, foreign, public_id
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
