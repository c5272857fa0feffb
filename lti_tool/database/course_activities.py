"""Activities: what a class has been given, and what a placement in the LMS shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .classes import CourseClass, LmsContext, ResourceLink
from .scope import Scope


class CourseActivity(Base):
    """A diagnostic, an itinerary or a tutoring board of a class; several placements may show one."""

    __tablename__ = "course_activity"
    __table_args__ = (UniqueConstraint("class_id", "form_key", "kind"),)

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
    form_key: Mapped[str | None]
    """Of the form that made it: the same form sent twice makes nothing twice."""
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


def lock_class(session: Session, scope: Scope) -> None:
    """Make whoever changes the activities of this class at the same time wait for this transaction."""
    session.execute(
        select(CourseClass.id)
        .where(CourseClass.id == scope.class_id, CourseClass.school_id == scope.school_id)
        .with_for_update()
    )


def activities_of_form(session: Session, scope: Scope, key: str) -> Sequence[CourseActivity]:
    """What a form has made already in this class, in the order in which it was made."""
    return session.scalars(
        select(CourseActivity)
        .where(
            CourseActivity.form_key == key,
            CourseActivity.class_id == scope.class_id,
            CourseActivity.school_id == scope.school_id,
        )
        .order_by(CourseActivity.id)
    ).all()


def activity_placed(session: Session, scope: Scope) -> CourseActivity | None:
    """What the scope's placement shows; None until a teacher has said it."""
    if scope.resource_link_id is None:
        return None
    return session.scalars(
        select(CourseActivity)
        .join(ResourceLink, ResourceLink.activity_id == CourseActivity.id)
        .where(
            ResourceLink.id == scope.resource_link_id,
            ResourceLink.class_id == scope.class_id,
            ResourceLink.school_id == scope.school_id,
        )
    ).first()


def placements_in(session: Session, scope: Scope) -> Sequence[Any]:
    """Where the activities of the class are placed: columns ``activity_id``, ``link``, ``course``."""
    return session.execute(
        select(
            ResourceLink.activity_id,
            ResourceLink.title.label("link"),
            LmsContext.title.label("course"),
        )
        .join(LmsContext, LmsContext.id == ResourceLink.context_pk)
        .where(
            ResourceLink.activity_id.is_not(None),
            ResourceLink.class_id == scope.class_id,
            ResourceLink.school_id == scope.school_id,
        )
        .order_by(ResourceLink.id)
    ).all()
