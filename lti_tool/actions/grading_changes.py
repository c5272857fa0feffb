"""An activity gives another grade than before, or none; its column is deleted when somebody asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adapters.lms.base import GradeService
from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import ResourceLink
from lti_tool.database.course_activities import CourseActivity, activity_named
from lti_tool.database.diagnostics import diagnostic_of
from lti_tool.database.engine import Database
from lti_tool.database.grade_queue import columns_to_remove
from lti_tool.database.grades import GradeJob, LineItemRow, line_items_of, people_with_work
from lti_tool.database.platforms import PlatformRecord, platform_by_id
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused, NotFound, PassingFailure, PermanentFailure
from lti_tool.lti.ags import GradeBook
from lti_tool.lti.services import ServiceClient

from .ask_grade import ask_activity_grade
from .class_groups import check_whole_class
from .grade_parcels import lease_of
from .runtime import Runtime

FIRST_WAIT = timedelta(minutes=1)
MOST_TRIES = 12
"""With the wait doubled each time this is almost three days."""


def grading_changed(session: Session, scope: Scope, activity: CourseActivity, *, now: datetime) -> None:
    """Follow a new maximum of an activity, or that it gives no grade any more, in the caller's transaction.

    Grades that were sent stay in the gradebook until somebody asks for the column to be deleted.
    """
    items = [item.id for item in line_items_of(session, scope, activity.id)]
    # Jobs before their columns, as a worker takes them: the other way round each would wait for the other.
    session.execute(
        select(GradeJob.id)
        .where(GradeJob.line_item_id.in_(items), GradeJob.school_id == scope.school_id)
        .order_by(GradeJob.id)
        .with_for_update()
    ).all()
    if activity.maximum is None:
        session.execute(
            update(GradeJob)
            .where(GradeJob.line_item_id.in_(items), GradeJob.school_id == scope.school_id)
            .values(state="off", version=GradeJob.version + 1, reason="", updated_at=now)
        )
        return
    session.execute(
        update(LineItemRow)
        .where(LineItemRow.id.in_(items), LineItemRow.school_id == scope.school_id)
        .values(remove_at=None, remove_problem="")
    )
    if activity.kind == "diagnostic":
        diagnostic_of(session, scope, activity.diagnostic_id).maximum = activity.maximum
        session.flush()
    ask_everybody(session, scope, activity, now=now)


def ask_everybody(session: Session, scope: Scope, activity: CourseActivity, *, now: datetime) -> None:
    """Ask for the grade of everybody who has done something in an activity."""
    for person_id in people_with_work(session, scope, activity):
        ask_activity_grade(session, scope, activity, person_id=person_id, now=now)


def ask_removal(database: Database, scope: Scope, activity: str, *, now: datetime) -> None:
    """Have the columns of an activity that gives no grade deleted, with every grade in them.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher of the whole class; no such activity in it.
    InputRefused
        The activity still gives a grade, or has no column.
    """
    scope.check_teaches()
    with database.write() as session:
        check_whole_class(session, scope)
        row = activity_named(session, scope, activity)
        if row is None:
            raise NotFound()
        items = [item for item in line_items_of(session, scope, row.id) if item.url]
        if row.maximum is not None or not items:
            raise InputRefused("input_invalid")
        remove_columns_of(session, scope, row, now=now)
        session.add(AuditEvent.of(scope, "grade_column_removed", {"activity": row.public_id}, now=now))


def remove_columns_of(session: Session, scope: Scope, activity: CourseActivity, *, now: datetime) -> None:
    """Have the columns of an activity deleted, in the caller's transaction; then wake ``remove_columns``."""
    for item in line_items_of(session, scope, activity.id):
        item.remove_at, item.remove_tries, item.remove_problem = now, 0, ""


def remove_columns(runtime: Runtime, *, now: datetime) -> int:
    """Delete at the platforms the columns that are to go; returns how many were asked for."""
    with runtime.database.write() as session:
        wanted = []
        for item in columns_to_remove(session, now):
            # Whoever comes next finds it taken; deleting twice would do no harm.
            item.remove_at = now + lease_of(runtime)
            link = session.get_one(ResourceLink, item.resource_link_id)
            platform = platform_by_id(session, item.platform_id)
            assert platform is not None
            service = GradeService(link.lineitems_url, item.url, tuple(link.grade_scopes))
            wanted.append((item.id, platform, service))
    for item_id, platform, service in wanted:
        _remove(runtime, item_id, platform, service)
    return len(wanted)


def _remove(runtime: Runtime, item_id: int, platform: PlatformRecord, service: GradeService) -> None:
    client = ServiceClient(platform, runtime.keyring, runtime.http(), runtime.clock)
    problem, again = "", False
    try:
        if service.lineitem_url:
            GradeBook(client, service).delete(service.lineitem_url)
    except PassingFailure as failure:
        problem, again = failure.code, True
    except PermanentFailure as failure:
        problem = failure.code
    now = runtime.clock()
    with runtime.database.write() as session:
        item = session.get_one(LineItemRow, item_id)
        item.remove_tries += 1
        item.remove_problem, item.remove_at = problem, None
        if again and item.remove_tries < MOST_TRIES:
            item.remove_at = now + FIRST_WAIT * 2 ** (item.remove_tries - 1)
        if problem:
            return
        link = session.get_one(ResourceLink, item.resource_link_id)
        if link.lineitem_url == item.url:
            link.lineitem_url = ""
        item.url, item.remove_tries, item.checked_at = "", 0, None
        session.execute(
            update(GradeJob)
            .where(GradeJob.line_item_id == item.id, GradeJob.school_id == item.school_id)
            .values(sent_score=None, sent_maximum=None, work_sent=None, lms_state="")
        )
