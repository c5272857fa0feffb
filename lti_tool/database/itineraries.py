"""Activities, and the itinerary of each learner through them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .scope import Scope


class ActivityRow(Base):
    """A learning activity of the school's library."""

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    framework_id: Mapped[int] = foreign("framework_version.id", index=False)
    code: Mapped[str]
    competency: Mapped[str]
    kind: Mapped[str]
    modality: Mapped[str]
    minutes: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JSONText)


class ItineraryRow(Base):
    """The itinerary of a person in a class: one row, replanned in place."""

    __tablename__ = "itinerary"
    __table_args__ = (UniqueConstraint("class_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    framework_id: Mapped[int] = foreign("framework_version.id")
    profiled: Mapped[bool]
    policy_version: Mapped[str]
    gap: Mapped[float | None]
    planned_at: Mapped[Moment]


class ItineraryStep(Base):
    """A step: what, why, the ways to do it, and what became of it."""

    __tablename__ = "itinerary_step"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    itinerary_id: Mapped[int] = foreign("itinerary.id")
    position: Mapped[int]
    kind: Mapped[str]
    competency: Mapped[str]
    alternatives: Mapped[list[str]] = mapped_column(JSONText)
    minutes: Mapped[int]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONText)
    state: Mapped[str] = mapped_column(Text, default="todo")
    chosen: Mapped[str] = mapped_column(Text, default="")
    felt: Mapped[str] = mapped_column(Text, default="")
    reflection: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def activities_in(session: Session, scope: Scope, framework_id: int) -> Sequence[ActivityRow]:
    """The activities of the school for a framework."""
    return session.scalars(
        select(ActivityRow)
        .where(ActivityRow.framework_id == framework_id, ActivityRow.school_id == scope.school_id)
        .order_by(ActivityRow.id)
    ).all()


def activities_named(
    session: Session, scope: Scope, framework_id: int, codes: Collection[str]
) -> dict[str, ActivityRow]:
    """These activities of the school for a framework, by code."""
    rows = session.scalars(
        select(ActivityRow).where(
            ActivityRow.framework_id == framework_id,
            ActivityRow.school_id == scope.school_id,
            ActivityRow.code.in_(codes),
        )
    )
    return {row.code: row for row in rows}


def itinerary_of(
    session: Session, scope: Scope, *, person_id: int | None = None
) -> ItineraryRow | None:
    """The itinerary of a person (the scope's own unless said otherwise)."""
    return session.scalars(
        select(ItineraryRow).where(
            ItineraryRow.person_id == (scope.person_id if person_id is None else person_id),
            ItineraryRow.class_id == scope.class_id,
            ItineraryRow.school_id == scope.school_id,
        )
    ).first()


def steps_of(session: Session, scope: Scope, itinerary_id: int) -> Sequence[ItineraryStep]:
    """The steps of an itinerary in order."""
    return session.scalars(
        select(ItineraryStep)
        .where(
            ItineraryStep.itinerary_id == itinerary_id,
            ItineraryStep.class_id == scope.class_id,
            ItineraryStep.school_id == scope.school_id,
        )
        .order_by(ItineraryStep.position, ItineraryStep.id)
    ).all()


def step_of(session: Session, scope: Scope, step_id: int) -> ItineraryStep | None:
    """A step of the scope's own path."""
    return session.scalars(
        select(ItineraryStep).where(
            ItineraryStep.id == step_id,
            ItineraryStep.person_id == scope.person_id,
            ItineraryStep.class_id == scope.class_id,
            ItineraryStep.school_id == scope.school_id,
        )
    ).first()


def step_named(session: Session, scope: Scope, public_id: str) -> ItineraryStep | None:
    """A step of the scope's own itinerary."""
    return session.scalars(
        select(ItineraryStep).where(
            ItineraryStep.public_id == public_id,
            ItineraryStep.person_id == scope.person_id,
            ItineraryStep.class_id == scope.class_id,
            ItineraryStep.school_id == scope.school_id,
        )
    ).first()
