"""Activities: what a class has been given, and what a placement in the LMS shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .scope import Scope


class CourseActivity(Base):
    """A diagnostic, an itinerary or a tutoring board of a class; several placements may show one."""

    __tablename__ = "course_activity"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    """Travels in the custom parameters of a placement: it gives no right."""
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    kind: Mapped[str]
    """diagnostic, itinerary or tutoring."""
    diagnostic_id: Mapped[int] = foreign("diagnostic.id")
    """The diagnostic itself, or the one whose results the itinerary or the board go by."""
    title: Mapped[str] = mapped_column(Text, default="")
    maximum: Mapped[float | None]
    """Score maximum in the gradebook; None: no grade."""
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    origin_id: Mapped[int | None] = foreign("course_activity.id", nullable=True)
    """The activity of an earlier course that this one was made after."""
    created_at: Mapped[Moment]


def activity_of(session: Session, scope: Scope, activity_id: int) -> CourseActivity:
    """An activity of the scope's class."""
    return session.scalars(
        select(CourseActivity).where(
            CourseActivity.id == activity_id,
            CourseActivity.class_id == scope.class_id,
            CourseActivity.school_id == scope.school_id,
        )
    ).one()


def activity_named(session: Session, scope: Scope, public_id: str) -> CourseActivity | None:
    """An activity of the scope's class by public id; nobody else's."""
    return session.scalars(
        select(CourseActivity).where(
            CourseActivity.public_id == public_id,
            CourseActivity.class_id == scope.class_id,
            CourseActivity.school_id == scope.school_id,
        )
    ).first()


def activities_in(session: Session, scope: Scope) -> Sequence[CourseActivity]:
    """All activities of the class, oldest first."""
    return session.scalars(
        select(CourseActivity)
        .where(CourseActivity.class_id == scope.class_id, CourseActivity.school_id == scope.school_id)
        .order_by(CourseActivity.id)
    ).all()
