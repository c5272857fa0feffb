"""Single students get what they need otherwise than the others: more time, another format."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from lti_tool.database.accommodations import Accommodation, accommodation_of, accommodations_in
from lti_tool.database.audit import AuditEvent
from lti_tool.database.classes import class_of, students_of
from lti_tool.database.diagnostics import open_attempts_of
from lti_tool.database.engine import Database
from lti_tool.database.groups import sees_part
from lti_tool.database.people import Person
from lti_tool.database.scope import Scope
from lti_tool.errors import InputRefused

from .blueprint_pages import NeedsPage, NeedsRow
from .named_student import the_student

TIME_FACTORS: Final = (1.0, 1.25, 1.5, 2.0, 0.0)
"""How many times the usual time; 0: no limit."""
FORMATS: Final = ("", "large", "spaced")
MOST_SHOWN = 200


def open_accommodations(database: Database, scope: Scope, query: str = "") -> NeedsPage:
    """The students whom the reader may see, those with something of their own first.

    Parameters
    ----------
    query : str
        A part of the name; empty for all.

    Raises
    ------
    AccessRefused
        Only who teaches sees them.
    """
    scope.check_teaches()
    wanted = query.strip().casefold()
    with database.read() as session:
        known = accommodations_in(session, scope)
        students = students_of(session, scope)
        rows = [_row(one, known.get(one.id)) for one in students if wanted in one.name.casefold()]
        return NeedsPage(
            course_title=class_of(session, scope).title,
            special=tuple(row for row in rows if not row.usual),
            others=tuple(row for row in rows if row.usual)[:MOST_SHOWN],
            total=len(students),
            query=query.strip(),
            limited=sees_part(session, scope),
        )


def open_accommodation(database: Database, scope: Scope, student: str) -> NeedsRow:
    """What one student needs.

    Raises
    ------
    AccessRefused, NotFound
        Not a teacher; no such student in this class whom the reader may see.
    """
    scope.check_teaches()
    with database.read() as session:
        person = _student(session, scope, student)
        return _row(person, accommodation_of(session, scope, person_id=person.id))


def accommodate(
    database: Database, scope: Scope, student: str, time_factor: float, format: str, *, now: datetime
) -> None:
    """Give a student more time or another format, from now on and in what they are at.

    Raises
    ------
    AccessRefused, NotFound
        As for `open_accommodation`.
    InputRefused
        ``input_invalid``: no such time or format.
    """
    scope.check_teaches()
    if time_factor not in TIME_FACTORS or format not in FORMATS:
        raise InputRefused("input_invalid")
    with database.write() as session:
        person = _student(session, scope, student)
        row = accommodation_of(session, scope, person_id=person.id)
        before = (row.time_factor, row.format) if row else (1.0, "")
        if before == (time_factor, format):
            return
        if row is None:
            row = Accommodation(school_id=scope.school_id, class_id=scope.class_id, person_id=person.id)
            session.add(row)
        row.time_factor, row.format, row.changed_at = time_factor, format, now
        for attempt in open_attempts_of(session, scope, person.id):
            attempt.time_factor = time_factor
        told = {"time_factor": time_factor, "format": format}
        session.add(AuditEvent.of(scope, "accommodation_changed", told, now=now, about=person.id))


def _student(session: Session, scope: Scope, public_id: str) -> Person:
    person = the_student(session, scope, public_id)
    return person


def _row(person: Person, needs: Accommodation | None) -> NeedsRow:
    factor, format = (needs.time_factor, needs.format) if needs else (1.0, "")
    family, given = person.family_name, person.given_name
    name = f"{family}, {given}" if family and given else person.name
    return NeedsRow(person.public_id, name, factor, format)
