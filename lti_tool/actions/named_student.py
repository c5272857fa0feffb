"""The student that a page or a form names."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lti_tool.database.classes import student_of
from lti_tool.database.people import Person, person_of
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound


def the_student(session: Session, scope: Scope, student: str) -> Person:
    """A student of the class whom the scope's person may see.

    Raises
    ------
    NotFound
    """
    found = student_of(session, scope, student)
    if found is None:
        raise NotFound()
    return found


def whom_about(session: Session, scope: Scope, student: str | None) -> Person:
    """The scope's own person, or a student of the class for its teacher.

    Raises
    ------
    AccessRefused
        Somebody who does not teach asks for another person.
    NotFound
        No such student in this class.
    """
    if student is None:
        return person_of(session, scope)
    scope.check_teaches()
    return the_student(session, scope, student)
