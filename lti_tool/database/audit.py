"""Who looked at or changed what about whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, SchoolId, foreign
from .scope import Scope


class AuditEvent(Base):
    """One event; `person_id` is whom it is about, `actor_id` who did it."""

    __tablename__ = "audit_event"

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int | None] = foreign("class.id", nullable=True)
    person_id: Mapped[int | None] = foreign("person.id", nullable=True)
    actor_id: Mapped[int | None] = foreign("person.id", nullable=True)
    event: Mapped[str] = mapped_column(Text)
    values: Mapped[dict[str, Any]] = mapped_column(JSONText, default=dict)
    at: Mapped[Moment]

    @classmethod
    def of(
        cls, scope: Scope, event: str, values: Mapping[str, Any], *, now: datetime, about: int | None = None
    ) -> Self:
        """What the scope's person did in its class; `about` is whom it concerns.

        A command does it for nobody: there the scope names no class or no person.
        """
        return cls(
            school_id=scope.school_id,
            class_id=scope.class_id or None,
            person_id=about,
            actor_id=scope.person_id or None,
            event=event,
            values=dict(values),
            at=now,
        )


def events_about(session: Session, scope: Scope, *, limit: int = 100) -> Sequence[AuditEvent]:
    """The newest events about the scope's person in this class."""
    return session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.person_id == scope.person_id,
            AuditEvent.class_id == scope.class_id,
            AuditEvent.school_id == scope.school_id,
        )
        .order_by(AuditEvent.id.desc())
        .limit(limit)
    ).all()
