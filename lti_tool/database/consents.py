"""What people were told and what they chose: consents, tutoring offers, contests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .classes import Enrolment
from .groups import in_reach
from .people import Person
from .scope import Scope


class Consent(Base):
    """A choice of a person about their data; a later row replaces an earlier one."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_class", "person_id", "class_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id", index=False)
    kind: Mapped[str]
    """notice, profiling or tutoring."""
    given: Mapped[bool]
    notice_version: Mapped[str]
    at: Mapped[Moment]


class TutoringOffer(Base):
    """How a person takes part in tutoring in one class."""

    __tablename__ = "tutoring_offer"
    __table_args__ = (UniqueConstraint("class_id", "person_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    tutor: Mapped[bool]
    tutee: Mapped[bool]
    slots: Mapped[list[str]] = mapped_column(JSONText, default=list)
    languages: Mapped[list[str]] = mapped_column(JSONText, default=list)
    vetoes: Mapped[list[int]] = mapped_column(JSONText, default=list)
    updated_at: Mapped[Moment]


class Contest(Base):
    """A learner sees a result differently; the teacher answers."""

    __tablename__ = "contest"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    competency: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONText)
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


_CONSENTS = (
    select(Consent)
    .where(
        Consent.person_id == bindparam("person"),
        Consent.class_id == bindparam("class_"),
        Consent.school_id == bindparam("school"),
    )
    .order_by(Consent.id)
)
_OFFER = select(TutoringOffer).where(
    TutoringOffer.person_id == bindparam("person"),
    TutoringOffer.class_id == bindparam("class_"),
    TutoringOffer.school_id == bindparam("school"),
)


def consents_of(session: Session, scope: Scope) -> dict[str, Consent]:
    """The scope's person's present choice of each kind."""
    return {row.kind: row for row in session.scalars(_CONSENTS, scope.binds)}


def offer_of(session: Session, scope: Scope) -> TutoringOffer | None:
    """How the scope's person takes part in tutoring."""
    return session.scalars(_OFFER, scope.binds).first()


def offers_in(session: Session, scope: Scope) -> Sequence[Any]:
    """Offers of the active members of the class who take part, with the person."""
    return session.execute(
        select(TutoringOffer, Person)
        .join(Person, Person.id == TutoringOffer.person_id)
        .join(
            Enrolment,
            (Enrolment.person_id == TutoringOffer.person_id)
            & (Enrolment.class_id == TutoringOffer.class_id),
        )
        .where(
            TutoringOffer.class_id == scope.class_id,
            TutoringOffer.school_id == scope.school_id,
            Enrolment.active,
            in_reach(scope, Enrolment.person_id),
            TutoringOffer.tutor | TutoringOffer.tutee,
        )
        .order_by(Person.id)
    ).all()


def open_contests(session: Session, scope: Scope, *, person_id: int | None = None) -> Sequence[Contest]:
    """Contests of the class that wait for an answer, of one person where said."""
    statement = select(Contest).where(
        Contest.class_id == scope.class_id,
        Contest.school_id == scope.school_id,
        Contest.closed_at.is_(None),
        in_reach(scope, Contest.person_id),
    )
    if person_id is not None:
        statement = statement.where(Contest.person_id == person_id)
    return session.scalars(statement.order_by(Contest.id)).all()
