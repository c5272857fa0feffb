"""Due grades go to their platforms: leased, read at that moment, posted, settled.

No transaction is open while a platform is asked. A job whose score changed meanwhile goes again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adapters.lms.base import GradeService, Role
from lti_tool.database.classes import ResourceLink
from lti_tool.database.diagnostics import attempt_of, diagnostic_of
from lti_tool.database.evidence import belief_of
from lti_tool.database.grades import GradeAudit, GradeJob, LineItemRow, due_jobs
from lti_tool.database.people import Person
from lti_tool.database.platforms import PlatformRecord, platform_by_id
from lti_tool.database.scope import Scope
from lti_tool.errors import PassingFailure, PermanentFailure, ServiceFailure
from lti_tool.lti.ags import Column, GradeBook, Score
from lti_tool.lti.services import ServiceClient

from .grade_score import grade_score
from .runtime import Runtime

LEASE = timedelta(seconds=120)
"""Longer than any call may take: a worker that died gives its jobs back after this."""
BATCH = 20
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 60
"""With an hour between the later ones this is more than two days of a platform that is down."""
MOST_NEW_COLUMNS = 3
TAG = "senda-diagnostic"


@dataclass(frozen=True, slots=True)
class _Parcel:
    """All that a post needs, read in one short transaction."""

    job_id: int
    version: int
    attempts: int
    scope: Scope
    platform: PlatformRecord
    subject: str
    service: GradeService
    column: Column
    line_item_id: int
    line_item_url: str
    score: float | None
    maximum: float
    submitted_at: datetime
    timestamp: datetime


@dataclass(frozen=True, slots=True)
class _Settlement:
    """How a try ended."""

    outcome: str
    reason: str = ""
    status_code: int | None = None
    retry_at: datetime | None = None
    forget_line_item: bool = False


def send_grades(runtime: Runtime, *, now: datetime) -> int:
    """Send what is due; returns how many jobs were tried."""
    tried = 0
    while True:
        leased = _lease(runtime, now)
        for job_id in leased:
            _send(runtime, job_id)
        tried += len(leased)
        if len(leased) < BATCH:
            return tried
        now = runtime.clock()


def _lease(runtime: Runtime, now: datetime) -> list[int]:
    with runtime.database.write() as session:
        jobs = due_jobs(session, now, BATCH)
        for job in jobs:
            job.state, job.leased_until, job.updated_at = "sending", now + LEASE, now
        return [job.id for job in jobs]


def _send(runtime: Runtime, job_id: int) -> None:
    now = runtime.clock()
    with runtime.database.read() as session:
        parcel = _pack(session, job_id, now)
    if parcel is None:
        return
    if parcel.score is None:
        _settle(runtime, parcel, _Settlement("failed", "attempt_missing"))
        return
    if parcel.timestamp > now:
        # The last score sent carries this second already, and none may lie in the future.
        _settle(runtime, parcel, _Settlement("waiting", retry_at=parcel.timestamp))
        return
    _settle(runtime, parcel, _post(runtime, parcel))


def _pack(session: Session, job_id: int, now: datetime) -> _Parcel | None:
    job = session.get(GradeJob, job_id)
    if job is None:
        return None
    item = session.get_one(LineItemRow, job.line_item_id)
    link = session.get_one(ResourceLink, item.resource_link_id)
    person = session.get_one(Person, job.person_id)
    platform = platform_by_id(session, person.platform_id)
    assert platform is not None
    scope = Scope(
        school_id=job.school_id,
        platform_id=platform.id,
        class_id=job.class_id,
        person_id=job.person_id,
        role=Role.STUDENT,
        launch="",
        resource_link_id=link.id,
    )
    diagnostic = diagnostic_of(session, scope, item.diagnostic_id)
    attempt = attempt_of(session, scope, diagnostic.id)
    belief = belief_of(session, scope, diagnostic.framework_id)
    second = now.replace(microsecond=0)
    if job.sent_at is not None:
        second = max(second, job.sent_at + timedelta(seconds=1))
    return _Parcel(
        job_id=job.id,
        version=job.version,
        attempts=job.attempts,
        scope=scope,
        platform=platform,
        subject=person.subject,
        service=GradeService(link.lineitems_url, item.url or link.lineitem_url, tuple(link.grade_scopes)),
        column=Column(diagnostic.public_id, TAG, diagnostic.title, diagnostic.maximum, link.link_id),
        line_item_id=item.id,
        line_item_url=item.url,
        score=grade_score(session, scope, diagnostic, attempt, belief),
        maximum=diagnostic.maximum,
        submitted_at=(attempt.finished_at if attempt else None) or now,
        timestamp=second,
    )


def _post(runtime: Runtime, parcel: _Parcel) -> _Settlement:
    client = ServiceClient(parcel.platform, runtime.keyring, runtime.http(), runtime.clock)
    book = GradeBook(client, parcel.service)
    assert parcel.score is not None
    try:
        address = book.line_item(parcel.column)
        if address != parcel.line_item_url:
            _keep_address(runtime, parcel.line_item_id, address)
        book.post_score(
            address,
            Score(
                subject=parcel.subject,
                given=parcel.score,
                maximum=parcel.maximum,
                timestamp=parcel.timestamp,
                submitted_at=parcel.submitted_at,
            ),
        )
    except PassingFailure as failure:
        return _again(parcel, failure, runtime.clock())
    except PermanentFailure as failure:
        known = bool(parcel.line_item_url and parcel.service.lineitems_url)
        if failure.code == "service_not_found" and known and parcel.attempts < MOST_NEW_COLUMNS:
            # The column was deleted in the gradebook: it is found or made anew at the next try.
            soon = runtime.clock() + FIRST_WAIT
            return _Settlement("waiting", failure.code, failure.status_code, soon, True)
        return _Settlement("failed", failure.code, failure.status_code)
    return _Settlement("sent")


def _again(parcel: _Parcel, failure: ServiceFailure, now: datetime) -> _Settlement:
    """When to try again: as the platform asks, else later each time, spread so that not all come at once."""
    if parcel.attempts + 1 >= MOST_ATTEMPTS:
        return _Settlement("failed", failure.code, failure.status_code)
    asked = failure.retry_at if isinstance(failure, PassingFailure) else None
    if asked is None and failure.code == "service_conflict":
        asked = now + timedelta(seconds=1)
    wait = min(FIRST_WAIT * 2 ** min(parcel.attempts, 20), LONGEST_WAIT)
    spread = wait * random.uniform(0.75, 1.25)  # noqa: S311 - nothing secret about it
    return _Settlement("waiting", failure.code, failure.status_code, asked or now + spread)


def _keep_address(runtime: Runtime, line_item_id: int, address: str) -> None:
    with runtime.database.write() as session:
        session.get_one(LineItemRow, line_item_id).url = address


def _settle(runtime: Runtime, parcel: _Parcel, end: _Settlement) -> None:
    now = runtime.clock()
    with runtime.database.write() as session:
        job = session.get(GradeJob, parcel.job_id, with_for_update=True)
        if job is None:  # erased meanwhile
            return
        tried = end.outcome != "waiting" or bool(end.reason)
        job.leased_until, job.updated_at = None, now
        if end.outcome == "sent" or end.reason == "service_conflict":
            job.sent_at = parcel.timestamp
        if end.outcome == "sent":
            job.sent_score = parcel.score
        if end.forget_line_item:
            session.get_one(LineItemRow, parcel.line_item_id).url = ""
        if job.version != parcel.version:
            job.state, job.due_at = "waiting", now
        else:
            job.state = end.outcome
            job.reason, job.status_code = end.reason, end.status_code
            job.attempts += tried
            if end.retry_at is not None:
                job.due_at = end.retry_at
        if tried:
            session.add(
                GradeAudit(
                    school_id=parcel.scope.school_id,
                    class_id=parcel.scope.class_id,
                    person_id=parcel.scope.person_id,
                    job_id=parcel.job_id,
                    score=parcel.score,
                    outcome=end.outcome,
                    reason=end.reason,
                    status_code=end.status_code,
                    at=now,
                )
            )
