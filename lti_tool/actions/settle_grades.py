"""What became of scores that were sent, written down: the job, its audit, and how the platform answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lti_tool.database.classes import ResourceLink
from lti_tool.database.engine import Database
from lti_tool.database.grade_queue import pause_of
from lti_tool.database.grades import GradeAudit, GradeJob, LineItemRow, PlatformPause

from .grade_parcels import Settlement

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_PAUSE = timedelta(minutes=15)
"""Of a whole platform that does not say for how long."""
GIVE_UP_AFTER = timedelta(days=3)
LEAST_TRIES = 10
"""Before anything is given up that may still pass."""
FEW_CONFLICTS = 3
FAILURES_IN_A_ROW = 5
"""So many calls without an answer, and the platform is left alone for a while."""
_UNANSWERED = frozenset({"service_timeout", "service_unreachable", "service_error", "service_busy"})
_RATE_LIMITED = frozenset({403, 429})


def settle(database: Database, settlements: Sequence[Settlement], *, now: datetime) -> dict[int, datetime]:
    """Settle tries in one transaction.

    Returns
    -------
    dict
        Platforms that are to be left alone, with the moment until when.
    """
    pauses: dict[int, datetime] = {}
    with database.write() as session:
        ids = [one.parcel.job_id for one in settlements]
        jobs = {
            job.id: job
            for job in session.scalars(
                select(GradeJob).where(GradeJob.id.in_(ids)).order_by(GradeJob.id).with_for_update()
            )
        }
        for one in settlements:
            job = jobs.get(one.parcel.job_id)
            if job is not None:  # else erased meanwhile
                _settle_job(session, job, one, now)
            if one.outcome != "back":
                until = _note_answer(session, one, now)
                if until is not None:
                    pauses[one.parcel.platform.id] = until
    return pauses


def _settle_job(session: Session, job: GradeJob, end: Settlement, now: datetime) -> None:
    parcel = end.parcel
    tried = end.outcome != "back"
    if end.outcome == "sent" or end.reason == "service_conflict":
        job.sent_at = max(parcel.timestamp, job.sent_at or parcel.timestamp)
    if tried and end.outcome != "off":
        session.add(_audit(end, now))
    _settle_column(session, end, now)
    if job.leased_until != parcel.until:  # another worker holds it by now
        return
    job.leased_until, job.updated_at = None, now
    if end.outcome == "sent" and parcel.work is not None:
        job.sent_score, job.sent_maximum = parcel.work.score, parcel.work.maximum
        job.lms_state = ""
    if end.outcome == "sent" or end.reason == "service_submission_refused":
        job.work_sent = parcel.submission.submitted_at
    if job.version == parcel.version:
        _conclude(job, end, now)
    elif job.state != "off":
        job.state, job.due_at = "waiting", now


def _conclude(job: GradeJob, end: Settlement, now: datetime) -> None:
    """The state of a job whose score is still the one that was read."""
    if end.outcome == "back":
        job.state, job.due_at = "waiting", end.retry_at or now
        return
    job.attempts += 1
    job.reason, job.status_code = end.reason, end.status_code
    if end.outcome == "passing" and not _hopeless(end, now):
        job.state, job.due_at = "waiting", _again_at(end, now)
    else:
        job.state = "failed" if end.outcome == "passing" else end.outcome


def _settle_column(session: Session, end: Settlement, now: datetime) -> None:
    if end.parcel.ready and not end.column_gone:
        return
    item = session.get_one(LineItemRow, end.parcel.line_item_id)
    item.leased_until = None
    if end.column_gone and item.url == end.parcel.service.lineitem_url:
        item.url = ""
        _send_all_again(session, item, now)
        link = session.get_one(ResourceLink, end.parcel.link_id)
        if link.lineitem_url == end.parcel.service.lineitem_url:
            link.lineitem_url = ""


def _send_all_again(session: Session, item: LineItemRow, now: datetime) -> None:
    """The grades of a column that is gone went with it: the new one gets all of them."""
    session.execute(
        update(GradeJob)
        .where(
            GradeJob.line_item_id == item.id,
            GradeJob.school_id == item.school_id,
            GradeJob.state == "sent",
        )
        .values(
            state="waiting",
            version=GradeJob.version + 1,
            due_at=now,
            asked_at=now,
            attempts=0,
            sent_score=None,
            sent_maximum=None,
            work_sent=None,
            lms_state="",
        )
        .execution_options(synchronize_session=False)
    )


def _hopeless(end: Settlement, now: datetime) -> bool:
    tries = end.parcel.attempts + 1
    if tries < LEAST_TRIES:
        return False
    if end.reason == "service_response_invalid":
        return True
    return end.parcel.asked_at is not None and now - end.parcel.asked_at > GIVE_UP_AFTER


def _again_at(end: Settlement, now: datetime) -> datetime:
    """When to try again: as the platform asks, else later each time, spread so that not all come at once."""
    if end.retry_at is not None:
        return end.retry_at
    tries = end.parcel.attempts
    if end.reason == "service_conflict" and tries < FEW_CONFLICTS:
        return now + timedelta(seconds=1)
    return now + _wait(tries, LONGEST_WAIT)


def _wait(tries: int, longest: timedelta) -> timedelta:
    wait: timedelta = min(FIRST_WAIT * 2 ** min(tries, 20), longest)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 - nothing secret about it


def _note_answer(session: Session, end: Settlement, now: datetime) -> datetime | None:
    """Count what a platform leaves unanswered; gives the moment until when it is to be left alone."""
    limited = end.reason == "service_busy" and end.status_code in _RATE_LIMITED
    asked_to_wait = limited or end.retry_at is not None
    bad = end.outcome == "passing" and (asked_to_wait or end.reason in _UNANSWERED)
    row = pause_of(session, end.parcel.platform.id)
    if not bad:
        if row is not None and row.failures:
            row.failures = 0
        return None
    if row is None:
        row = PlatformPause(
            school_id=end.parcel.platform.school_id,
            platform_id=end.parcel.platform.id,
            until=now,
            failures=0,
        )
        session.add(row)
    row.failures += 1
    row.reason, row.status_code = end.reason, end.status_code
    if not asked_to_wait and row.failures < FAILURES_IN_A_ROW:
        session.flush()
        return None
    extra = 0 if asked_to_wait else FAILURES_IN_A_ROW
    row.until = max(row.until, end.retry_at or now + _wait(row.failures - 1 - extra, LONGEST_PAUSE))
    session.flush()
    return row.until


def _audit(end: Settlement, now: datetime) -> GradeAudit:
    parcel = end.parcel
    return GradeAudit(
        school_id=parcel.scope.school_id,
        class_id=parcel.scope.class_id,
        person_id=parcel.scope.person_id,
        job_id=parcel.job_id,
        score=parcel.work.score if parcel.work else None,
        outcome="waiting" if end.outcome == "passing" else end.outcome,
        reason=end.reason,
        status_code=end.status_code,
        at=now,
    )
