"""The class list as it is fetched: one fetch at a time, written in pieces, ended in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Row,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from adapters.lms.base import PersonClaims, Role

from .base import public_id
from .classes import CourseClass, Enrolment, LmsContext
from .launches import LaunchSession
from .people import Person
from .scope import Scope
from .upsert import insert_into

STALE = timedelta(minutes=15)
"""A fetch that shows no sign of life for so long is dead, and another may begin."""

_PERSON: Any = Person.__table__
_ENROLMENT: Any = Enrolment.__table__
_PERSONAL = ("name", "given_name", "family_name", "email")


def begin_fetch(session: Session, scope: Scope, now: datetime, untouched: timedelta = timedelta(0)) -> bool:
    """Take the one place in which the list of this class is fetched; false where it is taken.

    Or where the list was tried within `untouched`.

    One statement decides, so that of two workers one begins. A dead fetch's place is taken over.
    """
    at_rest = or_(CourseClass.roster_tried_at.is_(None), CourseClass.roster_tried_at <= now - untouched)
    dead = CourseClass.roster_tried_at <= now - STALE
    free = or_(and_(CourseClass.roster_started_at.is_(None), at_rest), dead)
    begun: Any = session.execute(
        update(CourseClass)
        .where(CourseClass.id == scope.class_id, CourseClass.school_id == scope.school_id, free)
        .values(roster_started_at=now, roster_tried_at=now, roster_count=0)
    )
    return bool(begun.rowcount)


def keep_fetch(session: Session, scope: Scope, started: datetime, count: int, now: datetime) -> bool:
    """Show a sign of life; false where another fetch has taken the place over."""
    kept: Any = session.execute(
        update(CourseClass)
        .where(_held(scope, started))
        .values(roster_tried_at=now, roster_count=count)
        .execution_options(synchronize_session=False)
    )
    return bool(kept.rowcount)


def end_fetch(session: Session, scope: Scope, started: datetime, problem: str, now: datetime) -> int:
    """Give the place free; how many the class has. Without a problem the list is now of this date."""
    listed = session.scalar(
        select(func.count()).where(_enrolled(scope), Enrolment.active, Enrolment.seen_at == started)
    )
    values: dict[str, Any] = {"roster_started_at": None, "roster_problem": problem, "roster_tried_at": now}
    if not problem:
        values |= {"roster_at": now, "roster_count": listed}
    session.execute(
        update(CourseClass)
        .where(_held(scope, started))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return listed or 0


def retire_unlisted(session: Session, scope: Scope, started: datetime, now: datetime) -> int:
    """Who neither was named since the fetch began nor came in is no longer in the class; how many."""
    left: Any = session.execute(
        update(Enrolment)
        .where(
            _enrolled(scope),
            Enrolment.active,
            or_(Enrolment.seen_at.is_(None), Enrolment.seen_at < started),
            Enrolment.updated_at <= started,
        )
        .values(active=False, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(left.rowcount)


def _held(scope: Scope, started: datetime) -> ColumnElement[bool]:
    return and_(
        CourseClass.id == scope.class_id,
        CourseClass.school_id == scope.school_id,
        CourseClass.roster_started_at == started,
    )


def _enrolled(scope: Scope) -> ColumnElement[bool]:
    return and_(Enrolment.class_id == scope.class_id, Enrolment.school_id == scope.school_id)


def _looked_up(query: Any, key: Any, kind: Any) -> dict[str, Any]:
    """A query for many keys at once that uses the index of the key, by name of the dialect.

    PostgreSQL takes a list of keys for a filter over the whole school as long as it has no
    statistics of the tables, and reads all of it for each piece: so it looks up one by one, and
    the school is compared afterwards.
    """
    keys = func.unnest(bindparam("keys", type_=ARRAY(kind))).table_valued("key").render_derived("wanted")
    one = query.where(key == keys.c.key).offset(0).lateral("found")
    school: Any = bindparam("school")
    return {
        "postgresql": select(one).select_from(keys.join(one, true())).where(one.c.school_id == school),
        "sqlite": query.where(key.in_(bindparam("keys", expanding=True)), key.table.c.school_id == school),
    }


_KNOWN = _looked_up(
    select(
        _PERSON.c.id, _PERSON.c.school_id, _PERSON.c.subject, *(_PERSON.c[name] for name in _PERSONAL)
    ).where(_PERSON.c.platform_id == bindparam("platform"), _PERSON.c.school_id == bindparam("school")),
    _PERSON.c.subject,
    Text,
)
_CHANGE = (
    _PERSON.update()
    .where(_PERSON.c.id == bindparam("pk"))
    .values({name: bindparam(f"new_{name}") for name in _PERSONAL})
)


def save_people(
    session: Session, scope: Scope, people: Sequence[PersonClaims], now: datetime
) -> dict[str, int]:
    """Make the people of a piece of the list, or bring them up to date; their ids by subject.

    A list without personal data does not make us forget what a launch told. Rows are written in
    the order of the subjects, so that two lists with the same people cannot lock each other out.
    """
    wanted = {one.subject: one for one in sorted(people, key=lambda one: one.subject)}
    known = _known(session, scope, list(wanted))
    new = [_new_person(scope, one, now) for subject, one in wanted.items() if subject not in known]
    ids = {subject: int(row.id) for subject, row in known.items()}
    ids |= _insert_people(session, scope, new)
    changes = [
        {"pk": row.id, **{f"new_{name}": getattr(wanted[subject], name) or row[name] for name in _PERSONAL}}
        for subject, row in ((one, known[one]._mapping) for one in wanted if one in known)
        if any(getattr(wanted[subject], name) not in ("", row[name]) for name in _PERSONAL)
    ]
    if changes:
        session.connection().execute(_CHANGE, changes)
    return ids


def _insert_people(session: Session, scope: Scope, new: list[dict[str, Any]]) -> dict[str, int]:
    """Insert people; whom a launch made at the same moment are found instead."""
    if not new:
        return {}
    insert = insert_into(session, Person).on_conflict_do_nothing()
    # With RETURNING the rows go in few statements of many rows each.
    made = session.connection().execute(insert.returning(_PERSON.c.subject, _PERSON.c.id), new)
    ids = {row.subject: int(row.id) for row in made}
    missed = [str(row["subject"]) for row in new if row["subject"] not in ids]
    if missed:
        ids |= {subject: int(row.id) for subject, row in _known(session, scope, missed).items()}
    return ids


def _known(session: Session, scope: Scope, subjects: list[str]) -> dict[str, Row[Any]]:
    binds = {"platform": scope.platform_id, "school": scope.school_id, "keys": subjects}
    connection = session.connection()
    return {row.subject: row for row in connection.execute(_KNOWN[connection.dialect.name], binds)}


def _new_person(scope: Scope, claims: PersonClaims, now: datetime) -> dict[str, Any]:
    return {
        "public_id": public_id(),
        "school_id": scope.school_id,
        "platform_id": scope.platform_id,
        "subject": claims.subject,
        "locale": "",
        "created_at": now,
        **{name: getattr(claims, name) for name in _PERSONAL},
    }


def save_enrolments(
    session: Session,
    scope: Scope,
    listed: Mapping[int, tuple[Role, bool]],
    started: datetime,
    now: datetime,
) -> None:
    """Enrol people, by id with role and whether active, or note that they are still there.

    A role that a launch gave stays. Of somebody whom one fetch names twice, active counts, and the
    role that may do more.
    """
    same = _unchanged(session, scope, listed)
    if same:
        session.connection().execute(_SEEN, {"ids": sorted(same.values()), "moment": started})
    rows = [
        {
            "school_id": scope.school_id,
            "class_id": scope.class_id,
            "person_id": person_id,
            "role": role.value,
            "active": active,
            "role_from_launch": False,
            "seen_at": started,
            "created_at": now,
            "updated_at": now,
        }
        for person_id, (role, active) in sorted(listed.items())
        if person_id not in same
    ]
    if rows:
        session.connection().execute(_enrolling(session).returning(_ENROLMENT.c.id), rows).all()


_ENROLLED = _looked_up(
    select(
        _ENROLMENT.c.id,
        _ENROLMENT.c.school_id,
        _ENROLMENT.c.person_id,
        _ENROLMENT.c.role,
        _ENROLMENT.c.active,
        _ENROLMENT.c.role_from_launch,
    ).where(_ENROLMENT.c.class_id == bindparam("class_")),
    _ENROLMENT.c.person_id,
    BigInteger,
)
_SEEN = (
    _ENROLMENT.update()
    .where(_ENROLMENT.c.id.in_(bindparam("ids", expanding=True)))
    .values(seen_at=bindparam("moment"))
)


def _unchanged(session: Session, scope: Scope, listed: Mapping[int, tuple[Role, bool]]) -> dict[int, int]:
    """Who is listed as enrolled already, which is nearly everybody: the enrolment by person."""
    connection = session.connection()
    binds = {"class_": scope.class_id, "school": scope.school_id, "keys": list(listed)}
    return {
        row.person_id: row.id
        for row in connection.execute(_ENROLLED[connection.dialect.name], binds)
        if row.active == listed[row.person_id][1]
        and (row.role_from_launch or row.role == listed[row.person_id][0].value)
    }


def _enrolling(session: Session) -> Any:
    insert = insert_into(session, Enrolment)
    old, new = _ENROLMENT.c, insert.excluded
    again = old.seen_at == new.seen_at
    stays = or_(old.role_from_launch, and_(again, old.role != Role.STUDENT.value))
    role = case((stays, old.role), else_=new.role)
    active = case((and_(again, old.active), true()), else_=new.active)
    changed = or_(old.role != role, old.active != active)
    return insert.on_conflict_do_update(
        index_elements=[old.class_id, old.person_id],
        set_={
            "role": role,
            "active": active,
            "seen_at": new.seen_at,
            "updated_at": case((changed, new.updated_at), else_=old.updated_at),
        },
    )


def still_there(session: Session, scope: Scope, subjects: Sequence[str], started: datetime) -> None:
    """Note people as listed whose role in the list says nothing to us: they stay what they are."""
    ids = select(Person.id).where(
        Person.platform_id == scope.platform_id,
        Person.school_id == scope.school_id,
        Person.subject.in_(subjects),
    )
    session.execute(
        update(Enrolment)
        .where(_enrolled(scope), Enrolment.person_id.in_(ids))
        .values(seen_at=started)
        .execution_options(synchronize_session=False)
    )


def classes_due(
    session: Session,
    *,
    listed_before: datetime,
    tried_before: datetime,
    launched_after: datetime,
    now: datetime,
) -> Sequence[Row[int, int, int]]:
    """For each platform that no list is fetched from now, the class whose list is the most overdue.

    Rows of (class_id, school_id, platform_id).
    """
    busy = select(CourseClass.platform_id).where(
        CourseClass.roster_started_at.is_not(None), CourseClass.roster_tried_at > now - STALE
    )
    waited = func.row_number().over(
        partition_by=CourseClass.platform_id,
        order_by=(func.coalesce(CourseClass.roster_tried_at, CourseClass.created_at), CourseClass.id),
    )
    due = (
        select(
            CourseClass.id.label("class_id"),
            CourseClass.school_id,
            CourseClass.platform_id,
            waited.label("place"),
        )
        .where(
            or_(CourseClass.roster_at.is_(None), CourseClass.roster_at < listed_before),
            or_(CourseClass.roster_tried_at.is_(None), CourseClass.roster_tried_at < tried_before),
            CourseClass.platform_id.not_in(busy),
            exists().where(LmsContext.class_id == CourseClass.id, LmsContext.memberships_url != ""),
            exists().where(
                LaunchSession.class_id == CourseClass.id, LaunchSession.created_at > launched_after
            ),
        )
        .subquery()
    )
    return session.execute(
        select(due.c.class_id, due.c.school_id, due.c.platform_id).where(due.c.place == 1)
    ).all()
