"""Diagnostics as a teacher places them, and the attempts of learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, bindparam, func, select, text
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
    bank_revision: Mapped[int] = mapped_column(default=1)
    """What new attempts are asked from; an attempt keeps the one that it began with."""
    framework_id: Mapped[int] = foreign("framework_version.id")
    title: Mapped[str]
    policy: Mapped[dict[str, Any]] = mapped_column(JSONText)
    formula: Mapped[str] = mapped_column(Text, default="completion")
    maximum: Mapped[float] = mapped_column(default=100.0)
    feedback: Mapped[str] = mapped_column(Text, default="none")
    """When right answers are told: none, end or each."""
    attempts: Mapped[int] = mapped_column(default=1)
    """How often a student may take it; 0: as often as they like."""
    published: Mapped[bool] = mapped_column(default=True)
    """Whether students may begin it."""
    rehearsal: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    """What synthetic students made of it as it is set up now; None where it was not tried or has changed."""
    created_at: Mapped[Moment]


class CutRating(Base):
    """A teacher's answer: somebody who just masters this gets so many of ten right."""

    __tablename__ = "cut_rating"
    __table_args__ = (UniqueConstraint("diagnostic_id", "person_id", "competency"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    diagnostic_id: Mapped[int] = foreign("diagnostic.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    competency: Mapped[str]
    of_ten: Mapped[float]
    rated_at: Mapped[Moment]


class Attempt(Base):
    """One learner's way through a diagnostic; its answers are in the evidence log."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "uq_attempt_open",
            "diagnostic_id",
            "person_id",
            "kind",
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
    kind: Mapped[str] = mapped_column(Text, default="diagnostic")
    """diagnostic; or, on the path, check (a short one) or practice (with hints)."""
    step_id: Mapped[int | None] = foreign("itinerary_step.id", nullable=True)
    """The step of the path that a check or a practice belongs to."""
    bank_revision: Mapped[int] = mapped_column(default=1)
    policy: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    """Of a check or a practice; None: the diagnostic's."""
    time_factor: Mapped[float] = mapped_column(default=1.0)
    """How many times the usual time this person has; 0: no limit."""
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
    told: Mapped[dict[str, Any] | None] = mapped_column(JSONText)
    """What is said of the last answer before the next question; None once it was read."""
    hints: Mapped[int] = mapped_column(default=0)
    """Hints taken for the current question."""
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
        Attempt.kind == "diagnostic",
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


def diagnostic_named(
    session: Session, scope: Scope, public_id: str, *, lock: bool = False
) -> Diagnostic | None:
    """A diagnostic of the scope's class by public id; nobody else's. Locked, whoever changes it waits."""
    statement = select(Diagnostic).where(
        Diagnostic.public_id == public_id,
        Diagnostic.class_id == scope.class_id,
        Diagnostic.school_id == scope.school_id,
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def takers_of(session: Session, scope: Scope) -> dict[int, int]:
    """How many people of the class have begun each diagnostic, by its id; those of none are left out."""
    rows = session.execute(
        select(Attempt.diagnostic_id, func.count(Attempt.person_id.distinct()).label("people"))
        .where(
            Attempt.kind == "diagnostic",
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
        .group_by(Attempt.diagnostic_id)
    )
    return {row.diagnostic_id: row.people for row in rows}


def ratings_of(session: Session, scope: Scope, diagnostic_id: int) -> Sequence[CutRating]:
    """What teachers expect of somebody who just masters, oldest first."""
    return session.scalars(
        select(CutRating)
        .where(CutRating.diagnostic_id == diagnostic_id, CutRating.school_id == scope.school_id)
        .order_by(CutRating.id)
    ).all()


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


def attempts_taken(session: Session, scope: Scope, diagnostic_id: int) -> int:
    """How often the scope's person has begun a diagnostic."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Attempt)
            .where(
                Attempt.diagnostic_id == diagnostic_id,
                Attempt.kind == "diagnostic",
                Attempt.person_id == scope.person_id,
                Attempt.class_id == scope.class_id,
                Attempt.school_id == scope.school_id,
            )
        )
        or 0
    )


def open_attempts_of(session: Session, scope: Scope, person_id: int) -> Sequence[Attempt]:
    """What a person of the class has begun and not finished, locked."""
    return session.scalars(
        select(Attempt)
        .where(
            Attempt.person_id == person_id,
            Attempt.status != "finished",
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
        .with_for_update()
    ).all()


def open_attempt(session: Session, scope: Scope, diagnostic_id: int, kind: str) -> Attempt | None:
    """The scope's own attempt of a kind that is under way at a diagnostic."""
    return session.scalars(
        select(Attempt).where(
            Attempt.diagnostic_id == diagnostic_id,
            Attempt.kind == kind,
            Attempt.status != "finished",
            Attempt.person_id == scope.person_id,
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
    ).first()


def attempt_at_step(session: Session, scope: Scope, step_id: int) -> Attempt | None:
    """The scope's own newest attempt at a step of the path."""
    return session.scalars(
        select(Attempt)
        .where(
            Attempt.step_id == step_id,
            Attempt.person_id == scope.person_id,
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
        .order_by(Attempt.id.desc())
    ).first()


_NAMED = (
    select(Attempt, Diagnostic)
    .join(Diagnostic, Diagnostic.id == Attempt.diagnostic_id)
    .where(
        Attempt.public_id == bindparam("name"),
        Attempt.person_id == bindparam("person"),
        Attempt.class_id == bindparam("class_"),
        Attempt.school_id == bindparam("school"),
    )
)
_NAMED_TO_CHANGE = _NAMED.with_for_update(of=Attempt)


def attempt_with_diagnostic(
    session: Session, scope: Scope, public_id: str, *, to_change: bool = False
) -> tuple[Attempt, Diagnostic] | None:
    """The scope's own attempt with this public id, and what it is an attempt at.

    Parameters
    ----------
    to_change : bool
        Whoever else wants to change the attempt waits for this transaction.
    """
    values = {**scope.binds, "name": public_id}
    found = session.execute(_NAMED_TO_CHANGE, values) if to_change else session.execute(_NAMED, values)
    row = found.first()
    return None if row is None else (row[0], row[1])


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
            Attempt.kind == "diagnostic",
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
            in_reach(scope, Attempt.person_id),
        )
        .order_by(Attempt.id)
    ).all()
