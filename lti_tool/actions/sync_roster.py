"""The class list comes from the platform: who never opened the activity is in the class all the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import update
from sqlalchemy.orm import Session

from adapters.lms.base import Role, RosterService
from lti_tool.database.base import public_id
from lti_tool.database.classes import CourseClass, Enrolment, class_of, contexts_of, enrolments_of
from lti_tool.database.engine import Database
from lti_tool.database.people import Person, people_by_subject
from lti_tool.database.platforms import platform_by_id
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, ServiceFailure
from lti_tool.lti.nrps import Member, members
from lti_tool.lti.services import ServiceClient

from .runtime import Runtime

FRESH = timedelta(minutes=10)
"""A class list younger than this is not fetched again by itself."""
CHUNK = 500
"""Members written in one transaction: launches are not held up by a large course."""
_WANTED = (Role.STUDENT, Role.TEACHER, Role.ASSISTANT)


def roster_due(database: Database, scope: Scope, *, now: datetime) -> bool:
    """Whether a teacher's visit should bring the class list up to date."""
    if not scope.teaches:
        return False
    with database.read() as session:
        place = class_of(session, scope)
        offered = any(context.memberships_url for context in contexts_of(session, scope))
        return offered and (place.roster_at is None or now - place.roster_at > FRESH)


def ask_roster(database: Database, scope: Scope, *, now: datetime) -> None:
    """Check that the class list can be asked for; the caller then wakes the worker.

    Raises
    ------
    AccessRefused
        Only who teaches may.
    InputRefused
        The platform does not give the list.
    """
    if not scope.teaches:
        raise AccessRefused()
    with database.read() as session:
        if not any(context.memberships_url for context in contexts_of(session, scope)):
            raise InputRefused("roster_unsupported")


def sync_roster(runtime: Runtime, scope: Scope, *, now: datetime) -> int:
    """Fetch and store the list of every LMS course of the class; returns how many members it has.

    Who is no longer listed becomes inactive; nothing is deleted. When the platform fails, the list
    stays as it was and the reason is kept for the teacher's page.
    """
    with runtime.database.read() as session:
        urls = [context.memberships_url for context in contexts_of(session, scope)]
        platform = platform_by_id(session, scope.platform_id)
    assert platform is not None
    client = ServiceClient(platform, runtime.keyring, runtime.http(), runtime.clock)
    seen: set[str] = set()
    try:
        for url in filter(None, urls):
            listed = members(client, RosterService(url))
            while chunk := list(islice(listed, CHUNK)):
                with runtime.database.write() as session:
                    _store(session, scope, chunk, now)
                seen.update(member.person.subject for member in chunk if member.active)
    except ServiceFailure as failure:
        _finish(runtime.database, scope, failure.code, None, now)
        return 0
    _finish(runtime.database, scope, "", seen, now)
    return len(seen)


def _store(session: Session, scope: Scope, chunk: Iterable[Member], now: datetime) -> None:
    wanted = {m.person.subject: m for m in chunk if m.role in _WANTED}
    known = people_by_subject(session, scope, tuple(wanted))
    for subject, member in wanted.items():
        person = known.get(subject)
        if person is None:
            person = Person(
                public_id=public_id(),
                school_id=scope.school_id,
                platform_id=scope.platform_id,
                subject=subject,
                created_at=now,
            )
            session.add(person)
            known[subject] = person
        claims = member.person
        person.name = claims.name or person.name or ""
        person.given_name = claims.given_name or person.given_name or ""
        person.family_name = claims.family_name or person.family_name or ""
        person.email = claims.email or person.email or ""
    session.flush()
    enrolled = {row.Enrolment.person_id: row.Enrolment for row in enrolments_of(session, scope)}
    for subject, member in wanted.items():
        row = enrolled.get(known[subject].id)
        if row is None:
            row = Enrolment(
                school_id=scope.school_id,
                class_id=scope.class_id,
                person_id=known[subject].id,
                role_from_launch=False,
                created_at=now,
            )
            session.add(row)
            enrolled[known[subject].id] = row
        if not row.role_from_launch:
            # A roster may call a non-editing teacher a student: what a launch said stays.
            row.role = member.role.value
        row.active, row.updated_at = member.active, now


def _finish(
    database: Database, scope: Scope, problem: str, seen: set[str] | None, now: datetime
) -> None:
    with database.write() as session:
        values: dict[str, object] = {"roster_problem": problem}
        if not problem:
            values["roster_at"] = now
        session.execute(
            update(CourseClass)
            .where(CourseClass.id == scope.class_id, CourseClass.school_id == scope.school_id)
            .values(**values)
        )
        if seen is None:
            return
        for row in enrolments_of(session, scope):
            if row.Person.subject not in seen and row.Enrolment.active:
                row.Enrolment.active, row.Enrolment.updated_at = False, now
