"""What the worker asks about grades, of every school: which are due, what they are about, who waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session

from .classes import ResourceLink
from .course_activities import CourseActivity
from .grades import GradeJob, LineItemRow, PlatformPause
from .people import Person


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with what it is about, as the worker needs it."""

    job: GradeJob
    item: LineItemRow
    link: ResourceLink
    person: Person
    activity: CourseActivity


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        GradeJob.state.in_(("waiting", "sending")),
        GradeJob.due_at <= now,
        or_(GradeJob.leased_until.is_(None), GradeJob.leased_until < now),
    )


def _ready() -> ColumnElement[bool]:
    """The column is at the platform, as the activity wants it."""
    return and_(
        LineItemRow.url != "",
        LineItemRow.label == CourseActivity.title,
        LineItemRow.maximum == CourseActivity.maximum,
    )


def platforms_due(session: Session, now: datetime) -> Sequence[int]:
    """Platforms with something to send now that did not ask to wait; every school's: only the worker asks."""
    paused = select(PlatformPause.platform_id).where(PlatformPause.until > now)
    return session.scalars(
        select(LineItemRow.platform_id)
        .join(GradeJob, GradeJob.line_item_id == LineItemRow.id)
        .where(_due(now), LineItemRow.platform_id.not_in(paused))
        .distinct()
    ).all()


def due_jobs(session: Session, now: datetime, platform_id: int, limit: int) -> Sequence[GradeJob]:
    """Jobs to send now to a platform, of every school: only the worker asks, each job names its school.

    None whose column another worker is just making or changing.
    """
    return session.scalars(
        select(GradeJob)
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .join(CourseActivity, CourseActivity.id == LineItemRow.activity_id)
        .where(
            _due(now),
            LineItemRow.platform_id == platform_id,
            or_(_ready(), LineItemRow.leased_until.is_(None), LineItemRow.leased_until < now),
        )
        .order_by(GradeJob.due_at, GradeJob.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=GradeJob)
    ).all()


def next_due(session: Session, now: datetime) -> datetime | None:
    """When the next job of any school may go: due, its lease ended, its platform waiting no longer."""
    paused = select(PlatformPause.until).where(
        PlatformPause.platform_id == LineItemRow.platform_id, PlatformPause.until > now
    )
    jobs = (
        select(GradeJob.due_at, GradeJob.leased_until, paused.scalar_subquery().label("until"))
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .where(GradeJob.state.in_(("waiting", "sending")))
        .order_by(GradeJob.due_at)
        .limit(200)
    )
    moments = [
        max(due, leased or due, until or due) for due, leased, until in session.execute(jobs)
    ]
    return min(moments, default=None)


def lock_unready(session: Session, job_ids: Sequence[int]) -> Sequence[LineItemRow]:
    """The columns of these jobs that are to be made or changed, held against other workers."""
    return session.scalars(
        select(LineItemRow)
        .join(CourseActivity, CourseActivity.id == LineItemRow.activity_id)
        .where(
            LineItemRow.id.in_(select(GradeJob.line_item_id).where(GradeJob.id.in_(job_ids))),
            not_(_ready()),
        )
        .order_by(LineItemRow.id)
        .with_for_update(of=LineItemRow)
        .execution_options(populate_existing=True)
    ).all()


def rows_of_jobs(session: Session, job_ids: Sequence[int]) -> Sequence[JobRow]:
    """Jobs with column, placement, person and activity; for the worker, which has leased them."""
    rows = session.execute(
        select(GradeJob, LineItemRow, ResourceLink, Person, CourseActivity)
        .join(LineItemRow, LineItemRow.id == GradeJob.line_item_id)
        .join(ResourceLink, ResourceLink.id == LineItemRow.resource_link_id)
        .join(Person, Person.id == GradeJob.person_id)
        .join(CourseActivity, CourseActivity.id == LineItemRow.activity_id)
        .where(GradeJob.id.in_(job_ids))
        .order_by(GradeJob.due_at, GradeJob.id)
    )
    return [JobRow(*row) for row in rows]


def pause_of(session: Session, platform_id: int) -> PlatformPause | None:
    """How a platform has been answering; for the worker."""
    return session.scalars(
        select(PlatformPause).where(PlatformPause.platform_id == platform_id)
    ).first()


def columns_to_remove(session: Session, now: datetime) -> Sequence[LineItemRow]:
    """Columns that platforms are to be asked to delete, of every school: only the worker asks."""
    return session.scalars(
        select(LineItemRow).where(LineItemRow.remove_at <= now).order_by(LineItemRow.id).limit(50)
    ).all()
