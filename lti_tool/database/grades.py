"""Line items, grade jobs (latest wins) and the audit of every attempt to send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, Id, Moment, SchoolId, UTCDateTime, foreign
from .scope import Scope


class LineItemRow(Base):
    """The gradebook column of a diagnostic in one placement."""

    __tablename__ = "line_item"
    __table_args__ = (UniqueConstraint("resource_link_id", "diagnostic_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    resource_link_id: Mapped[int] = foreign("resource_link.id", index=False)
    diagnostic_id: Mapped[int] = foreign("diagnostic.id")
    url: Mapped[str] = mapped_column(Text, default="")
    """Empty until it was made or found at the platform."""
    maximum: Mapped[float]
    created_at: Mapped[Moment]


class GradeJob(Base):
    """That the present score of a person is to be sent; one row per line item and person."""

    __tablename__ = "grade_job"
    __table_args__ = (
        UniqueConstraint("line_item_id", "person_id"),
        Index("ix_grade_job_due", "state", "due_at"),
    )

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    line_item_id: Mapped[int] = foreign("line_item.id", index=False)
    person_id: Mapped[int] = foreign("person.id")
    state: Mapped[str]
    """waiting, sending, sent or failed."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts the facts that changed the score: a send settles only the version that it read."""
    due_at: Mapped[Moment]
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    status_code: Mapped[int | None]
    sent_score: Mapped[float | None]
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The timestamp last sent, a whole second; the next one must be later."""
    updated_at: Mapped[Moment]


class GradeAudit(Base):
    """One attempt to send a score and how it ended."""

    __tablename__ = "grade_audit"

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    class_id: Mapped[int] = foreign("class.id")
    person_id: Mapped[int] = foreign("person.id")
    job_id: Mapped[int] = foreign("grade_job.id")
    score: Mapped[float | None]
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    status_code: Mapped[int | None]
    at: Mapped[Moment]


def line_item_of(session: Session, scope: Scope, diagnostic_id: int) -> LineItemRow | None:
    """The gradebook column of a diagnostic in the scope's placement."""
    return session.scalars(
        select(LineItemRow).where(
            LineItemRow.resource_link_id == scope.resource_link_id,
            LineItemRow.diagnostic_id == diagnostic_id,
            LineItemRow.school_id == scope.school_id,
        )
    ).first()


def jobs_in(session: Session, scope: Scope, diagnostic_id: int) -> dict[int, GradeJob]:
    """The grade jobs of the class for a diagnostic, by person."""
    rows = session.scalars(
        select(GradeJob)
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .where(
            LineItemRow.diagnostic_id == diagnostic_id,
            GradeJob.class_id == scope.class_id,
            GradeJob.school_id == scope.school_id,
        )
        .order_by(GradeJob.id)
    )
    return {row.person_id: row for row in rows}


def due_jobs(session: Session, now: datetime, limit: int) -> Sequence[GradeJob]:
    """Jobs to send now, of every school: only the worker asks, and each job names its school."""
    return session.scalars(
        select(GradeJob)
        .where(
            GradeJob.state.in_(("waiting", "sending")),
            GradeJob.due_at <= now,
            (GradeJob.leased_until.is_(None)) | (GradeJob.leased_until < now),
        )
        .order_by(GradeJob.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
