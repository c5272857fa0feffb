"""What stands in the gradebook is compared with what was sent, when a teacher asks; nothing is sent by it.

A teacher's own grade in the LMS outlives ours there: Moodle answers 200 to a score that it does not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.lms.base import GradeService
from lti_tool.database.classes import ResourceLink
from lti_tool.database.course_activities import activity_named
from lti_tool.database.engine import Database
from lti_tool.database.grades import GradeJob, LineItemRow, jobs_with_subjects, line_items_of
from lti_tool.database.platforms import PlatformRecord, platform_by_id
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound, ServiceFailure
from lti_tool.lti.ags import GradeBook, Result
from lti_tool.lti.services import ServiceClient

from .runtime import Runtime

TOLERANCE = 0.0051
"""In points of the gradebook, which keeps two digits."""
LONGEST_CHECK = timedelta(minutes=10)
"""A comparison that has taken so long has died with its worker."""
CHUNK = 500
"""Results between two signs of life."""


@dataclass(frozen=True, slots=True)
class _Column:
    id: int
    platform: PlatformRecord
    service: GradeService


def check_running(item: LineItemRow, now: datetime) -> bool:
    """Whether the column is being compared."""
    return item.check_started_at is not None and now - item.check_started_at < LONGEST_CHECK


def ask_compare(database: Database, scope: Scope, activity: str, *, now: datetime) -> None:
    """Mark the columns of an activity as being compared; the caller then wakes ``compare_grades``.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such activity in this class.
    InputRefused
        Nothing was ever sent.
    """
    scope.check_teaches()
    with database.write() as session:
        row = activity_named(session, scope, activity)
        if row is None:
            raise NotFound()
        items = [item for item in line_items_of(session, scope, row.id) if item.url]
        if not items:
            raise InputRefused("grades_nothing_sent")
        for item in items:
            item.check_started_at, item.check_count, item.check_problem = now, 0, ""


def compare_grades(runtime: Runtime, scope: Scope, activity: str, *, now: datetime) -> int:
    """Read the results of an activity's columns and note where they differ; returns how many were read."""
    with runtime.database.read() as session:
        row = activity_named(session, scope, activity)
        columns = []
        for item in line_items_of(session, scope, row.id) if row is not None else ():
            link = session.get_one(ResourceLink, item.resource_link_id)
            platform = platform_by_id(session, item.platform_id)
            assert platform is not None
            service = GradeService(link.lineitems_url, item.url, tuple(link.grade_scopes))
            columns.append(_Column(item.id, platform, service))
    return sum(_compare(runtime, scope, column, now) for column in columns if column.service.lineitem_url)


def _compare(runtime: Runtime, scope: Scope, column: _Column, now: datetime) -> int:
    client = ServiceClient(column.platform, runtime.keyring, runtime.http(), runtime.clock)
    found: dict[str, Result] = {}
    try:
        for result in GradeBook(client, column.service).results(column.service.lineitem_url):
            found[result.subject] = result
            if len(found) % CHUNK == 0:
                _note(runtime.database, column.id, check_count=len(found))
    except ServiceFailure as failure:
        _note(runtime.database, column.id, check_started_at=None, check_problem=failure.code)
        return len(found)
    with runtime.database.write() as session:
        for job, subject in jobs_with_subjects(session, scope, column.id):
            _judge(job, found.get(subject), now)
    _note(
        runtime.database,
        column.id,
        check_started_at=None,
        check_problem="",
        checked_at=runtime.clock(),
        check_count=len(found),
    )
    return len(found)


def _note(database: Database, item_id: int, **values: object) -> None:
    with database.write() as session:
        item = session.get_one(LineItemRow, item_id)
        for name, value in values.items():
            setattr(item, name, value)


def _judge(job: GradeJob, result: Result | None, began: datetime) -> None:
    if job.state != "sent" or job.sent_score is None or job.updated_at > began:
        # What is on its way, or arrived while the results were read, cannot be compared.
        job.lms_state = ""
        return
    job.lms_score = result.score if result else None
    job.lms_maximum = result.maximum if result else None
    job.lms_state = difference(job.sent_score, job.sent_maximum, result)


def difference(sent: float, maximum: float | None, result: Result | None) -> str:
    """Whether a result is the score that was sent: same, missing or other.

    Some versions of Moodle leave out grades of 0, so that a missing 0 is the same.
    """
    if result is None or result.score is None:
        return "same" if sent == 0 else "missing"
    scale = result.maximum / maximum if result.maximum and maximum else 1.0
    return "same" if abs(result.score - sent * scale) <= TOLERANCE else "other"


