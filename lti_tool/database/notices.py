"""Notices that platforms sent, each taken once, and what a copied course is a copy of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, Text, UniqueConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, aliased, mapped_column

from .base import Base, Id, JSONText, Moment, SchoolId, UTCDateTime, foreign
from .course_activities import CourseActivity

CONTEXT_COPY = "LtiContextCopyNotice"
MOST_ORIGINS = 20
"""Courses that one course is remembered to be a copy of."""


class Notice(Base):
    """One verified notice of a platform."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("platform_id", "notice_id"),
        Index("ix_notice_context", "platform_id", "context_id"),
    )

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id", index=False)
    deployment_id: Mapped[str]
    notice_id: Mapped[str]
    kind: Mapped[str]
    context_id: Mapped[str] = mapped_column(Text, default="")
    """The LMS course that it is about; empty where it is about none."""
    values: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    received_at: Mapped[Moment]


# The row itself tells who came first: psycopg reports no row count for such an insert.
_TAKE: dict[str, Any] = {
    name: dialect.insert(Notice.__table__).on_conflict_do_nothing().returning(Notice.id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}


def take_notice(connection: Connection, values: dict[str, Any]) -> bool:
    """Keep a notice: true for the first time that this platform sends one with that id."""
    return connection.execute(_TAKE[connection.dialect.name], values).first() is not None


def origins_noticed(connection: Connection, platform_id: int, context_id: str) -> tuple[str, ...]:
    """Ids of the LMS courses that notices say this one is a copy of, the newest notice first."""
    rows = connection.execute(
        select(Notice.values)
        .where(
            Notice.platform_id == platform_id,
            Notice.context_id == context_id,
            Notice.kind == CONTEXT_COPY,
        )
        .order_by(Notice.id.desc())
        .limit(MOST_ORIGINS)
    ).scalars()
    found = dict.fromkeys(origin for values in rows for origin in values.get("origins", ()))
    return tuple(found)[:MOST_ORIGINS]


def counterpart_of(connection: Connection, class_id: int, activity_public_id: str) -> int | None:
    """The activity of a class that was made after the one named, over any number of copies between."""
    mine, before = aliased(CourseActivity), aliased(CourseActivity)
    line = (
        select(mine.id.label("activity"), mine.origin_id.label("origin"))
        .where(mine.class_id == class_id, mine.origin_id.is_not(None))
        .cte("line", recursive=True)
    )
    line = line.union(
        select(line.c.activity, before.origin_id)
        .join(before, before.id == line.c.origin)
        .where(before.origin_id.is_not(None))
    )
    found = connection.execute(
        select(line.c.activity)
        .join(CourseActivity, CourseActivity.id == line.c.origin)
        .where(CourseActivity.public_id == activity_public_id)
        .order_by(line.c.activity)
    ).scalar()
    return int(found) if found is not None else None
