"""Schools: the tenants."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from .base import Base, Id, Moment, PublicId


class School(Base):
    """A tenant: banks, people and retention belong to it."""

    __tablename__ = "school"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    name: Mapped[str]
    created_at: Mapped[Moment]


def school_named(session: Session, name: str) -> School | None:
    """The school of that name; names are an administrator's business, so this is not scoped."""
    return session.scalars(select(School).where(School.name == name)).first()
