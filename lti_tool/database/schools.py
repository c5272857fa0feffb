"""Schools: the tenants."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from .base import Base, Id, Moment, PublicId, SchoolId, foreign


class School(Base):
    """A tenant: banks, people and retention belong to it."""

    __tablename__ = "school"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    name: Mapped[str]
    retention_days: Mapped[int | None]
    """Days after the last visit until a person's data is erased by itself; None: not by itself."""
    created_at: Mapped[Moment]


class SchoolRule(Base):
    """Which school the launches of a shared platform belong to, by what they carry."""

    __tablename__ = "school_rule"
    __table_args__ = (UniqueConstraint("platform_id", "kind", "value"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id", index=False)
    kind: Mapped[str]
    """attribute: a value of the platform's `school_attribute`; context: the id of one LMS course."""
    value: Mapped[str]
    created_at: Mapped[Moment]


def school_named(session: Session, name: str) -> School | None:
    """The school of that name; names are an administrator's business, so this is not scoped."""
    return session.scalars(select(School).where(School.name == name)).first()
