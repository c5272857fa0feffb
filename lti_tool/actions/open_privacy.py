"""What an LMS's privacy page opens: somebody's data in every school of that LMS, to take along or erase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lti_tool.database.engine import Database
from lti_tool.database.people import Person, person_of, schools_of_person
from lti_tool.database.scope import Scope
from lti_tool.errors import NotFound

from .data_pages import HoldingView
from .personal_data import erase_rows, export_rows, holdings_of

VISIT_ONLY = frozenset({"identity", "visits"})
"""Kinds of data that come from opening the page itself."""


@dataclass(frozen=True, slots=True)
class SchoolHolding:
    """What one school holds of a person.

    Attributes
    ----------
    id : str
        The person's public id in that school.
    name : str
        Of the school.
    visit_only : bool
        Nothing but who they are and that they came.
    """

    id: str
    name: str
    holdings: tuple[HoldingView, ...]
    visit_only: bool


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    person: str
    schools: tuple[SchoolHolding, ...]


def open_privacy(database: Database, scope: Scope) -> PrivacyPage:
    """The person's data in every school of the platform, where there is most first."""
    with database.read() as session:
        who = person_of(session, scope)
        found = [
            _holding(session, person, school.name) for person, school in schools_of_person(session, scope)
        ]
    found.sort(key=lambda one: (one.visit_only, -sum(held.count for held in one.holdings)))
    return PrivacyPage(who.name or who.given_name, tuple(found))


def _holding(session: Session, person: Person, school: str) -> SchoolHolding:
    holdings = holdings_of(session, person)
    return SchoolHolding(person.public_id, school, holdings, {held.kind for held in holdings} <= VISIT_ONLY)


def export_in_school(database: Database, scope: Scope, person: str) -> dict[str, Any]:
    """All that one school of the platform holds of the scope's person.

    Raises
    ------
    NotFound
        It is not the scope's person under another school.
    """
    with database.read() as session:
        return export_rows(session, _mine(session, scope, person).id)


def erase_in_school(database: Database, scope: Scope, person: str, *, now: datetime) -> bool:
    """Erase the scope's person in one school of the platform; true where the visit went with it.

    Raises
    ------
    NotFound
        It is not the scope's person under another school.
    """
    with database.write() as session:
        who = _mine(session, scope, person)
        erase_rows(session, who.id, who.school_id, now)
        return who.id == scope.person_id


def _mine(session: Session, scope: Scope, person: str) -> Person:
    for found, _ in schools_of_person(session, scope):
        if found.public_id == person:
            return found
    raise NotFound()
