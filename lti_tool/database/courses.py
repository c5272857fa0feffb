"""Courses that belong together: copies of earlier ones, and several that are taught as one class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adapters.lms.base import Role

from .base import Base, BigId, Id, JSONText, Moment, PublicId, SchoolId, foreign
from .classes import CourseClass, Enrolment, LmsContext, ResourceLink, contexts_of
from .course_activities import CourseActivity
from .platforms import Deployment, Platform
from .scope import Scope


class CopyDeclined(Base):
    """That a class starts afresh although it is a copy: the set-up of that original is not offered again."""

    __tablename__ = "copy_declined"
    __table_args__ = (UniqueConstraint("class_id", "original_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    original_id: Mapped[int] = foreign("class.id", index=False)
    created_at: Mapped[Moment]


class CourseJoin(Base):
    """That the courses of one class are taught as another one, and what came along with them."""

    __tablename__ = "course_join"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    """Where they are taught now."""
    former_id: Mapped[int] = mapped_column(BigId, ForeignKey("class.id"), unique=True)
    """The class that they were, which stays without a course until they are separated again."""
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSONText)
    """Ids of the rows that came along, by table."""
    created_at: Mapped[Moment]


def originals_of(session: Session, scope: Scope) -> tuple[int, ...]:
    """Classes with a set-up whose courses this class's courses are copies of, the nearest first.

    Only of the same school and platform: ids of courses mean nothing elsewhere.
    """
    contexts = contexts_of(session, scope)
    nearness = {origin: place for place, origin in enumerate(_in_order(contexts))}
    own = {context.deployment_pk for context in contexts}
    rows = session.execute(
        select(LmsContext.context_id, LmsContext.deployment_pk, LmsContext.class_id)
        .join(Deployment, Deployment.id == LmsContext.deployment_pk)
        .where(
            LmsContext.context_id.in_(nearness),
            LmsContext.class_id != scope.class_id,
            LmsContext.school_id == scope.school_id,
            Deployment.platform_id == scope.platform_id,
            exists().where(CourseActivity.class_id == LmsContext.class_id),
        )
    )
    nearest = sorted(rows, key=lambda row: (nearness[row.context_id], row.deployment_pk not in own))
    return tuple(dict.fromkeys(row.class_id for row in nearest))


def _in_order(contexts: Sequence[LmsContext]) -> dict[str, None]:
    """Ids of the originals of some courses: the nearest of each first."""
    ranked = sorted(
        (place, context.id, origin) for context in contexts for place, origin in enumerate(context.origins)
    )
    return dict.fromkeys(origin for _place, _context, origin in ranked)


def activity_elsewhere(session: Session, scope: Scope, public_id: str) -> CourseActivity | None:
    """An activity of another class of the same school and platform."""
    return session.scalars(
        select(CourseActivity)
        .join(CourseClass, CourseClass.id == CourseActivity.class_id)
        .where(
            CourseActivity.public_id == public_id,
            CourseActivity.class_id != scope.class_id,
            CourseActivity.school_id == scope.school_id,
            CourseClass.platform_id == scope.platform_id,
        )
    ).first()


def shown_by_originals(session: Session, scope: Scope, link: ResourceLink) -> Sequence[CourseActivity]:
    """What the placements show in other classes that this one is a copy of, the nearest first."""
    if not link.origins:
        return ()
    rows = session.execute(
        select(CourseActivity, ResourceLink.link_id)
        .join(ResourceLink, ResourceLink.activity_id == CourseActivity.id)
        .join(LmsContext, LmsContext.id == ResourceLink.context_pk)
        .join(Deployment, Deployment.id == LmsContext.deployment_pk)
        .where(
            ResourceLink.link_id.in_(link.origins),
            CourseActivity.class_id != scope.class_id,
            CourseActivity.school_id == scope.school_id,
            Deployment.platform_id == scope.platform_id,
        )
        .order_by(CourseActivity.id)
    ).all()
    return [row.CourseActivity for row in sorted(rows, key=lambda row: link.origins.index(row.link_id))]


def shown_by_namesakes(session: Session, scope: Scope, link: ResourceLink) -> Sequence[CourseActivity]:
    """What the placement of the same name shows in the nearest original that has one; none where several do.

    A course that is copied keeps the names of its placements; many LMSs keep nothing else.
    """
    if not link.title:
        return ()
    for class_id in originals_of(session, scope):
        found = session.scalars(
            select(CourseActivity)
            .join(ResourceLink, ResourceLink.activity_id == CourseActivity.id)
            .where(
                ResourceLink.title == link.title,
                ResourceLink.class_id == class_id,
                ResourceLink.school_id == scope.school_id,
            )
            .distinct()
        ).all()
        if found:
            return found if len(found) == 1 else ()
    return ()


def declined_originals(session: Session, scope: Scope) -> frozenset[int]:
    """Classes whose set-up this class has declined."""
    return frozenset(
        session.scalars(
            select(CopyDeclined.original_id).where(
                CopyDeclined.class_id == scope.class_id, CopyDeclined.school_id == scope.school_id
            )
        )
    )


def class_named(session: Session, scope: Scope, public_id: str) -> CourseClass | None:
    """A class of the scope's school and platform."""
    return session.scalars(
        select(CourseClass).where(
            CourseClass.public_id == public_id,
            CourseClass.platform_id == scope.platform_id,
            CourseClass.school_id == scope.school_id,
        )
    ).first()


def title_of(session: Session, scope: Scope, place: CourseClass) -> str:
    """What a class is called in its LMS now: courses are renamed after they were copied."""
    titles = session.scalars(
        select(LmsContext.title)
        .where(LmsContext.class_id == place.id, LmsContext.school_id == scope.school_id)
        .order_by(LmsContext.id)
    )
    return next((title for title in titles if title), place.title)


def set_up_of(session: Session, scope: Scope, class_id: int) -> Sequence[CourseActivity]:
    """The activities of a class of the scope's school, oldest first."""
    return session.scalars(
        select(CourseActivity)
        .where(CourseActivity.class_id == class_id, CourseActivity.school_id == scope.school_id)
        .order_by(CourseActivity.id)
    ).all()


def open_placements(session: Session, scope: Scope) -> Sequence[ResourceLink]:
    """Placements of the class for which nobody has said what they show."""
    return session.scalars(
        select(ResourceLink)
        .where(
            ResourceLink.activity_id.is_(None),
            ResourceLink.class_id == scope.class_id,
            ResourceLink.school_id == scope.school_id,
        )
        .order_by(ResourceLink.id)
    ).all()


def courses_in(session: Session, scope: Scope) -> Sequence[Any]:
    """The LMS courses of the class: columns ``LmsContext`` and ``placements``, the first one first."""
    return session.execute(
        select(LmsContext, func.count(ResourceLink.id).label("placements"))
        .outerjoin(ResourceLink, ResourceLink.context_pk == LmsContext.id)
        .where(LmsContext.class_id == scope.class_id, LmsContext.school_id == scope.school_id)
        .group_by(LmsContext.id)
        .order_by(LmsContext.id)
    ).all()


def joins_in(session: Session, scope: Scope) -> Sequence[CourseJoin]:
    """The joins that made this class, the first one first."""
    return session.scalars(
        select(CourseJoin)
        .where(CourseJoin.class_id == scope.class_id, CourseJoin.school_id == scope.school_id)
        .order_by(CourseJoin.id)
    ).all()


def taught_elsewhere(session: Session, scope: Scope) -> Sequence[CourseClass]:
    """Other classes of the platform in which the scope's person is a teacher, by title."""
    return session.scalars(
        select(CourseClass)
        .join(Enrolment, Enrolment.class_id == CourseClass.id)
        .where(
            Enrolment.person_id == scope.person_id,
            Enrolment.role == Role.TEACHER,
            Enrolment.active,
            CourseClass.id != scope.class_id,
            CourseClass.platform_id == scope.platform_id,
            CourseClass.school_id == scope.school_id,
            exists().where(LmsContext.class_id == CourseClass.id),
        )
        .order_by(CourseClass.title, CourseClass.id)
    ).all()


def operators_classes(
    session: Session, *, name: str = "", issuer: str = "", course: str = ""
) -> Sequence[CourseClass]:
    """Classes for a command: the one of that public id, or those of an issuer (and of one LMS course)."""
    statement = select(CourseClass).order_by(CourseClass.id)
    if name:
        return session.scalars(statement.where(CourseClass.public_id == name)).all()
    taught = (
        select(LmsContext.class_id)
        .join(Deployment, Deployment.id == LmsContext.deployment_pk)
        .join(Platform, Platform.id == Deployment.platform_id)
        .where(Platform.issuer == issuer)
    )
    if course:
        taught = taught.where(LmsContext.context_id == course)
    return session.scalars(statement.where(CourseClass.id.in_(taught))).all()
