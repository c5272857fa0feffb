"""What goes to a gradebook in one piece: read from the database at one moment, posted with none open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from adapters.lms.base import GradeService, Role, Submission
from lti_tool.database.grade_queue import JobRow, rows_of_jobs
from lti_tool.database.grades import LineItemRow
from lti_tool.database.platforms import PlatformRecord, platform_by_id
from lti_tool.database.scope import Scope
from lti_tool.errors import PassingFailure, PermanentFailure
from lti_tool.lti.ags import Column, GradeBook, Score
from lti_tool.lti.services import ServiceClient

from .grade_score import GradedWork, graded_work
from .runtime import Runtime

_log = structlog.get_logger(__name__)

MOST_NEW_COLUMNS = 3
"""How often a score may find its column gone before it counts as failed."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a post needs, read in one short transaction.

    Attributes
    ----------
    work : GradedWork or None
        None: there is nothing to be graded any more.
    told : tuple
        Label and maximum of the column as the platform was told them last.
    timestamp : datetime
        A whole second, later than the last one sent.
    until : datetime
        The lease ends then: whoever comes later may hold the job already.
    """

    job_id: int
    version: int
    attempts: int
    asked_at: datetime | None
    scope: Scope
    platform: PlatformRecord
    subject: str
    service: GradeService
    column: Column
    told: tuple[str, float]
    line_item_id: int
    link_id: int
    work: GradedWork | None
    graded: bool
    submission: Submission
    timestamp: datetime
    until: datetime

    @property
    def ready(self) -> bool:
        """Whether the column is at the platform, as the activity wants it."""
        wanted = (self.column.label, self.column.maximum)
        return bool(self.service.lineitem_url) and self.told == wanted


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a try ended.

    Attributes
    ----------
    outcome : str
        sent, failed, passing, off, or back: it was not tried.
    retry_at : datetime or None
        When the platform asked to come back.
    """

    parcel: Parcel
    outcome: str
    reason: str = ""
    status_code: int | None = None
    retry_at: datetime | None = None
    column_gone: bool = False


def pack(session: Session, job_ids: Sequence[int], now: datetime, public_url: str) -> list[Parcel]:
    """What these jobs, which the caller has leased, have to send at this moment."""
    platforms: dict[int, PlatformRecord | None] = {}
    parcels = []
    for row in rows_of_jobs(session, job_ids):
        platform_id = row.item.platform_id
        if platform_id not in platforms:
            platforms[platform_id] = platform_by_id(session, platform_id)
        platform = platforms[platform_id]
        assert platform is not None
        parcels.append(_parcel(session, row, platform, now, public_url))
    return parcels


def _parcel(
    session: Session, row: JobRow, platform: PlatformRecord, now: datetime, public_url: str
) -> Parcel:
    job, item, link = row.job, row.item, row.link
    scope = Scope(
        school_id=job.school_id,
        platform_id=platform.id,
        class_id=job.class_id,
        person_id=job.person_id,
        role=Role.STUDENT,
        launch="",
        resource_link_id=link.id,
    )
    work = graded_work(session, scope, row.activity)
    second = now.replace(microsecond=0)
    if job.sent_at is not None:
        second = max(second, job.sent_at + timedelta(seconds=1))
    activity = row.activity
    maximum = item.maximum if activity.maximum is None else activity.maximum
    return Parcel(
        job_id=job.id,
        version=job.version,
        attempts=job.attempts,
        asked_at=job.asked_at,
        scope=scope,
        platform=platform,
        subject=row.person.subject,
        service=GradeService(link.lineitems_url, item.url or link.lineitem_url, tuple(link.grade_scopes)),
        column=Column(activity.public_id, tag_of(activity.kind), activity.title, maximum, link.link_id),
        told=(item.label, item.maximum) if item.url else ("", 0.0),
        line_item_id=item.id,
        link_id=link.id,
        work=work,
        graded=activity.maximum is not None,
        submission=_submission(row, work, now, public_url),
        timestamp=second,
        until=job.leased_until or now,
    )


def tag_of(kind: str) -> str:
    """The tag of a line item, by the kind of its activity."""
    return f"senda-{kind}"


def _submission(row: JobRow, work: GradedWork | None, now: datetime, public_url: str) -> Submission:
    done = work.done_at if work else now
    return Submission(
        submitted_at=done,
        started_at=work.started_at if work else None,
        review_url=f"{public_url}/lti/launch/review/{row.person.public_id}",
        new=row.job.work_sent is None or row.job.work_sent < done,
    )


def post(runtime: Runtime, parcel: Parcel) -> Settlement:
    """Send one score; every failure becomes a settlement."""
    now = runtime.clock()
    if not parcel.graded:
        return Settlement(parcel, "off")
    if parcel.work is None:
        return Settlement(parcel, "failed", "attempt_missing")
    if parcel.timestamp > now:
        # The last score sent carries this second already, and none may lie in the future.
        return Settlement(parcel, "back", retry_at=parcel.timestamp)
    try:
        return _post(runtime, parcel, parcel.work)
    except PassingFailure as failure:
        return Settlement(parcel, "passing", failure.code, failure.status_code, failure.retry_at)
    except PermanentFailure as failure:
        known = bool(parcel.service.lineitem_url and parcel.service.lineitems_url)
        if failure.code == "service_not_found" and known and parcel.attempts < MOST_NEW_COLUMNS:
            # The column was deleted in the gradebook: it is found or made anew at the next try.
            return Settlement(parcel, "passing", failure.code, failure.status_code, column_gone=True)
        return Settlement(parcel, "failed", failure.code, failure.status_code)
    except Exception:
        # A fault of ours must not take the grade with it.
        _log.exception("grade_not_posted", job=parcel.job_id)
        return Settlement(parcel, "passing", "unexpected")


def _post(runtime: Runtime, parcel: Parcel, work: GradedWork) -> Settlement:
    longest = timedelta(seconds=runtime.config.lms_timeout * LONGEST_CALL)
    client = ServiceClient(
        parcel.platform, runtime.keyring, runtime.http(), runtime.clock, until=parcel.until - longest
    )
    book = GradeBook(client, parcel.service)
    address = parcel.service.lineitem_url if parcel.ready else _settle_column(runtime, book, parcel)
    score = Score(parcel.subject, work.score, work.maximum, parcel.timestamp, parcel.submission)
    book.post_score(address, score)
    return Settlement(parcel, "sent")


LONGEST_CALL = 3
"""What one call may take at most, in time-outs (`lti_tool.lti.http.WHOLE_READS`)."""
LEASE = 12
"""How long a worker holds a job, in time-outs: a token, the column and the score, with room to spare."""


def lease_of(runtime: Runtime) -> timedelta:
    """How long a worker holds a job; one that died gives its jobs back after this."""
    return timedelta(seconds=LEASE * runtime.config.lms_timeout)


def _settle_column(runtime: Runtime, book: GradeBook, parcel: Parcel) -> str:
    """Find, make or change the column; returns its address, which is kept."""
    column = parcel.column
    address = book.line_item(column)
    if parcel.told[0] and parcel.told != (column.label, column.maximum):
        try:
            book.update(address, column.label, column.maximum)
        except PermanentFailure as failure:
            # A platform that lets nobody change a column takes the score all the same, and scales it.
            if failure.code == "service_not_found":
                raise
    with runtime.database.write() as session:
        item = session.get_one(LineItemRow, parcel.line_item_id)
        item.url, item.leased_until = address, None
        item.label, item.maximum = column.label, column.maximum
    return address


