"""Diagnostics as a teacher places them, and the attempts of learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, JSONText, Moment, PublicId, SchoolId, UTCDateTime, foreign
from .classes import ResourceLink
from .course_activities import CourseActivity
from .groups import in_reach
from .scope import Scope


class Diagnostic(Base):
    """A diagnostic of a class: which bank, under which policy, graded how."""

    __tablename__ = "diagnostic"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    bank_id: Mapped[int] = foreign("bank.id")
    framework_id: Mapped[int] = foreign("framework_version.id")
    title: Mapped[str]
    policy: Mapped[dict[str, Any]] = mapped_column(JSONText)
    formula: Mapped[str] = mapped_column(Text, default="completion")
    maximum: Mapped[float] = mapped_column(default=100.0)
    created_at: Mapped[Moment]


class Attempt(Base):
    """One learner's way through a diagnostic; its answers are in the evidence log."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "uq_attempt_open",
            "diagnostic_id",
            "person_id",
            unique=True,
            sqlite_where=text("status != 'finished'"),
            postgresql_where=text("status != 'finished'"),
        ),
        Index("ix_attempt_diagnostic_person", "diagnostic_id", "person_id"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    diagnostic_id: Mapped[int] = foreign("diagnostic.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    profiled: Mapped[bool]
    status: Mapped[str]
    seed: Mapped[int]
    asked: Mapped[list[int]] = mapped_column(JSONText, default=list)
    scores: Mapped[list[float | None]] = mapped_column(JSONText, default=list)
    current: Mapped[int | None]
    shown_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seconds: Mapped[float] = mapped_column(default=0.0)
    draft: Mapped[str] = mapped_column(Text, default="")
    draft_problem: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    stop: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    started_at: Mapped[Moment]
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


_DIAGNOSTIC = select(Diagnostic).where(
    Diagnostic.id == bindparam("diagnostic"),
    Diagnostic.class_id == bindparam("class_"),
    Diagnostic.school_id == bindparam("school"),
)
_PLACED = (
    select(Diagnostic)
    .join(CourseActivity, CourseActivity.diagnostic_id == Diagnostic.id)
    .join(ResourceLink, ResourceLink.activity_id == CourseActivity.id)
    .where(
        ResourceLink.id == bindparam("link"),
        ResourceLink.class_id == bindparam("class_"),
        ResourceLink.school_id == bindparam("school"),
    )
)
_ATTEMPT = (
    select(Attempt)
    .where(
        Attempt.diagnostic_id == bindparam("diagnostic"),
        Attempt.person_id == bindparam("person"),
        Attempt.class_id == bindparam("class_"),
        Attempt.school_id == bindparam("school"),
    )
    .order_by(Attempt.id.desc())
    .limit(1)
)


def diagnostic_of(session: Session, scope: Scope, diagnostic_id: int) -> Diagnostic:
    """A diagnostic of the scope's class."""
    return session.scalars(_DIAGNOSTIC, {**scope.binds, "diagnostic": diagnostic_id}).one()


def diagnostic_placed(session: Session, scope: Scope) -> Diagnostic | None:
    """The diagnostic of what the scope's placement shows."""
    return session.scalars(_PLACED, {**scope.binds, "link": scope.resource_link_id}).first()


def diagnostics_in(session: Session, scope: Scope) -> Sequence[Diagnostic]:
    """The diagnostics of the class, newest first."""
    return session.scalars(
        select(Diagnostic)
        .where(Diagnostic.class_id == scope.class_id, Diagnostic.school_id == scope.school_id)
        .order_by(Diagnostic.id.desc())
    ).all()


def latest_diagnostic(session: Session, scope: Scope) -> Diagnostic | None:
    """The newest diagnostic of the class."""
    return session.scalars(
        select(Diagnostic)
        .where(Diagnostic.class_id == scope.class_id, Diagnostic.school_id == scope.school_id)
        .order_by(Diagnostic.id.desc())
    ).first()


def attempt_of(
    session: Session, scope: Scope, diagnostic_id: int, *, person_id: int | None = None
) -> Attempt | None:
    """The newest attempt of a person (the scope's own unless said otherwise)."""
    person = scope.person_id if person_id is None else person_id
    return session.scalars(_ATTEMPT, {**scope.binds, "diagnostic": diagnostic_id, "person": person}).first()


def attempt_named(session: Session, scope: Scope, public_id: str) -> Attempt | None:
    """The scope's own attempt with this public id."""
    statement = select(Attempt).where(
        Attempt.public_id == public_id,
        Attempt.person_id == scope.person_id,
        Attempt.class_id == scope.class_id,
        Attempt.school_id == scope.school_id,
    )
    return session.scalars(statement.with_for_update()).first()


def attempts_in(session: Session, scope: Scope, diagnostic_id: int) -> Sequence[Attempt]:
    """All attempts of the class at a diagnostic, oldest first."""
    return session.scalars(
        select(Attempt)
        .where(
            Attempt.diagnostic_id == diagnostic_id,
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
            in_reach(scope, Attempt.person_id),
        )
        .order_by(Attempt.id)
    ).all()
