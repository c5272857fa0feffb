"""Schools that keep data for a time only: who did not come for that long is erased."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, exists, select

from lti_tool.database.admins import record_event
from lti_tool.database.classes import CourseClass, Enrolment
from lti_tool.database.engine import Database
from lti_tool.database.launches import LaunchSession
from lti_tool.database.people import Person
from lti_tool.database.schools import School
from lti_tool.database.scope import AdminScope

from .personal_data import erase_rows

_log = structlog.get_logger(__name__)
CHUNK = 50
"""People erased in one transaction: a school's first time must not hold everybody up."""
_WORKER = AdminScope(actor="retention")


def apply_retention(database: Database, now: datetime) -> int:
    """Erase whoever was not seen for as long as their school keeps data; returns how many people.

    Seen is: launched, or listed by the LMS as an active member of a class.
    """
    with database.read() as session:
        schools = session.scalars(select(School).where(School.retention_days.is_not(None))).all()
    erased = 0
    for school in schools:
        before = now - timedelta(days=school.retention_days or 0)
        gone = 0
        while number := _erase_some(database, school.id, before, now):
            gone += number
        if gone:
            _log.info("retention", school=school.public_id, people=gone)
        erased += gone
    return erased


def _erase_some(database: Database, school_id: int, before: datetime, now: datetime) -> int:
    with database.write() as session:
        people = session.scalars(
            select(Person.id)
            .where(Person.school_id == school_id, Person.created_at < before, ~_seen_since(before))
            .order_by(Person.id)
            .limit(CHUNK)
        ).all()
        for person_id in people:
            erase_rows(session, person_id, school_id, now)
        if people:
            record_event(session, _WORKER, "retention_applied", school_id, now, people=len(people))
    return len(people)


def _seen_since(before: datetime) -> ColumnElement[bool]:
    """Whether a person came since then, or was on a class list that was fetched since then."""
    launched = exists().where(LaunchSession.person_id == Person.id, LaunchSession.last_seen_at >= before)
    listed = exists().where(
        Enrolment.person_id == Person.id,
        Enrolment.active,
        CourseClass.id == Enrolment.class_id,
        # Who came only by a launch is on no list: the launch is all that is known of them.
        CourseClass.roster_at >= before,
    )
    return launched | listed
