"""Classes, the LMS courses they are taught in, placements, and who is enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from unicodedata import combining, normalize

from sqlalchemy import Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adapters.lms.base import Role

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .groups import in_reach
from .people import Person
from .scope import Scope


class CourseClass(Base):
    """A class: the learners who are diagnosed and matched together."""

    __tablename__ = "class"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id")
    title: Mapped[str] = mapped_column(Text, default="")
    roster_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    roster_problem: Mapped[str] = mapped_column(Text, default="")
    roster_started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """While the list is being fetched; None otherwise."""
    roster_tried_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the last or the present fetch began or last made progress."""
    roster_count: Mapped[int] = mapped_column(default=0)
    """Members read by the last or the present fetch."""
    groups_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    groups_problem: Mapped[str] = mapped_column(Text, default="")
    assistants_limited: Mapped[bool] = mapped_column(default=False)
    """Whether a teaching assistant sees only the students of their own groups."""
    created_at: Mapped[Moment]


class LmsContext(Base):
    """An LMS course; several may be taught as one class. Without a context the link stands for it."""

    __tablename__ = "lms_context"
    __table_args__ = (UniqueConstraint("deployment_pk", "context_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    deployment_pk: Mapped[int] = foreign("deployment.id", index=False)
    class_id: Mapped[int] = foreign("class.id")
    context_id: Mapped[str]
    label: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    memberships_url: Mapped[str] = mapped_column(Text, default="")
    groups_url: Mapped[str] = mapped_column(Text, default="")
    group_sets_url: Mapped[str] = mapped_column(Text, default="")
    origins: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Ids of the LMS courses that this one is a copy of, the nearest first."""
    created_at: Mapped[Moment]


class ResourceLink(Base):
    """A placement of the tool in a course, and the grade services that came with it."""

    __tablename__ = "resource_link"
    __table_args__ = (UniqueConstraint("context_pk", "link_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    context_pk: Mapped[int] = foreign("lms_context.id", index=False)
    class_id: Mapped[int] = foreign("class.id")
    link_id: Mapped[str]
    title: Mapped[str] = mapped_column(Text, default="")
    lineitems_url: Mapped[str] = mapped_column(Text, default="")
    lineitem_url: Mapped[str] = mapped_column(Text, default="")
    grade_scopes: Mapped[list[str]] = mapped_column(JSONText, default=list)
    origins: Mapped[list[str]] = mapped_column(JSONText, default=list)
    """Ids of the placements that this one is a copy of, the nearest first."""
    copied_activity: Mapped[str] = mapped_column(Text, default="")
    """Public id that the placement carries, of an activity of another class; empty otherwise."""
    activity_id: Mapped[int | None] = foreign("course_activity.id", nullable=True)
    """What the placement shows; None until a teacher has said it."""
    created_at: Mapped[Moment]


class Enrolment(Base):
    """A person's place in a class. Who leaves becomes inactive; nothing is deleted."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("class_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    role_from_launch: Mapped[bool] = mapped_column(default=False)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Beginning of the last fetch of the class list that named the person."""
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


_CLASS = select(CourseClass).where(
    CourseClass.id == bindparam("class_"), CourseClass.school_id == bindparam("school")
)
_LINK = select(ResourceLink).where(
    ResourceLink.id == bindparam("link"),
    ResourceLink.class_id == bindparam("class_"),
    ResourceLink.school_id == bindparam("school"),
)


def class_of(session: Session, scope: Scope) -> CourseClass:
    """The class of the scope."""
    return session.scalars(_CLASS, scope.binds).one()


def link_of(session: Session, scope: Scope) -> ResourceLink | None:
    """The placement that was launched."""
    if scope.resource_link_id is None:
        return None
    return session.scalars(_LINK, {**scope.binds, "link": scope.resource_link_id}).first()


def contexts_of(session: Session, scope: Scope) -> Sequence[LmsContext]:
    """The LMS courses that this class is taught in."""
    return session.scalars(
        select(LmsContext).where(
            LmsContext.class_id == scope.class_id, LmsContext.school_id == scope.school_id
        )
    ).all()


def students_of(session: Session, scope: Scope) -> Sequence[Person]:
    """The active students of the class, by family name as people sort names: Á stands with A.

    Of them those whom the scope's person may see (`groups.in_reach`), here and in `student_of`.
    """
    students = session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.class_id == scope.class_id,
            Enrolment.school_id == scope.school_id,
            Enrolment.active,
            Enrolment.role == Role.STUDENT,
            in_reach(scope, Enrolment.person_id),
        )
        .order_by(Person.id)
    )
    return sorted(students, key=lambda one: (_plain_letters(one.family_name), _plain_letters(one.name)))


def _plain_letters(name: str) -> str:
    """A name without accents and capitals, for sorting."""
    return "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))


def student_of(session: Session, scope: Scope, public_id: str) -> Person | None:
    """A student of this class by public id; nobody else's."""
    return session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Person.public_id == public_id,
            Enrolment.class_id == scope.class_id,
            Enrolment.school_id == scope.school_id,
            Enrolment.role == Role.STUDENT,
            in_reach(scope, Enrolment.person_id),
        )
    ).first()


def enrolments_of(session: Session, scope: Scope) -> Sequence[Any]:
    """All enrolments of the class with their people, whatever the role."""
    return session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.class_id == scope.class_id, Enrolment.school_id == scope.school_id)
    ).all()
