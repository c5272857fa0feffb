"""What single students need otherwise than the others: more time, another format."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, SchoolId, UTCDateTime, foreign
from .groups import in_reach
from .scope import Scope


class Accommodation(Base):
    """One student's in one class."""

    __tablename__ = "accommodation"
    __table_args__ = (UniqueConstraint("class_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    time_factor: Mapped[float] = mapped_column(default=1.0)
    """How many times the usual time; 0: no limit."""
    format: Mapped[str] = mapped_column(Text, default="")
    """Empty, large or spaced: how pages are set for them."""
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)


def accommodation_of(session: Session, scope: Scope, *, person_id: int | None = None) -> Accommodation | None:
    """That of a person (the scope's own unless said otherwise) in this class."""
    return session.scalars(
        select(Accommodation).where(
            Accommodation.person_id == (scope.person_id if person_id is None else person_id),
            Accommodation.class_id == scope.class_id,
            Accommodation.school_id == scope.school_id,
        )
    ).first()


def accommodations_in(session: Session, scope: Scope) -> dict[int, Accommodation]:
    """Those of the class by person."""
    rows = session.scalars(
        select(Accommodation).where(
            Accommodation.class_id == scope.class_id,
            Accommodation.school_id == scope.school_id,
            in_reach(scope, Accommodation.person_id),
        )
    )
    return {row.person_id: row for row in rows}
