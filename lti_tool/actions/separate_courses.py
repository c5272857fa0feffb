"""Courses that were taught as one class become separate classes again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from adapters.lms.base import Role
from lti_tool.database.classes import CourseClass, Enrolment, ResourceLink
from lti_tool.database.course_activities import CourseActivity
from lti_tool.database.courses import CourseJoin, joins_in
from lti_tool.database.diagnostics import Attempt
from lti_tool.database.engine import Database
from lti_tool.database.grades import LineItemRow
from lti_tool.database.groups import GroupMember
from lti_tool.database.launches import LaunchSession
from lti_tool.database.scope import Scope
from lti_tool.errors import AccessRefused, InputRefused, NotFound

from .join_courses import TABLES, lock_classes, write_down


def separate_course(database: Database, scope: Scope, join: str, *, now: datetime) -> Scope:
    """Undo a join, while nobody who came with it has begun; returns the scope of the class that is back.

    Who came through these courses alone goes back with them; the class lists of both settle the rest.

    Raises
    ------
    AccessRefused
        Only a teacher may.
    NotFound
        No such join in this class.
    InputRefused
        ``courses_answered``: somebody who came with it has begun here.
    """
    if scope.role is not Role.TEACHER:
        raise AccessRefused()
    with database.write() as session:
        lock_classes(session, scope.class_id, _join(session, scope, join).former_id)
        session.expire_all()  # what was read while this transaction waited may be past
        row = _join(session, scope, join)
        if answered(session, scope, row):
            raise InputRefused("courses_answered")
        contexts = _still_here(session, "lms_context", row, scope.class_id)
        _return(session, scope, row, contexts, now)
        former = session.get_one(CourseClass, row.former_id)
        write_down(session, scope, "courses_separated", former, len(contexts), now)
        session.delete(row)
        return Scope(
            school_id=scope.school_id,
            platform_id=scope.platform_id,
            class_id=former.id,
            person_id=scope.person_id,
            role=scope.role,
            launch=scope.launch,
        )


def _join(session: Session, scope: Scope, name: str) -> CourseJoin:
    found = next((one for one in joins_in(session, scope) if one.public_id == name), None)
    if found is None:
        raise NotFound()
    return found


def _still_here(session: Session, name: str, join: CourseJoin, class_id: int) -> list[int]:
    """What came with a join and is in the class now: courses that came along may have left before."""
    table = TABLES[name]
    ids = join.moved.get(name, [])
    rows = select(table.c.id).where(table.c.id.in_(ids), table.c.class_id == class_id)
    return list(session.scalars(rows))


def _arrivals(session: Session, scope: Scope, contexts: Sequence[int]) -> tuple[set[int], set[int]]:
    """People who opened this class through these courses, and through the others."""
    rows = session.execute(
        select(LaunchSession.person_id, ResourceLink.context_pk)
        .join(ResourceLink, ResourceLink.id == LaunchSession.resource_link_id)
        .where(LaunchSession.class_id == scope.class_id, LaunchSession.school_id == scope.school_id)
        .distinct()
    ).all()
    through = {row.person_id for row in rows if row.context_pk in contexts}
    return through, {row.person_id for row in rows if row.context_pk not in contexts}


def answered(session: Session, scope: Scope, join: CourseJoin) -> bool:
    """Whether somebody has begun since the join who came with it, or of whom it cannot be told."""
    contexts = _still_here(session, "lms_context", join, scope.class_id)
    through, others = _arrivals(session, scope, contexts)
    began = set(
        session.scalars(
            select(Attempt.person_id).where(
                Attempt.class_id == scope.class_id, Attempt.started_at >= join.created_at
            )
        )
    )
    if began - (others - through):
        return True
    came = _still_here(session, "diagnostic", join, scope.class_id)
    return bool(session.scalar(select(exists().where(Attempt.diagnostic_id.in_(came)))))


def _return(session: Session, scope: Scope, join: CourseJoin, contexts: Sequence[int], now: datetime) -> None:
    """Give back what came along; what another course's placement shows meanwhile stays."""
    back = {"class_id": join.former_id}
    activities, diagnostics = _returning(session, scope, join, contexts)
    groups = _still_here(session, "class_group", join, scope.class_id)
    _return_people(session, scope, join, contexts, now)
    _set(session, "lms_context", contexts, back)
    _set(session, "course_activity", activities, back)
    _set(session, "diagnostic", diagnostics, back)
    _set(session, "class_group", groups, back)
    _set(session, "accommodation", _still_here(session, "accommodation", join, scope.class_id), back)
    _set(session, "course_join", _still_here(session, "course_join", join, scope.class_id), back)
    session.execute(update(GroupMember).where(GroupMember.group_id.in_(groups)).values(**back))
    links = list(session.scalars(select(ResourceLink.id).where(ResourceLink.context_pk.in_(contexts))))
    for model in (LineItemRow, LaunchSession):
        session.execute(update(model).where(model.resource_link_id.in_(links)).values(**back))
    # A placement cannot show what belongs to another class: the teacher says again what it shall be.
    session.execute(
        update(ResourceLink)
        .where(ResourceLink.id.in_(links), ResourceLink.activity_id.not_in(activities))
        .values(activity_id=None)
    )
    _set(session, "resource_link", links, back)


def _returning(
    session: Session, scope: Scope, join: CourseJoin, contexts: Sequence[int]
) -> tuple[set[int], set[int]]:
    """Activities and diagnostics that go back: those that nothing in the class needs any more."""
    shown_here = select(ResourceLink.activity_id).where(
        ResourceLink.class_id == scope.class_id,
        ResourceLink.context_pk.not_in(contexts),
        ResourceLink.activity_id.is_not(None),
    )
    came = set(_still_here(session, "course_activity", join, scope.class_id))
    activities = came - set(session.scalars(shown_here))
    used_here = select(CourseActivity.diagnostic_id).where(
        CourseActivity.class_id == scope.class_id, CourseActivity.id.not_in(activities)
    )
    needed = set(session.scalars(used_here))
    diagnostics = set(_still_here(session, "diagnostic", join, scope.class_id)) - needed
    going = select(CourseActivity.id).where(
        CourseActivity.id.in_(activities), CourseActivity.diagnostic_id.in_(diagnostics)
    )
    return set(session.scalars(going)), diagnostics


def _set(session: Session, name: str, ids: Iterable[int], values: dict[str, int]) -> None:
    table = TABLES[name]
    session.execute(update(table).where(table.c.id.in_(sorted(ids))).values(**values))


def _return_people(
    session: Session, scope: Scope, join: CourseJoin, contexts: Sequence[int], now: datetime
) -> None:
    """Who came through these courses alone goes back; who rested there is in that class again."""
    through, others = _arrivals(session, scope, contexts)
    session.execute(
        update(Enrolment)
        .where(Enrolment.id.in_(join.moved.get("enrolment", [])), Enrolment.class_id == join.former_id)
        .values(active=True, updated_at=now)
    )
    there = set(session.scalars(select(Enrolment.person_id).where(Enrolment.class_id == join.former_id)))
    session.execute(
        update(Enrolment)
        .where(
            Enrolment.class_id == scope.class_id,
            Enrolment.person_id.in_(sorted(through - others - there - {scope.person_id})),
        )
        .values(class_id=join.former_id, updated_at=now)
    )
    if scope.person_id not in there:
        session.add(
            Enrolment(
                school_id=scope.school_id,
                class_id=join.former_id,
                person_id=scope.person_id,
                role=Role.TEACHER,
                role_from_launch=True,
                created_at=now,
                updated_at=now,
            )
        )
