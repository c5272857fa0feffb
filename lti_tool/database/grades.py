"""Line items, grade jobs (latest wins), the audit of every try to send, platforms that ask to wait.

What only the worker asks of them is in `grade_queue`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Row, Text, UniqueConstraint, literal_column, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base, BigId, Id, Moment, SchoolId, UTCDateTime, foreign
from .classes import ResourceLink
from .course_activities import CourseActivity
from .diagnostics import Attempt
from .groups import in_reach
from .itineraries import ItineraryStep
from .people import Person
from .scope import Scope


class LineItemRow(Base):
    """The gradebook column of an activity in one placement."""

    __tablename__ = "line_item"
    __table_args__ = (UniqueConstraint("resource_link_id", "activity_id"),)

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = foreign("platform.id")
    class_id: Mapped[int] = foreign("class.id")
    resource_link_id: Mapped[int] = foreign("resource_link.id", index=False)
    activity_id: Mapped[int] = foreign("course_activity.id")
    url: Mapped[str] = mapped_column(Text, default="")
    """Empty until it was made or found at the platform."""
    label: Mapped[str] = mapped_column(Text, default="")
    maximum: Mapped[float]
    """Title and maximum of the activity as the platform was told them last."""
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """While one worker makes the column or changes it: two would make two."""
    remove_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When to ask the platform (again) to delete the column; None: it stays."""
    remove_tries: Mapped[int] = mapped_column(default=0)
    remove_problem: Mapped[str] = mapped_column(Text, default="")
    """Why the platform kept a column that was to be deleted."""
    check_started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """While its results are being read; None otherwise."""
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    check_count: Mapped[int] = mapped_column(default=0)
    """Results read by the last or the present comparison."""
    check_problem: Mapped[str] = mapped_column(Text, default="")
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
    """waiting, sending, sent, failed, or off: the activity gives no grade any more."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts the facts that changed the score: a send settles only the version that it read."""
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the score was last asked for."""
    due_at: Mapped[Moment]
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    """Tries since the score was asked for."""
    reason: Mapped[str] = mapped_column(Text, default="")
    status_code: Mapped[int | None]
    sent_score: Mapped[float | None]
    sent_maximum: Mapped[float | None]
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The timestamp last sent, a whole second; the next one must be later."""
    work_sent: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the work was done that the platform was last told of as a submission."""
    lms_state: Mapped[str] = mapped_column(Text, default="")
    """What the last comparison found: same, missing or other; empty: not compared since it was sent."""
    lms_score: Mapped[float | None]
    lms_maximum: Mapped[float | None]
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


class PlatformPause(Base):
    """How a platform has been answering: while it asks to wait, nothing is sent to it at all."""

    __tablename__ = "platform_pause"

    id: Mapped[Id]
    school_id: Mapped[SchoolId]
    platform_id: Mapped[int] = mapped_column(BigId, ForeignKey("platform.id"), unique=True)
    until: Mapped[Moment]
    failures: Mapped[int] = mapped_column(default=0)
    """Calls in a row that came to nothing."""
    reason: Mapped[str] = mapped_column(Text, default="")
    status_code: Mapped[int | None]


def line_item_of(session: Session, scope: Scope, activity_id: int, link_id: int) -> LineItemRow | None:
    """The gradebook column of an activity in one placement of the class."""
    return session.scalars(
        select(LineItemRow).where(
            LineItemRow.resource_link_id == link_id,
            LineItemRow.activity_id == activity_id,
            LineItemRow.class_id == scope.class_id,
            LineItemRow.school_id == scope.school_id,
        )
    ).first()


def line_items_of(session: Session, scope: Scope, activity_id: int) -> Sequence[LineItemRow]:
    """The gradebook columns of an activity, one for each placement that shows it."""
    return session.scalars(
        select(LineItemRow)
        .where(
            LineItemRow.activity_id == activity_id,
            LineItemRow.class_id == scope.class_id,
            LineItemRow.school_id == scope.school_id,
        )
        .order_by(LineItemRow.id)
    ).all()


def jobs_in(session: Session, scope: Scope, diagnostic_id: int) -> dict[int, GradeJob]:
    """The grade jobs of the class for a diagnostic, by person; of several the one touched last."""
    rows = session.scalars(
        select(GradeJob)
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .join(CourseActivity, CourseActivity.id == LineItemRow.activity_id)
        .where(
            CourseActivity.diagnostic_id == diagnostic_id,
            CourseActivity.kind == "diagnostic",
            GradeJob.class_id == scope.class_id,
            GradeJob.school_id == scope.school_id,
            in_reach(scope, GradeJob.person_id),
        )
        .order_by(GradeJob.updated_at, GradeJob.id)
    )
    return {row.person_id: row for row in rows}


def jobs_of(
    session: Session, scope: Scope, activity_id: int, *, person_id: int | None = None
) -> Sequence[GradeJob]:
    """The grade jobs of an activity, of everybody or of one person, the one touched last at the end."""
    statement = (
        select(GradeJob)
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .where(
            LineItemRow.activity_id == activity_id,
            GradeJob.class_id == scope.class_id,
            GradeJob.school_id == scope.school_id,
            in_reach(scope, GradeJob.person_id),
        )
        .order_by(GradeJob.updated_at, GradeJob.id)
    )
    if person_id is not None:
        statement = statement.where(GradeJob.person_id == person_id)
    return session.scalars(statement).all()


def graded_activities(
    session: Session, scope: Scope, diagnostic_id: int | None, kind: str
) -> Sequence[CourseActivity]:
    """The activities of the class of a kind that give a grade, all of them or those of one diagnostic."""
    statement = select(CourseActivity).where(
        CourseActivity.kind == kind,
        CourseActivity.maximum.is_not(None),
        CourseActivity.class_id == scope.class_id,
        CourseActivity.school_id == scope.school_id,
    )
    if diagnostic_id is not None:
        statement = statement.where(CourseActivity.diagnostic_id == diagnostic_id)
    return session.scalars(statement.order_by(CourseActivity.id)).all()


def links_showing(session: Session, scope: Scope, activity_id: int) -> Sequence[ResourceLink]:
    """The placements that show an activity."""
    return session.scalars(
        select(ResourceLink)
        .where(
            ResourceLink.activity_id == activity_id,
            ResourceLink.class_id == scope.class_id,
            ResourceLink.school_id == scope.school_id,
        )
        .order_by(ResourceLink.id)
    ).all()


def people_with_work(session: Session, scope: Scope, activity: CourseActivity) -> Sequence[int]:
    """Ids of those who have done something in an activity that a grade can be given for."""
    if activity.kind == "diagnostic":
        statement = select(Attempt.person_id).where(
            Attempt.diagnostic_id == activity.diagnostic_id,
            Attempt.kind == "diagnostic",
            Attempt.status == "finished",
            Attempt.class_id == scope.class_id,
            Attempt.school_id == scope.school_id,
        )
    else:
        statement = select(ItineraryStep.person_id).where(
            ItineraryStep.state == "done",
            ItineraryStep.class_id == scope.class_id,
            ItineraryStep.school_id == scope.school_id,
        )
    return session.scalars(statement.distinct().order_by(literal_column("1"))).all()


def jobs_with_subjects(session: Session, scope: Scope, line_item_id: int) -> Sequence[Row[GradeJob, str]]:
    """The jobs of a column, each with the person's id in the LMS."""
    return session.execute(
        select(GradeJob, Person.subject)
        .join(Person, Person.id == GradeJob.person_id)
        .where(GradeJob.line_item_id == line_item_id, GradeJob.school_id == scope.school_id)
    ).all()
