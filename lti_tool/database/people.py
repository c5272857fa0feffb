"""People as a platform knows them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, PublicId, SchoolId, foreign
from .platforms import Platform
from .schools import School
from .scope import Scope


class Person(Base):
    """Somebody who was launched or listed by a platform; name and address may be unknown."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("platform_id", "school_id", "subject"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id")
    subject: Mapped[str]
    name: Mapped[str] = mapped_column(Text, default="")
    given_name: Mapped[str] = mapped_column(Text, default="")
    family_name: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment]


def person_of(session: Session, scope: Scope) -> Person:
    """The person on whose behalf the page was opened."""
    return session.scalars(
        select(Person).where(Person.id == scope.person_id, Person.school_id == scope.school_id)
    ).one()


def people_by_subject(session: Session, scope: Scope, subjects: Sequence[str]) -> dict[str, Person]:
    """The known people among these subjects of the scope's platform and school."""
    found: dict[str, Person] = {}
    for start in range(0, len(subjects), 500):  # SQLite bounds the number of bound values
        rows = session.scalars(
            select(Person).where(
                Person.platform_id == scope.platform_id,
                Person.school_id == scope.school_id,
                Person.subject.in_(subjects[start : start + 500]),
            )
        )
        found.update((row.subject, row) for row in rows)
    return found


def schools_of_person(session: Session, scope: Scope) -> Sequence[tuple[Person, School]]:
    """The scope's person in every school of the platform: an LMS may serve several, its account is one."""
    mine = person_of(session, scope)
    return [
        (person, school)
        for person, school in session.execute(
            select(Person, School)
            .join(School, School.id == Person.school_id)
            .where(Person.platform_id == scope.platform_id, Person.subject == mine.subject)
            .order_by(Person.id)
        )
    ]


def people_of_issuer(session: Session, issuer: str, subject: str) -> Sequence[Person]:
    """Whom an LMS knows under this id, once per registration and school; for the administrator."""
    return session.scalars(
        select(Person)
        .join(Platform, Platform.id == Person.platform_id)
        .where(Platform.issuer == issuer, Person.subject == subject)
    ).all()
