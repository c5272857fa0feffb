"""A person's data: seen, taken along, erased. All three walk the one list of tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from lti_tool.database.accommodations import accommodation_of
from lti_tool.database.audit import AuditEvent, events_about
from lti_tool.database.classes import class_of
from lti_tool.database.consents import consents_of
from lti_tool.database.engine import Database
from lti_tool.database.people import Person, person_of
from lti_tool.database.personal_data import PERSONAL_TABLES, PersonalTable
from lti_tool.database.schools import School
from lti_tool.database.scope import Scope
from lti_tool.database.tutoring import MatchedPair, MatchingRun

from .data_pages import HoldingView, LookView, MyDataPage
from .loading import find_diagnostic
from .named_student import whom_about

_TIMES = ("occurred_at", "updated_at", "at", "created_at", "planned_at", "ran_at", "last_seen_at", "made_at")
_IDENTITY = ("name", "given_name", "family_name", "email", "locale")


def open_my_data(database: Database, scope: Scope) -> MyDataPage:
    """What is held of the scope's person, and who looked at it."""
    with database.read() as session:
        who = person_of(session, scope)
        diagnostic = find_diagnostic(session, scope)
        consents = consents_of(session, scope)
        profiling = consents.get("profiling")
        needs = accommodation_of(session, scope)
        return MyDataPage(
            title=diagnostic.title if diagnostic else class_of(session, scope).title,
            person=who.name or who.given_name,
            holdings=holdings_of(session, who),
            looks=_looks(session, scope),
            retention_days=session.get_one(School, scope.school_id).retention_days,
            profiling=profiling.given if profiling else None,
            time_factor=needs.time_factor if needs else 1.0,
            format=needs.format if needs else "",
        )


def holdings_of(session: Session, who: Person) -> tuple[HoldingView, ...]:
    """How much of each kind is held of a person in their school."""
    counts: dict[str, int] = {}
    newest: dict[str, datetime] = {}
    for one in PERSONAL_TABLES:
        time = next((name for name in _TIMES if name in one.table.c), None)
        what = [func.count()] + ([func.max(one.table.c[time])] if time else [])
        row = session.execute(select(*what).select_from(one.table).where(one.rows_about(who.id))).one()
        counts[one.kind] = counts.get(one.kind, 0) + row[0]
        if time and row[1] is not None:
            newest[one.kind] = max(newest.get(one.kind, row[1]), row[1])
    details = tuple((name, getattr(who, name)) for name in _IDENTITY if getattr(who, name))
    return tuple(
        HoldingView(kind, count, newest.get(kind), details if kind == "identity" else ())  # type: ignore[arg-type]
        for kind, count in counts.items()
        if count
    )


def _looks(session: Session, scope: Scope) -> tuple[LookView, ...]:
    """Who else looked, newest first."""
    events = [
        event
        for event in events_about(session, scope)
        if event.event == "looked" and event.actor_id not in (None, scope.person_id)
    ]
    ids = {event.actor_id for event in events}
    names = {
        row.id: row.name
        for row in session.execute(
            select(Person.id, Person.name).where(Person.id.in_(ids), Person.school_id == scope.school_id)
        )
    }
    return tuple(
        LookView(names.get(event.actor_id, ""), event.values.get("what", "other"), event.at)
        for event in events
    )


def export_person(database: Database, scope: Scope, person: str | None = None) -> dict[str, Any]:
    """All that is held of the scope's person (of a student of the class, for its teacher), as plain JSON.

    Raises
    ------
    AccessRefused
        Somebody who does not teach asks for another person.
    NotFound
        No such student in this class.
    """
    with database.read() as session:
        who = whom_about(session, scope, person)
        return export_rows(session, who.id)


def export_rows(session: Session, person_id: int) -> dict[str, Any]:
    """Every row of every personal table about a person, without the hidden columns."""
    tables: dict[str, Any] = {}
    for one in PERSONAL_TABLES:
        columns = [column for column in one.table.c if column.name not in one.hidden]
        rows = session.execute(select(*columns).where(one.rows_about(person_id))).mappings()
        tables[one.table.name] = [_plain(one, dict(row), person_id) for row in rows]
    return {"format": "senda-person-1", "tables": tables}


def _plain(one: PersonalTable, row: dict[str, Any], person_id: int) -> dict[str, Any]:
    """JSON values; other people named in the row stay out of it."""
    for name in ("person_id", "tutor_id", "actor_id", "asked_by", "rater_id", "teacher_id"):
        if name in row and row[name] not in (None, person_id):
            row[name] = "somebody else"
    return {
        name: value.isoformat()
        if isinstance(value, datetime)
        else value.hex()
        if isinstance(value, bytes)
        else value
        for name, value in row.items()
    }


def erase_person(database: Database, scope: Scope, *, now: datetime) -> int:
    """Erase the scope's person in this school, sessions and all; returns how many rows went.

    Grades that the platform has already received are the platform's to erase.
    """
    with database.write() as session:
        who = person_of(session, scope)
        return erase_rows(session, who.id, scope.school_id, now)


def erase_rows(session: Session, person_id: int, school_id: int, now: datetime) -> int:
    """Delete every row about a person, or empty its name in rows that are about others too."""
    gone = 0
    for one in PERSONAL_TABLES:
        for name in one.forget:
            session.execute(
                update(one.table).where(one.table.c[name] == person_id).values({name: None})
            )
        if not one.owners:
            continue
        if one.table.name == "matching_run":
            gone += _erase_runs(session, person_id)
            continue
        owned = or_(*(one.table.c[name] == person_id for name in one.owners))
        result: Any = session.execute(delete(one.table).where(owned))
        gone += result.rowcount
    session.add(AuditEvent(school_id=school_id, event="erased", values={"rows": gone}, at=now))
    return gone


def _erase_runs(session: Session, person_id: int) -> int:
    """Runs that a teacher asked for go with their pairs: they are proposals, made again in a moment."""
    ids = list(session.scalars(select(MatchingRun.id).where(MatchingRun.asked_by == person_id)))
    if not ids:
        return 0
    session.execute(delete(MatchedPair).where(MatchedPair.run_id.in_(ids)))
    result: Any = session.execute(delete(MatchingRun).where(MatchingRun.id.in_(ids)))
    return int(result.rowcount)
